# SPDX-License-Identifier: Apache-2.0
"""Restoring a backup from the window, on the first run and later; and records that go for good."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from intake.core.staff import Role, StaffMember
from intake.ui.staff.context import ToErase, WayBack
from intake.ui.staff.window import StaffWindow
from tests.ui.staff.fake_clinic import OWN, FakeClinic
from tests.ui.staff.hands import Hands

BACKUP = Path("clinic.intake-backup")
NEW = "four other quiet words"


def _choose(hands: Hands, monkeypatch: pytest.MonkeyPatch, path: Path = BACKUP) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    hands.press("Choose …")


@pytest.fixture
def restore(window: StaffWindow, hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    """Go to the screen and choose a good backup."""
    window.open()
    hands.enter("Backup")
    hands.press("Restore a backup …")
    _choose(hands, monkeypatch)
    hands.qtbot.waitUntil(lambda: "What opens it?" in hands.read(), timeout=3000)


@pytest.mark.usefixtures("restore")
def test_a_passphrase_of_then_brings_a_backup_back_and_everybody_signs_in_anew(
    window: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    hands.select("Who could sign in then", "Rosa Lima")
    hands.write("Passphrase from that time", OWN)
    with hands.qtbot.waitSignal(window.restored, timeout=3000):
        hands.press("Restore")

    assert clinic.done == [("restored", WayBack(BACKUP, "Rosa Lima", OWN))]
    window.enter_room("home")
    assert not window.screens.home.isVisible()


@pytest.mark.usefixtures("restore")
def test_the_recovery_sheet_brings_a_backup_back(
    window: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    hands.pick("The recovery sheet")
    hands.write("Code of the recovery sheet", OWN)
    hands.write("Your name", "Ben Ode")
    hands.write("Passphrase, to sign in", NEW)
    hands.write("The same passphrase again", NEW)
    with hands.qtbot.waitSignal(window.restored, timeout=3000):
        hands.press("Restore")

    assert clinic.done == [("restored", WayBack(BACKUP, "Ben Ode", NEW, OWN))]


@pytest.mark.usefixtures("restore")
def test_a_wrong_passphrase_restores_nothing_and_says_so(
    window: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    hands.write("Passphrase from that time", "a guess")
    hands.press("Restore")
    hands.qtbot.waitUntil(lambda: "not the passphrase" in hands.read(), timeout=3000)

    assert clinic.done == []
    hands.press("Cancel")
    assert window.screens.backup.isVisible()


def test_what_is_no_backup_is_refused_in_one_sentence(
    window: StaffWindow, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.open()
    hands.enter("Backup")
    hands.press("Restore a backup …")
    hands.press("Restore")
    assert "choose the backup first" in hands.read()
    _choose(hands, monkeypatch, Path("holiday.zip"))

    hands.qtbot.waitUntil(lambda: "That is no backup" in hands.read(), timeout=3000)


def test_the_first_run_offers_the_way_back_too(
    window: StaffWindow, clinic: FakeClinic, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.welcome(clinic.desk().restoring)
    hands.press("Restore a backup …")
    _choose(hands, monkeypatch)
    hands.qtbot.waitUntil(lambda: "What opens it?" in hands.read(), timeout=3000)
    hands.write("Passphrase from that time", OWN)
    with hands.qtbot.waitSignal(window.restored, timeout=3000):
        hands.press("Restore")

    assert clinic.done == [("restored", WayBack(BACKUP, "Ada", OWN))]


def test_whoever_may_not_restore_is_not_offered_it(
    window: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    window.open()
    hands.enter("Backup")
    assert "Restore a backup …" in hands.buttons()
    clinic.member = StaffMember("x", "X", Role.CLINICIAN)
    window.screens.backup.refresh()

    assert "Restore a backup …" not in hands.buttons()


def test_old_visits_are_counted_first_and_deleted_only_once_a_word_is_typed(
    window: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    clinic.old = ToErase(12, 3, 9, 1)
    window.open()
    hands.enter("Records")
    hands.write("Delete visits older than so many years", "6")
    hands.press("Count them …")
    said = hands.read()
    assert "From before 22 Nov 2020" in said
    assert "12 visits, 3 patient records, 9 reports" in said
    assert "1 visit stays" in said
    hands.press("Erase")
    assert clinic.done == []
    assert "Please type the word" in hands.read()
    hands.write("Type “erase” to confirm", "erase")
    hands.press("Erase")

    hands.qtbot.waitUntil(lambda: "Erased: 12 visits" in hands.read(), timeout=3000)
    assert clinic.done == [("erased older", 6)]


def test_when_no_visit_is_that_old_nothing_is_offered(window: StaffWindow, hands: Hands) -> None:
    window.open()
    hands.enter("Records")
    hands.press("Count them …")

    assert "No visit from before 22 Nov 2016" in hands.read()
    assert hands.over is window


def test_one_patient_is_erased_with_a_reason_and_a_typed_word(
    window: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    window.open()
    hands.enter("Records")
    number = "Record number of the patient to be erased"
    hands.write(number, "Z-1")
    hands.press("Look …")
    assert "Nobody has this record number" in hands.read()
    hands.write(number, "A-1042")
    hands.press("Look …")
    assert "4 visits, 1 patient record, 3 reports" in hands.read()
    hands.write("Type “erase” to confirm", "erase")
    hands.press("Erase")
    assert "write why" in hands.read()
    hands.write("Reason", "asked for it in writing")
    hands.press("Erase")

    hands.qtbot.waitUntil(lambda: "Erased: 4 visits" in hands.read(), timeout=3000)
    assert clinic.done == [("erased", "A-1042", "asked for it in writing")]
