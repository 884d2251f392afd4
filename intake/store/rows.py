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
from intake.core.records import AlertNow, Known, NewVisit, PlannedForm, VisitLine, VisitState
from intake.core.staff import Stamp
from intake.core.visit import Patient, RaisedAs, Respondent, Sex, Sitting
from intake.store import schema

PERSON = (
    schema.patient.c.number.label("person_number"),
    schema.patient.c.name.label("person_name"),
    schema.patient.c.birth_date.label("person_birth_date"),
    schema.patient.c.sex.label("person_sex"),
)


def visit_query() -> Select[Any]:
    """Select visits with the person they belong to."""
    return select(schema.visit, *PERSON).join_from(schema.visit, schema.patient)


def from_patient(person: Patient) -> dict[str, Any]:
    """Return the row of a person."""
    return {
        "number": person.id,
        "name": person.name,
        "birth_date": person.birth_date.isoformat() if person.birth_date else None,
        "sex": person.sex,
    }


def patient(row: Row[Any]) -> Patient:
    """Return the person of a row of the patient table."""
    return _person(row.number, row.name, row.birth_date, row.sex)


def visitor(row: Row[Any]) -> Patient:
    """Return the person of a row that `PERSON` was selected with."""
    return _person(row.person_number, row.person_name, row.person_birth_date, row.person_sex)


def from_new_visit(new: NewVisit) -> dict[str, Any]:
    """Return the row of a visit that begins, but for the person."""
    sitting = new.sitting
    return {
        "id": sitting.id,
        "state": VisitState.RUNNING,
        "started": sitting.started.isoformat() if sitting.started else "",
        "language": sitting.language,
        "battery": sitting.battery,
        "respondent_start": sitting.respondent_start,
        "interpreter": _number(new.interpreter),
        "timing": sitting.timing,
        "staff_within_reach": _number(sitting.staff_within_reach),
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
        staff_within_reach=_truth(row.staff_within_reach),
    )
    return VisitLine(
        id=row.id,
        patient=visitor(row),
        sitting=sitting,
        state=VisitState(row.state),
        forms=tuple(PlannedForm(each.form, each.version) for each in forms),
        known_diagnosis=Known(row.known_diagnosis),
        interpreter=_truth(row.interpreter),
    )


def from_event(visit: str, event: Event, keyed: Stamp | None, reason: str) -> Mapping[str, object]:
    """Return the row of an event. The kind keeps the word "declined" apart from the reason."""
    return {
        "visit": visit,
        "form": event.form,
        "item": event.item,
        "kind": _kind(event.answer),
        "value": str(event.answer),
        "at": event.at.isoformat(),
        "author": keyed.by if keyed else None,
        "reason": reason or None,
    }


def event(row: Row[Any]) -> Event:
    """Return the event of a row."""
    given = answer(row.kind, row.value)
    return Event(row.form, row.item, given, datetime.fromisoformat(row.at))


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
    why = RaisedAs(row.why)
    return LoggedAlert(row.seq, row.form, row.alert, why, answers_behind(row))


def answers_behind(row: Row[Any]) -> Mapping[str, Answer]:
    """Return the answers that an alert was raised on."""
    stored = json.loads(row.answers)
    return {item: answer(kind, value) for item, (kind, value) in stored.items()}


def answer(kind: str, value: str) -> Answer:
    """Return a stored answer as what it was."""
    if kind == "missing":
        return Missing(value)
    return int(value) if kind == "number" else value


def _kind(answer: Answer) -> str:
    if isinstance(answer, Missing):
        return "missing"
    return "number" if isinstance(answer, int) else "text"


def _number(truth: bool | None) -> int | None:  # noqa: FBT001 - a value to be stored
    return None if truth is None else int(truth)


def _truth(number: int | None) -> bool | None:
    return None if number is None else bool(number)


def _person(number: str, name: str | None, born: str | None, sex: str | None) -> Patient:
    return Patient(
        number, name, date.fromisoformat(born) if born else None, Sex(sex) if sex else None
    )
