# SPDX-License-Identifier: Apache-2.0
"""Keying in what a patient answered on paper."""

from __future__ import annotations

from datetime import datetime, time

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from intake.core.errors import StoreError
from intake.core.records import Known
from intake.core.rights import Right
from intake.core.visit import Patient, Respondent
from intake.ui.staff.choice_row import respondent_row
from intake.ui.staff.context import PaperVisit, Session, SheetDesk, VisitDesk
from intake.ui.staff.date_input import DateInput
from intake.ui.staff.faults import Fault, FaultLine, first_fault
from intake.ui.staff.grids import Grids
from intake.ui.staff.parts import GAP, Screen, button, captioned, card, column, foot, label
from intake.ui.staff.picker import Picker
from intake.ui.staff.words import age_and_number, language_words

LANGUAGE = "en"


class PaperScreen(Screen):
    """Digits only, one field a question; the next field has the keys by itself."""

    finished = Signal(object)
    left = Signal()

    def __init__(self, session: Session, sheets: SheetDesk, visits: VisitDesk) -> None:
        super().__init__()
        self._session = session
        self._sheets = sheets
        self._visits = visits
        self._patient = Patient("")
        self._said = FaultLine()
        back = button(self.tr("Cancel"))
        back.clicked.connect(self.left)
        save = button(self.tr("Save"), "primary")
        save.clicked.connect(self._save)
        layout = column(self)
        layout.addWidget(label(self.tr("Key in a paper form"), "title"))
        self._who = label("", "hint")
        layout.addWidget(self._who)
        layout.addWidget(self._head())
        self.grids = Grids()
        layout.addWidget(self.grids)
        layout.addWidget(
            label(self.tr("An empty field stands for a question left open on the paper."), "hint")
        )
        layout.addStretch(1)
        foot(self, back, self._said, None, save)

    def begin(self, patient: Patient, now: datetime) -> None:
        """Start with an empty page for one person; the day is today until it is changed."""
        self._patient = patient
        self._now = now
        self._who.setText(f"{self._session.called(patient)} · {age_and_number(patient)}")
        self._day.set_date(now.date())
        self._time.setText("")
        self._respondent.clear()
        with QSignalBlocker(self._language):
            self._language.clear()
            for language in self._visits.languages:
                self._language.addItem(language_words(language), language)
        self._new_language()
        self.say(None)
        self._add.setFocus()

    def say(self, problem: Fault | str | None) -> None:
        """Show why it could not be stored; what was typed stays."""
        self._said.tell(problem)

    def _head(self) -> QWidget:
        frame, inside = card()
        self._day = DateInput(self.tr("Day of the answers"), self.tr("Month"), self.tr("Year"))
        self._time = QLineEdit()
        self._time.setPlaceholderText(self.tr("HH:MM"))
        self._time.setMaxLength(len("HH:MM"))
        self._language = Picker()
        self._language.currentIndexChanged.connect(self._new_language)
        self._respondent = respondent_row()
        self._add = Picker()
        self._add.activated.connect(self._added)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for stretch, name, field in (
            (4, self.tr("Answered on"), self._day),
            (1, self.tr("At (if known)"), self._time),
            (2, self.tr("Language"), self._language),
        ):
            part = QVBoxLayout()
            captioned(part, name, field)
            row.addLayout(part, stretch)
        inside.addLayout(row)
        captioned(inside, self.tr("Who answered?"), self._respondent)
        captioned(inside, self.tr("Forms"), self._add)
        return frame

    def _new_language(self) -> None:
        self.grids.show_sheets(())
        self._fill()

    def _fill(self) -> None:
        language = self._language.currentData()
        battery = next(iter(self._visits.batteries), None)
        self._add.clear()
        self._add.addItem(self.tr("Add a form …"), "")
        if language is None or battery is None:
            return
        here = self.grids.forms()
        for form in self._visits.forms_for(battery.id, Known.NOT_KNOWN, language, self._patient):
            may_give = not form.by_staff or self._session.may(Right.ASK_IN_PERSON)
            if not form.refusal and form.id not in here and may_give:
                self._add.addItem(form.name, form.id)

    def _added(self, _index: int) -> None:
        form = self._add.currentData()
        if not form:
            return
        try:
            self.grids.add(self._sheets.blank(form, self._language.currentData(), self._patient))
        except StoreError as error:
            self.say(str(error))
            return
        self._fill()
        self.grids.enter()

    def _moment(self) -> datetime | None:
        day = self._day.date()
        if day is None:
            return None
        text = self._time.text().strip()
        try:
            at = datetime.strptime(text, "%H:%M").time() if text else time()  # noqa: DTZ007
        except ValueError:
            return None
        return datetime.combine(day, at, tzinfo=self._now.tzinfo)

    def _fault(self) -> Fault | None:
        at = self._moment()
        when = self._day if self._day.date() is None else self._time
        return first_fault(
            (
                at,
                self.tr("Please write the day as day, month and year, and the time as 09:30."),
                when,
            ),
            (
                at and at <= self._now,
                self.tr("That moment is still to come. Please check the day and the time."),
                self._day,
            ),
            (self._respondent.value(), self.tr("Please say who answered."), self._respondent),
            (
                any(self.grids.answers().values()),
                self.tr("Nothing is keyed in yet: please add a form and its answers."),
                self._add,
            ),
        )

    def _save(self) -> None:
        at = self._moment()
        fault = self._fault() or self.grids.fault()
        self.say(fault)
        if fault or at is None:
            return
        paper = PaperVisit(
            self._patient,
            at,
            self._language.currentData(),
            Respondent(self._respondent.value() or Respondent.SELF),
            self.grids.answers(),
        )
        try:
            self._sheets.keep_paper(paper)
        except StoreError as error:
            self.say(str(error))
            return
        self.finished.emit(self._patient)
