# SPDX-License-Identifier: Apache-2.0
"""A refused form shows where it is mended: in words, by a border, and with the keys there."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QApplication, QLineEdit, QRadioButton

from intake.ui.staff.window import StaffWindow
from tests.ui.staff.fake_clinic import ANA, FakeClinic, alert_of
from tests.ui.staff.hands import Hands


def _is_marked(field: object) -> bool:
    return bool(field.property("fault"))  # type: ignore[attr-defined]  # any widget


def test_the_field_at_fault_is_marked_named_and_has_the_keys(
    window: StaffWindow, hands: Hands
) -> None:
    window.open()
    hands.press("New patient")
    fields = window.screens.new_visit.fields
    hands.write("Name", "Cleo Park")
    hands.press("Hand over to the patient")
    day = fields.born.findChildren(QLineEdit)[0]

    assert _is_marked(day)
    assert "Date of birth – please look here" in hands.read()
    assert QApplication.focusWidget() is day
    assert not _is_marked(fields.name)


def test_a_mended_field_loses_its_mark_and_the_next_one_gets_it(
    window: StaffWindow, hands: Hands
) -> None:
    window.open()
    hands.press("New patient")
    fields = window.screens.new_visit.fields
    hands.press("Hand over to the patient")
    assert _is_marked(fields.name)
    hands.write("Name", "Cleo Park")
    fields.born.set_date(date(1979, 4, 2))
    hands.press("Hand over to the patient")

    assert not _is_marked(fields.name)
    assert "Name – please look here" not in hands.read()
    assert _is_marked(fields.number)


def test_a_choice_that_is_missing_is_marked_too(
    window: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    clinic.alerts = [alert_of(ANA)]
    window.open()
    hands.press("Acknowledge")
    marked = [each.text() for each in window.findChildren(QRadioButton) if _is_marked(each)]

    assert marked == ["The clinician was told", "I speak with the patient now", "Something else"]
    assert "What is being done? – please look here" in hands.read()


def test_a_field_out_of_sight_is_scrolled_to(window: StaffWindow, hands: Hands) -> None:
    window.open()
    window.resize(960, 620)
    hands.press("New patient")
    screen = window.screens.new_visit
    hands.write("Name", "Cleo Park")
    screen.fields.born.set_date(date(1979, 4, 2))
    hands.write("Record number", "C-3")
    hands.pick("Not known")
    hands.press("Hand over to the patient")
    row = screen.visit.respondent

    assert "who will answer" in hands.read()
    assert window.rect().contains(row.mapTo(window, row.rect().center()))
