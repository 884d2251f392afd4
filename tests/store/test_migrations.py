# SPDX-License-Identifier: Apache-2.0
"""A file of an older version is brought to the new one on a copy, or stays as it was."""

from __future__ import annotations

import hashlib
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Connection, inspect, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from intake.core.errors import StoreError
from intake.store import schema
from intake.store.connection import Database, take_place
from intake.store.migrations import STEPS, migrate, version_of
from intake.store.store import Store
from intake.store.verifying import verify
from tests.clinic_files import KEY, answer, begin

FIXTURE = Path(__file__).parents[1] / "fixtures" / "clinic_v1.db"
DDL_OF_VERSIONS = {1: "dfc483a9aa9854e3"}
"""A version that was released keeps its tables: a change of them needs a step and a new line."""


def _add_ward(connection: Connection) -> None:
    """Lead to a version 2 that only this test knows."""
    connection.execute(text("ALTER TABLE visit ADD COLUMN ward TEXT"))


TWO = {1: _add_ward}


@pytest.fixture
def old(path: Path) -> Path:
    """A file as version 1 wrote it, with a visit in it."""
    shutil.copyfile(FIXTURE, path)
    return path


def _columns(path: Path) -> set[str]:
    database = Database(path, KEY)
    with database.reading() as connection:
        found = {each["name"] for each in inspect(connection).get_columns("visit")}
    database.close()
    return found


def test_the_tables_of_a_version_never_change_without_a_new_version() -> None:
    dialect = sqlite.dialect()
    said = [
        str(each.compile(dialect=dialect))
        for table in schema.metadata.sorted_tables
        for each in (
            CreateTable(table),
            *(CreateIndex(index) for index in sorted(table.indexes, key=lambda it: str(it.name))),
        )
    ]
    digest = hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]

    assert {schema.VERSION: digest}.items() <= DDL_OF_VERSIONS.items()
    assert set(STEPS) == set(range(1, schema.VERSION))


def test_a_file_of_version_1_opens_and_agrees_with_its_trail(old: Path) -> None:
    store = Store.open(old, KEY)

    assert store.visits.load("v1").answers == {"mood": {"a": 3}}
    assert verify(store.database).problems == ()
    store.close()


def test_a_file_is_brought_to_the_next_version_with_all_it_holds(old: Path) -> None:
    migrate(old, KEY, 1, TWO, 2)

    database = Database(old, KEY)
    assert version_of(database) == 2
    assert Store(database).visits.load("v1").answers == {"mood": {"a": 3}}
    assert verify(database).problems == ()
    database.close()
    assert "ward" in _columns(old)
    before = old.with_name("clinic.db.before-v2")
    assert before.read_bytes() == FIXTURE.read_bytes()


def test_an_older_app_refuses_a_newer_file_and_leaves_it_alone(old: Path) -> None:
    migrate(old, KEY, 1, TWO, 2)
    before = old.read_bytes()

    with pytest.raises(StoreError, match="newer version"):
        Store.open(old, KEY)

    assert old.read_bytes() == before


def test_a_step_that_fails_leaves_the_file_as_it_was(old: Path) -> None:
    def fail(connection: Connection) -> None:
        _add_ward(connection)
        connection.execute(text("SELECT * FROM nowhere"))

    with pytest.raises(StoreError):
        migrate(old, KEY, 1, {1: fail}, 2)

    assert old.read_bytes() == FIXTURE.read_bytes()
    assert list(old.parent.iterdir()) == [old]


def test_a_damaged_file_is_not_migrated(old: Path) -> None:
    content = bytearray(old.read_bytes())
    content[4096 * 5 + 100] ^= 1
    old.write_bytes(content)

    with pytest.raises(StoreError, match="damaged"):
        migrate(old, KEY, 1, TWO, 2)

    assert old.read_bytes() == bytes(content)


def test_what_a_migration_left_is_gone_after_the_next_opening(old: Path) -> None:
    left = old.with_name("clinic.db.before-v1")
    left.write_bytes(b"as it was")
    Store.open(old, KEY).close()

    assert not left.exists()


_KILLED = """
import os, signal, sys
from pathlib import Path
from intake.store import migrations
from tests.clinic_files import KEY
from tests.store.test_migrations import TWO, _add_ward
moment = sys.argv[2]
def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)
def add_and_die(connection):
    _add_ward(connection)
    die()
if moment == "in the copy":
    migrations._step = die
elif moment == "before the change of places":
    migrations._take_over = die
elif moment == "after the change of places":
    migrations.sync_folder = die
steps = {1: add_and_die} if moment == "in the step" else TWO
migrations.migrate(Path(sys.argv[1]), KEY, 1, steps, 2)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a signal of Unix")
@pytest.mark.parametrize(
    ("moment", "version"),
    [
        ("in the copy", 1),
        ("in the step", 1),
        ("before the change of places", 1),
        ("after the change of places", 2),
    ],
)
def test_a_migration_killed_in_the_middle_loses_nothing(
    old: Path, moment: str, version: int
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, str(old), moment],
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == -signal.SIGKILL

    database = Database(old, KEY)
    assert version_of(database) == version
    assert Store(database).visits.load("v1").answers == {"mood": {"a": 3}}
    database.close()
    migrate(old, KEY, version, TWO, 2)
    assert "ward" in _columns(old)
    assert not old.with_name("clinic.db.migrating").exists()


def test_a_migrated_file_goes_on_growing(old: Path) -> None:
    migrate(old, KEY, 1, TWO, 2)
    store = Store(Database(old, KEY))
    begin(store, "v2")
    answer(store, 1, "v2")

    assert verify(store.database).problems == ()
    store.close()


@pytest.mark.parametrize("whose", ["new.db-wal", "clinic.db-wal"])
def test_no_file_takes_a_place_while_a_log_waits(tmp_path: Path, whose: str) -> None:
    new, clinic = tmp_path / "new.db", tmp_path / "clinic.db"
    for path in (new, clinic, tmp_path / whose):
        path.write_bytes(path.name.encode())

    with pytest.raises(OSError, match="Input/output"):
        take_place(new, clinic)

    assert clinic.read_bytes() == b"clinic.db"
    assert (tmp_path / whose).exists()
