# SPDX-License-Identifier: Apache-2.0
"""The home screen: what must be looked at first, and a known patient's visit in three taps."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from intake.core.records import VisitState
from intake.core.staff import Role, StaffMember
from intake.core.visit import Patient
from intake.ui.staff.row_list import FIRST, MORE
from intake.ui.staff.window import SMALLEST, StaffWindow
from tests.ui.staff.fake_clinic import ANA, BO, FakeClinic, alert_of, visit_of
from tests.ui.staff.hands import Hands

REACH = "Someone of us stays within reach"
FOLDED = ["Settings", "Team", "Audit", "Backup", "Records"]


def test_home_lists_what_waits_what_runs_what_is_done_and_what_is_broken(
    window: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    clinic.visits = [visit_of(BO, VisitState.RUNNING), visit_of(ANA, VisitState.ENDED_EARLY)]
    clinic.problems = ("forms/peg/instrument.toml: score.peg: no such thing",)
    window.open()

    said = hands.read()
    places = [
        said.index(words) for words in ("In progress", "Done, not read yet", "Needs attention")
    ]
    assert places == sorted(places)
    for words in ("ended early", "forms/peg", "no. A-1042 · born 2 Apr 1979"):
        assert words in said


def test_alerts_head_the_home_screen_and_come_back_at_each_start(
    window: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    clinic.alerts = [alert_of()]
    window.open()
    hands.press("Back")

    assert hands.read().index("For the team now") < hands.read().index("Several days (1)")
    window.lock("Riverside", 1)
    window.open()
    assert window.screens.alert.isVisible()


def test_hundreds_of_visits_show_a_few_and_the_rest_on_demand(
    window: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    people = [Patient(f"C-{n}", f"Carla {n}", date(1980, 1, 1)) for n in range(150)]
    clinic.visits = [visit_of(each) for each in people]
    window.open()

    assert hands.read().count("Carla") == FIRST
    hands.press(f"Show {MORE} more")
    hands.qtbot.waitUntil(lambda: hands.read().count("Carla") == FIRST + MORE)


def test_a_known_patients_visit_starts_in_three_taps(
    window: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    window.open()
    hands.write("Find a patient", "hahn")
    hands.qtbot.waitUntil(lambda: "no. B-7" in hands.read())

    hands.press("New visit")
    hands.tick(REACH)
    hands.press("Hand over to the patient")

    kinds = [each[0] for each in clinic.done]
    assert kinds == ["begin", "hand over"]
    begun = clinic.done[0][1]
    assert begun.patient == BO
    assert begun.battery == "follow_up"
    assert begun.forms == ("siqr", "peg", "phq9")


@pytest.mark.parametrize("typed", ["nguy", "NGUYEN", "a-1042"])
def test_a_person_is_found_by_any_word_or_the_number(
    window: StaffWindow, hands: Hands, typed: str
) -> None:
    window.open()
    hands.write("Find a patient", typed)

    hands.qtbot.waitUntil(lambda: "no. A-1042 · born 2 Apr 1979" in hands.read())
    assert "In progress" not in hands.read()


def test_nobody_found_is_said(window: StaffWindow, hands: Hands) -> None:
    window.open()
    hands.write("Find a patient", "zzz")

    hands.qtbot.waitUntil(lambda: "Nobody of this name" in hands.read())


def test_ending_a_visit_asks_first(window: StaffWindow, clinic: FakeClinic, hands: Hands) -> None:
    clinic.visits = [visit_of(BO, VisitState.RUNNING)]
    window.open()
    hands.press("End")
    assert len(clinic.visits) == 1
    hands.press("Cancel")
    assert len(clinic.visits) == 1

    hands.press("End")
    hands.press("End the visit")

    assert clinic.visits == []


def test_cancelling_a_visit_needs_a_reason(
    window: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    clinic.visits = [visit_of(BO, VisitState.RUNNING)]
    window.open()
    hands.press("Cancel")
    hands.press("Cancel the visit")
    assert "Please write why" in hands.read()
    hands.write("Reason", "wrong person")
    hands.press("Cancel the visit")

    assert clinic.done == [("cancel", "B-7-running-0", "wrong person")]


@pytest.mark.parametrize(
    ("role", "rooms", "folded"),
    [
        (Role.FRONT_DESK, ["Home", "Forms"], []),
        (Role.CLINICIAN, ["Home", "Forms", "Export"], []),
        (Role.ADMINISTRATOR, ["Home", "Forms", "Export", "Clinic"], FOLDED),
        (Role.LEAD, ["Home", "Forms", "Export", "Clinic"], FOLDED),
    ],
)
def test_the_line_above_offers_the_rooms_of_a_role(
    window: StaffWindow, clinic: FakeClinic, role: Role, rooms: list[str], folded: list[str]
) -> None:
    clinic.member = StaffMember("x", "X", role)
    window.open()

    bar = window._bar
    assert bar is not None
    shown = [b.text() for b in bar.findChildren(QPushButton) if b.isVisible()]
    assert shown == [*rooms, "X", "Lock"]
    menu = _folding(window).menu()
    assert [each.text() for each in menu.actions() if each.isVisible()] == folded


def test_the_button_of_the_folded_rooms_takes_the_keys_and_shows_where_one_is(
    window: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    clinic.member = StaffMember("x", "X", Role.LEAD)
    window.open()
    hands.enter("Team")

    house = _folding(window)
    assert window.screens.team.isVisible()
    assert house.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert house.property("here")
    hands.press("Home")
    assert not house.property("here")


def _folding(window: StaffWindow) -> QPushButton:
    return next(b for b in window.findChildren(QPushButton) if b.text() == "Clinic")


def test_the_line_above_clips_nothing_in_the_smallest_window(
    window: StaffWindow, clinic: FakeClinic
) -> None:
    clinic.clinic = "Riverside Centre for Chronic Pain and Mood"
    clinic.member = StaffMember("x", "Dr. Marisol Okafor-Hernandez", Role.LEAD)
    window.open()
    window.resize(*SMALLEST)
    QApplication.processEvents()

    bar = window._bar
    assert bar is not None
    parts = [*bar.findChildren(QPushButton), *bar.findChildren(QLabel)]
    assert window.width() == SMALLEST[0]
    assert [each.text() for each in parts if each.width() < each.sizeHint().width()] == []


def test_a_file_that_cannot_be_reached_is_one_sentence(
    window: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    clinic.broken = True
    window.open()

    assert "Check the drive" in hands.read()
