# SPDX-License-Identifier: Apache-2.0
"""The PDF, read back by a reader that knows nothing of how it was made."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2 import raw

from intake.core.answers import Missing
from intake.core.content import Summary
from intake.core.visit import Administration, EarlierVisit, VisitRecord
from intake.report.document import render
from tests.sample_visits import (
    GAD7,
    PHQ9,
    answered,
    criteria,
    earlier_visit,
    first_visit,
    form,
    raised,
    record,
    summary,
)

A4 = (595, 842)
LETTER = (612, 792)
EARLIER = [
    earlier_visit(date(2026, 3, 12), *first_visit([2] * 10)),
    earlier_visit(date(2026, 10, 11), *first_visit([3] * 10)),
]
LONG = "0123456789 " * 900


def pages(pdf: bytes) -> list[str]:
    """Return the text of each page with its line ends and hard spaces made plain."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [" ".join(_text_of(page).split()) for page in document]
    finally:
        document.close()


def text(of: VisitRecord | Summary) -> str:
    found = of if isinstance(of, Summary) else summary(of)
    return " ".join(pages(render(found)))


def _text_of(page: pypdfium2.PdfPage) -> str:
    reader = page.get_textpage()
    try:
        return str(reader.get_text_range())
    finally:
        reader.close()
        page.close()


def sizes(pdf: bytes) -> Iterator[float]:
    """Yield the size of every letter that is printed, as the reader sees it."""
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        reader = page.get_textpage()
        yield from (
            raw.FPDFText_GetFontSize(reader, index)
            for index in range(reader.count_chars())
            if not raw.FPDFText_IsGenerated(reader, index)
        )
        reader.close()
        page.close()
    document.close()


def test_page_one_holds_who_alert_scores_criteria_and_areas() -> None:
    front = pages(render(summary(record(alerts=[raised()]))))[0]

    for words in (
        "Anna Lindgren",
        "born 2 Apr 1979 (47 years)",
        "A-1042",
        "the patient, alone",
        "“Several days” (1), at 09:21. NOT YET ACKNOWLEDGED",
        "Answers consistent with the 2016 criteria.",
        "Pain areas: 9 of 19",
        "shoulder girdle, left and right",
        "Read by",
        "screening, not diagnosis",
        "R-000123",
        "created 22 Nov 2026, 09:31 UTC+01:00",
        "app 0.1.0 · acr2016 1.0.0 · siqr 1.0.0 · peg 1.0.0 · gad7 1.0.0 · phq9 1.0.0",
        "page 1 of",
    ):
        assert words in front


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("earlier", [[], EARLIER[:1], EARLIER])
def test_every_headline_score_is_on_page_one_with_range_and_direction(
    paper: str, earlier: list[EarlierVisit]
) -> None:
    found = summary(record(paper=paper, earlier=earlier, alerts=[raised()]))
    front = pages(render(found))[0]

    headline = [row for row in found.scores if row.is_headline]
    assert len(headline) == 7
    for row in headline:
        assert row.name.split("(")[0].strip() in front
        assert f"{row.now} {row.scale} {row.direction}" in front
        if row.band:
            assert row.band in front
            assert row.band_author in front
    assert front.count("higher = worse") >= 7


def test_every_answer_and_wording_is_printed_exactly() -> None:
    found = summary()
    whole = text(found)

    rows = [row for form in found.items for page in form.pages for row in page.rows]
    assert len(rows) == 7 + 21 + 3 + 7 + 10
    for row in rows:
        assert f"{row.number} {row.text}" in whole
        assert row.answer in whole


def test_the_kinds_of_missing_are_different_words() -> None:
    values = [Missing.DECLINED, Missing.SKIPPED, None, 1, 1, 1, 1, 1, 0]

    whole = text(record([answered("phq9", values)]))

    assert "1 Little interest or pleasure in doing things – preferred not to answer" in whole
    assert "2 Feeling down, depressed, or hopeless – skipped" in whole
    assert "sleeping too much (overlaps with pain and fatigue) – not reached" in whole
    assert "not scorable" in whole
    assert "6 of 9 answered" in whole


def test_a_prorated_score_says_so_beside_the_number() -> None:
    front = pages(render(summary(record([answered("phq9", [*PHQ9[:8], Missing.SKIPPED, 1])]))))[0]

    assert "prorated (8 of 9 answered)" in front
    assert "(from a prorated total)" in front


def test_change_prints_direction_in_words_and_the_rules_behind_it() -> None:
    front = pages(render(summary(record(earlier=EARLIER))))[0]

    assert "Since last time 11 Oct 2026 (6 wk)" in front
    assert "Since baseline 12 Mar 2026 (8 mo)" in front
    assert "−13 better" in front
    assert "from 27" in front
    assert "MCID 5: not met" in front
    assert "response: no" in front
    assert "remission: no" in front


def test_item_nine_at_zero_excludes_nothing_in_print() -> None:
    front = pages(render(summary(record([answered("phq9", [0] * 9)]))))[0]

    assert "“Not at all” (0). This does not exclude suicide risk." in front
    assert "no risk" not in front


def test_a_visit_that_never_asked_about_suicide_says_so_on_page_one() -> None:
    front = pages(render(summary(record([answered("gad7", GAD7)]))))[0]

    assert "Suicidal thoughts were not asked at this visit." in front


def test_methods_rights_and_disclaimers_are_printed() -> None:
    whole = text(record())

    for words in (
        "How the scores are made",
        "Bands of Kroenke 2001",
        "convention",
        "Not confirmed yet",
        "No permission required to reproduce, translate, display or distribute.",
        "Licensed under CC BY 2.0",
        "A screening aid, not a diagnosis.",
        "Not for emergencies",
        "Not a medical device as distributed",
    ):
        assert words in whole


def test_what_looks_like_markup_is_printed_as_it_was_typed() -> None:
    name = "<b>Bobby</b> & <para> &amp; {x} %s \\n"

    assert name in pages(render(summary(record(name=name))))[0]


@pytest.mark.parametrize(
    "name", ["Nguyễn Thị Ánh Ữ", "Ελένη Παπαδοπούλου-Ώ", "Жанна Ёлкина", "Łukasz Żółć Ørsted ẞ"]
)
def test_names_of_these_scripts_are_printed(name: str) -> None:
    front = pages(render(summary(record(name=name))))[0]

    assert name in front
    assert "[U+" not in front


def test_a_letter_that_the_font_lacks_is_its_code_point_and_the_page_says_so() -> None:
    found = pages(render(summary(record(name="李 Anna\x07"))))

    assert "[U+674E] Anna[U+0007]" in found[0]
    for page in found:
        assert "stands for a letter that this report's typeface lacks" in page


def test_a_page_without_such_a_letter_does_not_mention_it() -> None:
    assert "typeface lacks" not in text(record())


def test_long_free_text_is_cut_on_page_one_and_whole_behind_it() -> None:
    found = pages(render(summary(record(alerts=[raised("Dr Lindqvist", LONG)]))))

    assert "(continues on page 2)" in found[0]
    assert "Read by" in found[0]
    assert "Alerts in full" in found[1]
    assert "".join(found).count("0123456789") >= 900


def test_thirty_alerts_leave_room_for_the_scores() -> None:
    found = pages(render(summary(record(alerts=[raised() for _ in range(30)], paper="Letter"))))

    assert re.search(r"\d+ more on page 2, \d+ of them not yet acknowledged", found[0])
    assert "PHQ-9 total" in found[0]
    assert "".join(found[1:]).count("NOT YET ACKNOWLEDGED") == 30


def test_a_name_of_any_length_and_all_areas_fit_on_page_one() -> None:
    areas = [item.id for item in form("acr2016").page("areas").items]
    visit = record([criteria(areas), *first_visit()[1:]], name="Wolfeschlegelstein" * 20)

    front = pages(render(summary(visit)))[0]

    assert "Pain areas: 19 of 19" in front
    assert "page 1 of" in front


def test_the_same_visit_gives_the_same_bytes_whatever_the_order_of_earlier_visits() -> None:
    one = render(summary(record(earlier=EARLIER)))
    two = render(summary(record(earlier=EARLIER[::-1])))

    assert one == two


def test_bytes_do_not_depend_on_process_hash_seed_or_time_zone() -> None:
    code = (
        "import hashlib; from tests.sample_visits import summary;"
        "from intake.report.document import render;"
        "print(hashlib.sha256(render(summary())).hexdigest())"
    )
    root = Path(__file__).parents[2]
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=root,
            env={"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(root)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }

    assert len(digests) == 1


@pytest.mark.parametrize(("paper", "size"), [("A4", A4), ("Letter", LETTER)])
def test_paper_is_what_the_clinic_prints_on(paper: str, size: tuple[int, int]) -> None:
    document = pypdfium2.PdfDocument(render(summary(record(paper=paper))))

    for page in document:
        assert tuple(round(side) for side in page.get_size()) == size
        page.close()
    document.close()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_no_letter_is_smaller_than_nine_points(paper: str) -> None:
    pdf = render(summary(record(paper=paper, earlier=EARLIER, alerts=[raised()])))

    assert min(sizes(pdf)) >= 9


def test_a_viewer_shows_title_language_and_bookmarks() -> None:
    document = pypdfium2.PdfDocument(render(summary()))

    assert document.get_metadata_value("Title") == "Anna Lindgren · A-1042"
    assert document.get_metadata_value("CreationDate").startswith("D:20261122093100+01")
    titles = [mark.get_title() for mark in document.get_toc()]
    assert "Questions and answers" in titles
    assert "Patient Health Questionnaire-9 (PHQ-9)" in titles
    document.close()


def test_an_empty_visit_is_a_report_too() -> None:
    whole = text(record([Administration("peg", None, {})], name=None))

    assert "Name not recorded" in whole
    assert "not scorable" in whole
    assert "0 of 3 answered" in whole


def test_the_report_is_made_without_any_window_library() -> None:
    code = (
        "import sys; from tests.sample_visits import summary;"
        "from intake.report.document import render; render(summary());"
        "print([name for name in sys.modules if name.startswith('PySide6')])"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"


def test_a_visit_without_a_clock_has_one_all_the_same() -> None:
    visit = record()
    timeless = replace(visit, report=replace(visit.report, created=None))

    assert "created not recorded" in text(timeless)
    assert render(summary(timeless)) == render(summary(timeless))


def test_a_title_that_is_a_sentence_ends_once_before_what_was_found() -> None:
    found = summary(record(alerts=[raised()]))
    alert = replace(found.alerts[0], title="Much worse since treatment began.")

    front = re.sub(r"\s+", " ", pages(render(replace(found, alerts=(alert,))))[0])

    assert "Much worse since treatment began: “" in front
