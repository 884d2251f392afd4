# SPDX-License-Identifier: Apache-2.0
"""Starting a visit: nothing guessed for somebody new, everything as last time for the known."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QRadioButton

from intake.core.records import Known
from intake.core.visit import Respondent
from intake.ui.staff.new_visit import NewVisitScreen
from intake.ui.staff.window import StaffWindow
from tests.ui.staff.fake_clinic import ANA, FakeClinic
from tests.ui.staff.hands import Hands

REACH = "Someone of us stays within reach"


@pytest.fixture
def screen(window: StaffWindow, hands: Hands) -> NewVisitScreen:
    """Return the form for somebody new."""
    window.open()
    hands.press("New patient")
    return window.screens.new_visit


def _fill(screen: NewVisitScreen, hands: Hands) -> None:
    hands.write("Name", "Cleo Park")
    hands.write("Day of birth", "9")
    screen.fields.born._month.setCurrentIndex(11)
    hands.write("Year of birth", "1960")
    hands.write("Record number", "C-3")
    hands.pick("Not known")
    hands.pick("The patient, with help")
    hands.tick(REACH)


def test_a_visit_begins_with_what_the_desk_wrote(
    screen: NewVisitScreen, clinic: FakeClinic, hands: Hands
) -> None:
    _fill(screen, hands)
    hands.press("Hand over to the patient")

    kind, form = clinic.done[0]
    assert kind == "begin"
    assert (form.patient.id, form.patient.name) == ("C-3", "Cleo Park")
    assert form.patient.birth_date == date(1960, 11, 9)
    assert form.known_diagnosis is Known.NOT_KNOWN
    assert form.forms == ("acr2016", "siqr", "peg", "gad7", "phq9")
    assert form.respondent is Respondent.HELPED
    assert form.staff_within_reach
    assert clinic.done[1] == ("hand over", "v-new")


def test_nothing_is_chosen_for_somebody_new(screen: NewVisitScreen) -> None:
    assert not any(each.isChecked() for each in screen.findChildren(QRadioButton))
    assert not screen._reach.isChecked()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Name", "patient's name"),
        ("Day of birth", "date of birth"),
        ("Record number", "record number"),
        (REACH, "within reach"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    screen: NewVisitScreen, clinic: FakeClinic, hands: Hands, name: str, sentence: str
) -> None:
    _fill(screen, hands)
    if name == REACH:
        hands.tick(REACH)
    else:
        hands.write(name, "")
    hands.press("Hand over to the patient")

    assert sentence in hands.read()
    assert clinic.done == []
    assert name == "Name" or hands.field("Name").text() == "Cleo Park"


@pytest.mark.parametrize(("day", "year"), [("31", "1960"), ("9", "2099"), ("9", "1066")])
def test_a_day_on_which_nobody_was_born_is_no_date_of_birth(
    screen: NewVisitScreen, clinic: FakeClinic, hands: Hands, day: str, year: str
) -> None:
    _fill(screen, hands)
    hands.write("Day of birth", day)
    hands.write("Year of birth", year)
    hands.press("Hand over to the patient")

    assert "date of birth" in hands.read()
    assert clinic.done == []


def test_the_tick_is_only_asked_where_a_form_needs_it(
    screen: NewVisitScreen, clinic: FakeClinic, hands: Hands
) -> None:
    _fill(screen, hands)
    hands.tick("PHQ-9")
    assert not hands.sees(REACH)
    hands.press("Hand over to the patient")

    form = clinic.done[0][1]
    assert "phq9" not in form.forms
    assert not form.staff_within_reach


def test_a_form_can_be_added_and_all_taken_out_is_refused(
    window: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    window.open()
    window.routes.new_visit(ANA)
    add = window.screens.new_visit.visit.forms._add
    add.setCurrentIndex(add.findData("gad7"))
    add.activated.emit(add.currentIndex())
    assert [form.id for form in window.screens.new_visit.visit.chosen()] == [
        "siqr", "peg", "phq9", "gad7",
    ]  # fmt: skip
    for name in ("SIQR*", "PEG", "PHQ-9", "GAD-7"):
        hands.tick(name)
    hands.press("Hand over to the patient")

    assert "Nothing would be asked" in hands.read()
    assert clinic.done == []


def test_what_is_not_due_is_a_hint_and_no_refusal(
    window: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    window.open()
    window.routes.new_visit(ANA)

    assert "last given 9 days ago, covers 14" in hands.read()
    hands.tick(REACH)
    hands.press("Hand over to the patient")
    assert "phq9" in clinic.done[0][1].forms


def test_when_nothing_is_due_it_is_said_and_nothing_need_be_asked(
    window: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    clinic.is_all_lately = True
    window.open()
    window.routes.new_visit(ANA)
    assert "None of this is due today" in hands.read()
    for name in ("SIQR*", "PEG", "PHQ-9"):
        hands.tick(name)
    hands.press("Hand over to the patient")

    assert clinic.done[0][1].forms == ()
    assert clinic.done[1] == ("hand over", "v-new")


def test_a_likely_duplicate_is_offered_and_taken(
    screen: NewVisitScreen, clinic: FakeClinic, hands: Hands
) -> None:
    hands.write("Name", "Ana Nguyen")
    hands.write("Day of birth", "2")
    screen.fields.born._month.setCurrentIndex(4)
    hands.write("Year of birth", "1979")

    assert "Already known?" in hands.read()
    hands.press("This person")
    hands.tick(REACH)
    hands.press("Hand over to the patient")
    assert clinic.done[0][1].patient == ANA


def test_the_wheel_over_a_closed_list_changes_nothing(screen: NewVisitScreen) -> None:
    battery = screen.visit.battery
    before = battery.currentIndex()
    at = QPointF(battery.rect().center())
    wheel = QWheelEvent(
        at,
        QPointF(battery.mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, -240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(battery, wheel)

    assert battery.currentIndex() == before


def test_what_staff_ask_instead_is_said_once_a_form_is_left_out(
    window: StaffWindow, hands: Hands
) -> None:
    window.routes.new_visit(ANA)
    assert "staff ask the ASQ" not in hands.read()

    hands.tick("PHQ-9")
    assert "PHQ-9 left out: staff ask the ASQ in person" in hands.read()
    hands.tick("PHQ-9")
    assert "staff ask the ASQ" not in hands.read()


def test_a_form_that_staff_ask_is_not_among_those_to_hand_over(
    window: StaffWindow, hands: Hands
) -> None:
    window.routes.new_visit(ANA)
    add = window.screens.new_visit.visit.forms._add

    offered = {add.itemData(place) for place in range(1, add.count())}
    assert "gad7" in offered
    assert not {"asq", "aapt2019"} & offered
    assert "staff ask" not in hands.read()
