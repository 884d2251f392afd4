# SPDX-License-Identifier: Apache-2.0
"""A form of the staff's that patients complete: offered by an answer, never forced."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from syrupy.assertion import SnapshotAssertion

from intake.assets import forms_dir
from intake.catalogue import load
from intake.core.answers import Answer, Missing
from intake.core.flow import Flow
from intake.core.visit import RaisedAs
from intake.ui.patient.reading_aloud import words_of
from intake.ui.patient.stage import Step
from tests.ui.accessible_tree import accessible_tree
from tests.ui.patient.sitting import BIRTHDAY, Sitting
from tests.ui.patient.test_accessible import TreeSnapshot

CATALOGUE = load(forms_dir())
FORMS = ("phq9", "asq")
ASQ = CATALOGUE.instruments["asq"]
ALONE = CATALOGUE.wording("asq", "en").self_completion
ENTER, BACKSPACE = Qt.Key.Key_Return, Qt.Key.Key_Backspace
SCREENING = [f"asq.{item.id}" for item in ASQ.page("questions").items]
POSITIVE = ("asq", "positive_screen")


def after_phq9(qtbot: QtBot, item_9: str, rest: str = "not_at_all") -> Sitting:
    """Return a visit at item 10 or after, item 9 answered by hand."""
    phq9 = CATALOGUE.instruments["phq9"]
    flow = Flow(
        [CATALOGUE.instruments[form] for form in FORMS],
        {"phq9": {item.id: rest for item in phq9.items[:8]}},
    )
    flow.resume("phq9.self_harm")
    wordings = {form: CATALOGUE.wording(form, "en") for form in FORMS}
    made = Sitting(qtbot, flow, wordings=wordings)
    made.open()
    made.window.welcome.days.show_number(BIRTHDAY[0])
    made.window.welcome.months.show_number(BIRTHDAY[1])
    while made.window.step is not Step.QUESTION:
        made.key(ENTER)
    made.key(item_9, ENTER)
    while flow.here is not None and flow.here.form == "phq9":
        if made.window.step is Step.QUESTION:
            made.key("1")
        made.key(ENTER)
    return made


def at_first_question(qtbot: QtBot) -> Sitting:
    """Return a visit at the first question of the form itself."""
    made = after_phq9(qtbot, "2")
    while made.window.step is not Step.QUESTION:
        made.key(ENTER)
    return made


def raised(sitting: Sitting) -> list[RaisedAs]:
    """Return what the screening raises while the visit still goes on."""
    alerts = sitting.flow.alerts(ended=False)
    return [why for form, alert, why in alerts if (form, alert) == POSITIVE]


def given(sitting: Sitting) -> dict[str, object]:
    """Return what the store holds of the form."""
    return {key: each for key, each in sitting.answers().items() if key.startswith("asq.")}


def pass_break(sitting: Sitting) -> None:
    """Go on from the rest between two parts."""
    if sitting.window.step is Step.BREAK:
        sitting.key(ENTER)


def test_a_page_with_the_agreed_sentence_comes_before_the_first_question(qtbot: QtBot) -> None:
    sitting = after_phq9(qtbot, "2")
    pass_break(sitting)
    window = sitting.window

    assert ALONE is not None
    assert window.step is Step.INTRODUCTION
    assert ALONE.before in window.words.accessibleName()
    sitting.tap(window.footer.next)
    assert window.step is Step.QUESTION
    assert window.question.prompt is not None
    assert window.question.prompt.text == "In the past few weeks, have you wished you were dead?"
    sitting.key(BACKSPACE)
    assert window.step is Step.INTRODUCTION
    sitting.tap(window.footer.back)
    assert window.step is Step.QUESTION
    assert sitting.flow.here is not None
    assert sitting.flow.here.form == "phq9"


@pytest.mark.parametrize("rest", ["not_at_all", "nearly_every_day"])
def test_nobody_meets_the_form_without_an_answer_that_offers_it(qtbot: QtBot, rest: str) -> None:
    sitting = after_phq9(qtbot, "1", rest)

    assert sitting.window.step is Step.REVIEW
    assert "asq" not in {question.form for question in sitting.flow.questions()}
    assert [form for form, _, _ in sitting.flow.alerts(ended=True)] == []


def test_a_part_that_only_some_answers_bring_is_counted_once_one_does(qtbot: QtBot) -> None:
    for item_9, parts in (("1", 1), ("2", 2)):
        flow = after_phq9(qtbot, item_9).flow
        assert (flow.progress().parts, len(flow.parts)) == (parts, 2)

    plain, phq9 = CATALOGUE.instruments["peg"], CATALOGUE.instruments["phq9"]
    progress = Flow([plain, phq9, ASQ]).progress()
    assert (progress.part, progress.parts) == (1, 2)


@pytest.mark.parametrize("reason", [Missing.DECLINED, Missing.SKIPPED])
def test_item_9_without_an_answer_asks_the_patient_nothing_more(reason: Answer) -> None:
    flow = Flow([CATALOGUE.instruments[form] for form in FORMS], {"phq9": {"self_harm": reason}})

    assert {question.form for question in flow.questions()} == {"phq9"}
    alerts = flow.alerts(ended=True)
    assert alerts == (("phq9", "self_harm_reported", RaisedAs.UNANSWERED),)


def test_item_9_taken_back_before_the_form_asks_nothing_more(qtbot: QtBot) -> None:
    sitting = after_phq9(qtbot, "3")
    pass_break(sitting)
    while sitting.flow.position != "phq9.self_harm" or sitting.window.step is not Step.QUESTION:
        sitting.key(BACKSPACE)
    sitting.key("1", ENTER)
    while sitting.window.step is Step.QUESTION:
        sitting.key("1", ENTER)

    assert sitting.window.step is Step.REVIEW


def test_who_would_rather_talk_declines_the_rest_and_the_team_hears_at_once(
    qtbot: QtBot,
) -> None:
    sitting = at_first_question(qtbot)
    sitting.key("2", ENTER)
    assert raised(sitting) == []
    commits = len(sitting.commits)

    sitting.tap(sitting.window.question.talk)

    assert given(sitting) == dict.fromkeys(SCREENING, Missing.DECLINED) | {"asq.wished_dead": "no"}
    assert len(sitting.commits) == commits + 1
    assert raised(sitting) == [RaisedAs.UNANSWERED]
    assert sitting.window.step is Step.REVIEW


def test_a_yes_on_the_screen_is_kept_by_who_would_rather_talk(qtbot: QtBot) -> None:
    sitting = at_first_question(qtbot)

    sitting.key("1")
    sitting.tap(sitting.window.question.talk)

    assert given(sitting) == dict.fromkeys([*SCREENING, "asq.now"], Missing.DECLINED) | {
        "asq.wished_dead": "yes"
    }
    assert raised(sitting) == [RaisedAs.RAISED]


def test_the_result_reaches_the_team_when_the_last_question_is_left(qtbot: QtBot) -> None:
    sitting = at_first_question(qtbot)

    for answer in ("2", "2", "2", "1"):
        assert raised(sitting) == []
        sitting.key(answer, ENTER)
    assert raised(sitting) == []
    sitting.key("2", ENTER)

    assert raised(sitting) == [RaisedAs.RAISED]
    assert sitting.window.step is Step.REVIEW


def test_the_way_out_stands_on_each_question_of_the_form_and_on_no_other(qtbot: QtBot) -> None:
    sitting = at_first_question(qtbot)
    talk = sitting.window.question.talk

    for _ in SCREENING:
        assert talk.isVisible()
        assert talk.text() == "I would rather talk to someone"
        assert sitting.window.question.prompt is not None
        assert words_of(sitting.window.question.prompt)[-1] == talk.text()
        sitting.key("2", ENTER)
    sitting.key(ENTER)
    assert sitting.window.step is Step.WHO
    assert not talk.isVisible()


def test_keys_alone_reach_the_way_out(qtbot: QtBot) -> None:
    sitting = at_first_question(qtbot)
    window = sitting.window
    window.activateWindow()
    qtbot.waitUntil(lambda: window.isActiveWindow() and window.question.hasFocus(), timeout=20_000)

    sitting.key(*[Qt.Key.Key_Tab] * 2)
    assert window.focusWidget() is window.question.talk
    sitting.key(ENTER)

    assert raised(sitting) == [RaisedAs.UNANSWERED]


def test_a_screen_reader_finds_the_way_out(qtbot: QtBot, snapshot: SnapshotAssertion) -> None:
    sitting = at_first_question(qtbot)

    assert accessible_tree(sitting.window) == snapshot(extension_class=TreeSnapshot)


def test_hiding_the_screen_leaves_none_of_its_words(qtbot: QtBot) -> None:
    sitting = at_first_question(qtbot)

    sitting.window.hide_screen()

    assert sitting.window.question.talk.text() == ""
    sitting.window.dismiss()
