# SPDX-License-Identifier: Apache-2.0
"""What the audit tells of whom, what people are called, and a visit that asks nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from intake.core.errors import StoreError
from intake.core.records import FollowUp, Known, Seen, VisitState
from intake.core.staff import Role
from intake.ui.staff.context import AuditWish
from tests.app.desk_clinic import ANA, BO, DeskClinic


def test_the_audit_finds_what_was_done_with_one_patient_and_by_whom(clinic: DeskClinic) -> None:
    clinic.visit(ANA, "peg")
    clinic.be(Role.FRONT_DESK)
    clinic.visit(BO, "peg")
    clinic.desk.patients.page("B-7")
    clinic.be(Role.ADMINISTRATOR)
    audit = clinic.desk.audit
    ana = audit.audit(AuditWish(patient="A-1042"))
    desk = audit.audit(AuditWish(who="A front_desk", kind="visit"))

    assert "visit of patient A-1042" in ana[0].about
    assert all("B-7" not in line.about for line in ana)
    assert [line.what for line in desk] == ["visit begun"]
    assert {"Dr. Okafor", "A front_desk"} <= set(audit.people())
    with pytest.raises(StoreError):
        audit.audit(AuditWish(patient="Z-9"))


def test_the_audit_of_a_day_holds_that_day_to_its_end(clinic: DeskClinic) -> None:
    clinic.desk.visits.cancel(clinic.begin(ANA, "peg"), "first")
    clinic.later(days=1)
    clinic.desk.visits.cancel(clinic.begin(ANA, "peg"), "second")
    today = clinic.now.date()
    audit = clinic.desk.audit

    said = [line.about for line in audit.audit(AuditWish(kind="visit", first=today))]
    before = audit.audit(AuditWish(kind="visit", last=today - timedelta(days=1)))
    assert any("second" in each for each in said)
    assert not any("first" in each for each in said)
    assert any("first" in line.about for line in before)
    assert not any("second" in line.about for line in before)


def test_a_kind_is_offered_once_there_is_an_entry_of_it(clinic: DeskClinic) -> None:
    before = clinic.desk.audit.kinds()
    clinic.visit(ANA, "peg")

    assert "setting" in before
    assert "visit" not in before
    assert "visit" in clinic.desk.audit.kinds()
    lines = clinic.desk.audit.audit(AuditWish(kind="setting"))
    assert {line.what for line in lines} == {"setting changed"}


@pytest.mark.parametrize(
    ("how", "name"), [("name", "Ana Nguyễn"), ("initials", "A. N."), ("number", "No. A-1042")]
)
def test_screens_and_reports_call_a_patient_as_the_clinic_wants(
    clinic: DeskClinic, how: str, name: str
) -> None:
    settings = clinic.desk.clinic.settings()
    clinic.desk.clinic.change_settings(replace(settings, names_shown=how))
    clinic.desk.reports.prepare(clinic.visit(ANA))()

    assert clinic.desk.session.called(ANA) == name
    assert clinic.made[0].patient.name == name
    assert clinic.made[0].patient.birth_date == ANA.birth_date
    assert clinic.desk.patients.page("A-1042").patient == ANA


def test_only_a_line_that_is_known_is_proposed(clinic: DeskClinic) -> None:
    assert "988" in clinic.desk.clinic.proposed_line("US")
    assert clinic.desk.clinic.proposed_line("DE") == ""


def test_a_visit_that_asks_nothing_is_kept_and_ends(clinic: DeskClinic) -> None:
    clinic.visit(ANA)
    clinic.later(days=3)
    visit = clinic.desk.visits.begin(replace(clinic.form(ANA), forms=()))
    offered = clinic.desk.visits.forms_for("fibromyalgia_first", Known.NOT_KNOWN, "en", ANA)
    (phq9,) = [form for form in offered if form.id == "phq9"]
    clinic.finish(visit)

    assert not phq9.is_due
    assert clinic.store.visits.load(visit).line.state is VisitState.DONE
    assert clinic.desk.reports.prepare(visit)().pdf


def test_every_act_about_an_alert_is_on_the_page_and_on_the_report(clinic: DeskClinic) -> None:
    visit = clinic.visit(ANA, self_harm="several_days")
    (alert,) = clinic.desk.alerts.open_alerts()
    told = FollowUp("", clinic.now, "The clinician was told", "Dr. Silva", Seen.NOT_YET)
    clinic.desk.alerts.follow_up(alert.id, told)
    clinic.later(minutes=5)
    clinic.desk.alerts.follow_up(alert.id, replace(told, action="Spoke", told="", seen=Seen.YES))
    clinic.desk.reports.prepare(visit)()
    (line,) = clinic.desk.patients.page("A-1042").alerts
    words = clinic.desk.alerts.words_of(line)
    seen = clinic.made[-1].alerts[0].acknowledged

    assert len(words.done) == 2
    assert "told: Dr. Silva; not yet seen by a clinician" in words.done[0]
    assert seen is not None
    for part in ("told: Dr. Silva", "Spoke; a clinician saw the patient before they left"):
        assert part in seen.action
    clinic.be(Role.FRONT_DESK)
    assert not any("Silva" in each for each in clinic.desk.alerts.words_of(line).done)
