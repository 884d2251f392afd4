# SPDX-License-Identifier: Apache-2.0
"""What the panels over time are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from intake.core.answers import Missing
from intake.core.content import Basis, Panel, Trends
from intake.core.instrument import Need
from intake.core.summary import summarise
from intake.core.treatmentlines import treatment_lines
from intake.core.visit import Administration, EarlierVisit, Respondent, Treatment
from tests.sample_visits import (
    GAD7,
    PHQ9,
    SIQR,
    STARTED,
    ZONE,
    answered,
    criteria,
    earlier_visit,
    english,
    first_visit,
    form,
    record,
    summary,
)

MARCH, JUNE, OCTOBER = date(2026, 3, 12), date(2026, 6, 1), date(2026, 10, 11)


def trends(
    earlier: Sequence[EarlierVisit],
    now: Sequence[Administration] | None = None,
    treatments: Sequence[Treatment] = (),
) -> Trends:
    found = summary(record(now, earlier=earlier, treatments=treatments)).trends
    assert found is not None
    return found


def phq9(found: Trends) -> Panel:
    return next(panel for panel in found.panels if panel.form == "phq9")


def test_without_history_there_are_no_panels() -> None:
    assert summary(record()).trends is None


def test_the_panels_that_say_most_come_first() -> None:
    found = trends([earlier_visit(MARCH, *first_visit())])

    assert [panel.name for panel in found.panels[:3]] == [
        "PHQ-9 total",
        "GAD-7 total",
        "Fibromyalgia severity score (FS: WPI + SSS)",
    ]
    assert [panel.form for panel in found.panels[3:5]] == ["siqr", "peg"]


def test_the_order_of_earlier_visits_changes_nothing() -> None:
    visits = [earlier_visit(day, *first_visit()) for day in (MARCH, JUNE, OCTOBER)]

    assert trends(visits) == trends(visits[::-1])


def test_the_siqr_is_never_drawn_into_the_fiqr() -> None:
    now = [answered("fiqr", SIQR), answered("phq9", PHQ9)]

    found = trends([earlier_visit(MARCH, *first_visit())], now)

    fiqr = next(panel for panel in found.panels if panel.form == "fiqr")
    assert [point.on for point in fiqr.points] == ["22 Nov 2026"]
    assert all(panel.form != "siqr" for panel in found.panels)


def test_a_prorated_score_and_a_proxy_are_points_of_their_own_kind() -> None:
    prorated = earlier_visit(MARCH, answered("phq9", [*PHQ9[:8], Missing.SKIPPED, 1]))
    proxy = earlier_visit(JUNE, answered("phq9", PHQ9))

    found = trends([prorated, replace(proxy, respondent=Respondent.PROXY)])

    kinds = [point.basis for point in phq9(found).points]
    assert kinds == [frozenset({Basis.PRORATED}), frozenset({Basis.PROXY}), frozenset()]


def test_another_version_of_a_form_is_marked() -> None:
    old = replace(answered("phq9", PHQ9), version="0.9.0")

    found = trends([earlier_visit(MARCH, old)])

    assert phq9(found).points[0].basis == frozenset({Basis.OTHER_VERSION})


def test_a_score_after_a_treatment_of_the_same_day_is_marked() -> None:
    at = datetime(2026, 3, 12, 8, 0, tzinfo=ZONE)

    found = trends([earlier_visit(MARCH, *first_visit())], treatments=[Treatment(at, "infusion")])

    assert phq9(found).points[0].basis == frozenset({Basis.TREATMENT_DAY})


def test_a_visit_without_a_score_leaves_a_gap_in_the_line() -> None:
    visits = [
        earlier_visit(MARCH, answered("phq9", PHQ9)),
        earlier_visit(JUNE, answered("phq9", [1, 1])),
        earlier_visit(OCTOBER, answered("phq9", PHQ9)),
    ]

    points = phq9(trends(visits)).points

    assert [point.on for point in points] == ["12 Mar 2026", "11 Oct 2026", "22 Nov 2026"]
    assert [point.joins for point in points] == [False, False, True]


def test_the_baseline_is_the_last_score_before_the_first_treatment() -> None:
    visits = [earlier_visit(day, *first_visit()) for day in (MARCH, JUNE, OCTOBER)]
    at = datetime(2026, 7, 1, 9, 0, tzinfo=ZONE)

    points = phq9(trends(visits, treatments=[Treatment(at, "infusion")])).points

    assert [point.on for point in points if point.is_baseline] == ["1 Jun 2026"]


def test_without_a_baseline_nothing_is_called_response_or_remission() -> None:
    given = [Treatment(datetime(2026, 1, 5, 9, 0, tzinfo=ZONE), "infusion")]

    rows = summary(
        record(earlier=[earlier_visit(MARCH, *first_visit([3] * 10))], treatments=given)
    ).scores

    row = next(each for each in rows if each.name == "PHQ-9 total")
    assert row.baseline is None
    assert row.last is not None
    assert row.last.words == ("MCID 5: met",)


def test_a_prorated_earlier_score_says_so_wherever_its_number_stands() -> None:
    before = earlier_visit(MARCH, answered("phq9", [*PHQ9[:8], Missing.SKIPPED, 1]))
    found = summary(record([answered("phq9", PHQ9)], earlier=[before]))

    row = next(each for each in found.scores if each.name == "PHQ-9 total")
    assert row.last is not None
    assert row.last.value == "15 (prorated)"
    assert found.history is not None
    assert found.history.rows[0].values == ("15 (prorated)",)


def test_a_missing_comparison_says_why() -> None:
    visits = [earlier_visit(MARCH, answered("phq9", [1]), answered("gad7", GAD7))]
    now = [answered("phq9", PHQ9), answered("gad7", [1]), answered("peg", (1, 2, 3))]

    rows = {
        row.form: row for row in summary(record(now, earlier=visits)).scores if row.is_headline
    }

    assert rows["phq9"].no_change == "not scorable then"
    assert rows["gad7"].no_change == "not scorable now"
    assert rows["peg"].no_change == "not given before"


def test_a_share_of_nothing_is_no_percentage() -> None:
    visits = [earlier_visit(MARCH, answered("peg", (0, 0, 0)))]

    (row,) = summary(record([answered("peg", (3, 3, 3))], earlier=visits)).scores

    assert row.last is not None
    assert row.last.words == ("moderate 30 %: no percentage from 0",)


@pytest.mark.parametrize(("then", "now"), [((9, 9, 9), (4, 4, 3)), ((3, 3, 3), (4, 4, 4))])
def test_what_a_source_calls_moderate_is_not_called_the_least_difference(
    then: tuple[int, ...], now: tuple[int, ...]
) -> None:
    visits = [earlier_visit(MARCH, answered("peg", then))]

    found = summary(record([answered("peg", now)], earlier=visits))

    (row,) = found.scores
    assert row.last is not None
    assert row.last.words == ("moderate 30 %: met",)
    assert found.trends is not None
    assert found.trends.panels[0].rule == "moderate 30 % (IMMPACT)"


def test_the_same_treatment_keeps_its_letter_and_forty_kinds_have_forty_letters() -> None:
    same = [Treatment(STARTED - timedelta(days=day), "infusion", "0.5") for day in (40, 20)]
    kinds = [Treatment(STARTED, f"kind {number}") for number in range(40)]

    (line,) = treatment_lines(same)
    letters = [each.letter for each in treatment_lines(kinds)]

    assert (line.letter, len(line.times), line.words) == ("A", 2, "infusion 0.5")
    assert line.when == "2 times, 13 Oct 2026 to 2 Nov 2026"
    assert len(set(letters)) == 40
    assert letters[24:28] == ["Y", "Z", "AA", "AB"]


def test_a_form_that_asks_about_the_treatment_stands_beside_the_panels_in_its_words() -> None:
    # No such form is named in the program: what it needs says what it is.
    forms = {each: form(each) for each in ("gad7", "phq9")}
    forms["gad7"] = replace(forms["gad7"], needs=(Need.TREATMENT_START,))
    texts = {each: english(each) for each in forms}
    now = [answered("gad7", [2]), answered("phq9", PHQ9)]
    visit = record(now, earlier=[earlier_visit(MARCH, answered("phq9", PHQ9))])

    found = summarise(visit, forms, texts, "0.1.0").trends

    assert found is not None
    assert [(fact.label, fact.text) for fact in found.impressions] == [
        ("GAD-7 22 Nov 2026", "“More than half the days” (2)")
    ]


def test_the_body_map_keeps_the_areas_of_last_time() -> None:
    before = earlier_visit(MARCH, criteria(["neck", "chest"]))

    (shown,) = summary(record([criteria(["neck", "abdomen"])], earlier=[before])).body_maps

    assert shown.areas_before == ("neck", "chest")
    assert shown.added == ("abdomen",)
    assert shown.gone == ("chest",)


def test_a_published_level_is_marked_from_its_number_on() -> None:
    at, below = [2] * 8 + [3, 1], [2] * 9 + [1]
    rows = {
        name: next(r for r in summary(record([answered("phq9", values)])).scores if r.is_headline)
        for name, values in (("below", below), ("at", [*at[:8], 3, 1]), ("over", [3] * 10))
    }

    assert (rows["below"].now, rows["below"].mark) == ("18", "")
    assert (rows["at"].now, rows["at"].mark) == ("19", "")
    assert (rows["over"].now, rows["over"].mark) == ("27", "20 or more")
