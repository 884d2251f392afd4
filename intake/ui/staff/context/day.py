# SPDX-License-Identifier: Apache-2.0
"""What the home screen lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from intake.core.records import Reading, VisitLine
from intake.core.visit import Patient


@dataclass(frozen=True, slots=True)
class ListedVisit:
    """A visit as a list shows it. `asked` names its forms, in short words.

    `may_reopen` says that it ended today, so that it can still go on.
    """

    line: VisitLine
    asked: str = ""
    read_by: Reading | None = None
    is_cancelled: bool = False
    may_reopen: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A person that a search found."""

    patient: Patient
    last_visit: date | None = None


class DayDesk(Protocol):
    """What the home screen lists."""

    @property
    def problems(self) -> tuple[str, ...]:
        """What needs attention, one line each."""

    def running(self) -> tuple[ListedVisit, ...]:
        """Return the visits that are not ended, newest first."""

    def unread(self, limit: int) -> tuple[ListedVisit, ...]:
        """Return the newest ended visits whose answers nobody has read yet."""

    def read_today(self) -> tuple[ListedVisit, ...]:
        """Return the visits of today that somebody has read, newest first."""

    def find(self, text: str) -> tuple[Found, ...]:
        """Return the people of whom a name word, record number or birth date begins like this."""
