# SPDX-License-Identifier: Apache-2.0
"""Every staff screen and dialog by its accessible tree: what can be used has a name."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QWidget,
)

from intake.core.staff import Role, StaffMember
from intake.ui.staff.form_dialog import FormDialog
from intake.ui.staff.window import StaffWindow
from tests.pictures.staff import Shows, clinic_to_see
from tests.ui.staff.fake_clinic import FakeClinic

USED = (QLineEdit, QComboBox, QAbstractButton)


@pytest.fixture
def clinic() -> FakeClinic:
    """Return a clinic in which much has happened."""
    return clinic_to_see()


def _nameless(where: QWidget) -> list[str]:
    found = []
    for each in where.findChildren(QWidget):
        is_inside = isinstance(each.parentWidget(), QComboBox)
        if not isinstance(each, USED) or not each.isVisible() or is_inside:
            continue
        tree = QAccessible.queryAccessibleInterface(each)
        if tree is None or not tree.text(QAccessible.Text.Name).strip():
            found.append(f"{type(each).__name__} in {type(each.parentWidget()).__name__}")
    return found


def test_everything_that_can_be_used_has_a_name(
    window: StaffWindow, clinic: FakeClinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    window.open()
    shows = Shows(window, clinic).all()
    nameless = {}
    for name, show in shows.items():
        show()
        QApplication.processEvents()
        dialogs = [each for each in window.findChildren(FormDialog) if each.isVisible()]
        nameless[name] = _nameless(dialogs[-1] if dialogs else window)
        for dialog in dialogs:
            dialog.reject()

    assert len(shows) > 30
    assert {name: found for name, found in nameless.items() if found} == {}


@pytest.mark.parametrize("role", Role)
def test_a_role_enters_the_rooms_of_its_rights_and_no_other(
    window: StaffWindow, clinic: FakeClinic, role: Role
) -> None:
    clinic.member = StaffMember("x", "X", role)
    window.open()
    window.go_home()
    for room in ("settings", "team", "audit", "backup", "records"):
        screen, _, right = window.screens.room(room)
        window.enter_room(room)

        assert right is not None
        assert screen.isVisible() is clinic.may(right)
        window.go_home()
