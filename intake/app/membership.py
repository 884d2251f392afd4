# SPDX-License-Identifier: Apache-2.0
"""Who is of the team: the key file and the clinic's file changed together, in a safe order.

Whoever may do which of these is for the caller to say. All but `change_role` are slow.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from intake.core.staff import Role, StaffMember

# ruff: noqa: PLC0415 - the store's libraries are imported when they are needed

if TYPE_CHECKING:
    from intake.app.access import Access
    from intake.store.keyring import Keyring


def add_person(access: Access, name: str, role: Role, passphrase: str, pin: str) -> StaffMember:
    """Take somebody into the team.

    Raises:
        StoreError: when name, passphrase or PIN will not do, or nothing could be written.
    """
    from intake.store.team import check_new_pin

    check_new_pin(pin)
    keyring = _keyring(access).add(name, role, passphrase, access.key)
    slot = keyring.slots[-1]
    # In the clinic's file first: a slot that it does not know lets nobody in.
    access.store.team.add(slot, access.stamp())
    access.store.team.set_pin(slot.member.id, pin, access.stamp())
    access.write_keyring(keyring)
    return slot.member


def change_own_passphrase(access: Access, old: str, new: str) -> bool:
    """Give whoever is signed in another passphrase; false when the old one is wrong.

    Raises:
        StoreError: when the new one is too short, or nothing could be written.
    """
    keyring = _keyring(access).change_passphrase(access.who.id, old, new)
    if keyring is None:
        return False
    access.store.team.change(access.who.id, access.stamp())
    access.write_keyring(keyring)
    return True


def renew_passphrase(access: Access, member: str, passphrase: str) -> None:
    """Give a passphrase to somebody who has forgotten theirs.

    Raises:
        StoreError: when it is too short, or nothing could be written.
    """
    keyring = _keyring(access).renew(member, passphrase, access.key)
    access.store.team.change(member, access.stamp(), slot=keyring.slot(member))
    access.write_keyring(keyring)


def change_role(access: Access, member: str, role: Role) -> None:
    """Give somebody another role.

    Raises:
        StoreError: when nobody would stay administrator.
    """
    keyring = _keyring(access).change_role(member, role)
    access.store.team.change(member, access.stamp(), role=role)
    access.write_keyring(keyring)


def remove_person(access: Access, member: str, reason: str) -> None:
    """Let somebody sign in no more; `rekey` afterwards makes a copied key of no further use.

    Raises:
        StoreError: when nobody would stay administrator.
    """
    keyring = _keyring(access).remove(member)
    # In the key file first: from here on they cannot sign in, whatever happens next.
    access.write_keyring(keyring)
    access.store.team.remove(member, access.stamp(), reason)
    _forget_older(access)


def rekey(access: Access) -> tuple[str, ...]:
    """Encrypt the clinic's file with a new data key; return the recovery code that now counts.

    Everybody's passphrase stays. Backups made before open with the old key and sheet alone.

    Raises:
        StoreError: when it could not be done; the old key then still opens the file.
    """
    from intake.store.checks import check_pages
    from intake.store.connection import KEY_BYTES, Database
    from intake.store.recovery_code import write_code

    store, path = access.store, access.places.file
    key = secrets.token_bytes(KEY_BYTES)
    store.journal.record(access.stamp(), "rekeyed")
    copy = path.with_name(f"{path.name}.rekeying")
    copy.unlink(missing_ok=True)
    try:
        store.database.copy_to(copy, key)
        tried = Database(copy, key)
        try:
            check_pages(tried)
        finally:
            tried.close()
        # From here until the last line each slot opens the file under either key.
        _keyring(access).expect(key).write(access.places.keys)
        store.database.swap(copy, key)
    finally:
        copy.unlink(missing_ok=True)
    access.has_new_key(key)
    access.write_keyring(_keyring(access).rekey(key))
    _forget_older(access)
    return write_code(key)


def _keyring(access: Access) -> Keyring:
    from intake.store.keyring import read_keyring

    return read_keyring(access.places.keys)


def _forget_older(access: Access) -> None:
    from intake.store.keyring import older

    older(access.places.keys).unlink(missing_ok=True)
