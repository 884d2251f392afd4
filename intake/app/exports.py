# SPDX-License-Identifier: Apache-2.0
"""Exports of what a clinic has recorded: from the windows and from the command line alike."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from intake import __version__
from intake.app.reports import report_id
from intake.catalogue import Catalogue
from intake.core.errors import StoreError
from intake.core.records import VisitState
from intake.core.staff import Stamp
from intake.core.visit import Administration, ReportRequest, VisitRecord
from intake.exchange.export_form import ExportForm, ExportForms
from intake.exchange.exporting import Course, ExportError, Job, why_not
from intake.exchange.fhir.folder import FhirExport, ReadPdf
from intake.exchange.fhir.systems import Systems
from intake.exchange.redcap.field_map import FieldMap
from intake.exchange.redcap.folder import RedcapExport
from intake.exchange.research.folder import CsvExport
from intake.exchange.research.pseudonyms import Pseudonyms

if TYPE_CHECKING:
    from intake.store.store import Store

_MOST_NAMED = 50
"""So many visits at most are named in the trail one by one."""


class ExportKind(StrEnum):
    """What visits become."""

    FHIR = "fhir"
    CSV = "csv"
    REDCAP = "redcap"


@dataclass(frozen=True, slots=True)
class ExportWanted:
    """What is to be exported, and how.

    One `visit`, or the ended visits: of one person (`number`), begun on a day or later (`since`),
    or all. `reports` lets the newest finished report of each go along (FHIR).
    `target` is a folder that is yet to be made. With a `key` names are dropped, days moved and
    free text left out (CSV and REDCap); the same key gives the same pseudonyms again.
    """

    kind: ExportKind
    target: Path
    number: str = ""
    since: date | None = None
    visit: str = ""
    key: bytes | None = None
    names: bool = False
    reports: bool = True
    systems: Systems = field(default_factory=Systems)
    field_map: FieldMap = field(default_factory=FieldMap)


def export_visits(
    store: Store,
    catalogue: Catalogue,
    wanted: ExportWanted,
    stamp: Stamp,
    *,
    progress: Callable[[int], None] | None = None,
    is_stopped: Callable[[], bool] | None = None,
    warn: Callable[[str], None] | None = None,
) -> int:
    """Write a folder, whole or not at all, note it in the trail, and return how many visits.

    It is slow: not for the window's thread. `progress` is told the number of visits so far,
    `is_stopped` is asked before each, `warn` is told what could not go along.

    Raises:
        ExportStoppedError: when it was stopped; there is no folder then.
        StoreError: when it was not possible; the message is one sentence for the screen.
    """
    visits = RecordedVisits(store, wanted)

    def audit(what: str, count: int) -> None:
        named = ", ".join(visits.ids) if count <= _MOST_NAMED else ""
        about = f"visit:{wanted.visit}" if wanted.visit else ""
        detail = {"what": what, "count": str(count), "visits": named}
        if wanted.since is not None:
            detail["since"] = wanted.since.isoformat()
        store.journal.record(stamp, "visits.exported", about, detail)

    course = Course(audit=audit)
    if progress is not None:
        course = replace(course, progress=progress)
    if is_stopped is not None:
        course = replace(course, is_stopped=is_stopped)
    if warn is not None:
        course = replace(course, warn=warn)
    job = Job(visits, export_forms(catalogue), stamp.at, __version__, course)
    try:
        return write_export(wanted, job, partial(_report_of, store), with_forms=bool(wanted.visit))
    except (ExportError, OSError) as error:
        raise StoreError(why_not(error, wanted.target)) from error


def write_export(
    wanted: ExportWanted, job: Job, read_pdf: ReadPdf, *, with_forms: bool = False
) -> int:
    """Write the visits of a job as it is wanted and return how many there were.

    `read_pdf` gives the report of a visit; `with_forms` puts the forms into each bundle.

    Raises:
        ExportError: when it cannot be done as it is wanted.
        ExportStoppedError: when it was stopped.
        OSError: when the folder cannot be written.
    """
    if wanted.kind is ExportKind.FHIR:
        reports = read_pdf if wanted.reports else None
        export = FhirExport(wanted.systems, reports, with_forms=with_forms)
        return export.write(job, wanted.target)
    pseudonyms = None if wanted.key is None else Pseudonyms(wanted.key)
    if wanted.kind is ExportKind.CSV:
        return CsvExport(pseudonyms).write(job, wanted.target)
    redcap = RedcapExport(wanted.field_map, pseudonyms, names=wanted.names)
    return redcap.write(job, wanted.target)


def export_forms(catalogue: Catalogue) -> ExportForms:
    """Return every form that is here; its languages are read when they are needed."""
    return {
        name: ExportForm(form, catalogue.languages(name), partial(catalogue.wording, name))
        for name, form in catalogue.instruments.items()
    }


def pseudonym_key(data_key: bytes) -> bytes:
    """Return the clinic's key for pseudonyms: the same until the clinic's file gets a new key."""
    return hmac.new(data_key, b"pseudonyms of exports", hashlib.sha256).digest()


class RecordedVisits:
    """The ended visits of a clinic, oldest first, read from its file one at a time."""

    def __init__(self, store: Store, wanted: ExportWanted) -> None:
        """Choose what is wanted; nothing is read yet."""
        self._store = store
        self._wanted = wanted
        self._clinic = store.settings.get("clinic")
        self.ids: list[str] = []

    def __iter__(self) -> Iterator[VisitRecord]:
        """Yield each visit; going through them again reads them again."""
        self.ids = []
        for visit in self._chosen():
            if len(self.ids) <= _MOST_NAMED:
                self.ids.append(visit)
            yield self._record(visit)

    def _chosen(self) -> Iterator[str]:
        if self._wanted.visit:
            yield self._wanted.visit
            return
        yield from self._store.visits.ended(self._wanted.number, self._wanted.since)

    def _record(self, visit: str) -> VisitRecord:
        store, stored = self._store, self._store.visits.load(visit)
        line = stored.line
        if line.state is VisitState.CANCELLED:
            raise StoreError("This visit was called off. It counts nowhere and is not exported.")
        kept = store.visits.results(visit)
        made = next((each for each in store.reports.of(visit) if each.sha256), None)
        report = ReportRequest(clinic=self._clinic)
        if made is not None:
            report = replace(report, id=report_id(made.number), created=made.created)
        return VisitRecord(
            report=report,
            patient=line.patient,
            sitting=line.sitting,
            administrations=tuple(
                Administration(
                    each.form,
                    each.version,
                    stored.answers.get(each.form, {}),
                    kept.get(each.form),
                )
                for each in line.forms
            ),
            alerts=tuple(
                alert.raised for alert in store.alerts.of(visit) if alert.withdrawn is None
            ),
            treatments=tuple(each.treatment for each in store.treatments.of(line.patient.id)),
        )


def _report_of(store: Store, record: VisitRecord) -> bytes | None:
    """Return the newest finished report of a visit as it was kept."""
    lines = store.reports.of(record.sitting.id)
    made = next((each for each in lines if each.sha256), None)
    return None if made is None else store.reports.load(made.number)
