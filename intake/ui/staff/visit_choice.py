# SPDX-License-Identifier: Apache-2.0
"""Which visits are to be exported: all, since a day, one person's, or one."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from intake.core.errors import StoreError
from intake.core.export import Selection
from intake.core.visit import Patient
from intake.ui.staff.choice_row import ChoiceRow
from intake.ui.staff.context import ExportDesk, ListedVisit
from intake.ui.staff.date_input import DateInput
from intake.ui.staff.parts import captioned, card, label, part
from intake.ui.staff.words import Called, age_and_number, when

WIDEST = 520
"""The widest a field for a day or a number gets, in pixels at 96 dpi."""

ALL, SINCE, PATIENT, VISIT = "all", "since", "patient", "visit"


class VisitChoice(QWidget):
    """A card that shows whose visits they are before anything of theirs leaves."""

    def __init__(self, desk: ExportDesk, called: Called) -> None:
        super().__init__()
        self._desk = desk
        self._called = called
        self._visit = ""
        self._is_found = False
        frame, inside = card()
        inside.addWidget(label(self.tr("Which visits"), "heading"))
        self._which = ChoiceRow(
            (
                (ALL, self.tr("All that have ended")),
                (SINCE, self.tr("Since a day")),
                (PATIENT, self.tr("One patient")),
                (VISIT, self.tr("One visit")),
            )
        )
        inside.addWidget(self._which)
        self._day = DateInput(self.tr("Day"), self.tr("Month"), self.tr("Year"))
        self._number = QLineEdit()
        for each in (self._day, self._number):
            each.setMaximumWidth(WIDEST)
        self._who = label("", "hint")
        self._one = label("", "body")
        self._since_part, since = part(inside)
        captioned(since, self.tr("From this day on"), self._day)
        self._patient_part, patient = part(inside)
        captioned(patient, self.tr("Record number"), self._number)
        patient.addWidget(self._who)
        inside.addWidget(self._one)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        self._which.changed.connect(self._show_which)
        self._number.textChanged.connect(self._look)

    def choose(self, about: Patient | ListedVisit | None) -> None:
        """Choose one person's visits or one visit, or all if neither is given."""
        self.forget()
        if isinstance(about, ListedVisit):
            visit, person = about.line, about.line.patient
            self._visit = visit.id
            self._number.setText(person.id)
            self._one.setText(f"{when(visit)} · {self._called(person)} · {age_and_number(person)}")
            self._which.offer({ALL, SINCE, PATIENT, VISIT})
            self._which.choose(VISIT)
        elif about is not None:
            self._number.setText(about.id)
            self._which.choose(PATIENT)
        self._show_which()

    def forget(self) -> None:
        """Forget whose visits were chosen; nothing is asked of the file for that."""
        self._visit = ""
        for each in (self._day, self._number, self._one):
            each.clear()
        self._which.offer({ALL, SINCE, PATIENT})
        self._which.choose(ALL)
        self._show_which()

    def problem(self) -> str:
        """Return the first thing that is missing, as a sentence; empty when nothing is."""
        if self._which.value() == SINCE and self._day.date() is None:
            return self.tr("Please write the day from which on visits are wanted.")
        if self._which.value() == PATIENT and not self._number.text().strip():
            return self.tr("Please write the record number of the patient.")
        if self._which.value() == PATIENT and not self._is_found:
            return self._who.text()
        return ""

    def selection(self) -> Selection:
        """Return which visits were chosen."""
        which = self._which.value()
        return Selection(
            number=self._number.text().strip() if which == PATIENT else "",
            since=self._day.date() if which == SINCE else None,
            visit=self._visit if which == VISIT else "",
        )

    def _show_which(self) -> None:
        which = self._which.value()
        self._since_part.setVisible(which == SINCE)
        self._patient_part.setVisible(which == PATIENT)
        self._one.setVisible(which == VISIT)

    def _look(self, number: str) -> None:
        self._is_found = False
        if not number.strip():
            self._who.clear()
            return
        try:
            person = self._desk.person(number.strip())
        except StoreError as error:
            self._who.setText(str(error))
            return
        self._is_found = person is not None
        said = f"{self._called(person)} · {age_and_number(person)}" if person else ""
        self._who.setText(said or self.tr("Nobody has this record number."))
