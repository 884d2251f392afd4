# SPDX-License-Identifier: Apache-2.0
"""The smallest window: every screen fits its width, since none scrolls sideways."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QScrollArea

from intake.ui.staff.window import SMALLEST, StaffWindow
from tests.pictures.staff import Shows, clinic_to_see
from tests.ui.staff.fake_clinic import FakeClinic


@pytest.fixture
def clinic() -> FakeClinic:
    """Return a clinic in which much has happened."""
    return clinic_to_see()


def test_no_screen_is_wider_than_the_smallest_window(
    window: StaffWindow, clinic: FakeClinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    window.open()
    window.resize(*SMALLEST)
    wide = {}
    for name, show in Shows(window, clinic).all().items():
        show()
        QApplication.processEvents()
        for dialog in window.findChildren(QDialog):
            dialog.reject()
        wide[name] = [
            area.widget().width() - area.viewport().width()
            for area in window.findChildren(QScrollArea)
            if area.isVisible()
            and area.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        ]

    assert window.width() == SMALLEST[0]
    assert {name: cut for name, cut in wide.items() if any(each > 0 for each in cut)} == {}
