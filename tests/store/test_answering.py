# SPDX-License-Identifier: Apache-2.0
"""Answers are added and never changed: by the patient, by whoever keys them, as corrections."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from intake.core.answers import Answer, Event, Missing
from intake.core.errors import StoreError
from intake.core.instrument import Level
from intake.core.records import AlertNow, CorrectedAnswer, Correction, VisitEnd, VisitState
from intake.core.visit import RaisedAs
from intake.store import schema
from intake.store.store import Store
from tests.clinic_files import ADA, NOON, answer, begin

DONE = VisitEnd(VisitState.DONE, NOON, scores={"mood": {"total": "3"}})


def test_the_kinds_of_answers_and_of_missing_ones_stay_apart(store: Store) -> None:
    begin(store)
    given: dict[str, Answer] = {
        "scale": 0,
        "choice": "several_days",
        "word": "declined",
        "none": Missing.DECLINED,
    }

    events = [Event("mood", item, each, NOON) for item, each in given.items()]
    store.answers.commit("v1", events, "mood.x", (), NOON)
    stored = store.visits.load("v1")

    assert stored.answers == {"mood": given}
    assert isinstance(stored.answers["mood"]["none"], Missing)
    assert not isinstance(stored.answers["mood"]["word"], Missing)
    assert stored.position == "mood.x"


def test_the_last_answer_counts_and_the_first_is_still_in_the_log(store: Store) -> None:
    begin(store)
    answer(store, 1)
    answer(store, 3)

    assert store.visits.load("v1").answers == {"mood": {"a": 3}}
    with store.database.writing() as connection:
        values = connection.scalars(select(schema.event.c.value)).all()
    assert values == ["1", "3"]


def test_who_keyed_an_answer_in_is_kept(store: Store) -> None:
    begin(store)
    answer(store, 1)
    assert store.visits.load("v1").keyed_by == ()

    store.answers.commit("v1", [Event("mood", "b", 2, NOON)], "", (), NOON, keyed_by="Ben")

    assert store.visits.load("v1").keyed_by == ("Ben",)
    assert store.journal.entries()[0].by == "Ben"


def test_a_correction_adds_who_and_why_and_overwrites_nothing(store: Store) -> None:
    begin(store)
    answer(store, 1)
    store.answers.finish("v1", DONE)
    right = Event("mood", "a", 2, NOON)
    scores = {"mood": {"total": "4"}}
    store.answers.correct("v1", Correction((right,), "misread", scores=scores), ADA)

    assert store.visits.load("v1").answers == {"mood": {"a": 2}}
    assert store.answers.corrections("v1") == (
        CorrectedAnswer("mood", "a", 1, 2, "Ada", NOON, "misread"),
    )
    with store.database.writing() as connection:
        kept = connection.scalars(select(schema.result.c.scores)).all()
    assert kept == ['{"total": "3"}', '{"total": "4"}']


def test_a_correction_can_raise_an_alert(store: Store) -> None:
    begin(store)
    store.answers.finish("v1", DONE)
    raised = AlertNow("mood", "self_harm", RaisedAs.RAISED, Level.NOW)
    event = Event("mood", "a", 2, NOON)
    store.answers.correct("v1", Correction((event,), "misread", (raised,)), ADA)

    assert [line.raised.alert for line in store.alerts.open()] == ["self_harm"]


def test_a_correction_needs_a_reason_and_an_ended_visit(store: Store) -> None:
    begin(store)
    event = Event("mood", "a", 2, NOON)
    with pytest.raises(StoreError, match="still runs"):
        store.answers.correct("v1", Correction((event,), "misread"), ADA)
    store.answers.finish("v1", DONE)
    with pytest.raises(StoreError, match="why this answer is corrected"):
        store.answers.correct("v1", Correction((event,), " "), ADA)

    assert store.visits.load("v1").answers == {}


def test_an_end_that_cannot_be_stored_leaves_the_visit_running(store: Store) -> None:
    begin(store)
    unknown = VisitEnd(VisitState.DONE, NOON, scores={"another form": {}})
    with pytest.raises(KeyError):
        store.answers.finish("v1", unknown)

    assert store.visits.load("v1").line.state is VisitState.RUNNING
