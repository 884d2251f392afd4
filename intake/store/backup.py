# SPDX-License-Identifier: Apache-2.0
"""One encrypted file that brings a clinic back: the clinic's file, the key file, and an anchor.

A backup is tried before it counts: it is opened, every page is looked at and its trail is gone
through. Restoring works on a copy in the same way and puts what was there aside, never away.
"""

from __future__ import annotations

import contextlib
import errno
import json
import shutil
import time
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import IO

from intake.core.audit import Anchor
from intake.core.errors import StoreError
from intake.store.checks import check_pages
from intake.store.connection import Database, is_opened_by, log_of, take_place
from intake.store.keyring import LARGEST_FILE, Keyring, parse_keyring
from intake.store.sentences import sentence
from intake.store.store import Store
from intake.store.verifying import verify
from intake.whole_file import sync_folder, whole

FORMAT = "intake-backup/1"
SUFFIX = ".intake-backup"
DAMAGED = "The backup {path} is damaged or is none of this app. Nothing was changed: take another."

OTHER_KEY = (
    "The backup {path} does not open with this key. Nothing was changed: take the recovery sheet "
    "that was the newest one when the backup was made, or another backup."
)

_CLINIC, _KEYS, _ABOUT = "clinic.db", "keys.json", "backup.json"
_CHUNK = 1024 * 1024
_STAGING = ".intake-"
_DAY = 24 * 60 * 60
"""In seconds. Nothing that is being written is as old."""

_DAMAGES = (zipfile.BadZipFile, zlib.error, KeyError, RuntimeError, EOFError)
"""What a damaged archive is met with; a bit can make a part look compressed or locked."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was read: who can open it, and where its trail stood."""

    path: Path
    keyring: Keyring
    anchor: Anchor


def write_backup(database: Database, key: bytes, keyring: Keyring, target: Path) -> Anchor:
    """Write a backup and try it; an older one of the same name stays until this one is good.

    Raises:
        StoreError: when it could not be written, or does not bring back what it should.
    """
    if target.is_dir():
        raise StoreError(f"{target} is a folder. Name a file for the backup.")
    with _staging(target.parent) as folder:
        copy = folder / _CLINIC
        database.copy_to(copy, key)
        anchor = _try_out(copy, key, None)
        try:
            with whole(target) as file:
                _pack(file, copy, replace(keyring, anchor=anchor), anchor)
        except OSError as error:
            raise StoreError(sentence(error, target)) from error
        backup = read_backup(target)
        _try_out(_unpack(backup, folder / "again"), key, anchor)
    return anchor


def read_backup(path: Path) -> Backup:
    """Read who can open a backup.

    Raises:
        StoreError: when it is missing, damaged, or none.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            anchor = _parse_about(_small(packed, _ABOUT))
            return Backup(path, parse_keyring(_small(packed, _KEYS)), anchor)
    except OSError as error:
        raise StoreError(sentence(error, path)) from error
    except (*_DAMAGES, ValueError, TypeError) as error:
        raise StoreError(DAMAGED.format(path=path)) from error


def unpacked(backup: Backup, key: bytes, folder: Path) -> Store:
    """Open the clinic's file of a backup in a folder that will be thrown away.

    Raises:
        StoreError: when the backup is damaged.
    """
    copy = _unpack(backup, folder)
    with _calling(copy, backup):
        return Store.open(copy, key)


def restore(
    backup: Backup,
    key: bytes,
    clinic: Path,
    keys: Path,
    keyring: Keyring,
    *,
    database: Database | None = None,
) -> None:
    """Put a backup in the place of the clinic's file and of the key file.

    What was there is kept beside them under a name with “before-restore”. `database` is the
    clinic's file while it is open; it then goes on with what was restored.

    Raises:
        StoreError: when the backup is damaged; both files are then as they were.
    """
    try:
        clinic.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(sentence(error, clinic)) from error
    with _staging(clinic.parent) as folder:
        copy = _unpack(backup, folder)
        if not is_opened_by(copy, key):
            raise StoreError(OTHER_KEY.format(path=backup.path))
        with _calling(copy, backup):
            _try_out(copy, key, backup.anchor)
            # A backup of an older version is brought to this one before it counts.
            Store.open(copy, key).close()
        put = partial(_take_place, keys)
        if database is not None:
            database.swap(copy, key, put)
        else:
            try:
                put(copy, clinic)
            except OSError as error:
                raise StoreError(sentence(error, clinic)) from error
            sync_folder(clinic.parent)
    replace(keyring, anchor=backup.anchor).write(keys)


def _pack(file: IO[bytes], copy: Path, keyring: Keyring, anchor: Anchor) -> None:
    about = {"format": FORMAT, "entries": anchor.entries, "head": anchor.head}
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr(_ABOUT, json.dumps(about))
        packed.writestr(_KEYS, keyring.to_bytes())
        packed.write(copy, _CLINIC)


def _parse_about(content: bytes) -> Anchor:
    about = json.loads(content)
    if about["format"] != FORMAT:
        raise ValueError("another format")
    return Anchor(int(about["entries"]), str(about["head"]))


def _unpack(backup: Backup, folder: Path) -> Path:
    """Take the clinic's file out of a backup; a cut or changed backup shows in its checksum."""
    try:
        folder.mkdir(exist_ok=True)
        target = folder / _CLINIC
        with (
            zipfile.ZipFile(backup.path) as packed,
            packed.open(_CLINIC) as source,
            target.open("wb") as file,
        ):
            shutil.copyfileobj(source, file, _CHUNK)
    except OSError as error:
        # The one disk that can be full is not the one that the backup lies on.
        is_full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        raise StoreError(sentence(error, folder.parent if is_full else backup.path)) from error
    except _DAMAGES as error:
        raise StoreError(DAMAGED.format(path=backup.path)) from error
    return target


def _try_out(path: Path, key: bytes, anchor: Anchor | None) -> Anchor:
    """Open a copy, look at every page and go through its trail; return where that ends."""
    database = Database(path, key)
    try:
        check_pages(database)
        verdict = verify(database, {"the backup": anchor} if anchor else {})
    finally:
        database.close()
    if anchor and verdict.end != anchor:
        raise StoreError(DAMAGED.format(path=path))
    return verdict.end


@contextmanager
def _calling(copy: Path, backup: Backup) -> Iterator[None]:
    """Let a sentence about a copy that will soon be gone name the backup instead."""
    try:
        yield
    except StoreError as error:
        raise StoreError(str(error).replace(str(copy), str(backup.path))) from error


def _take_place(keys: Path, copy: Path, clinic: Path) -> None:
    """Give what is there a second name; it loses its own only to what takes its place."""
    log = log_of(clinic)
    kept = {path: _keep_beside(path) for path in (clinic, log, keys) if path.exists()}
    # The log belongs to the file of before: beside another one it would be taken for its own.
    log.unlink(missing_ok=True)
    try:
        take_place(copy, clinic)
    except OSError:
        if log in kept:
            shutil.copyfile(kept[log], log)
        raise


def _keep_beside(path: Path) -> Path:
    number = 1
    while (beside := path.with_name(f"{path.name}.before-restore-{number}")).exists():
        number += 1
    try:
        beside.hardlink_to(path)
    except OSError:
        # Not every drive knows second names.
        shutil.copyfile(path, beside)
    return beside


@contextmanager
def _staging(parent: Path) -> Iterator[Path]:
    """Give a folder beside the target, on the same drive, that is gone afterwards."""
    import tempfile  # noqa: PLC0415 - only here

    _clear_old(parent)
    try:
        made = tempfile.mkdtemp(prefix=_STAGING, dir=parent)
    except OSError as error:
        raise StoreError(sentence(error, parent)) from error
    try:
        yield Path(made)
    finally:
        # Twice: a drive that has just refused something may well do so no more.
        shutil.rmtree(made, ignore_errors=True)
        shutil.rmtree(made, ignore_errors=True)


def _clear_old(parent: Path) -> None:
    """Delete what an app left that was killed in the middle of a backup or restore."""
    for left in parent.glob(f"{_STAGING}*"):
        with contextlib.suppress(OSError):
            if left.is_dir() and time.time() - left.stat().st_mtime > _DAY:
                shutil.rmtree(left)


def _small(packed: zipfile.ZipFile, name: str) -> bytes:
    """Return a small member of an archive, never more than a key file can have."""
    with packed.open(name) as file:
        return file.read(LARGEST_FILE)
