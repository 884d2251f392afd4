# SPDX-License-Identifier: Apache-2.0
"""A visit that runs: the questions' way on one side, the clinic's file on the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from intake.core.answers import Answers, Event, Missing
from intake.core.behind import items_behind
from intake.core.flow import Flow
from intake.core.instrument import AskedBy, Instrument, Need
from intake.core.kept import kept_of
from intake.core.records import AlertNow, StoredVisit, VisitEnd, VisitState
from intake.core.scoring import score
from intake.core.staff import PATIENT
from intake.core.visit import Patient, RaisedAs, Respondent

if TYPE_CHECKING:
    from intake.store.store import Store


class RunningVisit:
    """Stores every answer before anything else happens, and ends the visit once.

    `now` is the clock; it must give times with a zone. What staff asked in person is not the
    patient's to answer: it is no part of `flow`, and its alerts stay as they are.
    """

    def __init__(
        self,
        store: Store,
        stored: StoredVisit,
        instruments: Mapping[str, Instrument],
        now: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._now = now
        self.line = stored.line
        needs = needs_of(store, stored.line.patient)
        forms = {planned: instruments[planned.form] for planned in stored.line.forms}
        asked = [form for form in forms.values() if _is_asked(form, stored)]
        own = [form for form in forms.values() if not _is_asked(form, stored)]
        self.flow = Flow(own, stored.answers, needs)
        self._asked = Flow(asked, stored.answers, needs)
        if stored.position:
            self.flow.resume(stored.position)

    @property
    def has_begun(self) -> bool:
        """Whether the patient has left a question before, so that this is a return."""
        return any(self.flow.answers.values())

    def commit(self, events: Sequence[Event], position: str | None) -> None:
        """Put answers, place and alerts on the disk.

        Raises:
            StoreError: when that is not possible; nothing was stored then.
        """
        place = self.flow.position if position is None else position
        alerts = self._alerts(ended=False)
        self._store.answers.commit(self.line.id, events, place, alerts, self._now())

    def pause(self, begun: datetime, ended: datetime) -> None:
        """Remember a pause of the patient's."""
        self._store.answers.add_pause(self.line.id, begun, ended)

    def finish(
        self,
        respondent: Respondent | None,
        *,
        ended_by: str = "",
        ended_at: datetime | None = None,
    ) -> None:
        """End the visit; `ended_by` names who of the team ends it before its end.

        `ended_at` is when it ended, if not now: a visit on paper is keyed in later.

        Raises:
            StoreError: when that could not be stored; the visit goes on then.
        """
        noted = self._now()
        at = ended_at or noted
        events = self.flow.closing(at)
        self._store.answers.finish(
            self.line.id,
            VisitEnd(
                VisitState.ENDED_EARLY if ended_by else VisitState.DONE,
                at,
                events,
                self._alerts(ended=True),
                {form: self.scores(form) for form in self._asked_of_patient()},
                respondent,
            ),
            ended_by or PATIENT,
            noted,
        )

    def has_open_alerts(self) -> bool:
        """Whether staff must look at something; the patient's screens show only a mark."""
        return any(alert.is_open for alert in self._store.alerts.of(self.line.id))

    def scores(self, form: str) -> Mapping[str, str]:
        """Return what is kept of a form's scores as the answers now stand."""
        flow = self.flow if form in self.flow.answers else self._asked
        results = score(flow.instrument(form), flow.answers[form], flow.needs, ended=True)
        return kept_of(results)

    def alerts(self) -> tuple[AlertNow, ...]:
        """Return what the answers raise as they stand, whoever asked for them."""
        return self._alerts(ended=self.line.state is not VisitState.RUNNING)

    def _asked_of_patient(self) -> tuple[str, ...]:
        return tuple(each.id for each in self.flow.parts if not self.flow.holds_back(each.id))

    def _alerts(self, *, ended: bool) -> tuple[AlertNow, ...]:
        return (*alerts_now(self.flow, ended=ended), *alerts_now(self._asked, ended=True))


def alerts_now(flow: Flow, *, ended: bool) -> tuple[AlertNow, ...]:
    """Return the alerts that answers raise, and those that they would if all ended now."""
    due = flow.alerts(ended=ended)
    return tuple(_now_raised(flow, *each, is_due=each in due) for each in flow.alerts(ended=True))


def _now_raised(flow: Flow, form: str, alert: str, why: RaisedAs, *, is_due: bool) -> AlertNow:
    instrument = flow.instrument(form)
    rule, current = instrument.alert(alert), flow.answers[form]
    level = rule.level if why is RaisedAs.RAISED else rule.unanswered or rule.level
    behind = items_behind(instrument, rule)
    answers = {item: current[item] for item in behind if item in current}
    return AlertNow(form, alert, why, level, answers, is_due)


def _is_asked(form: Instrument, stored: StoredVisit) -> bool:
    return form.asked_by is AskedBy.STAFF and form.id in stored.keyed_forms


def needs_of(store: Store, patient: Patient) -> Mapping[str, str]:
    """Return the facts about a person that forms may ask for; unknown ones are left out."""
    needs = {str(Need.SEX): str(patient.sex)} if patient.sex else {}
    treatments = store.treatments.of(patient.id)
    if treatments:
        needs[str(Need.TREATMENT_START)] = treatments[0].treatment.at.date().isoformat()
    return needs


def leave_open(flow: Flow, at: datetime) -> tuple[Event, ...]:
    """Return the events by which every question that applies and has no answer is skipped."""
    events: list[Event] = []
    for question in flow.unanswered():
        known = flow.answer_of(question)
        blank = {item: Missing.SKIPPED for item in question.items if item not in known}
        events += flow.record(question, blank, at)
    return tuple(events)


def record_all(flow: Flow, answers: Answers, at: datetime) -> tuple[Event, ...]:
    """Return the events that give these answers, also to questions that only they lead to."""
    events: list[Event] = []
    while True:
        new = [
            event
            for question in flow.questions()
            for event in flow.record(
                question, {i: answers[i] for i in question.items if i in answers}, at
            )
        ]
        if not new:
            return tuple(events)
        events += new
