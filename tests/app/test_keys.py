# SPDX-License-Identifier: Apache-2.0
"""What takes the keys: who may what, own secrets, and the way back from a backup."""

from __future__ import annotations

from pathlib import Path

import pytest

from intake.app import membership, safekeeping
from intake.app.access import Access
from intake.app.desk.team import EarlyRestoring, Keys
from intake.app.places import Places, PlainState, read_state
from intake.core.errors import StoreError
from intake.core.instrument import Level
from intake.core.records import AlertNow
from intake.core.staff import Role
from intake.core.visit import RaisedAs
from intake.store.recovery_code import write_code
from intake.ui.staff.context import WayBack
from tests.clinic_files import NOON, SECRET, begin

OTHER = "plum orchard window"
WRONG = "a guess at it all"


@pytest.fixture
def access(access: Access) -> Access:
    raised = AlertNow("mood", "self_harm", RaisedAs.RAISED, Level.NOW, {"a": 2})
    access.store.answers.commit("v1", [], "", [raised], NOON)
    return access


@pytest.fixture
def keys(access: Access) -> Keys:
    return Keys(access, lambda _code: None)


@pytest.fixture
def backup(access: Access, tmp_path: Path) -> Path:
    path = tmp_path / "made.intake-backup"
    safekeeping.back_up(access, path)
    return path


def test_nothing_about_the_team_changes_without_the_own_passphrase(
    access: Access, keys: Keys
) -> None:
    ben = membership.add_person(access, "Ben", Role.FRONT_DESK, OTHER, "2468")
    before = access.places.keys.read_bytes()

    assert not keys.change_role(ben.id, Role.CLINICIAN, WRONG)
    assert not keys.renew(ben.id, "four other quiet words", WRONG)
    assert not keys.change_own(WRONG, "four other quiet words")
    assert not keys.change_own_pin(WRONG, "9753")
    assert access.places.keys.read_bytes() == before


def test_a_role_a_passphrase_and_a_pin_change_once_the_own_passphrase_is_right(
    access: Access, keys: Keys
) -> None:
    ben = membership.add_person(access, "Ben", Role.FRONT_DESK, OTHER, "2468")
    assert keys.change_role(ben.id, Role.CLINICIAN, SECRET)
    assert keys.renew(ben.id, "four other quiet words", SECRET)
    assert keys.change_own_pin(SECRET, "9753")

    assert access.take_back(access.who.id, "9753")
    access.close()
    assert access.sign_in(ben.id, "four other quiet words")
    assert access.who.role is Role.CLINICIAN


def test_why_somebody_was_removed_stands_in_the_trail(access: Access, keys: Keys) -> None:
    ben = membership.add_person(access, "Ben", Role.FRONT_DESK, OTHER, "2468")
    keys.remove(ben.id, "has left")

    (entry,) = [each for each in access.store.journal.entries() if each.action == "staff.removed"]
    assert entry.detail == {"reason": "has left"}


@pytest.mark.parametrize("by_sheet", [False, True])
def test_the_running_app_goes_on_with_a_restored_file_and_a_message_still_waits_at_its_lock(
    access: Access, keys: Keys, backup: Path, by_sheet: bool
) -> None:
    code = " ".join(write_code(access.key))
    begin(access.store, "v2")
    sheet, passphrase = WayBack(backup, "Ben", OTHER, code), WayBack(backup, "Ada", SECRET)
    keys.restore(sheet if by_sheet else passphrase)

    assert not access.is_signed_in
    assert read_state(access.places.state) == PlainState("Riverside", 1)
    name = "Ben" if by_sheet else "Ada"
    member = next(each for each in access.people() if each.name == name)
    assert access.sign_in(member.id, OTHER if by_sheet else SECRET)
    assert access.warning == ""
    assert [line.id for line in access.store.visits.all()] == ["v1"]


def test_a_wrong_code_leaves_everything_as_it_was(
    access: Access, keys: Keys, backup: Path
) -> None:
    code = " ".join(write_code(bytes(range(32))))
    with pytest.raises(StoreError):
        keys.restore(WayBack(backup, "Ben", OTHER, code))
    with pytest.raises(StoreError, match="Group 1 of the recovery code"):
        keys.restore(WayBack(backup, "Ben", OTHER, "12345"))

    assert access.who.name == "Ada"
    assert [line.id for line in access.store.visits.all()] == ["v1"]


@pytest.mark.parametrize("by_sheet", [False, True])
def test_a_backup_is_restored_where_no_clinic_is_yet(
    access: Access, backup: Path, tmp_path: Path, by_sheet: bool
) -> None:
    code = " ".join(write_code(access.key))
    access.close()
    places = Places(tmp_path / "other" / "data", tmp_path / "other" / "reports")
    early = EarlyRestoring(places, lambda: NOON)
    assert early.people_of(backup) == ("Ada",)
    early.restore(
        WayBack(backup, "Ben", OTHER, code) if by_sheet else WayBack(backup, "Ada", SECRET)
    )

    other = Access(places, lambda: NOON)
    name, secret = ("Ben", OTHER) if by_sheet else ("Ada", SECRET)
    member = next(each for each in other.people() if each.name == name)
    assert other.sign_in(member.id, secret)
    assert [line.id for line in other.store.visits.all()] == ["v1"]
    assert read_state(places.state) == PlainState("Riverside", 1)
    other.close()
