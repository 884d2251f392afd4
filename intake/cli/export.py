# SPDX-License-Identifier: Apache-2.0
"""`intake export`: visits as FHIR, CSV or for REDCap, in a folder of their own."""

from __future__ import annotations

import argparse
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from intake import __version__
from intake.cli.command import FINE, USAGE, Clock, CommandError, progress, say
from intake.cli.forms import add_own

if TYPE_CHECKING:
    from intake.app.exports import ExportWanted
    from intake.catalogue import Catalogue
    from intake.core.visit import VisitRecord
    from intake.exchange.exporting import Course


@dataclass(frozen=True, slots=True)
class Sources:
    """Where forms, visits and reports come from; other commands know them too."""

    catalogue: Callable[[Path | None], Catalogue]
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
    fhir.add_argument("--forms-only", action="store_true", help="the forms alone, without visits")
    fhir.add_argument("--no-report", action="store_true", help="leave the PDF out")
    fhir.add_argument("--settings", metavar="FILE", help="addresses (resources/export.toml)")
    csv = _kind(kinds, "csv", "tables and a codebook for research")
    redcap = _kind(kinds, "redcap", "data dictionary, instruments and import file")
    redcap.add_argument("--map", metavar="FILE", help="names of the fields (resources/redcap/)")
    redcap.add_argument("--names", action="store_true", help="with name and date of birth")
    for each in (csv, redcap):
        _hiding(each)
    for each in (fhir, csv, redcap):
        add_own(each)
        each.set_defaults(run=partial(_export, sources))


def _kind(kinds: Any, name: str, words: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = kinds.add_parser(name, help=words, allow_abbrev=False)
    parser.set_defaults(
        kind=name, forms_only=False, no_report=False, settings=None, map=None, names=False
    )
    parser.set_defaults(de_identify=False, key=None)
    parser.add_argument("visits", metavar="VISIT", nargs="*", help="a visit (intake-visit/1)")
    own = parser.add_argument_group("from the clinic's file, instead of visits")
    own.add_argument("--patient", metavar="NUMBER", default="", help="the visits of one person")
    own.add_argument("--since", metavar="DATE", type=_day, help="visits from this day on")
    own.add_argument("--all", action="store_true", help="all visits")
    own.add_argument(
        "--name",
        metavar="NAME",
        help="who signs in; asks for the passphrase",
    )
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


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"{text!r} is not a date; write it like 2026-10-01"
        raise argparse.ArgumentTypeError(message) from None


def _export(sources: Sources, given: argparse.Namespace, clock: Clock) -> int:
    _check(given)
    catalogue = sources.catalogue(given.own)
    wanted = _wanted(given, catalogue)
    if given.forms_only:
        _write_forms(wanted, catalogue, clock)
    elif given.visits:
        found = [sources.record(name, catalogue) for name in given.visits]
        _from_files(sources, wanted, found, catalogue, clock)
    else:
        _from_clinic(wanted, catalogue, given, clock)
    return FINE


def _check(given: argparse.Namespace) -> None:
    """Refuse options that do not go together."""
    is_own = bool(given.patient or given.since or given.all)
    for is_wrong, text in (
        (given.forms_only and (given.visits or is_own), "--forms-only goes without visits"),
        (given.visits and is_own, "give visits, or --patient, --since or --all, not both"),
        (
            not (given.forms_only or given.visits or is_own),
            "name a visit's file, - for standard input, or --patient, --since or --all",
        ),
        (given.names and given.de_identify, "--names and --de-identify do not go together"),
        (given.key and not given.de_identify, "--key goes with --de-identify"),
    ):
        if is_wrong:
            raise CommandError(f"intake export: {text}.", code=USAGE)


def _wanted(given: argparse.Namespace, catalogue: Catalogue) -> ExportWanted:
    from intake.app.exports import ExportWanted
    from intake.core.export import ExportKind, Selection

    wanted = ExportWanted(
        kind=ExportKind(given.kind),
        target=given.out,
        selection=Selection(given.patient, given.since),
        key=_key(given),
        names=given.names,
        reports=not given.no_report,
    )
    return _with_file(wanted, given.settings or given.map, catalogue)


def _with_file(wanted: ExportWanted, place: str | None, catalogue: Catalogue) -> ExportWanted:
    from intake.app.exports import with_file
    from intake.exchange.fhir.settings import SettingsError
    from intake.exchange.redcap.field_map import FieldMapError

    if not place:
        return wanted
    try:
        return with_file(wanted, place, catalogue.instruments)
    except (SettingsError, FieldMapError) as error:
        raise CommandError(*map(str, error.problems)) from error


def _write_forms(wanted: ExportWanted, catalogue: Catalogue, clock: Clock) -> None:
    from intake.app.exports import export_forms
    from intake.exchange.exporting import Job
    from intake.exchange.fhir.folder import FhirExport

    job = Job([], export_forms(catalogue), clock(), __version__)
    with _writing(wanted.target):
        FhirExport(wanted.systems).write_forms(job, wanted.target)


def _from_files(
    sources: Sources,
    wanted: ExportWanted,
    found: list[VisitRecord],
    catalogue: Catalogue,
    clock: Clock,
) -> None:
    from intake.app.exports import export_forms, write_export
    from intake.exchange.exporting import Job

    reports = {(each.patient.id, each.sitting.id): each for each in found}

    def pdf_of(record: VisitRecord) -> bytes | None:
        # the report looks back at the earlier visits, which by themselves have none
        whole = reports.get((record.patient.id, record.sitting.id))
        if whole is None:
            return None
        return sources.pdf(whole, catalogue, f"visit {whole.sitting.id}")

    records = _one_by_one(found)
    if wanted.pseudonyms:
        # person by person: the order of the real days would give the moved ones away
        name = wanted.pseudonyms.patient
        records.sort(key=lambda record: name(record.patient.id))
    with _course() as course, _writing(wanted.target):
        job = Job(records, export_forms(catalogue), clock(), __version__, course)
        write_export(wanted, job, pdf_of, with_forms=len(records) == 1)


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


def _from_clinic(
    wanted: ExportWanted, catalogue: Catalogue, given: argparse.Namespace, clock: Clock
) -> None:
    from intake.app.exports import export_visits, file_setting, pseudonym_key
    from intake.app.places import own_places
    from intake.cli.clinic import Signed, privately
    from intake.core.rights import Right, may

    with privately(), Signed(own_places(), given.name, clock) as access:
        if not may(access.who.role, Right.EXPORT):
            raise CommandError("intake export: exports are for clinicians and administrators.")
        if given.de_identify and wanted.key is None:
            wanted = replace(wanted, key=pseudonym_key(access.key))
        if not (given.settings or given.map):
            kept = access.store.settings.get(file_setting(wanted.kind))
            wanted = _with_file(wanted, kept, catalogue)
        with _course() as course:
            export_visits(access.store, catalogue, wanted, access.stamp(), course)


@contextmanager
def _course() -> Iterator[Course]:
    """Give the course of an export that counts on the terminal, if there is one."""
    from intake.exchange.exporting import Course

    with progress("visits") as show:
        if show is None:
            yield Course(warn=say)
        else:
            looked = partial(show, noun="visits looked at")
            yield Course(looked=looked, progress=show, warn=say)


@contextmanager
def _writing(target: Path) -> Iterator[None]:
    """Turn what can go wrong with a folder into one sentence."""
    from intake.exchange.exporting import ExportError, why_not

    try:
        yield
    except (ExportError, OSError) as error:
        raise CommandError(why_not(error, target)) from error


def _key(given: argparse.Namespace) -> bytes | None:
    from intake.app.exports import LARGEST_FILE
    from intake.exchange.research.pseudonyms import Pseudonyms
    from intake.exchange.streams import reading

    if not given.de_identify:
        return None
    if given.key is None:
        # visits from files have no clinic: a key that nobody keeps leads nowhere back
        return secrets.token_bytes(32) if given.visits else None
    with reading(given.key) as stream:
        key = stream.read(LARGEST_FILE).strip()
    try:
        Pseudonyms(key)
    except ValueError as error:
        text = f"{given.key}: {error}; write any 16 letters or more into it."
        raise CommandError(text) from error
    return key
