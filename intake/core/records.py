# SPDX-License-Identifier: Apache-2.0
"""What the desk sees of stored visits. The store fills these; the windows show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from intake.core.answers import Answer, Answers, Event
from intake.core.instrument import Level
from intake.core.visit import Patient, RaisedAlert, RaisedAs, Respondent, Sitting


class VisitState(StrEnum):
    """Where a visit stands: answers may still come, all given, or ended before the end."""

    RUNNING = "running"
    DONE = "done"
    ENDED_EARLY = "ended_early"


class Known(StrEnum):
    """The desk's answer to "fibromyalgia already diagnosed?"."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class PlannedForm:
    """A form that a visit will give, in the version that will be answered."""

    form: str
    version: str


@dataclass(frozen=True, slots=True)
class NewVisit:
    """What the desk decides before the device is handed over."""

    patient: Patient
    sitting: Sitting
    forms: tuple[PlannedForm, ...]
    known_diagnosis: Known = Known.NOT_KNOWN


@dataclass(frozen=True, slots=True)
class AlertNow:
    """An alert that the answers raise at this moment, with its level from the form.

    `answers` are those that it rests on, by item. `is_due` is false for what would be raised
    if the visit ended now.
    """

    form: str
    alert: str
    why: RaisedAs
    level: Level
    answers: Mapping[str, Answer] = field(default_factory=dict)
    is_due: bool = True


@dataclass(frozen=True, slots=True)
class VisitEnd:
    """How a visit ended: its last events, what it leaves for the team, and its scores by form.

    `respondent` is who answered in the end, `None` when that was not said.
    """

    state: VisitState
    at: datetime
    events: tuple[Event, ...] = ()
    alerts: tuple[AlertNow, ...] = ()
    scores: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    respondent: Respondent | None = None


@dataclass(frozen=True, slots=True)
class AlertLine:
    """One stored alert. `withdrawn` when an unanswered question was answered after all."""

    id: int
    visit: str
    patient: Patient
    level: Level
    raised: RaisedAlert
    withdrawn: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody of the team still has to look at it."""
        return self.raised.acknowledged is None and self.withdrawn is None


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One visit as the home screen lists it."""

    id: str
    patient: Patient
    sitting: Sitting
    state: VisitState
    forms: tuple[PlannedForm, ...]
    known_diagnosis: Known = Known.NOT_KNOWN


@dataclass(frozen=True, slots=True)
class StoredVisit:
    """One visit with its current answers by form and the place where it stopped.

    `position` is empty before the first question was shown.
    """

    line: VisitLine
    answers: Mapping[str, Answers] = field(default_factory=dict)
    position: str = ""
