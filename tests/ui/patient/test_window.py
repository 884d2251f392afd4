# SPDX-License-Identifier: Apache-2.0
"""Whole sittings by keys, by mouse, with gaps, pauses and trouble."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QTextEdit
from pytestqt.qtbot import QtBot

from intake.assets import forms_dir
from intake.catalogue import load
from intake.core.answers import Missing
from intake.core.flow import Flow
from intake.core.visit import Respondent
from intake.ui.patient.context import Pause
from intake.ui.patient.stage import Step
from intake.ui.patient.texts import RETRY, STAFF, STOP
from intake.ui.widgets.gentle_sheet import Without
from tests.ui.patient.sitting import BIRTHDAY, Sitting

CATALOGUE = load(forms_dir())

ENTER, BACKSPACE = Qt.Key.Key_Return, Qt.Key.Key_Backspace


def test_a_whole_visit_goes_by_keys_alone(sitting: Sitting) -> None:
    sitting.key("2", Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    sitting.quick_keys("11")
    sitting.key(ENTER)
    assert sitting.window.step is Step.WHY

    sitting.key(ENTER, "5", ENTER, "2", ENTER, "1", ENTER, "2", ENTER)
    assert sitting.window.step is Step.INTRODUCTION
    sitting.key(ENTER, "7", ENTER)
    sitting.quick_keys("10")
    sitting.key(ENTER, "4", ENTER)
    assert sitting.window.step is Step.REVIEW
    sitting.key(ENTER, "1", ENTER)

    assert sitting.answers() == {
        "mood.tired": "sometimes",
        "mood.calm": "never",
        "mood.moved": "no",
        "pain.worst": 7,
        "pain.usual": 10,
        "pain.bad_days": 4,
    }
    assert sitting.ended == [Respondent.SELF]
    assert sitting.window.step is Step.CLOSED


def test_a_whole_visit_goes_by_mouse_alone(sitting: Sitting) -> None:
    window = sitting.window
    sitting.tap(window.welcome.days.tiles()[BIRTHDAY[0] - 1])
    sitting.tap(window.welcome.months.tiles()[BIRTHDAY[1] - 1])
    for _ in range(3):
        sitting.tap(window.footer.next)
    for row in (2, 0, 1):
        sitting.tap(window.question.choice.rows()[row])
        sitting.tap(window.footer.next)
    sitting.tap(window.footer.next)
    for tile in (0, 10):
        sitting.tap(window.question.scale.tiles()[tile])
        sitting.tap(window.footer.next)
    sitting.tap(window.question.number.tiles()[30])
    sitting.tap(window.footer.next)
    sitting.tap(window.footer.next)
    sitting.tap(window.question.choice.rows()[1])
    sitting.tap(window.footer.next)

    assert sitting.answers() == {
        "mood.tired": "always",
        "mood.calm": "never",
        "mood.moved": "no",
        "pain.worst": 0,
        "pain.usual": 10,
        "pain.bad_days": 30,
    }
    assert sitting.ended == [Respondent.HELPED]


def test_nothing_is_chosen_when_a_question_opens(asked: Sitting) -> None:
    assert asked.window.question.selection().is_empty
    assert not any(row.isChecked() for row in asked.window.question.choice.rows())


def test_choosing_never_goes_on_by_itself(asked: Sitting) -> None:
    asked.tap(asked.window.question.choice.rows()[0])

    assert asked.flow.position == "mood.tired"
    assert asked.answers() == {}


def test_back_shows_the_earlier_answer(asked: Sitting) -> None:
    asked.key("3", ENTER, BACKSPACE)

    assert asked.flow.position == "mood.tired"
    assert asked.window.question.selection().answer == "always"
    assert asked.window.question.choice.rows()[2].isChecked()


def test_back_keeps_what_is_chosen_on_the_question_that_is_left(asked: Sitting) -> None:
    asked.key("3", ENTER, "1", BACKSPACE)

    assert asked.answers()["mood.calm"] == "never"


def test_next_without_an_answer_opens_the_gentle_sheet(asked: Sitting) -> None:
    asked.key(ENTER)

    assert asked.window.sheet.isVisible()
    assert asked.flow.position == "mood.tired"
    assert asked.answers() == {}


@pytest.mark.parametrize(
    ("way", "recorded"),
    [(Without.DECLINE, Missing.DECLINED), (Without.LATER, Missing.SKIPPED)],
)
def test_the_gentle_sheet_says_why_there_is_no_answer(
    asked: Sitting, way: Without, recorded: Missing
) -> None:
    asked.tap(asked.window.footer.next)
    asked.tap(asked.window.sheet.button(way))

    assert asked.answers() == {"mood.tired": recorded}
    assert asked.flow.position == "mood.calm"
    assert not asked.window.sheet.isVisible()


def test_answer_now_stays_at_the_question(asked: Sitting) -> None:
    asked.key(ENTER, ENTER)

    assert not asked.window.sheet.isVisible()
    assert asked.flow.position == "mood.tired"


def test_escape_on_the_sheet_changes_nothing(asked: Sitting) -> None:
    asked.key(ENTER, Qt.Key.Key_Escape)

    assert not asked.window.sheet.isVisible()
    assert asked.answers() == {}


def test_digits_choose_on_the_sheet(asked: Sitting) -> None:
    asked.key(ENTER, "2")

    assert asked.answers() == {"mood.tired": Missing.DECLINED}


def test_an_answer_taken_back_is_open_again_and_not_zero(asked: Sitting) -> None:
    asked.key("3", ENTER, BACKSPACE)
    asked.tap(asked.window.footer.middle)
    assert asked.window.question.selection().is_empty

    asked.window.pause()

    assert asked.answers()["mood.tired"] is Missing.SKIPPED


def test_a_double_tap_on_next_answers_one_question(asked: Sitting) -> None:
    asked.key("1")
    for _ in range(50):
        asked.tap(asked.window.footer.next, then_wait=0.02)

    assert asked.flow.position == "mood.calm"
    assert not asked.window.sheet.isVisible()


def test_a_double_tap_on_an_answer_chooses_it_once(asked: Sitting) -> None:
    row = asked.window.question.choice.rows()[1]
    changes: list[None] = []
    asked.window.question.changed.connect(lambda: changes.append(None))

    for _ in range(2):
        asked.tap(row, then_wait=0.1)

    assert asked.window.question.selection().answer == "sometimes"
    assert len(changes) == 1


def test_a_tap_right_after_a_new_question_chooses_nothing(asked: Sitting) -> None:
    asked.key("1")
    asked.tap(asked.window.footer.next, then_wait=0.1)
    asked.tap(asked.window.question.choice.rows()[0])

    assert asked.window.question.selection().is_empty


def test_a_held_enter_key_is_one_enter(asked: Sitting) -> None:
    asked.key("1")
    for _ in range(5):
        QTest.keyPress(asked.window, ENTER, delay=0)
        asked.wait(0.05)
    QTest.keyRelease(asked.window, ENTER)

    assert asked.flow.position == "mood.calm"


def test_back_and_next_stay_in_one_place(sitting: Sitting) -> None:
    window = sitting.window
    places = set()

    def look() -> None:
        for button in (window.footer.back, window.footer.next):
            top_left = button.mapTo(window, button.rect().topLeft())
            places.add((button is window.footer.next, top_left.toTuple(), button.size().toTuple()))

    look()
    sitting.begin()
    look()
    while window.step is Step.QUESTION or window.step is Step.INTRODUCTION:
        if window.step is Step.QUESTION:
            sitting.key("1")
        look()
        sitting.key(ENTER)
    look()
    sitting.key(ENTER)
    look()
    window.pause()
    look()

    assert len(places) == 2


def test_an_answer_is_stored_before_anything_is_painted(asked: Sitting) -> None:
    class Watch(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if event.type() is QEvent.Type.Paint:
                asked.calls.append(asked.window.question.accessibleName())
            return False

    asked.key("2")
    watch = Watch()
    asked.window.question.installEventFilter(watch)
    asked.calls.clear()

    asked.tap(asked.window.footer.next)
    asked.window.grab()

    painted = next(n for n, call in enumerate(asked.calls) if "Being calm" in call)
    assert asked.calls.index("commit") < painted
    asked.window.question.removeEventFilter(watch)


def test_every_move_stores_the_place_to_resume_at(asked: Sitting) -> None:
    asked.key("2", ENTER, BACKSPACE)

    assert [position for _, position in asked.commits] == ["mood.calm", "mood.tired"]


def test_a_visit_resumes_at_its_question_with_its_answers(start: Callable[..., Sitting]) -> None:
    answers = {"mood": {"tired": "always", "calm": "never"}}
    sitting = start(answers=answers, position="mood.calm")

    sitting.window.welcome.days.show_number(BIRTHDAY[0])
    sitting.window.welcome.months.show_number(BIRTHDAY[1])
    sitting.key(ENTER)

    assert sitting.window.step is Step.QUESTION
    assert sitting.flow.position == "mood.calm"
    assert sitting.window.question.selection().answer == "never"


def test_three_wrong_birthdays_need_staff(sitting: Sitting) -> None:
    for _ in range(3):
        sitting.window.welcome.days.show_number(5)
        sitting.window.welcome.months.show_number(5)
        sitting.key(ENTER)

    assert sitting.window.step is Step.CLOSED
    sitting.tap(sitting.window.words.button(STAFF))
    assert sitting.staff_calls == 1


def test_a_birthday_half_filled_is_no_wrong_try(sitting: Sitting) -> None:
    for _ in range(5):
        sitting.window.welcome.days.show_number(5)
        sitting.key(ENTER)

    assert sitting.window.step is Step.WELCOME


def test_somebody_else_is_sent_to_staff(sitting: Sitting) -> None:
    sitting.tap(sitting.window.footer.middle)

    assert sitting.window.step is Step.CLOSED
    assert sitting.window.words.button(STAFF).isVisible()


@pytest.mark.parametrize("leave", ["pause", "hide_screen"])
def test_resting_stores_what_is_chosen(asked: Sitting, leave: str) -> None:
    asked.key("2")

    getattr(asked.window, leave)()

    assert asked.answers() == {"mood.tired": "sometimes"}
    assert asked.commits[-1][1] == "mood.tired"


@pytest.mark.parametrize("leave", ["pause", "hide_screen"])
def test_a_touch_is_enough_within_a_minute(asked: Sitting, leave: str) -> None:
    getattr(asked.window, leave)()
    asked.wait(58)
    asked.key(ENTER)

    assert asked.window.step is Step.QUESTION
    assert asked.flow.position == "mood.tired"


@pytest.mark.parametrize("leave", ["pause", "hide_screen"])
def test_after_a_minute_the_birthday_is_asked(asked: Sitting, leave: str) -> None:
    getattr(asked.window, leave)()
    asked.wait(61)
    asked.key(ENTER)
    assert asked.window.step is Step.CHECK

    asked.window.welcome.days.show_number(BIRTHDAY[0])
    asked.window.welcome.months.show_number(BIRTHDAY[1])
    asked.key(ENTER)

    assert asked.window.step is Step.QUESTION


def test_a_pause_is_told_with_its_times(asked: Sitting) -> None:
    pauses: list[object] = []
    asked.window.pause_ended.connect(pauses.append)
    began = asked.now

    asked.window.pause()
    asked.wait(30)
    asked.tap(asked.window.footer.next)

    (pause,) = pauses
    assert pause == Pause(began, began + timedelta(seconds=30))


def test_stopping_leads_to_the_closed_screen_and_the_place_is_kept(asked: Sitting) -> None:
    asked.window.pause()
    asked.wait()
    asked.tap(asked.window.words.button(STOP))

    assert asked.window.step is Step.CLOSED
    assert asked.ended == []
    assert asked.commits[-1][1] == "mood.tired"


def test_trouble_with_the_disk_loses_nothing(asked: Sitting) -> None:
    asked.key("2")
    asked.broken = True
    asked.key(ENTER)
    assert asked.window.step is Step.TROUBLE
    asked.tap(asked.window.words.button(RETRY))
    assert asked.window.step is Step.TROUBLE

    asked.broken = False
    asked.tap(asked.window.words.button(RETRY))

    assert asked.answers() == {"mood.tired": "sometimes"}
    assert asked.flow.position == "mood.calm"
    assert asked.window.step is Step.QUESTION


def test_trouble_while_pausing_leads_to_the_pause_and_back(asked: Sitting) -> None:
    asked.key("2")
    asked.broken = True
    asked.window.pause()
    asked.wait()
    asked.broken = False
    asked.tap(asked.window.words.button(RETRY))
    assert asked.window.step is Step.PAUSED

    asked.tap(asked.window.footer.next)

    assert asked.window.step is Step.QUESTION
    assert asked.window.question.selection().answer == "sometimes"


def test_the_review_lists_what_is_open_and_leads_there_and_back(asked: Sitting) -> None:
    asked.key("1", ENTER, ENTER, "2", "1", ENTER, ENTER, ENTER, "3")
    asked.key("4", ENTER, "4", ENTER)
    assert asked.window.step is Step.REVIEW
    rows = {row.text(): row.aside for row in asked.window.review.rows}
    assert rows == {
        "Being calm & <b>quiet</b>": "You prefer not to answer",
        "Your worst pain": "To come back to",
    }

    asked.tap(asked.window.review.rows[1])
    assert asked.flow.position == "pain.worst"
    asked.key("9", ENTER)

    assert asked.window.step is Step.REVIEW
    assert [row.text() for row in asked.window.review.rows] == ["Being calm & <b>quiet</b>"]


def test_a_part_with_an_introduction_shows_it_first_and_again_on_the_way_back(
    start: Callable[..., Sitting],
) -> None:
    sitting = start(answers={"mood": {"tired": "never"}}, position="mood.moved")
    sitting.begin()
    sitting.key("1", ENTER)
    assert sitting.window.step is Step.INTRODUCTION
    sitting.key(ENTER)
    assert sitting.flow.position == "pain.worst"

    sitting.key(BACKSPACE)
    assert sitting.window.step is Step.INTRODUCTION
    sitting.key(BACKSPACE)

    assert sitting.flow.position == "mood.moved"


def test_the_title_says_nothing_of_the_patient(asked: Sitting) -> None:
    assert asked.window.windowTitle() == "Questions"


def test_the_window_does_not_close_and_keeps_what_is_chosen(asked: Sitting) -> None:
    asked.key("2")

    assert asked.window.close() is False

    assert asked.window.isVisible()
    assert asked.answers() == {"mood.tired": "sometimes"}


def test_the_app_can_dismiss_the_window(asked: Sitting) -> None:
    asked.key("3")

    asked.window.dismiss()

    assert not asked.window.isVisible()
    assert asked.answers() == {"mood.tired": "always"}


def test_escape_does_nothing(asked: Sitting) -> None:
    asked.key("2", Qt.Key.Key_Escape)

    assert asked.flow.position == "mood.tired"
    assert asked.window.question.selection().answer == "sometimes"


def test_no_widget_has_a_context_menu(asked: Sitting) -> None:
    assert asked.window.contextMenuPolicy() is Qt.ContextMenuPolicy.NoContextMenu
    assert not asked.window.findChildren(QLineEdit)
    assert not asked.window.findChildren(QTextEdit)


def test_the_mark_shows_only_with_an_alert_and_never_beside_a_question(asked: Sitting) -> None:
    assert not asked.window.mark.isVisible()
    asked.window.pause()
    assert not asked.window.mark.isVisible()
    asked.wait()
    asked.key(ENTER)

    asked.alerts = True
    asked.window.pause()
    assert asked.window.mark.isVisible()
    asked.wait()
    asked.key(ENTER)

    assert asked.window.step is Step.QUESTION
    assert not asked.window.mark.isVisible()


def test_an_alert_changes_no_pixel_but_the_mark(start: Callable[..., Sitting]) -> None:
    plain, alerted = start(), start(alerts=True)
    for each in (plain, alerted):
        each.begin()

    assert plain.window.grab().toImage() == alerted.window.grab().toImage()
    for each in (plain, alerted):
        each.window.pause()
    assert plain.window.grab().toImage() != alerted.window.grab().toImage()
    alerted.window.mark.hide()
    assert plain.window.grab().toImage() == alerted.window.grab().toImage()


def test_hiding_leaves_no_word_of_the_question_behind(asked: Sitting) -> None:
    asked.window.hide_screen()

    texts = [label.text() for label in asked.window.question.findChildren(QLabel)]
    assert not any(texts)
    assert asked.window.question.accessibleName() == ""
    assert "Alexandra" not in asked.window.welcome.accessibleName()


def test_the_respondent_may_stay_unsaid(start: Callable[..., Sitting]) -> None:
    sitting = start(position="review")
    sitting.window.welcome.days.show_number(BIRTHDAY[0])
    sitting.window.welcome.months.show_number(BIRTHDAY[1])
    sitting.key(ENTER, ENTER, ENTER)
    assert not sitting.window.sheet.button(Without.LATER).isVisible()

    sitting.key("2")

    assert sitting.ended == [None]


def test_an_answer_that_could_not_be_stored_keeps_the_window_open(asked: Sitting) -> None:
    asked.key("2")
    asked.broken = True

    assert asked.window.dismiss() is False

    assert asked.window.isVisible()
    assert asked.window.step is Step.TROUBLE
    asked.broken = False
    asked.wait()
    asked.tap(asked.window.words.button(RETRY))
    assert asked.answers() == {"mood.tired": "sometimes"}
    assert asked.window.dismiss() is True


def test_a_failure_inside_the_app_shows_a_calm_page_and_leads_back(asked: Sitting) -> None:
    asked.key("2")

    asked.window.apologise()

    assert asked.window.step is Step.TROUBLE
    asked.wait()
    asked.tap(asked.window.words.button(RETRY))
    assert asked.window.step is Step.QUESTION
    assert asked.flow.position == "mood.tired"


def test_there_is_a_rest_after_a_long_part_and_none_after_a_short_one(
    qtbot: QtBot,
) -> None:
    long, short = CATALOGUE.instruments["gad7"], CATALOGUE.instruments["phq2"]
    wordings = {form: CATALOGUE.wording(form, "en") for form in ("gad7", "phq2", "peg")}
    flow = Flow([long, short, CATALOGUE.instruments["peg"]])
    sitting = Sitting(qtbot, flow, wordings=wordings)
    sitting.open()
    sitting.begin()
    rests = []
    while sitting.window.step is not Step.REVIEW:
        if sitting.window.step is Step.BREAK:
            rests.append((sitting.window.words.page.title, flow.position))
            sitting.key(BACKSPACE)
            assert sitting.window.step is Step.QUESTION
            sitting.key(ENTER)
        if sitting.window.step is Step.QUESTION:
            sitting.key("1")
        sitting.key(ENTER)

    assert rests == [("Part 1 of 3 is done", "phq2.interest")]


def test_a_screen_that_comes_in_softly_takes_an_answer_at_once(
    start: Callable[..., Sitting],
) -> None:
    sitting = start(moves=True)
    sitting.begin()
    fade = sitting.window.fade
    assert fade.isVisible()

    sitting.tap(sitting.window.question.choice.rows()[1])
    assert fade.isVisible()
    assert sitting.window.question.selection().answer == "sometimes"

    sitting.qtbot.waitUntil(lambda: not fade.isVisible(), timeout=20_000)


def test_nothing_moves_for_somebody_who_wants_that(start: Callable[..., Sitting]) -> None:
    sitting = start(moves=True)
    sitting.begin()
    sitting.tap(sitting.window.header.look)
    sitting.tap(sitting.window.look_sheet._move_buttons[False])
    sitting.window.look_sheet.put_away()
    sitting.qtbot.waitUntil(lambda: not sitting.window.fade.isVisible(), timeout=20_000)

    sitting.key("1", ENTER)

    assert sitting.flow.position == "mood.calm"
    assert not sitting.window.fade.isVisible()
