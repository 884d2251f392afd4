# SPDX-License-Identifier: Apache-2.0
"""One person: visits, the course of the scores, treatments, and what can be done."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout

from intake.core.records import AlertLine, TreatmentLine, VisitState
from intake.core.rights import Right
from intake.core.visit import Patient
from intake.ui.staff.context import AlertDesk, ListedVisit, PatientDesk, PatientPage, Session
from intake.ui.staff.history_table import HistoryTable
from intake.ui.staff.parts import GAP, Screen, button, column, in_row, label
from intake.ui.staff.row_list import Row, RowAction, RowList, nothing
from intake.ui.staff.trend_panel import TrendGrid
from intake.ui.staff.words import age_and_number, day, moment, when


class PatientScreen(Screen):
    """Signals carry the person or one of the visits, and their names what is to be done."""

    visit_wanted = Signal(object)
    paper_wanted = Signal(object)
    alert_wanted = Signal(object)
    treatment_wanted = Signal(object)
    treatment_change_wanted = Signal(object)
    treatment_withdrawal_wanted = Signal(object)
    change_wanted = Signal(object)
    merge_wanted = Signal(object)
    report_opened = Signal(str)
    correction_wanted = Signal(object)
    move_wanted = Signal(object)
    reopen_wanted = Signal(object)
    read = Signal(object)
    copied = Signal(object)
    export_wanted = Signal(object)
    left = Signal()

    def __init__(self, session: Session, desk: PatientDesk, alerts: AlertDesk) -> None:
        super().__init__()
        self._session = session
        self._desk = desk
        self._alerts = alerts
        self.page = PatientPage(Patient(""))
        layout = column(self)
        layout.addLayout(self._head())
        self._said = label("", "hint")
        layout.addWidget(self._said)
        self._same = RowList(self.tr("The same person?"), "alert")
        layout.addWidget(self._same)
        columns = QHBoxLayout()
        columns.setSpacing(GAP)
        left = QVBoxLayout()
        self._visits = RowList(self.tr("Visits"), none=self.tr("No visit yet."))
        left.addWidget(self._visits)
        self._export = button(self.tr("Export all visits …"), "quiet")
        self._export.clicked.connect(lambda: self.export_wanted.emit(self.page.patient))
        left.addLayout(in_row(None, self._export))
        left.addStretch(1)
        right = QVBoxLayout()
        self._treatments = RowList(self.tr("Treatments"), none=self.tr("No treatment recorded."))
        right.addWidget(self._treatments)
        self._messages = RowList(self.tr("Messages to the team"))
        right.addWidget(self._messages)
        right.addStretch(1)
        columns.addLayout(left, 3)
        columns.addLayout(right, 2)
        self._course = label(self.tr("Scores over time"), "heading")
        self._trends = TrendGrid()
        self._table = HistoryTable()
        layout.addLayout(columns)
        layout.addWidget(self._course)
        layout.addWidget(self._trends)
        layout.addWidget(self._table)
        layout.addStretch(1)

    def open(self, record_number: str) -> None:
        """Show one person anew.

        Raises:
            StoreError: when the record cannot be read.
        """
        self.page = self._desk.page(record_number)
        self.say("")
        page, person = self.page, self.page.patient
        self._name.setText(self._session.called(person))
        self._number.setText(age_and_number(person))
        self._visits.show_rows([self._visit_row(each) for each in page.visits], keeps_place=True)
        ended = any(_has_ended(each) for each in page.visits)
        self._export.setVisible(ended and self._may(Right.EXPORT))
        self._treatments.show_rows([self._treatment_row(each) for each in page.treatments])
        self._messages.show_rows([self._message_row(each) for each in page.alerts])
        self._course.setVisible(page.history is not None)
        self._trends.show_trends(page.trends)
        self._table.show_history(page.history)
        merges = self._session.may(Right.MERGE_PATIENTS)
        self._same.show_rows([self._same_row(each) for each in page.lookalikes] if merges else [])

    def say(self, words: str) -> None:
        """Say in one line what was done."""
        self._said.setText(words)
        self._said.setVisible(bool(words))

    def _head(self) -> QLayout:
        self._name = label("", "title")
        self._number = label("", "hint")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._number)
        back = button(self.tr("Back"))
        back.clicked.connect(self.left)
        new = button(self.tr("New visit"), "primary")
        new.clicked.connect(lambda: self.visit_wanted.emit(self.page.patient))
        parts = [back]
        for text, signal in (
            (self.tr("Change details"), self.change_wanted),
            (self.tr("Key in paper"), self.paper_wanted),
            (self.tr("Treatment …"), self.treatment_wanted),
        ):
            part = button(text)
            part.clicked.connect(
                lambda _checked=False, signal=signal: signal.emit(self.page.patient)
            )
            parts.append(part)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(back)
        row.addSpacing(8)
        row.addLayout(words, 1)
        for part in parts[1:]:
            row.addWidget(part)
        row.addWidget(new)
        return row

    def _visit_row(self, visit: ListedVisit) -> Row:
        line = visit.line
        said = [when(line)]
        if visit.is_cancelled:
            said.append(self.tr("cancelled"))
        elif line.state is VisitState.RUNNING:
            said.append(self.tr("in progress"))
        elif line.state is VisitState.ENDED_EARLY:
            said.append(self.tr("ended early"))
        detail = visit.asked or self.tr("nothing was asked")
        if visit.read_by:
            by = self.tr("read by {name} on {day}")
            detail += "\n" + by.format(name=visit.read_by.by, day=day(visit.read_by.at))
        return Row(", ".join(said), detail, tuple(self._actions(visit)))

    def _actions(self, visit: ListedVisit) -> list[RowAction]:
        line = visit.line
        if visit.is_cancelled:
            return []
        actions = []
        ended = line.state is not VisitState.RUNNING
        if ended and self._may(Right.MARK_READ) and visit.read_by is None:
            actions.append(
                RowAction(self.tr("Mark read"), partial(self.read.emit, visit), "quiet")
            )
        if self._may(Right.MAKE_REPORT):
            actions.append(RowAction(self.tr("Report"), partial(self.report_opened.emit, line.id)))
        rare = tuple(self._rare(visit))
        if rare:
            actions.append(RowAction(self.tr("More"), nothing, "quiet", rare))
        return actions

    def _rare(self, visit: ListedVisit) -> Iterator[RowAction]:
        ended = visit.line.state is not VisitState.RUNNING
        for text, signal, value, is_offered in (
            (self.tr("Copy summary"), self.copied, visit, ended and self._may(Right.COPY_SUMMARY)),
            (
                self.tr("Correct answers …"),
                self.correction_wanted,
                visit,
                ended and self._may(Right.CORRECT_ANSWERS),
            ),
            (
                self.tr("Export this visit …"),
                self.export_wanted,
                visit,
                ended and self._may(Right.EXPORT),
            ),
            (
                self.tr("Belongs to another patient …"),
                self.move_wanted,
                visit,
                self._may(Right.MOVE_VISIT),
            ),
            (
                self.tr("Let it go on"),
                self.reopen_wanted,
                visit,
                visit.may_reopen and self._may(Right.END_VISIT),
            ),
        ):
            if is_offered:
                yield RowAction(text, partial(signal.emit, value))

    def _may(self, right: Right) -> bool:
        return self._session.may(right)

    def _same_row(self, person: Patient) -> Row:
        merge = RowAction(self.tr("Merge …"), partial(self.merge_wanted.emit, self.page.patient))
        return Row(self._session.called(person), age_and_number(person), (merge,))

    def _message_row(self, line: AlertLine) -> Row:
        words = self._alerts.words_of(line)
        said = [": ".join(part for part in (moment(line.raised.at), words.answer) if part)]
        if line.withdrawn is not None:
            said.append(self.tr("answered after all"))
        elif not words.done:
            said.append(self.tr("nobody has looked at it yet"))
        add = RowAction(
            self.tr("Add …") if words.done else self.tr("Open"),
            partial(self.alert_wanted.emit, line),
            "quiet",
        )
        actions = (add,) if line.withdrawn is None else ()
        return Row(words.title, "\n".join((*said, *words.done)), actions)

    def _treatment_row(self, line: TreatmentLine) -> Row:
        given = line.treatment
        parts = (moment(given.at), given.dose, given.note)
        actions: tuple[RowAction, ...] = ()
        if self._may(Right.RECORD_TREATMENT):
            change = partial(self.treatment_change_wanted.emit, line)
            withdraw = partial(self.treatment_withdrawal_wanted.emit, line)
            choices = (
                RowAction(self.tr("Change …"), change),
                RowAction(self.tr("It was not given …"), withdraw),
            )
            actions = (RowAction(self.tr("More"), nothing, "quiet", choices),)
        return Row(given.kind, " · ".join(part for part in parts if part), actions)


def _has_ended(visit: ListedVisit) -> bool:
    return not visit.is_cancelled and visit.line.state is not VisitState.RUNNING
