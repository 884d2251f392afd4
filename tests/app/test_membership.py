# SPDX-License-Identifier: Apache-2.0
"""People come and go, and the file can get a new key without anybody learning a new passphrase."""

from __future__ import annotations

from pathlib import Path

import pytest

from intake.app import membership
from intake.app.access import Access
from intake.core.errors import StoreError
from intake.core.staff import Role
from intake.store.connection import Database
from intake.store.keyring import older, read_keyring
from intake.store.recovery_code import read_code
from intake.store.store import Store
from intake.store.verifying import verify
from tests.clinic_files import SECRET

OTHER = "plum orchard window"


def _again(access: Access, name: str, passphrase: str) -> bool:
    """Close the app, open it, and sign in."""
    access.close()
    member = next(each for each in access.people() if each.name == name)
    return access.sign_in(member.id, passphrase)


def test_a_new_person_signs_in_with_their_role_and_takes_the_device_back(access: Access) -> None:
    ben = membership.add_person(access, "Ben", Role.FRONT_DESK, OTHER, "2468")

    assert _again(access, "Ben", OTHER)
    assert access.who == ben
    assert access.take_back(ben.id, "2468")


def test_a_person_with_a_short_pin_is_not_half_taken_in(access: Access) -> None:
    with pytest.raises(StoreError, match="PIN needs at least"):
        membership.add_person(access, "Ben", Role.FRONT_DESK, OTHER, "24")

    assert [each.name for each in access.people()] == ["Ada"]
    assert [each.name for each in access.store.team.members()] == ["Ada"]


def test_an_own_passphrase_is_changed_by_who_knows_the_old_one(access: Access) -> None:
    assert not membership.change_own_passphrase(access, OTHER, "amber cloud ladder")
    assert membership.change_own_passphrase(access, SECRET, "amber cloud ladder")

    assert not _again(access, "Ada", SECRET)
    assert access.sign_in(access.people()[0].id, "amber cloud ladder")


def test_a_forgotten_passphrase_is_set_anew_by_another(access: Access) -> None:
    ben = membership.add_person(access, "Ben", Role.CLINICIAN, OTHER, "2468")
    membership.renew_passphrase(access, ben.id, "amber cloud ladder")

    assert not _again(access, "Ben", OTHER)
    assert access.sign_in(ben.id, "amber cloud ladder")
    assert access.who.role is Role.CLINICIAN


def test_a_changed_role_counts_from_the_next_sign_in(access: Access) -> None:
    ben = membership.add_person(access, "Ben", Role.FRONT_DESK, OTHER, "2468")
    membership.change_role(access, ben.id, Role.ADMINISTRATOR)

    assert _again(access, "Ben", OTHER)
    assert access.who.role is Role.ADMINISTRATOR
    membership.change_role(access, access.people()[0].id, Role.CLINICIAN)
    with pytest.raises(StoreError, match="administrator"):
        membership.change_role(access, ben.id, Role.CLINICIAN)


def test_a_person_who_left_signs_in_no_more_not_even_with_the_older_key_file(
    access: Access,
) -> None:
    ben = membership.add_person(access, "Ben", Role.FRONT_DESK, OTHER, "2468")
    kept = access.places.keys.read_bytes()
    membership.remove_person(access, ben.id, "has left")

    assert not older(access.places.keys).exists()
    assert not access.take_back(ben.id, "2468")
    access.close()
    access.places.keys.write_bytes(kept)
    with pytest.raises(StoreError, match="must add this person again"):
        access.sign_in(ben.id, OTHER)


def test_after_a_new_key_everybody_signs_in_as_before_and_the_old_key_opens_nothing(
    access: Access,
) -> None:
    membership.add_person(access, "Ben", Role.FRONT_DESK, OTHER, "2468")
    old, store = access.key, access.store
    code = membership.rekey(access)

    assert access.store is store
    assert store.visits.load("v1").line.id == "v1"
    assert _again(access, "Ben", OTHER)
    assert verify(access.store.database).problems == ()
    access.close()
    with pytest.raises(StoreError):
        Store.open(access.places.file, old)
    Store.open(access.places.file, read_code(" ".join(code))).close()
    assert sorted(each.name for each in access.places.data.iterdir()) == [
        "clinic.db",
        "keys.json",
        "keys.older.json",
    ]


@pytest.mark.parametrize("is_swapped", [False, True])
def test_an_app_stopped_while_the_key_changes_locks_nobody_out(
    access: Access, monkeypatch: pytest.MonkeyPatch, is_swapped: bool
) -> None:
    swap = Database.swap

    def stop(self: Database, copy: Path, key: bytes) -> None:
        if is_swapped:
            swap(self, copy, key)
        raise KeyboardInterrupt

    monkeypatch.setattr(Database, "swap", stop)
    with pytest.raises(KeyboardInterrupt):
        membership.rekey(access)

    assert _again(access, "Ada", SECRET)
    assert access.store.visits.load("v1").line.id == "v1"
    (slot,) = read_keyring(access.places.keys).slots
    assert slot.open(SECRET) == access.key
