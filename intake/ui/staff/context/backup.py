# SPDX-License-Identifier: Apache-2.0
"""A copy of everything, and the way back from one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol


class BackupDesk(Protocol):
    """Backups of the clinic's file."""

    def back_up(self, path: Path) -> str:
        """Write a checked backup and say so in one sentence. Not for the window's thread."""

    def last_backup(self) -> datetime | None:
        """Return when the last backup was made."""


@dataclass(frozen=True, slots=True)
class WayBack:
    """A backup, and what opens it: a passphrase from that time, or the code of the recovery sheet.

    With a code, `name` becomes an administrator who signs in with `passphrase`.
    """

    backup: Path
    name: str
    passphrase: str
    code: str = ""


class Restoring(Protocol):
    """Putting a backup back. Both methods are not for the window's thread."""

    def people_of(self, backup: Path) -> tuple[str, ...]:
        """Return who could sign in when a backup was made.

        Raises:
            StoreError: when it is damaged, or none.
        """

    def restore(self, way: WayBack) -> None:
        """Put a backup in the place of the clinic's file; nobody is signed in afterwards.

        Raises:
            StoreError: when something is wrong; what was there is then still there.
        """
