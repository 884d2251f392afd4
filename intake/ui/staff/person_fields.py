# SPDX-License-Identifier: Apache-2.0
"""The fields that say who somebody is, and the people who may be the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from intake.core.errors import StoreError
from intake.core.likeness import is_credible_birth
from intake.core.visit import Patient, Sex
from intake.ui.staff.date_input import DateInput
from intake.ui.staff.faults import Fault, first_fault
from intake.ui.staff.parts import captioned
from intake.ui.staff.picker import Picker
from intake.ui.staff.row_list import Row, RowAction, RowList
from intake.ui.staff.words import Called, age_and_number

LONGEST_NUMBER = 40
LONGEST_NAME = 120
Lookalikes = Callable[[Patient], tuple[Patient, ...]]


class PersonFields(QWidget):
    """Record number, name, date of birth and sex. Nothing is guessed.

    `chosen` carries a known person whom the desk picked instead of writing them down twice.
    """

    chosen = Signal(object)

    def __init__(
        self, today: Callable[[], date], called: Called, lookalikes: Lookalikes | None = None
    ) -> None:
        super().__init__()
        self._today = today
        self._called = called
        self._lookalikes = lookalikes
        self.number = QLineEdit()
        self.number.setMaxLength(LONGEST_NUMBER)
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST_NAME)
        self.born = DateInput()
        self.sex = Picker()
        for sex, words in (
            (Sex.NOT_RECORDED, self.tr("Not recorded")),
            (Sex.FEMALE, self.tr("Female")),
            (Sex.MALE, self.tr("Male")),
        ):
            self.sex.addItem(words, sex)
        self._known = RowList(self.tr("Already known?"), "alert")
        self._known.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        captioned(layout, self.tr("Name"), self.name)
        captioned(layout, self.tr("Date of birth"), self.born)
        captioned(layout, self.tr("Record number"), self.number)
        captioned(layout, self.tr("Sex (optional)"), self.sex)
        layout.addWidget(self._known)
        for field in (self.name, self.number):
            field.editingFinished.connect(self._look)
        self.born.changed.connect(self._look)
        self.setFocusProxy(self.name)

    def clear(self) -> None:
        """Show nothing."""
        self.show_person(Patient(""))

    def show_person(self, person: Patient) -> None:
        """Show what is known about somebody."""
        self.number.setText(person.id)
        self.name.setText(person.name or "")
        self.born.set_date(person.birth_date)
        self.sex.setCurrentIndex(max(0, self.sex.findData(person.sex)))
        self._known.hide()

    def person(self) -> Patient:
        """Return what the fields say, complete or not."""
        return Patient(
            id=self.number.text().strip(),
            name=self.name.text().strip() or None,
            birth_date=self.born.date(),
            sex=Sex(self.sex.currentData()),
        )

    def fault(self) -> Fault | None:
        """Return the first thing that is missing."""
        person = self.person()
        return first_fault(
            (person.name, self.tr("Please write the patient's name."), self.name),
            (
                person.birth_date,
                self.tr("Please write the date of birth as day, month and year of four digits."),
                self.born,
            ),
            (
                person.birth_date and is_credible_birth(person.birth_date, self._today()),
                self.tr("This date of birth cannot be right. Please check the year."),
                self.born,
            ),
            (person.id, self.tr("Please write the record number."), self.number),
        )

    def _look(self) -> None:
        if self._lookalikes is None:
            return
        try:
            people = self._lookalikes(self.person())
        except StoreError:
            # The screen says so when it stores; here it would only be in the way of typing.
            people = ()
        self._known.show_rows([self._row(each) for each in people])

    def _row(self, person: Patient) -> Row:
        pick = RowAction(self.tr("This person"), partial(self.chosen.emit, person))
        return Row(self._called(person), age_and_number(person), (pick,))
