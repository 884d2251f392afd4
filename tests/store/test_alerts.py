# SPDX-License-Identifier: Apache-2.0
"""Alerts are kept as the safety rules say, with everything that was done about them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from intake.core.errors import StoreError
from intake.core.instrument import Level
from intake.core.records import AlertNow, FollowUp, Seen
from intake.core.visit import Acknowledgement, RaisedAs
from intake.store.store import Store
from tests.clinic_files import NOON, begin

RAISED = AlertNow("mood", "self_harm", RaisedAs.RAISED, Level.NOW)
UNANSWERED = AlertNow("mood", "self_harm", RaisedAs.UNANSWERED, Level.TODAY)
SPOKEN = FollowUp("Dr. Okafor", NOON, "spoke with her", "Dr. Silva", Seen.NOT_YET)


def _now(store: Store, *alerts: AlertNow, later: int = 0) -> None:
    store.answers.commit("v1", [], "", alerts, NOON + timedelta(seconds=later))


def test_an_alert_raised_by_an_answer_stays_when_the_answer_changes(store: Store) -> None:
    begin(store)
    _now(store, RAISED)
    _now(store, later=9)

    (alert,) = store.alerts.of("v1")

    assert alert.is_open
    assert alert.raised.state is RaisedAs.RAISED
    assert alert.raised.at == NOON


def test_an_unanswered_alert_is_withdrawn_once_the_question_is_answered(store: Store) -> None:
    begin(store)
    _now(store, UNANSWERED)
    _now(store)

    (alert,) = store.alerts.of("v1")

    assert alert.withdrawn == NOON
    assert not alert.is_open
    assert store.alerts.open() == ()


def test_an_unanswered_alert_gives_way_to_a_raised_one(store: Store) -> None:
    begin(store)
    _now(store, UNANSWERED)
    _now(store, RAISED)

    assert [each.raised.state for each in store.alerts.open()] == [RaisedAs.RAISED]


def test_declining_after_an_alert_was_raised_takes_nothing_back(store: Store) -> None:
    begin(store)
    _now(store, RAISED)
    _now(store, UNANSWERED)

    assert [each.raised.state for each in store.alerts.open()] == [RaisedAs.RAISED]


def test_the_first_acknowledgement_stays_and_what_follows_is_added(store: Store) -> None:
    begin(store)
    _now(store, RAISED)
    (alert,) = store.alerts.open()
    later = replace(SPOKEN, by="Dr. Silva", action="asked in person", seen=Seen.YES)

    store.alerts.follow_up(alert.id, SPOKEN)
    store.alerts.follow_up(alert.id, later)

    (alert,) = store.alerts.of("v1")
    assert alert.raised.acknowledged == Acknowledgement("Dr. Okafor", NOON, "spoke with her")
    assert alert.follow_up == (SPOKEN, later)
    assert store.alerts.open() == ()


@pytest.mark.parametrize("empty", [replace(SPOKEN, by=" "), replace(SPOKEN, action="")])
def test_nobody_and_nothing_acknowledge_no_alert(store: Store, empty: FollowUp) -> None:
    begin(store)
    _now(store, RAISED)
    (alert,) = store.alerts.open()

    with pytest.raises(StoreError, match="who acknowledges"):
        store.alerts.follow_up(alert.id, empty)

    assert store.alerts.open() == (alert,)
