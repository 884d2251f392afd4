# SPDX-License-Identifier: Apache-2.0
"""One flipped bit in every page, and a cut at and inside every page: always found on opening."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from intake.core.errors import StoreError
from intake.store.checks import PAGE
from intake.store.store import Store
from tests.clinic_files import ADA, KEY, answer, begin
from tests.stress.figures import Figure


def damage(folder: Path, visits: int = 1, flips: int = 1, seed: int = 1) -> Iterator[Figure]:
    """Damage a file in every way in turn and count how often it opened all the same."""
    path = folder / "clinic.db"
    store = Store.create(path, KEY)
    for number in range(visits):
        begin(store, f"v{number}")
        answer(store, number, f"v{number}")
        store.reports.keep(store.reports.reserve(f"v{number}", ADA), bytes(9000), "", ADA)
    store.close()
    content = path.read_bytes()
    pages = len(content) // PAGE
    yield _figure("one flipped bit in every page", path, _flipped(content, flips, seed), pages)
    yield _figure("a cut at every page", path, _cut(content, 0), pages)
    yield _figure("a cut inside every page", path, _cut(content, PAGE // 3), pages)
    yield _figure_with_log(folder / "with log.db", seed)


def _figure(name: str, path: Path, damaged: Iterator[bytes], pages: int) -> Figure:
    tried = missed = 0
    for content in damaged:
        tried += 1
        path.write_bytes(content)
        missed += _opens(path)
        if path.read_bytes() != content:
            missed += 1
    return Figure(name, tried, missed, f"{pages} pages; the file is left as it was found.")


def _opens(path: Path) -> bool:
    try:
        store = Store.open(path, KEY)
    except StoreError as error:
        return "is damaged" not in str(error)
    store.close()
    return True


def _flipped(content: bytes, flips: int, seed: int) -> Iterator[bytes]:
    chance = random.Random(seed)
    for page in range(0, len(content), PAGE):
        for _ in range(flips):
            damaged = bytearray(content)
            damaged[page + chance.randrange(PAGE)] ^= 1 << chance.randrange(8)
            yield bytes(damaged)


def _cut(content: bytes, inside: int) -> Iterator[bytes]:
    for page in range(0, len(content), PAGE):
        yield content[: page + inside]


def _figure_with_log(path: Path, seed: int) -> Figure:
    """Damage the file of an app that was killed, so that a log lies beside it."""
    store = Store.create(path, KEY)
    begin(store)
    store.rest()
    answer(store, 1)
    content, log = path.read_bytes(), _log(path).read_bytes()
    store.database.close()
    tried = missed = 0
    for damaged in (*_flipped(content, 1, seed), *_cut(content, 0)):
        if not damaged:
            continue
        path.write_bytes(damaged)
        _log(path).write_bytes(log)
        tried += 1
        missed += _opens(path) and not _is_mended(path)
        _log(path).unlink(missing_ok=True)
    return Figure(
        "the same beside the log of a killed app",
        tried,
        missed,
        "A damaged page of which the log holds a newer, sound copy is mended by it.",
    )


def _log(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def _is_mended(path: Path) -> bool:
    """Say whether a file that opened is whole, by looking at every page once more."""
    store = Store.open(path, KEY)
    sound = store.database.run("PRAGMA integrity_check") == [("ok",)]
    answers = store.visits.load("v1").answers
    store.close()
    return sound and answers == {"mood": {"a": 1}}
