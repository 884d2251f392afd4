# SPDX-License-Identifier: Apache-2.0
"""Opening the clinic's file so that what was acknowledged survives a crash at any moment."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, exc, inspect, select
from sqlalchemy.pool import StaticPool

from intake.core.errors import StoreError
from intake.store import schema


def open_engine(path: Path) -> Engine:
    """Open or make the file and return an engine whose transactions are durable on commit.

    Raises:
        StoreError: when the folder or file cannot be used, is no such file, or is too new.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine("sqlite://", creator=lambda: _connect(path), poolclass=StaticPool)
        event.listen(engine, "begin", _begin)
        _prepare(engine)
    except (OSError, sqlite3.Error, exc.SQLAlchemyError) as error:
        raise StoreError(sentence(error, path)) from error
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give a transaction that is on the disk when the block ends, or that never was.

    Raises:
        StoreError: when it could not be written; the message says why.
    """
    try:
        with engine.begin() as connection:
            yield connection
    except (OSError, sqlite3.Error, exc.SQLAlchemyError) as error:
        raise StoreError(sentence(error)) from error


def sentence(error: Exception, path: Path | None = None) -> str:
    """Say in one sentence what went wrong with the file and what helps."""
    cause = getattr(error, "orig", None) or error
    text = str(cause).lower()
    place = f" ({path})" if path else ""
    if "not a database" in text or "malformed" in text:
        return (
            f"The clinic's file{place} is damaged or is not one of this app. "
            "Nothing was changed: restore the last backup."
        )
    if "disk is full" in text or getattr(cause, "errno", None) == errno.ENOSPC:
        return f"The disk is full{place}. Nothing is lost: make room, then try again."
    if "readonly" in text or "read-only" in text or isinstance(cause, PermissionError):
        return f"The clinic's file{place} may not be written. Ask for write access to its folder."
    if "locked" in text:
        return f"The clinic's file{place} is in use by another window of this app. Close that one."
    if "unable to open" in text or isinstance(cause, OSError):
        return f"The folder of the clinic's file{place} cannot be reached. Check the drive."
    return f"The clinic's file{place} could not be used: {cause}."


def checkpoint(engine: Engine) -> None:
    """Move the log into the file while nobody answers, so that no answer has to wait for it."""
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error:
        # The log stays as it is and is just as durable; the next quiet moment tries again.
        return
    finally:
        raw.close()


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=2)
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "fullfsync=ON",  # macOS keeps a plain fsync in the drive's cache
        "foreign_keys=ON",
        "wal_autocheckpoint=0",
    ):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    return connection


def _begin(connection: Connection) -> None:
    # Without this the driver would begin only at the first change, and DDL would escape it.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _prepare(engine: Engine) -> None:
    with engine.begin() as connection:
        if not inspect(connection).has_table(schema.setting.name):
            schema.metadata.create_all(connection)
            connection.execute(
                schema.setting.insert().values(key="schema", value=str(schema.VERSION))
            )
        found = connection.scalar(
            select(schema.setting.c.value).where(schema.setting.c.key == "schema")
        )
    if found is None or int(found) > schema.VERSION:
        raise StoreError(
            "The clinic's file was written by a newer version of this app. Update the app first."
        )
