# SPDX-License-Identifier: Apache-2.0
"""What the clinic decides, who is in the team, and what happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from intake.core.staff import Role, StaffMember


@dataclass(frozen=True, slots=True)
class BandChoice:
    """A score for which more than one set of bands was published."""

    key: str
    name: str
    sets: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Settings:
    """What the clinic decides. `crisis_line` is shown to patients only once it is confirmed."""

    clinic: str = ""
    address: str = ""
    logo: str = ""
    crisis_line: str = ""
    is_line_confirmed: bool = False
    report_folder: str = ""
    report_name: str = ""
    paper: str = "A4"
    languages: tuple[str, ...] = ("en",)
    name_style: str = "first_name"
    theme: str = "light"
    bands: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewMember:
    """Somebody who joins the team."""

    name: str
    role: Role
    passphrase: str
    pin: str


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One entry of the audit."""

    number: int
    at: datetime
    who: str
    what: str
    about: str = ""


class ClinicDesk(Protocol):
    """What the clinic decides, who is in the team, and what happened."""

    def settings(self) -> Settings:
        """Return what the clinic decided."""

    def change_settings(self, settings: Settings) -> None:
        """Change what the clinic decided."""

    @property
    def bands(self) -> tuple[BandChoice, ...]:
        """The scores for which the clinic may choose another set of bands."""

    @property
    def all_languages(self) -> tuple[str, ...]:
        """Every language in which some form can be given."""

    def team(self) -> tuple[StaffMember, ...]:
        """Return the people of the team."""

    def add_member(self, new: NewMember, own_passphrase: str) -> bool:
        """Add somebody to the team; `False` when the passphrase is not that of who asks.

        Slow on purpose: not for the window's thread.
        """

    def remove_member(self, member: str) -> None:
        """Let somebody sign in no more."""

    def audit(self) -> Sequence[AuditLine]:
        """Return the audit, newest first."""

    def rekey(self) -> tuple[str, ...]:
        """Give the clinic's file a new key and return the recovery code that now counts.

        Not for the window's thread.
        """

    def audit_state(self) -> str:
        """Say in one sentence whether the audit's chain holds."""

    def export_audit(self, lines: Sequence[AuditLine], path: Path) -> None:
        """Write entries as CSV."""

    def back_up(self, path: Path) -> str:
        """Write a checked backup and say so in one sentence. Not for the window's thread."""

    def last_backup(self) -> datetime | None:
        """Return when the last backup was made."""
