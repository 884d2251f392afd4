# SPDX-License-Identifier: Apache-2.0
"""Page 1 over time, measured on the pages as another program reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ctypes import c_float
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cache
from io import BytesIO
from itertools import combinations

import pypdfium2
import pytest
from pypdfium2 import raw
from syrupy.assertion import SnapshotAssertion

from intake.core.content import Basis
from intake.core.given import abbreviated
from intake.core.results import Truth
from intake.core.visit import VisitRecord
from intake.core.words import plain_number
from intake.report import marks
from intake.report.document import render
from intake.report.panel import mark
from intake.report.pen import Pen
from intake.report.style import PAPERS
from tests.report.hard_visits import FIGURE, LONGEST, course, crowded, made
from tests.report.test_document import pages, sizes
from tests.sample_visits import STARTED, answered, earlier_visit, record, summary

MARK = 5.9
"""How wide the mark of a plain score is, line and all."""

VISITS = (1, 2, 12, 60)
PAPERS_IN_USE = ("A4", "Letter")
HARD = [
    *(f"{visits} {paper}" for visits in VISITS for paper in PAPERS_IN_USE),
    *(f"crowded {paper}" for paper in PAPERS_IN_USE),
]


@dataclass(frozen=True)
class Ink:
    """What stands where on a page, in points from the lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


@cache
def pdf_of(name: str) -> bytes:
    return made(visit_of(name))


def visit_of(name: str) -> VisitRecord:
    kind, paper = name.split()
    return crowded(paper) if kind == "crowded" else course(int(kind), paper=paper)


def texts(pdf: bytes, number: int = 0) -> list[Ink]:
    """Return the runs of text of a page with the edges of their ink."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[number]
    reader = page.get_textpage()
    runs = page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], textpage=reader)
    found = [Ink(each.extract(), *each.get_bounds()) for each in runs]
    reader.close()
    page.close()
    document.close()
    return [ink for ink in found if ink.text.strip()]


def rounds(pdf: bytes) -> list[tuple[float, float]]:
    """Return the middles of the plain marks on page 1, from the left."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    found = []
    x, y, wide = c_float(), c_float(), c_float()
    for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        raw.FPDFPageObj_GetStrokeWidth(each, wide)
        if abs(wide.value - MARK) < 0.01:
            # a dot is a line that ends where it begins
            for index in range(0, raw.FPDFPath_CountSegments(each), 2):
                raw.FPDFPathSegment_GetPoint(raw.FPDFPath_GetPathSegment(each, index), x, y)
                found.append((x.value, y.value))
    page.close()
    document.close()
    return sorted(found)


@pytest.mark.parametrize("name", HARD)
def test_page_one_is_never_broken(name: str) -> None:
    found = texts(pdf_of(name))
    paper = PAPERS[name.split()[1]]

    assert all(
        paper.side - 1 <= ink.left and ink.right <= paper.width - paper.side + 1 for ink in found
    )
    assert all(ink.bottom >= 8 and ink.top <= paper.height - 20 for ink in found)
    assert [pair for pair in combinations(found, 2) if overlap(*pair)] == []


@pytest.mark.parametrize("name", ["12 A4", "crowded Letter"])
def test_no_page_has_text_over_text(name: str) -> None:
    pdf = pdf_of(name)
    for number in range(len(pages(pdf))):
        found = texts(pdf, number)

        assert [pair for pair in combinations(found, 2) if overlap(*pair)] == []


@pytest.mark.parametrize("name", HARD)
def test_no_letter_is_under_nine_points(name: str) -> None:
    assert min(sizes(pdf_of(name))) >= 9


@pytest.mark.parametrize("name", HARD)
def test_everything_that_page_one_must_hold_is_there(name: str) -> None:
    found = summary(visit_of(name))
    front = pages(pdf_of(name))[0]

    for row in found.scores:
        if row.is_headline:
            assert f"{row.now} {row.scale} {row.direction}" in front
    assert "Read by" in front
    assert "page 1 of" in front
    assert "NOT YET ACKNOWLEDGED" in front
    if name.startswith("crowded"):
        assert LONGEST in front
        assert "Pain areas: 19 of 19" in front
        assert "28 more on page 2" in front


@pytest.mark.parametrize("name", HARD)
def test_every_number_of_page_one_is_in_the_content(name: str) -> None:
    found = summary(visit_of(name))
    known = set(numbers_in(" ".join(strings(found))))
    known |= {str(len(each.marked or ())) for each in found.body_maps}
    known |= {str(number) for number in range(1, 8)}  # how many more, and "page 2"
    known |= {str(len(found.alerts)), str(len(found.alerts) - 2), str(len(pages(pdf_of(name))))}
    front = re.sub(r"data SHA-256 \w+", "", pages(pdf_of(name))[0])

    assert [each for each in numbers_in(front) if each not in known] == []


@pytest.mark.parametrize("name", ["2 A4", "12 A4", "60 A4"])
def test_every_change_of_page_one_follows_from_the_table_of_visits(name: str) -> None:
    found = summary(visit_of(name))
    assert found.history is not None
    columns = [column.split("\n")[0] for column in found.history.columns]
    values = {row.on: row.values for row in found.history.rows if row.values}

    for row in (each for each in found.scores if each.is_headline):
        at = columns.index(abbreviated(row.name))
        assert values[found.on][at] == row.now
        for then in filter(None, (row.last, row.baseline)):
            assert values[then.on][at] == then.value
            before, _, _ = then.value.partition(" ")
            change = Fraction(then.difference.replace("\N{MINUS SIGN}", "-"))
            # both ends are printed rounded, so that their difference may be off in the last place
            assert abs(Fraction(row.now) - Fraction(before) - change) <= Fraction(1, 10)


@pytest.mark.parametrize("name", ["1 A4", "12 A4"])
def test_every_score_of_page_one_is_worked_out_from_its_answers(name: str) -> None:
    found = summary(visit_of(name))
    told = {
        (methods.form, rule.name): rule.here for methods in found.methods for rule in methods.rules
    }

    for row in (each for each in found.scores if each.is_headline):
        assert re.search(rf"\b{re.escape(row.now)}\b", told[row.form, row.name])


def test_the_scores_that_say_most_stay_on_page_one_however_many_there_are() -> None:
    found = summary(record())
    many = replace(found, scores=(*found.scores[:1] * 12, *found.scores))

    front = pages(render(many))[0]

    assert "10 more scores on the next pages." in front
    for name in ("PHQ-9 total", "GAD-7 total", "SIQR total", "Fibromyalgia severity"):
        assert name in front


@pytest.mark.parametrize("name", ["2 A4", "12 A4", "60 A4"])
def test_every_value_is_in_the_table_of_visits(name: str) -> None:
    found = summary(visit_of(name))
    assert found.history is not None
    assert found.trends is not None
    columns = [column.split("\n")[0] for column in found.history.columns]

    for panel in found.trends.panels:
        at = columns.index(abbreviated(panel.name))
        values = [
            row.values[at].removesuffix(" (prorated)") for row in found.history.rows if row.values
        ]
        assert [point.shown for point in panel.points] == values


def test_marks_stand_as_far_apart_as_their_days() -> None:
    days = [date(2026, 1, 1), date(2026, 1, 31), date(2026, 7, 1)]
    visit = record(
        [answered("phq9", [3] * 10)],
        earlier=[earlier_visit(day, answered("phq9", [2] * 10)) for day in days],
    )

    found = [x for x, _ in rounds(made(visit))]

    all_days = [*days, STARTED.date()]
    lengths = [(day - days[0]).days for day in all_days]
    apart = [(x - found[0]) / (found[-1] - found[0]) for x in found]
    assert apart == pytest.approx([each / lengths[-1] for each in lengths], abs=0.004)


def test_a_higher_score_stands_higher_whatever_its_meaning() -> None:
    visit = record(
        [answered("phq9", [3] * 10)],
        earlier=[earlier_visit(date(2026, 1, 1), answered("phq9", [0] * 10))],
    )

    (_, low), (_, high) = rounds(made(visit))

    assert high > low


def test_the_order_of_visits_in_the_input_changes_no_byte() -> None:
    visit = course(12)

    again = replace(visit, earlier=visit.earlier[::-1], treatments=visit.treatments[::-1])

    # without the attachment, which keeps the visits as they came
    assert render(summary(again), FIGURE) == render(summary(visit), FIGURE)


def test_every_mark_stays_apart_in_black_and_white() -> None:
    draws = [
        *(lambda pen, b=b: mark(pen, frozenset({b}), 100, 100, 2.5) for b in Basis),
        lambda pen: mark(pen, frozenset(), 100, 100, 2.5),
        *(lambda pen, t=t: marks.tick(pen, t, 96, 104) for t in Truth),
        *(lambda pen, s=s: marks.arrow(pen, s, 96, 104) for s in (-1, 0, 1)),
        lambda pen: marks.concern(pen, 95, 105),
    ]

    seen = [black(draw) for draw in draws]

    for one, other in combinations(seen, 2):
        assert len(one ^ other) > 0.2 * min(len(one), len(other))


@pytest.mark.parametrize("paper", PAPERS_IN_USE)
@pytest.mark.parametrize("visits", VISITS)
def test_every_page_reads_the_same(visits: int, paper: str, snapshot: SnapshotAssertion) -> None:
    texts = pages(pdf_of(f"{visits} {paper}"))

    assert [re.sub(r"data SHA-256 \w+", "data SHA-256", each) for each in texts] == snapshot


def overlap(one: Ink, other: Ink) -> bool:
    """Say whether the ink of two runs of text meets; a hair of a descender does not count."""
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.top, other.top) - max(one.bottom, other.bottom)
    return wide > 0.5 and high > 1.6


def numbers_in(text: str) -> list[str]:
    return re.findall(r"\d+(?:\.\d+)?", text)


def strings(of: object) -> Iterator[str]:
    """Yield every text and number of a summary, however deep."""
    if isinstance(of, str):
        yield of
    elif isinstance(of, Fraction):
        yield plain_number(of)
    elif isinstance(of, tuple | frozenset):
        for each in of:
            yield from strings(each)
    elif is_dataclass(of):
        for each in fields(of):
            yield from strings(getattr(of, each.name))


def black(draw) -> set[tuple[int, int]]:  # type: ignore[no-untyped-def]
    """Return the pixels that a black-and-white printer would set."""
    pen = Pen(PAPERS["A4"], None)
    draw(pen)
    document = pypdfium2.PdfDocument(BytesIO(pen.finish()))
    page = document[0]
    image = page.render(scale=6, grayscale=True).to_pil()
    page.close()
    document.close()
    left, top = 80 * 6, round((PAPERS["A4"].height - 120) * 6)
    part = image.crop((left, top, left + 240, top + 240))
    return {(x, y) for x in range(240) for y in range(240) if part.getpixel((x, y)) < 128}
