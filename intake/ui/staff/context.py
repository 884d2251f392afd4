# SPDX-License-Identifier: Apache-2.0
"""What the staff screens may ask of the app. The app gives them an object of this shape."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from intake.core.records import AlertLine, Known, VisitLine
from intake.core.visit import Battery, Patient, Respondent


@dataclass(frozen=True, slots=True)
class VisitForm:
    """What was filled in at the desk, complete and checked."""

    patient: Patient
    known_diagnosis: Known
    battery: str
    language: str
    respondent: Respondent
    staff_within_reach: bool


@dataclass(frozen=True, slots=True)
class FormName:
    """A form as the desk lists it."""

    name: str
    is_provisional: bool = False


@dataclass(frozen=True, slots=True)
class VisitPlan:
    """What a visit will ask, a line for each form that cannot be given, and about how long."""

    forms: tuple[FormName, ...]
    left_out: tuple[str, ...] = ()
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class AlertWords:
    """An alert in words: what it is about, the answer that raised it, and the answer now.

    `now` is empty while the answer is the same.
    """

    title: str
    answer: str
    now: str = ""


@dataclass(frozen=True, slots=True)
class FinishedReport:
    """A finished report, and where in the clinic's folder it lies.

    `folder_problem` says in one sentence why it could not be written there. `anchor` is the
    place of the audit trail that is printed on it.
    """

    number: int
    id: str
    pdf: bytes
    path: Path | None = None
    folder_problem: str = ""
    anchor: str = ""


class Desk(Protocol):
    """The app, as far as the staff screens need it.

    Every method may raise `StoreError`, whose message is shown as it is.
    """

    @property
    def clinic(self) -> str:
        """The clinic's name, as it heads the reports."""

    @property
    def batteries(self) -> tuple[Battery, ...]:
        """The batteries that can be given."""

    @property
    def problems(self) -> tuple[str, ...]:
        """What needs attention: forms left out, and why; one line each."""

    def languages_for(self, battery: str, known: Known) -> tuple[str, ...]:
        """Return the languages in which something of a battery can be given."""

    def plan_for(
        self,
        battery: str,
        known: Known,
        language: str,
        respondent: Respondent | None,
        record_number: str = "",
    ) -> VisitPlan:
        """Return what a visit will ask, what cannot be given and why."""

    def person(self, record_number: str) -> Patient | None:
        """Return the person with this record number."""

    def visits(self) -> tuple[VisitLine, ...]:
        """Return all visits, newest first."""

    def open_alerts(self) -> tuple[AlertLine, ...]:
        """Return what the team must look at, oldest first."""

    def words_of(self, alert: AlertLine) -> AlertWords:
        """Say what an alert is about."""

    def acknowledge(self, alert: int, by: str, action: str) -> None:
        """Record who saw an alert and what they did."""

    def begin(self, form: VisitForm) -> str:
        """Store a new visit and return its id."""

    def hand_over(self, visit: str) -> None:
        """Show the patient's window for a visit."""

    def end_early(self, visit: str) -> None:
        """End a visit that the patient will not finish."""

    def prepare_report(self, visit: str) -> Callable[[], FinishedReport]:
        """Return the job that makes a report and writes it to the clinic's folder.

        The job may take a while and touches neither windows nor the clinic's file.
        """

    def keep_report(self, report: FinishedReport) -> None:
        """Keep a finished report in the clinic's file."""
