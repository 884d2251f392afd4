# SPDX-License-Identifier: Apache-2.0
"""Who may open the clinic's file: one slot a person, and nothing in the clear but names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from intake.core.audit import Anchor
from intake.core.errors import StoreError
from intake.core.staff import Role
from intake.store.keyring import Keyring, older, parse_keyring, read_keyring
from tests.clinic_files import CHEAP, KEY, SECRET

OTHER = "plum orchard window"
NEXT_KEY = bytes(32)


@pytest.fixture
def keyring() -> Keyring:
    first = Keyring(()).add("Ada", Role.ADMINISTRATOR, SECRET, KEY, CHEAP)
    return first.add("Ben", Role.FRONT_DESK, OTHER, KEY, CHEAP)


def _id(keyring: Keyring, name: str) -> str:
    return next(each.id for each in keyring.members if each.name == name)


def test_each_opens_with_their_own_passphrase_alone(keyring: Keyring) -> None:
    ada, ben = _id(keyring, "Ada"), _id(keyring, "Ben")

    assert keyring.open(ada, SECRET) == KEY
    assert keyring.open(ben, OTHER) == KEY
    assert keyring.open(ada, OTHER) is None
    assert keyring.open(ben, SECRET) is None


def test_a_passphrase_is_the_same_however_the_keyboard_spells_it(keyring: Keyring) -> None:
    spelled = keyring.add("Zoë", Role.CLINICIAN, "Öl und Käse am Abend", KEY, CHEAP)

    assert spelled.open(_id(spelled, "Zoë"), "O\u0308l und Ka\u0308se am Abend ") == KEY


def test_what_is_written_comes_back_and_holds_neither_key_nor_passphrase(
    keyring: Keyring, tmp_path: Path
) -> None:
    path = tmp_path / "keys.json"
    anchored = Keyring(keyring.slots, Anchor(7, "ab" * 32))
    anchored.write(path)

    assert read_keyring(path) == anchored
    text = path.read_text(encoding="utf-8")
    assert KEY.hex() not in text
    assert SECRET not in text


def test_the_key_file_before_stays_beside_the_new_one(keyring: Keyring, tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    keyring.write(path)
    fewer = keyring.remove(_id(keyring, "Ben"))
    fewer.write(path)

    assert read_keyring(path) == fewer
    assert read_keyring(older(path)) == keyring


def test_a_slot_of_one_person_is_no_use_under_another_name(keyring: Keyring) -> None:
    raw = json.loads(json.dumps([each.to_json() for each in keyring.slots]))
    raw[1]["name"] = "Ada B."
    text = json.dumps({"format": "intake-keys/1", "anchor": None, "slots": raw})
    changed = parse_keyring(text.encode())

    assert changed.open(raw[1]["id"], OTHER) is None


def test_a_passphrase_can_be_changed_only_by_who_knows_it(keyring: Keyring) -> None:
    ada = _id(keyring, "Ada")

    assert keyring.change_passphrase(ada, OTHER, "amber cloud ladder") is None
    changed = keyring.change_passphrase(ada, SECRET, "amber cloud ladder")

    assert changed is not None
    assert changed.open(ada, SECRET) is None
    assert changed.open(ada, "amber cloud ladder") == KEY
    assert changed.slot(ada).public == keyring.slot(ada).public


def test_a_new_data_key_reaches_everybody_who_stays_without_their_passphrase(
    keyring: Keyring,
) -> None:
    new = keyring.remove(_id(keyring, "Ben")).rekey(NEXT_KEY)

    assert new.open(_id(new, "Ada"), SECRET) == NEXT_KEY
    with pytest.raises(StoreError, match="can no longer sign in"):
        new.open(_id(keyring, "Ben"), OTHER)


def test_the_last_administrator_stays(keyring: Keyring) -> None:
    ada = _id(keyring, "Ada")

    with pytest.raises(StoreError, match="Somebody must stay administrator"):
        keyring.remove(ada)
    with pytest.raises(StoreError, match="Somebody must stay administrator"):
        keyring.change_role(ada, Role.CLINICIAN)


@pytest.mark.parametrize(
    ("name", "passphrase", "sentence"),
    [
        (" ", SECRET, "write the name"),
        ("ada", SECRET, "somebody called ada already"),
        ("Cleo", "short", "at least 10 characters"),
    ],
)
def test_a_person_needs_a_name_of_their_own_and_a_passphrase(
    keyring: Keyring, name: str, passphrase: str, sentence: str
) -> None:
    with pytest.raises(StoreError, match=sentence):
        keyring.add(name, Role.CLINICIAN, passphrase, KEY, CHEAP)


def test_a_missing_key_file_names_the_ways_out(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"missing.*older\.json.*last backup.*restore --sheet"):
        read_keyring(tmp_path / "keys.json")


def test_every_cut_and_every_odd_key_file_is_one_sentence(
    keyring: Keyring, tmp_path: Path
) -> None:
    path = tmp_path / "keys.json"
    keyring.write(path)
    whole = path.read_bytes()
    odd = [whole[:cut] for cut in range(0, len(whole) - 1, 37)]
    odd += [b"[]", b"null", b"{}", b"\xff\xfe", b'{"format": 1}', b"[" * 3000]
    huge = json.loads(whole)
    huge["slots"][0]["argon2id"]["memory_kib"] = 10**9
    odd.append(json.dumps(huge).encode())
    for part in ("public", "private", "data_key", "next_key"):
        short = json.loads(whole)
        short["slots"][0][part] = "AAAA"
        odd.append(json.dumps(short).encode())
    odd.append(whole.replace(b'"passes": ', b'"passes": 1e999, "was": '))

    for content in odd:
        path.write_bytes(content)
        with pytest.raises(StoreError, match="is damaged"):
            read_keyring(path)
