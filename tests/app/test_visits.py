# SPDX-License-Identifier: Apache-2.0
"""A running visit: every answer on the disk, alerts by the safety rules, and an end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from intake.app.reports import record_of
from intake.app.visits import RunningVisit
from intake.assets import forms_dir
from intake.catalogue import load
from intake.core.answered import forms_of
from intake.core.answers import Answer, Missing
from intake.core.instrument import Instrument, Level
from intake.core.records import FollowUp, NewVisit, PlannedForm, VisitState
from intake.core.visit import Patient, RaisedAs, Respondent, Sitting
from intake.store.store import Store
from intake.ui.staff.context import Settings
from tests.clinic_files import ADA, KEY

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
FORMS = load(forms_dir()).instruments
ITEM_9 = "phq9.self_harm"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.create(tmp_path / "clinic.db", KEY)
    yield opened
    opened.close()


def _begin(store: Store, *forms: str) -> RunningVisit:
    planned = tuple(PlannedForm(form, FORMS[form].version) for form in forms)
    person = Patient("A-1", "Ana", date(1979, 4, 2))
    new = NewVisit(person, Sitting("v1", started=NOON, language="en"), planned)
    store.visits.begin(new, ADA)
    return _open(store)


def _open(store: Store, instruments: Mapping[str, Instrument] = FORMS) -> RunningVisit:
    return RunningVisit(store, store.visits.load("v1"), instruments, lambda: NOON)


def _answer(running: RunningVisit, key: str, answer: Answer) -> None:
    while running.flow.here is not None and running.flow.here.key != key:
        running.flow.next()
    here = running.flow.here
    assert here is not None
    events = running.flow.record(here, {here.items[0]: answer}, NOON)
    running.flow.next()
    running.commit(events, None)


def test_a_restarted_app_goes_on_at_the_same_question_with_the_same_answers(
    store: Store,
) -> None:
    running = _begin(store, "gad7", "phq9")
    _answer(running, "gad7.nervous", "several_days")
    _answer(running, "gad7.control_worry", Missing.DECLINED)

    again = _open(store)

    assert again.flow.position == "gad7.worry_much"
    assert again.flow.answers == running.flow.answers
    assert again.has_begun


@pytest.mark.parametrize(
    ("answer", "why", "level"),
    [
        ("several_days", RaisedAs.RAISED, Level.NOW),
        ("nearly_every_day", RaisedAs.RAISED, Level.NOW),
        (Missing.DECLINED, RaisedAs.UNANSWERED, Level.TODAY),
    ],
)
def test_item_9_reaches_the_team_the_moment_it_is_left(
    store: Store, answer: Answer, why: RaisedAs, level: Level
) -> None:
    running = _begin(store, "phq9")
    _answer(running, ITEM_9, answer)

    (alert,) = store.alerts.of("v1")

    assert (alert.raised.state, alert.level, alert.is_open) == (why, level, True)
    assert running.has_open_alerts()


@pytest.mark.parametrize("answer", ["not_at_all", Missing.SKIPPED])
def test_a_zero_or_a_skipped_item_9_raises_nothing_while_the_visit_runs(
    store: Store, answer: Answer
) -> None:
    _answer(_begin(store, "phq9"), ITEM_9, answer)

    assert store.alerts.of("v1") == ()


def test_changing_item_9_to_zero_takes_nothing_back(store: Store) -> None:
    running = _begin(store, "phq9")
    _answer(running, ITEM_9, "more_than_half_the_days")
    running.flow.jump(ITEM_9)
    _answer(running, ITEM_9, "not_at_all")
    running.finish(Respondent.SELF)

    (alert,) = store.alerts.of("v1")
    assert alert.raised.state is RaisedAs.RAISED
    assert alert.is_open


def test_an_answer_that_rises_after_it_was_acknowledged_is_told_again(store: Store) -> None:
    running = _begin(store, "phq9")
    _answer(running, ITEM_9, "several_days")
    done = FollowUp("Dr Okafor", NOON, "told")
    store.alerts.follow_up(store.alerts.of("v1")[0].id, done)
    running.flow.jump(ITEM_9)
    _answer(running, ITEM_9, "nearly_every_day")

    first, second = store.alerts.of("v1")

    assert (first.is_open, second.is_open) == (False, True)
    assert first.raised.answers == {"self_harm": "several_days"}
    assert second.raised.answers == {"self_harm": "nearly_every_day"}


def test_going_on_without_changing_the_answer_tells_nothing_twice(store: Store) -> None:
    running = _begin(store, "phq9")
    _answer(running, ITEM_9, "several_days")
    running.flow.jump(ITEM_9)
    _answer(running, ITEM_9, "several_days")
    running.finish(Respondent.SELF)

    assert len(store.alerts.of("v1")) == 1


def test_putting_a_declined_item_9_off_does_not_withdraw_the_message(store: Store) -> None:
    running = _begin(store, "phq9")
    _answer(running, ITEM_9, Missing.DECLINED)
    running.flow.jump(ITEM_9)
    _answer(running, ITEM_9, Missing.SKIPPED)

    (alert,) = store.alerts.of("v1")

    assert alert.is_open
    assert alert.raised.state is RaisedAs.UNANSWERED


@pytest.mark.parametrize("early", [False, True])
def test_a_skipped_or_unreached_item_9_is_told_when_the_visit_ends(
    store: Store, early: bool
) -> None:
    running = _begin(store, "phq9")
    if not early:
        _answer(running, ITEM_9, Missing.SKIPPED)
    running.finish(Respondent.SELF, ended_by="Ada" if early else "")

    (alert,) = store.alerts.of("v1")
    assert (alert.raised.state, alert.level) == (RaisedAs.UNANSWERED, Level.TODAY)


def test_answering_a_declined_item_9_after_all_withdraws_the_message(store: Store) -> None:
    running = _begin(store, "phq9")
    _answer(running, ITEM_9, Missing.DECLINED)
    running.flow.jump(ITEM_9)
    _answer(running, ITEM_9, "not_at_all")

    assert not running.has_open_alerts()


def test_an_ended_visit_says_what_was_never_shown(store: Store) -> None:
    running = _begin(store, "phq9")
    for item in FORMS["phq9"].page("problems").items:
        _answer(running, f"phq9.{item.id}", "not_at_all")
    running.finish(Respondent.HELPED)

    stored = store.visits.load("v1")

    assert stored.answers["phq9"]["difficulty"] is Missing.NOT_SHOWN
    assert stored.line.state is VisitState.DONE
    assert stored.line.sitting.respondent_end is Respondent.HELPED


def test_a_record_for_the_report_holds_alerts_and_answers_but_no_withdrawn_message(
    store: Store,
) -> None:
    running = _begin(store, "phq9")
    _answer(running, ITEM_9, Missing.DECLINED)
    running.flow.jump(ITEM_9)
    _answer(running, ITEM_9, "not_at_all")
    running.finish(Respondent.SELF)

    record = record_of(store, "v1", NOON, Settings("Riverside"), "R-000007")

    assert record.report.id == "R-000007"
    assert record.alerts == ()
    assert record.administrations[0].answers["self_harm"] == "not_at_all"
    assert record.administrations[0].version == FORMS["phq9"].version


SCREENING = ("wished_dead", "better_off_dead", "thoughts_killing", "ever_tried")


def _report_forms(store: Store) -> list[str]:
    catalogue = load(forms_dir())
    worded = {form: (FORMS[form], catalogue.wording(form, "en")) for form in ("phq9", "asq")}
    record = record_of(store, "v1", NOON, Settings("Riverside"), None)
    return [each.administration.form for each in forms_of(record, worded)]


def test_a_patient_who_would_rather_talk_reaches_the_team_while_the_visit_goes_on(
    store: Store,
) -> None:
    running = _begin(store, "phq9", "asq")
    _answer(running, ITEM_9, "several_days")
    running.commit(running.flow.decline_rest("asq", NOON), None)

    (item_9, screening) = store.alerts.of("v1")

    assert item_9.raised.form == "phq9"
    assert (screening.raised.form, screening.raised.state) == ("asq", RaisedAs.UNANSWERED)
    assert screening.is_open
    assert set(store.visits.load("v1").answers["asq"]) == set(SCREENING)


def test_a_form_that_no_answer_offered_raises_nothing_and_is_not_in_the_report(
    store: Store,
) -> None:
    running = _begin(store, "phq9", "asq")
    _answer(running, ITEM_9, "not_at_all")
    running.finish(Respondent.SELF)

    assert [alert.raised.form for alert in store.alerts.of("v1")] == []
    assert "asq" not in store.visits.results("v1")
    assert _report_forms(store) == ["phq9"]


def test_a_form_that_was_offered_but_not_reached_is_left_to_the_team(store: Store) -> None:
    running = _begin(store, "phq9", "asq")
    _answer(running, ITEM_9, "several_days")
    running.finish(None, ended_by=ADA.by)

    states = {alert.raised.form: alert.raised.state for alert in store.alerts.of("v1")}

    assert states == {"phq9": RaisedAs.RAISED, "asq": RaisedAs.UNANSWERED}
    assert _report_forms(store) == ["phq9", "asq"]
