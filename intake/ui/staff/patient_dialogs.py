# SPDX-License-Identifier: Apache-2.0
"""What is changed about a person or a visit in a few fields over the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from intake.core.visit import Patient
from intake.ui.staff.context import PatientDesk, VisitDesk
from intake.ui.staff.form_dialog import DialogWords, FormDialog, why_fault
from intake.ui.staff.parts import label
from intake.ui.staff.person_fields import PersonFields
from intake.ui.staff.picker import Picker
from intake.ui.staff.words import Called, age_and_number


def change_dialog(
    parent: QWidget, desk: PatientDesk, called: Called, patient: Patient, today: date
) -> FormDialog:
    """Return the dialog that changes what is recorded about a person."""
    fields = PersonFields(lambda: today, called)
    fields.show_person(patient)
    dialog = FormDialog(
        parent,
        DialogWords(
            parent.tr("Change the details"),
            parent.tr("Reports made before keep what they said."),
            parent.tr("Save"),
        ),
        fields.fault,
        lambda: desk.change(patient.id, fields.person()),
    )
    dialog.add_bare(fields)
    return dialog


def merge_dialog(
    parent: QWidget,
    desk: PatientDesk,
    called: Called,
    kept: Patient,
    others: Sequence[Patient],
) -> FormDialog:
    """Return the dialog that makes two records of one person one."""
    other = Picker()
    for each in others:
        other.addItem(f"{called(each)} · {age_and_number(each)}", each.id)
    return _with_reason(
        parent,
        DialogWords(
            parent.tr("Merge two records"),
            parent.tr("All visits of the other record come to {name}, no. {id}.").format(
                name=called(kept), id=kept.id
            ),
            parent.tr("Merge"),
        ),
        parent.tr("The other record"),
        other,
        lambda reason: desk.merge(kept.id, str(other.currentData()), reason),
    )


def move_dialog(parent: QWidget, visits: VisitDesk, called: Called, visit: str) -> FormDialog:
    """Return the dialog that gives a visit to the person whose it is."""
    number = QLineEdit()
    who = label("", "hint")

    def look() -> None:
        person = visits.person(number.text().strip())
        who.setText(
            f"{called(person)} · {age_and_number(person)}"
            if person
            else parent.tr("Nobody has this record number.")
        )

    number.editingFinished.connect(look)
    dialog = _with_reason(
        parent,
        DialogWords(
            parent.tr("This visit belongs to another patient"),
            parent.tr("Nothing is lost: the audit keeps where the visit was before."),
            parent.tr("Move the visit"),
        ),
        parent.tr("Record number of the right patient"),
        number,
        lambda reason: visits.move(visit, number.text().strip(), reason),
    )
    dialog.add_bare(who)
    return dialog


def _with_reason(
    parent: QWidget,
    words: DialogWords,
    name: str,
    field: QWidget,
    act: Callable[[str], None],
) -> FormDialog:
    reason = QLineEdit()
    dialog = FormDialog(
        parent, words, lambda: why_fault(reason), lambda: act(reason.text().strip())
    )
    dialog.add(name, field)
    dialog.add(parent.tr("Reason"), reason)
    return dialog
