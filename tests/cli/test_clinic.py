# SPDX-License-Identifier: Apache-2.0
"""verify, backup and restore from the command line: codes, sentences, and no window."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from intake.app.access import Access
from intake.app.desk.settings import read_settings
from intake.app.places import Places
from intake.app.reports import record_of
from intake.cli import main
from intake.store.keyring import Keyring, read_keyring
from intake.store.recovery_code import write_code
from intake.store.team import Team
from intake.ui.staff.first_run import Beginning
from tests.clinic_files import ADA, CHEAP, NOON, SECRET, answer, begin


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    for function in (Keyring.add, Team.set_pin):
        monkeypatch.setattr(function, "__defaults__", (CHEAP,))
    made = Places(tmp_path / "data", tmp_path / "reports")
    monkeypatch.setattr("intake.cli.clinic.own_places", lambda: made)
    return made


@pytest.fixture
def clinic(places: Places) -> Places:
    access = Access(places, lambda: NOON)
    access.set_up(Beginning("Riverside", "Ada", SECRET, "1357"))
    begin(access.store)
    answer(access.store, 3)
    access.close()
    return places


def _run(monkeypatch: pytest.MonkeyPatch, *arguments: str, typed: str = SECRET) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{typed}\n"))
    return main(arguments, clock=lambda: NOON)


def _tamper(places: Places, statement: str) -> None:
    access = Access(places, lambda: NOON)
    assert access.sign_in(access.people()[0].id, SECRET)
    with access.store.database.writing() as connection:
        connection.execute(text(statement))
    access.close()


def test_a_sound_file_is_said_to_agree_and_what_that_shows(
    clinic: Places, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, "verify") == 0

    said = capsys.readouterr().out
    assert "Everything agrees" in said
    assert "Compared with the key file" in said
    assert "cannot show that for anything stored after the last of them" in said
    assert clinic.file.exists()


def test_a_file_compared_with_nothing_is_not_said_to_be_shown_unchanged(
    clinic: Places, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    replace(read_keyring(clinic.keys), anchor=None).write(clinic.keys)

    assert _run(monkeypatch, "verify") == 0

    said = capsys.readouterr().out
    assert "Compared with nothing kept elsewhere." in said
    assert "cannot show that the file was not put back" in said
    assert "This shows" not in said


def test_an_edited_answer_is_named_and_the_code_is_1(
    clinic: Places, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _tamper(clinic, "UPDATE event SET value = '0'")

    assert _run(monkeypatch, "verify", str(clinic.file), "--name", "ada") == 1

    captured = capsys.readouterr()
    assert "(visit:v1) stored was changed or taken out" in captured.err
    assert "Everything agrees" not in captured.out


def test_a_report_is_known_byte_for_byte_or_not_at_all(
    clinic: Places,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    report = tmp_path / "A-1042_2026-11-22_R-000001.pdf"
    report.write_bytes(b"%PDF-1.7 a report")
    access = Access(clinic, lambda: NOON)
    access.sign_in(access.people()[0].id, SECRET)
    number = access.store.reports.reserve("v1", ADA)
    anchor = str(access.store.anchor())
    access.store.reports.keep(number, report.read_bytes(), anchor, ADA)
    access.close()

    assert _run(monkeypatch, "verify", str(report)) == 0
    assert "unchanged, byte for byte, since it was made as report R-000001" in (
        capsys.readouterr().out
    )
    report.write_bytes(b"%PDF-1.7 a Report")
    assert _run(monkeypatch, "verify", str(report)) == 1
    assert "not a report that this clinic's file knows" in capsys.readouterr().out


def test_a_printed_place_of_the_trail_is_read_from_a_changed_report(
    clinic: Places,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from intake.assets import resources_dir
    from intake.core.figure import parse
    from intake.report.document import render
    from tests.sample_visits import record, summary

    early = clinic.file.read_bytes()
    access = Access(clinic, lambda: NOON)
    access.sign_in(access.people()[0].id, SECRET)
    made = record_of(access.store, "v1", NOON, read_settings(access.store, clinic), "R-000001")
    access.close()
    shown = record()
    shown = replace(shown, report=replace(shown.report, anchor=made.report.anchor))
    figure = parse((resources_dir() / "body_map.svg").read_text(encoding="utf-8"))
    report = tmp_path / "report.pdf"
    report.write_bytes(render(summary(shown), figure))

    assert _run(monkeypatch, "verify", str(report)) == 1

    said = capsys.readouterr().out
    assert f"(audit {made.report.anchor}) is one of this clinic's trail" in said

    clinic.file.write_bytes(early)
    assert _run(monkeypatch, "verify", str(report)) == 1

    said = capsys.readouterr().out
    assert f"(audit {made.report.anchor}) is not one of this clinic's trail" in said
    assert "put back to a state before it" in said


def test_a_backup_is_written_verified_and_restored(
    clinic: Places,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    backup = tmp_path / "monday.intake-backup"
    assert _run(monkeypatch, "backup", "-o", str(backup)) == 0
    assert "written and tried out" in capsys.readouterr().out
    assert _run(monkeypatch, "verify", str(backup)) == 0
    assert "Compared with the backup" in capsys.readouterr().out
    _tamper(clinic, "DELETE FROM event")

    assert _run(monkeypatch, "restore", str(backup)) == 0
    said = capsys.readouterr().out
    assert "beside it: clinic.db.before-restore-1, keys.json.before-restore-1." in said
    assert _run(monkeypatch, "verify") == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a user's folders to the user")
def test_a_new_machine_gets_a_backup_back_that_no_other_account_can_read(
    clinic: Places,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    backup = tmp_path / "monday.intake-backup"
    _run(monkeypatch, "backup", "-o", str(backup))
    shutil.rmtree(clinic.data)

    assert _run(monkeypatch, "restore", str(backup)) == 0

    assert "beside" not in capsys.readouterr().out
    made = [backup, clinic.data, *clinic.data.iterdir()]
    assert [each.name for each in made if each.stat().st_mode & 0o077] == []


def test_a_backup_is_restored_with_the_sheet(
    clinic: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = tmp_path / "monday.intake-backup"
    _run(monkeypatch, "backup", "-o", str(backup))
    access = Access(clinic, lambda: NOON)
    access.sign_in(access.people()[0].id, SECRET)
    code = "-".join(write_code(access.key))
    access.close()
    clinic.file.unlink()
    clinic.keys.unlink()

    typed = f"{code}\namber cloud ladder"
    assert _run(monkeypatch, "restore", str(backup), "--sheet", "--name", "Eva", typed=typed) == 0

    assert _run(monkeypatch, "verify", "--name", "Eva", typed="amber cloud ladder") == 0


def test_a_lost_key_file_is_made_anew_with_the_sheet_alone(
    clinic: Places, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    access = Access(clinic, lambda: NOON)
    access.sign_in(access.people()[0].id, SECRET)
    code = " ".join(write_code(access.key))
    access.close()
    clinic.keys.unlink()

    assert _run(monkeypatch, "restore") == 2
    typed = f"{code}\namber cloud ladder"
    assert _run(monkeypatch, "restore", "--sheet", "--name", "Eva", typed=typed) == 0
    assert "Eva can sign in as administrator now." in capsys.readouterr().out

    assert _run(monkeypatch, "verify", "--name", "Eva", typed="amber cloud ladder") == 0


@pytest.mark.parametrize(
    ("arguments", "typed", "sentence"),
    [
        (("verify",), "wrong passphrase", "not the passphrase of Ada"),
        (("verify", "--name", "Eve"), SECRET, "Say with --name who signs in: Ada"),
        (("verify", "/nowhere/file"), SECRET, "There is no file"),
        (("backup", "-o", "/nowhere/b"), SECRET, "cannot be reached"),
        (("restore", "/nowhere/b"), SECRET, "cannot be reached"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_code_1(
    clinic: Places,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    typed: str,
    sentence: str,
) -> None:
    assert _run(monkeypatch, *arguments, typed=typed) == 1

    captured = capsys.readouterr()
    assert sentence in captured.err
    assert "Traceback" not in captured.err
    assert captured.err.count("\n") == 1
    assert clinic.file.exists()


def test_a_machine_without_a_clinic_says_so(
    places: Places, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, "verify") == 1

    assert "key file" in capsys.readouterr().err
    assert not places.data.exists()


def test_these_commands_need_no_window_library() -> None:
    program = (
        "import sys, intake.cli.clinic, intake.app.safekeeping, intake.store.backup\n"
        "print([name for name in sys.modules if name.startswith('PySide6')])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)

    assert done.stdout.strip() == b"[]"
