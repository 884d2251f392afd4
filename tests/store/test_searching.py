# SPDX-License-Identifier: Apache-2.0
"""Among many people the search takes short cuts, and finds whom going through all would find."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import pytest

from intake.core.visit import Patient
from intake.store import searching
from intake.store.search_words import wanted, words_of
from intake.store.store import Store
from tests.clinic_files import KEY, begin

FEW = 8
FIRST, LAST = ("Ana", "Bo", "Anton"), ("Silva", "Nguyen", "Sand")
BEGINNINGS = ("an", "ana", "bo", "silva", "s", "n", "19", "n1", "zz")


def _people() -> list[Patient]:
    chance = random.Random(1)
    born = date(1970, 1, 1)
    return [
        Patient(
            f"N-{number}",
            f"{chance.choice(FIRST)} {chance.choice(LAST)}",
            born + timedelta(days=chance.randrange(9_000)),
        )
        for number in range(80)
    ] + [Patient("R-1", "Ana Bo Silva", born), Patient("R-2", "Zz Silva", born)]


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, list[Patient]]]:
    people = _people()
    path: Path = tmp_path_factory.mktemp("crowd") / "clinic.db"
    store = Store.create(path, KEY)
    for number, person in enumerate(people):
        begin(store, f"v{number}", person)
    yield store, people
    store.close()


def _take_few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a clinic of these few be as one of very many, with statements of its own."""
    monkeypatch.setattr(searching, "_FEW", FEW)
    for name in ("_count", "_some_with"):
        monkeypatch.setattr(searching, name, getattr(searching, name).__wrapped__)


def _all(people: list[Patient], typed: str) -> set[str]:
    return {
        person.id
        for person in people
        if all(
            any(word.startswith(beginnings) for word in words_of(person))
            for beginnings in wanted(typed)
        )
    }


@pytest.mark.parametrize("often", [0.0, 1.0])
def test_several_beginnings_find_exactly_who_has_them_all(
    crowd: tuple[Store, list[Patient]], monkeypatch: pytest.MonkeyPatch, often: float
) -> None:
    store, people = crowd
    _take_few(monkeypatch)
    monkeypatch.setattr(searching, "_OFTEN", often)

    for count, beginnings in ((1, BEGINNINGS), (2, BEGINNINGS), (3, BEGINNINGS[::2])):
        for parts in combinations(beginnings, count):
            typed = " ".join(parts)
            found = [person.id for person in store.patients.find(typed, limit=500)]

            assert sorted(found) == sorted(_all(people, typed)), typed


def test_a_short_list_holds_nobody_who_lacks_a_beginning_and_nobody_twice(
    crowd: tuple[Store, list[Patient]], monkeypatch: pytest.MonkeyPatch
) -> None:
    store, people = crowd
    _take_few(monkeypatch)

    for parts in combinations(BEGINNINGS, 2):
        typed, limit = " ".join(parts), 5
        found = [person.id for person in store.patients.find(typed, limit)]
        everybody = _all(people, typed)

        assert set(found) <= everybody
        assert len(set(found)) == len(found) == min(limit, len(everybody)), typed
