# SPDX-License-Identifier: Apache-2.0
"""The way in: a first administrator, names with passphrases, and a PIN for the device alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from intake.app.access import Access
from intake.app.places import Places
from intake.core.errors import StoreError
from intake.core.staff import Role
from intake.store import keyring, slow_hash, team
from intake.store.keyring import read_keyring
from intake.store.recovery_code import read_code
from intake.store.store import Store
from intake.ui.staff.first_run import Beginning
from tests.clinic_files import CHEAP, NOON, SECRET

BEGINNING = Beginning("Riverside", "Ada", SECRET, "1357")


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "data", tmp_path / "reports")


@pytest.fixture
def access(places: Places, monkeypatch: pytest.MonkeyPatch) -> Iterator[Access]:
    for function in (keyring.Keyring.add, team.Team.set_pin):
        # the full cost is that of the keyring's own tests
        monkeypatch.setattr(function, "__defaults__", (CHEAP,))
    made = Access(places, lambda: NOON)
    yield made
    made.close()


def test_the_first_run_lets_its_administrator_in_and_gives_the_code_that_opens_the_file(
    access: Access, places: Places
) -> None:
    assert access.is_new
    code = access.set_up(BEGINNING)

    assert not access.is_new
    assert access.who.role is Role.ADMINISTRATOR
    assert access.store.settings.get("clinic") == "Riverside"
    access.close()
    Store.open(places.file, read_code(" ".join(code))).close()


def test_a_name_and_its_passphrase_open_the_file_again(access: Access, places: Places) -> None:
    access.set_up(BEGINNING)
    access.close()
    again = Access(places, lambda: NOON)
    (ada,) = again.people()

    assert not again.sign_in(ada.id, "teal harbour")
    assert not again.is_open
    assert again.sign_in(ada.id, SECRET)
    assert again.who.name == "Ada"
    assert again.store.journal.entries()[0].action == "signed_in"
    again.close()


def test_nobody_does_anything_unsigned(access: Access) -> None:
    access.set_up(BEGINNING)
    access.sign_out()

    assert access.is_open
    with pytest.raises(StoreError, match="Nobody is signed in"):
        access.stamp()


def test_a_pin_takes_the_device_back_and_signs_its_owner_in(access: Access) -> None:
    access.set_up(BEGINNING)
    (ada,) = access.with_pin()
    access.sign_out()

    assert not access.take_back(ada.id, "0000")
    assert access.take_back(ada.id, "1357")
    assert access.who == ada


def test_closing_leaves_the_place_of_the_trail_in_the_key_file(
    access: Access, places: Places
) -> None:
    access.set_up(BEGINNING)
    access.store.journal.record(access.stamp(), "visit.viewed")
    anchor = access.store.anchor()
    access.close()

    assert read_keyring(places.keys).anchor == anchor


def test_a_clock_that_was_set_back_is_told_after_signing_in(
    access: Access, places: Places
) -> None:
    access.set_up(BEGINNING)
    access.close()
    earlier = Access(places, lambda: NOON - timedelta(hours=3))
    assert earlier.sign_in(earlier.people()[0].id, SECRET)

    assert "clock is behind" in earlier.warning
    assert "22 Nov 2026, 12:00" in earlier.warning
    earlier.close()
    again = Access(places, lambda: NOON)
    assert again.sign_in(again.people()[0].id, SECRET)
    assert again.warning == ""
    again.close()


def test_a_first_run_that_fails_can_be_tried_again(access: Access, places: Places) -> None:
    places.keys.mkdir(parents=True)
    with pytest.raises(StoreError):
        access.set_up(BEGINNING)
    places.keys.rmdir()

    assert access.is_new
    access.set_up(BEGINNING)
    assert access.who.name == "Ada"


def test_a_pin_costs_a_third_of_a_second_unless_a_test_says_otherwise() -> None:
    assert slow_hash.FULL_COST.memory_kib == 64 * 1024
    assert slow_hash.FULL_COST.passes == 3
