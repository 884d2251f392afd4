# SPDX-License-Identifier: Apache-2.0
"""One person's record."""

from __future__ import annotations

from intake.app.desk.day import DayPart
from intake.app.desk.office import Office
from intake.app.desk.reports import summary_of
from intake.core.content import History, Trends
from intake.core.errors import StoreError
from intake.core.plainlines import plain_lines
from intake.core.records import VisitLine, VisitState
from intake.core.rights import Right
from intake.core.visit import Patient, Treatment
from intake.ui.staff.context import PatientPage

_ENDED = (VisitState.DONE, VisitState.ENDED_EARLY)


class PatientPart:
    """One person, as `intake.ui.staff.context.PatientDesk` says."""

    def __init__(self, office: Office) -> None:
        """Work in this office."""
        self._office = office
        self._day = DayPart(office)

    def page(self, record_number: str) -> PatientPage:
        """Return everything about a person; the look is audited."""
        office = self._office
        office.require(Right.FIND_PATIENTS)
        person = office.store.patients.get(record_number)
        if person is None:
            raise StoreError("This person is no longer in the clinic's file.")
        lines = office.store.visits.of(person.id)
        subject = office.store.patients.subject(person.id)
        office.store.journal.record(office.stamp(), "patient.viewed", subject)
        return PatientPage(
            person,
            self._day.listed(lines),
            office.store.treatments.of(person.id),
            *self._course(lines),
            office.store.patients.similar(person),
            office.store.alerts.of_patient(person.id),
        )

    def change(self, record_number: str, patient: Patient) -> None:
        """Change what is recorded about a person."""
        self._office.require(Right.CHANGE_PATIENT)
        stamp = self._office.stamp()
        self._office.store.patients.change(record_number, patient, stamp, "changed at the desk")

    def merge(self, kept: str, other: str, reason: str) -> None:
        """Make two records of one person one."""
        self._office.require(Right.MERGE_PATIENTS)
        self._office.store.patients.merge(other, kept, self._office.stamp(), reason)

    def add_treatment(self, record_number: str, treatment: Treatment) -> None:
        """Record a treatment."""
        self._office.require(Right.RECORD_TREATMENT)
        self._office.store.treatments.add(record_number, treatment, self._office.stamp())

    def change_treatment(self, treatment: int, right: Treatment, reason: str) -> None:
        """Set a treatment right; what stood there stays in the file."""
        self._office.require(Right.RECORD_TREATMENT)
        self._office.store.treatments.change(treatment, right, self._office.stamp(), reason)

    def withdraw_treatment(self, treatment: int, reason: str) -> None:
        """Take back a treatment that was not given; it stays in the file."""
        self._office.require(Right.RECORD_TREATMENT)
        self._office.store.treatments.withdraw(treatment, self._office.stamp(), reason)

    def mark_read(self, visit: str) -> None:
        """Record that the person who is signed in has read a visit's report.

        Raises:
            StoreError: also while a message waits, or before there is a report.
        """
        self._office.require(Right.MARK_READ)
        self._office.refuse_while_waiting(visit)
        reports = self._office.store.reports.of(visit)
        if not reports:
            raise StoreError("There is no report of this visit yet. Open the report first.")
        self._office.store.reports.mark_read(reports[0].number, self._office.stamp())

    def summary_lines(self, visit: str) -> tuple[str, ...]:
        """Return a visit in at most ten lines; the copy is audited."""
        self._office.require(Right.COPY_SUMMARY)
        lines = plain_lines(summary_of(self._office, visit))
        self._office.store.journal.record(self._office.stamp(), "summary.copied", f"visit:{visit}")
        return lines

    def _course(self, lines: tuple[VisitLine, ...]) -> tuple[History | None, Trends | None]:
        ended = [line for line in lines if line.state in _ENDED]
        if not ended or not self._office.may(Right.SEE_ANSWERS):
            return None, None
        summary = summary_of(self._office, ended[0].id)
        return summary.history, summary.trends
