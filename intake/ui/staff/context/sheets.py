# SPDX-License-Identifier: Apache-2.0
"""Forms that staff key in or correct."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from intake.core.answers import Answer, Answers
from intake.core.instrument import Instrument
from intake.core.visit import Patient, Respondent
from intake.core.wording import Wording


@dataclass(frozen=True, slots=True)
class Sheet:
    """One form to be filled in by staff, and what is answered already."""

    instrument: Instrument
    wording: Wording
    answers: Answers = field(default_factory=dict)
    needs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PaperVisit:
    """A visit that was answered on paper: whose, when, in which language, and by whom."""

    patient: Patient
    at: datetime
    language: str
    respondent: Respondent
    answers: Mapping[str, Answers]


class SheetDesk(Protocol):
    """Forms that staff key in or correct."""

    def blank(self, form: str, language: str, patient: Patient) -> Sheet:
        """Return an empty form."""

    def keep_paper(self, paper: PaperVisit) -> str:
        """Store a visit that was answered on paper and return its id."""

    def filled(self, visit: str) -> tuple[Sheet, ...]:
        """Return the forms of a visit with their answers."""

    def correct(self, visit: str, form: str, changed: Mapping[str, Answer], reason: str) -> None:
        """Add corrected answers; what stood there before stays in the file."""
