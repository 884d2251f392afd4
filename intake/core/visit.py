# SPDX-License-Identifier: Apache-2.0
"""A person, a sitting and what came of it: the record that a report is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from intake.core.answers import Answer, Answers


class Sex(StrEnum):
    """Asked only where a form has a published cut-off that differs."""

    FEMALE = "female"
    MALE = "male"
    NOT_RECORDED = "not_recorded"


class Respondent(StrEnum):
    """Who answered: the patient alone, with help, or somebody in their place."""

    SELF = "self"
    HELPED = "helped"
    PROXY = "proxy"


class RaisedAs(StrEnum):
    """Why an alert was raised: by an answer, or because an answer is missing."""

    RAISED = "raised"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class Patient:
    """The subject. Everything but the record number may be unknown."""

    id: str
    name: str | None = None
    birth_date: date | None = None
    sex: Sex | None = None


@dataclass(frozen=True, slots=True)
class Sitting:
    """When, in which language and by whom a visit's questions were answered.

    `respondent_start` and `respondent_end` are what was said at the desk and at the end.
    `pauses` are pairs of times. `finished` is `None` for a visit that was abandoned or runs.
    """

    id: str
    started: datetime | None = None
    finished: datetime | None = None
    language: str | None = None
    battery: str | None = None
    respondent_start: Respondent | None = None
    respondent_end: Respondent | None = None
    pauses: tuple[tuple[datetime, datetime], ...] = ()
    timing: str | None = None
    staff_within_reach: bool | None = None


@dataclass(frozen=True, slots=True)
class Administration:
    """One form in one visit, with the version of the form that was answered.

    `kept` are the results that the visit ended with, see `core.kept`; they stand where another
    version of the form would now score the answers differently. `keyed_by` names who of the
    team asked it, or typed it in from paper; else the patient answered it.
    """

    form: str
    version: str | None
    answers: Answers
    kept: Mapping[str, str] | None = None
    keyed_by: str = ""


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """Who saw an alert, when, and what they did."""

    by: str
    at: datetime
    action: str = ""


@dataclass(frozen=True, slots=True)
class RaisedAlert:
    """An alert of a visit: once raised by an answer it stays.

    `answers` are those that it was raised on, by item; `None` when they were not recorded.
    """

    form: str
    alert: str
    state: RaisedAs
    at: datetime | None = None
    acknowledged: Acknowledgement | None = None
    answers: Mapping[str, Answer] | None = None


@dataclass(frozen=True, slots=True)
class EarlierVisit:
    """A visit before this one, for the change since then."""

    id: str
    started: datetime
    administrations: tuple[Administration, ...]
    respondent: Respondent | None = None


@dataclass(frozen=True, slots=True)
class Treatment:
    """A treatment that the clinic recorded. The report marks it and never judges it."""

    at: datetime
    kind: str
    dose: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """How a report is to be made. `created` is the one clock of the whole document.

    `bands` chooses a band set by `form.score`, where the default is not wanted. `logo` is a PNG
    or JPEG file. `anchor` is the audit trail's head when the report was made.
    """

    id: str | None = None
    created: datetime | None = None
    paper: str = "A4"
    clinic: str | None = None
    address: str | None = None
    logo: bytes | None = None
    anchor: str | None = None
    bands: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class VisitRecord:
    """Everything one report needs: the shape of `intake-visit/1`, checked and typed.

    `not_given` names the forms of the battery that have no wording in the visit's language,
    `self_completed` the ids of forms of the staff's that this patient completed.
    """

    report: ReportRequest
    patient: Patient
    sitting: Sitting
    administrations: tuple[Administration, ...]
    alerts: tuple[RaisedAlert, ...] = ()
    earlier: tuple[EarlierVisit, ...] = ()
    treatments: tuple[Treatment, ...] = ()
    not_given: tuple[str, ...] = ()
    self_completed: tuple[str, ...] = ()

    @property
    def forms(self) -> frozenset[str]:
        """Every form that was answered, now or before."""
        earlier = (each for visit in self.earlier for each in visit.administrations)
        return frozenset(each.form for each in (*self.administrations, *earlier))


@dataclass(frozen=True, slots=True)
class Battery:
    """Forms in the order in which they are given. `choose` swaps a form by what the desk knows.

    `choose` maps a placeholder in `forms` to the form for `yes`, `no` and `not_known`. The desk
    may add the forms of `additions`. `self_completed` are forms of the staff's that this clinic
    lets patients complete themselves. `instead` maps a form to the one of the staff's that is
    asked in person where it is left out.
    """

    id: str
    forms: tuple[str, ...]
    title: str
    choose: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    additions: tuple[str, ...] = ()
    self_completed: tuple[str, ...] = ()
    instead: Mapping[str, str] = field(default_factory=dict)

    def forms_for(self, known: str) -> tuple[str, ...]:
        """Return the forms to give, every placeholder replaced by what the desk knows."""
        return tuple(
            self.choose[form][known] if form in self.choose else form for form in self.forms
        )
