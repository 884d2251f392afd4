# SPDX-License-Identifier: Apache-2.0
"""Hands that tremble, rest, hurt or have no keyboard; and somebody who needs their time."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from intake.assets import forms_dir, resources_dir
from intake.catalogue import load
from intake.core.figure import parse
from intake.core.flow import Flow
from intake.core.instrument import Page, ResponseKind
from intake.ui.patient.prompts import NumberAsk, Prompt, TextAsk
from intake.ui.patient.selection import Selection
from intake.ui.patient.stage import WIPE_SECONDS, Step
from intake.ui.widgets.text_input import MOST_LETTERS
from tests.ui.patient.sitting import BIRTHDAY, TREATED, Sitting

CATALOGUE = load(forms_dir())
ENTER, BACKSPACE = Qt.Key.Key_Return, Qt.Key.Key_Backspace
MINUTES = Prompt("How many minutes?", NumberAsk(5, 600))
WORDS = Prompt("Which medicines do you take?", TextAsk())


def ask(sitting: Sitting, prompt: Prompt) -> None:
    """Ask something that no small form asks."""
    sitting.window.question.show_prompt(prompt, Selection())
    sitting.wait()


def test_fifty_taps_a_second_choose_one_answer_and_skip_no_question(asked: Sitting) -> None:
    rows = asked.window.question.choice.rows()
    for number in range(50):
        asked.tap(rows[number % 2], then_wait=0.02)
    asked.tap(asked.window.footer.next, then_wait=0.02)
    for _ in range(50):
        asked.tap(asked.window.footer.next, then_wait=0.02)

    assert asked.flow.position == "mood.calm"
    assert list(asked.answers()) == ["mood.tired"]


def test_two_fingers_at_once_are_one_answer(asked: Sitting) -> None:
    first, second, _ = asked.window.question.choice.rows()
    for row in (first, second):
        QTest.mousePress(row, Qt.MouseButton.LeftButton)
    for row in (first, second):
        QTest.mouseRelease(row, Qt.MouseButton.LeftButton)

    assert sum(row.isChecked() for row in (first, second)) == 1
    assert not asked.window.question.selection().is_empty


def test_a_palm_that_rests_on_a_new_question_answers_nothing(asked: Sitting) -> None:
    asked.key("1")
    asked.tap(asked.window.footer.next, then_wait=0.05)
    chance = random.Random(7)
    for _ in range(200):
        row = chance.choice(asked.window.question.choice.rows())
        asked.tap(row, then_wait=0.05)

    assert asked.flow.position == "mood.calm"
    assert asked.window.question.selection().is_empty


def test_a_number_is_entered_by_taps_and_taken_back_by_taps(asked: Sitting) -> None:
    ask(asked, MINUTES)
    pad = asked.window.question.inputs.pad
    for digit in (4, 5):
        asked.tap(pad.keys[digit])
    assert asked.window.question.selection().answer == 45

    asked.tap(pad.back)
    assert asked.window.question.selection().is_empty  # 4 is below the least

    asked.tap(pad.back)
    assert pad.display.text() == ""


def test_a_number_is_entered_by_keys_and_backspace_takes_its_last_digit_back(
    asked: Sitting,
) -> None:
    ask(asked, MINUTES)
    asked.key("1", "2", "0", BACKSPACE)

    assert asked.window.question.selection().answer == 12
    assert asked.window.step is Step.QUESTION


def test_a_digit_that_would_be_too_many_is_not_taken(asked: Sitting) -> None:
    ask(asked, MINUTES)
    asked.key("6", "0", "1")

    assert asked.window.question.selection().answer == 60


def test_a_number_is_taken_back_as_a_whole(asked: Sitting) -> None:
    ask(asked, MINUTES)
    asked.key("4", "5")
    asked.tap(asked.window.footer.middle)

    assert asked.window.question.selection().is_empty


def test_words_are_typed_and_enter_still_means_next(asked: Sitting) -> None:
    ask(asked, WORDS)
    field = asked.window.question.inputs.text.field
    field.setFocus()
    asked.qtbot.keyClicks(field, "Aspirin 100")
    asked.key(BACKSPACE)
    assert asked.window.question.selection().answer == "Aspirin 10"

    asked.key(ENTER)

    assert asked.flow.position == "mood.calm"


def test_words_have_no_menu_take_nothing_from_elsewhere_and_come_to_an_end(
    asked: Sitting,
) -> None:
    ask(asked, WORDS)
    field = asked.window.question.inputs.text.field
    assert field.contextMenuPolicy() is Qt.ContextMenuPolicy.NoContextMenu
    assert not field.acceptDrops()

    field.setPlainText("a" * MOST_LETTERS)
    field.setPlainText("b" * (MOST_LETTERS + 500))

    assert asked.window.question.selection().answer == "a" * MOST_LETTERS


def test_space_alone_is_no_answer(asked: Sitting) -> None:
    ask(asked, WORDS)
    asked.window.question.inputs.text.field.setPlainText("  \n ")

    assert asked.window.question.selection().is_empty


def test_the_screen_is_wiped_first_and_does_not_react_meanwhile(
    start: Callable[..., Sitting],
) -> None:
    sitting = start(wiped_first=True)
    assert sitting.window.step is Step.WIPE
    for _ in range(40):
        sitting.tap(sitting.window.footer.next, then_wait=WIPE_SECONDS / 4)
    assert sitting.window.step is Step.WIPE

    sitting.wait(WIPE_SECONDS)
    sitting.tap(sitting.window.footer.next)

    assert sitting.window.step is Step.WELCOME


def test_where_the_questions_are_from_is_one_tap_away_for_every_form(qtbot: QtBot) -> None:
    figure = parse((resources_dir() / "body_map.svg").read_text(encoding="utf-8"))
    for form in CATALOGUE.instruments.values():
        wording = CATALOGUE.wording(form.id, "en")
        sitting = Sitting(
            qtbot, Flow([form], needs=TREATED), wordings={form.id: wording}, figure=figure
        )
        sitting.open()
        sitting.begin()
        sitting.tap(sitting.window.footer.middle)

        assert sitting.window.about_sheet.isVisible()
        said = wording.attribution or form.rights.attribution
        assert sitting.window.about_sheet.words == (wording.title, said)
        assert sitting.answers() == {}
        sitting.key(ENTER)
        assert not sitting.window.about_sheet.isVisible()
        sitting.window.dismiss()


def test_what_a_form_tells_is_read_at_once_and_only_once(qtbot: QtBot) -> None:
    form = CATALOGUE.instruments["checklist_after"]
    (alert,) = [each for each in form.alerts if each.tell]
    wording = CATALOGUE.wording(form.id, "en")
    sitting = Sitting(qtbot, Flow([form]), wordings={form.id: wording})
    sitting.open()
    sitting.begin()
    seen = []
    while sitting.window.step not in (Step.REVIEW, Step.CLOSED):
        if sitting.window.step is Step.TOLD:
            seen.append(sitting.window.words.page.paragraphs)
        if sitting.window.step is Step.QUESTION:
            sitting.key(Qt.Key.Key_Up)  # the last, strongest answer
        sitting.key(ENTER)

    assert seen == [(wording.tell[alert.id],)]


SECONDS = 8.0
SECONDS_FOR_THE_MAP = 45.0
SECONDS_FOR_A_TEXT = 12.0
TEN_MINUTES = 600.0


@pytest.mark.parametrize("known", ["yes", "no"])
def test_a_slow_person_ends_the_standard_first_visit_within_ten_minutes(
    qtbot: QtBot, known: str, record_property: Callable[[str, object], None]
) -> None:
    """Eight seconds an answer, 45 for the map, 12 for each page of text; the app's own clock."""
    forms = CATALOGUE.batteries["fibromyalgia_first"].forms_for(known)
    figure = parse((resources_dir() / "body_map.svg").read_text(encoding="utf-8"))
    wordings = {form: CATALOGUE.wording(form, "en") for form in forms}
    flow = Flow([CATALOGUE.instruments[form] for form in forms])
    sitting = Sitting(qtbot, flow, wordings=wordings, figure=figure)
    window = sitting.open()
    began, answers = sitting.now, 0
    sitting.wait(SECONDS)
    window.welcome.days.show_number(BIRTHDAY[0])
    window.welcome.months.show_number(BIRTHDAY[1])
    press(sitting, ENTER)
    while window.step is not Step.CLOSED:
        if window.step is Step.QUESTION:
            answers += answer(sitting, flow)
        elif window.step in (Step.PRACTICE, Step.WHO):
            sitting.wait(SECONDS)
            press(sitting, "1")
        else:
            sitting.wait(SECONDS_FOR_A_TEXT)
        press(sitting, ENTER)

    took = (sitting.now - began).total_seconds()
    record_property("seconds", took)
    assert answers == len(flow.questions())
    assert answers >= 46
    assert took <= TEN_MINUTES


def press(sitting: Sitting, key: Qt.Key | str) -> None:
    """Press a key; the time that it takes is counted already."""
    sitting.qtbot.keyClick(sitting.window.focusWidget() or sitting.window, key)
    sitting.seconds += 1


def answer(sitting: Sitting, flow: Flow) -> int:
    """Answer what is asked, slowly."""
    here = flow.here
    assert here is not None
    page: Page = flow.page(here)
    if page.is_map:
        sitting.wait(SECONDS_FOR_THE_MAP)
        shown = sitting.window.question.inputs.current
        (zone, *_) = shown.figure.zones  # type: ignore[attr-defined]  # the map's own figure
        zone.click()
    else:
        sitting.wait(SECONDS)
        keys: Mapping[ResponseKind, str] = {ResponseKind.SCALE: "3"}
        press(sitting, keys.get(page.items[0].response.kind, "2"))
    return 1


def test_a_touch_between_two_rows_is_nobodys_answer(asked: Sitting) -> None:
    first, second, _ = asked.window.question.choice.rows()
    between = QPoint(first.width() // 2, (first.geometry().bottom() + second.y()) // 2)
    gap = second.y() - first.geometry().bottom()

    assert gap >= 1
    asked.qtbot.mouseClick(asked.window.question.choice, Qt.MouseButton.LeftButton, pos=between)
    assert sum(row.isChecked() for row in (first, second)) <= 1
