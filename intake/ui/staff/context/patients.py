# SPDX-License-Identifier: Apache-2.0
"""One person's record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from intake.core.content import History, Trends
from intake.core.records import AlertLine, TreatmentLine
from intake.core.visit import Patient, Treatment
from intake.ui.staff.context.day import ListedVisit


@dataclass(frozen=True, slots=True)
class PatientPage:
    """One person with everything that the clinic recorded.

    `history` and `trends` are `None` for those who may not see answers, and before the second
    visit.
    """

    patient: Patient
    visits: tuple[ListedVisit, ...] = ()
    treatments: tuple[TreatmentLine, ...] = ()
    history: History | None = None
    trends: Trends | None = None
    lookalikes: tuple[Patient, ...] = ()
    alerts: tuple[AlertLine, ...] = ()


class PatientDesk(Protocol):
    """One person's record."""

    def page(self, record_number: str) -> PatientPage:
        """Return everything about a person."""

    def change(self, record_number: str, patient: Patient) -> None:
        """Change what is recorded about a person."""

    def merge(self, kept: str, other: str, reason: str) -> None:
        """Make two records of one person one; `kept` is the record number that stays."""

    def add_treatment(self, record_number: str, treatment: Treatment) -> None:
        """Record a treatment."""

    def change_treatment(self, treatment: int, right: Treatment, reason: str) -> None:
        """Set a treatment right; what stood there stays in the file."""

    def withdraw_treatment(self, treatment: int, reason: str) -> None:
        """Take back a treatment that was not given; it stays in the file."""

    def mark_read(self, visit: str) -> None:
        """Record that the person who is signed in has read a visit's answers."""

    def summary_lines(self, visit: str) -> tuple[str, ...]:
        """Return a visit in at most ten lines, for the health record; the copy is audited."""
