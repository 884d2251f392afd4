# SPDX-License-Identifier: Apache-2.0
"""Who is in the team, what everybody may change about themselves, and the keys' safe-keeping."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from intake.app import safekeeping
from intake.app.desk.office import LAST_BACKUP, Office
from intake.core.rights import Right
from intake.core.staff import Role, StaffMember
from intake.ui.staff.context import NewMember, WayBack


class TeamPart:
    """The team, as `intake.ui.staff.context.TeamDesk` and `AccountDesk` say."""

    def __init__(self, office: Office) -> None:
        """Work in this office."""
        self._office = office

    def team(self) -> tuple[StaffMember, ...]:
        """Return the people of the team."""
        self._office.require(Right.MANAGE_TEAM)
        return self._office.store.team.members()

    def add_member(self, new: NewMember, own_passphrase: str) -> bool:
        """Add somebody to the team, once whoever asks has shown the own passphrase."""
        self._office.require(Right.MANAGE_TEAM)
        return self._office.do.keys.add(new, own_passphrase)

    def change_role(self, member: str, role: Role, own_passphrase: str) -> bool:
        """Give somebody another role; it counts from their next sign-in."""
        self._office.require(Right.MANAGE_TEAM)
        return self._office.do.keys.change_role(member, role, own_passphrase)

    def renew_passphrase(self, member: str, passphrase: str, own_passphrase: str) -> bool:
        """Give a passphrase to somebody who has forgotten theirs."""
        self._office.require(Right.MANAGE_TEAM)
        return self._office.do.keys.renew(member, passphrase, own_passphrase)

    def remove_member(self, member: str, reason: str) -> None:
        """Let somebody sign in no more."""
        self._office.require(Right.MANAGE_TEAM)
        self._office.do.keys.remove(member, reason)

    def rekey(self) -> tuple[str, ...]:
        """Give the clinic's file a new key and return the recovery code that now counts."""
        self._office.require(Right.MANAGE_TEAM)
        return self._office.do.keys.rekey()

    def change_own_passphrase(self, old: str, new: str) -> bool:
        """Change the passphrase of who is signed in, whatever their role."""
        return self._office.do.keys.change_own(old, new)

    def change_own_pin(self, own_passphrase: str, pin: str) -> bool:
        """Change the PIN of who is signed in, whatever their role."""
        return self._office.do.keys.change_own_pin(own_passphrase, pin)


class BackupPart:
    """Backups, as `intake.ui.staff.context.BackupDesk` and `Restoring` say."""

    def __init__(self, office: Office) -> None:
        """Work in this office."""
        self._office = office

    def back_up(self, path: Path) -> str:
        """Write a checked backup and say so in one sentence."""
        self._office.require(Right.BACK_UP)
        return self._office.do.keys.back_up(path)

    def last_backup(self) -> datetime | None:
        """Return when the last backup was made."""
        last = self._office.store.settings.get(LAST_BACKUP)
        return datetime.fromisoformat(last) if last else None

    def people_of(self, backup: Path) -> tuple[str, ...]:
        """Return who could sign in when a backup was made."""
        self._office.require(Right.RESTORE)
        return safekeeping.who_opens(backup)

    def restore(self, way: WayBack) -> None:
        """Put a backup in the place of the clinic's file."""
        self._office.require(Right.RESTORE)
        self._office.do.keys.restore(way)
