# SPDX-License-Identifier: Apache-2.0
"""What is said of a visit: identity, alerts, scores, change, criteria, answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.core.answers import Missing
from intake.core.content import ScoreRow, Summary
from intake.core.instrument import Level
from intake.core.results import Truth
from intake.core.visit import (
    Administration,
    Patient,
    RaisedAlert,
    RaisedAs,
    ReportRequest,
    Respondent,
    Sitting,
    Treatment,
    VisitRecord,
)
from tests.sample_visits import (
    AREAS,
    GAD7,
    PHQ9,
    STARTED,
    ZONE,
    answered,
    criteria,
    earlier_visit,
    first_visit,
    raised,
    record,
    summary,
)

NOT_EXCLUDED = "This does not exclude suicide risk."
MARCH = date(2026, 3, 12)
OCTOBER = date(2026, 10, 11)


def row(of: Summary, form: str, score: str) -> ScoreRow:
    return next(each for each in of.scores if (each.form, each.score) == (form, score))


def alert_text(of: Summary) -> str:
    return "\n".join(
        f"{each.tag} {each.title} {each.finding} {each.seen} {each.caution}" for each in of.alerts
    )


def with_item_nine(value: int | Missing | None) -> tuple[Administration, ...]:
    return (answered("phq9", [*PHQ9[:8], value, 1]),)


def test_identity_says_who_when_and_by_whom() -> None:
    facts = {fact.label: fact.text for fact in summary().identity.facts}

    assert summary().identity.name == "Anna Lindgren"
    assert facts["born"] == "2 Apr 1979 (47 years)"
    assert facts["record no."] == "A-1042"
    assert facts["visit"] == "22 Nov 2026, 09:12–09:24 (12 min)"
    assert facts["answered by"] == "the patient, alone"
    assert facts["language"] == "English"


def test_what_is_not_recorded_is_said_to_be_so() -> None:
    bare = VisitRecord(ReportRequest(), Patient("A-1"), Sitting("v"), ())

    found = summary(bare)

    assert found.identity.name == "Name not recorded"
    facts = {fact.label: fact.text for fact in found.identity.facts}
    assert facts["born"] == facts["sex"] == facts["answered by"] == "not recorded"
    assert facts["visit"] == "time not recorded"
    assert found.footer.created == "created not recorded"
    assert found.footer.report == "report number not recorded"


def test_helped_at_the_end_is_said_beside_alone_at_the_start() -> None:
    visit = record()
    sitting = replace(visit.sitting, respondent_end=Respondent.HELPED)

    found = summary(replace(visit, sitting=sitting))

    text = next(fact.text for fact in found.identity.facts if fact.label == "answered by")
    assert "alone (at the start)" in text
    assert "with help" in text
    assert "(at the end)" in text


def test_an_open_alert_comes_first_with_answer_time_and_missing_acknowledgement() -> None:
    first = summary(record(alerts=[raised()])).alerts[0]

    assert first.level is Level.NOW
    assert first.finding == "“Several days” (1), at 09:21."
    assert first.seen == "NOT YET ACKNOWLEDGED"
    assert first.is_open
    assert "A clinical interview is required." in first.caution


def test_an_acknowledgement_names_who_when_and_what() -> None:
    found = summary(record(alerts=[raised("Dr Lindqvist", "asked in person")])).alerts[0]

    assert found.seen == "acknowledged by Dr Lindqvist at 09:26: asked in person"
    assert not found.is_open


def test_an_alert_that_the_answers_raise_is_added_when_the_record_lacks_it() -> None:
    found = summary(record(with_item_nine(3)))

    assert [each.level for each in found.alerts] == [Level.NOW]
    assert "“Nearly every day” (3), time not recorded." in found.alerts[0].finding


def test_item_nine_at_zero_prints_the_answer_and_excludes_nothing() -> None:
    (only,) = summary(record(with_item_nine(0))).alerts

    assert only.level is None
    assert only.finding == f"“Not at all” (0). {NOT_EXCLUDED}"


def test_a_raised_alert_keeps_the_answer_that_raised_it_when_that_was_changed_to_zero() -> None:
    found = summary(record(with_item_nine(0), alerts=[raised()]))

    assert found.alerts[0].level is Level.NOW
    assert found.alerts[0].finding == (
        "“Several days” (1), at 09:21; the answer was changed afterwards and is now "
        f"“Not at all” (0). {NOT_EXCLUDED}"
    )


def test_an_answer_that_rose_after_an_acknowledgement_is_an_open_alert_of_its_own() -> None:
    seen = raised("Dr Lindqvist", "asked in person")
    first, second = summary(record(with_item_nine(3), alerts=[seen])).alerts

    assert first.is_open
    assert "“Nearly every day” (3), time not recorded." in first.finding
    assert "“Several days” (1), at 09:21; the answer was changed" in second.finding
    assert second.seen.startswith("acknowledged by Dr Lindqvist")


def test_an_answer_is_never_given_a_time_at_which_another_may_have_stood() -> None:
    undated = replace(raised(), answers=None)

    (only,) = summary(record(with_item_nine(3), alerts=[undated])).alerts

    assert only.finding == (
        "Raised at 09:21, the answer at that time not recorded; it now is “Nearly every day” (3)."
    )


def test_a_visit_with_a_raised_alert_is_never_called_unanswered() -> None:
    found = summary(record(with_item_nine(Missing.DECLINED), alerts=[raised()]))

    assert "Suicidal thoughts were not answered" not in alert_text(found)
    assert "“Several days” (1), at 09:21" in alert_text(found)


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        (Missing.DECLINED, "not answered (preferred not to answer)"),
        (Missing.SKIPPED, "not answered (skipped)"),
        (None, "not answered (not reached)"),
    ],
)
def test_an_unanswered_item_nine_is_an_alert_of_its_own(
    missing: Missing | None, words: str
) -> None:
    found = summary(record(with_item_nine(missing)))

    assert found.alerts[0].level is Level.TODAY
    assert words in found.alerts[0].finding
    assert "Ask in person." in found.alerts[0].finding
    assert "Suicidal thoughts were not answered at this visit." in alert_text(found)
    assert "no risk" not in alert_text(found)


def test_an_alert_for_a_missing_answer_goes_when_the_answer_came() -> None:
    waiting = RaisedAlert("phq9", "self_harm_reported", RaisedAs.UNANSWERED)

    found = summary(record(with_item_nine(0), alerts=[waiting]))

    assert [each.level for each in found.alerts] == [None]


def test_a_visit_that_never_asked_says_so() -> None:
    found = summary(record([answered("gad7", GAD7)]))

    assert alert_text(found).strip() == "Suicidal thoughts were not asked at this visit."


def test_an_alert_of_a_form_that_is_not_here_is_never_dropped() -> None:
    stranger = RaisedAlert("other_form", "some_alert", RaisedAs.RAISED)

    found = summary(record(with_item_nine(0), alerts=[stranger]))

    assert found.alerts[0].level is Level.NOW
    assert found.alerts[0].title == "other_form: some alert"
    assert found.alerts[0].is_open


def test_scores_print_value_range_direction_band_and_author() -> None:
    found = row(summary(), "phq9", "total")

    assert (found.now, found.scale, found.direction) == ("14", "0–27", "higher = worse")
    assert (found.band, found.band_author) == ("moderate", "Kroenke 2001")
    assert found.recall == "past 2 weeks"
    assert found.gauge is not None
    assert found.gauge.band == 2


def test_a_prorated_score_says_on_how_many_answers_it_rests() -> None:
    found = row(summary(record(with_item_nine(Missing.DECLINED))), "phq9", "total")

    assert found.now == "15"
    assert found.detail == "prorated (8 of 9 answered)"


def test_a_score_that_the_rule_does_not_allow_is_no_number() -> None:
    visit = record([answered("phq9", [2, 2, Missing.SKIPPED, None, 2, Missing.DECLINED, 2, 1, 1])])

    found = row(summary(visit), "phq9", "total")

    assert (found.now, found.detail) == ("not scorable", "6 of 9 answered")
    assert not found.has_value
    assert found.band == ""
    assert found.gauge is None


def test_a_count_with_answers_missing_is_at_least_and_has_no_band() -> None:
    visit = record([answered("phq9", [3, 2, 2, 2, None, 0, 0, 0, 0])])

    found = row(summary(visit), "phq9", "symptom_count")

    assert found.now == "at least 4"
    assert found.gauge is None


def test_the_clinic_chooses_whose_bands_are_printed() -> None:
    visit = record([answered("fiqr", [4] * 21)])
    chosen = replace(visit.report, bands={"fiqr.total": "salaffi_2018"})

    found = row(summary(replace(visit, report=chosen)), "fiqr", "total")

    assert found.band_author == "Salaffi 2018"


def test_change_is_told_against_last_time_and_against_the_baseline() -> None:
    visit = record(
        earlier=[
            earlier_visit(OCTOBER, answered("phq9", [2] * 10)),
            earlier_visit(MARCH, answered("phq9", [3, 3, 3, 3, 3, 3, 0, 0, 2, 1])),
        ]
    )

    found = row(summary(visit), "phq9", "total")

    assert found.last is not None
    assert found.baseline is not None
    assert (found.last.on, found.last.value) == ("11 Oct 2026", "18")
    assert (found.last.difference, found.last.verdict) == ("−4", "better")
    assert (found.baseline.on, found.baseline.value) == ("12 Mar 2026", "20")
    assert found.baseline.words == ("MCID 5: met", "response: no", "remission: no")


def test_worsening_is_told_with_the_same_weight() -> None:
    visit = record(earlier=[earlier_visit(MARCH, answered("phq9", [0] * 10))])

    found = row(summary(visit), "phq9", "total").last

    assert found is not None
    assert (found.difference, found.sign, found.verdict) == ("+14", 1, "worse")
    assert "MCID 5: met" in found.words


def test_the_baseline_is_the_last_scorable_visit_before_the_first_treatment() -> None:
    start = datetime(2026, 6, 1, 9, 0, tzinfo=ZONE)
    visit = record(
        earlier=[
            earlier_visit(date(2026, 1, 5), answered("phq9", [3] * 10)),
            earlier_visit(MARCH, answered("phq9", [2] * 10)),
            earlier_visit(date(2026, 5, 20), answered("phq9", [2, None, None, None])),
            earlier_visit(OCTOBER, answered("phq9", [1] * 10)),
        ],
        treatments=[Treatment(start, "infusion")],
    )

    found = row(summary(visit), "phq9", "total")

    assert found.baseline is not None
    assert found.baseline.on == "12 Mar 2026"


def test_without_a_score_before_the_first_treatment_there_is_no_baseline() -> None:
    start = datetime(2026, 6, 1, 9, 0, tzinfo=ZONE)
    visit = record(
        earlier=[earlier_visit(OCTOBER, answered("phq9", [1] * 10))],
        treatments=[Treatment(start, "infusion")],
    )

    found = row(summary(visit), "phq9", "total")

    assert found.last is not None
    assert found.baseline is None


def test_a_score_of_a_treatment_day_is_called_that_and_never_the_outcome() -> None:
    before = STARTED - timedelta(hours=1)
    visit = record(
        earlier=[earlier_visit(OCTOBER, answered("phq9", [2] * 10))],
        treatments=[
            Treatment(before, "infusion"),
            Treatment(datetime(2026, 10, 11, 8, 0, tzinfo=ZONE), "infusion"),
        ],
    )

    found = summary(visit)

    last = row(found, "phq9", "total").last
    assert last is not None
    assert last.caution == "on the day of a treatment"
    assert any("on the day of a treatment, after it" in note for note in found.notes)


def test_a_treatment_later_on_the_same_day_changes_nothing() -> None:
    later = Treatment(STARTED + timedelta(hours=3), "infusion")

    assert summary(record(treatments=[later])) == summary(record())


@given(st.permutations(range(4)))
def test_the_order_of_earlier_visits_changes_nothing(order: Sequence[int]) -> None:
    visits = [
        earlier_visit(MARCH, answered("phq9", [2] * 10)),
        earlier_visit(OCTOBER, *first_visit()),
        earlier_visit(date(2025, 1, 1), answered("phq9", [1] * 10)),
        earlier_visit(MARCH, answered("gad7", GAD7), name="same-day"),
    ]
    treatments = [Treatment(STARTED - timedelta(days=days), "infusion") for days in (3, 90, 9, 40)]

    shuffled = record(
        earlier=[visits[index] for index in order],
        treatments=[treatments[index] for index in order],
    )

    assert summary(shuffled) == summary(record(earlier=visits, treatments=treatments))


def test_the_2016_criteria_print_the_published_sentence_with_reasons() -> None:
    line = next(each for each in summary().criteria if each.name == "2016 criteria")

    assert line.truth is Truth.YES
    assert line.sentence.startswith("Answers consistent with the 2016 criteria. To be confirmed")
    assert [reason.truth for reason in line.reasons] == [Truth.YES] * 3
    assert line.reasons[0].found == "WPI 9, SSS 7"


def test_a_criterion_with_a_gap_is_unknown_rather_than_no() -> None:
    visit = record([criteria(None)])

    line = next(each for each in summary(visit).criteria if each.name == "2016 criteria")

    assert line.truth is Truth.UNKNOWN
    assert line.sentence.startswith("Cannot be determined.")


def test_a_result_from_a_prorated_total_says_so() -> None:
    found = summary(record(with_item_nine(Missing.SKIPPED)))

    line = next(each for each in found.criteria if "screening cut-off" in each.name)
    assert line.result == "yes, from a prorated total"


def test_the_body_map_tells_new_areas_and_gone_ones() -> None:
    before = criteria([*AREAS[1:], "chest"])

    (shown,) = summary(record(earlier=[earlier_visit(MARCH, before)])).body_maps

    assert shown.marked == frozenset(AREAS)
    assert shown.areas[0] == "shoulder girdle, left and right"
    assert shown.added == ("shoulder girdle, left",)
    assert shown.gone == ("chest",)
    assert shown.before_on == "12 Mar 2026"


def test_an_unconfirmed_map_is_not_a_map_without_pain() -> None:
    (unconfirmed,) = summary(record([criteria(None)])).body_maps
    (painless,) = summary(record([criteria([])])).body_maps

    assert unconfirmed.marked is None
    assert painless.marked == frozenset()


def test_every_item_is_there_with_its_exact_wording_and_kind_of_missing() -> None:
    values = [Missing.DECLINED, Missing.SKIPPED, None, 1, 1, 1, 1, 1, 0]
    (form,) = summary(record([answered("phq9", values)])).items

    rows = [item for page in form.pages for item in page.rows]

    assert rows[0].text == "Little interest or pleasure in doing things"
    assert [item.answer for item in rows[:4]] == [
        "preferred not to answer",
        "skipped",
        "not reached",
        "Several days",
    ]
    assert [item.is_missing for item in rows[:4]] == [True, True, True, False]
    assert rows[8].text.startswith("Thoughts that you would be better off dead")
    assert len(form.digest) == 64


def test_a_page_that_does_not_apply_was_not_asked() -> None:
    answers = dict(answered("phq9", [0] * 9).answers) | {"difficulty": Missing.NOT_SHOWN}

    (form,) = summary(record([Administration("phq9", "1.0.0", answers)])).items

    assert form.pages[1].note == "Not asked: it does not apply with the answers given."
    assert form.pages[1].rows[0].answer == "not asked"


def test_an_answer_that_does_not_apply_is_kept_and_said_not_to_count() -> None:
    found = summary(record([answered("phq9", [0] * 9 + [3])]))

    assert "kept, not scored" in found.items[0].pages[1].rows[0].note
    assert any("do not apply were kept, not scored: PHQ-9" in note for note in found.notes)


def test_another_version_than_the_one_here_is_said() -> None:
    old = replace(answered("gad7", GAD7), version="0.9.0")

    (form,) = summary(record([old])).items

    assert "answered in version 0.9.0, printed and scored here by version" in form.facts


def test_a_form_that_is_not_here_is_named() -> None:
    found = summary(record([*first_visit(), Administration("unknown_form", "1.0.0", {})]))

    assert any("unknown_form" in note for note in found.notes)


def test_methods_put_the_numbers_in_and_name_sources_conventions_and_rights() -> None:
    methods = {each.form: each for each in summary().methods}

    found = next(each for each in methods["phq9"].rules if each.name == "PHQ-9 total")
    total = f"{found.rule} {found.here} {found.about}"
    assert "2 + 1 + 2 + 2 + 1 + 2 + 2 + 1 + 1 = 14" in total or "2+1+2+2+1+2+2+1+1 = 14" in total
    assert "Kroenke 2001" in total
    assert "convention" in total
    assert methods["siqr"].unconfirmed
    assert "provisional" in methods["siqr"].status
    attribution = methods["phq9"].rights[0].text
    assert attribution.startswith("Developed by Drs. Robert L. Spitzer")


def test_history_lists_every_visit_and_treatment_oldest_first() -> None:
    visit = record(
        earlier=[
            earlier_visit(OCTOBER, answered("phq9", [2] * 10)),
            earlier_visit(MARCH, answered("gad7", GAD7)),
        ],
        treatments=[Treatment(datetime(2026, 4, 2, 9, 0, tzinfo=ZONE), "infusion", "0.5 mg/kg")],
    )

    history = summary(visit).history

    assert history is not None
    days = [row.on for row in history.rows]
    assert days == ["12 Mar 2026", "2 Apr 2026", "11 Oct 2026", "22 Nov 2026"]
    assert history.rows[1].text == "treatment A: infusion 0.5 mg/kg"
    assert history.rows[0].values[-1] == "–"


def test_no_text_judges_a_treatment_or_makes_a_diagnosis() -> None:
    text = repr(summary(record(treatments=[Treatment(STARTED - timedelta(days=9), "infusion")])))

    assert "not a diagnosis" in text
    for claim in ("successful", "effective", "no suicide risk", "no risk"):
        assert claim not in text
