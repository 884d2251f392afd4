# SPDX-License-Identifier: Apache-2.0
"""From stored visits to the record that a report is made from."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from intake.core.visit import Administration, EarlierVisit, ReportRequest, VisitRecord

if TYPE_CHECKING:
    from intake.store.store import Store


def record_of(
    store: Store, visit: str, created: datetime, *, clinic: str | None, paper: str, number: int
) -> VisitRecord:
    """Return one visit with its alerts and everything the same person answered before.

    Raises:
        StoreError: when the clinic's file cannot be read.
    """
    stored = store.visits.load(visit)
    kept = store.visits.results(visit)
    return VisitRecord(
        report=ReportRequest(
            id=report_id(number),
            created=created,
            paper=paper,
            clinic=clinic,
            anchor=str(store.anchor()),
        ),
        patient=stored.line.patient,
        sitting=stored.line.sitting,
        administrations=tuple(
            Administration(
                planned.form,
                planned.version,
                stored.answers.get(planned.form, {}),
                kept.get(planned.form),
            )
            for planned in stored.line.forms
        ),
        alerts=tuple(alert.raised for alert in store.alerts.of(visit) if alert.withdrawn is None),
        earlier=tuple(_with_results(store, each) for each in store.visits.earlier(visit)),
        treatments=tuple(each.treatment for each in store.treatments.of(stored.line.patient.id)),
    )


def _with_results(store: Store, visit: EarlierVisit) -> EarlierVisit:
    """Return an earlier visit with the results that it ended with."""
    kept = store.visits.results(visit.id)
    forms = (replace(each, kept=kept.get(each.form)) for each in visit.administrations)
    return replace(visit, administrations=tuple(forms))


def report_id(number: int) -> str:
    """Return a report's number as it is printed."""
    return f"R-{number:06d}"
