# SPDX-License-Identifier: Apache-2.0
"""Starting and ending visits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from intake.core.records import Known
from intake.core.visit import Battery, Patient, Respondent


@dataclass(frozen=True, slots=True)
class OfferedForm:
    """A form that this visit may ask.

    `is_planned` says that the battery brings it. `hint` is what the desk should know, such
    as when it was last given, and `is_due` false when it was given lately; `refusal` says why
    it cannot be given, empty when it can; `left_out` what staff do where it is left out. A form
    `by_staff` is asked in person, not handed over.
    """

    id: str
    name: str
    is_planned: bool
    is_provisional: bool = False
    needs_reach: bool = False
    is_due: bool = True
    hint: str = ""
    refusal: str = ""
    left_out: str = ""
    by_staff: bool = False
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """What a person's visit starts from: as last time, or what is due."""

    battery: str
    known_diagnosis: Known | None = None
    language: str = "en"
    respondent: Respondent | None = None
    interpreter: bool = False


@dataclass(frozen=True, slots=True)
class VisitForm:
    """What was filled in at the desk, complete and checked."""

    patient: Patient
    known_diagnosis: Known
    battery: str
    forms: tuple[str, ...]
    language: str
    respondent: Respondent
    staff_within_reach: bool = False
    interpreter: bool = False


class VisitDesk(Protocol):
    """Starting, ending and correcting visits."""

    @property
    def batteries(self) -> tuple[Battery, ...]:
        """The batteries that can be given."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which the clinic asks."""

    def person(self, record_number: str) -> Patient | None:
        """Return the person with this record number."""

    def lookalikes(self, patient: Patient) -> tuple[Patient, ...]:
        """Return known people who may be this one under another record number."""

    def plan(self, patient: str | None) -> Plan:
        """Return what a visit of a person starts from; `None` for somebody new."""

    def forms_for(
        self, battery: str, known: Known, language: str, patient: Patient | None
    ) -> tuple[OfferedForm, ...]:
        """Return the forms of a battery in order, and then every other that could be added."""

    def begin(self, form: VisitForm) -> str:
        """Store a new visit and return its id."""

    def hand_over(self, visit: str) -> None:
        """Show the patient's window for a visit."""

    def end_early(self, visit: str) -> None:
        """End a visit that the patient will not finish."""

    def cancel(self, visit: str, reason: str) -> None:
        """Take back a visit that should not have been started; it stays in the audit."""

    def reopen(self, visit: str) -> None:
        """Let a visit of today go on."""

    def move(self, visit: str, record_number: str, reason: str) -> None:
        """Give a visit to the person whose it is."""
