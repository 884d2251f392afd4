# SPDX-License-Identifier: Apache-2.0
"""The desk behind the screens: visits, people, alerts, reports and paper over a real file."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pypdfium2
import pytest

from intake.app.desk.office import Office
from intake.app.desk.reports import summary_of
from intake.app.engine import render_record
from intake.app.places import read_state
from intake.assets import forms_dir, resources_dir
from intake.catalogue import Catalogue, load
from intake.core.answers import Missing
from intake.core.errors import StoreError
from intake.core.figure import parse
from intake.core.records import FollowUp, Known, Seen, VisitState
from intake.core.staff import Role
from intake.core.visit import Patient, RaisedAs, Respondent, Treatment
from intake.ui.staff.context import AuditWish, OfferedForm, PaperVisit, Settings
from tests.app.desk_clinic import ANA, BO, NOON, DeskClinic

SCREEN = ("wished_dead", "better_off_dead", "thoughts_killing", "ever_tried")
SEEN = FollowUp("", NOON, "told", "Dr. Silva", Seen.YES)


def _acknowledge_all(clinic: DeskClinic) -> None:
    for alert in clinic.desk.alerts.open_alerts():
        clinic.desk.alerts.follow_up(alert.id, SEEN)


# Visits.


def _offers(clinic: DeskClinic, patient: Patient | None, battery: str) -> dict[str, OfferedForm]:
    offered = clinic.desk.visits.forms_for(battery, Known.NO, "en", patient)
    return {form.id: form for form in offered}


def test_what_the_desk_knows_chooses_the_form(clinic: DeskClinic) -> None:
    def planned(known: Known) -> list[str]:
        offered = clinic.desk.visits.forms_for("fibromyalgia_first", known, "en", None)
        return [form.id for form in offered if form.is_planned]

    assert "fiqr" in planned(Known.YES)
    assert "siqr" in planned(Known.NO)
    assert "siqr" in planned(Known.NOT_KNOWN)
    assert "fiqr" not in planned(Known.NOT_KNOWN)


def test_only_a_form_that_can_raise_such_an_alert_asks_for_somebody_within_reach(
    clinic: DeskClinic,
) -> None:
    offered = _offers(clinic, None, "fibromyalgia_first")

    assert offered["phq9"].needs_reach
    assert not offered["peg"].needs_reach


def test_a_form_given_a_few_days_ago_is_hinted_at_and_not_refused(clinic: DeskClinic) -> None:
    clinic.visit(ANA, "phq9")
    clinic.later(days=9)

    offered = _offers(clinic, ANA, "follow_up")
    assert offered["phq9"].hint == (
        "last given 9 days ago, covers 14 days: give it or leave it out"
    )
    assert offered["phq9"].refusal == ""
    assert offered["peg"].hint == ""


def test_the_desk_sees_what_cannot_be_given_in_a_language_and_the_report_says_it(
    clinic: DeskClinic, catalogue: Catalogue
) -> None:
    offered = clinic.desk.visits.forms_for("fibromyalgia_first", Known.YES, "es", None)
    refused = {form.id: form.refusal for form in offered if form.is_planned and form.refusal}
    assert refused == dict.fromkeys(("fiqr", "acr2016", "peg"), "no official wording in Spanish")

    given = tuple(form.id for form in offered if form.is_planned and not form.refusal)
    visit = clinic.desk.visits.begin(replace(clinic.form(ANA, *given), language="es"))
    clinic.answer(visit, "interest", "not_at_all")
    clinic.finish(visit)
    clinic.desk.reports.prepare(visit)()

    figure = parse((resources_dir() / "body_map.svg").read_text(encoding="utf-8"))
    pdf = pypdfium2.PdfDocument(render_record(clinic.made[-1], catalogue, figure))
    printed = " ".join(page.get_textpage().get_text_range() for page in pdf).split()
    assert "because there is no official wording in Spanish: FIQR, SIQR, 2016" in (
        " ".join(printed)
    )


def test_change_since_treatment_is_offered_only_once_a_treatment_is_recorded(
    clinic: DeskClinic,
) -> None:
    clinic.visit(ANA, "peg")
    assert _offers(clinic, ANA, "follow_up")["pgic"].refusal == "no treatment is recorded yet"

    clinic.desk.patients.add_treatment(ANA.id, Treatment(NOON, "ketamine infusion"))

    assert _offers(clinic, ANA, "follow_up")["pgic"].refusal == ""


@pytest.mark.parametrize(
    ("respondent", "asked"),
    [
        (Respondent.SELF, ("phq9", "asq")),
        (Respondent.HELPED, ("phq9",)),
        (Respondent.PROXY, ("phq9",)),
    ],
)
def test_a_form_of_the_staffs_is_handed_only_to_a_patient_who_answers_alone(
    clinic: DeskClinic, respondent: Respondent, asked: tuple[str, ...]
) -> None:
    form = replace(clinic.form(ANA, "phq9", "asq"), respondent=respondent)

    visit = clinic.desk.visits.begin(form)

    planned = clinic.store.visits.load(visit).line.forms
    assert tuple(each.form for each in planned) == asked


def test_a_form_for_adults_is_refused_to_a_child_and_to_nobody_else(
    clinic: DeskClinic, catalogue: Catalogue
) -> None:
    adults = {form.id for form in catalogue.instruments.values() if form.ages is not None}
    assert adults
    child = replace(ANA, id="K-1", birth_date=date(2016, 1, 1))

    offered = _offers(clinic, child, "follow_up")
    grown = _offers(clinic, ANA, "follow_up")
    assert all("made for people" in offered[form].refusal for form in adults & set(offered))
    assert not any("made for people" in offer.refusal for offer in grown.values())


def test_a_known_persons_visit_starts_from_what_is_due(clinic: DeskClinic) -> None:
    first = clinic.desk.visits.plan(None)
    clinic.visit(ANA, "acr2016", "siqr", "peg", "gad7", "phq9")
    clinic.later(days=24)
    soon = clinic.desk.visits.plan("A-1042")

    assert first.battery == "fibromyalgia_first"
    assert first.respondent is None
    assert soon.battery != "fibromyalgia_first"
    assert soon.respondent is Respondent.SELF


def test_the_clock_before_the_last_visit_is_refused_with_the_reason(clinic: DeskClinic) -> None:
    clinic.visit(ANA)
    clinic.now = NOON - timedelta(hours=1)

    with pytest.raises(StoreError, match=r"clock says 22 Nov 2026, 11:00.*Set the clock right"):
        clinic.begin(BO)


def test_one_person_has_one_visit_at_a_time(clinic: DeskClinic) -> None:
    clinic.begin(ANA)

    with pytest.raises(StoreError, match="has a visit in progress"):
        clinic.begin(ANA)


@pytest.mark.parametrize(
    "other",
    [
        replace(ANA, name="Somebody Else"),
        replace(ANA, sex=BO.sex),
        replace(ANA, birth_date=date(1990, 1, 1)),
        replace(ANA, id="a 1042"),
    ],
)
def test_a_record_number_never_names_two_people_or_renames_one(
    clinic: DeskClinic, other: Patient
) -> None:
    clinic.visit(ANA)

    with pytest.raises(StoreError, match="Choose that person, or write another number"):
        clinic.begin(other)
    assert clinic.desk.visits.person("A-1042") == ANA


def test_a_visit_of_today_goes_on_and_one_of_yesterday_does_not(clinic: DeskClinic) -> None:
    visit = clinic.visit(ANA)
    clinic.desk.visits.reopen(visit)
    assert clinic.desk.day.running()[0].line.id == visit
    clinic.finish(visit)
    clinic.later(days=1)

    with pytest.raises(StoreError, match="ended today"):
        clinic.desk.visits.reopen(visit)


def test_a_message_that_waits_keeps_a_visit_from_being_closed(clinic: DeskClinic) -> None:
    visit = clinic.begin(ANA)
    clinic.answer(visit, "self_harm", "several_days")

    for close in (
        lambda: clinic.desk.visits.end_early(visit),
        lambda: clinic.desk.visits.cancel(visit, "mistake"),
        lambda: clinic.desk.patients.mark_read(visit),
    ):
        with pytest.raises(StoreError, match="Acknowledge it first"):
            close()
    _acknowledge_all(clinic)
    clinic.desk.visits.end_early(visit)

    assert clinic.store.visits.load(visit).line.state is VisitState.ENDED_EARLY


def test_a_visit_moved_to_the_right_person_is_in_their_history(clinic: DeskClinic) -> None:
    visit = clinic.visit(ANA)
    clinic.visit(BO)
    clinic.desk.visits.move(visit, "B-7", "wrong person was called")

    assert len(clinic.desk.patients.page("B-7").visits) == 2
    assert clinic.desk.patients.page("A-1042").visits == ()


# People.


def test_a_person_is_found_with_the_day_of_the_last_visit(clinic: DeskClinic) -> None:
    clinic.visit(ANA)

    for typed in ("nguy", "a-10", "1979"):
        (found,) = clinic.desk.day.find(typed)
        assert found.patient == ANA
        assert found.last_visit == NOON.date()


def test_likely_duplicates_are_offered(clinic: DeskClinic) -> None:
    clinic.visit(ANA)
    written = Patient("X-9", "Ana Nguyen", date(1979, 4, 2))

    assert clinic.desk.visits.lookalikes(written) == (ANA,)
    assert clinic.desk.visits.lookalikes(Patient("a1042")) == (ANA,)
    assert clinic.desk.visits.lookalikes(BO) == ()


def test_merged_records_are_one_history(clinic: DeskClinic) -> None:
    twin = replace(ANA, id="A-1420", name="Ana Nguyen")
    clinic.visit(ANA)
    clinic.later(days=1)
    clinic.visit(twin)
    clinic.desk.patients.merge("A-1042", "A-1420", "typed twice")

    page = clinic.desk.patients.page("A-1420")
    assert page.patient == ANA
    assert len(page.visits) == 2


def test_treatments_stand_on_the_page_and_in_the_record(clinic: DeskClinic) -> None:
    visit = clinic.visit(ANA)
    given = Treatment(NOON - timedelta(days=3), "ketamine infusion", "0.5 mg/kg")
    clinic.desk.patients.add_treatment("A-1042", given)
    clinic.desk.reports.prepare(visit)()

    assert clinic.desk.patients.page("A-1042").treatments[0].treatment == given
    assert clinic.made[0].treatments == (given,)


def test_a_summary_of_ten_lines_is_audited(clinic: DeskClinic) -> None:
    visit = clinic.visit(ANA, self_harm="several_days")

    lines = clinic.desk.patients.summary_lines(visit)

    assert len(lines) <= 10
    assert "Ana Nguyễn" in lines[0]
    (entry,) = [e for e in clinic.desk.audit.audit(AuditWish()) if e.what == "summary copied"]
    assert entry.who == "Dr. Okafor"


# Alerts.


def test_an_alert_is_told_with_the_answer_in_words_and_counted_for_the_lock(
    clinic: DeskClinic,
) -> None:
    clinic.answer(clinic.begin(ANA), "self_harm", "several_days")

    (alert,) = clinic.desk.alerts.open_alerts()

    words = clinic.desk.alerts.words_of(alert)
    assert "item 9" in words.title
    assert words.answer == "Several days (1)"
    state = read_state(clinic.places.state)
    assert state is not None
    assert (state.clinic, state.waiting) == ("Riverside", 1)


def test_a_declined_item_9_is_told_as_declined(clinic: DeskClinic) -> None:
    clinic.answer(clinic.begin(ANA), "self_harm", Missing.DECLINED)

    (alert,) = clinic.desk.alerts.open_alerts()
    assert clinic.desk.alerts.words_of(alert).answer == "preferred not to answer"
    clinic.be(Role.FRONT_DESK)
    assert "before the patient leaves" in clinic.desk.alerts.words_of(alert).title


def test_an_alert_stays_with_its_answer_when_the_answer_is_changed(clinic: DeskClinic) -> None:
    visit = clinic.begin(ANA)
    clinic.answer(visit, "self_harm", "nearly_every_day")
    clinic.answer(visit, "self_harm", "not_at_all")

    (alert,) = clinic.desk.alerts.open_alerts()

    words = clinic.desk.alerts.words_of(alert)
    assert words.answer == "Nearly every day (3)"
    assert words.now == "Not at all (0)"


def test_who_follows_up_is_who_is_signed_in(clinic: DeskClinic) -> None:
    clinic.answer(clinic.begin(ANA), "self_harm", "nearly_every_day")
    (alert,) = clinic.desk.alerts.open_alerts()
    clinic.be(Role.FRONT_DESK)
    clinic.desk.alerts.follow_up(alert.id, replace(SEEN, by="Somebody Else"))

    assert clinic.desk.alerts.open_alerts() == ()
    (line,) = clinic.store.alerts.of("v1")
    assert line.follow_up[0].by == "A front_desk"
    assert line.follow_up[0].told == "Dr. Silva"


def test_what_staff_ask_belongs_to_the_visit_and_not_to_the_patients_questions(
    clinic: DeskClinic,
) -> None:
    visit = clinic.begin(ANA, "phq9")
    answers = dict.fromkeys(SCREEN, "no")
    clinic.desk.alerts.keep_asked(visit, "asq", answers)

    line = clinic.store.visits.load(visit).line
    assert [each.form for each in line.forms] == ["phq9", "asq"]
    running = clinic.office.running(visit)
    assert [form.id for form in running.flow.parts] == ["phq9"]
    clinic.finish(visit)
    clinic.desk.reports.prepare(visit)()
    (phq9, asq) = clinic.made[0].administrations
    assert asq.keyed_by == "Dr. Okafor"
    assert phq9.keyed_by == ""
    assert asq.answers["wished_dead"] == "no"
    facts = [each.facts for each in summary_of(clinic.office, visit).items]
    assert "asked by staff: Dr. Okafor" in facts[1]
    with pytest.raises(StoreError, match="already"):
        clinic.desk.alerts.keep_asked(visit, "asq", answers)


def test_the_message_tells_what_the_form_asked_in_person_found(clinic: DeskClinic) -> None:
    visit = clinic.visit(ANA, "phq9", self_harm="several_days")
    clinic.desk.alerts.keep_asked(visit, "asq", dict.fromkeys(SCREEN, "no"))

    (alert,) = clinic.desk.alerts.open_alerts()
    (found,) = clinic.desk.alerts.words_of(alert).advice
    assert found.startswith("ASQ: negative")
    assert "judgement overrides a negative screen" in found
    clinic.be(Role.FRONT_DESK)
    assert clinic.desk.alerts.words_of(alert).advice == ()


def test_what_staff_asked_keeps_its_message_while_the_patient_goes_on(
    clinic: DeskClinic,
) -> None:
    visit = clinic.begin(ANA, "peg")
    refused = dict.fromkeys(SCREEN, Missing.DECLINED)
    clinic.desk.alerts.keep_asked(visit, "asq", refused)
    clinic.answer(visit, "peg_pain", 4, form="peg")

    (alert,) = clinic.desk.alerts.open_alerts()
    assert alert.raised.state is RaisedAs.UNANSWERED


def test_the_asq_is_offered_asked_and_raises_its_own_message_with_what_comes_next(
    clinic: DeskClinic,
) -> None:
    visit = clinic.visit(ANA, "phq9", self_harm="several_days")
    (first,) = clinic.desk.alerts.open_alerts()
    assert clinic.desk.alerts.words_of(first).offer == "asq"
    answers = {
        "wished_dead": "yes",
        "better_off_dead": "no",
        "thoughts_killing": "no",
        "ever_tried": "no",
        "now": "yes",
    }
    clinic.desk.alerts.keep_asked(visit, "asq", answers)

    (_, second) = clinic.desk.alerts.open_alerts()
    words = clinic.desk.alerts.words_of(second)
    assert "acute positive" in words.answer
    assert "does not leave" in words.advice[0]
    assert clinic.desk.alerts.words_of(first).offer == ""


@pytest.mark.parametrize(
    ("answers", "line"),
    [
        ({"wished_dead": "yes", "better_off_dead": "no"}, "positive, acuity unknown"),
        ({"wished_dead": Missing.DECLINED}, "incomplete"),
    ],
)
def test_a_refusal_is_never_a_negative_screen(
    clinic: DeskClinic, answers: dict[str, str], line: str
) -> None:
    visit = clinic.visit(ANA, "phq9", self_harm="not_at_all")
    rest = dict.fromkeys(("better_off_dead", "thoughts_killing", "ever_tried"), Missing.DECLINED)
    given = {**rest, "now": Missing.DECLINED, **answers}
    clinic.desk.alerts.keep_asked(visit, "asq", given)

    (alert,) = clinic.desk.alerts.open_alerts()
    assert line in clinic.desk.alerts.words_of(alert).answer


# Paper and corrections.


def test_a_paper_form_is_a_visit_of_its_day_keyed_in_by_somebody(clinic: DeskClinic) -> None:
    clinic.visit(ANA)
    at = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
    paper = PaperVisit(ANA, at, "en", Respondent.SELF, {"peg": {"peg_pain": 3}})
    visit = clinic.desk.sheets.keep_paper(paper)

    stored = clinic.store.visits.load(visit)
    assert stored.line.state is VisitState.DONE
    assert stored.line.sitting.started == stored.line.sitting.finished == at
    assert stored.keyed_by == ("Dr. Okafor",)
    left = [answer for item, answer in stored.answers["peg"].items() if item != "peg_pain"]
    assert left == [Missing.SKIPPED, Missing.SKIPPED]
    entries = [line.at for line in clinic.desk.audit.audit(AuditWish())]
    assert min(entries) == NOON


def test_item_9_on_paper_raises_its_alert(clinic: DeskClinic) -> None:
    answers = {"phq9": {"self_harm": "several_days"}}
    clinic.desk.sheets.keep_paper(PaperVisit(ANA, NOON, "en", Respondent.SELF, answers))

    (alert,) = clinic.desk.alerts.open_alerts()
    assert clinic.desk.alerts.words_of(alert).answer == "Several days (1)"


def test_a_correction_adds_and_its_alert_and_scores_follow(clinic: DeskClinic) -> None:
    visit = clinic.visit(ANA, "phq9", self_harm="not_at_all")
    assert clinic.desk.alerts.open_alerts() == ()
    clinic.desk.sheets.correct(visit, "phq9", {"self_harm": "several_days"}, "misread")

    (corrected,) = clinic.store.answers.corrections(visit)
    assert (corrected.before, corrected.after) == ("not_at_all", "several_days")
    assert (corrected.by, corrected.reason) == ("Dr. Okafor", "misread")
    (alert,) = clinic.desk.alerts.open_alerts()
    assert clinic.desk.alerts.words_of(alert).answer == "Several days (1)"


# Reports.


def test_a_report_is_written_to_the_folder_without_a_name_in_its_name(
    clinic: DeskClinic,
) -> None:
    report = clinic.desk.reports.prepare(clinic.visit(ANA))()

    assert report.path == clinic.places.reports / "A-1042_2026-11-22_R-000001.pdf"
    assert report.path.read_bytes() == report.pdf
    assert clinic.made[0].report.clinic == "Riverside"


def test_a_folder_that_cannot_be_written_is_said_and_the_report_is_kept(
    clinic: DeskClinic,
) -> None:
    clinic.places.reports.write_text("in the way", encoding="utf-8")
    report = clinic.desk.reports.prepare(clinic.visit(ANA))()
    clinic.desk.reports.keep(report)

    assert report.path is None
    assert "could not be written" in report.folder_problem
    assert clinic.store.reports.load(1) == report.pdf


def _open(clinic: DeskClinic, visit: str, *, anew: bool = False) -> bytes:
    report = clinic.desk.reports.prepare(visit, anew=anew)()
    clinic.desk.reports.keep(report)
    return report.pdf


def test_a_report_opened_again_is_the_one_that_was_kept(clinic: DeskClinic) -> None:
    visit = clinic.visit(ANA, self_harm="not_at_all")
    first = _open(clinic, visit)
    clinic.desk.patients.page("A-1042")
    clinic.later(hours=2)

    assert _open(clinic, visit) == first
    assert len(clinic.made) == 1
    assert len(list(clinic.places.reports.iterdir())) == 1


@pytest.mark.parametrize("what", ["acknowledged", "corrected", "treated", "anew", "later visit"])
def test_a_report_is_made_anew_under_its_number_once_something_changed(
    clinic: DeskClinic, what: str
) -> None:
    visit = clinic.visit(ANA, self_harm="several_days")
    first = _open(clinic, visit)
    clinic.later(hours=2)
    if what == "acknowledged":
        _acknowledge_all(clinic)
    elif what == "corrected":
        clinic.desk.sheets.correct(visit, "phq9", {"mood": "several_days"}, "misread")
    elif what == "treated":
        clinic.desk.patients.add_treatment("A-1042", Treatment(NOON, "infusion"))
    elif what == "later visit":
        clinic.visit(ANA)
    again = _open(clinic, visit, anew=what == "anew")

    assert again != first
    assert [record.report.id for record in clinic.made] == ["R-000001", "R-000001"]


def test_a_report_is_read_by_somebody_on_a_day(clinic: DeskClinic) -> None:
    visit = clinic.visit(ANA, "peg")
    (unread,) = clinic.desk.day.unread(10)
    assert unread.line.id == visit
    _open(clinic, visit)
    clinic.desk.patients.mark_read(visit)

    assert clinic.desk.day.unread(10) == ()
    (read,) = clinic.desk.day.read_today()
    assert read.read_by is not None
    assert read.read_by.by == "Dr. Okafor"


def test_what_nobody_has_opened_cannot_be_marked_read(clinic: DeskClinic) -> None:
    with pytest.raises(StoreError, match="no report"):
        clinic.desk.patients.mark_read(clinic.visit(ANA, "peg"))


# The clinic.


def test_settings_come_back_as_they_were_stored_and_change_the_windows(
    clinic: DeskClinic,
) -> None:
    decided = Settings(
        clinic="Harbour",
        address="1 Quay Street",
        crisis_line="Lifeline 13 11 14",
        is_line_confirmed=True,
        report_folder=str(clinic.places.data / "elsewhere"),
        report_name="{report}",
        paper="Letter",
        languages=("en", "es"),
        name_style="initials",
        theme="dark",
        bands={"fiqr.total": "salaffi_2018"},
        has_sidecar=True,
    )
    Path(decided.report_folder).mkdir()
    clinic.desk.clinic.change_settings(decided)
    report = clinic.desk.reports.prepare(clinic.visit(ANA))()

    assert clinic.desk.clinic.settings() == decided
    assert clinic.styles == [decided]
    assert report.path == clinic.places.data / "elsewhere" / "R-000001.pdf"
    assert clinic.made[0].report.paper == "Letter"
    assert clinic.made[0].report.bands == {"fiqr.total": "salaffi_2018"}


def test_a_bad_form_is_named_once_and_its_batteries_are_not_listed_one_by_one(
    clinic: DeskClinic, tmp_path: Path
) -> None:
    forms = tmp_path / "forms"
    shutil.copytree(forms_dir(), forms)
    path = forms / "peg" / "instrument.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('worse = "higher"', 'worse = "up"'), encoding="utf-8")
    office = Office(clinic.store, load(forms), clinic.places, clinic.doings)
    from intake.app.desk.day import DayPart

    said = DayPart(office).problems

    assert "peg/instrument.toml: score.peg.worse" in said[0]
    assert "Batteries that need such a form are left out" in said[1]
    assert len(said) == 2


def test_a_visit_whose_form_is_gone_is_refused_with_the_way_out(
    clinic: DeskClinic, tmp_path: Path
) -> None:
    visit = clinic.begin(ANA, "gad7")
    forms = tmp_path / "fewer"
    shutil.copytree(forms_dir(), forms)
    shutil.rmtree(forms / "gad7")
    office = Office(clinic.store, load(forms), clinic.places, clinic.doings)

    with pytest.raises(StoreError, match="gad7, which could not be loaded"):
        office.running(visit)


def test_a_backup_that_is_old_or_missing_is_said_to_those_who_can_make_one(
    clinic: DeskClinic,
) -> None:
    clinic.visit(ANA)
    assert any("no backup yet" in each for each in clinic.desk.day.problems)
    clinic.desk.backup.back_up(clinic.places.data / "b")
    assert clinic.desk.day.problems == ()
    clinic.later(days=8)
    assert any("8 days old" in each for each in clinic.desk.day.problems)
    clinic.be(Role.FRONT_DESK)
    assert clinic.desk.day.problems == ()


def test_the_audit_as_a_table_starts_no_formula(clinic: DeskClinic, tmp_path: Path) -> None:
    clinic.desk.visits.cancel(clinic.begin(ANA, "peg"), "=cmd|' /C calc'!A1")
    path = tmp_path / "audit.csv"
    clinic.desk.audit.export_audit(clinic.desk.audit.audit(AuditWish()), path)

    text = path.read_text(encoding="utf-8-sig")
    assert "visit cancelled" in text
    assert not any(
        cell.startswith(("=", "+", "@")) for row in text.splitlines() for cell in row.split(",")
    )


def test_the_desk_is_told_what_staff_ask_where_the_phq9_is_left_out(clinic: DeskClinic) -> None:
    before, monthly = (
        _offers(clinic, ANA, battery)["phq9"].left_out
        for battery in ("before_treatment", "follow_up")
    )

    assert before == "PHQ-9 left out: staff ask the ASQ in person"
    assert monthly == ""


def test_what_a_battery_suggests_comes_first_among_the_others(clinic: DeskClinic) -> None:
    offered = clinic.desk.visits.forms_for("fibromyalgia_first", Known.NO, "en", ANA)
    others = [form.id for form in offered if not form.is_planned]

    assert others[:4] == ["mos_sleep", "rand36_energy", "cdc_hrqol", "phq15"]


def test_a_worksheet_of_the_staffs_is_offered_to_be_keyed_in_only(clinic: DeskClinic) -> None:
    offered = _offers(clinic, ANA, "fibromyalgia_first")

    assert [form for form, each in offered.items() if each.by_staff] == ["aapt2019", "asq"]
    sheet = clinic.desk.sheets.blank("aapt2019", "en", ANA)
    assert sheet.instrument.id == "aapt2019"


def test_a_paper_form_asks_only_what_its_language_asks(clinic: DeskClinic) -> None:
    german = clinic.desk.sheets.blank("phq9", "de-DE", ANA)

    assert [item.id for item in german.instrument.items] == list(german.wording.items)
    assert "difficulty" not in german.wording.items


def test_an_asq_keyed_in_raises_its_alert(clinic: DeskClinic) -> None:
    answers = {"asq": {"wished_dead": 0, "better_off_dead": 0, "thoughts_killing": 1}}
    visit = clinic.desk.sheets.keep_paper(PaperVisit(ANA, NOON, "en", Respondent.SELF, answers))

    assert [each.visit for each in clinic.desk.alerts.open_alerts()][:1] == [visit]
