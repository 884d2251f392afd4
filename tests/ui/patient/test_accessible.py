# SPDX-License-Identifier: Apache-2.0
"""Every patient screen as a screen reader finds it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from intake.ui.patient.prompts import NumberAsk, Prompt, TextAsk
from intake.ui.patient.selection import Selection
from intake.ui.patient.stage import Step
from intake.ui.patient.texts import STOP
from tests.ui.accessible_tree import accessible_tree, nameless_controls
from tests.ui.patient.sitting import Sitting

ENTER = Qt.Key.Key_Return


class TreeSnapshot(SingleFileSnapshotExtension):
    """One readable text file a screen."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


def _why(sitting: Sitting) -> None:
    sitting.begin()
    while sitting.window.step is not Step.WHY:
        sitting.key(Qt.Key.Key_Backspace)


def _choice(sitting: Sitting) -> None:
    sitting.begin()
    sitting.key("2")


def _sheet(sitting: Sitting) -> None:
    sitting.begin()
    sitting.key(ENTER)


def _scale(sitting: Sitting) -> None:
    sitting.begin()
    sitting.key("1", ENTER, "1", ENTER, "1", ENTER, ENTER, "7")


def _review(sitting: Sitting) -> None:
    sitting.begin()
    sitting.key(ENTER, "2", "1", ENTER, "1", ENTER, ENTER, ENTER, "3", "1", ENTER, "1", ENTER)


def _who(sitting: Sitting) -> None:
    _review(sitting)
    sitting.key(ENTER)


def _pause(sitting: Sitting) -> None:
    _choice(sitting)
    sitting.window.pause()


def _hidden(sitting: Sitting) -> None:
    _choice(sitting)
    sitting.window.hide_screen()


def _look(sitting: Sitting) -> None:
    sitting.begin()
    sitting.tap(sitting.window.header.look)


def _practice(sitting: Sitting) -> None:
    _why(sitting)
    sitting.key(ENTER)


def _introduction(sitting: Sitting) -> None:
    sitting.begin()
    sitting.key("1", ENTER, "1", ENTER, "1", ENTER)


def _break(sitting: Sitting) -> None:
    _introduction(sitting)
    sitting.window._stage.show_break()


def _check(sitting: Sitting) -> None:
    _choice(sitting)
    sitting.window.hide_screen()
    sitting.wait(120)
    sitting.key(ENTER)


def _wipe(sitting: Sitting) -> None:
    sitting.window._stage.show_wipe()


def _trouble(sitting: Sitting) -> None:
    _choice(sitting)
    sitting.window.apologise()


def _still_there(sitting: Sitting) -> None:
    _choice(sitting)
    sitting.window.still_there.ask()


def _about(sitting: Sitting) -> None:
    sitting.begin()
    sitting.tap(sitting.window.footer.middle)


def _pad(sitting: Sitting) -> None:
    if sitting.window.step is not Step.QUESTION:
        sitting.begin()
    asked = Prompt("How many minutes?", NumberAsk(0, 600))
    sitting.window.question.show_prompt(asked, Selection(45))


def _words(sitting: Sitting) -> None:
    sitting.begin()
    asked = Prompt("Which medicines do you take?", TextAsk())
    sitting.window.question.show_prompt(asked, Selection("Aspirin"))


def _thanks(sitting: Sitting) -> None:
    _who(sitting)
    sitting.key("1", ENTER)


def _closed(sitting: Sitting) -> None:
    sitting.tap(sitting.window.footer.middle)


def _stopped(sitting: Sitting) -> None:
    _pause(sitting)
    sitting.wait()
    sitting.tap(sitting.window.words.button(STOP))


def _told(sitting: Sitting) -> None:
    sitting.begin()
    sitting.window._stage.show_told("Please tell a member of the team now.")


def _number(sitting: Sitting) -> None:
    sitting.begin()
    sitting.flow.jump("pain.bad_days")
    sitting.window._walk.show_here()
    sitting.quick_keys("12")


def _all_answered(sitting: Sitting) -> None:
    sitting.begin()
    sitting.key("1", ENTER, "1", ENTER, "1", ENTER, ENTER, "1", ENTER, "1", ENTER, "1", ENTER)


def _welcome(sitting: Sitting) -> None:
    sitting.key("2")


SCREENS: dict[str, Callable[[Sitting], None]] = {
    "welcome": _welcome,
    "why": _why,
    "choice": _choice,
    "scale": _scale,
    "sheet": _sheet,
    "look": _look,
    "review": _review,
    "who": _who,
    "pause": _pause,
    "hidden": _hidden,
    "thanks": _thanks,
    "practice": _practice,
    "introduction": _introduction,
    "break": _break,
    "check": _check,
    "wipe": _wipe,
    "trouble": _trouble,
    "still_there": _still_there,
    "about": _about,
    "pad": _pad,
    "words": _words,
    "closed": _closed,
    "stopped": _stopped,
    "told": _told,
    "number": _number,
    "all_answered": _all_answered,
}


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_reader_finds_everything(
    sitting: Sitting, screen: str, snapshot: SnapshotAssertion
) -> None:
    SCREENS[screen](sitting)

    assert accessible_tree(sitting.window) == snapshot(extension_class=TreeSnapshot)


@pytest.mark.parametrize("screen", SCREENS)
def test_no_control_is_without_a_name(sitting: Sitting, screen: str) -> None:
    SCREENS[screen](sitting)

    assert nameless_controls(sitting.window) == []


@pytest.mark.parametrize("screen", ["hidden", "thanks", "pause", "check"])
def test_nothing_of_the_patient_is_left_to_be_read_out(sitting: Sitting, screen: str) -> None:
    SCREENS[screen](sitting)

    tree = accessible_tree(sitting.window)

    assert "Alexandra" not in tree
    assert "tired" not in tree
    assert "Sometimes" not in tree


def test_the_question_is_the_name_of_its_group(sitting: Sitting) -> None:
    sitting.begin()

    name = sitting.window.question.accessibleName()

    assert name == "Past 7 days How often was this so? Being tired"


@pytest.mark.parametrize("screen", ["welcome", "choice", "scale", "look", "who", "check"])
def test_one_of_several_is_a_radio_button_that_says_whether_it_is_the_one(
    sitting: Sitting, screen: str
) -> None:
    SCREENS[screen](sitting)

    stated = [line.strip() for line in accessible_tree(sitting.window).splitlines()]
    choices = [line for line in stated if line.startswith(("RadioButton", "CheckBox"))]
    assert choices
    assert all(line.startswith("RadioButton") for line in choices)
    assert all(line.endswith(("checked", "disabled")) for line in choices)


def test_what_is_entered_can_be_heard(sitting: Sitting) -> None:
    _words(sitting)
    assert "editable = 'Aspirin'" in accessible_tree(sitting.window)

    _pad(sitting)
    assert "'Number: 45'" in accessible_tree(sitting.window)


def test_each_digit_of_a_number_is_told(sitting: Sitting, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(
        "intake.ui.widgets.number_pad.announce", lambda _widget, text: told.append(text)
    )
    _pad(sitting)
    sitting.wait()
    pad = sitting.window.question.inputs.pad

    sitting.tap(pad.back)
    sitting.tap(pad.keys[7])

    assert told == ["Number: 4", "Number: 47"]
