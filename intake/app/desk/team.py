# SPDX-License-Identifier: Apache-2.0
"""What only whoever holds the keys can do: the team, backups, and a look at the trail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from intake.app import membership, safekeeping
from intake.core.errors import StoreError
from intake.core.staff import Role

# ruff: noqa: PLC0415 - the store's libraries are imported when they are needed

if TYPE_CHECKING:
    from intake.app.access import Access
    from intake.app.places import Places
    from intake.ui.staff.context import NewMember, WayBack


class Keys:
    """Acts in the name of whoever is signed in. Every method but `remove` is slow.

    Those that take the own passphrase return `False` when it is wrong, and raise `StoreError`
    when what is wanted cannot be.
    """

    def __init__(self, access: Access, remember: Callable[[tuple[str, ...]], None]) -> None:
        """Act through this way to the clinic's file; `remember` takes a new recovery code."""
        self._access = access
        self._remember = remember

    def add(self, new: NewMember, own: str) -> bool:
        """Add somebody to the team."""
        if not self._is_own(own):
            return False
        membership.add_person(self._access, new.name, new.role, new.passphrase, new.pin)
        return True

    def change_role(self, member: str, role: Role, own: str) -> bool:
        """Give somebody another role."""
        if not self._is_own(own):
            return False
        membership.change_role(self._access, member, role)
        return True

    def renew(self, member: str, passphrase: str, own: str) -> bool:
        """Give a passphrase to somebody who has forgotten theirs."""
        if not self._is_own(own):
            return False
        membership.renew_passphrase(self._access, member, passphrase)
        return True

    def change_own(self, own: str, passphrase: str) -> bool:
        """Change the passphrase of who asks."""
        return membership.change_own_passphrase(self._access, own, passphrase)

    def change_own_pin(self, own: str, pin: str) -> bool:
        """Change the PIN of who asks."""
        if not self._is_own(own):
            return False
        self._access.store.team.set_pin(self._access.who.id, pin, self._access.stamp())
        return True

    def remove(self, member: str, reason: str) -> None:
        """Let somebody sign in no more."""
        membership.remove_person(self._access, member, reason)

    def rekey(self) -> tuple[str, ...]:
        """Give the clinic's file a new key and return the recovery code that now counts."""
        code = membership.rekey(self._access)
        self._remember(code)
        return code

    def back_up(self, path: Path) -> str:
        """Write a backup that was opened once, and say so."""
        anchor = safekeeping.back_up(self._access, path)
        return f"Written to {path} and opened once to see that it works. Audit {anchor}."

    def restore(self, way: WayBack) -> None:
        """Put a backup in the place of the clinic's file, and let nobody be signed in."""
        from intake.store.recovery_code import read_code

        if way.code:
            key = read_code(way.code)
            safekeeping.restore_here_with_code(
                self._access, way.backup, key, way.name, way.passphrase
            )
        else:
            safekeeping.restore_here(self._access, way.backup, way.name, way.passphrase)

    def pseudonym_key(self) -> bytes:
        """Return the key by which patients are called otherwise in exports."""
        from intake.app.exports import pseudonym_key

        return pseudonym_key(self._access.key)

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

    def _is_own(self, passphrase: str) -> bool:
        from intake.store.keyring import read_keyring

        keyring = read_keyring(self._access.places.keys)
        return keyring.open(self._access.who.id, passphrase) is not None


class EarlyRestoring:
    """Restores a backup before there is a clinic, as `Restoring` of the staff screens says."""

    def __init__(self, places: Places, now: Callable[[], datetime]) -> None:
        """Restore to these places."""
        self._places = places
        self._now = now

    def people_of(self, backup: Path) -> tuple[str, ...]:
        """Return who could sign in when a backup was made."""
        return safekeeping.who_opens(backup)

    def restore(self, way: WayBack) -> None:
        """Put a backup where the clinic's file will be."""
        from intake.store.recovery_code import read_code

        places, now = self._places, self._now()
        if way.code:
            key = read_code(way.code)
            safekeeping.restore_with_code(
                places, way.backup, key, way.name, way.passphrase, now=now
            )
        else:
            safekeeping.restore_with_passphrase(places, way.backup, way.name, way.passphrase, now)
