# SPDX-License-Identifier: Apache-2.0
"""The export screen asks for what was chosen, shows how far it is, and can be stopped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QProgressBar

from intake.core.errors import StoreError
from intake.core.export import ExportKind, Naming, Selection
from intake.core.records import VisitState
from intake.core.staff import Role, StaffMember
from intake.ui.staff.context.exports import ExportChoice
from intake.ui.staff.window import StaffWindow
from tests.ui.staff.fake_clinic import ANA, FakeClinic, visit_of
from tests.ui.staff.hands import Hands

GO = "Export to a folder …"


@pytest.fixture(autouse=True)
def parent(
    window: StaffWindow, clinic: FakeClinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    clinic.visits = [visit_of(ANA)]
    window.open()
    yield tmp_path
    clinic.may_end.set()
    window.screens.export.close_down()


def asked(clinic: FakeClinic) -> ExportChoice:
    """Return what the screen asked the desk for."""
    (choice,) = [done[1] for done in clinic.done if done[0] == "export"]
    assert isinstance(choice, ExportChoice)
    return choice


def open_patient(hands: Hands) -> None:
    hands.write("Find a patient", "a-1042")
    hands.qtbot.waitUntil(lambda: "no. A-1042" in hands.read())
    hands.press("Open")


def test_the_health_record_gets_names_and_reports_of_all_visits(
    clinic: FakeClinic, hands: Hands, parent: Path
) -> None:
    hands.press("Export")
    hands.press(GO)

    assert asked(clinic) == ExportChoice(ExportKind.FHIR, parent)
    assert not hands.sees("De-identified")


@pytest.mark.parametrize(
    ("kind", "words"),
    [(ExportKind.CSV, "Research (CSV)"), (ExportKind.REDCAP, "REDCap")],
)
def test_research_gets_nobody_to_be_known_unless_somebody_chooses_otherwise(
    clinic: FakeClinic, hands: Hands, parent: Path, kind: ExportKind, words: str
) -> None:
    hands.press("Export")
    hands.pick(words)
    hands.press(GO)

    assert asked(clinic) == ExportChoice(kind, parent, naming=Naming.PSEUDONYMS)
    assert not hands.sees("The PDF report of each visit")
    assert hands.sees("With record numbers") == (kind is ExportKind.REDCAP)


def test_names_chosen_for_one_kind_are_not_chosen_for_the_next(
    clinic: FakeClinic, hands: Hands, parent: Path
) -> None:
    hands.press("Export")
    hands.pick("REDCap")
    hands.pick("With names")
    hands.pick("Research (CSV)")
    hands.press(GO)

    assert asked(clinic) == ExportChoice(ExportKind.CSV, parent, naming=Naming.PSEUDONYMS)


def test_visits_since_a_day_without_reports(
    window: StaffWindow, clinic: FakeClinic, hands: Hands, parent: Path
) -> None:
    hands.press("Export")
    hands.tick("The PDF report of each visit")
    hands.pick("Since a day")
    hands.press(GO)
    assert "write the day" in hands.read()
    hands.write("Day", "31")
    window.screens.export.fields.visits._day._month.setCurrentIndex(2)
    hands.write("Year", "2026")
    hands.press(GO)
    assert "write the day" in hands.read()  # there is no 31 February
    hands.write("Day", "1")
    hands.press(GO)

    expected = ExportChoice(
        ExportKind.FHIR, parent, Selection(since=date(2026, 2, 1)), reports=False
    )
    assert asked(clinic) == expected


def test_whose_number_it_is_shows_before_anything_leaves(
    clinic: FakeClinic, hands: Hands, parent: Path
) -> None:
    hands.press("Export")
    hands.pick("One patient")
    hands.press(GO)
    assert "write the record number" in hands.read()
    hands.write("Record number", "A-10")
    hands.press(GO)
    assert "Nobody has this record number" in hands.read()
    hands.write("Record number", " A-1042 ")
    assert "Ana Nguyễn · no. A-1042" in hands.read()
    hands.press(GO)

    assert asked(clinic) == ExportChoice(ExportKind.FHIR, parent, Selection("A-1042"))


def test_one_patient_and_one_visit_are_exported_from_the_patients_page(
    window: StaffWindow, clinic: FakeClinic, hands: Hands, parent: Path
) -> None:
    open_patient(hands)
    hands.press("Export all visits …")
    assert hands.field("Record number").text() == "A-1042"
    hands.press("Back")
    assert window.screens.patient.isVisible()
    hands.choose("22 Nov 2026, 12:05", "Export this visit …")
    assert "22 Nov 2026, 12:05 · Ana Nguyễn" in hands.read()
    hands.press(GO)

    expected = ExportChoice(ExportKind.FHIR, parent, Selection(visit=clinic.visits[0].line.id))
    assert asked(clinic) == expected


def test_a_visit_that_runs_is_not_offered(clinic: FakeClinic, hands: Hands) -> None:
    clinic.visits = [visit_of(ANA, VisitState.RUNNING)]
    open_patient(hands)

    assert "Export all visits …" not in hands.buttons()


def test_the_front_desk_finds_no_export(
    window: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    clinic.member = StaffMember("rosa", "Rosa Lima", Role.FRONT_DESK)
    window.open()
    assert "Export" not in hands.buttons()
    window.enter_room("export")
    assert not window.screens.export.isVisible()
    open_patient(hands)

    assert "Export all visits …" not in hands.buttons()
    menus = [b.menu() for b in hands.buttons_of("22 Nov 2026, 12:05") if b.menu()]
    offered = [action.text() for menu in menus for action in menu.actions()]
    assert "Export this visit …" not in offered


def test_it_shows_how_far_it_is_and_where_the_folder_lies(
    clinic: FakeClinic,
    hands: Hands,
    parent: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clinic.left_out = ("visit 7: own is not a form that is here; it is left out.",)
    hands.press("Export")
    hands.press(GO)
    hands.qtbot.waitUntil(lambda: "Writing visit 120 of 340" in hands.read())
    (bar,) = [b for b in hands.window.findChildren(QProgressBar) if b.isVisible()]
    assert (bar.value(), bar.maximum()) == (120, 340)
    assert GO not in hands.buttons()
    hands.press("Home")
    clinic.may_end.set()
    hands.qtbot.waitUntil(lambda: not hands.window.screens.export.run.is_running)  # type: ignore[attr-defined]
    hands.press("Export")

    folder = parent / "intake-fhir-2026-11-22"
    assert f"340 visits were written to {folder}" in hands.read()
    assert clinic.left_out[0] in hands.read()
    opened: list[Any] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    hands.press("Open the folder")
    assert [url.toLocalFile() for url in opened] == [str(folder)]
    hands.press("Home")
    hands.press("Export")
    assert "were written" not in hands.read()


def test_it_is_started_and_stopped_with_the_keys_alone(
    window: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    hands.press("Export")
    for _ in range(12):
        if window.focusWidget() is window.screens.export._go:
            break
        hands.key(Qt.Key.Key_Tab)
    hands.key(Qt.Key.Key_Return)
    hands.qtbot.waitUntil(lambda: "Writing visit" in hands.read())
    hands.key(Qt.Key.Key_Space)
    assert "Stopping …" in hands.read()
    clinic.may_end.set()

    hands.qtbot.waitUntil(lambda: "was stopped. Nothing was written" in hands.read())
    assert window.focusWidget() is window.screens.export._go


def test_what_goes_wrong_is_one_sentence_and_it_can_be_tried_again(
    window: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    def refused(*_: object) -> None:
        raise StoreError("The disk is full; make room or choose another place.")

    def broken(*_: object) -> None:
        raise RuntimeError("a rule of FHIR")

    hands.press("Export")
    for job, words in ((refused, "The disk is full"), (broken, "Nothing was exported: a rule")):
        window.screens.export.run.start(job)  # type: ignore[arg-type]  # it returns nothing
        hands.qtbot.waitUntil(lambda words=words: words in hands.read())
    hands.press(GO)

    assert asked(clinic).kind is ExportKind.FHIR


def test_nobody_picks_a_folder_nothing_happens(
    clinic: FakeClinic, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    hands.press("Export")
    hands.press(GO)

    assert clinic.done == []


def test_locking_stops_it_and_forgets_who_was_chosen(
    window: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    open_patient(hands)
    hands.press("Export all visits …")
    hands.press(GO)
    hands.qtbot.waitUntil(lambda: "Writing visit" in hands.read())
    hands.press("Lock")

    assert window.screens.export.run.is_stopping
    clinic.may_end.set()
    hands.qtbot.waitUntil(lambda: not window.screens.export.run.is_running)
    window.open()
    hands.press("Export")
    assert "was stopped. Nothing was written" in hands.read()
    hands.pick("One patient")
    assert hands.field("Record number").text() == ""


def test_the_file_that_was_used_last_is_offered_again(
    clinic: FakeClinic, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    clinic.export_files = {ExportKind.FHIR: "mine.toml", ExportKind.REDCAP: "map.toml"}
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("other.toml", ""))
    hands.press("Export")
    assert hands.field("Addresses of the health record, a copy of export.toml (optional)")
    hands.pick("REDCap")
    field = hands.field("Field map of the REDCap project (optional)")
    assert field.text() == "map.toml"
    hands.press("Choose …")
    hands.press(GO)

    assert asked(clinic).file == "other.toml"
