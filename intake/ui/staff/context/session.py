# SPDX-License-Identifier: Apache-2.0
"""Who is signed in."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from intake.core.rights import Right
from intake.core.staff import StaffMember
from intake.core.visit import Patient


class Session(Protocol):
    """Who is signed in."""

    @property
    def member(self) -> StaffMember:
        """The person who is signed in."""

    @property
    def clinic(self) -> str:
        """The clinic's name, as it heads the reports."""

    def may(self, right: Right) -> bool:
        """Say whether the person who is signed in has a right."""

    def called(self, patient: Patient) -> str:
        """Return what a patient is called on the team's screens, as the clinic decided."""

    def now(self) -> datetime:
        """Return the time, with its zone."""
