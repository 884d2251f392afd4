# SPDX-License-Identifier: Apache-2.0
"""Backup, restore and recovery of a clinic, and the look at its trail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from intake.app.places import Places, PlainState, write_state
from intake.core.audit import Anchor
from intake.core.errors import StoreError
from intake.core.staff import Role, Stamp

# ruff: noqa: PLC0415 - the store's libraries are imported when they are needed

if TYPE_CHECKING:
    from intake.app.access import Access
    from intake.store.backup import Backup
    from intake.store.store import Store
    from intake.store.verifying import Verdict

KEY_FILE = "the key file"
OTHER_CODE = (
    "The clinic's file {path} does not open with this code. Nothing was changed: take the newest "
    "recovery sheet of this clinic, or restore a backup if the file is damaged."
)


def back_up(access: Access, target: Path) -> Anchor:
    """Write an encrypted backup, try it, and note it in the trail; slow.

    Raises:
        StoreError: when it could not be made; an older backup of that name is untouched.
    """
    from intake.store.backup import write_backup
    from intake.store.keyring import read_keyring

    store, stamp = access.store, access.stamp()
    store.journal.record(stamp, "backup.begun")
    anchor = write_backup(store.database, access.key, read_keyring(access.places.keys), target)
    store.journal.record(stamp, "backup.made", "", {"file": target.name, "anchor": str(anchor)})
    store.settings.change("last_backup", stamp.at.isoformat(), stamp)
    access.keep_anchor()
    return anchor


def restore_with_passphrase(
    places: Places, backup: Path, name: str, passphrase: str, now: datetime
) -> None:
    """Put a backup back with the name and passphrase that opened it when it was made; slow.

    Raises:
        StoreError: when name or passphrase are wrong, or the backup is damaged.
    """
    from intake.store.backup import restore

    read, name, key = _opened(backup, name, passphrase)
    _refuse_if_open(places)
    restore(read, key, places.file, places.keys, read.keyring)
    _note(places, key, Stamp(name, now), "backup.restored")


def restore_here(access: Access, backup: Path, name: str, passphrase: str) -> None:
    """Put a backup in the place of the open clinic's file, and go on with it; slow.

    Nobody is signed in afterwards: who may sign in is what it was when the backup was made.

    Raises:
        StoreError: when name or passphrase are wrong, or the backup is damaged; nothing has
            changed then and whoever was signed in still is.
    """
    read, name, key = _opened(backup, name, passphrase)
    asked_by = _swap(access, read, key)
    said = {"asked_by": asked_by.by, "file": backup.name}
    access.store.journal.record(Stamp(name, asked_by.at), "backup.restored", "", said)
    _say_at_the_lock(access.places, access.store)


def restore_here_with_code(
    access: Access, backup: Path, key: bytes, name: str, passphrase: str
) -> None:
    """As `restore_here`, with the recovery sheet; a person of this name becomes administrator.

    Raises:
        StoreError: when the code belongs to another clinic, or the backup is damaged; nothing
            has changed then and whoever was signed in still is.
    """
    from intake.store.backup import read_backup
    from intake.store.keyring import check_new

    check_new(name, passphrase, ())
    asked_by = _swap(access, read_backup(backup), key)
    said = {"asked_by": asked_by.by, "file": backup.name}
    access.store.journal.record(Stamp(name, asked_by.at), "backup.restored", "", said)
    _let_in(access.store, access.places, key, (name, passphrase), asked_by.at)


def who_opens(backup: Path) -> tuple[str, ...]:
    """Return the names of those who could sign in when a backup was made.

    Raises:
        StoreError: when it is missing, damaged, or none.
    """
    from intake.store.backup import read_backup

    return tuple(each.name for each in read_backup(backup).keyring.members)


def restore_with_code(
    places: Places, backup: Path, key: bytes, name: str, passphrase: str, *, now: datetime
) -> None:
    """Put a backup back with the recovery sheet; a person of this name becomes administrator.

    Raises:
        StoreError: when the code belongs to another clinic, or the backup is damaged.
    """
    from intake.store.backup import read_backup, restore
    from intake.store.keyring import check_new

    read = read_backup(backup)
    check_new(name, passphrase, ())
    _refuse_if_open(places)
    restore(read, key, places.file, places.keys, read.keyring)
    recover(places, key, name, passphrase, now)


def recover(places: Places, key: bytes, name: str, passphrase: str, now: datetime) -> None:
    """Let a person in as administrator with the key of the recovery sheet; slow.

    Who could sign in before still can, unless they have the same name.

    Raises:
        StoreError: when the code belongs to another clinic's file.
    """
    from intake.store.connection import is_opened_by
    from intake.store.keyring import check_new
    from intake.store.store import Store

    check_new(name, passphrase, ())
    if not is_opened_by(places.file, key):
        raise StoreError(OTHER_CODE.format(path=places.file))
    store = Store.open(places.file, key)
    try:
        _let_in(store, places, key, (name, passphrase), now)
    finally:
        store.close()


def look_at_trail(store: Store, anchors: Mapping[str, Anchor]) -> Verdict:
    """Compare a file with its trail, with anchors kept elsewhere, and with its own reports.

    Raises:
        StoreError: when the file cannot be read.
    """
    from intake.store.checks import check_pages
    from intake.store.verifying import verify

    check_pages(store.database)
    return verify(store.database, anchors)


def _opened(backup: Path, name: str, passphrase: str) -> tuple[Backup, str, bytes]:
    """Return a backup, the name as it is written in it, and its data key."""
    from intake.store.backup import read_backup

    read = read_backup(backup)
    found = [each for each in read.keyring.members if each.name.casefold() == name.casefold()]
    if not found:
        names = ", ".join(each.name for each in read.keyring.members)
        raise StoreError(f"{name} could not sign in when this backup was made, but {names} could.")
    key = read.keyring.open(found[0].id, passphrase)
    if key is None:
        raise StoreError(f"That is not the passphrase that {found[0].name} had then.")
    return read, found[0].name, key


def _swap(access: Access, read: Backup, key: bytes) -> Stamp:
    """Put a backup in the place of the open file; return who asked for it, and when."""
    from intake.store.backup import restore

    stamp, places, store = access.stamp(), access.places, access.store
    store.journal.record(stamp, "backup.restoring", "", {"file": read.path.name})
    access.keep_anchor()
    restore(read, key, places.file, places.keys, read.keyring, database=store.database)
    access.has_other_file(key)
    return stamp


def _let_in(
    store: Store, places: Places, key: bytes, newcomer: tuple[str, str], now: datetime
) -> None:
    """Make somebody, by name and passphrase, an administrator of an open file."""
    from intake.store.keyring import Keyring, read_keyring

    name, passphrase = newcomer
    try:
        keyring = read_keyring(places.keys)
    except StoreError:
        keyring = Keyring(())
    known = [each for each in keyring.slots if store.team.knows(each)]
    same = [each for each in known if each.member.name.casefold() == name.casefold()]
    kept = tuple(each.with_data_key(key) for each in known if each not in same)
    keyring = Keyring(kept).add(name, Role.ADMINISTRATOR, passphrase, key)
    stamp = Stamp(keyring.slots[-1].member.name, now)
    for each in same:
        store.team.remove(each.member.id, stamp, "recovered with the sheet")
    store.team.add(keyring.slots[-1], stamp)
    store.journal.record(stamp, "recovered")
    Keyring(keyring.slots, store.anchor()).write(places.keys)
    _say_at_the_lock(places, store)


def _say_at_the_lock(places: Places, store: Store) -> None:
    """Keep what a locked app shows: a message that waits in a restored file waits there too."""
    clinic = store.settings.get("clinic") or ""
    write_state(places.state, PlainState(clinic, len(store.alerts.open())))


def _refuse_if_open(places: Places) -> None:
    """Refuse to take the place of a file that another window uses."""
    from intake.store.connection import is_in_use

    if is_in_use(places.file):
        raise StoreError("The app is open with the clinic's file. Close it first, then restore.")


def _note(places: Places, key: bytes, stamp: Stamp, action: str) -> None:
    from intake.store.store import Store

    store = Store.open(places.file, key)
    try:
        store.journal.record(stamp, action)
        _say_at_the_lock(places, store)
    finally:
        store.close()
