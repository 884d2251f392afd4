# SPDX-License-Identifier: Apache-2.0
"""The patient's window keeps its display and has no way out but staff."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from intake.core.flow import Flow
from intake.ui.widgets.action_button import ActionButton
from tests.ui.patient.sitting import FORMS, Sitting


class Display(QObject):
    """A display as the kiosk sees it."""

    geometryChanged = Signal(QRect)  # noqa: N815, Qt's own name

    def __init__(self, name: str, box: QRect) -> None:
        super().__init__()
        self._name, self.box = name, box

    def name(self) -> str:
        """Return what the system calls it."""
        return self._name

    def geometry(self) -> QRect:
        """Return where it is."""
        return self.box


@dataclass
class Desk:
    """Displays that can be turned, unplugged and plugged."""

    there: list[Display] = field(default_factory=list)

    def screens(self) -> list[Display]:
        """Return what is plugged in."""
        return self.there


@pytest.fixture
def desk(asked: Sitting, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Return two displays, the patient's window on the second."""
    displays = Display("desk", QRect(0, 0, 1920, 1080)), Display("tablet", QRect(0, 0, 1280, 800))
    made = Desk(list(displays))
    monkeypatch.setattr(QGuiApplication, "screens", made.screens)
    monkeypatch.setattr(asked.window, "setScreen", lambda _screen: None)
    chosen: object = made.there[1]  # as much of a screen as a kiosk needs
    asked.window.kiosk.cover(chosen)  # type: ignore[arg-type]
    # The offscreen platform makes the window as large as its own display first.
    QApplication.processEvents()
    asked.window.kiosk.follow()
    return made


def test_the_window_covers_the_display_that_was_chosen(asked: Sitting, desk: Desk) -> None:
    assert asked.window.geometry() == desk.there[1].geometry()
    assert asked.window.isFullScreen()


def test_it_turns_with_its_display_and_keeps_the_answer(asked: Sitting, desk: Desk) -> None:
    asked.key("2")
    desk.there[1].box = QRect(0, 0, 800, 1280)
    desk.there[1].geometryChanged.emit(desk.there[1].box)

    assert asked.window.geometry() == QRect(0, 0, 800, 1280)
    assert asked.window.question.selection().answer == "sometimes"
    assert asked.window.question.isVisible()


def test_it_goes_to_another_display_and_comes_back(asked: Sitting, desk: Desk) -> None:
    asked.key("2")
    tablet = desk.there.pop()
    asked.window.kiosk.lose(tablet)  # type: ignore[arg-type]  # as above
    assert asked.window.geometry() == desk.there[0].geometry()

    desk.there.append(tablet)
    asked.window.kiosk.follow()

    assert asked.window.geometry() == tablet.geometry()
    assert asked.window.question.selection().answer == "sometimes"


def test_no_key_leads_out(asked: Sitting, desk: Desk) -> None:
    modifiers = Qt.KeyboardModifier
    for key, held in (
        (Qt.Key.Key_F4, modifiers.AltModifier),
        (Qt.Key.Key_Q, modifiers.ControlModifier),
        (Qt.Key.Key_W, modifiers.ControlModifier),
        (Qt.Key.Key_Escape, modifiers.NoModifier),
        (Qt.Key.Key_F11, modifiers.NoModifier),
        (Qt.Key.Key_Menu, modifiers.NoModifier),
    ):
        asked.qtbot.keyClick(asked.window.focusWidget() or asked.window, key, held)
        asked.wait()

    assert desk.there
    assert asked.window.isVisible()
    assert asked.window.isFullScreen()
    assert asked.flow.position == "mood.tired"
    assert not asked.window.close()


def test_a_real_display_is_covered_too(asked: Sitting) -> None:
    screen = asked.window.screen()
    assert isinstance(screen, QScreen)
    asked.window.open_full_screen()

    assert asked.window.geometry() == screen.geometry()
    asked.window.kiosk.let_go()


def test_the_team_chooses_another_display_before_a_patient_looks(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting = Sitting(qtbot, Flow(FORMS), wiped_first=True)
    window = sitting.open()
    monkeypatch.setattr(window, "setScreen", lambda _screen: None)
    window.kiosk.cover(desk.there[0])  # type: ignore[arg-type]  # as above
    sitting.wait(4)
    (button,) = [
        each for each in window.words.findChildren(ActionButton) if each.isVisibleTo(window.words)
    ]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    assert button.text() == "Show on another display"
    assert window.kiosk.display == "tablet"
    assert window.geometry() == desk.there[1].geometry()
    sitting.wait(4)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.kiosk.display == "desk"
    window.kiosk.let_go()


def test_where_there_is_one_display_there_is_none_to_choose(qtbot: QtBot) -> None:
    window = Sitting(qtbot, Flow(FORMS), wiped_first=True).open()

    assert not [
        each for each in window.words.findChildren(ActionButton) if each.isVisibleTo(window.words)
    ]
