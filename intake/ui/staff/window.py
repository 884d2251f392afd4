# SPDX-License-Identifier: Apache-2.0
"""The team's window: what is locked, what shows, and what goes wrong is said."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

from intake.core.errors import StoreError
from intake.ui.background import Background
from intake.ui.staff.message_screen import MessageScreen
from intake.ui.staff.parts import Screen
from intake.ui.staff.sign_in import SignInScreen
from intake.ui.staff.tries import Tries

if TYPE_CHECKING:
    from intake.ui.staff.context import Desk, Restoring
    from intake.ui.staff.idle_watch import IdleWatch
    from intake.ui.staff.routes import Routes
    from intake.ui.staff.screens import Screens
    from intake.ui.staff.top_bar import TopBar


SMALLEST = (960, 620)


class StaffWindow(QWidget):
    """Everything behind the sign-in. Its title never names a person.

    `closed` is emitted when somebody closes the window, so that the app can end in order, and
    `locked` when it was locked by hand or by itself, `recovery_kept` when a recovery code was put
    away, `restored` when everybody has to sign in anew. `screens` are there once the clinic's
    file is.
    """

    closed = Signal()
    locked = Signal()
    recovery_kept = Signal()
    restored = Signal()
    sheet_wanted = Signal()

    def __init__(
        self,
        sign_in: Callable[[str, str], bool],
        background: Background,
        hint: str = "",
        ticks: Callable[[], float] = time.monotonic,
        tries: Tries | None = None,
    ) -> None:
        super().__init__()
        self._background = background
        self._ticks = ticks
        self._bar: TopBar | None = None
        self._watch: IdleWatch | None = None
        self._here = "home"
        self._is_open = False
        self._state = ("", 0)
        self.setWindowTitle("Intake")
        self.setObjectName("staff")
        self.setMinimumSize(*SMALLEST)
        self.tries = tries or Tries(ticks)
        self.sign_in = SignInScreen(sign_in, background, self.tries, hint)
        self.message = MessageScreen()
        self._stack = QStackedWidget()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self._stack)
        self._add(self.sign_in, self.message)
        self.message.left.connect(self._leave_message)

    def attach(self, desk: Desk) -> None:
        """Build the screens that need the clinic's file, once it is there."""
        # Imported here: they bring half of the core with them, and the first screen needs none.
        from intake.ui.staff.idle_watch import IdleWatch  # noqa: PLC0415
        from intake.ui.staff.routes import Routes  # noqa: PLC0415
        from intake.ui.staff.screens import Screens  # noqa: PLC0415
        from intake.ui.staff.top_bar import TopBar  # noqa: PLC0415

        self._desk = desk
        self.screens: Screens = Screens(desk, self._background)
        self._add(*self.screens.every())
        self.routes: Routes = Routes(self, self.screens, desk, self._background, self)
        self._bar = TopBar(desk.session)
        self._bar.hide()
        self._bar.chosen.connect(self.enter_room)
        self._bar.lock.connect(self._lock)
        self._bar.passphrase_wanted.connect(self.routes.clinic.change_own_passphrase)
        self._bar.pin_wanted.connect(self.routes.clinic.change_own_pin)
        self._layout.insertWidget(0, self._bar)
        self._watch = IdleWatch(self._ticks, desk.session.now, self)
        self._watch.idle.connect(self._lock)

    def welcome(self, restoring: Restoring) -> None:
        """Show the questions of the first run, and the way back to a clinic that was."""
        from intake.ui.staff.first_run import FirstRunScreen  # noqa: PLC0415
        from intake.ui.staff.restore_screen import RestoreScreen  # noqa: PLC0415

        self.first_run = FirstRunScreen()
        early = RestoreScreen(restoring, self._background)
        early.left.connect(lambda: self._show(self.first_run))
        early.restored.connect(self.tell_restored)
        self.first_run.way_back_wanted.connect(early.begin)
        self.first_run.way_back_wanted.connect(lambda: self._show(early))
        self._add(self.first_run, early)
        self._build_recovery()
        self._show(self.first_run)

    def show_recovery(self, groups: Sequence[str]) -> None:
        """Show the recovery code, once, to whoever has just made it."""
        self._build_recovery()
        self.recovery.show_code(groups)
        self._show(self.recovery)

    def _build_recovery(self) -> None:
        from intake.ui.staff.recovery_screen import RecoveryScreen  # noqa: PLC0415

        if not hasattr(self, "recovery"):
            self.recovery = RecoveryScreen()
            self.recovery.kept.connect(self.recovery_kept)
            self.recovery.sheet_wanted.connect(self.sheet_wanted)
            self._add(self.recovery)

    def show_choices(self) -> None:
        """Show what the clinic decides, as the last step of setting up."""
        self.enter_room("settings")
        self.screens.settings.invite()

    def say(self, title: str, text: str, way_on: str) -> None:
        """Show one message instead of everything else."""
        self.message.say(title, text, way_on)
        self._show(self.message)

    def lock(self, clinic: str, waiting: int) -> None:
        """Show the locked screen; only a count of messages is on it."""
        self._is_open = False
        self._state = (clinic, waiting)
        self.rest()
        self.sign_in.show_state(clinic, waiting)
        self._show(self.sign_in)

    def rest(self) -> None:
        """Close what lies open, stop an export and watch no more, while nobody is signed in."""
        if self._watch is not None:
            self._watch.stop()
            self.screens.export.rest()
        for dialog in self.findChildren(QDialog):
            dialog.done(QDialog.DialogCode.Rejected)

    def open(self) -> None:
        """Show what needs the team first: an open alert before everything else.

        Only for whoever has just shown who they are, or is signed in already.
        """
        self._is_open = True
        self.guard(self._open)

    def go_home(self) -> None:
        """Show the home screen."""
        self.enter_room("home")

    def show_screen(self, screen: Screen) -> None:
        """Show one of the screens behind the sign-in, with the line above it."""
        self._show(screen)
        if self._bar is not None:
            self._bar.refresh(self._here if screen is self.screens.room(self._here)[0] else "")
            self._bar.show()

    def guard(self, act: Callable[[], None]) -> None:
        """Do something; what goes wrong with the clinic's file is said."""
        try:
            act()
        except StoreError as error:
            self.say(self.tr("This did not work"), str(error), self.tr("Go on"))

    def enter_room(self, name: str) -> None:
        """Show a room of the line above to whoever may enter it."""

        def enter() -> None:
            screen, refresh, right = self.screens.room(name)
            if right is None or self._desk.session.may(right):
                self._here = name
                refresh()
                self.show_screen(screen)

        if self._is_open:
            self.guard(enter)

    def tell_restored(self) -> None:
        """Say that a backup was put back."""
        self._is_open = False
        self.rest()
        self.restored.emit()

    def over(self) -> QWidget:
        """Return the window that dialogs lie over."""
        return self

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the app end in its own order."""
        self.rest()
        event.accept()
        self.closed.emit()

    def _add(self, *screens: Screen) -> None:
        for screen in screens:
            self._stack.addWidget(screen)

    def _show(self, screen: Screen) -> None:
        if self._bar is not None:
            self._bar.hide()
        self._stack.setCurrentWidget(screen)
        screen.enter()

    def _open(self) -> None:
        if self._watch is not None:
            self._watch.start()
        alerts = self._desk.alerts.open_alerts()
        self._state = (self._desk.session.clinic, len(alerts))
        if alerts:
            self.routes.open_alert(alerts[0])
        else:
            self.go_home()

    def _leave_message(self) -> None:
        if self._is_open:
            self.open()
        elif self._bar is not None:
            self.lock(*self._state)

    def _lock(self) -> None:
        # Locked first, whatever the file says: only the count is asked of it, and if it cannot
        # tell, the count of before stands.
        self.lock(*self._state)
        with suppress(StoreError):
            self.lock(self._desk.session.clinic, len(self._desk.alerts.open_alerts()))
        self.locked.emit()
