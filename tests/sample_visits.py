# SPDX-License-Identifier: Apache-2.0
"""Visits on the real forms, for the tests of what a clinician reads."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path

from intake.core.answers import Answer, Missing
from intake.core.content import Summary
from intake.core.instrument import Instrument, ResponseKind
from intake.core.parse import parse_instrument
from intake.core.parse_wording import parse_wording
from intake.core.summary import summarise
from intake.core.visit import (
    Acknowledgement,
    Administration,
    EarlierVisit,
    Patient,
    RaisedAlert,
    RaisedAs,
    ReportRequest,
    Respondent,
    Sitting,
    Treatment,
    VisitRecord,
)
from intake.core.wording import Wording

FORMS = Path(__file__).parents[1] / "forms"
IDS = ("acr2016", "siqr", "fiqr", "peg", "gad7", "phq9")
ZONE = timezone(timedelta(hours=1))
STARTED = datetime(2026, 11, 22, 9, 12, tzinfo=ZONE)
AREAS = (
    "shoulder_l",
    "shoulder_r",
    "upper_arm_l",
    "hip_l",
    "hip_r",
    "upper_leg_r",
    "neck",
    "upper_back",
    "lower_back",
)
SIQR = (2, 6, 4, 8, 7, 5, 6, 7, 5, 6, 5, 7, 8, 6, 8, 3, 6, 4, 7, 4, 6)
PHQ9 = (2, 1, 2, 2, 1, 2, 2, 1, 1, 1)
GAD7 = (2, 1, 2, 1, 1, 2, 1)

Given = int | str | Missing | None


@cache
def form(form_id: str) -> Instrument:
    """Return one of the shipped forms."""
    found = parse_instrument(_table(form_id, "instrument.toml"), form_id)
    assert isinstance(found, Instrument), found
    return found


@cache
def english(form_id: str) -> Wording:
    """Return its English wording."""
    digest = hashlib.sha256((FORMS / form_id / "en.toml").read_bytes()).hexdigest()
    table = _table(form_id, "en.toml")
    found = parse_wording(table, form(form_id), file=form_id, digest=digest)
    assert isinstance(found, Wording), found
    return found


def answered(form_id: str, values: Iterable[Given]) -> Administration:
    """Return a form with its questions answered in order by value; `None` was not reached."""
    items = [item for page in form(form_id).pages if not page.is_map for item in page.items]
    answers: dict[str, Answer] = {}
    for item, value in zip(items, values, strict=False):
        if isinstance(value, int) and item.response.kind is ResponseKind.OPTIONS:
            answers[item.id] = next(o.id for o in item.response.options if o.value == value)
        elif value is not None:
            answers[item.id] = value
    return Administration(form_id, "1.0.0", answers)


def criteria(
    areas: Sequence[str] | None = AREAS, others: Sequence[Given] = (2, 3, 1, 1, 0, 0, 1)
) -> Administration:
    """Return the 2016 criteria; `areas` of `None` means that the map was not confirmed."""
    rest = answered("acr2016", others)
    page = form("acr2016").page("areas")
    marks: dict[str, Answer] = {}
    if areas is not None:
        marks = {item.id: int(item.id in areas) for item in page.items}
    return replace(rest, answers={**marks, **rest.answers})


def first_visit(phq9: Sequence[Given] = PHQ9) -> tuple[Administration, ...]:
    """Return the five forms of a first visit."""
    return (
        criteria(),
        answered("siqr", SIQR),
        answered("peg", (6, 7, 5)),
        answered("gad7", GAD7),
        answered("phq9", phq9),
    )


def record(
    administrations: Sequence[Administration] | None = None,
    *,
    alerts: Sequence[RaisedAlert] = (),
    earlier: Sequence[EarlierVisit] = (),
    treatments: Sequence[Treatment] = (),
    paper: str = "A4",
    name: str | None = "Anna Lindgren",
) -> VisitRecord:
    """Return the record of a visit on 22 November 2026."""
    return VisitRecord(
        report=ReportRequest(
            id="R-000123", created=STARTED + timedelta(minutes=19), paper=paper, clinic="Riverside"
        ),
        patient=Patient("A-1042", name, date(1979, 4, 2)),
        sitting=Sitting(
            id="v-1",
            started=STARTED,
            finished=STARTED + timedelta(minutes=12),
            language="en",
            battery="fibromyalgia_first",
            respondent_start=Respondent.SELF,
            respondent_end=Respondent.SELF,
        ),
        administrations=tuple(first_visit() if administrations is None else administrations),
        alerts=tuple(alerts),
        earlier=tuple(earlier),
        treatments=tuple(treatments),
    )


def summary(of: VisitRecord | None = None) -> Summary:
    """Return what is said of a visit."""
    forms = {form_id: form(form_id) for form_id in IDS}
    texts = {form_id: english(form_id) for form_id in IDS}
    return summarise(of or record(), forms, texts, "0.1.0")


def raised(by: str | None = None, action: str = "") -> RaisedAlert:
    """Return the alert of item 9, acknowledged by somebody or by nobody."""
    at = STARTED + timedelta(minutes=9)
    seen = None if by is None else Acknowledgement(by, at + timedelta(minutes=5), action)
    said = {"self_harm": "several_days"}
    return RaisedAlert("phq9", "self_harm_reported", RaisedAs.RAISED, at, seen, said)


def earlier_visit(day: date, *forms: Administration, name: str = "earlier") -> EarlierVisit:
    """Return a visit of another day, at ten o'clock."""
    at = datetime(day.year, day.month, day.day, 10, 0, tzinfo=ZONE)
    return EarlierVisit(f"{name}-{day}", at, forms, Respondent.SELF)


def _table(form_id: str, file: str) -> dict[str, object]:
    return tomllib.loads((FORMS / form_id / file).read_text(encoding="utf-8"))
