# SPDX-License-Identifier: Apache-2.0
"""The right person is found by what the desk knows, and a mistake about them can be mended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from intake.core.errors import StoreError
from intake.core.visit import Patient, Treatment
from intake.store.search_words import plain, wanted, words_of
from intake.store.store import Store
from tests.clinic_files import ADA, ANA, BO, NOON, begin

DOUBLE = Patient("C/22-7", "Müller-Đỗ, Søren", date(1979, 4, 2))


@pytest.mark.parametrize(
    "typed",
    [
        "ana", "ANA", "ngu", "nguyen", "Nguyễn", "ana ngu", "ngu ana", "A-10", "a10", "1042",
        "1979", "1979-04", "1979-04-02", "2.4.1979", "02/04/1979", "2/4", "02041979", "4/2/1979",
        "ana 1979",
    ],
)  # fmt: skip
def test_a_person_is_found_by_the_beginning_of_anything_known(store: Store, typed: str) -> None:
    begin(store, "v1", ANA)
    begin(store, "v2", BO)

    assert store.patients.find(typed) == (ANA,)


@pytest.mark.parametrize("typed", ["muller", "do", "soren", "müller-đ", "c22", "22-7", "mullerdo"])
def test_accents_hyphens_and_slashes_are_no_obstacle(store: Store, typed: str) -> None:
    begin(store, "v1", DOUBLE)

    assert store.patients.find(typed) == (DOUBLE,)


@pytest.mark.parametrize("typed", ["", "  ", "-", "zz", "ana zz", "1980"])
def test_nothing_and_strangers_find_nobody(store: Store, typed: str) -> None:
    begin(store, "v1", ANA)

    assert store.patients.find(typed) == ()


@given(
    st.text(max_size=30),
    st.text(min_size=1, max_size=12),
    st.dates(min_value=date(1900, 1, 1), max_value=date(2026, 1, 1)),
)
@example("𝗔𝗻𝗮", "𝗔", date(1979, 4, 2))  # signs of mathematics, which have no small letters
def test_every_word_of_a_name_is_among_the_words_that_find_it(
    name: str, number: str, born: date
) -> None:
    words = words_of(Patient(number, name, born))

    for part in (*name.replace(",", " ").split(), number):
        for beginnings in wanted(part):
            assert any(word.startswith(beginnings) for word in words)
    assert all(plain(word) == word for word in words if word.isascii())


def test_who_may_be_the_same_person_is_offered(store: Store) -> None:
    begin(store, "v1", ANA)
    begin(store, "v2", BO)
    same_day = Patient("N-1", "Nguyen Thi Ana", ANA.birth_date)
    same_name = Patient("N-2", "Bo Hahn", date(1961, 1, 1))
    stranger = Patient("N-3", "Cleo Ana", date(1950, 1, 1))

    assert store.patients.similar(same_day) == (ANA,)
    assert store.patients.similar(same_name) == (BO,)
    assert store.patients.similar(stranger) == ()
    assert store.patients.similar(ANA) == ()


def test_a_correction_of_a_person_finds_them_anew_and_stays_to_be_seen(store: Store) -> None:
    begin(store)
    right = replace(ANA, id="A-1043", name="Anna Nguyen", birth_date=date(1979, 4, 3))
    store.patients.change("A-1042", right, ADA, "misheard")

    assert store.patients.find("anna") == (right,)
    assert store.patients.find("1042") == ()
    assert store.visits.load("v1").line.patient == right
    entry = store.journal.entries()[0]
    assert entry.detail["number"] == "A-1042 → A-1043"
    assert entry.detail["birth_date"] == "1979-04-02 → 1979-04-03"
    assert entry.detail["reason"] == "misheard"


def test_a_number_of_somebody_else_is_not_given_twice(store: Store) -> None:
    begin(store, "v1", ANA)
    begin(store, "v2", BO)

    with pytest.raises(StoreError, match="B-7 belongs to somebody else"):
        store.patients.change(ANA.id, replace(ANA, id=BO.id), ADA, "typo")

    assert store.patients.get(BO.id) == BO


def test_two_records_of_one_person_become_one(store: Store) -> None:
    begin(store, "v1", ANA)
    begin(store, "v2", BO)
    store.treatments.add(BO.id, Treatment(NOON, "ketamine infusion", "0.5 mg/kg"), ADA)
    store.patients.merge(BO.id, ANA.id, ADA, "married name")

    assert {line.id for line in store.visits.of(ANA.id)} == {"v1", "v2"}
    assert store.patients.get(BO.id) == ANA
    assert store.patients.find("hahn") == ()
    assert [each.treatment.dose for each in store.treatments.of(ANA.id)] == ["0.5 mg/kg"]
    entry = store.journal.entries()[0]
    assert entry.detail == {"reason": "married name", "from": "B-7", "into": "A-1042"}
    with pytest.raises(StoreError, match="one and the same"):
        store.patients.merge(BO.id, ANA.id, ADA, "again")


def test_a_visit_under_a_merged_number_belongs_to_the_one_that_stays(store: Store) -> None:
    begin(store, "v1", ANA)
    begin(store, "v2", replace(ANA, id="A-99"))
    store.patients.merge("A-99", ANA.id, ADA, "double")

    begin(store, "v3", replace(ANA, id="A-99"))

    assert store.visits.load("v3").line.patient == ANA
