# SPDX-License-Identifier: Apache-2.0
"""The team's window: which screen shows, and what each of them leads to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from intake.core.errors import StoreError
from intake.ui.background import Background
from intake.ui.staff.message_screen import MessageScreen
from intake.ui.staff.sign_in import SignInScreen

if TYPE_CHECKING:
    from intake.core.records import AlertLine
    from intake.ui.staff.context import Desk, FinishedReport, VisitForm


class StaffWindow(QWidget):
    """Everything behind the sign-in. Its title never names a person.

    `closed` is emitted when somebody closes the window, so that the app can end in order;
    `locked` when somebody of the team leaves it.
    """

    closed = Signal()
    locked = Signal()

    def __init__(
        self, sign_in: Callable[[str, str], bool], background: Background, hint: str = ""
    ) -> None:
        super().__init__()
        self._background = background
        self._visit = ""
        self.setWindowTitle("Intake")
        self.setObjectName("staff")
        self.sign_in = SignInScreen(sign_in, background, hint)
        self.message = MessageScreen()
        self._stack = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self._add(self.sign_in, self.message)

    def attach(self, desk: Desk) -> None:
        """Build the screens that need the clinic's file, once it is there."""
        # Imported here: they bring half of the core with them, and the first screen needs none.
        from intake.ui.staff.alert_screen import AlertScreen  # noqa: PLC0415
        from intake.ui.staff.hand_over import HandOverScreen  # noqa: PLC0415
        from intake.ui.staff.home import HomeScreen  # noqa: PLC0415
        from intake.ui.staff.new_visit import NewVisitScreen  # noqa: PLC0415
        from intake.ui.staff.report_screen import ReportScreen  # noqa: PLC0415

        self._desk = desk
        self.home = HomeScreen(desk)
        self.new_visit = NewVisitScreen(desk)
        self.hand_over = HandOverScreen()
        self.alert = AlertScreen()
        self.report = ReportScreen(self._background)
        self._add(self.home, self.new_visit, self.hand_over, self.alert, self.report)
        self._connect()

    def welcome(self) -> None:
        """Show the questions of the first run."""
        from intake.ui.staff.first_run import FirstRunScreen  # noqa: PLC0415
        from intake.ui.staff.recovery_screen import RecoveryScreen  # noqa: PLC0415

        self.first_run = FirstRunScreen()
        self.recovery = RecoveryScreen()
        self._add(self.first_run, self.recovery)
        self._show(self.first_run)

    def show_recovery(self, groups: Sequence[str]) -> None:
        """Show the recovery code, once, to whoever has just made the clinic's file."""
        self.recovery.show_code(groups)
        self._show(self.recovery)

    def say(self, title: str, text: str, way_on: str) -> None:
        """Show one message instead of everything else."""
        self.message.say(title, text, way_on)
        self._show(self.message)

    def lock(self, clinic: str, waiting: int) -> None:
        """Show the locked screen; only a count of messages is on it."""
        self.sign_in.show_state(clinic, waiting)
        self._show(self.sign_in)

    def open(self) -> None:
        """Show what needs the team first: an open alert before everything else."""
        self._guard(self._open)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the app end in its own order."""
        event.accept()
        self.closed.emit()

    def _connect(self) -> None:
        self.home.new_visit.connect(self._new_visit)
        self.home.lock.connect(self._lock)
        self.home.alert_opened.connect(self._open_alert)
        self.home.visit_continued.connect(self._hand_over)
        self.home.visit_ended.connect(self._end)
        self.home.visit_opened.connect(self._open_report)
        self.new_visit.started.connect(self._begin)
        self.new_visit.left.connect(self._go_home)
        self.hand_over.ready.connect(self._give)
        self.hand_over.left.connect(self._go_home)
        self.alert.acknowledged.connect(self._acknowledge)
        self.alert.left.connect(self._go_home)
        self.report.left.connect(self._go_home)
        self.message.left.connect(self._go_home)

    def _add(self, *screens: QWidget) -> None:
        for screen in screens:
            self._stack.addWidget(screen)

    def _show(self, screen: QWidget) -> None:
        self._stack.setCurrentWidget(screen)
        screen.setFocus()

    def _guard(self, act: Callable[[], None]) -> None:
        try:
            act()
        except StoreError as error:
            self.say(self.tr("This did not work"), str(error), self.tr("Try again"))

    def _open(self) -> None:
        alerts = self._desk.open_alerts()
        if alerts:
            self._open_alert(alerts[0])
        else:
            self._show_home()

    def _go_home(self) -> None:
        self._guard(self._show_home)

    def _show_home(self) -> None:
        self.home.refresh()
        self._show(self.home)

    def _lock(self) -> None:
        def leave() -> None:
            self.lock(self._desk.clinic, len(self._desk.open_alerts()))
            self.locked.emit()

        self._guard(leave)

    def _new_visit(self) -> None:
        if not self._desk.batteries:
            self.say(
                self.tr("No questionnaires"),
                self.tr("No questionnaire could be loaded. “Needs attention” says why."),
                self.tr("Back"),
            )
            return
        self.new_visit.begin()
        self._show(self.new_visit)

    def _begin(self, form: VisitForm) -> None:
        try:
            visit = self._desk.begin(form)
        except StoreError as error:
            self.new_visit.say(str(error))
            return
        self._hand_over(visit)

    def _hand_over(self, visit: str) -> None:
        self._visit = visit
        self._show(self.hand_over)

    def _give(self) -> None:
        self._guard(lambda: self._desk.hand_over(self._visit))

    def _end(self, visit: str) -> None:
        def end() -> None:
            self._desk.end_early(visit)
            self._open()

        self._guard(end)

    def _open_alert(self, line: AlertLine) -> None:
        self.alert.show_alert(line, self._desk.words_of(line))
        self._show(self.alert)

    def _acknowledge(self, alert: int, by: str, action: str) -> None:
        try:
            self._desk.acknowledge(alert, by, action)
        except StoreError as error:
            self.alert.say(str(error))
            return
        self.open()

    def _open_report(self, visit: str) -> None:
        def start() -> None:
            job = self._desk.prepare_report(visit)
            self.report.wait()
            self._show(self.report)
            self._background.run(job, self._show_report, self._no_report)

        self._guard(start)

    def _show_report(self, report: FinishedReport) -> None:
        def keep() -> None:
            self._desk.keep_report(report)
            self.report.show_report(report)

        self._guard(keep)

    def _no_report(self, error: Exception) -> None:
        self.report.fail(
            self.tr("The report could not be made: {why}").format(why=str(error) or repr(error))
        )
