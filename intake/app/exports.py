# SPDX-License-Identifier: Apache-2.0
"""Exports of what a clinic has recorded: from the windows and from the command line alike."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from intake import __version__
from intake.app.recorded_visits import RecordedVisits, kept_report
from intake.catalogue import Catalogue
from intake.core.errors import StoreError
from intake.core.export import ExportKind, Naming, Selection
from intake.core.instrument import Instrument
from intake.core.staff import Stamp
from intake.exchange.export_form import ExportForm, ExportForms
from intake.exchange.exporting import Course, ExportError, Job, why_not
from intake.exchange.fhir.folder import FhirExport, ReadPdf
from intake.exchange.fhir.settings import read_systems
from intake.exchange.fhir.systems import Systems
from intake.exchange.redcap.field_map import FieldMap, read_field_map
from intake.exchange.redcap.folder import RedcapExport
from intake.exchange.research.folder import CsvExport
from intake.exchange.research.pseudonyms import Pseudonyms
from intake.exchange.streams import input_name, reading

if TYPE_CHECKING:
    from intake.store.store import Store

LARGEST_FILE = 1_000_000
"""So many bytes of a file of addresses, of a field map or of a key are read at most."""

_MOST_NAMED = 50
"""So many visits at most are named in the trail one by one."""


@dataclass(frozen=True, slots=True)
class ExportWanted:
    """What is to be exported, and how.

    `target` is a folder that is yet to be made. With a `key` names are dropped, days moved and
    free text left out (CSV and REDCap); the same key gives the same pseudonyms again. `names`
    lets name and date of birth go to REDCap; `reports` lets the newest finished report of each
    visit go along (FHIR).
    """

    kind: ExportKind
    target: Path
    selection: Selection = field(default_factory=Selection)
    key: bytes | None = None
    names: bool = False
    reports: bool = True
    systems: Systems = field(default_factory=Systems)
    field_map: FieldMap = field(default_factory=FieldMap)

    @property
    def pseudonyms(self) -> Pseudonyms | None:
        """Other names and days for the people in it, if that is wanted."""
        return None if self.key is None else Pseudonyms(self.key)

    @property
    def naming(self) -> Naming:
        """Who the people in it are, as the trail notes it."""
        if self.kind is ExportKind.FHIR:
            return Naming.NAMES
        if self.key is not None:
            return Naming.PSEUDONYMS
        is_named = self.names or self.kind is ExportKind.CSV
        return Naming.NAMES if is_named else Naming.NUMBERS


def export_visits(
    store: Store, catalogue: Catalogue, wanted: ExportWanted, stamp: Stamp, course: Course
) -> int:
    """Write a folder, whole or not at all, note it in the trail, and return how many visits.

    It is slow: not for the window's thread. The note comes from here, not from `course`.

    Raises:
        ExportStoppedError: when it was stopped; there is no folder then.
        StoreError: when it was not possible; the message is one sentence for the screen.
    """
    names = wanted.pseudonyms
    visits = RecordedVisits(store, wanted.selection, names.patient if names else None)
    if next(visits.ids(), None) is None:
        raise StoreError("No visit that has ended is among these: there is nothing to export.")
    about, chosen = _about(store, wanted.selection)
    begun = store.anchor()

    def audit(what: str, count: int) -> None:
        if not store.journal.holds(begun):
            raise StoreError(
                "A backup was restored while visits were exported. Nothing was exported; please "
                "start it again."
            )
        detail = {"what": what, "count": str(count), "of": chosen, "people": wanted.naming}
        if wanted.selection.since is not None:
            detail["since"] = wanted.selection.since.isoformat()
        if 0 < count <= _MOST_NAMED:
            detail["visits"] = ", ".join(visits.ids())
        detail["folder"] = wanted.target.name
        store.journal.record(stamp, "visits.exported", about, detail)

    course = replace(course, audit=audit)
    job = Job(visits, export_forms(catalogue), stamp.at, __version__, course)
    with_forms = bool(wanted.selection.visit)
    try:
        return write_export(wanted, job, partial(kept_report, store), with_forms=with_forms)
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
    if wanted.kind is ExportKind.CSV:
        return CsvExport(wanted.pseudonyms).write(job, wanted.target)
    redcap = RedcapExport(wanted.field_map, wanted.pseudonyms, names=wanted.names)
    return redcap.write(job, wanted.target)


def with_file(wanted: ExportWanted, place: str, forms: Mapping[str, Instrument]) -> ExportWanted:
    """Return what is wanted with the addresses (FHIR) or the field map (REDCap) of a file.

    Raises:
        StreamError: when the file cannot be read.
        SettingsError: with every problem of the addresses.
        FieldMapError: with every problem of the map.
    """
    with reading(place) as stream:
        content = stream.read(LARGEST_FILE + 1)
    if wanted.kind is ExportKind.FHIR:
        return replace(wanted, systems=read_systems(content, input_name(place)))
    return replace(wanted, field_map=read_field_map(content, input_name(place), forms))


def file_setting(kind: ExportKind) -> str:
    """Return the setting that says which file of addresses or which field map the clinic uses."""
    return f"export_file_{kind}"


def new_folder(parent: Path, kind: ExportKind, day: date) -> Path:
    """Return a folder that is yet to be made, named after what is in it and the day."""
    name = f"intake-{kind}-{day:%Y-%m-%d}"
    target, number = parent / name, 1
    while target.exists() or target.is_symlink():
        number += 1
        target = parent / f"{name}-{number}"
    return target


def export_forms(catalogue: Catalogue) -> ExportForms:
    """Return every form that is here; its languages are read when they are needed."""
    return {
        name: ExportForm(form, catalogue.languages(name), partial(catalogue.wording, name))
        for name, form in catalogue.instruments.items()
    }


def pseudonym_key(data_key: bytes) -> bytes:
    """Return the clinic's key for pseudonyms: the same until the clinic's file gets a new key."""
    return hmac.new(data_key, b"pseudonyms of exports", hashlib.sha256).digest()


def _about(store: Store, selection: Selection) -> tuple[str, str]:
    """Return how the trail names what was chosen, without naming a person."""
    if selection.visit:
        return f"visit:{selection.visit}", "one visit"
    if selection.number:
        return store.patients.subject(selection.number), "one patient"
    return "", "every patient"
