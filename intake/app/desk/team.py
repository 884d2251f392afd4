# SPDX-License-Identifier: Apache-2.0
"""What only whoever holds the keys can do: the team, backups, and a look at the trail."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from intake.app import membership, safekeeping
from intake.core.errors import StoreError

# ruff: noqa: PLC0415 - the store's libraries are imported when they are needed

if TYPE_CHECKING:
    from intake.app.access import Access
    from intake.ui.staff.context import NewMember


class Keys:
    """Acts in the name of whoever is signed in. Every method but `remove` is slow."""

    def __init__(self, access: Access) -> None:
        """Act through this way to the clinic's file."""
        self._access = access

    def add(self, new: NewMember, own_passphrase: str) -> bool:
        """Add somebody; `False` when the passphrase is not that of who asks.

        Raises:
            StoreError: when the name is taken or a file cannot be written.
        """
        from intake.store.keyring import read_keyring

        keyring = read_keyring(self._access.places.keys)
        if keyring.open(self._access.who.id, own_passphrase) is None:
            return False
        membership.add_person(self._access, new.name, new.role, new.passphrase, new.pin)
        return True

    def remove(self, member: str) -> None:
        """Let somebody sign in no more."""
        membership.remove_person(self._access, member)

    def rekey(self) -> tuple[str, ...]:
        """Give the clinic's file a new key and return the recovery code that now counts."""
        return membership.rekey(self._access)

    def back_up(self, path: Path) -> str:
        """Write a backup that was opened once, and say so."""
        anchor = safekeeping.back_up(self._access, path)
        return f"Written to {path} and opened once to see that it works. Audit {anchor}."

    def verify(self) -> str:
        """Say in one sentence whether the audit accounts for the file as it is.

        Raises:
            StoreError: when the file cannot be read.
        """
        known = {safekeeping.KEY_FILE: self._access.anchor_before}
        verdict = safekeeping.look_at_trail(self._access.store, known)
        if verdict.problems:
            more = f" (and {len(verdict.problems) - 1} more)" if verdict.problems[1:] else ""
            raise StoreError(f"{verdict.problems[0]}{more} Keep the last backup and ask for help.")
        return f"{verdict.end.entries} entries agree with the file and with each other."
