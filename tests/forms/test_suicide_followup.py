# SPDX-License-Identifier: Apache-2.0
"""What happens when item 9 is above zero: the PHQ-9 and the ASQ as staff ask it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from intake.catalogue import load
from intake.core.answers import Answer, Missing
from intake.core.flow import Flow
from intake.core.instrument import AskedBy, Level
from intake.core.results import AlertState
from intake.core.scoring import score
from intake.core.visit import RaisedAs

CATALOGUE = load(Path(__file__).parents[2] / "forms")
PHQ9, ASQ = CATALOGUE.instruments["phq9"], CATALOGUE.instruments["asq"]
QUESTIONS = [item.id for item in ASQ.page("questions").items]
NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
WORDS = {"Y": "yes", "N": "no", "-": Missing.DECLINED}


def asq(answers: str, now: str | None) -> dict[str, Answer]:
    given: dict[str, Answer] = {
        item: WORDS[word] for item, word in zip(QUESTIONS, answers, strict=True)
    }
    return given | ({"now": WORDS[now]} if now else {})


@pytest.mark.parametrize(
    ("answers", "now", "screening", "alert"),
    [
        ("NNNN", None, "negative", AlertState.NO),
        ("NNNY", "N", "non_acute_positive", AlertState.YES),
        ("YYYN", "Y", "acute_positive", AlertState.YES),
        ("----", None, "incomplete", AlertState.UNANSWERED),
        ("YNNN", "-", "positive_acuity_unknown", AlertState.YES),
    ],
)
def test_the_result_of_the_asq_decides_its_alert(
    answers: str, now: str | None, screening: str, alert: AlertState
) -> None:
    results = score(ASQ, asq(answers, now))

    assert results.outcomes["screening"].line == screening
    assert results.alerts["positive_screen"].state is alert


def test_the_asq_raises_nothing_before_it_ends() -> None:
    results = score(ASQ, asq("YYYY", "Y"), ended=False)

    assert results.alerts["positive_screen"].state is AlertState.NO


def test_question_5_is_asked_only_after_a_yes() -> None:
    def asked(answers: str) -> list[str]:
        flow = Flow([ASQ], {"asq": asq(answers, None)})
        return [item for question in flow.questions() for item in question.items]

    assert "now" in asked("NNNY")
    assert "now" not in asked("NNNN")
    assert "now" not in asked("N-NN")


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ("not_at_all", None),
        ("several_days", RaisedAs.RAISED),
        ("nearly_every_day", RaisedAs.RAISED),
        (Missing.DECLINED, RaisedAs.UNANSWERED),
    ],
)
def test_item_9_is_looked_at_on_every_answer(answer: Answer, state: RaisedAs | None) -> None:
    flow = Flow([PHQ9], {"phq9": {"self_harm": answer}})

    raised = [why for _, alert, why in flow.alerts(ended=False) if alert == "self_harm_reported"]

    assert raised == ([] if state is None else [state])


def test_a_skipped_item_9_counts_as_unanswered_only_at_the_end() -> None:
    flow = Flow([PHQ9], {"phq9": {"self_harm": Missing.SKIPPED}})

    assert flow.alerts(ended=False) == ()
    assert flow.alerts(ended=True) == (("phq9", "self_harm_reported", RaisedAs.UNANSWERED),)


def test_staff_ask_the_asq_and_are_offered_it_by_item_9() -> None:
    alert = PHQ9.alert("self_harm_reported")

    assert ASQ.asked_by is AskedBy.STAFF
    assert (alert.level, alert.unanswered, alert.offer) == (Level.NOW, Level.TODAY, "asq")
    assert ASQ.alert("positive_screen").level is Level.NOW


def test_no_battery_that_ships_gives_the_asq_to_a_patient() -> None:
    for battery in CATALOGUE.batteries.values():
        assert "asq" not in {*battery.forms, *battery.additions}


def test_a_patient_who_completes_the_asq_reads_the_agreed_sentence_and_the_report_says_so() -> (
    None
):
    texts = CATALOGUE.wording("asq", "en").self_completion

    assert texts is not None
    assert texts.before == (
        "Because of one of your answers we would like to ask a few more questions. A member of "
        "our team will also talk with you today."
    )
    assert texts.talk == "I would rather talk to someone"
    assert texts.report == (
        "Completed by the patient on the screen; the ASQ was validated with a clinician asking "
        "aloud. Confirm in person."
    )


def test_every_result_is_printed_with_its_full_label() -> None:
    labels = CATALOGUE.wording("asq", "en").report

    assert labels is not None
    for line, text in labels.outcomes["screening"].items():
        assert text != "positive", line
        assert len(text) > len("positive")
