# SPDX-License-Identifier: Apache-2.0
"""The team as the clinic's file knows it: the role that counts, and the PIN."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from sqlalchemy import select

from intake.core.errors import StoreError
from intake.core.staff import SHORTEST_PIN, Role, StaffMember, Stamp
from intake.store import schema, trail
from intake.store.connection import Database
from intake.store.pin import check_pin, hash_pin
from intake.store.slot import Slot
from intake.store.slow_hash import FULL_COST, SALT_BYTES, Cost


class Team:
    """The staff table. Every method raises `StoreError` when the file cannot be used."""

    def __init__(self, database: Database) -> None:
        """Work on this file."""
        self._database = database

    def members(self) -> tuple[StaffMember, ...]:
        """Return who is of the team, by name."""
        table = schema.staff
        with self._database.reading() as connection:
            found = connection.execute(
                select(table).where(table.c.removed.is_(None)).order_by(table.c.name)
            ).all()
        return tuple(StaffMember(row.id, row.name, Role(row.role)) for row in found)

    def member(self, slot: Slot) -> StaffMember:
        """Return the person of a slot with the role that counts.

        Raises:
            StoreError: also when the key file names somebody whom this file does not know so.
        """
        table = schema.staff
        with self._database.reading() as connection:
            row = connection.execute(
                select(table).where(table.c.id == slot.member.id, table.c.removed.is_(None))
            ).one_or_none()
        if row is None or (row.name, row.public_key) != (slot.member.name, slot.public.hex()):
            raise StoreError(
                "The key file and the clinic's file do not agree on who this is. "
                "An administrator must add this person again."
            )
        return StaffMember(row.id, row.name, Role(row.role))

    def knows(self, slot: Slot) -> bool:
        """Say whether this is the slot of somebody of the team."""
        known = {each.id for each in self.members()}
        return slot.member.id in known and self._public_key(slot) == slot.public.hex()

    def add(self, slot: Slot, stamp: Stamp) -> None:
        """Take in a person who has just got a slot; without this nobody signs in with it."""
        member = slot.member
        detail = {"name": member.name, "role": str(member.role)}
        with (
            self._database.writing() as connection,
            trail.entry(connection, stamp, "staff.added", _subject(member.id), detail) as entry,
        ):
            connection.execute(
                schema.staff.insert().values(
                    id=member.id,
                    name=member.name,
                    role=member.role,
                    public_key=slot.public.hex(),
                    added=stamp.at.isoformat(),
                    entry=entry.number,
                )
            )
            entry.seal(schema.staff, member.id)

    def change(
        self, member: str, stamp: Stamp, *, slot: Slot | None = None, role: Role | None = None
    ) -> None:
        """Give a person another role, or note that their slot was made anew."""
        values: dict[str, str] = {}
        if slot is not None:
            values["public_key"] = slot.public.hex()
        if role is not None:
            values["role"] = str(role)
        action = "staff.role_changed" if role else "staff.passphrase_changed"
        self._update(member, values, stamp, action, {"role": str(role)} if role else {})

    def remove(self, member: str, stamp: Stamp, reason: str) -> None:
        """Note that a person has left, and why."""
        self._update(
            member, {"removed": stamp.at.isoformat()}, stamp, "staff.removed", {"reason": reason}
        )

    def set_pin(self, member: str, pin: str, stamp: Stamp, cost: Cost = FULL_COST) -> None:
        """Give a person a PIN of their own, slowly.

        Raises:
            StoreError: also when it is too short.
        """
        check_new_pin(pin)
        hashed = hash_pin(pin, secrets.token_bytes(SALT_BYTES), cost)
        self._update(member, {"pin": hashed}, stamp, "staff.pin_set", {})

    def check_pin(self, member: str, pin: str) -> bool:
        """Say whether this is that person's PIN; slow on purpose, not for the window's thread."""
        table = schema.staff
        with self._database.reading() as connection:
            stored = connection.scalar(
                select(table.c.pin).where(table.c.id == member, table.c.removed.is_(None))
            )
        return stored is not None and check_pin(pin, stored)

    def with_pin(self) -> Sequence[StaffMember]:
        """Return who has a PIN and so can take the device back."""
        table = schema.staff
        with self._database.reading() as connection:
            ids = set(
                connection.scalars(
                    select(table.c.id).where(table.c.pin.is_not(None), table.c.removed.is_(None))
                )
            )
        return tuple(each for each in self.members() if each.id in ids)

    def _public_key(self, slot: Slot) -> str | None:
        table = schema.staff
        with self._database.reading() as connection:
            found: str | None = connection.scalar(
                select(table.c.public_key).where(table.c.id == slot.member.id)
            )
        return found

    def _update(
        self,
        member: str,
        values: dict[str, str],
        stamp: Stamp,
        action: str,
        detail: dict[str, str],
    ) -> None:
        table = schema.staff
        with (
            self._database.writing() as connection,
            trail.entry(connection, stamp, action, _subject(member), detail) as entry,
        ):
            if values:
                connection.execute(table.update().where(table.c.id == member).values(**values))
            entry.seal(table, member)


def check_new_pin(pin: str) -> None:
    """Refuse a PIN that will not do.

    Raises:
        StoreError: with what is wrong.
    """
    if len(pin) < SHORTEST_PIN:
        raise StoreError(f"The PIN needs at least {SHORTEST_PIN} characters.")


def _subject(member: str) -> str:
    return f"staff:{member}"
