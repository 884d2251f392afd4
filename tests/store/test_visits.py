# SPDX-License-Identifier: Apache-2.0
"""Visits come back as they were begun, and what staff do to them later stays to be seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from intake.core.errors import StoreError
from intake.core.records import NewVisit, PlannedForm, VisitEnd, VisitState
from intake.core.visit import Respondent, Sitting
from intake.store.store import Store
from tests.clinic_files import ADA, ANA, BO, NOON, answer, begin

DONE = VisitEnd(VisitState.DONE, NOON, respondent=Respondent.HELPED)


def test_a_visit_comes_back_as_it_was_begun(store: Store) -> None:
    begin(store)

    line = store.visits.load("v1").line

    assert line.patient == ANA
    assert line.state is VisitState.RUNNING
    assert line.forms == (PlannedForm("mood", "1.0.0"),)
    assert line.sitting.staff_within_reach is True
    assert line.sitting.respondent_start is Respondent.SELF
    assert line.sitting.started == NOON
    assert line.interpreter is None


@pytest.mark.parametrize("used", [True, False, None])
def test_an_interpreter_is_used_not_used_or_not_recorded(store: Store, used: bool | None) -> None:
    new = NewVisit(ANA, Sitting("v1", started=NOON), (PlannedForm("mood", "1"),), interpreter=used)
    store.visits.begin(new, ADA)

    assert store.visits.load("v1").line.interpreter is used


def test_forms_come_back_in_the_order_in_which_they_were_planned(store: Store) -> None:
    forms = tuple(PlannedForm(name, "1") for name in ("phq9", "acr2016", "gad7"))
    store.visits.begin(NewVisit(ANA, Sitting("v1", started=NOON), forms), ADA)

    assert store.visits.load("v1").line.forms == forms


def test_the_earlier_visits_of_a_person_are_theirs_alone_and_in_order(store: Store) -> None:
    for visit, person, day in (("v2", ANA, 7), ("v1", ANA, 0), ("x", BO, 3), ("v3", ANA, 9)):
        begin(store, visit, person, NOON + timedelta(days=day))
        answer(store, day, visit)
        if visit != "v3":
            store.answers.finish(visit, DONE)

    earlier = store.visits.earlier("v3")

    assert [visit.id for visit in earlier] == ["v1", "v2"]
    assert earlier[1].administrations[0].answers == {"a": 7}
    assert earlier[0].respondent is Respondent.HELPED


def test_the_list_is_newest_first_and_can_be_kept_short(store: Store) -> None:
    for day in range(4):
        begin(store, f"v{day}", ANA, NOON + timedelta(days=day))
    store.answers.finish("v3", DONE)

    assert [line.id for line in store.visits.all(limit=2)] == ["v3", "v2"]
    assert [line.id for line in store.visits.all(VisitState.DONE)] == ["v3"]
    since = NOON + timedelta(days=2)
    assert [line.id for line in store.visits.all(since=since)] == ["v3", "v2"]


def test_a_visit_that_is_not_there_is_said_in_a_sentence(store: Store) -> None:
    with pytest.raises(StoreError, match="no longer in the clinic's file"):
        store.visits.load("nowhere")


def test_a_record_number_with_another_birth_date_is_refused(store: Store) -> None:
    begin(store)

    with pytest.raises(StoreError, match="A-1042 belongs to a person with another date of birth"):
        begin(store, "v2", replace(ANA, birth_date=date(1980, 4, 2)))

    assert [line.id for line in store.visits.all()] == ["v1"]


def test_a_cancelled_visit_stays_with_its_answers_and_counts_nowhere(store: Store) -> None:
    begin(store, "v1")
    answer(store, 3)
    store.visits.cancel("v1", ADA, "wrong battery")
    begin(store, "v2", at=NOON + timedelta(days=1))

    assert store.visits.load("v1").answers == {"mood": {"a": 3}}
    assert store.visits.load("v1").line.state is VisitState.CANCELLED
    assert store.visits.earlier("v2") == ()
    with pytest.raises(StoreError, match="already"):
        store.visits.cancel("v1", ADA, "again")


def test_a_reopened_visit_goes_on_where_it_stopped(store: Store) -> None:
    begin(store)
    answer(store, 3)
    store.answers.finish("v1", DONE)
    store.visits.reopen("v1", ADA, "ended by mistake")

    stored = store.visits.load("v1")

    assert stored.line.state is VisitState.RUNNING
    assert stored.line.sitting.finished is None
    assert stored.position == "mood.a"
    assert stored.answers == {"mood": {"a": 3}}
    with pytest.raises(StoreError, match="still runs"):
        store.visits.reopen("v1", ADA, "again")


def test_a_visit_can_be_given_to_the_right_person_and_the_trail_says_so(store: Store) -> None:
    begin(store, "v1", ANA)
    begin(store, "v2", BO)
    store.visits.move("v1", BO.id, ADA, "tapped the wrong line")

    assert {line.id for line in store.visits.of(BO.id)} == {"v1", "v2"}
    assert store.visits.of(ANA.id) == ()
    entry = store.journal.entries()[0]
    assert entry.action == "visit.moved"
    assert entry.detail["reason"] == "tapped the wrong line"
    assert (entry.detail["from"], entry.detail["to"]) == ("A-1042", "B-7")
    with pytest.raises(StoreError, match="no patient with record number Z-9"):
        store.visits.move("v1", "Z-9", ADA, "typo")


def test_a_person_without_visits_has_an_empty_history(store: Store) -> None:
    assert store.visits.of("nobody") == ()
