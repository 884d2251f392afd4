# SPDX-License-Identifier: Apache-2.0
"""Keying in paper by digits alone, and corrections that add with a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from intake.core.instrument import Option, Response, ResponseKind
from intake.core.staff import Role
from intake.core.visit import Respondent
from intake.ui.staff.answer_grid import codes_of
from intake.ui.staff.digit_field import DigitField
from intake.ui.staff.window import StaffWindow
from tests.ui.staff.fake_clinic import ANA, FakeClinic, visit_of
from tests.ui.staff.hands import Hands


def _add(window: StaffWindow, form: str) -> None:
    add = window.screens.paper._add
    add.setCurrentIndex(add.findData(form))
    add.activated.emit(add.currentIndex())


@pytest.fixture
def paper(window: StaffWindow, hands: Hands) -> StaffWindow:
    """Return the window with an empty paper form."""
    window.open()
    window.routes._open_patient(ANA)
    hands.press("Key in paper")
    return window


def test_a_phq9_is_keyed_in_with_nine_digits_and_nothing_else(
    paper: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    hands.pick("The patient alone")
    _add(paper, "phq9")
    hands.key(*"210120300")
    hands.press("Save")

    kind, stored = clinic.done[0]
    assert kind == "paper"
    assert stored.patient == ANA
    assert stored.respondent is Respondent.SELF
    assert stored.at.date() == date(2026, 11, 22)
    assert stored.answers["phq9"] == {
        "interest": "more_than_half_the_days", "mood": "several_days", "sleep": "not_at_all",
        "energy": "several_days", "appetite": "more_than_half_the_days",
        "self_worth": "not_at_all", "concentration": "nearly_every_day",
        "psychomotor": "not_at_all", "self_harm": "not_at_all",
    }  # fmt: skip


def test_an_empty_field_is_no_answer_and_never_zero(
    paper: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    hands.pick("The patient alone")
    _add(paper, "peg")
    hands.key("1", "0", Qt.Key.Key_Down, "7")
    hands.press("Save")

    assert list(clinic.done[0][1].answers["peg"].values()) == [10, 7]


def test_ten_needs_two_digits_and_seven_goes_on_by_itself(qtbot: QtBot) -> None:
    field = DigitField(range(11))
    qtbot.addWidget(field)
    steps: list[int] = []
    field.stepped.connect(steps.append)
    qtbot.keyClicks(field, "1")
    assert (field.text(), steps) == ("1", [])
    qtbot.keyClicks(field, "0")
    assert (field.value(), steps) == (10, [1])
    qtbot.keyClicks(field, "7")
    assert (field.value(), steps) == (7, [1, 1])


@pytest.mark.parametrize("typed", ["4", "9", "x", "-", " "])
def test_what_is_no_answer_is_not_even_typed(qtbot: QtBot, typed: str) -> None:
    field = DigitField((0, 1, 2, 3))
    qtbot.addWidget(field)
    qtbot.keyClicks(field, typed)

    assert field.text() == ""


def test_options_that_share_a_value_are_keyed_by_their_place() -> None:
    options = (Option("a", 1), Option("b", 1), Option("c", 0))
    response = Response("r", ResponseKind.OPTIONS, options)

    assert codes_of(response) == {1: "a", 2: "b", 3: "c"}


def test_arrows_walk_through_the_grid_and_from_form_to_form(
    paper: StaffWindow, hands: Hands
) -> None:
    _add(paper, "peg")
    _add(paper, "gad7")
    hands.key(Qt.Key.Key_Up)
    focused = QApplication.focusWidget()

    assert isinstance(focused, QLineEdit)
    assert focused in paper.screens.paper.grids._grids[0]._order
    hands.key(Qt.Key.Key_Down)
    assert QApplication.focusWidget() in paper.screens.paper.grids._grids[1]._order


def test_a_moment_to_come_is_refused(paper: StaffWindow, clinic: FakeClinic, hands: Hands) -> None:
    hands.pick("The patient alone")
    _add(paper, "peg")
    hands.key("3")
    hands.write("At (if known)", "23:59")
    hands.press("Save")

    assert "still to come" in hands.read()
    hands.write("At (if known)", "09:30")
    hands.press("Save")
    assert clinic.done[0][1].at == datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def test_a_correction_needs_a_change_and_a_reason(
    window: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    clinic.visits = [visit_of(ANA)]
    window.open()
    window.routes._correct(clinic.visits[0])
    hands.press("Save the correction")
    assert "Nothing is changed yet" in hands.read()
    field = window.screens.correction.grids._grids[0]._order[0]
    assert field.text() == "4"
    field.setFocus()
    field.selectAll()
    hands.key("6")
    hands.press("Save the correction")
    assert "Please write why" in hands.read()
    assert clinic.done == []

    hands.write("Why is it corrected? The reason is kept.", "wrong key")
    hands.press("Save the correction")

    (item,) = clinic.done[0][3]
    assert clinic.done == [("correct", "A-1042-done-0", "peg", {item: 6}, "wrong key")]


def _to_be_keyed_in(window: StaffWindow) -> set[str]:
    add = window.screens.paper._add
    return {add.itemData(place) for place in range(1, add.count())}


def test_what_staff_ask_is_keyed_in_by_those_who_may_ask_it(
    window: StaffWindow, clinic: FakeClinic
) -> None:
    window.open()
    window.screens.paper.begin(ANA, clinic.now())
    assert {"asq", "aapt2019", "peg"} <= _to_be_keyed_in(window)

    clinic.member = replace(clinic.member, role=Role.FRONT_DESK)
    window.screens.paper.begin(ANA, clinic.now())
    assert "peg" in _to_be_keyed_in(window)
    assert not {"asq", "aapt2019"} & _to_be_keyed_in(window)
