# SPDX-License-Identifier: Apache-2.0
"""From stored visits to the record that a report is made from."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from intake.app.follow_ups import with_all_done
from intake.core.naming import Shown, shown_name
from intake.core.visit import Administration, EarlierVisit, Patient, ReportRequest, VisitRecord
from intake.ui.staff.context import Settings

if TYPE_CHECKING:
    from intake.store.store import Store


def record_of(
    store: Store, visit: str, created: datetime, settings: Settings, report: str | None
) -> VisitRecord:
    """Return one visit with its alerts and everything the same person answered before.

    `report` is the report's number as it is printed, if it has one yet.

    Raises:
        StoreError: when the clinic's file cannot be read.
    """
    stored = store.visits.load(visit)
    kept = store.visits.results(visit)
    return VisitRecord(
        report=ReportRequest(
            id=report,
            created=created,
            paper=settings.paper,
            clinic=settings.clinic,
            bands=settings.bands,
            address=settings.address or None,
            logo=logo_of(settings.logo),
            anchor=str(store.anchor()),
        ),
        patient=_as_shown(stored.line.patient, Shown(settings.names_shown)),
        sitting=stored.line.sitting,
        administrations=tuple(
            Administration(
                planned.form,
                planned.version,
                stored.answers.get(planned.form, {}),
                kept.get(planned.form),
                stored.keyed_forms.get(planned.form, ""),
            )
            for planned in stored.line.forms
        ),
        alerts=tuple(
            with_all_done(alert) for alert in store.alerts.of(visit) if alert.withdrawn is None
        ),
        earlier=tuple(_with_results(store, each) for each in store.visits.earlier(visit)),
        treatments=tuple(each.treatment for each in store.treatments.of(stored.line.patient.id)),
    )


def _as_shown(patient: Patient, how: Shown) -> Patient:
    """Return a person with the name by which the clinic lets reports call them."""
    return patient if how is Shown.NAME else replace(patient, name=shown_name(patient, how))


def _with_results(store: Store, visit: EarlierVisit) -> EarlierVisit:
    """Return an earlier visit with the results that it ended with."""
    kept = store.visits.results(visit.id)
    forms = (replace(each, kept=kept.get(each.form)) for each in visit.administrations)
    return replace(visit, administrations=tuple(forms))


def logo_of(path: str) -> bytes | None:
    """Return the clinic's logo, or nothing when the file is gone: a report needs none."""
    try:
        return Path(path).read_bytes() if path else None
    except OSError:
        return None


def report_id(number: int) -> str:
    """Return a report's number as it is printed."""
    return f"R-{number:06d}"
