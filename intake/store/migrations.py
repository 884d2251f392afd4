# SPDX-License-Identifier: Apache-2.0
"""From an older version of the tables to this one, on a copy that then takes the file's place."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from pathlib import Path

from sqlalchemy import Connection, exc, select

from intake.core.errors import StoreError
from intake.store import schema
from intake.store.checks import check_pages, damaged
from intake.store.connection import Database, take_place
from intake.store.sentences import sentence
from intake.whole_file import sync_folder

Step = Callable[[Connection], None]

STEPS: Mapping[int, Step] = {}
"""What leads from a version to the next one. The first release has version 1."""

NEWER = (
    "The clinic's file{place} was written by a newer version of this app. Nothing was changed: "
    "update the app first."
)


def version_of(database: Database) -> int:
    """Return the version of a file's tables.

    Raises:
        StoreError: when it has none, so that it is not a clinic's file or is damaged.
    """
    try:
        with database.reading() as connection:
            found = connection.scalar(
                select(schema.setting.c.value).where(schema.setting.c.key == schema.VERSION_KEY)
            )
    except StoreError as error:
        if isinstance(error.__cause__, exc.OperationalError) and "no such" in str(error.__cause__):
            raise damaged(database.path) from error
        raise
    if found is None or not found.isdecimal():
        raise damaged(database.path)
    return int(found)


def set_version(connection: Connection, version: int) -> None:
    """Write down which version the tables have."""
    table = schema.setting
    connection.execute(table.delete().where(table.c.key == schema.VERSION_KEY))
    connection.execute(table.insert().values(key=schema.VERSION_KEY, value=str(version), entry=0))


def migrate(
    path: Path,
    key: bytes,
    version: int,
    steps: Mapping[int, Step] = STEPS,
    target: int = schema.VERSION,
) -> None:
    """Bring a closed file to this version; until all is well the file is not touched.

    The file as it was stays beside it until the new one has been opened once more.

    Raises:
        StoreError: when the file is newer than this app, or a step or a check fails.
    """
    if version > target:
        raise StoreError(NEWER.format(place=f" ({path})"))
    copy = path.with_name(f"{path.name}.migrating")
    _forget(copy)
    try:
        _copy(path, copy, key)
        _step(copy, key, range(version, target), steps)
        _take_over(path, copy, version)
    except OSError as error:
        raise StoreError(sentence(error, path)) from error
    finally:
        _forget(copy)


def forget_copies(path: Path) -> None:
    """Delete what a migration left beside a file that has since been opened again."""
    for old in path.parent.glob(f"{path.name}.before-v*"):
        _forget(old)


def _copy(path: Path, copy: Path, key: bytes) -> None:
    original = Database(path, key)
    try:
        original.copy_to(copy, key)
    finally:
        original.close()


def _step(copy: Path, key: bytes, versions: range, steps: Mapping[int, Step]) -> None:
    database = Database(copy, key)
    try:
        check_pages(database)
        for version in versions:
            with database.writing() as connection:
                steps[version](connection)
                set_version(connection, version + 1)
        check_pages(database)
        database.rest()
    finally:
        database.close()


def _take_over(path: Path, copy: Path, version: int) -> None:
    before = path.with_name(f"{path.name}.before-v{version + 1}")
    _forget(before)
    with contextlib.suppress(OSError):
        # A second name for the same file; where the drive knows no such thing, there is none.
        before.hardlink_to(path)
    take_place(copy, path)
    sync_folder(path.parent)


def _forget(path: Path) -> None:
    for each in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-journal")):
        with contextlib.suppress(OSError):
            each.unlink()
