# SPDX-License-Identifier: Apache-2.0
"""The app as the team's screens see it: forms left out, alerts in words, reports and folders."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from intake.app.desk import AppDesk, Doings
from intake.app.places import Places, read_state
from intake.app.visits import RunningVisit
from intake.assets import forms_dir
from intake.catalogue import load
from intake.core.answers import Answer, Missing
from intake.core.errors import StoreError
from intake.core.records import Known, VisitState
from intake.core.staff import Role, StaffMember, Stamp
from intake.core.visit import Patient, Respondent, Treatment, VisitRecord
from intake.store.store import Store
from intake.ui.staff.context import VisitForm
from tests.clinic_files import ADA, KEY

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
WHO = StaffMember("1", "Ada", Role.FRONT_DESK)
FORM = VisitForm(
    Patient("A-1042", "Ana", date(1979, 4, 2)),
    Known.NOT_KNOWN,
    "fibromyalgia_first",
    "en",
    Respondent.SELF,
    staff_within_reach=True,
)


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


class Clinic:
    """A desk over a real file, with a report that is quickly made."""

    def __init__(self, folder: Path, forms: Path) -> None:
        self.store = Store.create(folder / "data" / "clinic.db", KEY)
        self.places = Places(folder / "data", folder / "reports")
        self.given: list[RunningVisit] = []
        self.made: list[VisitRecord] = []
        doings = Doings(
            self.given.append, self._render, _write, lambda: NOON, lambda: "v1", lambda: WHO
        )
        self.desk = AppDesk(self.store, load(forms), self.places, doings)

    def _render(self, record: VisitRecord) -> bytes:
        self.made.append(record)
        return b"%PDF"

    def answer(self, item: str, answer: Answer) -> None:
        """Give one answer of the PHQ-9 as the patient's window would."""
        self.desk.hand_over("v1")
        running = self.given[-1]
        flow = running.flow
        while flow.here is not None and flow.here.key != f"phq9.{item}":
            flow.next()
        assert flow.here is not None
        running.commit(flow.record(flow.here, {item: answer}, NOON), None)


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    made = Clinic(tmp_path, forms_dir())
    made.store.settings.change("clinic", "Riverside", ADA)
    yield made
    made.store.close()


def test_what_the_desk_knows_chooses_the_form(clinic: Clinic) -> None:
    def names(known: Known) -> list[str]:
        return [
            form.name
            for form in clinic.desk.plan_for("fibromyalgia_first", known, "en", None).forms
        ]

    assert "FIQR" in names(Known.YES)
    assert "SIQR" in names(Known.NO)
    assert "SIQR" in names(Known.NOT_KNOWN)
    assert "FIQR" not in names(Known.NOT_KNOWN)


def test_provisional_forms_are_marked_at_the_desk(clinic: Clinic) -> None:
    forms = clinic.desk.plan_for("fibromyalgia_first", Known.NO, "en", None).forms

    assert {form.name for form in forms if not form.is_provisional} == {"GAD-7", "PHQ-9"}


def test_a_bad_form_is_left_out_and_named_and_its_battery_with_it(tmp_path: Path) -> None:
    forms = tmp_path / "forms"
    shutil.copytree(forms_dir(), forms)
    path = forms / "peg" / "instrument.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('worse = "higher"', 'worse = "up"'), encoding="utf-8")
    clinic = Clinic(tmp_path, forms)

    said = "\n".join(clinic.desk.problems)

    assert "peg/instrument.toml: score.peg.worse" in said
    assert "fibromyalgia_first" in said
    assert "fibromyalgia_first" not in [battery.id for battery in clinic.desk.batteries]
    clinic.store.close()


def test_an_alert_is_told_with_the_answer_in_words(clinic: Clinic) -> None:
    clinic.desk.begin(FORM)
    clinic.answer("self_harm", "several_days")

    (alert,) = clinic.desk.open_alerts()

    words = clinic.desk.words_of(alert)
    assert "item 9" in words.title
    assert words.answer == "Several days (1)"
    state = read_state(clinic.places.state)
    assert state is not None
    assert (state.clinic, state.waiting) == ("Riverside", 1)


def test_an_alert_keeps_the_answer_that_raised_it_and_says_what_came_after(
    clinic: Clinic,
) -> None:
    clinic.desk.begin(FORM)
    clinic.answer("self_harm", "more_than_half_the_days")
    running = clinic.given[-1]
    running.flow.jump("phq9.self_harm")
    assert running.flow.here is not None
    events = running.flow.record(running.flow.here, {"self_harm": "not_at_all"}, NOON)
    running.commit(events, None)

    (alert,) = clinic.desk.open_alerts()

    words = clinic.desk.words_of(alert)
    assert words.answer == "More than half the days (2)"
    assert words.now == "Not at all (0)"


def test_a_declined_item_9_is_told_as_declined(clinic: Clinic) -> None:
    clinic.desk.begin(FORM)
    clinic.answer("self_harm", Missing.DECLINED)

    (alert,) = clinic.desk.open_alerts()

    assert clinic.desk.words_of(alert).answer == "preferred not to answer"


def test_an_acknowledged_alert_waits_no_longer(clinic: Clinic) -> None:
    clinic.desk.begin(FORM)
    clinic.answer("self_harm", "nearly_every_day")
    (alert,) = clinic.desk.open_alerts()

    clinic.desk.acknowledge(alert.id, "Dr. Okafor", "told")

    assert clinic.desk.open_alerts() == ()


def test_a_visit_ended_early_says_that_item_9_was_not_answered(clinic: Clinic) -> None:
    clinic.desk.begin(FORM)
    clinic.desk.end_early("v1")

    (line,) = clinic.desk.visits()
    (alert,) = clinic.desk.open_alerts()
    assert line.state is VisitState.ENDED_EARLY
    assert clinic.desk.words_of(alert).answer == "not answered (not reached)"


def test_a_report_is_written_to_the_folder_without_a_name_in_its_name(clinic: Clinic) -> None:
    clinic.desk.begin(FORM)

    report = clinic.desk.prepare_report("v1")()

    assert report.path == clinic.places.reports / "A-1042_2026-11-22_R-000001.pdf"
    assert report.path.read_bytes() == b"%PDF"
    assert clinic.made[0].report.clinic == "Riverside"


def test_a_folder_that_cannot_be_written_is_said_and_the_report_is_kept(clinic: Clinic) -> None:
    clinic.desk.begin(FORM)
    clinic.places.reports.write_text("in the way", encoding="utf-8")

    report = clinic.desk.prepare_report("v1")()

    assert report.path is None
    assert "could not be written" in report.folder_problem
    assert report.pdf == b"%PDF"


def test_a_visit_whose_form_is_gone_is_refused_with_the_way_out(
    clinic: Clinic, tmp_path: Path
) -> None:
    clinic.desk.begin(FORM)
    forms = tmp_path / "fewer"
    shutil.copytree(forms_dir(), forms)
    shutil.rmtree(forms / "gad7")
    doings = Doings(
        clinic.given.append,
        lambda _: b"",
        lambda *_: None,
        lambda: NOON,
        lambda: "v2",
        lambda: WHO,
    )
    desk = AppDesk(clinic.store, load(forms), clinic.places, doings)

    with pytest.raises(StoreError, match="gad7, which could not be loaded"):
        desk.hand_over("v1")


def test_the_desk_sees_what_cannot_be_given_in_the_patients_language(clinic: Clinic) -> None:
    plan = clinic.desk.plan_for("fibromyalgia_first", Known.NO, "es", Respondent.SELF)

    assert [form.name for form in plan.forms] == ["GAD-7", "PHQ-9"]
    assert all(form.is_provisional for form in plan.forms)
    assert plan.left_out == ("No official wording in this language: SIQR, 2016 criteria",)


def test_a_visit_asks_only_what_has_the_patients_language(clinic: Clinic) -> None:
    form = replace(FORM, language="de-DE")

    visit = clinic.desk.begin(form)

    stored = clinic.store.visits.load(visit)
    assert [planned.form for planned in stored.line.forms] == ["phq9"]


def test_change_since_treatment_is_asked_once_a_treatment_is_recorded(clinic: Clinic) -> None:
    form = replace(FORM, battery="before_treatment")
    first = clinic.desk.plan_for(form.battery, Known.NO, "en", None, form.patient.id)
    clinic.desk.begin(form)
    clinic.store.treatments.add(form.patient.id, Treatment(NOON, "infusion"), Stamp("me", NOON))

    then = clinic.desk.plan_for(form.battery, Known.NO, "en", None, form.patient.id)

    assert first.left_out == ("No treatment is recorded yet: PGIC",)
    assert "PGIC" in [each.name for each in then.forms]
