# SPDX-License-Identifier: Apache-2.0
"""One person's page: what each role finds there and what can be done."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtGui import QGuiApplication

from intake.core.records import Reading, TreatmentLine
from intake.core.staff import Role, StaffMember
from intake.core.visit import Treatment
from intake.ui.staff.brief_clipboard import BriefClipboard
from intake.ui.staff.window import StaffWindow
from tests.ui.staff.fake_clinic import ANA, BO, HISTORY, NOON, FakeClinic, visit_of
from tests.ui.staff.hands import Hands


@pytest.fixture(autouse=True)
def _person(window: StaffWindow, clinic: FakeClinic) -> None:
    read = Reading("Dr. Silva", NOON)
    clinic.visits = [visit_of(ANA), replace(visit_of(ANA, days=24), read_by=read)]
    given = Treatment(NOON, "ketamine infusion", "0.5 mg/kg")
    clinic.treatments = [TreatmentLine(3, given, "Ada", NOON)]
    clinic.history = HISTORY
    window.open()
    window.routes._open_patient(ANA)


def test_the_page_shows_visits_scores_and_treatments(hands: Hands) -> None:
    said = hands.read()

    for words in (
        "22 Nov 2026, 12:05",
        "read by Dr. Silva on 22 Nov 2026",
        "57.2",
        "higher = worse throughout",
        "ketamine infusion",
        "0.5 mg/kg",
    ):
        assert words in said


def test_the_desk_sees_no_score_and_cannot_copy_correct_or_mark_read(
    window: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    clinic.member = StaffMember("rosa", "Rosa", Role.FRONT_DESK)
    window.routes._open_patient(ANA)
    offered = {
        action.text()
        for button in hands.buttons_of("22 Nov 2026, 12:05")
        if button.menu() is not None
        for action in button.menu().actions()
    }

    assert "57.2" not in hands.read()
    assert "Mark read" not in hands.buttons()
    assert offered == {"Belongs to another patient …", "Let it go on"}


def test_a_summary_is_copied_and_gone_after_a_minute(
    window: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    hands.choose("22 Nov 2026, 12:05", "Copy summary")

    assert "PHQ-9 total 14" in QGuiApplication.clipboard().text()
    assert clinic.done == [("copied", "A-1042-done-0")]
    assert "cleared after one minute" in hands.read()
    timer = window.routes.clipboard._timer
    assert timer.interval() == 60_000
    timer.timeout.emit()
    assert QGuiApplication.clipboard().text() == ""


def test_the_clipboard_keeps_what_somebody_else_put_there(window: StaffWindow) -> None:
    clipboard = BriefClipboard(window)
    clipboard.put("a summary")
    QGuiApplication.clipboard().setText("a shopping list")
    clipboard.take_back()

    assert QGuiApplication.clipboard().text() == "a shopping list"


def test_a_visit_is_marked_read_by_whoever_is_signed_in(clinic: FakeClinic, hands: Hands) -> None:
    hands.press("Mark read")

    assert clinic.done == [("read", "A-1042-done-0")]
    hands.qtbot.waitUntil(lambda: "read by Dr. Okafor" in hands.read())


def test_a_treatment_needs_a_kind_and_a_moment(clinic: FakeClinic, hands: Hands) -> None:
    hands.press("Treatment …")
    hands.press("Record")
    assert "which treatment" in hands.read()
    hands.write("Treatment", "ketamine infusion")
    hands.write("Time", "25:70")
    hands.press("Record")
    assert "day and the time" in hands.read()
    hands.write("Time", "09:30")
    hands.write("Dose, with its unit", "0.5 mg/kg")
    hands.press("Record")

    kind, number, given = clinic.done[0]
    assert (kind, number) == ("treatment", "A-1042")
    assert given == Treatment(
        datetime(2026, 11, 22, 9, 30, tzinfo=UTC), "ketamine infusion", "0.5 mg/kg"
    )


def test_details_are_changed(clinic: FakeClinic, hands: Hands) -> None:
    hands.press("Change details")
    hands.write("Name", "Ana Nguyen-Silva")
    hands.press("Save")

    assert clinic.done[0][2] == replace(ANA, name="Ana Nguyen-Silva", sex=clinic.done[0][2].sex)
    hands.qtbot.waitUntil(lambda: "Ana Nguyen-Silva" in hands.read())


def test_two_records_of_one_person_are_merged_with_a_reason(
    clinic: FakeClinic, hands: Hands
) -> None:
    assert "The same person?" in hands.read()
    hands.press("Merge …")
    hands.press("Merge")
    assert "Please write why" in hands.read()
    hands.write("Reason", "typed twice")
    hands.press("Merge")

    assert clinic.done == [("merge", "A-1042", "A-1420", "typed twice")]


def test_a_visit_is_given_to_the_person_whose_it_is(clinic: FakeClinic, hands: Hands) -> None:
    hands.choose("22 Nov 2026, 12:05", "Belongs to another patient …")
    hands.write("Record number of the right patient", "B-7")
    assert BO.name in hands.read()
    hands.write("Reason", "wrong person was called")
    hands.press("Move the visit")

    assert clinic.done == [("move", "A-1042-done-0", "B-7", "wrong person was called")]


def test_a_number_that_nobody_has_moves_nothing(clinic: FakeClinic, hands: Hands) -> None:
    hands.choose("22 Nov 2026, 12:05", "Belongs to another patient …")
    hands.write("Record number of the right patient", "Z-9")
    hands.write("Reason", "wrong person")
    hands.press("Move the visit")

    assert "Nobody has this record number" in hands.read()
    assert clinic.done == []


def test_a_treatment_is_set_right_with_a_reason(clinic: FakeClinic, hands: Hands) -> None:
    hands.choose("ketamine infusion", "Change …")
    assert "Recorded by Ada on 22 Nov 2026" in hands.read()
    hands.write("Dose, with its unit", "0.3 mg/kg")
    hands.press("Change")
    assert "write why" in hands.read()
    hands.write("Reason", "typed wrong")
    hands.press("Change")

    right = Treatment(NOON.replace(second=0), "ketamine infusion", "0.3 mg/kg")
    assert clinic.done == [("treatment changed", 3, right, "typed wrong")]


def test_a_treatment_that_was_not_given_is_taken_back(clinic: FakeClinic, hands: Hands) -> None:
    hands.choose("ketamine infusion", "It was not given …")
    hands.write("Reason", "the patient had a cold")
    hands.press("Take it back")

    assert clinic.done == [("treatment withdrawn", 3, "the patient had a cold")]
