# SPDX-License-Identifier: Apache-2.0
"""Anything pressed in any order: the window stays whole, and within the rights of a role."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QFileDialog,
    QLineEdit,
    QPushButton,
    QWidget,
)

from intake.core.staff import Role, StaffMember
from intake.ui.staff.window import StaffWindow
from tests.pictures.staff import clinic_to_see
from tests.ui.staff.fake_clinic import FakeClinic

MOVES = 60
KEYS = (
    Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape, Qt.Key.Key_Up, Qt.Key.Key_Down,
    Qt.Key.Key_7, Qt.Key.Key_A, Qt.Key.Key_Backspace, Qt.Key.Key_PageDown,
)  # fmt: skip
ROOMS = ("settings", "team", "audit", "export", "backup", "records")


@pytest.fixture
def clinic() -> FakeClinic:
    """Return a clinic in which much has happened, and everybody of it can be found."""
    made = clinic_to_see()
    made.patients = list(
        {each.line.patient.id: each.line.patient for each in made.visits}.values()
    )
    return made


@pytest.mark.parametrize("role", Role)
def test_a_storm_of_keys_and_clicks_leaves_no_role_outside_its_rooms(
    window: StaffWindow, clinic: FakeClinic, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDialog, "exec", QDialog.open)
    for asking in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, asking, lambda *_: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    monkeypatch.setattr("intake.ui.staff.printing.print_pdf", lambda *_: False)
    monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", lambda *_: True)
    clinic.member = StaffMember("x", "X", role)
    chance = random.Random(f"storm {role}")
    window.open()
    for _ in range(MOVES):
        _move(window, chance)
        QApplication.processEvents()
        if window.sign_in.isVisible():
            window.open()

        for room in ROOMS:
            screen, _refresh, right = window.screens.room(room)
            assert right is not None
            assert clinic.may(right) or not screen.isVisible()
    window.lock("Riverside", 0)
    assert not any(each.isVisible() for each in window.screens.every())
    assert not any(each.isVisible() for each in window.findChildren(QDialog))


def _move(window: StaffWindow, chance: random.Random) -> None:
    over = [each for each in window.findChildren(QDialog) if each.isVisible()]
    where: QWidget = over[-1] if over else window
    if chance.random() < 0.3:
        QTest.keyClick(QApplication.focusWidget() or where, chance.choice(KEYS))
        return
    found = [
        each
        for kind in (QAbstractButton, QLineEdit)
        for each in where.findChildren(kind)
        if each.isVisible() and each.isEnabled()
    ]
    if not found:
        return
    chosen = chance.choice(found)
    menu = chosen.menu() if isinstance(chosen, QPushButton) else None
    if menu is not None:
        chance.choice([each for each in menu.actions() if each.isVisible()]).trigger()
    else:
        QTest.mouseClick(chosen, Qt.MouseButton.LeftButton)
