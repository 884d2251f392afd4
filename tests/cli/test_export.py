# SPDX-License-Identifier: Apache-2.0
"""`intake export` writes a folder whole or not at all, and says in one line what is wrong."""

from __future__ import annotations

import base64
import csv
import errno
import io
import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from intake.app.access import Access
from intake.app.exports import file_setting
from intake.app.places import Places
from intake.assets import resources_dir
from intake.cli import main
from intake.cli.command import FINE, INTERRUPTED, USAGE, WRONG_INPUT
from intake.core.export import ExportKind
from intake.core.staff import Role, StaffMember
from intake.exchange import whole_folder
from intake.store.keyring import Keyring
from intake.store.team import Team
from intake.ui.staff.first_run import Beginning
from tests.app.test_exports import catalogue, record
from tests.clinic_files import ANA, BO, CHEAP, SECRET
from tests.exchange.fhir_reading import Server, resources

EXAMPLES = sorted((resources_dir() / "examples").glob("*.json"))
FOLLOW_UP = str(resources_dir() / "examples" / "follow_up.json")
ALL_ZERO = str(resources_dir() / "examples" / "all_zero.json")
NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _forms_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("intake.cli.forms.catalogue_of", lambda _: catalogue())


def run(*arguments: str) -> int:
    """Run a command in this process."""
    return main(["export", *arguments], clock=lambda: NOON)


@pytest.fixture
def clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """Return a clinic with two ended visits, of two people."""
    for function in (Keyring.add, Team.set_pin):
        monkeypatch.setattr(function, "__defaults__", (CHEAP,))
    made = Places(tmp_path / "data", tmp_path / "reports")
    monkeypatch.setattr("intake.app.places.own_places", lambda: made)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{SECRET}\n"))
    access = Access(made, lambda: NOON)
    access.set_up(Beginning("Riverside", "Ada", SECRET, "1357"))
    record(access.store, "v1", ANA)
    record(access.store, "v2", BO, day=2)
    access.close()
    return made


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().err


def bundles(folder: Path) -> list[Any]:
    paths = sorted(folder.iterdir(), key=lambda path: path.name)
    return [json.loads(path.read_text(encoding="utf-8")) for path in paths]


def test_one_visit_is_one_bundle_with_its_forms_and_its_report(tmp_path: Path) -> None:
    assert run("fhir", ALL_ZERO, "-o", str(tmp_path / "out")) == FINE

    (bundle,) = bundles(tmp_path / "out")
    assert len(resources(bundle, "Questionnaire")) == 5
    (document,) = resources(bundle, "DocumentReference")
    data = base64.b64decode(document["content"][0]["attachment"]["data"])
    assert data.startswith(b"%PDF-")
    main(["report", ALL_ZERO, "-o", str(tmp_path / "x.pdf")])
    assert data == (tmp_path / "x.pdf").read_bytes()


def test_several_visits_share_the_file_of_the_forms(tmp_path: Path) -> None:
    assert run("fhir", *map(str, EXAMPLES), "-o", str(tmp_path / "out"), "--no-report") == FINE

    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert "forms.json" in names
    server = Server()
    for bundle in bundles(tmp_path / "out"):
        server.take(bundle)
    asked = {f"{form['url']}|{form['version']}" for form in server.of("Questionnaire")}
    answered = {each["questionnaire"] for each in server.of("QuestionnaireResponse")}
    assert answered <= asked
    assert len(server.of("Patient")) == len(EXAMPLES)


def test_earlier_visits_of_a_file_are_exported_too(tmp_path: Path) -> None:
    earlier = json.loads(Path(FOLLOW_UP).read_text(encoding="utf-8"))["earlier"]

    assert run("csv", FOLLOW_UP, "-o", str(tmp_path / "out")) == FINE

    with (tmp_path / "out" / "visits.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == len(earlier) + 1
    assert [row["started"] for row in rows] == sorted(row["started"] for row in rows)


def test_the_forms_can_go_ahead_alone(tmp_path: Path) -> None:
    assert run("fhir", "--forms-only", "-o", str(tmp_path / "out")) == FINE

    (bundle,) = bundles(tmp_path / "out")
    assert len(resources(bundle, "CodeSystem")) == 1
    assert len(resources(bundle, "Questionnaire")) >= 6


def test_a_clinics_own_addresses_are_used(tmp_path: Path) -> None:
    settings = tmp_path / "mine.toml"
    settings.write_text('[systems]\npatients = "urn:oid:1.2.3"\n', encoding="utf-8")

    assert run("fhir", ALL_ZERO, "--settings", str(settings), "-o", str(tmp_path / "out")) == FINE

    (bundle,) = bundles(tmp_path / "out")
    (patient,) = resources(bundle, "Patient")
    assert patient["identifier"][0]["system"] == "urn:oid:1.2.3"


def test_the_shipped_settings_say_what_holds_without_them(tmp_path: Path) -> None:
    shipped = str(resources_dir() / "export.toml")

    run("fhir", ALL_ZERO, "-o", str(tmp_path / "plain"))
    run("fhir", ALL_ZERO, "--settings", shipped, "-o", str(tmp_path / "set"))

    assert bundles(tmp_path / "plain") == bundles(tmp_path / "set")


def test_redcap_takes_the_shipped_map(tmp_path: Path) -> None:
    preset = str(resources_dir() / "redcap" / "phq9_shared_library.toml")

    assert run("redcap", ALL_ZERO, "--map", preset, "-o", str(tmp_path / "out")) == FINE

    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"dictionary.csv", "import.csv", "patient_health_questionnaire_9.zip"} <= names


def test_a_key_keeps_the_pseudonyms_from_one_export_to_the_next(tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text("a sentence that nobody else knows\n", encoding="utf-8")
    for name in ("one", "two"):
        target = str(tmp_path / name)
        assert run("csv", ALL_ZERO, "--de-identify", "--key", str(key), "-o", target) == FINE
    assert run("csv", ALL_ZERO, "--de-identify", "-o", str(tmp_path / "other")) == FINE

    one, two, other = (
        (tmp_path / name / "visits.csv").read_bytes() for name in ("one", "two", "other")
    )
    assert one == two != other


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("fhir", "nowhere.json", "-o", "out"), WRONG_INPUT, "nowhere.json"),
        (("fhir", "-o", "out"), USAGE, "name a visit"),
        (("csv", ALL_ZERO), USAGE, ""),
        (("dance", ALL_ZERO, "-o", "out"), USAGE, ""),
        ((), USAGE, ""),
        (("fhir", ALL_ZERO, "--forms-only", "-o", "out"), USAGE, "--forms-only"),
        (("csv", ALL_ZERO, "--key", "k", "-o", "out"), USAGE, "--de-identify"),
        (("redcap", ALL_ZERO, "--names", "--de-identify", "-o", "out"), USAGE, "--names"),
        (("csv", ALL_ZERO, "--de-identify", "--key", "no", "-o", "out"), WRONG_INPUT, "no: "),
        (("redcap", ALL_ZERO, "--map", "no.toml", "-o", "out"), WRONG_INPUT, "no.toml"),
        (("fhir", ALL_ZERO, "--settings", "no.toml", "-o", "out"), WRONG_INPUT, "no.toml"),
        (("fhir", ALL_ZERO, "-o", "none/out"), WRONG_INPUT, "none/out: cannot be written"),
    ],
)
def test_wrong_use_is_one_sentence_and_writes_nothing(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    code: int,
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)

    assert run(*arguments) == code

    told = said(capsys)
    assert words in told
    assert "Traceback" not in told
    assert "program itself failed" not in told
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ('[systems]\npatients = "my patients"\n', "mine.toml: systems.patients"),
        ('[systems]\npatient = "urn:oid:1"\n', "systems.patient: is not known here (did you mean"),
        ("systems = 3\n", "mine.toml: systems: must be a table"),
        ("[systems\n", "mine.toml: this is not valid TOML"),
        ('[systems]\nclinic = "https://a.example/a|b"\n', "systems.clinic"),
    ],
)
def test_a_mistake_in_the_settings_is_named_with_its_place(
    content: str, line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = tmp_path / "mine.toml"
    settings.write_text(content, encoding="utf-8")

    code = run("fhir", ALL_ZERO, "--settings", str(settings), "-o", str(tmp_path / "out"))

    assert code == WRONG_INPUT
    assert line in said(capsys)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("kind", "content"),
    [("fhir", ""), ("csv", "{"), ("redcap", '{"format": "intake-visit/1"}'), ("csv", "\x00")],
)
def test_a_broken_visit_is_a_clear_line_for_every_kind(
    kind: str, content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "visit.json").write_text(content, encoding="utf-8")

    code = run(kind, str(tmp_path / "visit.json"), "-o", str(tmp_path / "out"))

    told = said(capsys)
    assert code == WRONG_INPUT
    assert "visit.json: " in told
    assert "program itself failed" not in told
    assert not (tmp_path / "out").exists()


def test_a_folder_that_holds_something_is_left_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "out"
    target.mkdir()
    (target / "mine.txt").write_text("mine", encoding="utf-8")

    assert run("csv", ALL_ZERO, "-o", str(target)) == WRONG_INPUT

    assert "not empty" in said(capsys)
    assert [path.name for path in target.iterdir()] == ["mine.txt"]


def test_a_full_disk_is_one_sentence_and_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "rename", full)

    assert run("csv", ALL_ZERO, "-o", str(tmp_path / "out")) == WRONG_INPUT
    assert "disk is full" in said(capsys)
    assert list(tmp_path.iterdir()) == []


def test_stopping_with_the_keyboard_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(whole_folder.os, "sync", stop, raising=False)

    assert run("fhir", ALL_ZERO, "-o", str(tmp_path / "out")) == INTERRUPTED
    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()

    assert run("csv", ALL_ZERO, "-o", str(tmp_path / "out")) == FINE
    assert len(list((tmp_path / "out").iterdir())) == 3
    shutil.rmtree(tmp_path / "out")


def visits_in(folder: Path) -> list[str]:
    with (folder / "visits.csv").open(encoding="utf-8", newline="") as stream:
        return [row["visit"] for row in csv.DictReader(stream)]


@pytest.mark.parametrize(
    ("chosen", "visits"),
    [
        (["--all"], ["v1", "v2"]),
        (["--patient", "B-7"], ["v2"]),
        (["--since", "2026-11-23"], ["v2"]),
        (["--patient", "A-1042", "--since", "2026-11-22"], ["v1"]),
    ],
)
def test_visits_come_from_the_clinics_file_after_signing_in(
    clinic: Places, tmp_path: Path, chosen: list[str], visits: list[str]
) -> None:
    assert clinic.file.exists()

    assert run("csv", *chosen, "-o", str(tmp_path / "out")) == FINE

    assert visits_in(tmp_path / "out") == visits


def test_the_clinics_file_gives_bundles_and_notes_it(clinic: Places, tmp_path: Path) -> None:
    assert run("fhir", "--all", "-o", str(tmp_path / "out")) == FINE

    assert len(list((tmp_path / "out").glob("visit_*.json"))) == 2
    access = Access(clinic, lambda: NOON)
    assert access.sign_in(access.people()[0].id, SECRET)
    (noted,) = [e for e in access.store.journal.entries() if e.action == "visits.exported"]
    access.close()
    assert (noted.by, noted.detail["what"], noted.detail["count"]) == ("Ada", "FHIR", "2")


def test_the_file_that_the_clinic_uses_holds_here_too_unless_one_is_given(
    clinic: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("kept", "given"):
        content = f'[systems]\npatients = "urn:oid:{name}"\n'
        (tmp_path / f"{name}.toml").write_text(content, encoding="utf-8")
    access = Access(clinic, lambda: NOON)
    assert access.sign_in(access.people()[0].id, SECRET)
    kept = str(tmp_path / "kept.toml")
    access.store.settings.change(file_setting(ExportKind.FHIR), kept, access.stamp())
    access.close()

    systems = []
    for more in ([], ["--settings", str(tmp_path / "given.toml")]):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{SECRET}\n"))
        target = tmp_path / f"out{len(systems)}"
        assert run("fhir", "--patient", "B-7", *more, "-o", str(target)) == FINE
        (place,) = target.glob("visit_*.json")
        (patient,) = resources(json.loads(place.read_text(encoding="utf-8")), "Patient")
        systems.append(patient["identifier"][0]["system"])

    assert systems == ["urn:oid:kept", "urn:oid:given"]


def test_pseudonyms_of_a_clinic_stay_the_same_without_a_key_file(
    clinic: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one", "two"):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{SECRET}\n"))
        assert run("csv", "--all", "--de-identify", "-o", str(tmp_path / name)) == FINE

    one = visits_in(tmp_path / "one")
    assert clinic.file.exists()
    assert one == visits_in(tmp_path / "two")
    assert not {"v1", "v2"} & set(one)


@pytest.mark.parametrize(
    ("arguments", "typed", "code", "words"),
    [
        (["--all"], "not it at all", WRONG_INPUT, "not the passphrase of Ada"),
        (["--all", "--name", "Bob"], SECRET, WRONG_INPUT, "--name"),
        (["--patient", "nobody"], SECRET, WRONG_INPUT, "nobody"),
        (["--since", "yesterday"], SECRET, USAGE, "2026-10-01"),
        (["--since", "2030-01-01"], SECRET, WRONG_INPUT, "nothing to export"),
        (["--all", ALL_ZERO], SECRET, USAGE, "not both"),
    ],
)
def test_what_is_wrong_with_signing_in_or_choosing_is_one_sentence(
    clinic: Places,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    typed: str,
    code: int,
    words: str,
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{typed}\n"))

    assert run("csv", *arguments, "-o", str(tmp_path / "out")) == code

    told = said(capsys)
    assert words in told
    assert "program itself failed" not in told
    assert [path.name for path in tmp_path.iterdir()] == [clinic.data.name]


def test_the_front_desk_exports_nothing(
    clinic: Places,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    at_the_desk = StaffMember("1", "Dee", Role.FRONT_DESK)
    monkeypatch.setattr(Access, "who", property(lambda _: at_the_desk))

    assert run("csv", "--all", "-o", str(tmp_path / "out")) == WRONG_INPUT

    assert "clinicians and administrators" in said(capsys)
    assert [path.name for path in tmp_path.iterdir()] == [clinic.data.name]


def test_no_export_touches_qt(tmp_path: Path) -> None:
    program = (
        "import sys\nfrom intake.cli import main\n"
        f"code = main(['export', 'fhir', {ALL_ZERO!r}, '-o', {str(tmp_path / 'out')!r}])\n"
        "assert not [name for name in sys.modules if name.startswith('PySide6')]\n"
        "raise SystemExit(code)\n"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == FINE


def test_a_long_export_counts_on_the_terminal(
    clinic: Places,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert clinic.file.exists()
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)

    assert run("csv", "--all", "-o", str(tmp_path / "out")) == FINE

    counted = [part.rstrip() for part in said(capsys).split("\r")[1:]]
    assert counted == ["1 visits looked at", "2 visits looked at", "1 visits", "2 visits"]
