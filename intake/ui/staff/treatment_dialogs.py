# SPDX-License-Identifier: Apache-2.0
"""Treatments: recorded, set right with a reason, or taken back with one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo

from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from intake.core.records import TreatmentLine
from intake.core.visit import Patient, Treatment
from intake.ui.staff.context import PatientDesk
from intake.ui.staff.date_input import DateInput
from intake.ui.staff.faults import Fault, first_fault
from intake.ui.staff.form_dialog import DialogWords, FormDialog, ask_reason, why_fault
from intake.ui.staff.parts import captioned
from intake.ui.staff.picker import Picker
from intake.ui.staff.words import moment


class TreatmentFields(QWidget):
    """What was given, how much of it, and when."""

    def __init__(self, kinds: Sequence[str], zone: tzinfo | None) -> None:
        super().__init__()
        self._zone = zone
        self._kind = Picker()
        self._kind.setEditable(True)
        self._kind.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._kind.addItems(list(kinds))
        typed = self._kind.lineEdit()
        if typed is not None:
            typed.setAccessibleName(self.tr("Treatment"))
        self._dose, self._note, self._at = QLineEdit(), QLineEdit(), QLineEdit()
        self._day = DateInput(self.tr("Day of the treatment"), self.tr("Month"), self.tr("Year"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        captioned(layout, self.tr("Treatment"), self._kind)
        captioned(layout, self.tr("Dose, with its unit"), self._dose)
        captioned(layout, self.tr("Day"), self._day)
        captioned(layout, self.tr("Time"), self._at)
        captioned(layout, self.tr("Note (optional)"), self._note)
        self.setFocusProxy(self._kind)

    def show_treatment(self, treatment: Treatment) -> None:
        """Show what was recorded."""
        self._kind.setCurrentText(treatment.kind)
        self._dose.setText(treatment.dose)
        self._note.setText(treatment.note)
        self._at.setText(f"{treatment.at:%H:%M}")
        self._day.set_date(treatment.at.date())

    def treatment(self) -> Treatment | None:
        """Return what the fields say; `None` without a day and a time."""
        at = self._moment()
        kind, dose, note = (
            each.strip()
            for each in (self._kind.currentText(), self._dose.text(), self._note.text())
        )
        return Treatment(at, kind, dose, note) if at else None

    def fault(self) -> Fault | None:
        """Return the first thing that is missing."""
        when = self.tr("Please write the day and the time, such as 2 April 2026 and 09:30.")
        return first_fault(
            (
                self._kind.currentText().strip(),
                self.tr("Please write which treatment it was."),
                self._kind,
            ),
            (self._day.date(), when, self._day),
            (self._moment(), when, self._at),
        )

    def _moment(self) -> datetime | None:
        try:
            clock = datetime.strptime(self._at.text().strip(), "%H:%M").time()  # noqa: DTZ007
        except ValueError:
            return None
        given = self._day.date()
        return datetime.combine(given, clock, tzinfo=self._zone) if given else None


def record_dialog(
    parent: QWidget, desk: PatientDesk, patient: Patient, kinds: Sequence[str], now: datetime
) -> FormDialog:
    """Return the dialog that records a treatment."""
    fields = TreatmentFields(kinds, now.tzinfo)
    fields.show_treatment(Treatment(now, ""))
    words = DialogWords(
        parent.tr("Record a treatment"),
        parent.tr("It is marked on the report's time axis and never judged."),
        parent.tr("Record"),
    )
    act = _with_treatment(fields, lambda given: desk.add_treatment(patient.id, given))
    dialog = FormDialog(parent, words, fields.fault, act)
    dialog.add_bare(fields)
    return dialog


def set_right_dialog(
    parent: QWidget, desk: PatientDesk, line: TreatmentLine, kinds: Sequence[str]
) -> FormDialog:
    """Return the dialog that sets a treatment right; what stood there stays in the file."""
    fields, reason = TreatmentFields(kinds, line.treatment.at.tzinfo), QLineEdit()
    fields.show_treatment(line.treatment)
    words = DialogWords(
        parent.tr("Change a treatment"),
        parent.tr("Recorded by {name} on {when}. What stood there stays in the file.").format(
            name=line.by, when=moment(line.recorded)
        ),
        parent.tr("Change"),
    )
    act = _with_treatment(
        fields, lambda right: desk.change_treatment(line.id, right, reason.text().strip())
    )
    dialog = FormDialog(parent, words, lambda: fields.fault() or why_fault(reason), act)
    dialog.add_bare(fields)
    dialog.add(parent.tr("Reason"), reason)
    return dialog


def take_back_dialog(parent: QWidget, desk: PatientDesk, line: TreatmentLine) -> FormDialog:
    """Return the dialog that takes a treatment back that was not given."""
    return ask_reason(
        parent,
        DialogWords(
            parent.tr("Take this treatment back?"),
            parent.tr(
                "{kind}, {when}: for a treatment that was not given. It is left out of reports, "
                "and stays in the file."
            ).format(kind=line.treatment.kind, when=moment(line.treatment.at)),
            parent.tr("Take it back"),
        ),
        lambda reason: desk.withdraw_treatment(line.id, reason),
    )


def _with_treatment(
    fields: TreatmentFields, keep: Callable[[Treatment], None]
) -> Callable[[], None]:
    def act() -> None:
        given = fields.treatment()
        if given is not None:
            keep(given)

    return act
