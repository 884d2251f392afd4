# SPDX-License-Identifier: Apache-2.0
"""Which records are kept no longer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from intake.core.visit import Patient

MOST_YEARS = 99
"""A greater number of years is a slip of the finger."""


@dataclass(frozen=True, slots=True)
class ToErase:
    """How much an erasure takes out of the clinic's file.

    Files of as many `reports` may lie in a folder. `kept` visits stay, because a message about
    them still waits for the team.
    """

    visits: int
    patients: int
    reports: int = 0
    kept: int = 0


class RecordsDesk(Protocol):
    """What leaves the clinic's file for good. Erasing is not for the window's thread."""

    def someone(self, record_number: str) -> Patient | None:
        """Return the person with this record number."""

    def older_than(self, years: int) -> tuple[date, ToErase]:
        """Return the day before which visits are that old, and what would be erased."""

    def erase_older(self, years: int) -> ToErase:
        """Erase visits that are so many years old, and say what was erased."""

    def all_of(self, record_number: str) -> ToErase:
        """Return what would be erased with a patient."""

    def erase_patient(self, record_number: str, reason: str) -> ToErase:
        """Erase everything about a patient, and say what was erased."""
