# SPDX-License-Identifier: Apache-2.0
"""Locked means locked: nothing behind the sign-in is reached without it, however one tries."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from intake.core.errors import StoreError
from intake.ui.background import Background
from intake.ui.staff.idle_watch import LIMIT_SECONDS, IdleWatch
from intake.ui.staff.pin_dialog import PinDialog
from intake.ui.staff.tries import FREE_TRIES, Tries, wait_after
from intake.ui.staff.window import StaffWindow
from tests.ui.staff.fake_clinic import LEAD, NOON, FakeClinic, alert_of
from tests.ui.staff.hands import Hands


def _sign_in(qtbot: QtBot, window: StaffWindow, secret: str) -> None:
    field = window.sign_in.passphrase.findChild(QLineEdit)
    qtbot.keyClicks(field, secret)
    with qtbot.waitSignal(window.sign_in.opened, raising=False, timeout=500):
        qtbot.keyClick(field, Qt.Key.Key_Return)


def test_the_locked_screen_counts_messages_and_names_no_patient(
    window: StaffWindow, hands: Hands
) -> None:
    window.lock("Riverside", 1)

    assert "1 message waits for the team" in hands.read()
    assert "Ana" not in hands.read() + window.windowTitle()
    assert not hands.sees("Home")


def test_the_right_secret_opens_the_home_screen(qtbot: QtBot, window: StaffWindow) -> None:
    _sign_in(qtbot, window, "open")

    assert window.screens.home.isVisible()


def test_a_wrong_secret_opens_nothing_and_says_so(
    qtbot: QtBot, window: StaffWindow, hands: Hands
) -> None:
    _sign_in(qtbot, window, "guess")

    assert not window.screens.home.isVisible()
    assert "not the right passphrase" in hands.read()


def test_wrong_tries_make_the_wait_grow_up_to_a_minute() -> None:
    waits = [wait_after(failures) for failures in range(FREE_TRIES, FREE_TRIES + 12)]

    assert wait_after(FREE_TRIES - 1) == 0
    assert waits == sorted(waits)
    assert waits[0] > 0
    assert waits[-1] == 60_000


def test_a_new_dialog_does_not_shorten_the_wait(
    qtbot: QtBot, window: StaffWindow, background: Background
) -> None:
    tries = Tries(lambda: 0.0)
    for _ in range(FREE_TRIES + 2):
        tries.wrong()

    dialog = PinDialog(lambda *_: True, [LEAD], background, tries, window)
    qtbot.addWidget(dialog)
    field = dialog.findChild(QLineEdit)

    assert not field.isEnabled()
    assert tries.left_ms() == wait_after(FREE_TRIES + 2)


def test_a_try_counts_from_before_its_answer_and_until_the_right_one() -> None:
    kept: list[int] = []
    tries = Tries(lambda: 0.0, 4, kept.append)

    assert tries.left_ms() == wait_after(4)
    assert not tries.counted(lambda: kept != [5])
    tries.wrong()
    assert tries.counted(lambda: kept == [5, 6])
    tries.right()
    assert kept == [5, 6, 0]


def test_a_file_that_cannot_be_read_is_no_wrong_try() -> None:
    kept: list[int] = []
    tries = Tries(lambda: 0.0, 1, kept.append)

    def broken() -> bool:
        raise StoreError("the drive is gone")

    with pytest.raises(StoreError):
        tries.counted(broken)

    assert kept == [2, 1]


@pytest.mark.parametrize("failures", [30, 99_999])
def test_no_count_locks_anybody_out_for_more_than_a_minute(failures: int) -> None:
    assert Tries(lambda: 0.0, failures).left_ms() == 60_000


def test_a_message_leads_back_to_the_lock_while_locked(window: StaffWindow, hands: Hands) -> None:
    window.say("Something went wrong", "Please open the app again.", "Go on")
    hands.press("Go on")

    assert window.sign_in.isVisible()
    assert not window.screens.home.isVisible()


def test_a_message_leads_to_what_waits_while_open(
    window: StaffWindow, hands: Hands, clinic: FakeClinic
) -> None:
    window.open()
    clinic.alerts = [alert_of()]
    window.say("Something went wrong", "Please open the app again.", "Go on")
    hands.press("Go on")

    assert window.screens.alert.isVisible()


def test_locking_works_when_the_file_cannot_be_read(
    window: StaffWindow, hands: Hands, clinic: FakeClinic
) -> None:
    window.open()
    clinic.broken = True
    hands.press("Lock")

    assert window.sign_in.isVisible()


def test_nothing_behind_the_lock_can_be_entered(window: StaffWindow) -> None:
    for room in ("home", "settings", "team", "audit", "export", "backup", "records"):
        window.enter_room(room)

    assert window.sign_in.isVisible()


def test_locking_closes_what_lies_open(window: StaffWindow, hands: Hands) -> None:
    window.open()
    hands.write("Find a patient", "ana")
    hands.qtbot.waitUntil(lambda: "no. A-1042" in hands.read())
    hands.press("Open")
    hands.press("Change details")
    assert hands.over is not window
    window._lock()

    assert hands.over is window
    assert window.sign_in.isVisible()


class Clocks:
    """The two clocks of an idle watch."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.moment = NOON

    def ticks(self) -> float:
        return self.seconds

    def now(self) -> object:
        return self.moment


@pytest.mark.parametrize(
    ("ticks", "wall", "locks"),
    [
        (LIMIT_SECONDS - 1, LIMIT_SECONDS - 1, False),
        (LIMIT_SECONDS, LIMIT_SECONDS, True),
        (10, LIMIT_SECONDS, True),  # the machine slept, and its ticks with it
        (LIMIT_SECONDS, -3600, True),  # somebody set the clock back
        (10, -3600, False),
    ],
)
def test_nobody_there_for_five_minutes_locks_by_either_clock(
    qtbot: QtBot, ticks: float, wall: float, *, locks: bool
) -> None:
    clocks = Clocks()
    watch = IdleWatch(clocks.ticks, clocks.now)  # type: ignore[arg-type]  # a moment
    told: list[bool] = []
    watch.idle.connect(lambda: told.append(True))
    watch.start()
    clocks.seconds += ticks
    clocks.moment += timedelta(seconds=wall)
    watch.look()
    watch.stop()

    assert bool(told) == locks
    watch.deleteLater()
    del qtbot


def test_the_key_that_wakes_a_machine_too_late_reaches_nothing(
    qtbot: QtBot, window: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    window.open()
    field = window.screens.home.search.field
    qtbot.keyClicks(field, "a")
    clinic.moment += timedelta(minutes=6)
    qtbot.keyClick(field, "b")

    assert window.sign_in.isVisible()
    assert field.text() == "a"
    assert not hands.sees("Home")
