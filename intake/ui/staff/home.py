# SPDX-License-Identifier: Apache-2.0
"""The desk's day: what must be looked at first, what runs, what is done, what needs mending."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from intake.core.records import AlertLine, VisitLine, VisitState
from intake.ui.staff.context import Desk
from intake.ui.staff.parts import button, card, column, empty, label
from intake.ui.staff.words import age_and_number, clock, day


class HomeScreen(QWidget):
    """Lists, newest first. Signals carry a visit's or an alert's id."""

    new_visit = Signal()
    lock = Signal()
    alert_opened = Signal(object)
    visit_continued = Signal(str)
    visit_ended = Signal(str)
    visit_opened = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        layout = column(self)
        top = QHBoxLayout()
        self._clinic = label("", "title", wraps=False)
        top.addWidget(self._clinic, 1)
        lock = button(self.tr("Lock"), "quiet")
        lock.clicked.connect(self.lock)
        top.addWidget(lock)
        self._new = button(self.tr("New visit"), "primary")
        self._new.clicked.connect(self.new_visit)
        top.addWidget(self._new)
        layout.addLayout(top)
        self._lists = QVBoxLayout()
        self._lists.setSpacing(12)
        layout.addLayout(self._lists)
        layout.addStretch(1)
        self.setFocusProxy(self._new)

    def refresh(self) -> None:
        """Read everything anew.

        Raises:
            StoreError: when the clinic's file cannot be read.
        """
        alerts = self._desk.open_alerts()
        visits = self._desk.visits()
        self._clinic.setText(self._desk.clinic)
        empty(self._lists)
        self._section(self.tr("For the team now"), [self._alert(each) for each in alerts])
        running = [each for each in visits if each.state is VisitState.RUNNING]
        ended = [each for each in visits if each.state is not VisitState.RUNNING]
        self._section(self.tr("In progress"), [self._running(each) for each in running])
        self._section(self.tr("Done"), [self._done(each) for each in ended])
        problems = [self._problem(each) for each in self._desk.problems]
        self._section(self.tr("Needs attention"), problems)
        if not alerts and not visits:
            self._lists.addWidget(
                label(self.tr("No visits yet. “New visit” starts the first one."), "hint")
            )

    def _section(self, title: str, rows: list[QFrame]) -> None:
        if not rows:
            return
        self._lists.addSpacing(8)
        self._lists.addWidget(label(title, "heading"))
        for row in rows:
            self._lists.addWidget(row)

    def _alert(self, line: AlertLine) -> QFrame:
        words = self._desk.words_of(line)
        at = f" · {clock(line.raised.at)}" if line.raised.at else ""
        opened = self._action(self.tr("Open"), partial(self.alert_opened.emit, line), "primary")
        return _row(
            "alert",
            line.patient.name or line.patient.id,
            f"{words.title}: {words.answer}{at}",
            [opened],
        )

    def _running(self, line: VisitLine) -> QFrame:
        started = self.tr("started {time}").format(time=_moment(line))
        return _row(
            "card",
            line.patient.name or line.patient.id,
            f"{age_and_number(line.patient)} · {started}",
            [
                self._action(self.tr("End"), partial(self.visit_ended.emit, line.id), "quiet"),
                self._action(self.tr("Continue"), partial(self.visit_continued.emit, line.id)),
            ],
        )

    def _done(self, line: VisitLine) -> QFrame:
        how = self.tr("ended early, ") if line.state is VisitState.ENDED_EARLY else ""
        return _row(
            "card",
            line.patient.name or line.patient.id,
            f"{age_and_number(line.patient)} · {how}{_moment(line)}",
            [self._action(self.tr("Report"), partial(self.visit_opened.emit, line.id))],
        )

    def _problem(self, text: str) -> QFrame:
        return _row("card", "", text, [])

    def _action(self, text: str, act: Callable[[], None], role: str = "secondary") -> QPushButton:
        made = button(text, role)
        made.clicked.connect(lambda _checked=False: act())
        return made


def _row(role: str, name: str, detail: str, actions: list[QPushButton]) -> QFrame:
    frame, inside = card(role)
    words = QVBoxLayout()
    words.setSpacing(2)
    if name:
        words.addWidget(label(name, "strong"))
    words.addWidget(label(detail, "body" if role == "alert" else "hint"))
    row = QHBoxLayout()
    row.addLayout(words, 1)
    for action in actions:
        if name:
            action.setAccessibleDescription(name)
        row.addWidget(action)
    inside.addLayout(row)
    return frame


def _moment(line: VisitLine) -> str:
    at = line.sitting.finished or line.sitting.started
    return f"{day(at)}, {clock(at)}" if at else ""
