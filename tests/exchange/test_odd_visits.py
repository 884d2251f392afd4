# SPDX-License-Identifier: Apache-2.0
"""Whatever a visit holds or lacks, every export takes it, and what leaves is sound."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.core.visit import (
    Acknowledgement,
    Administration,
    Patient,
    RaisedAlert,
    RaisedAs,
    ReportRequest,
    Respondent,
    Sex,
    Sitting,
    Treatment,
    VisitRecord,
)
from intake.exchange.exporting import Job
from intake.exchange.fhir.check import faults
from intake.exchange.fhir.folder import FhirExport
from intake.exchange.fhir.systems import Systems
from intake.exchange.redcap.folder import RedcapExport
from intake.exchange.research.folder import CsvExport
from intake.exchange.research.pseudonyms import Pseudonyms
from tests.exchange.travelling import all_forms, partly

KEY = b"a key that stays in the clinic"
texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12).filter(str.strip)
moments = st.datetimes(
    datetime(1990, 1, 1),  # noqa: DTZ001 - the zones are drawn
    datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=45))]),
)


@st.composite
def visits(draw: st.DrawFn) -> VisitRecord:
    """Draw a visit with one to three forms and anything else or nothing."""
    names = draw(
        st.lists(st.sampled_from(sorted(all_forms())), min_size=0, max_size=3, unique=True)
    )
    forms = [all_forms()[name].instrument for name in names]
    started = draw(st.none() | moments)
    length = draw(st.none() | st.timedeltas(timedelta(0), timedelta(hours=3)))
    seen = st.builds(Acknowledgement, texts, moments, st.just("") | texts)
    alerts = [
        RaisedAlert(
            form.id,
            alert.id,
            draw(st.sampled_from(RaisedAs)),
            draw(st.none() | moments),
            draw(st.none() | seen),
        )
        for form in forms
        for alert in form.alerts
        if draw(st.booleans())
    ]
    return VisitRecord(
        ReportRequest(draw(st.none() | texts), draw(st.none() | moments)),
        Patient(
            draw(texts),
            draw(st.none() | texts),
            draw(st.none() | st.dates(date(1900, 1, 1), date(1989, 1, 1))),
            draw(st.none() | st.sampled_from(Sex)),
        ),
        Sitting(
            draw(texts),
            started,
            started + length if started and length is not None else None,
            draw(st.none() | st.sampled_from(["en", "es", "xx"])),
            draw(st.none() | texts),
            draw(st.none() | st.sampled_from(Respondent)),
            draw(st.none() | st.sampled_from(Respondent)),
            timing=draw(st.none() | texts),
        ),
        tuple(
            Administration(
                form.id, draw(st.none() | st.just(form.version) | texts), draw(partly(form))
            )
            for form in forms
        ),
        tuple(alerts),
        treatments=tuple(
            draw(st.lists(st.builds(Treatment, moments, texts, texts, texts), max_size=2))
        ),
    )


def fhir(job: Job, target: Path) -> None:
    FhirExport(Systems(), lambda _: b"%PDF", with_forms=True).write(job, target)
    for place in target.iterdir():
        assert faults(json.loads(place.read_text(encoding="utf-8"))) == []


def tables(job: Job, target: Path) -> None:
    CsvExport().write(job, target)
    _check(target / "visits.csv")


def disguised(job: Job, target: Path) -> None:
    CsvExport(Pseudonyms(KEY)).write(job, target)
    _check(target / "visits.csv")


def redcap(job: Job, target: Path) -> None:
    RedcapExport(names=True).write(job, target)
    _check(target / "import.csv")


def _check(place: Path) -> None:
    """Read a table with Python's own reader: one row, as wide as its head."""
    head, row = csv.reader(io.StringIO(place.read_text(encoding="utf-8"), newline=""), strict=True)
    assert len(row) == len(head) == len(set(head))


@pytest.mark.parametrize("export", [fhir, tables, disguised, redcap])
def test_any_visit_can_leave_in_any_shape(
    export: Callable[[Job, Path], None], tmp_path: Path
) -> None:
    @settings(max_examples=40)
    @given(visits())
    def check(record: VisitRecord) -> None:
        target = tmp_path / "out"
        shutil.rmtree(target, ignore_errors=True)
        export(Job([record], all_forms(), datetime(2026, 11, 25, tzinfo=UTC), "1.0"), target)

    check()
