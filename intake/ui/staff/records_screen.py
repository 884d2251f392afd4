# SPDX-License-Identifier: Apache-2.0
"""Records that are kept no longer: old visits, or everything about one patient."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QLineEdit, QWidget

from intake.core.errors import StoreError
from intake.ui.staff.context import RecordsDesk, ToErase
from intake.ui.staff.context.records import MOST_YEARS
from intake.ui.staff.faults import Fault, FaultLine
from intake.ui.staff.parts import Screen, button, captioned, card, column, in_row, label
from intake.ui.staff.words import Called, age_and_number, day

YEARS = 10


class RecordsScreen(Screen):
    """Counts before anything is erased. Signals carry what is wanted and the count in words."""

    older_wanted = Signal(int, str)
    patient_wanted = Signal(object, str)

    def __init__(self, desk: RecordsDesk, called: Called) -> None:
        super().__init__()
        self._called = called
        self._desk = desk
        layout = column(self)
        layout.addWidget(label(self.tr("Records"), "title"))
        layout.addWidget(
            label(
                self.tr(
                    "What is erased leaves the clinic's file for good; the audit keeps by whom "
                    "and when, and no name. Backups made before, files that a restore set aside, "
                    "reports in the clinic's folder and exports still hold it: those are for you "
                    "to delete. How long records must be kept is decided by your country's law."
                ),
                "hint",
            )
        )
        layout.addWidget(self._old())
        layout.addWidget(self._one())
        self._done = label("", "strong")
        layout.addWidget(self._done)
        layout.addStretch(1)
        self.first = self._years

    def refresh(self) -> None:
        """Start with nothing chosen."""
        self._years.setText(str(YEARS))
        self._number.clear()
        self._done.clear()
        for said in (self._said_old, self._said_one):
            said.tell(None)

    def say(self, words: str) -> None:
        """Say what was erased."""
        self._number.clear()
        self._done.setText(words)

    def _old(self) -> QWidget:
        frame, inside = card()
        inside.addWidget(label(self.tr("Old visits"), "heading"))
        self._years = QLineEdit(str(YEARS))
        self._years.setValidator(QIntValidator(1, MOST_YEARS, self._years))
        self._years.setMaximumWidth(120)
        self._said_old = FaultLine()
        count = button(self.tr("Count them …"))
        count.clicked.connect(self._count_old)
        captioned(inside, self.tr("Delete visits older than so many years"), self._years)
        inside.addWidget(self._said_old)
        inside.addLayout(in_row(count, None))
        return frame

    def _one(self) -> QWidget:
        frame, inside = card()
        inside.addWidget(label(self.tr("One patient"), "heading"))
        self._number = QLineEdit()
        self._number.setMaximumWidth(320)
        self._said_one = FaultLine()
        look = button(self.tr("Look …"))
        look.clicked.connect(self._look_up)
        captioned(inside, self.tr("Record number of the patient to be erased"), self._number)
        inside.addWidget(self._said_one)
        inside.addLayout(in_row(look, None))
        return frame

    def _count_old(self) -> None:
        self._done.clear()
        years = int(self._years.text() or 0)
        if not years:
            self._said_old.tell(Fault(self.tr("Please write how many years."), self._years))
            return
        try:
            before, count = self._desk.older_than(years)
        except StoreError as error:
            self._said_old.tell(str(error))
            return
        if not count.visits:
            none = self.tr("No visit from before {day} can be deleted.")
            words = none.format(day=day(before)) + (" " + kept_words(count)).rstrip()
            self._said_old.tell(words)
            return
        self._said_old.tell(None)
        from_before = self.tr("From before {day}: {count}").format(
            day=day(before), count=count_words(count)
        )
        self.older_wanted.emit(years, from_before)

    def _look_up(self) -> None:
        self._done.clear()
        number = self._number.text().strip()
        try:
            person = self._desk.someone(number) if number else None
            if person is None:
                said = self.tr("Nobody has this record number. Check it.")
                self._said_one.tell(Fault(said, self._number))
                return
            count = self._desk.all_of(person.id)
        except StoreError as error:
            self._said_one.tell(str(error))
            return
        self._said_one.tell(None)
        who = f"{self._called(person)} · {age_and_number(person)}"
        self.patient_wanted.emit(person, f"{who}\n{count_words(count)}")


def count_words(count: ToErase) -> str:
    """Return what an erasure takes along, in words."""
    parts = (
        _of(count.visits, "visit", "visits"),
        _of(count.patients, "patient record", "patient records"),
        _of(count.reports, "report", "reports"),
    )
    return f"{', '.join(parts)}. {kept_words(count)}".strip()


def kept_words(count: ToErase) -> str:
    """Return which visits stay, in words, if any."""
    if not count.kept:
        return ""
    waits = _of(count.kept, "visit stays", "visits stay")
    return f"{waits}: a message about it still waits for the team."


def _of(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
