# SPDX-License-Identifier: Apache-2.0
"""The desk's day: what must be looked at first, what runs, what is done, what needs mending."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intake.core.records import AlertLine, VisitState
from intake.core.rights import Right
from intake.ui.staff.context import AlertDesk, DayDesk, ListedVisit, Session
from intake.ui.staff.parts import Screen, button, column, label
from intake.ui.staff.row_list import Row, RowAction, RowList
from intake.ui.staff.search_box import SearchBox
from intake.ui.staff.words import age_and_number, moment, when

MOST_UNREAD = 200


class HomeScreen(Screen):
    """Lists, newest first. Signals carry a person, an alert, or a visit's id."""

    new_visit = Signal(object)
    somebody_new = Signal(str)
    patient_opened = Signal(object)
    alert_opened = Signal(object)
    visit_continued = Signal(str)
    visit_ended = Signal(str)
    visit_cancelled = Signal(str)
    report_opened = Signal(str)

    def __init__(self, session: Session, desk: DayDesk, alerts: AlertDesk) -> None:
        super().__init__()
        self._session = session
        self._desk = desk
        self._alerts = alerts
        layout = column(self)
        new = button(self.tr("New patient"), "primary")
        new.clicked.connect(self._somebody_new)
        self.search = SearchBox(desk, session.called, new)
        layout.addWidget(self.search)
        self._lists = QWidget()
        lists = QVBoxLayout(self._lists)
        lists.setContentsMargins(0, 0, 0, 0)
        lists.setSpacing(8)
        self._waiting = RowList(self.tr("For the team now"), "alert")
        self._running = RowList(self.tr("In progress"))
        self._unread = RowList(self.tr("Done, not read yet"))
        self._read = RowList(self.tr("Read today"))
        self._attention = RowList(self.tr("Needs attention"))
        for part in (self._waiting, self._running, self._unread, self._read, self._attention):
            lists.addWidget(part)
        self._nothing = label(
            self.tr("No visits yet. “New patient” starts the first one."), "hint"
        )
        lists.addWidget(self._nothing)
        layout.addWidget(self._lists)
        layout.addStretch(1)
        self.search.searches.connect(self._make_room)
        self.search.visit_wanted.connect(self.new_visit)
        self.search.opened.connect(self.patient_opened)
        self.first = self.search.field

    def refresh(self) -> None:
        """Read everything anew.

        Raises:
            StoreError: when the clinic's file cannot be read.
        """
        waiting = [self._alert_row(each) for each in self._alerts.open_alerts()]
        running = [self._running_row(each) for each in self._desk.running()]
        unread = [self._done_row(each) for each in self._desk.unread(MOST_UNREAD)]
        read = [self._done_row(each) for each in self._desk.read_today()]
        problems = [Row("", each) for each in self._desk.problems]
        self.search.clear()
        self._waiting.show_rows(waiting)
        self._running.show_rows(running, keeps_place=True)
        self._unread.show_rows(unread, keeps_place=True)
        self._read.show_rows(read, keeps_place=True)
        self._attention.show_rows(problems)
        self._nothing.setVisible(not (waiting or running or unread or read))

    def _somebody_new(self) -> None:
        self.somebody_new.emit(self.search.name())

    def _make_room(self, searches: bool) -> None:  # noqa: FBT001 - a signal's value
        self._lists.setVisible(not searches)

    def _alert_row(self, line: AlertLine) -> Row:
        words = self._alerts.words_of(line)
        said = ": ".join(part for part in (words.title, words.answer) if part)
        at = f" · {moment(line.raised.at)}" if line.raised.at else ""
        opened = RowAction(self.tr("Open"), partial(self.alert_opened.emit, line), "primary")
        return Row(self._session.called(line.patient), said + at, (opened,))

    def _running_row(self, visit: ListedVisit) -> Row:
        line = visit.line
        started = self.tr("started {time}").format(time=when(line))
        return Row(
            self._session.called(line.patient),
            f"{age_and_number(line.patient)} · {started}",
            (
                RowAction(self.tr("Cancel"), partial(self.visit_cancelled.emit, line.id), "quiet"),
                RowAction(self.tr("End"), partial(self.visit_ended.emit, line.id), "quiet"),
                RowAction(self.tr("Continue"), partial(self.visit_continued.emit, line.id)),
            ),
        )

    def _done_row(self, visit: ListedVisit) -> Row:
        line = visit.line
        how = self.tr("ended early, ") if line.state is VisitState.ENDED_EARLY else ""
        actions = [RowAction(self.tr("Open"), partial(self.patient_opened.emit, line.patient))]
        if self._session.may(Right.MAKE_REPORT):
            actions.append(RowAction(self.tr("Report"), partial(self.report_opened.emit, line.id)))
        return Row(
            self._session.called(line.patient),
            f"{age_and_number(line.patient)} · {how}{when(line)}",
            tuple(actions),
        )
