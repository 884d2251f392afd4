# SPDX-License-Identifier: Apache-2.0
"""From a visit's record to its file: what `read_visit` reads back is the same record."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from datetime import date

from intake.core.instrument import Instrument
from intake.core.visit import (
    Administration,
    EarlierVisit,
    Patient,
    RaisedAlert,
    ReportRequest,
    Sitting,
    Treatment,
    VisitRecord,
)
from intake.exchange.visit_answers import answers_json
from intake.exchange.visit_file import FORMAT

_Object = dict[str, object]


def write_visit(record: VisitRecord, instruments: Mapping[str, Instrument]) -> bytes:
    """Return the file of a visit; `instruments` must hold every form that was answered."""
    # A line for each part and each visit: as easy to look through, and quicker to write than
    # indented throughout.
    parts = visit_json(record, instruments).items()
    lines = ",\n".join(f"{_text(key)}: {_lines(value)}" for key, value in parts)
    return f"{{\n{lines}\n}}\n".encode()


def _lines(value: object) -> str:
    if isinstance(value, list) and value:
        return "[\n  {}\n]".format(",\n  ".join(map(_text, value)))
    return _text(value)


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def visit_json(record: VisitRecord, instruments: Mapping[str, Instrument]) -> _Object:
    """Return a visit as the objects and lists of its file; what is not known is left out."""
    return _without_gaps(
        {
            "format": FORMAT,
            "report": _report(record.report),
            "patient": _patient(record.patient),
            "visit": _sitting(record.sitting),
            "administrations": _administrations(record.administrations, instruments),
            "alerts": [_alert(each, instruments) for each in record.alerts] or None,
            "earlier": [_earlier(each, instruments) for each in record.earlier] or None,
            "treatments": [_treatment(each) for each in record.treatments] or None,
        }
    )


def _report(report: ReportRequest) -> _Object:
    return _without_gaps(
        {
            "id": report.id,
            "created": _moment(report.created),
            "paper": report.paper,
            "clinic": report.clinic,
            "address": report.address,
            "logo": report.logo and base64.b64encode(report.logo).decode("ascii"),
            "anchor": report.anchor,
            "bands": dict(report.bands) or None,
        }
    )


def _patient(patient: Patient) -> _Object:
    return _without_gaps(
        {
            "id": patient.id,
            "name": patient.name,
            "birth_date": _moment(patient.birth_date),
            "sex": patient.sex,
        }
    )


def _sitting(sitting: Sitting) -> _Object:
    respondent = {"start": sitting.respondent_start, "end": sitting.respondent_end}
    return _without_gaps(
        {
            "id": sitting.id,
            "started": _moment(sitting.started),
            "finished": _moment(sitting.finished),
            "language": sitting.language,
            "battery": sitting.battery,
            "respondent": _without_gaps(respondent) or None,
            "pauses": [[_moment(at) for at in pause] for pause in sitting.pauses] or None,
            "timing": sitting.timing,
            "staff_within_reach": sitting.staff_within_reach,
        }
    )


def _administrations(
    rows: tuple[Administration, ...], instruments: Mapping[str, Instrument]
) -> list[_Object]:
    return [
        _without_gaps(
            {
                "form": row.form,
                "version": row.version,
                "answers": answers_json(instruments[row.form], row.answers),
            }
        )
        for row in rows
    ]


def _alert(alert: RaisedAlert, instruments: Mapping[str, Instrument]) -> _Object:
    seen, answers = alert.acknowledged, alert.answers
    return _without_gaps(
        {
            "form": alert.form,
            "alert": alert.alert,
            "state": alert.state,
            "at": _moment(alert.at),
            "answers": None if answers is None else answers_json(instruments[alert.form], answers),
            "acknowledged": seen
            and {"by": seen.by, "at": _moment(seen.at), "action": seen.action},
        }
    )


def _earlier(visit: EarlierVisit, instruments: Mapping[str, Instrument]) -> _Object:
    respondent = {"end": visit.respondent} if visit.respondent else None
    sitting = {"id": visit.id, "started": _moment(visit.started), "respondent": respondent}
    return {
        "visit": _without_gaps(sitting),
        "administrations": _administrations(visit.administrations, instruments),
    }


def _treatment(treatment: Treatment) -> _Object:
    return {
        "at": _moment(treatment.at),
        "kind": treatment.kind,
        "dose": treatment.dose,
        "note": treatment.note,
    }


def _moment(at: date | None) -> str | None:
    return None if at is None else at.isoformat()


def _without_gaps(content: Mapping[str, object]) -> _Object:
    return {key: value for key, value in content.items() if value is not None}
