# SPDX-License-Identifier: Apache-2.0
"""Nobody in the waiting room learns anything: idle, blank, and an alert that shows nowhere."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from intake.assets import forms_dir
from intake.catalogue import load
from intake.core.flow import Flow
from intake.ui.patient.idle_watch import BLANK_SECONDS, WARN_SECONDS
from intake.ui.patient.stage import Step
from tests.ui.accessible_tree import accessible_tree
from tests.ui.patient.sitting import BIRTHDAY, FORMS, Sitting

CATALOGUE = load(forms_dir())
ENTER, BACKSPACE = Qt.Key.Key_Return, Qt.Key.Key_Backspace


def idle(sitting: Sitting, seconds: float) -> None:
    """Let nobody touch anything for a while."""
    sitting.wait(seconds)
    sitting.window.idle.look()
    QApplication.processEvents()


def touch(sitting: Sitting) -> None:
    """Touch the window as the window system tells it, not a widget."""
    handle = sitting.window.windowHandle()
    assert handle is not None
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, pos=QPoint(300, 300))


def test_a_minute_without_a_touch_asks_whether_somebody_is_there(asked: Sitting) -> None:
    asked.window.idle.note()
    idle(asked, WARN_SECONDS - 1)
    assert not asked.window.still_there.isVisible()

    idle(asked, 1)

    assert asked.window.still_there.isVisible()


def test_a_touch_answers_that_and_means_nothing_else(asked: Sitting) -> None:
    asked.window.idle.note()
    idle(asked, WARN_SECONDS)

    touch(asked)

    assert not asked.window.still_there.isVisible()
    assert asked.window.question.selection().is_empty
    idle(asked, WARN_SECONDS - 1)
    assert asked.window.step is Step.QUESTION


def test_a_key_answers_that_too(asked: Sitting) -> None:
    asked.window.idle.note()
    idle(asked, WARN_SECONDS)

    asked.key("2")

    assert not asked.window.still_there.isVisible()
    assert asked.window.question.selection().is_empty


@pytest.mark.parametrize("warned", [True, False])
def test_after_ninety_seconds_the_screen_is_blank_and_the_answer_kept(
    asked: Sitting, *, warned: bool
) -> None:
    asked.key("2")
    asked.window.idle.note()
    if warned:
        idle(asked, WARN_SECONDS)
        idle(asked, BLANK_SECONDS - WARN_SECONDS)
    else:
        idle(asked, 4 * 3600)  # the device slept

    assert asked.window.step is Step.HIDDEN
    assert not asked.window.still_there.isVisible()
    assert asked.answers() == {"mood.tired": "sometimes"}


def test_the_blank_screen_holds_nothing_of_anybody(start: Callable[..., Sitting]) -> None:
    """Title, tree and picture are those of a visit in which nothing was ever shown."""
    one, other = start(), start(position="pain.worst", answers={"mood": {"tired": "always"}})
    for each in (one, other):
        each.begin()
        each.key("2")
        each.window.idle.note()
        idle(each, BLANK_SECONDS)

    trees = {accessible_tree(each.window) for each in (one, other)}
    assert len(trees) == 1
    assert one.window.windowTitle() == other.window.windowTitle() == "Questions"
    assert one.window.grab().toImage() == other.window.grab().toImage()
    for word in ("Alexandra", "tired", "worst", "Sometimes", "always"):
        assert word not in trees.pop() if trees else True
        trees = {accessible_tree(one.window)}


def test_a_welcome_that_nobody_answers_goes_blank_and_asks_again(sitting: Sitting) -> None:
    sitting.window.idle.note()
    idle(sitting, BLANK_SECONDS)
    assert sitting.window.step is Step.HIDDEN
    assert "Alexandra" not in accessible_tree(sitting.window)

    sitting.wait()
    sitting.key(ENTER)

    assert sitting.window.step is Step.WELCOME


def test_every_question_can_be_left_alone_and_found_again(start: Callable[..., Sitting]) -> None:
    """On the same device after a pause, and after a restart: same question, answer, period."""
    keys = [question.key for question in Flow(FORMS).questions()]
    for key in keys:
        sitting = start(position=key)
        say_who(sitting)
        sitting.key("2")
        recall, chosen = sitting.window.question.recall, sitting.window.question.selection()
        sitting.window.pause()
        sitting.wait(300)
        sitting.key(ENTER)
        say_who(sitting)
        assert sitting.flow.position == key
        assert sitting.window.question.selection() == chosen
        assert sitting.window.question.recall == recall

        again = start(position=key, answers=dict(sitting.flow.answers))
        say_who(again)
        assert again.flow.position == key
        assert again.window.question.selection() == chosen
        assert again.window.question.recall == recall
        for each in (sitting, again):
            each.window.dismiss()


def say_who(sitting: Sitting) -> None:
    """Give the birthday and go on to the question."""
    if sitting.window.step in (Step.WELCOME, Step.CHECK):
        sitting.window.welcome.days.show_number(BIRTHDAY[0])
        sitting.window.welcome.months.show_number(BIRTHDAY[1])
        sitting.key(ENTER)
    while sitting.window.step is not Step.QUESTION:
        sitting.key(ENTER)


def at_item_9(qtbot: QtBot, *, alerts: bool) -> Sitting:
    """Return a visit at the last scored question of the PHQ-9."""
    form = CATALOGUE.instruments["phq9"]
    flow = Flow([form], {"phq9": {item.id: "not_at_all" for item in form.items[:8]}})
    flow.resume("phq9.self_harm")
    made = Sitting(qtbot, flow, wordings={"phq9": CATALOGUE.wording("phq9", "en")}, alerts=alerts)
    made.open()
    say_who(made)
    return made


def picture(sitting: Sitting) -> QImage:
    """Return every pixel of the window, the agreed mark left out where it may be."""
    was_shown = sitting.window.mark.isVisible()
    if sitting.window.step is not Step.QUESTION:
        sitting.window.mark.hide()
    made = sitting.window.grab().toImage()
    sitting.window.mark.setVisible(was_shown)
    return made


def test_an_answer_to_item_9_that_was_taken_back_shows_on_no_screen(qtbot: QtBot) -> None:
    changed, plain = at_item_9(qtbot, alerts=True), at_item_9(qtbot, alerts=False)
    changed.key("3", ENTER, BACKSPACE, "1")
    plain.key("1")
    pictures = []
    for each in (changed, plain):
        seen = [picture(each)]
        while each.window.step is not Step.CLOSED:
            if each.window.step in (Step.QUESTION, Step.WHO):
                each.key("1")
            each.key(ENTER)
            seen.append(picture(each))
        pictures.append(seen)

    assert len(pictures[0]) == len(pictures[1]) >= 4
    assert [a == b for a, b in zip(*pictures, strict=True)] == [True] * len(pictures[0])
    told = [e.answer for events, _ in changed.commits for e in events if e.item == "self_harm"]
    assert told == ["more_than_half_the_days", "not_at_all"]


def test_when_each_answer_was_given_is_kept_and_no_screen_tells_a_time_or_a_score(
    sitting: Sitting,
) -> None:
    seen: list[str] = []
    sitting.begin()
    while sitting.window.step is not Step.CLOSED:
        seen.append(accessible_tree(sitting.window))
        if sitting.window.step in (Step.QUESTION, Step.WHO):
            sitting.key("1")
        sitting.key(ENTER)
    seen.append(accessible_tree(sitting.window))

    times = [event.at for events, _ in sitting.commits for event in events]
    assert len(set(times)) == len(times) == 6
    assert times == sorted(times)
    assert not any(re.search(r"\d:\d\d|second|score|total", tree, re.IGNORECASE) for tree in seen)
