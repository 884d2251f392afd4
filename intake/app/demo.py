# SPDX-License-Identifier: Apache-2.0
"""A throw-away clinic: fictional people whose visits are put through the real file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from intake.app.places import DEMO_NAME
from intake.app.visits import RunningVisit
from intake.core.answers import Event
from intake.core.instrument import Instrument
from intake.core.records import FollowUp, NewVisit, PlannedForm, Seen
from intake.core.staff import Stamp
from intake.core.visit import Administration, Patient, Sitting, VisitRecord

if TYPE_CHECKING:
    from intake.store.store import Store

_LENGTH_OF_A_VISIT = timedelta(minutes=9)
_SEEN_LONG_AGO = "seen at an earlier visit"


def fill(
    store: Store, records: Iterable[VisitRecord], instruments: Mapping[str, Instrument]
) -> None:
    """Store every record with the visits before it; what was acknowledged stays so."""
    for record in records:
        for earlier in sorted(record.earlier, key=lambda each: each.started):
            sitting = Sitting(
                id=f"{record.sitting.id}-{earlier.id}",
                started=earlier.started,
                finished=earlier.started + _LENGTH_OF_A_VISIT,
                language=record.sitting.language,
                battery=record.sitting.battery,
                respondent_start=earlier.respondent,
                respondent_end=earlier.respondent,
            )
            _store(store, record.patient, sitting, earlier.administrations, instruments)
            for alert in store.alerts.of(sitting.id):
                seen = FollowUp(DEMO_NAME, earlier.started, _SEEN_LONG_AGO, seen=Seen.YES)
                store.alerts.follow_up(alert.id, seen)
        _store(store, record.patient, record.sitting, record.administrations, instruments)
        _acknowledge(store, record)
        for treatment in record.treatments:
            store.treatments.add(record.patient.id, treatment, Stamp(DEMO_NAME, treatment.at))


def _store(
    store: Store,
    patient: Patient,
    sitting: Sitting,
    administrations: tuple[Administration, ...],
    instruments: Mapping[str, Instrument],
) -> None:
    given = [each for each in administrations if each.form in instruments]
    planned = tuple(PlannedForm(each.form, instruments[each.form].version) for each in given)
    at = sitting.finished or sitting.started
    if at is None:
        return
    store.visits.begin(NewVisit(patient, sitting, planned), Stamp(DEMO_NAME, at))
    events = [
        Event(each.form, item, each.answers[item], at) for each in given for item in each.answers
    ]
    store.answers.commit(sitting.id, events, "", (), at)
    running = RunningVisit(store, store.visits.load(sitting.id), instruments, lambda: at)
    running.commit((), None)
    for begun, ended in sitting.pauses:
        running.pause(begun, ended)
    if sitting.finished is not None:
        running.finish(sitting.respondent_end)


def _acknowledge(store: Store, record: VisitRecord) -> None:
    seen = {
        (each.form, each.alert): each.acknowledged for each in record.alerts if each.acknowledged
    }
    for line in store.alerts.of(record.sitting.id):
        acknowledged = seen.get((line.raised.form, line.raised.alert))
        if acknowledged is not None:
            done = FollowUp(acknowledged.by, acknowledged.at, acknowledged.action)
            store.alerts.follow_up(line.id, done)
