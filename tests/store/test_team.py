# SPDX-License-Identifier: Apache-2.0
"""The clinic's file says who is of the team and in which role; a PIN is each one's own."""

from __future__ import annotations

import pytest

from intake.core.errors import StoreError
from intake.core.staff import Role
from intake.store.keyring import Keyring
from intake.store.store import Store
from tests.clinic_files import ADA, CHEAP, KEY, SECRET


@pytest.fixture
def keyring(store: Store) -> Keyring:
    made = Keyring(()).add("Ada", Role.ADMINISTRATOR, SECRET, KEY, CHEAP)
    made = made.add("Ben", Role.FRONT_DESK, SECRET, KEY, CHEAP)
    for slot in made.slots:
        store.team.add(slot, ADA)
    return made


def test_a_role_edited_in_the_key_file_counts_for_nothing(store: Store, keyring: Keyring) -> None:
    ben = keyring.slots[1]
    edited = keyring.change_role(ben.member.id, Role.ADMINISTRATOR).slot(ben.member.id)

    assert edited.member.role is Role.ADMINISTRATOR
    assert store.team.member(edited).role is Role.FRONT_DESK


def test_a_slot_that_the_clinics_file_does_not_know_is_refused(
    store: Store, keyring: Keyring
) -> None:
    stranger = keyring.add("Cleo", Role.CLINICIAN, SECRET, KEY, CHEAP).slots[-1]

    with pytest.raises(StoreError, match="must add this person again"):
        store.team.member(stranger)


def test_a_role_is_changed_and_a_person_who_left_is_no_longer_of_the_team(
    store: Store, keyring: Keyring
) -> None:
    ada, ben = (slot.member.id for slot in keyring.slots)
    store.team.change(ben, ADA, role=Role.CLINICIAN)
    assert [each.role for each in store.team.members()] == [Role.ADMINISTRATOR, Role.CLINICIAN]

    store.team.remove(ben, ADA, "has left")

    assert [each.id for each in store.team.members()] == [ada]
    with pytest.raises(StoreError, match="must add this person again"):
        store.team.member(keyring.slot(ben))


def test_a_pin_is_each_ones_own(store: Store, keyring: Keyring) -> None:
    ada, ben = (slot.member.id for slot in keyring.slots)
    store.team.set_pin(ada, "1357", ADA, CHEAP)

    assert store.team.check_pin(ada, "1357")
    assert not store.team.check_pin(ada, "1358")
    assert not store.team.check_pin(ben, "1357")
    assert [each.id for each in store.team.with_pin()] == [ada]


def test_a_pin_of_three_digits_is_refused(store: Store, keyring: Keyring) -> None:
    with pytest.raises(StoreError, match="at least 4"):
        store.team.set_pin(keyring.slots[0].member.id, "135", ADA, CHEAP)
