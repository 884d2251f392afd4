# SPDX-License-Identifier: Apache-2.0
"""What happened, by whom and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One entry of the audit."""

    number: int
    at: datetime
    who: str
    what: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class AuditWish:
    """Which entries are wanted. What is empty wants all; both days are still wanted.

    `kind` is one that `AuditDesk.kinds` returns, `patient` a record number.
    """

    who: str = ""
    kind: str = ""
    patient: str = ""
    first: date | None = None
    last: date | None = None


class AuditDesk(Protocol):
    """What happened, by whom and when."""

    def kinds(self) -> tuple[str, ...]:
        """Return the kinds of entries, in words with which `AuditLine.what` begins."""

    def people(self) -> tuple[str, ...]:
        """Return everybody who ever did something."""

    def audit(self, wish: AuditWish) -> Sequence[AuditLine]:
        """Return what is wanted of the audit, newest first."""

    def audit_state(self) -> str:
        """Say in one sentence whether the audit's chain holds."""

    def export_audit(self, lines: Sequence[AuditLine], path: Path) -> None:
        """Write entries as CSV."""
