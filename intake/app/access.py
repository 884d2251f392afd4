# SPDX-License-Identifier: Apache-2.0
"""Who may in: the key file, the clinic's file that it opens, and who is signed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from intake.app.places import Places
from intake.core.errors import StoreError
from intake.core.staff import StaffMember, Stamp

# The store and its libraries are imported by the thread that gets the app ready.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from intake.core.audit import Anchor
    from intake.store.keyring import Keyring
    from intake.store.store import Store
    from intake.ui.staff.first_run import Beginning


_CLOCK_MAY_DIFFER = timedelta(minutes=5)


class Access:
    """The way to the clinic's file. Its slow methods are not for the window's thread."""

    def __init__(self, places: Places, now: Callable[[], datetime]) -> None:
        """Look for files at these places; nobody is signed in."""
        self.places = places
        self._key = b""
        self._now = now
        self._store: Store | None = None
        self._who: StaffMember | None = None
        self.warning = ""
        self._anchor_before: Anchor | None = None

    @property
    def anchor_before(self) -> Anchor:
        """Where the trail stood before this sign-in, by the key file."""
        from intake.core.audit import Anchor

        return self._anchor_before or Anchor(0, "")

    @property
    def store(self) -> Store:
        """The clinic's file.

        Raises:
            StoreError: when nobody has opened it yet.
        """
        if self._store is None:
            raise StoreError("Nobody is signed in. Choose your name and type your passphrase.")
        return self._store

    @property
    def is_open(self) -> bool:
        """Whether the clinic's file is open."""
        return self._store is not None

    @property
    def is_signed_in(self) -> bool:
        """Whether somebody is signed in."""
        return self._who is not None

    @property
    def who(self) -> StaffMember:
        """Who is signed in.

        Raises:
            StoreError: when nobody is.
        """
        if self._who is None:
            raise StoreError("Nobody is signed in. Choose your name and type your passphrase.")
        return self._who

    @property
    def is_new(self) -> bool:
        """Whether this is the first run: there is neither a key file nor a clinic's file."""
        return not self.places.keys.exists() and not self.places.file.exists()

    @property
    def key(self) -> bytes:
        """The data key of the open file, for a backup or a new recovery sheet."""
        return self._key

    def has_new_key(self, key: bytes) -> None:
        """Remember the data key that the file has just got."""
        self._key = key

    def has_other_file(self, key: bytes) -> None:
        """Remember the data key of another file that has taken the open one's place."""
        self._key, self._who, self._anchor_before, self.warning = key, None, None, ""

    def stamp(self) -> Stamp:
        """Return the mark of whoever is signed in, now."""
        return Stamp(self.who.name, self._now())

    def people(self) -> tuple[StaffMember, ...]:
        """Return who can sign in.

        Raises:
            StoreError: when the key file is missing or damaged.
        """
        return self._keyring().members

    def set_up(self, first: Beginning) -> tuple[str, ...]:
        """Make the clinic's file with its first administrator; return the recovery code.

        Raises:
            StoreError: when that is not possible; nothing is left behind then.
        """
        import secrets

        from intake.store.connection import KEY_BYTES
        from intake.store.keyring import Keyring
        from intake.store.recovery_code import write_code
        from intake.store.store import Store

        key = secrets.token_bytes(KEY_BYTES)
        keyring = Keyring(()).add(first.name, first.role, first.passphrase, key)
        (slot,) = keyring.slots
        store = Store.create(self.places.file, key)
        stamp = Stamp(slot.member.name, self._now())
        try:
            store.team.add(slot, stamp)
            store.team.set_pin(slot.member.id, first.pin, stamp)
            store.settings.change("clinic", first.clinic, stamp)
            replace(keyring, anchor=store.anchor()).write(self.places.keys)
        except BaseException:
            store.close()
            self.places.file.unlink(missing_ok=True)
            raise
        self._store, self._who, self._key = store, slot.member, key
        return write_code(key)

    def sign_in(self, member: str, passphrase: str) -> bool:
        """Let a person in, opening the clinic's file if need be; slow on purpose.

        Raises:
            StoreError: when the files cannot be used.
        """
        keyring = self._keyring()
        key = keyring.open(member, passphrase)
        if key is None:
            return False
        if self._store is None:
            self._open(keyring, member, passphrase, key)
        self._who = self.store.team.member(keyring.slot(member))
        self._anchor_before = keyring.anchor
        self.warning = self._warning(keyring)
        detail = {"warning": self.warning} if self.warning else {}
        self.store.journal.record(self.stamp(), "signed_in", f"staff:{member}", detail)
        return True

    def take_back(self, member: str, pin: str) -> bool:
        """Let the person of a PIN take the device back from a patient; slow on purpose.

        Whoever takes it back is signed in from then on.

        Raises:
            StoreError: when the clinic's file cannot be read.
        """
        if not self.store.team.check_pin(member, pin):
            return False
        found = [each for each in self.store.team.members() if each.id == member]
        self._who = found[0]
        self.store.journal.record(self.stamp(), "device.taken_back", f"staff:{member}")
        return True

    def with_pin(self) -> tuple[StaffMember, ...]:
        """Return who can take the device back, whoever is signed in first."""
        found = self.store.team.with_pin()
        return tuple(sorted(found, key=lambda each: each != self._who))

    def sign_out(self) -> None:
        """Lock: nobody is signed in. The file stays open, so that a running visit goes on."""
        self._who = None

    def keep_anchor(self) -> None:
        """Note outside the clinic's file where its trail stands; called when nobody waits."""
        if self._store is not None:
            self.write_keyring(self._keyring())

    def write_keyring(self, keyring: Keyring) -> None:
        """Write the key file, with where the trail of the open file stands.

        A place that the file no longer holds stays: it is what shows that the file was put back.
        A restore notes the place anew.

        Raises:
            StoreError: when that is not possible.
        """
        seen = keyring.anchor
        is_held = seen is None or self.store.journal.holds(seen)
        anchor = self.store.anchor() if is_held else seen
        replace(keyring, anchor=anchor).write(self.places.keys)

    def close(self) -> None:
        """Let go of the file, in order."""
        if self._store is None:
            return
        self._who = None
        try:
            self.keep_anchor()
        except StoreError:
            # The anchor of before still holds; what matters is that the file is closed.
            pass
        finally:
            self._store.close()
            self._store, self._key = None, b""

    def _open(self, keyring: Keyring, member: str, passphrase: str, key: bytes) -> None:
        """Open the file; if the app was stopped while it got a new key, with that one."""
        from intake.store.store import Store

        try:
            self._store, self._key = Store.open(self.places.file, key), key
        except StoreError:
            new = keyring.open_next(member, passphrase)
            if new is None:
                raise
            self._store, self._key = Store.open(self.places.file, new), new
            keyring.rekey(new).write(self.places.keys)

    def _warning(self, keyring: Keyring) -> str:
        """Say what an administrator must know about the file, though it can be used."""
        if keyring.anchor is not None and not self.store.journal.holds(keyring.anchor):
            return (
                "The clinic's file was put back to an earlier state, or its audit trail was "
                f"written anew: it does not hold what the key file saw ({keyring.anchor}). "
                "If nobody meant that, restore the last backup. If it was meant, write a backup "
                "now and restore that one: this message then ends."
            )
        from intake.core.audit import AuditFilter

        latest = self.store.journal.entries(AuditFilter(limit=1))
        if latest and latest[0].at - self._now() > _CLOCK_MAY_DIFFER:
            return (
                f"This computer's clock is behind: it says {self._now():%d %b %Y, %H:%M}, but "
                f"something was stored at {latest[0].at:%d %b %Y, %H:%M}. Set the clock right "
                "before the next visit."
            )
        return ""

    def _keyring(self) -> Keyring:
        from intake.store.keyring import read_keyring

        return read_keyring(self.places.keys)
