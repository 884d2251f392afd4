# SPDX-License-Identifier: Apache-2.0
"""The command line as a whole: what there is to say, and what each command is given."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import datetime
from typing import TYPE_CHECKING

from intake import __version__
from intake.cli import clinic, export, forms, report
from intake.cli.command import (
    FINE,
    INTERRUPTED,
    USAGE,
    WRONG_INPUT,
    Clock,
    CommandError,
    progress,
    say,
)
from intake.core.errors import StoreError
from intake.exchange.streams import STANDARD, StreamError, input_name, reading, writing

if TYPE_CHECKING:
    from intake.catalogue import Catalogue
    from intake.core.content import Summary
    from intake.core.visit import VisitRecord
    from intake.core.wording import Wording

MOST_LINES = 50


def now() -> datetime:
    """Return the time with this machine's zone; commands take it from here alone."""
    return datetime.now().astimezone()  # noqa: TID251 - the commands' one clock


def main(arguments: Sequence[str] | None = None, *, clock: Clock = now) -> int:
    """Run one command and return its exit code; no traceback reaches a person."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # a title in letters that the terminal lacks must not end the command
            stream.reconfigure(errors="backslashreplace")
    try:
        return _run(arguments, clock)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _abandon_output()
        return WRONG_INPUT
    except Exception as error:
        if os.environ.get("INTAKE_DEBUG") == "1":
            raise
        say(
            f"intake: the program itself failed ({type(error).__name__}); nothing was written. "
            "Set INTAKE_DEBUG=1 and run it again to see where.",
        )
        return WRONG_INPUT


def _run(arguments: Sequence[str] | None, clock: Clock) -> int:
    try:
        parser = _parser()
        given = parser.parse_args(arguments)
        if given.demo and given.run is not _open:
            parser.error("--demo opens the app and goes with no command")
    except SystemExit as stop:
        # argparse has said what there is to say
        return int(stop.code or FINE)
    try:
        code = given.run(given, clock)
        sys.stdout.flush()
    except (StreamError, StoreError) as error:
        say(str(error))
        return WRONG_INPUT
    except CommandError as error:
        for line in error.lines[:MOST_LINES]:
            say(line)
        more = error.more + max(0, len(error.lines) - MOST_LINES)
        if more:
            say(f"… and {more:,} more.")
        return error.code
    return int(code)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="intake",
        description="Without a command: open the app. - stands for standard input or output. "
        "Exit code: 0 fine, 1 the input is wrong, 2 wrong use.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"intake {__version__}")
    parser.add_argument("--demo", action="store_true", help="open a throw-away clinic")
    parser.set_defaults(run=_open)
    commands = parser.add_subparsers(metavar="command")
    forms.add_to(commands)
    score = commands.add_parser(
        "score",
        help="score a table of answers",
        description="Adds to each row the scores, bands, statuses, criteria, outcomes and alerts "
        "of the form. An empty cell is a missing answer.",
        allow_abbrev=False,
    )
    forms.add_own(score)
    score.add_argument("form", metavar="ID", help="the form's id")
    score.add_argument("answers", metavar="ANSWERS", help="a CSV or JSON file, a row a respondent")
    score.add_argument("-o", dest="out", metavar="OUT", required=True, help="where the scores go")
    score.set_defaults(run=_score)
    one = commands.add_parser("report", help="make a visit's PDF", allow_abbrev=False)
    one.add_argument("visit", metavar="VISIT.json", help="a visit (intake-visit/1)")
    one.add_argument("-o", dest="out", metavar="OUT", required=True, help="where the PDF goes")
    one.add_argument(
        "--for",
        dest="reader",
        choices=("clinician", "patient"),
        default="clinician",
        help="who reads it; the patient's page is plain and carries no data (default: clinician)",
    )
    report.add_options(one)
    forms.add_own(one)
    one.set_defaults(run=_report)
    clinic.add_to(commands)
    export.add_to(commands, export.Sources(forms.catalogue_of, _record, _pdf))
    return parser


def _open(given: argparse.Namespace, _clock: Clock) -> int:
    shown_on = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(map(os.environ.get, shown_on)):
        # Qt would end the program with a dump that names the wrong cure
        raise CommandError("intake: there is no display here. Open the app on the desktop.")
    from intake.app.opening import main as open_app

    return open_app(demo=given.demo)


def _score(given: argparse.Namespace, _clock: Clock) -> int:
    from intake.exchange.score_file import ScoreFileError, score_file, shape_in, shape_of

    catalogue = forms.catalogue_of(given.own)
    form = catalogue.instruments.get(given.form)
    if form is None:
        raise forms.unknown_form("score", given.form, catalogue)
    try:
        with reading(given.answers) as source, writing(given.out) as target:
            shape = shape_of(given.answers) or shape_in(source)
            shapes = (shape, shape_of(given.out) or shape)
            name = input_name(given.answers)
            with progress("rows") as show:
                score_file(form, source, target, name=name, shapes=shapes, progress=show)
    except ScoreFileError as error:
        raise CommandError(*map(str, error.problems), more=error.more) from error
    return FINE


def _report(given: argparse.Namespace, _clock: Clock) -> int:
    from intake.exchange.visit_writing import write_visit

    if given.out == STANDARD and sys.stdout.isatty():
        raise CommandError("intake report: a PDF is no text; name a file after -o.", code=USAGE)
    report.check_options(given)
    catalogue = forms.catalogue_of(given.own)
    record = _record(given.visit, catalogue)
    pdf = _pdf(record, catalogue, input_name(given.visit), reader=given.reader)
    if given.password is not None:
        pdf = report.as_locked(pdf, given.password)
    visit = write_visit(catalogue.completed(record), catalogue.instruments)
    beside = report.with_sidecar(given.out, visit) if given.sidecar else nullcontext()
    with beside, writing(given.out) as target:
        target.write(pdf)
    return FINE


def _pdf(
    record: VisitRecord, catalogue: Catalogue, name: str, *, reader: str = "clinician"
) -> bytes:
    """Return the report of a visit; `name` is what the visit is called in problems."""
    from intake.assets import resources_dir
    from intake.core.figure import parse
    from intake.core.summary import summarise
    from intake.exchange.visit_writing import write_visit
    from intake.report.document import render
    from intake.report.patient import render_patient

    wordings = _wordings(record, catalogue, name)
    record = catalogue.completed(record)
    figure = parse((resources_dir() / "body_map.svg").read_text(encoding="utf-8"))
    found = summarise(record, catalogue.instruments, wordings, __version__)
    if reader == "patient":
        _check_patient_page(record, found, name)
        return render_patient(found, figure)
    return render(found, figure, write_visit(record, catalogue.instruments))


def _check_patient_page(record: VisitRecord, found: Summary, name: str) -> None:
    """Refuse a page that its reader could not read, or that would be empty."""
    from intake.core.patientpage import why_empty, why_other_language

    why = why_other_language(record.sitting.language)
    if why:
        raise CommandError(
            f"{name}: visit.language: {why}. Make the clinician's report, or translate by hand."
        )
    why = why_empty(found)
    if why:
        raise CommandError(f"{name}: administrations: {why} ([report.plain] in its en.toml).")


def _record(visit: str, catalogue: Catalogue) -> VisitRecord:
    from intake.exchange.visit_file import LARGEST_FILE, VisitFileError, read_visit

    with reading(visit) as source:
        # one byte more than allowed tells a file that is too large from one that just fits
        content = source.read(LARGEST_FILE + 1)
    try:
        return read_visit(content, input_name(visit), catalogue.instruments)
    except VisitFileError as error:
        raise CommandError(*map(str, error.problems)) from error


def _wordings(record: VisitRecord, catalogue: Catalogue, name: str) -> dict[str, Wording]:
    """Return the texts in the language of the visit, which are those that were answered."""
    from intake.core.problem import quoted

    language = record.sitting.language or "en"
    given = [each.form for each in record.administrations]
    lacking = [form for form in given if language not in catalogue.languages(form)]
    if lacking:
        listed = ", ".join(lacking)
        text = f"{name}: visit.language: there is no wording in {quoted(language)} of {listed}."
        raise CommandError(text)
    earlier = {each.form for visit in record.earlier for each in visit.administrations}
    wordings = {form: catalogue.wording(form, "en") for form in sorted(earlier)}
    return wordings | {form: catalogue.wording(form, language) for form in given}


def _abandon_output() -> None:
    """Let go of standard output; Python would fail on it once more at exit."""
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - until exit
