# SPDX-License-Identifier: Apache-2.0
"""Correcting answers: what stood there before stays, and a reason is kept with the change."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from intake.core.errors import StoreError
from intake.ui.staff.context import ListedVisit, SheetDesk
from intake.ui.staff.faults import Fault, FaultLine, first_fault
from intake.ui.staff.grids import Grids
from intake.ui.staff.parts import Screen, button, captioned, column, foot, label
from intake.ui.staff.words import Called, age_and_number, when


class CorrectionScreen(Screen):
    """The answers of one visit in the same grid in which paper is keyed in."""

    finished = Signal(object)
    left = Signal()

    def __init__(self, sheets: SheetDesk, called: Called) -> None:
        super().__init__()
        self._called = called
        self._sheets = sheets
        self._visit: ListedVisit | None = None
        self._said = FaultLine()
        back = button(self.tr("Cancel"))
        back.clicked.connect(self.left)
        save = button(self.tr("Save the correction"), "primary")
        save.clicked.connect(self._save)
        layout = column(self)
        layout.addWidget(label(self.tr("Correct answers"), "title"))
        self._who = label("", "hint")
        layout.addWidget(self._who)
        self.grids = Grids()
        layout.addWidget(self.grids)
        self._reason = QLineEdit()
        captioned(layout, self.tr("Why is it corrected? The reason is kept."), self._reason)
        layout.addStretch(1)
        foot(self, back, self._said, None, save)

    def begin(self, visit: ListedVisit) -> None:
        """Show the answers of a visit as they now stand.

        Raises:
            StoreError: when they cannot be read.
        """
        self._visit = visit
        person = visit.line.patient
        self._who.setText(
            f"{self._called(person)} · {age_and_number(person)} · {when(visit.line)}"
        )
        self.grids.show_sheets(self._sheets.filled(visit.line.id))
        self._reason.clear()
        self.say(None)

    def say(self, problem: Fault | str | None) -> None:
        """Show why it could not be stored; what was typed stays."""
        self._said.tell(problem)

    def _save(self) -> None:
        reason, changes = self._reason.text().strip(), self.grids.changes()
        fault = self.grids.fault() or first_fault(
            (changes, self.tr("Nothing is changed yet."), self.grids),
            (
                reason,
                self.tr("Please write why: the reason is kept with the correction."),
                self._reason,
            ),
        )
        self.say(fault)
        if fault or self._visit is None:
            return
        try:
            for form, changed in changes.items():
                self._sheets.correct(self._visit.line.id, form, changed, reason)
        except StoreError as error:
            self.say(str(error))
            return
        self.finished.emit(self._visit.line.patient)
