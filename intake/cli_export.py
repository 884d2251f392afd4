# SPDX-License-Identifier: Apache-2.0
"""`intake export`: visits as FHIR, CSV or for REDCap, in a folder of their own."""

from __future__ import annotations

import argparse
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from intake import __version__
from intake.command import FINE, USAGE, Clock, CommandError, progress, say

if TYPE_CHECKING:
    from intake.catalogue import Catalogue
    from intake.core.visit import VisitRecord
    from intake.exchange.exporting import Job
    from intake.exchange.research.pseudonyms import Pseudonyms

_Found = TypeVar("_Found")

_LARGEST_SETTINGS = 1_000_000


@dataclass(frozen=True, slots=True)
class Sources:
    """Where forms, visits and reports come from; other commands know them too."""

    catalogue: Callable[[], Catalogue]
    record: Callable[[str, Catalogue], VisitRecord]
    pdf: Callable[[VisitRecord, Catalogue, str], bytes]


def add_to(commands: Any, sources: Sources) -> None:
    """Add the command to the others."""
    export = commands.add_parser(
        "export",
        help="write visits as FHIR, CSV or for REDCap",
        description="Writes a new folder, whole or not at all. Nothing is sent anywhere.",
        allow_abbrev=False,
    )
    kinds = export.add_subparsers(metavar="kind", required=True)
    fhir = _kind(kinds, "fhir", "FHIR R4 bundles for a health record")
    fhir.add_argument("--forms", action="store_true", help="the forms alone, without visits")
    fhir.add_argument("--no-report", action="store_true", help="leave the PDF out")
    fhir.add_argument("--settings", metavar="FILE", help="addresses (resources/export.toml)")
    fhir.set_defaults(run=partial(_fhir, sources))
    csv = _kind(kinds, "csv", "tables and a codebook for research")
    _hiding(csv)
    csv.set_defaults(run=partial(_csv, sources))
    redcap = _kind(kinds, "redcap", "data dictionary, instruments and import file")
    redcap.add_argument("--map", metavar="FILE", help="names of the fields (resources/redcap/)")
    redcap.add_argument("--names", action="store_true", help="with name and date of birth")
    _hiding(redcap)
    redcap.set_defaults(run=partial(_redcap, sources))


def _kind(kinds: Any, name: str, words: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = kinds.add_parser(name, help=words, allow_abbrev=False)
    parser.add_argument("visits", metavar="VISIT", nargs="*", help="a visit (intake-visit/1)")
    parser.add_argument(
        "-o", dest="out", metavar="DIR", required=True, type=Path, help="a folder to be made"
    )
    return parser


def _hiding(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--de-identify",
        action="store_true",
        help="pseudonyms, moved days, no names and no free text",
    )
    parser.add_argument(
        "--key",
        metavar="FILE",
        help="keeps pseudonyms the same from one export to the next; stays in the clinic",
    )


def _fhir(sources: Sources, given: argparse.Namespace, clock: Clock) -> int:
    from intake.exchange.fhir.folder import FhirExport
    from intake.exchange.fhir.settings import read_systems
    from intake.exchange.fhir.systems import Systems

    catalogue = sources.catalogue()
    systems = _settings(given.settings, read_systems) or Systems()
    if given.forms:
        if given.visits:
            raise CommandError("intake export: --forms goes without visits.", code=USAGE)
        with _job(catalogue, [], clock) as job, _writing(given.out):
            FhirExport(systems).write_forms(job, given.out)
        return FINE
    found = _read(sources, given, catalogue)
    reports = {(each.patient.id, each.sitting.id): each for each in found}

    def pdf_of(record: VisitRecord) -> bytes | None:
        # the report looks back at the earlier visits, which by themselves have none
        whole = reports.get((record.patient.id, record.sitting.id))
        if whole is None:
            return None
        at = whole.report.created or whole.sitting.finished or whole.sitting.started or clock()
        dated = replace(whole, report=replace(whole.report, created=at))
        return sources.pdf(dated, catalogue, f"visit {whole.sitting.id}")

    records = _one_by_one(found)
    read_pdf = None if given.no_report else pdf_of
    with _job(catalogue, records, clock) as job, _writing(given.out):
        FhirExport(systems, read_pdf, with_forms=len(records) == 1).write(job, given.out)
    return FINE


def _csv(sources: Sources, given: argparse.Namespace, clock: Clock) -> int:
    from intake.exchange.research.folder import CsvExport

    catalogue = sources.catalogue()
    export = CsvExport(_pseudonyms(given))
    records = _one_by_one(_read(sources, given, catalogue))
    with _job(catalogue, records, clock) as job, _writing(given.out):
        export.write(job, given.out)
    return FINE


def _redcap(sources: Sources, given: argparse.Namespace, clock: Clock) -> int:
    from intake.exchange.redcap.field_map import FieldMap, read_field_map
    from intake.exchange.redcap.folder import RedcapExport

    if given.names and given.de_identify:
        raise CommandError(
            "intake export: --names and --de-identify do not go together.", code=USAGE
        )
    catalogue = sources.catalogue()
    read = partial(read_field_map, forms=catalogue.instruments)
    field_map = _settings(given.map, read) or FieldMap()
    export = RedcapExport(field_map, _pseudonyms(given), names=given.names)
    records = _one_by_one(_read(sources, given, catalogue))
    with _job(catalogue, records, clock) as job, _writing(given.out):
        export.write(job, given.out)
    return FINE


def _read(sources: Sources, given: argparse.Namespace, catalogue: Catalogue) -> list[VisitRecord]:
    if not given.visits:
        text = "intake export: name a visit's file, or - for standard input."
        raise CommandError(text, code=USAGE)
    return [sources.record(name, catalogue) for name in given.visits]


def _one_by_one(records: Iterable[VisitRecord]) -> list[VisitRecord]:
    """Return the visits of all files, those before them as visits of their own, each once."""
    from intake.exchange.exporting import one_by_one

    found: dict[tuple[str, str], VisitRecord] = {}
    for record in records:
        for each in one_by_one(record):
            found.setdefault((each.patient.id, each.sitting.id), each)
        # what a file is about says more than what another file remembers of it
        found[record.patient.id, record.sitting.id] = one_by_one(record)[-1]
    return list(found.values())


@contextmanager
def _job(catalogue: Catalogue, records: Sequence[VisitRecord], clock: Clock) -> Iterator[Job]:
    from intake.exchange.export_form import ExportForm
    from intake.exchange.exporting import Course, Job

    forms = {
        name: ExportForm(form, catalogue.languages(name), partial(catalogue.wording, name))
        for name, form in catalogue.instruments.items()
    }
    with progress("visits") as show:
        course = Course(warn=say) if show is None else Course(progress=show, warn=say)
        yield Job(records, forms, clock(), __version__, course)


@contextmanager
def _writing(target: Path) -> Iterator[None]:
    """Turn what can go wrong with a folder into one sentence."""
    from intake.core.problem import printable
    from intake.exchange.exporting import ExportError
    from intake.exchange.streams import reason

    try:
        yield
    except ExportError as error:
        raise CommandError(f"intake export: {error}") from error
    except FileExistsError as error:
        text = "is there already and not empty; name a folder that is yet to be made"
        raise CommandError(f"{printable(str(target))}: {text}.") from error
    except OSError as error:
        text = f"cannot be written: {reason(error)}."
        raise CommandError(f"{printable(str(target))}: {text}") from error


def _settings(place: str | None, read: Callable[[bytes, str], _Found]) -> _Found | None:
    from intake.exchange.fhir.settings import SettingsError
    from intake.exchange.redcap.field_map import FieldMapError
    from intake.exchange.streams import input_name, reading

    if place is None:
        return None
    with reading(place) as stream:
        content = stream.read(_LARGEST_SETTINGS + 1)
    try:
        return read(content, input_name(place))
    except (SettingsError, FieldMapError) as error:
        raise CommandError(*map(str, error.problems)) from error


def _pseudonyms(given: argparse.Namespace) -> Pseudonyms | None:
    from intake.exchange.research.pseudonyms import Pseudonyms
    from intake.exchange.streams import reading

    if not given.de_identify:
        if given.key:
            raise CommandError("intake export: --key goes with --de-identify.", code=USAGE)
        return None
    if given.key is None:
        return Pseudonyms(secrets.token_bytes(32))
    with reading(given.key) as stream:
        key = stream.read(_LARGEST_SETTINGS).strip()
    try:
        return Pseudonyms(key)
    except ValueError as error:
        raise CommandError(
            f"{given.key}: {error}; write any 16 letters or more into it."
        ) from error
