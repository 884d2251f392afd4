# SPDX-License-Identifier: Apache-2.0
"""Opening the clinic's file so that what was acknowledged survives a crash at any moment."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection, Engine, create_engine, event, exc
from sqlalchemy.pool import StaticPool

from intake.core.errors import StoreError
from intake.store.sentences import sentence
from intake.whole_file import sync_folder

TROUBLE = (OSError, driver.Error, exc.SQLAlchemyError)
"""What the layers below raise when the file cannot be used."""

KEY_BYTES = 32

_BUSY_SECONDS = 1
_IS_READING = "is_reading"


def log_of(path: Path) -> Path:
    """Return where the layer below keeps what is not in a file yet."""
    return path.with_name(f"{path.name}-wal")


def take_place(copy: Path, path: Path) -> None:
    """Let a closed file take the place of another closed one.

    Raises:
        OSError: also when either still has a log: the one would be lost, and the other would be
            taken for the new file's own.
    """
    if log_of(copy).exists() or log_of(path).exists():
        raise OSError(errno.EIO, os.strerror(errno.EIO))
    copy.replace(path)


class Database:
    """One encrypted file with one connection, which one thread uses at a time."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Prepare the connection; the file is opened with the first transaction."""
        self.path = path
        self._lock = threading.RLock()
        self._engine = _engine(path, key)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a transaction that is on the disk when the block ends, or that never was.

        Raises:
            StoreError: when it could not be written; the message says why.
        """
        with self._lock:
            try:
                with self._engine.begin() as connection:
                    yield connection
            except TROUBLE as error:
                raise StoreError(sentence(error, self.path)) from error

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a transaction that sees one state of the file and changes nothing.

        Raises:
            StoreError: when it could not be read; the message says why.
        """
        with self._lock:
            try:
                with self._engine.connect() as plain:
                    connection = plain.execution_options(**{_IS_READING: True})
                    with connection.begin():
                        yield connection
            except TROUBLE as error:
                raise StoreError(sentence(error, self.path)) from error

    def run(self, statement: str) -> list[tuple[object, ...]]:
        """Run a statement outside any transaction and return its rows.

        Raises:
            StoreError: when the file cannot be used.
        """
        with self._lock:
            try:
                raw = self._engine.raw_connection()
                try:
                    cursor = raw.cursor()
                    cursor.execute(statement)
                    return [tuple(row) for row in cursor.fetchall()]
                finally:
                    raw.close()
            except TROUBLE as error:
                raise StoreError(sentence(error, self.path)) from error

    def copy_to(self, path: Path, key: bytes) -> None:
        """Copy the file as it is now into a new file under its own key, encrypted page by page.

        Raises:
            StoreError: when the copy cannot be made; what there is of it is the caller's.
        """
        with self._lock:
            try:
                target = _connect(path, key, _COPYING)
                raw = self._engine.raw_connection()
                try:
                    raw.driver_connection.backup(target)  # type: ignore[union-attr]
                finally:
                    raw.close()
                    target.close()
            except TROUBLE as error:
                raise StoreError(sentence(error, path)) from error

    def swap(
        self, copy: Path, key: bytes, put: Callable[[Path, Path], object] = take_place
    ) -> None:
        """Let another file take this one's place, and go on with it.

        `put` lets the first path take the place of the second, when nobody has the file open; it
        may raise `OSError`.

        Raises:
            StoreError: when that failed; the file is then what it was.
        """
        with self._lock:
            self.rest()
            self._engine.dispose()
            try:
                put(copy, self.path)
            except OSError as error:
                raise StoreError(sentence(error, self.path)) from error
            sync_folder(self.path.parent)
            self._engine = _engine(self.path, key)

    def rest(self) -> None:
        """Move the log into the file while nobody answers, so that no answer waits for it."""
        try:
            self.run("PRAGMA wal_checkpoint(TRUNCATE)")
        except StoreError:
            # The log stays as it is and is just as durable; the next quiet moment tries again.
            return

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._engine.dispose()


def is_in_use(path: Path) -> bool:
    """Say whether another window has the file open; no key is needed to see that."""
    if not path.exists():
        return False
    probe = Database(path, bytes(KEY_BYTES))
    try:
        probe.run("SELECT count(*) FROM sqlite_master")
    except StoreError as error:
        return "locked" in str(error.__cause__)
    finally:
        probe.close()
    return False


def is_opened_by(path: Path, key: bytes) -> bool:
    """Say whether a file could be one of this key; one that is missing or empty could."""
    if not path.is_file() or not path.stat().st_size:
        return True
    probe = Database(path, key)
    try:
        probe.run("SELECT count(*) FROM sqlite_master")
    except StoreError as error:
        return "not a database" not in str(error.__cause__)
    finally:
        probe.close()
    return True


def _engine(path: Path, key: bytes) -> Engine:
    made = create_engine(
        "sqlite://",
        creator=lambda: _connect(path, key, _WRITING),
        poolclass=StaticPool,
        module=driver,
    )
    event.listen(made, "begin", _begin)
    return made


def _connect(path: Path, key: bytes, pragmas: Sequence[str]) -> driver.Connection:
    connection = driver.connect(
        path,
        isolation_level=None,
        check_same_thread=False,
        timeout=_BUSY_SECONDS,
    )
    try:
        # First of all: SQLCipher would print what it finds wrong to standard error.
        connection.execute("PRAGMA cipher_log_level=NONE").fetchall()
        connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"").fetchall()
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


_COPYING = ("synchronous=FULL", "fullfsync=ON")
_WRITING = (
    # One writer: a second window is refused, and no memory is shared, as a network drive needs.
    "locking_mode=EXCLUSIVE",
    "journal_mode=WAL",
    "synchronous=FULL",
    "fullfsync=ON",  # macOS keeps a plain fsync in the drive's cache
    "foreign_keys=ON",
    "temp_store=MEMORY",
    "secure_delete=ON",
    "wal_autocheckpoint=0",
    # In KiB. Four times as much finds a patient among 100,000 no more than a fifth faster, opens
    # a history no faster, and is filled by some two thousand visits.
    "cache_size=-2000",
)


def _begin(connection: Connection) -> None:
    # Without this the driver would begin only at the first change, and DDL would escape it.
    is_reading = connection.get_execution_options().get(_IS_READING)
    connection.exec_driver_sql("BEGIN" if is_reading else "BEGIN IMMEDIATE")
