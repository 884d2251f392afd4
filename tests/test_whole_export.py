# SPDX-License-Identifier: Apache-2.0
"""Exports through the real window of a real clinic: the same as by command, or nothing at all."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from intake.app import exports
from intake.app.access import Access
from intake.app.places import Places
from intake.app.recorded_visits import kept_report
from intake.app.root import Root
from intake.cli import main
from intake.store.keyring import Keyring
from intake.store.team import Team
from intake.ui.staff.first_run import Beginning
from tests.app.test_exports import PDF, record
from tests.clinic_files import ANA, BO, CHEAP, NOON, SECRET
from tests.ui.staff.hands import Hands

TODAY = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
GO = "Export to a folder …"
SLOW = 30_000


class Clinic:
    """A clinic whose file holds three ended visits of two people, one with a report."""

    def __init__(self, qtbot: QtBot, places: Places) -> None:
        self.qtbot = qtbot
        self.places = places
        self.root = Root(places, demo=False)
        self.hands = Hands(qtbot, self.root.staff)
        self.root.start()
        qtbot.waitUntil(lambda: self.root._engine is not None, timeout=SLOW)
        self.sign_in()

    def sign_in(self) -> None:
        """Type the passphrase and wait for the home screen."""
        field = self.root.staff.sign_in.passphrase.findChild(QLineEdit)
        self.qtbot.keyClicks(field, SECRET)
        self.qtbot.keyClick(field, Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: self.hands.sees("Home"), timeout=SLOW)

    def written(self) -> Path:
        """Wait for the end of an export and return its folder."""
        screen = self.root.staff.screens.export
        self.qtbot.waitUntil(lambda: not screen.run.is_running, timeout=SLOW)
        assert screen._done is not None, self.hands.read()
        return screen._done.folder

    def end(self) -> None:
        """Close the app in order."""
        self.root.close()
        self.root.staff.close()
        self.root.staff.deleteLater()

    def noted(self) -> list[Any]:
        """Return the entries of exports in the trail, once the app is closed."""
        access = Access(self.places, lambda: TODAY)
        assert access.sign_in(access.people()[0].id, SECRET)
        found = [e for e in access.store.journal.entries() if e.action == "visits.exported"]
        access.close()
        return found


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder that the file dialog gives."""
    made = tmp_path / "out"
    made.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(made))
    return made


@pytest.fixture
def clinic(
    qtbot: QtBot, tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Clinic]:
    del out
    for function in (Keyring.add, Team.set_pin):
        monkeypatch.setattr(function, "__defaults__", (CHEAP,))
    monkeypatch.setattr("intake.app.root.now", lambda: TODAY)
    places = Places(tmp_path / "data", tmp_path / "reports")
    monkeypatch.setattr("intake.app.places.own_places", lambda: places)
    access = Access(places, lambda: NOON)
    access.set_up(Beginning("Riverside", "Ada", SECRET, "1357"))
    record(access.store, "v1", ANA)
    record(access.store, "v2", BO, day=1)
    record(access.store, "v3", ANA, day=2)
    stamp = access.stamp()
    number = access.store.reports.reserve("v3", stamp)
    access.store.reports.keep(number, PDF, str(access.store.anchor()), stamp)
    access.close()
    made = Clinic(qtbot, places)
    yield made
    made.end()


class Held:
    """Holds an export at its first report until it is let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.is_inside, self.may_go = Event(), Event()

        def held(*given: Any) -> bytes | None:
            self.is_inside.set()
            self.may_go.wait(2)
            return kept_report(*given)

        monkeypatch.setattr(exports, "kept_report", held)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch, clinic: Clinic) -> Held:
    """Return a clinic's export that has begun with its first visit."""
    made = Held(monkeypatch)
    clinic.hands.press("Export")
    clinic.hands.press(GO)
    clinic.qtbot.waitUntil(made.is_inside.is_set, timeout=SLOW)
    return made


def by_command(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{SECRET}\n"))
    assert main(["export", *arguments], clock=lambda: TODAY) == 0


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_every_export_of_the_window_is_that_of_the_command_line(
    clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands, done = clinic.hands, []
    for picks, arguments in (
        ([], ["fhir", "--all"]),
        (["Research (CSV)"], ["csv", "--all", "--de-identify"]),
        (["Research (CSV)", "With names"], ["csv", "--all"]),
        (["REDCap"], ["redcap", "--all", "--de-identify"]),
        (["REDCap", "With record numbers"], ["redcap", "--all"]),
        (["REDCap", "With names"], ["redcap", "--all", "--names"]),
    ):
        hands.press("Export")
        for words in picks:
            hands.pick(words)
        hands.press(GO)
        done.append((clinic.written(), arguments))
        hands.press("Home")
    clinic.root.close()

    for number, (folder, arguments) in enumerate(done):
        target = tmp_path / f"command{number}"
        by_command(monkeypatch, *arguments, "-o", str(target))
        assert contents(folder) == contents(target), arguments
    assert [path.name for path, _ in done[:3]] == [
        "intake-fhir-2026-11-25",
        "intake-csv-2026-11-25",
        "intake-csv-2026-11-25-2",
    ]
    told = [
        (e.by, e.detail["what"], e.detail["people"], e.detail["count"]) for e in clinic.noted()
    ]
    assert told[:6] == told[6:]
    assert set(told) == {
        ("Ada", "FHIR", "names", "3"),
        ("Ada", "CSV, de-identified", "pseudonyms", "3"),
        ("Ada", "CSV", "names", "3"),
        ("Ada", "REDCap, de-identified", "pseudonyms", "3"),
        ("Ada", "REDCap", "numbers", "3"),
        ("Ada", "REDCap", "names", "3"),
    }


def test_visits_since_a_day_and_those_of_one_patient_too(
    clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = clinic.hands
    hands.press("Export")
    hands.pick("Since a day")
    hands.write("Day", "23")
    clinic.root.staff.screens.export.fields.visits._day._month.setCurrentIndex(11)
    hands.write("Year", "2026")
    hands.press(GO)
    since = clinic.written()
    hands.press("Home")
    hands.write("Find a patient", "nguyen")
    clinic.qtbot.waitUntil(lambda: "no. A-1042" in hands.read())
    hands.press("Open")
    hands.press("Export all visits …")
    hands.press(GO)
    person = clinic.written()
    clinic.root.close()

    by_command(monkeypatch, "fhir", "--since", "2026-11-23", "-o", str(tmp_path / "since"))
    by_command(monkeypatch, "fhir", "--patient", ANA.id, "-o", str(tmp_path / "person"))
    assert contents(since) == contents(tmp_path / "since")
    assert contents(person) == contents(tmp_path / "person")
    assert len(contents(since)) == len(contents(person)) == 3  # two visits and the forms
    of_person = [entry for entry in clinic.noted() if entry.detail["of"] == "one patient"]
    assert len({entry.subject for entry in of_person}) == 1
    assert all(entry.subject.startswith("patient:") for entry in of_person)


def test_one_visit_leaves_as_one_file_with_its_forms(clinic: Clinic) -> None:
    hands = clinic.hands
    hands.write("Find a patient", "nguyen")
    clinic.qtbot.waitUntil(lambda: "no. A-1042" in hands.read())
    hands.press("Open")
    hands.choose("24 Nov 2026, 12:09", "Export this visit …")
    hands.press(GO)
    folder = clinic.written()
    clinic.root.close()

    ((name, content),) = contents(folder).items()
    assert name.startswith("visit_")
    assert b'"Questionnaire"' in content
    assert b'"DocumentReference"' in content
    (entry,) = clinic.noted()
    assert (entry.subject, entry.detail["of"]) == ("visit:v3", "one visit")


def test_stopping_it_in_the_middle_leaves_nothing(clinic: Clinic, held: Held, out: Path) -> None:
    assert any(path.name.endswith(".part") for path in out.iterdir())
    clinic.hands.press("Stop")
    held.may_go.set()

    clinic.qtbot.waitUntil(lambda: "was stopped" in clinic.hands.read(), timeout=SLOW)
    clinic.root.close()
    assert list(out.iterdir()) == []
    assert clinic.noted() == []


def test_locking_stops_it_and_nobody_waits_for_it_to_sign_in(
    clinic: Clinic, held: Held, out: Path
) -> None:
    clinic.hands.press("Lock")
    clinic.sign_in()

    assert clinic.root.staff.screens.export.run.is_stopping
    held.may_go.set()
    clinic.hands.press("Export")
    clinic.qtbot.waitUntil(lambda: "was stopped" in clinic.hands.read(), timeout=SLOW)
    clinic.root.close()
    assert list(out.iterdir()) == []
    assert clinic.noted() == []


def test_giving_the_device_to_a_patient_stops_it(clinic: Clinic, held: Held, out: Path) -> None:
    hands = clinic.hands
    hands.press("Home")
    hands.write("Find a patient", "hahn")
    clinic.qtbot.waitUntil(lambda: "no. B-7" in hands.read())
    hands.press("New visit")
    hands.tick("Someone of us stays within reach")
    hands.pick("Not known")
    hands.press("Hand over to the patient")

    assert clinic.root.patient is not None
    assert clinic.root.staff.screens.export.run.is_stopping
    held.may_go.set()
    clinic.qtbot.waitUntil(
        lambda: not clinic.root.staff.screens.export.run.is_running, timeout=SLOW
    )
    clinic.root.close()
    assert list(out.iterdir()) == []
    assert clinic.noted() == []


def test_closing_the_app_stops_it_and_waits_for_its_end(
    clinic: Clinic, held: Held, out: Path
) -> None:
    del held  # it goes on by itself, as slow work does
    clinic.root.staff.close()
    clinic.root.close()

    assert list(out.iterdir()) == []
    assert clinic.noted() == []
