# SPDX-License-Identifier: Apache-2.0
"""Hands on the team's window: press, pick, tick, write and read what is there to be seen."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from intake.ui.staff.picker import Picker
from intake.ui.staff.tick_box import TickBox


class Hands:
    """Whoever sits at the desk. Only what is visible can be used."""

    def __init__(self, qtbot: QtBot, window: QWidget) -> None:
        self.qtbot = qtbot
        self.window = window

    @property
    def over(self) -> QWidget:
        """The dialog over the window, or the window itself, once what was added shows."""
        QApplication.processEvents()
        open_now = [each for each in self.window.findChildren(QDialog) if each.isVisible()]
        return open_now[-1] if open_now else self.window

    def read(self, inside: QWidget | None = None) -> str:
        """Return all texts that can be seen."""
        where = inside or self.over
        return "\n".join(each.text() for each in where.findChildren(QLabel) if each.isVisible())

    def buttons(self) -> list[str]:
        """Return the words of all buttons that can be seen."""
        found = self.over.findChildren(QPushButton)
        return [each.text() for each in found if each.isVisible()]

    def press(self, text: str, place: int = 0) -> None:
        """Press a button by its words; `place` counts those of the same words."""
        found = [
            each
            for each in self.over.findChildren(QPushButton)
            if each.text() == text and each.isVisible()
        ]
        assert found, f"no button {text!r} among {self.buttons()}"
        self.qtbot.mouseClick(found[place], Qt.MouseButton.LeftButton)

    def enter(self, room: str) -> None:
        """Enter one of the rooms folded under the clinic's button."""
        (opener,) = [b for b in self.over.findChildren(QPushButton) if b.text() == "Clinic"]
        assert opener.isVisible(), room
        (found,) = [each for each in opener.menu().actions() if each.text() == room]
        assert found.isVisible(), room
        found.trigger()

    def choose(self, row: str, text: str) -> None:
        """Choose an entry of the list that a row's button opens."""
        opener = next(b for b in self.buttons_of(row) if b.menu() is not None)
        action = next(each for each in opener.menu().actions() if each.text() == text)
        action.trigger()

    def buttons_of(self, about: str) -> list[QPushButton]:
        """Return the buttons of the row with this title."""
        found = self.over.findChildren(QPushButton)
        return [b for b in found if b.isVisible() and b.accessibleDescription() == about]

    def pick(self, text: str) -> None:
        """Pick one of a few choices."""
        found = [
            each
            for each in self.over.findChildren(QRadioButton)
            if each.text() == text and each.isVisible()
        ]
        assert found, text
        self.qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)

    def tick(self, text: str) -> None:
        """Tick a box, or take its tick away."""
        found = [
            each
            for each in self.over.findChildren(TickBox)
            if each.text() == text and each.isVisible()
        ]
        assert found, text
        self.qtbot.mouseClick(
            found[0], Qt.MouseButton.LeftButton, pos=QPoint(22, found[0].height() // 2)
        )

    def field(self, name: str, place: int = 0) -> QLineEdit:
        """Return a field by its name."""
        found = [
            each
            for each in self.over.findChildren(QLineEdit)
            if each.accessibleName() == name and each.isVisible()
        ]
        assert found, f"no field {name!r}"
        return found[place]

    def write(self, name: str, text: str, place: int = 0) -> None:
        """Write into a field and leave it."""
        field = self.field(name, place)
        field.setFocus()
        field.clear()
        self.qtbot.keyClicks(field, text)
        field.editingFinished.emit()

    def select(self, name: str, text: str) -> None:
        """Select an entry of a drop-down list by its words."""
        (found,) = [
            each
            for each in self.over.findChildren(Picker)
            if each.accessibleName() == name and each.isVisible()
        ]
        assert found.findText(text) >= 0, text
        found.setCurrentText(text)

    def key(self, *keys: Qt.Key | str) -> None:
        """Press keys into whatever has the focus."""
        for key in keys:
            self.qtbot.keyClick(QApplication.focusWidget() or self.window, key)

    def sees(self, text: str) -> bool:
        """Say whether a button or a choice of these words is there."""
        found = self.over.findChildren(QAbstractButton)
        return any(each.text() == text and each.isVisible() for each in found)
