# SPDX-License-Identifier: Apache-2.0
"""Every role tries every doing of the desk: the table of rights holds behind the screens too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from intake.core.errors import StoreError
from intake.core.export import ExportKind
from intake.core.records import FollowUp, Seen
from intake.core.rights import Right, may
from intake.core.staff import Role
from intake.core.visit import Patient, Respondent, Treatment
from intake.ui.staff.context import (
    AuditWish,
    ExportChoice,
    FinishedReport,
    NewMember,
    PaperVisit,
    Settings,
    WayBack,
)
from tests.app.desk_clinic import ANA, BO, NOON, DeskClinic

PDF = FinishedReport(1, "R-000001", b"%PDF", "v1")

Act = Callable[[DeskClinic], object]
ACTS: dict[str, tuple[Right, Act]] = {
    "find": (Right.FIND_PATIENTS, lambda c: c.desk.day.find("ana")),
    "page": (Right.FIND_PATIENTS, lambda c: c.desk.patients.page("A-1042")),
    "person": (Right.FIND_PATIENTS, lambda c: c.desk.visits.person("A-1042")),
    "lookalikes": (Right.FIND_PATIENTS, lambda c: c.desk.visits.lookalikes(ANA)),
    "change": (Right.CHANGE_PATIENT, lambda c: c.desk.patients.change("A-1042", ANA)),
    "merge": (Right.MERGE_PATIENTS, lambda c: c.desk.patients.merge("A-1042", "B-7", "one")),
    "begin": (Right.START_VISIT, lambda c: c.begin(BO)),
    "hand over": (Right.START_VISIT, lambda c: c.desk.visits.hand_over("v2")),
    "end": (Right.END_VISIT, lambda c: c.desk.visits.end_early("v2")),
    "reopen": (Right.END_VISIT, lambda c: c.desk.visits.reopen("v1")),
    "cancel": (Right.CANCEL_VISIT, lambda c: c.desk.visits.cancel("v1", "wrong")),
    "move": (Right.MOVE_VISIT, lambda c: c.desk.visits.move("v1", "B-7", "wrong")),
    "blank": (Right.KEY_IN_PAPER, lambda c: c.desk.sheets.blank("peg", "en", ANA)),
    "paper": (
        Right.KEY_IN_PAPER,
        lambda c: c.desk.sheets.keep_paper(
            PaperVisit(BO, NOON, "en", Respondent.SELF, {"peg": {"peg_pain": 3}})
        ),
    ),
    "follow up": (
        Right.ACKNOWLEDGE_ALERT,
        lambda c: c.desk.alerts.follow_up(
            c.desk.alerts.open_alerts()[0].id, FollowUp("x", NOON, "told", "y", Seen.YES)
        ),
    ),
    "asked": (Right.ASK_IN_PERSON, lambda c: c.desk.alerts.asked("v1", "gad7")),
    "keep asked": (
        Right.ASK_IN_PERSON,
        lambda c: c.desk.alerts.keep_asked("v1", "gad7", {"nervous": "not_at_all"}),
    ),
    "filled": (Right.CORRECT_ANSWERS, lambda c: c.desk.sheets.filled("v1")),
    "correct": (
        Right.CORRECT_ANSWERS,
        lambda c: c.desk.sheets.correct("v1", "peg", {"peg_pain": 3}, "typed wrong"),
    ),
    "copy": (Right.COPY_SUMMARY, lambda c: c.desk.patients.summary_lines("v1")),
    "report": (Right.MAKE_REPORT, lambda c: c.desk.reports.prepare("v1")),
    "save": (
        Right.MAKE_REPORT,
        lambda c: c.desk.reports.save_as(PDF, c.places.data / "x.pdf"),
    ),
    "treatment": (
        Right.RECORD_TREATMENT,
        lambda c: c.desk.patients.add_treatment("A-1042", Treatment(NOON, "infusion")),
    ),
    "settings": (Right.CHANGE_SETTINGS, lambda c: c.desk.clinic.change_settings(Settings("X"))),
    "team": (Right.MANAGE_TEAM, lambda c: c.desk.team.team()),
    "join": (
        Right.MANAGE_TEAM,
        lambda c: c.desk.team.add_member(NewMember("N", Role.CLINICIAN, "p", "q"), "right"),
    ),
    "role": (
        Right.MANAGE_TEAM,
        lambda c: c.desk.team.change_role("x", Role.CLINICIAN, "right"),
    ),
    "renew": (Right.MANAGE_TEAM, lambda c: c.desk.team.renew_passphrase("x", "new", "right")),
    "leave": (Right.MANAGE_TEAM, lambda c: c.desk.team.remove_member("x", "has left")),
    "rekey": (Right.MANAGE_TEAM, lambda c: c.desk.team.rekey()),
    "audit": (Right.READ_AUDIT, lambda c: c.desk.audit.audit(AuditWish())),
    "kinds": (Right.READ_AUDIT, lambda c: c.desk.audit.kinds()),
    "audited": (Right.READ_AUDIT, lambda c: c.desk.audit.people()),
    "check": (Right.READ_AUDIT, lambda c: c.desk.audit.audit_state()),
    "export": (Right.READ_AUDIT, lambda c: c.desk.audit.export_audit((), Path("a.csv"))),
    "backup": (Right.BACK_UP, lambda c: c.desk.backup.back_up(Path("b"))),
    "restore": (
        Right.RESTORE,
        lambda c: c.desk.restoring.restore(WayBack(Path("b"), "Ada", "right")),
    ),
    "erased person": (Right.ERASE, lambda c: c.desk.records.someone("A-1042")),
    "older": (Right.ERASE, lambda c: c.desk.records.older_than(10)),
    "erase older": (Right.ERASE, lambda c: c.desk.records.erase_older(10)),
    "count": (Right.ERASE, lambda c: c.desk.records.all_of("C-9")),
    "erase": (Right.ERASE, lambda c: c.desk.records.erase_patient("C-9", "asked for it")),
    "treatment right": (
        Right.RECORD_TREATMENT,
        lambda c: c.desk.patients.change_treatment(1, Treatment(NOON, "infusion"), "typed wrong"),
    ),
    "treatment back": (
        Right.RECORD_TREATMENT,
        lambda c: c.desk.patients.withdraw_treatment(1, "not given"),
    ),
    "whose": (Right.EXPORT, lambda c: c.desk.exports.person("A-1042")),
    "leave the file": (
        Right.EXPORT,
        lambda c: c.desk.exports.prepare(ExportChoice(ExportKind.FHIR, c.places.data)),
    ),
    "mark read": (Right.MARK_READ, lambda c: c.desk.patients.mark_read("v3")),
}


def test_every_right_that_guards_a_doing_is_tried() -> None:
    seen_elsewhere = {Right.SEE_ANSWERS, Right.SEE_ALERT_ANSWER}

    assert {right for right, _ in ACTS.values()} == set(Right) - seen_elsewhere


@pytest.mark.parametrize("role", Role)
def test_a_role_does_what_the_table_allows_and_is_refused_everything_else(
    clinic: DeskClinic, role: Role, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, (right, act) in ACTS.items():
        if may(role, right):
            continue
        clinic.be(role)

        with pytest.raises(StoreError, match="Your role does not allow this"):
            act(clinic)

        assert clinic.store.visits.all() == (), name


@pytest.mark.parametrize("name", ACTS)
def test_every_doing_works_for_a_role_that_has_the_right(
    clinic: DeskClinic, name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    right, act = ACTS[name]
    clinic.visit(ANA)  # v1, with item 9 not answered: a message waits
    if name not in {"begin", "paper"}:
        clinic.begin(BO)  # v2, running
    if name in {"cancel", "end", "mark read"}:
        for alert in clinic.desk.alerts.open_alerts():
            done = FollowUp("x", NOON, "told", "y", Seen.YES)
            clinic.desk.alerts.follow_up(alert.id, done)
    if name == "mark read":
        clinic.finish("v2")
        made = clinic.visit(ANA, "peg")
        clinic.desk.reports.keep(clinic.desk.reports.prepare(made)())
    if name in {"count", "erase"}:
        made = clinic.begin(Patient("C-9", "Cleo Park", ANA.birth_date), "peg")
        clinic.finish(made)
    if name.startswith("treatment "):
        clinic.desk.patients.add_treatment("A-1042", Treatment(NOON, "infusion"))
    allowed = [role for role in Role if may(role, right)]
    clinic.be(allowed[0])

    act(clinic)


@pytest.mark.parametrize("role", Role)
def test_what_a_patient_answered_shows_to_clinical_roles_only(
    clinic: DeskClinic, role: Role
) -> None:
    clinic.visit(ANA, self_harm="several_days")
    clinic.later(days=20)
    clinic.visit(ANA, self_harm="not_at_all")
    clinic.be(role)
    (alert, *_) = clinic.desk.alerts.open_alerts()
    words = clinic.desk.alerts.words_of(alert)
    page = clinic.desk.patients.page("A-1042")

    if may(role, Right.SEE_ANSWERS):
        assert words.answer == "Several days (1)"
        assert page.history is not None
    else:
        assert words.title == "Call the clinician now"
        assert words.answer == ""
        assert page.history is None
