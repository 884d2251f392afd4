# SPDX-License-Identifier: Apache-2.0
"""A clinic is brought back from its backup, with a passphrase or with the sheet, or not at all."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from intake.app import membership, safekeeping
from intake.app.access import Access
from intake.app.places import Places
from intake.core.errors import StoreError
from intake.core.staff import Role
from intake.store.backup import read_backup
from intake.store.migrations import set_version
from intake.store.schema import VERSION
from intake.store.store import Store
from tests.clinic_files import NOON, SECRET, answer

OTHER = "plum orchard window"


@pytest.fixture
def access(access: Access) -> Access:
    answer(access.store, 1)
    return access


@pytest.fixture
def backup(access: Access, tmp_path: Path) -> Path:
    path = tmp_path / "stick" / "monday.intake-backup"
    path.parent.mkdir()
    safekeeping.back_up(access, path)
    answer(access.store, 2)
    access.close()
    return path


def _answers(places: Places, name: str = "Ada", passphrase: str = SECRET) -> object:
    access = Access(places, lambda: NOON)
    member = next(each for each in access.people() if each.name == name)
    assert access.sign_in(member.id, passphrase)
    try:
        return access.store.visits.load("v1").answers["mood"]["a"]
    finally:
        access.close()


def _content(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir()}


def test_a_backup_holds_nothing_readable_and_leaves_nothing_else_behind(
    access: Access, backup: Path
) -> None:
    assert list(backup.parent.iterdir()) == [backup]
    with zipfile.ZipFile(backup) as packed:
        for name in packed.namelist():
            content = packed.read(name)
            assert "Nguyễn".encode() not in content
            assert SECRET.encode() not in content
            assert b"SQLite format" not in content
    assert sorted(each.name for each in access.places.data.iterdir()) == [
        "clinic.db",
        "keys.json",
        "keys.older.json",
    ]


def test_a_backup_is_noted_in_the_trail_and_in_the_settings(
    access: Access, tmp_path: Path
) -> None:
    anchor = safekeeping.back_up(access, tmp_path / "b.intake-backup")

    assert access.store.settings.get("last_backup") == NOON.isoformat()
    assert "backup.made" in [each.action for each in access.store.journal.entries()]
    assert read_backup(tmp_path / "b.intake-backup").anchor == anchor


def test_another_machine_gets_everything_back_with_a_passphrase(
    backup: Path, tmp_path: Path
) -> None:
    new = Places(tmp_path / "new machine", tmp_path / "reports")
    safekeeping.restore_with_passphrase(new, backup, "ada", SECRET, NOON)

    assert _answers(new) == 1


def test_another_machine_gets_everything_back_with_the_sheet_alone(
    access: Access, backup: Path, tmp_path: Path
) -> None:
    new = Places(tmp_path / "new machine", tmp_path / "reports")
    access.sign_in(access.people()[0].id, SECRET)
    key = access.key
    access.close()
    safekeeping.restore_with_code(new, backup, key, "Dr. Okafor", OTHER, now=NOON)

    assert _answers(new, "Dr. Okafor", OTHER) == 1
    assert _answers(new, "Ada", SECRET) == 1


def test_a_lost_key_file_is_made_anew_from_the_sheet(access: Access) -> None:
    key = access.key
    access.close()
    access.places.keys.unlink()
    safekeeping.recover(access.places, key, "Ada", OTHER, NOON)

    assert _answers(access.places, "Ada", OTHER) == 1
    with pytest.raises(StoreError, match="does not open with this code"):
        safekeeping.recover(access.places, bytes(32), "Ada", OTHER, NOON)


def test_a_restore_keeps_what_was_there(access: Access, backup: Path) -> None:
    before = _content(access.places.data)
    safekeeping.restore_with_passphrase(access.places, backup, "Ada", SECRET, NOON)

    assert _answers(access.places) == 1
    after = _content(access.places.data)
    assert after["clinic.db.before-restore-1"] == before["clinic.db"]
    assert after["keys.json.before-restore-1"] == before["keys.json"]


def test_a_restore_in_the_running_app_goes_on_with_what_the_backup_holds(
    access: Access, backup: Path
) -> None:
    access.sign_in(access.people()[0].id, SECRET)
    membership.add_person(access, "Ben", Role.CLINICIAN, OTHER, "2468")
    membership.rekey(access)
    store, after = access.store, access.places.data / "clinic.db.before-restore-1"
    assert safekeeping.who_opens(backup) == ("Ada",)

    safekeeping.restore_here(access, backup, "ada", SECRET)

    assert not access.is_signed_in
    assert store.visits.load("v1").answers["mood"]["a"] == 1
    assert [each.name for each in access.people()] == ["Ada"]
    answer(store, 4)
    assert access.sign_in(access.people()[0].id, SECRET)
    assert access.warning == ""
    assert store.journal.entries()[2].detail == {"asked_by": "Ada", "file": backup.name}
    access.close()
    assert _answers(access.places) == 4
    assert after.stat().st_size > 0


@pytest.mark.parametrize("passphrase", [OTHER, SECRET])
def test_a_restore_that_fails_in_the_running_app_leaves_it_running(
    access: Access, backup: Path, passphrase: str
) -> None:
    access.sign_in(access.people()[0].id, SECRET)
    if passphrase == SECRET:
        content = bytearray(backup.read_bytes())
        content[len(content) // 2] ^= 4
        backup.write_bytes(content)
    with pytest.raises(StoreError):
        safekeeping.restore_here(access, backup, "Ada", passphrase)

    assert access.who.name == "Ada"
    assert access.store.visits.load("v1").answers["mood"]["a"] == 2
    assert not list(access.places.data.glob("*.before-restore-*"))
    assert not list(access.places.data.glob(".intake-*"))


def _be_killed(access: Access) -> dict[str, bytes]:
    """Store 5, and leave the files as a kill would; return the clinic's file and its log."""
    access.sign_in(access.people()[0].id, SECRET)
    answer(access.store, 5)
    files = [access.places.file, access.places.file.with_name("clinic.db-wal")]
    killed = {each.name: each.read_bytes() for each in files}
    access.close()
    for name, content in killed.items():
        (access.places.data / name).write_bytes(content)
    return killed


def test_what_a_killed_app_left_is_kept_beside_a_restore_log_included(
    access: Access, backup: Path
) -> None:
    access.sign_in(access.people()[0].id, SECRET)
    key = access.key
    _be_killed(access)
    safekeeping.restore_with_passphrase(access.places, backup, "Ada", SECRET, NOON)

    assert _answers(access.places) == 1
    for path in access.places.data.glob("clinic.db*.before-restore-1"):
        path.rename(
            path.with_name(path.name.replace(".before-restore-1", "").replace("clinic", "old"))
        )
    old = Store.open(access.places.data / "old.db", key)
    assert old.visits.load("v1").answers["mood"]["a"] == 5
    old.close()


def test_a_sheet_of_another_clinic_is_told_from_damage_and_costs_no_answer(
    access: Access, backup: Path
) -> None:
    _be_killed(access)
    places, wrong = access.places, bytes(32)
    with pytest.raises(StoreError, match=r"does not open with this key.*recovery sheet"):
        safekeeping.restore_with_code(places, backup, wrong, "Ben", OTHER, now=NOON)
    with pytest.raises(StoreError, match=r"does not open with this code.*recovery sheet"):
        safekeeping.recover(places, wrong, "Ben", OTHER, NOON)

    assert _answers(access.places) == 5


def test_a_restore_that_cannot_take_the_place_leaves_the_log_of_a_killed_app(
    access: Access, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _be_killed(access)
    move = Path.replace

    def refuse(path: Path, target: Path) -> Path:
        if path.name == "clinic.db":
            raise OSError(5, "Input/output error")
        return move(path, target)

    monkeypatch.setattr(Path, "replace", refuse)
    monkeypatch.setattr("intake.store.connection.is_in_use", lambda _: False)
    with pytest.raises(StoreError, match="reported a fault"):
        safekeeping.restore_with_passphrase(access.places, backup, "Ada", SECRET, NOON)

    assert {name: _content(access.places.data)[name] for name in before} == before
    assert _answers(access.places) == 5


def test_a_wrong_passphrase_or_name_or_an_open_app_changes_nothing(
    access: Access, backup: Path
) -> None:
    before = _content(access.places.data)
    for name, passphrase, sentence in (
        ("Ada", OTHER, "not the passphrase that Ada had then"),
        ("Eve", SECRET, "could not sign in when this backup was made, but Ada could"),
    ):
        with pytest.raises(StoreError, match=sentence):
            safekeeping.restore_with_passphrase(access.places, backup, name, passphrase, NOON)
    assert _content(access.places.data) == before

    access.sign_in(access.people()[0].id, SECRET)
    with pytest.raises(StoreError, match="The app is open"):
        safekeeping.restore_with_passphrase(access.places, backup, "Ada", SECRET, NOON)
    assert access.store.visits.load("v1").answers["mood"]["a"] == 2


@pytest.mark.parametrize("part", range(12))
def test_a_damaged_backup_is_refused_and_the_good_file_stays(
    access: Access, backup: Path, part: int
) -> None:
    content = bytearray(backup.read_bytes())
    if part < 8:
        content[len(content) * (2 * part + 1) // 16] ^= 4
    else:
        del content[len(content) * (part - 7) // 5 :]
    backup.write_bytes(content)
    before = _content(access.places.data)

    with pytest.raises(StoreError, match="damaged"):
        safekeeping.restore_with_passphrase(access.places, backup, "Ada", SECRET, NOON)

    assert _content(access.places.data) == before


def test_a_restore_onto_a_full_disk_names_that_disk_and_not_the_backups(
    access: Access, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("intake.store.backup.shutil.copyfileobj", full)
    with pytest.raises(StoreError, match="disk is full") as error:
        safekeeping.restore_with_passphrase(access.places, backup, "Ada", SECRET, NOON)

    assert str(access.places.data) in str(error.value)
    assert str(backup) not in str(error.value)


def test_a_backup_of_a_newer_app_is_refused_by_its_own_name(
    access: Access, tmp_path: Path
) -> None:
    newer = tmp_path / "newer.intake-backup"
    with access.store.database.writing() as connection:
        set_version(connection, VERSION + 1)
    safekeeping.back_up(access, newer)
    with access.store.database.writing() as connection:
        set_version(connection, VERSION)
    access.close()
    before = _content(access.places.data)

    with pytest.raises(StoreError, match="newer version") as error:
        safekeeping.restore_with_passphrase(access.places, newer, "Ada", SECRET, NOON)

    assert str(newer) in str(error.value)
    assert _content(access.places.data) == before


def test_what_is_no_backup_is_refused(access: Access, tmp_path: Path) -> None:
    access.close()
    odd = tmp_path / "odd"
    with pytest.raises(StoreError, match="cannot be reached"):
        read_backup(odd)
    for content in (b"", b"hello", access.places.keys.read_bytes()):
        odd.write_bytes(content)
        with pytest.raises(StoreError, match="damaged or is none of this app"):
            read_backup(odd)


def test_a_backup_that_cannot_be_written_leaves_the_older_one(
    access: Access, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "b.intake-backup"
    safekeeping.back_up(access, target)
    good = target.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("intake.store.backup._pack", full)
    with pytest.raises(StoreError, match="The disk is full"):
        safekeeping.back_up(access, target)

    assert target.read_bytes() == good
    assert not list(tmp_path.glob(".intake-*"))
    with pytest.raises(StoreError, match="is a folder"):
        safekeeping.back_up(access, tmp_path)


_KILLED = """
import os, signal, sys
from pathlib import Path
from intake.app import safekeeping
from intake.app.places import Places
from intake.store import backup
from tests.clinic_files import NOON, SECRET
def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
keep = backup._keep_beside
def keep_and_die(*paths):
    keep(*paths)
    die()
if sys.argv[3] == "before the change of places":
    backup._keep_beside = keep_and_die
else:
    backup.sync_folder = die
data = Path(sys.argv[1])
safekeeping.restore_with_passphrase(
    Places(data, data), Path(sys.argv[2]), "Ada", "teal harbour lantern", NOON
)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a signal of Unix")
@pytest.mark.parametrize(
    ("moment", "given"), [("before the change of places", 2), ("after the change of places", 1)]
)
def test_a_restore_killed_in_the_middle_leaves_a_file_that_opens(
    access: Access, backup: Path, moment: str, given: int
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, str(access.places.data), str(backup), moment],
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == -signal.SIGKILL

    assert not access.is_new
    assert _answers(access.places) == given


def test_what_a_killed_backup_left_is_cleared_by_a_later_one(
    access: Access, tmp_path: Path
) -> None:
    old, new = tmp_path / ".intake-old", tmp_path / ".intake-new"
    for folder in (old, new):
        folder.mkdir()
        (folder / "clinic.db").write_bytes(b"a copy")
    os.utime(old, (0, 0))

    safekeeping.back_up(access, tmp_path / "b.intake-backup")

    assert not old.exists()
    assert new.exists()


def test_a_file_swapped_for_an_older_one_is_found_by_the_key_file(access: Access) -> None:
    older = access.places.data / "kept"
    access.keep_anchor()
    access.store.rest()
    shutil.copyfile(access.places.file, older)
    answer(access.store, 3)
    access.close()
    older.replace(access.places.file)
    assert access.sign_in(access.people()[0].id, SECRET)

    verdict = safekeeping.look_at_trail(access.store, {"the key file": access.anchor_before})

    assert "is not the one that the key file has seen" in verdict.problems[0]
    assert "put back to an earlier state" in access.warning


def test_a_file_put_back_is_found_each_time_until_a_restore_settles_it(
    access: Access, tmp_path: Path
) -> None:
    older = access.places.data / "kept"
    access.store.rest()
    shutil.copyfile(access.places.file, older)
    answer(access.store, 3)
    access.close()
    older.replace(access.places.file)
    for _ in range(2):
        assert access.sign_in(access.people()[0].id, SECRET)
        assert "put back to an earlier state" in access.warning
        membership.change_own_passphrase(access, SECRET, SECRET)
        assert safekeeping.look_at_trail(access.store, {"it": access.anchor_before}).problems != ()
        access.close()

    assert access.sign_in(access.people()[0].id, SECRET)
    safekeeping.back_up(access, tmp_path / "b.intake-backup")
    safekeeping.restore_here(access, tmp_path / "b.intake-backup", "Ada", SECRET)
    assert access.sign_in(access.people()[0].id, SECRET)
    assert access.warning == ""


def test_a_new_key_leaves_the_backups_of_before_to_their_own_sheet(
    access: Access, backup: Path, tmp_path: Path
) -> None:
    access.sign_in(access.people()[0].id, SECRET)
    old = access.key
    membership.add_person(access, "Ben", Role.CLINICIAN, OTHER, "2468")
    membership.rekey(access)
    access.close()
    new = Places(tmp_path / "new machine", tmp_path / "reports")

    safekeeping.restore_with_code(new, backup, old, "Ada", OTHER, now=NOON)

    assert _answers(new, "Ada", OTHER) == 1
