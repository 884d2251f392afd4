# SPDX-License-Identifier: Apache-2.0
"""What the desk sees of stored visits. The store fills these; the windows show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from intake.core.answers import Answer, Answers, Event
from intake.core.instrument import Level
from intake.core.visit import Patient, RaisedAlert, RaisedAs, Respondent, Sitting, Treatment


class VisitState(StrEnum):
    """Where a visit stands: answers may still come, all given, ended early, or called off."""

    RUNNING = "running"
    DONE = "done"
    ENDED_EARLY = "ended_early"
    CANCELLED = "cancelled"


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
    interpreter: bool | None = None


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
    follow_up: tuple[FollowUp, ...] = ()

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
    interpreter: bool | None = None


@dataclass(frozen=True, slots=True)
class StoredVisit:
    """One visit with its current answers by form and the place where it stopped.

    `position` is empty before the first question was shown; `keyed_by` names who of the team
    typed answers in, in the order in which they first did, and `keyed_forms` who began each
    form that somebody of the team typed in.
    """

    line: VisitLine
    answers: Mapping[str, Answers] = field(default_factory=dict)
    position: str = ""
    keyed_by: tuple[str, ...] = ()
    keyed_forms: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Correction:
    """What somebody of the team sets right in an ended visit, with what follows from it."""

    events: tuple[Event, ...]
    reason: str
    alerts: tuple[AlertNow, ...] = ()
    scores: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CorrectedAnswer:
    """One answer that was set right. `before` is `None` where there was none."""

    form: str
    item: str
    before: Answer | None
    after: Answer
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class AskedForm:
    """A form that somebody of the team asked in person, with what follows from the answers."""

    form: PlannedForm
    events: tuple[Event, ...]
    alerts: tuple[AlertNow, ...] = ()
    scores: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


class Seen(StrEnum):
    """Whether a clinician saw the patient before they left."""

    YES = "yes"
    NO = "no"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What was done about an alert: by whom, who was told, whether the patient was seen."""

    by: str
    at: datetime
    action: str
    told: str = ""
    seen: Seen = Seen.NOT_YET


@dataclass(frozen=True, slots=True)
class TreatmentLine:
    """A treatment with who recorded it and when."""

    id: int
    treatment: Treatment
    by: str
    recorded: datetime


@dataclass(frozen=True, slots=True)
class Reading:
    """Who read a report, and when."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report of a visit; `sha256` is empty until the finished file was kept.

    `anchor` is the place of the audit trail that is printed on it.
    """

    number: int
    visit: str
    created: datetime
    sha256: str = ""
    anchor: str = ""
    read: tuple[Reading, ...] = ()
