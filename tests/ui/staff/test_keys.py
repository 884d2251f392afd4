# SPDX-License-Identifier: Apache-2.0
"""The own passphrase and PIN, the team's roles, and what follows when somebody leaves."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMenu, QPushButton

from intake.core.staff import Role, StaffMember
from intake.ui.staff.account_dialogs import own_pin_dialog
from intake.ui.staff.veil import Veil
from intake.ui.staff.window import StaffWindow
from tests.ui.staff.fake_clinic import OWN, FakeClinic
from tests.ui.staff.hands import Hands

ROSA = StaffMember("rosa", "Rosa Lima", Role.FRONT_DESK)
NEW = "four other quiet words"


@pytest.fixture(autouse=True)
def _open(window: StaffWindow, clinic: FakeClinic) -> None:
    clinic.members = [ROSA]
    window.open()


def _account(window: StaffWindow, clinic: FakeClinic, text: str) -> None:
    """Choose something of the list behind the own name."""
    bar = window._bar
    assert bar is not None
    (mine,) = [b for b in bar.findChildren(QPushButton) if b.text() == clinic.member.name]
    menu = mine.menu()
    assert isinstance(menu, QMenu)
    next(each for each in menu.actions() if each.text() == text).trigger()


@pytest.mark.parametrize("role", Role)
def test_everybody_changes_the_own_passphrase(
    window: StaffWindow, clinic: FakeClinic, hands: Hands, role: Role
) -> None:
    clinic.member = StaffMember("x", "Somebody", role)
    window.open()
    _account(window, clinic, "Change my passphrase …")
    hands.write("Current passphrase", OWN)
    hands.write("Passphrase, to sign in", NEW)
    hands.write("The same passphrase again", NEW)
    hands.press("Change")

    hands.qtbot.waitUntil(lambda: hands.over is window, timeout=3000)
    assert clinic.done == [("own passphrase", NEW)]


def test_a_wrong_passphrase_changes_no_pin_and_the_dialog_stays(
    window: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    _account(window, clinic, "Change my PIN …")
    hands.write("PIN, to take the device back from a patient", "9753")
    hands.write("The same PIN again", "9753")
    hands.write("Your own passphrase, to confirm", "a guess")
    hands.press("Change")
    hands.qtbot.waitUntil(lambda: "not your own passphrase" in hands.read(), timeout=3000)

    assert hands.over is not window
    assert hands.field("The same PIN again").text() == "9753"


def test_somebody_gets_another_role(window: StaffWindow, clinic: FakeClinic, hands: Hands) -> None:
    hands.enter("Team")
    hands.choose("Rosa Lima", "Another role …")
    hands.press("Change")
    assert "their role already" in hands.read()
    hands.select("Role", "Clinician")
    hands.write("Your own passphrase, to confirm", OWN)
    hands.press("Change")

    hands.qtbot.waitUntil(lambda: hands.over is window, timeout=3000)
    assert clinic.done == [("role", "rosa", Role.CLINICIAN)]


def test_somebody_who_forgot_gets_a_new_passphrase(
    window: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    hands.enter("Team")
    hands.choose("Rosa Lima", "A new passphrase …")
    hands.write("Passphrase, to sign in", NEW)
    hands.write("The same passphrase again", NEW)
    hands.write("Your own passphrase, to confirm", OWN)
    hands.press("Change")

    hands.qtbot.waitUntil(lambda: hands.over is window, timeout=3000)
    assert clinic.done == [("renewed", "rosa", NEW)]


@pytest.mark.parametrize("takes_it", [True, False])
def test_a_new_key_is_offered_when_somebody_leaves(
    window: StaffWindow, clinic: FakeClinic, hands: Hands, takes_it: bool
) -> None:
    hands.enter("Team")
    hands.press("Remove")
    hands.write("Reason", "has left")
    hands.press("Remove")
    hands.qtbot.waitUntil(lambda: "Make a new key as well?" in hands.read(), timeout=3000)
    hands.press("Make a new key" if takes_it else "Not now")

    assert clinic.done[0] == ("removed", "rosa", "has left")
    if takes_it:
        hands.qtbot.waitUntil(lambda: "ABCDE" in hands.read(), timeout=3000)
    else:
        hands.qtbot.waitUntil(lambda: hands.over is window, timeout=3000)
    assert (("rekey",) in clinic.done) is takes_it


def test_what_lies_behind_a_dialog_is_darkened_until_it_goes(
    window: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    _account(window, clinic, "Change my PIN …")
    (veil,) = window.findChildren(Veil)
    assert veil.isVisible()
    window.resize(1400, 900)
    assert veil.size() == window.size()
    hands.press("Cancel")

    hands.qtbot.waitUntil(lambda: not window.findChildren(Veil), timeout=3000)


def test_a_lock_over_slow_work_closes_its_dialog(
    window: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    dialog = own_pin_dialog(window, clinic, window._background)
    dialog.open()
    hands.write("PIN, to take the device back from a patient", "9753")
    hands.write("The same PIN again", "9753")
    hands.write("Your own passphrase, to confirm", OWN)
    hands.press("Change")
    dialog.reject()
    assert dialog.isVisible()
    window._lock()

    assert not dialog.isVisible()
    hands.qtbot.waitUntil(lambda: ("own pin", "9753") in clinic.done, timeout=3000)
