# SPDX-License-Identifier: Apache-2.0
"""Between rows of the tables and the types of the core, in both directions."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, select

from intake.core.alert_log import LoggedAlert
from intake.core.answers import Answer, Event, Missing
from intake.core.instrument import Level
from intake.core.records import (
    AlertLine,
    AlertNow,
    Known,
    NewVisit,
    PlannedForm,
    VisitLine,
    VisitState,
)
from intake.core.visit import (
    Acknowledgement,
    Patient,
    RaisedAlert,
    RaisedAs,
    Respondent,
    Sex,
    Sitting,
)
from intake.store import schema

_PERSON = (
    schema.patient.c.name.label("person_name"),
    schema.patient.c.birth_date.label("person_birth_date"),
    schema.patient.c.sex.label("person_sex"),
)


def visit_query() -> Select[Any]:
    """Select visits with the person they belong to."""
    return select(schema.visit, *_PERSON).join_from(schema.visit, schema.patient)


def alert_query() -> Select[Any]:
    """Select alerts with their acknowledgement, if any, and the person."""
    seen = schema.acknowledgement.c
    return (
        select(
            schema.alert,
            schema.visit.c.patient,
            *_PERSON,
            seen.by.label("seen_by"),
            seen.at.label("seen_at"),
            seen.action.label("seen_action"),
        )
        .join_from(schema.alert, schema.visit)
        .join(schema.patient, schema.patient.c.id == schema.visit.c.patient)
        .outerjoin(schema.acknowledgement, seen.alert == schema.alert.c.id)
    )


def from_patient(person: Patient) -> Mapping[str, object]:
    """Return the row of a person."""
    return {
        "id": person.id,
        "name": person.name,
        "birth_date": person.birth_date.isoformat() if person.birth_date else None,
        "sex": person.sex,
    }


def patient(row: Row[Any]) -> Patient:
    """Return the person of a row of the patient table."""
    return _person(row.id, row.name, row.birth_date, row.sex)


def from_new_visit(new: NewVisit) -> Mapping[str, object]:
    """Return the row of a visit that begins."""
    sitting = new.sitting
    return {
        "id": sitting.id,
        "patient": new.patient.id,
        "state": VisitState.RUNNING,
        "started": sitting.started.isoformat() if sitting.started else "",
        "language": sitting.language,
        "battery": sitting.battery,
        "respondent_start": sitting.respondent_start,
        "timing": sitting.timing,
        "staff_within_reach": sitting.staff_within_reach,
        "known_diagnosis": new.known_diagnosis,
        "position": "",
    }


def visit_line(row: Row[Any], forms: Sequence[Row[Any]], pauses: Sequence[Row[Any]]) -> VisitLine:
    """Return a visit from its row and those of its forms and pauses."""
    sitting = Sitting(
        id=row.id,
        started=datetime.fromisoformat(row.started),
        finished=datetime.fromisoformat(row.finished) if row.finished else None,
        language=row.language,
        battery=row.battery,
        respondent_start=Respondent(row.respondent_start) if row.respondent_start else None,
        respondent_end=Respondent(row.respondent_end) if row.respondent_end else None,
        pauses=tuple(
            (datetime.fromisoformat(each.begun), datetime.fromisoformat(each.ended))
            for each in pauses
        ),
        timing=row.timing,
        staff_within_reach=None
        if row.staff_within_reach is None
        else bool(row.staff_within_reach),
    )
    return VisitLine(
        id=row.id,
        patient=_visitor(row),
        sitting=sitting,
        state=VisitState(row.state),
        forms=tuple(PlannedForm(each.form, each.version) for each in forms),
        known_diagnosis=Known(row.known_diagnosis),
    )


def from_event(visit: str, event: Event) -> Mapping[str, object]:
    """Return the row of an event. The kind keeps the word "declined" apart from the reason."""
    return {
        "visit": visit,
        "form": event.form,
        "item": event.item,
        "kind": _kind(event.answer),
        "value": str(event.answer),
        "at": event.at.isoformat(),
    }


def event(row: Row[Any]) -> Event:
    """Return the event of a row."""
    answer = _answer(row.kind, row.value)
    return Event(row.form, row.item, answer, datetime.fromisoformat(row.at))


def from_alert(visit: str, raised: AlertNow, at: datetime) -> Mapping[str, object]:
    """Return the row of an alert, with the answers that it was raised on."""
    answers = {item: (_kind(answer), str(answer)) for item, answer in raised.answers.items()}
    return {
        "visit": visit,
        "form": raised.form,
        "alert": raised.alert,
        "why": raised.why,
        "level": raised.level,
        "answers": json.dumps(answers),
        "at": at.isoformat(),
    }


def logged_alert(row: Row[Any]) -> LoggedAlert:
    """Return an alert as the rules of the log look at it."""
    return LoggedAlert(row.id, row.form, row.alert, RaisedAs(row.why), _answers(row.answers))


def alert(row: Row[Any]) -> AlertLine:
    """Return the alert of a row of `alert_query`."""
    seen = None
    if row.seen_by is not None:
        seen = Acknowledgement(row.seen_by, datetime.fromisoformat(row.seen_at), row.seen_action)
    raised = RaisedAlert(
        row.form,
        row.alert,
        RaisedAs(row.why),
        datetime.fromisoformat(row.at),
        seen,
        _answers(row.answers),
    )
    return AlertLine(
        id=row.id,
        visit=row.visit,
        patient=_visitor(row),
        level=Level(row.level),
        raised=raised,
        withdrawn=datetime.fromisoformat(row.withdrawn) if row.withdrawn else None,
    )


def _kind(answer: Answer) -> str:
    if isinstance(answer, Missing):
        return "missing"
    return "number" if isinstance(answer, int) else "text"


def _answer(kind: str, value: str) -> Answer:
    if kind == "missing":
        return Missing(value)
    return int(value) if kind == "number" else value


def _answers(text: str) -> dict[str, Answer]:
    return {item: _answer(*stored) for item, stored in json.loads(text).items()}


def _visitor(row: Row[Any]) -> Patient:
    return _person(row.patient, row.person_name, row.person_birth_date, row.person_sex)


def _person(number: str, name: str | None, born: str | None, sex: str | None) -> Patient:
    return Patient(
        number, name, date.fromisoformat(born) if born else None, Sex(sex) if sex else None
    )
