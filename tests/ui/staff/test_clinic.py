# SPDX-License-Identifier: Apache-2.0
"""Settings, team, audit and backup."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from threading import current_thread

import pytest
from PySide6.QtWidgets import QFileDialog

from intake.core.staff import Role, StaffMember
from intake.ui.staff.context import AuditLine, AuditWish, NewMember, OwnForms, Refusal
from intake.ui.staff.window import StaffWindow
from tests.ui.staff.fake_clinic import ANA, NOON, OWN, FakeClinic, visit_of
from tests.ui.staff.hands import Hands

CONFIRMED = "We have called this line: it is right for our country"


@pytest.fixture(autouse=True)
def _open(window: StaffWindow) -> None:
    window.open()


def test_a_crisis_line_counts_only_once_it_is_confirmed(clinic: FakeClinic, hands: Hands) -> None:
    hands.enter("Settings")
    hands.write("Line, with its name and number (optional)", "Lifeline 13 11 14")
    hands.press("Save")
    assert clinic.kept.crisis_line == "Lifeline 13 11 14"
    assert not clinic.kept.is_line_confirmed

    hands.tick(CONFIRMED)
    hands.press("Save")
    assert clinic.kept.is_line_confirmed
    hands.qtbot.keyClicks(hands.field("Line, with its name and number (optional)"), "5")
    hands.press("Save")
    assert not clinic.kept.is_line_confirmed


def test_what_was_decided_is_shown_and_kept(clinic: FakeClinic, hands: Hands) -> None:
    hands.enter("Settings")
    hands.write("Name of the clinic", "Harbour Clinic")
    hands.tick("Spanish")
    hands.select("Paper", "Letter")
    hands.select("Colours of the staff screens", "High contrast")
    hands.press("Save")

    kept = clinic.kept
    assert (kept.clinic, kept.paper, kept.theme) == ("Harbour Clinic", "Letter", "contrast")
    assert kept.languages == ("en", "es")
    assert kept.bands == {"fiqr.total": "salaffi_2021"}


def test_a_clinic_needs_a_name_and_a_language(clinic: FakeClinic, hands: Hands) -> None:
    hands.enter("Settings")
    hands.tick("English")
    hands.press("Save")
    assert "at least one language" in hands.read()
    hands.write("Name of the clinic", "")
    hands.press("Save")

    assert "clinic's name" in hands.read()
    assert clinic.kept.clinic == "Riverside Pain Clinic"


def _write_member(window: StaffWindow, hands: Hands, own: str) -> None:
    hands.enter("Team")
    hands.write("Name, as it stands on reports", "Rosa Lima")
    role = window.screens.team._role
    role.setCurrentIndex(role.findData(Role.FRONT_DESK))
    hands.write("Passphrase, to sign in", "four quiet words here")
    hands.write("The same passphrase again", "four quiet words here")
    hands.write("PIN, to take the device back from a patient", "2468")
    hands.write("The same PIN again", "2468")
    hands.write("Your own passphrase, to confirm", own)
    hands.press("Add")


def test_somebody_joins_the_team(window: StaffWindow, clinic: FakeClinic, hands: Hands) -> None:
    _write_member(window, hands, OWN)

    hands.qtbot.waitUntil(lambda: "Rosa Lima" in hands.read(), timeout=3000)
    new = NewMember("Rosa Lima", Role.FRONT_DESK, "four quiet words here", "2468")
    assert clinic.done == [("member", new)]


def test_nobody_joins_without_the_passphrase_of_who_asks(
    window: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    _write_member(window, hands, "a guess")

    hands.qtbot.waitUntil(lambda: "not your own passphrase" in hands.read(), timeout=3000)
    assert clinic.members == []


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("Passphrase, to sign in", "short", "at least 10"),
        ("The same passphrase again", "something else", "not the same"),
        ("PIN, to take the device back from a patient", "1", "at least 4"),
        ("The same PIN again", "1357", "not the same"),
        ("Name, as it stands on reports", "", "write the name"),
    ],
)
def test_what_is_wrong_with_somebody_new_is_said(
    window: StaffWindow, clinic: FakeClinic, hands: Hands, name: str, text: str, said: str
) -> None:
    _write_member(window, hands, "")
    hands.qtbot.waitUntil(window.screens.team._go.isEnabled, timeout=3000)
    hands.write(name, text)
    hands.press("Add")

    assert said in hands.read()
    assert clinic.members == []


def test_what_somebody_began_to_write_is_gone_when_the_room_is_entered_again(
    hands: Hands,
) -> None:
    hands.enter("Team")
    hands.write("Name, as it stands on reports", "Rosa Lima")
    hands.write("Passphrase, to sign in", "four quiet words here")
    hands.press("Add")
    assert "choose a role" in hands.read()
    hands.enter("Team")

    assert hands.field("Name, as it stands on reports").text() == ""
    assert hands.field("Passphrase, to sign in").text() == ""
    assert "choose a role" not in hands.read()


def test_somebody_leaves_the_team_and_nobody_removes_oneself(
    clinic: FakeClinic, hands: Hands
) -> None:
    clinic.members = [StaffMember("rosa", "Rosa Lima", Role.FRONT_DESK)]
    hands.enter("Team")
    hands.press("Remove")
    hands.write("Reason", "has left")
    hands.press("Remove")
    hands.qtbot.waitUntil(lambda: "Not now" in hands.buttons())
    hands.press("Not now")

    assert clinic.members == []
    hands.qtbot.waitUntil(lambda: "Remove" not in hands.buttons())


def test_the_audit_is_narrowed_checked_and_taken_along(
    window: StaffWindow,
    clinic: FakeClinic,
    hands: Hands,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    clinic.audit_lines = [
        AuditLine(n, NOON - timedelta(minutes=n), who, what)
        for n, (who, what) in enumerate(
            [("Rosa", "visit begun"), ("Dr. Okafor", "report read"), ("Rosa", "report printed")]
        )
    ]
    hands.enter("Audit")
    model = window.screens.audit.model
    assert model.rowCount() == 3
    hands.write("Filter", "rosa report")
    assert [line.what for line in model.lines] == ["report printed"]

    path = tmp_path / "audit.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    hands.press("Export …")
    assert clinic.done == [("export", 1, path)]
    hands.press("Check the chain")
    assert "The chain of 3 entries holds" in hands.read()


def test_a_backup_is_made_beside_the_window_and_said(
    clinic: FakeClinic, hands: Hands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "clinic.backup"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    hands.enter("Backup")
    assert "Last backup: 19 Nov 2026" in hands.read()
    hands.press("Back up now …")

    hands.qtbot.waitUntil(lambda: "Checked and written" in hands.read(), timeout=3000)
    assert clinic.done == [("backup", path)]


def test_the_folder_of_own_forms_is_looked_at_and_what_is_refused_is_listed(
    clinic: FakeClinic, hands: Hands
) -> None:
    problems = ("own/ours/instrument.toml: version: must be three numbers.", "own/ours: id: x.")
    clinic.own_forms = OwnForms(given=("Ours", "Theirs"), refused=(Refusal("ours", problems),))
    hands.enter("Settings")
    assert "Not used until it is mended" not in hands.read()

    hands.write("Folder (optional)", "/clinic/forms")

    said = "2 questionnaires can be given: Ours, Theirs."
    hands.qtbot.waitUntil(lambda: said in hands.read(), timeout=3000)
    assert "\n".join(problems) in hands.read()
    hands.press("Save")
    hands.qtbot.waitUntil(lambda: "Saved." in hands.read(), timeout=3000)
    assert clinic.kept.own_forms == "/clinic/forms"
    assert clinic.read_by is not current_thread()


def test_a_folder_that_cannot_be_used_is_said_on_saving_and_nothing_is_kept(
    clinic: FakeClinic, hands: Hands
) -> None:
    clinic.own_forms = OwnForms("/clinic/forms is gone.")
    hands.enter("Settings")
    hands.write("Folder (optional)", "/clinic/forms")
    hands.press("Save")

    hands.qtbot.waitUntil(lambda: hands.read().count("is gone.") > 1, timeout=3000)
    assert clinic.kept.own_forms == ""
    assert "Saved." not in hands.read()
    hands.write("Folder (optional)", "")
    hands.press("Save")
    assert "Saved." in hands.read()


def test_a_mended_folder_is_looked_at_again(clinic: FakeClinic, hands: Hands) -> None:
    clinic.kept = replace(clinic.kept, own_forms="/clinic/forms")
    clinic.own_forms = OwnForms("/clinic/forms is no folder; name one that is there.")
    hands.enter("Settings")
    hands.qtbot.waitUntil(lambda: "is no folder" in hands.read(), timeout=3000)

    clinic.own_forms = OwnForms(given=("Ours",))
    hands.press("Look again")

    hands.qtbot.waitUntil(lambda: "1 questionnaire can be given: Ours." in hands.read())
    assert "is no folder" not in hands.read()


def test_a_chosen_folder_stands_in_the_field(
    clinic: FakeClinic, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    clinic.own_forms = OwnForms()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "/clinic/forms")
    hands.enter("Settings")
    hands.press("Choose …", place=1)

    assert hands.field("Folder (optional)").text() == "/clinic/forms"
    said = "No questionnaire in it can be given."
    hands.qtbot.waitUntil(lambda: said in hands.read(), timeout=3000)


def test_the_audit_is_asked_for_by_person_kind_patient_and_day(
    window: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    clinic.audit_lines = [
        AuditLine(n, NOON, who, what)
        for n, (who, what) in enumerate([("Rosa", "visit begun"), ("Ada", "report read")])
    ]
    hands.enter("Audit")
    hands.select("Who", "Rosa")
    assert [line.who for line in window.screens.audit.model.lines] == ["Rosa"]
    hands.select("What", "visit")
    hands.write("Record number", "A-1042")
    hands.write("First day", "2")
    hands.select("Month of the first day", "April")
    hands.write("Its year", "2026")

    wish = AuditWish("Rosa", "visit", "A-1042", first=date(2026, 4, 2))
    assert clinic.wishes[-1] == wish
    assert "1 entry" in hands.read()


def test_a_line_is_proposed_for_the_country_and_still_wants_to_be_confirmed(
    clinic: FakeClinic, hands: Hands
) -> None:
    hands.enter("Settings")
    hands.select("Country", "Germany")
    assert "knows no line there" in hands.read()
    hands.select("Country", "United States")
    hands.press("Take this line")
    hands.press("Save")
    assert (clinic.kept.country, clinic.kept.crisis_line) == ("US", "988")
    assert not clinic.kept.is_line_confirmed
    hands.tick(CONFIRMED)
    hands.select("Country", "Germany")
    hands.press("Save")

    assert not clinic.kept.is_line_confirmed


@pytest.mark.parametrize(
    ("how", "name"), [("Initials", "A. N."), ("Record numbers alone", "No. A-1042")]
)
def test_names_appear_on_the_screens_as_the_clinic_wants(
    window: StaffWindow, clinic: FakeClinic, hands: Hands, how: str, name: str
) -> None:
    clinic.visits = [visit_of(ANA)]
    hands.enter("Settings")
    hands.select("Patients on the team's screens and on reports", how)
    hands.press("Save")
    hands.press("Home")
    assert name in hands.read().splitlines()
    assert "Nguy" not in hands.read()
    hands.press("Open")

    assert name in hands.read().splitlines()
    assert "Ana" not in hands.read(window.screens.patient).replace("A-1042", "")
