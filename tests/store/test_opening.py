# SPDX-License-Identifier: Apache-2.0
"""The clinic's file opens for the right key alone, once at a time, after any crash."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from intake.core.errors import StoreError
from intake.store import schema
from intake.store.checks import PAGE
from intake.store.store import Store
from tests.clinic_files import KEY, answer, begin


def test_what_was_stored_is_there_after_closing_and_opening(path: Path) -> None:
    first = Store.create(path, KEY)
    begin(first)
    answer(first, 3)
    first.close()

    second = Store.open(path, KEY)

    assert second.visits.load("v1").answers == {"mood": {"a": 3}}
    second.close()


def test_nothing_of_a_patient_can_be_read_in_the_file(path: Path) -> None:
    store = Store.create(path, KEY)
    begin(store)
    answer(store, "several_days")
    everything = path.read_bytes() + path.with_name("clinic.db-wal").read_bytes()
    store.close()

    for content in (everything, path.read_bytes()):
        assert "Nguyễn".encode() not in content
        assert b"several_days" not in content
        assert b"SQLite format" not in content
    assert list(path.parent.iterdir()) == [path]


def test_a_second_window_is_told_so_in_one_sentence(store: Store, path: Path) -> None:
    begin(store)

    with pytest.raises(StoreError, match="in use by another window"):
        Store.open(path, KEY)

    answer(store, 1)


def test_a_key_of_another_clinic_opens_nothing_and_changes_nothing(path: Path) -> None:
    Store.create(path, KEY).close()
    before = path.read_bytes()

    with pytest.raises(StoreError, match="does not belong to the key file"):
        Store.open(path, bytes(32))

    assert path.read_bytes() == before


def test_an_existing_file_is_never_made_anew(store: Store, path: Path) -> None:
    begin(store)

    with pytest.raises(StoreError, match="already"):
        Store.create(path, KEY)

    assert store.visits.load("v1").line.id == "v1"


def test_a_missing_file_is_never_replaced_by_an_empty_one(path: Path) -> None:
    with pytest.raises(StoreError, match="is missing"):
        Store.open(path, KEY)

    assert not path.exists()


def test_a_file_of_a_newer_app_is_refused(path: Path) -> None:
    store = Store.create(path, KEY)
    with store.database.writing() as connection:
        connection.execute(
            schema.setting.update().where(schema.setting.c.key == "schema").values(value="999")
        )
    store.close()

    with pytest.raises(StoreError, match="newer version"):
        Store.open(path, KEY)


def test_a_file_that_is_no_database_is_named_and_left_alone(path: Path) -> None:
    path.write_bytes(b"hello " * 4096)

    with pytest.raises(StoreError, match="damaged"):
        Store.open(path, KEY)

    assert path.read_bytes() == b"hello " * 4096


def _flipped(content: bytes) -> bytes:
    place = 5 * PAGE + 100
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (_flipped, r"is damaged: 1 of its \d+ pages are not as this app wrote them"),
        (lambda content: content[: 7 * PAGE], "is damaged: it was cut short"),
        (lambda content: content[: 7 * PAGE + 99], "is damaged: it was cut short"),
        (lambda content: b"x" + content[1:], "is damaged, or does not belong to the key file"),
        (lambda content: content[:0], "is damaged"),
    ],
)
def test_each_kind_of_damage_has_a_sentence_of_its_own_with_the_way_out(
    path: Path, spoil: Callable[[bytes], bytes], sentence: str
) -> None:
    store = Store.create(path, KEY)
    begin(store)
    store.close()
    spoilt = spoil(path.read_bytes())
    path.write_bytes(spoilt)

    with pytest.raises(StoreError, match=sentence) as told:
        Store.open(path, KEY)

    assert "Nothing was changed: restore the last backup." in str(told.value)
    assert path.read_bytes() == spoilt


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(StoreError, match="cannot be reached"):
        Store.create(tmp_path / "file" / "clinic.db", KEY)
    with pytest.raises(StoreError, match="cannot be reached"):
        Store.open(tmp_path / "file" / "clinic.db", KEY)


_WRITER = """
import sys
from collections.abc import Callable
from pathlib import Path
from intake.store.store import Store
from tests.clinic_files import KEY, NOON
from intake.core.answers import Event
store = Store.open(Path(sys.argv[1]), KEY)
for value in range(10_000):
    store.answers.commit("v1", [Event("mood", "a", value, NOON)], f"mood.{value}", (), NOON)
    print(value, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a signal of Unix")
@pytest.mark.parametrize("after", [0, 3, 17])
def test_an_acknowledged_answer_survives_kill_9(path: Path, after: int) -> None:
    first = Store.create(path, KEY)
    begin(first)
    first.close()
    writer = subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(path)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert writer.stdout is not None
    acknowledged = [int(writer.stdout.readline()) for _ in range(after + 1)][-1]
    writer.send_signal(signal.SIGKILL)
    acknowledged = max([acknowledged, *map(int, writer.stdout.read().split())])
    writer.wait()
    writer.stdout.close()

    store = Store.open(path, KEY)
    stored = store.visits.load("v1")
    store.close()

    found = stored.answers["mood"]["a"]
    assert isinstance(found, int)
    assert found >= acknowledged
    assert stored.position == f"mood.{found}"
