# SPDX-License-Identifier: Apache-2.0
"""A visit that runs: the questions' way on one side, the clinic's file on the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from intake.core.answers import Event
from intake.core.behind import items_behind
from intake.core.flow import Flow
from intake.core.instrument import Instrument
from intake.core.kept import kept_of
from intake.core.records import AlertNow, StoredVisit, VisitEnd, VisitState
from intake.core.results import Results
from intake.core.scoring import score
from intake.core.staff import PATIENT
from intake.core.visit import Patient, RaisedAs, Respondent

if TYPE_CHECKING:
    from intake.store.store import Store


class RunningVisit:
    """Stores every answer before anything else happens, and ends the visit once.

    `now` is the clock; it must give times with a zone.
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
        forms = [instruments[planned.form] for planned in stored.line.forms]
        self.flow = Flow(forms, stored.answers, needs_of(stored.line.patient))
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

    def finish(self, respondent: Respondent | None, *, ended_by: str = "") -> None:
        """End the visit; `ended_by` names who of the team ends it before its end.

        Raises:
            StoreError: when that could not be stored; the visit goes on then.
        """
        at = self._now()
        events = self.flow.closing(at)
        self._store.answers.finish(
            self.line.id,
            VisitEnd(
                VisitState.ENDED_EARLY if ended_by else VisitState.DONE,
                at,
                events,
                self._alerts(ended=True),
                {form.id: kept_of(self._results(form)) for form in self.flow.parts},
                respondent,
            ),
            ended_by or PATIENT,
        )

    def has_open_alerts(self) -> bool:
        """Whether staff must look at something; the patient's screens show only a mark."""
        return any(alert.is_open for alert in self._store.alerts.of(self.line.id))

    def _results(self, form: Instrument) -> Results:
        return score(form, self.flow.answers[form.id], self.flow.needs, ended=True)

    def _alerts(self, *, ended: bool) -> tuple[AlertNow, ...]:
        due = self.flow.alerts(ended=ended)
        return tuple(
            self._now_raised(*each, is_due=each in due) for each in self.flow.alerts(ended=True)
        )

    def _now_raised(self, form: str, alert: str, why: RaisedAs, *, is_due: bool) -> AlertNow:
        instrument = self.flow.instrument(form)
        rule, current = instrument.alert(alert), self.flow.answers[form]
        level = rule.level if why is RaisedAs.RAISED else rule.unanswered or rule.level
        behind = items_behind(instrument, rule)
        answers = {item: current[item] for item in behind if item in current}
        return AlertNow(form, alert, why, level, answers, is_due)


def needs_of(patient: Patient) -> Mapping[str, str]:
    """Return the facts about a person that forms may ask for; unknown ones are left out."""
    return {"sex": str(patient.sex)} if patient.sex else {}
