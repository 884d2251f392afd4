# SPDX-License-Identifier: Apache-2.0
"""What is changed about one person in a few fields over the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from intake.core.visit import Patient, Treatment
from intake.ui.staff.context import PatientDesk, VisitDesk
from intake.ui.staff.date_input import DateInput
from intake.ui.staff.form_dialog import DialogWords, FormDialog
from intake.ui.staff.parts import label
from intake.ui.staff.person_fields import PersonFields
from intake.ui.staff.picker import Picker
from intake.ui.staff.words import age_and_number, spoken


def treatment_dialog(
    parent: QWidget, desk: PatientDesk, patient: Patient, kinds: Sequence[str], now: datetime
) -> FormDialog:
    """Return the dialog that records a treatment: what, how much, and when."""
    kind = Picker()
    kind.setEditable(True)
    kind.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    kind.addItems(list(kinds))
    typed = kind.lineEdit()
    if typed is not None:
        typed.setAccessibleName(parent.tr("Treatment"))
    kind.setCurrentText("")
    dose, note, at = QLineEdit(), QLineEdit(), QLineEdit(f"{now:%H:%M}")
    day = DateInput("Day of the treatment", "Month", "Year")
    day.set_date(now.date())

    def moment() -> datetime | None:
        try:
            clock = datetime.strptime(at.text().strip(), "%H:%M").time()  # noqa: DTZ007
        except ValueError:
            return None
        given = day.date()
        return datetime.combine(given, clock, tzinfo=now.tzinfo) if given else None

    def problem() -> str:
        if not kind.currentText().strip():
            return dialog.tr("Please write which treatment it was.")
        if moment() is None:
            return dialog.tr("Please write the day and the time, such as 2 April 2026 and 09:30.")
        return ""

    def act() -> None:
        given = moment()
        if given is not None:
            made = Treatment(
                given, kind.currentText().strip(), dose.text().strip(), note.text().strip()
            )
            desk.add_treatment(patient.id, made)

    dialog = FormDialog(
        parent,
        DialogWords(
            parent.tr("Record a treatment"),
            parent.tr("It is marked on the report's time axis and never judged."),
            parent.tr("Record"),
        ),
        problem,
        act,
    )
    dialog.add(dialog.tr("Treatment"), kind)
    dialog.add(dialog.tr("Dose, with its unit"), dose)
    dialog.add(dialog.tr("Day"), day)
    dialog.add(dialog.tr("Time"), at)
    dialog.add(dialog.tr("Note (optional)"), note)
    return dialog


def change_dialog(parent: QWidget, desk: PatientDesk, patient: Patient, today: date) -> FormDialog:
    """Return the dialog that changes what is recorded about a person."""
    fields = PersonFields(lambda: today)
    fields.show_person(patient)
    dialog = FormDialog(
        parent,
        DialogWords(
            parent.tr("Change the details"),
            parent.tr("Reports made before keep what they said."),
            parent.tr("Save"),
        ),
        fields.problem,
        lambda: desk.change(patient.id, fields.person()),
    )
    dialog.add_bare(fields)
    return dialog


def merge_dialog(
    parent: QWidget, desk: PatientDesk, kept: Patient, others: Sequence[Patient]
) -> FormDialog:
    """Return the dialog that makes two records of one person one."""
    other = Picker()
    for each in others:
        other.addItem(f"{spoken(each)} · {age_and_number(each)}", each.id)
    return _with_reason(
        parent,
        DialogWords(
            parent.tr("Merge two records"),
            parent.tr("All visits of the other record come to {name}, no. {id}.").format(
                name=spoken(kept), id=kept.id
            ),
            parent.tr("Merge"),
        ),
        parent.tr("The other record"),
        other,
        lambda reason: desk.merge(kept.id, str(other.currentData()), reason),
    )


def move_dialog(parent: QWidget, visits: VisitDesk, visit: str) -> FormDialog:
    """Return the dialog that gives a visit to the person whose it is."""
    number = QLineEdit()
    who = label("", "hint")

    def look() -> None:
        person = visits.person(number.text().strip())
        who.setText(
            f"{spoken(person)} · {age_and_number(person)}"
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

    def problem() -> str:
        return "" if reason.text().strip() else parent.tr("Please write why: it is kept.")

    dialog = FormDialog(parent, words, problem, lambda: act(reason.text().strip()))
    dialog.add(name, field)
    dialog.add(parent.tr("Reason"), reason)
    return dialog
