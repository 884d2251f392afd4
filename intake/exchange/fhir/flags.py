# SPDX-License-Identifier: Apache-2.0
"""Alerts as Flags. A Flag is created and never overwritten: ending it is the record's business."""

from __future__ import annotations

from collections.abc import Iterator

from intake.core.alerting import AlertTold, alerts_told
from intake.core.instrument import Level
from intake.core.visit import RaisedAlert
from intake.exchange.fhir.systems import TERMINOLOGY, Resource
from intake.exchange.fhir.visit import ExportedVisit, instant

_SAFETY = {"system": f"{TERMINOLOGY}flag-category", "code": "safety", "display": "Safety"}
_CLINICAL = {"system": f"{TERMINOLOGY}flag-category", "code": "clinical", "display": "Clinical"}


def flags(visit: ExportedVisit) -> Iterator[tuple[RaisedAlert, Resource]]:
    """Yield one Flag for each alert of a visit, raised by an answer or for want of one."""
    for told in _told(visit):
        raised = told.raised
        category = _CLINICAL if told.entry.level is Level.NOTE else _SAFETY
        entry = told.entry
        words = (entry.title, entry.finding, entry.caution)
        flag: Resource = {
            "resourceType": "Flag",
            "identifier": [visit.identifier(*flag_part(raised))],
            "status": "active",
            "category": [{"coding": [category]}],
            "code": {
                "coding": [visit.systems.coding(f"{raised.form}.{raised.alert}")],
                "text": " ".join(_sentence(part) for part in words if part),
            },
            "subject": visit.patient,
            "encounter": visit.encounter,
        }
        start = raised.at or visit.at
        if start is not None:
            flag["period"] = {"start": instant(start)}
        yield raised, flag


def acknowledgements(
    visit: ExportedVisit,
) -> Iterator[tuple[tuple[str, ...], Resource]]:
    """Yield who saw an alert, when, and what they did, as Provenance of its Flag."""
    for told in _told(visit):
        seen = told.raised.acknowledged
        if seen is not None:
            flag = flag_part(told.raised)
            part = "acknowledged", *flag
            action = {"text": seen.action} if seen.action.strip() else {"text": "acknowledged"}
            yield (
                part,
                {
                    "resourceType": "Provenance",
                    "id": visit.uuid(*part),
                    "target": [visit.reference("Flag", *flag)],
                    "recorded": instant(seen.at),
                    "activity": action,
                    "agent": [{"who": {"display": seen.by}}],
                },
            )


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."


def flag_part(raised: RaisedAlert) -> tuple[str, ...]:
    """Return what an alert is called among the parts of a visit: other answers are another."""
    answers = sorted((raised.answers or {}).items())
    rests_on = ",".join(f"{item}={answer}" for item, answer in answers)
    return "flag", raised.form, raised.alert, raised.state, rests_on


def _told(visit: ExportedVisit) -> list[AlertTold]:
    day = visit.record.sitting.started
    return alerts_told(visit.given, visit.record.alerts, day.date() if day else None)
