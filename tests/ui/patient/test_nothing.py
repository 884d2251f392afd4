# SPDX-License-Identifier: Apache-2.0
"""A visit that asks nothing says so calmly, whoever holds the device, and ends."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from intake.core.flow import Flow
from intake.ui.patient.stage import WIPE_SECONDS, Step
from tests.ui.patient.sitting import Sitting


def _nothing(qtbot: QtBot, *, wiped_first: bool = False) -> Sitting:
    sitting = Sitting(qtbot, Flow([]), wordings={}, wiped_first=wiped_first)
    sitting.open()
    return sitting


def test_the_patient_reads_that_there_is_nothing_to_answer_and_the_visit_ends(
    qtbot: QtBot,
) -> None:
    sitting = _nothing(qtbot)

    assert sitting.window.step is Step.CLOSED
    assert "Nothing to answer today" in sitting.window.words.accessibleName()
    assert sitting.window.is_finished
    assert sitting.ended == [None]


def test_the_screen_is_wiped_first_as_for_everybody(qtbot: QtBot) -> None:
    sitting = _nothing(qtbot, wiped_first=True)
    assert sitting.window.step is Step.WIPE
    assert sitting.ended == []
    sitting.wait(WIPE_SECONDS)
    sitting.key(Qt.Key.Key_Return)

    assert sitting.window.step is Step.CLOSED
    assert sitting.ended == [None]


def test_keys_lead_nowhere_from_there(qtbot: QtBot) -> None:
    sitting = _nothing(qtbot)
    sitting.key(Qt.Key.Key_Return, Qt.Key.Key_Backspace, Qt.Key.Key_Escape, "5")

    assert sitting.window.step is Step.CLOSED
    assert sitting.staff_calls <= 1
