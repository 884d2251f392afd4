# SPDX-License-Identifier: Apache-2.0
"""The commands. Whatever is heavy is imported by the command that needs it, Qt by the window."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from intake import __version__
from intake.exchange.streams import STANDARD, StreamError, input_name, reading, writing

if TYPE_CHECKING:
    from intake.catalogue import Catalogue
    from intake.core.content import Summary
    from intake.core.visit import VisitRecord
    from intake.core.wording import Wording

FINE = 0
WRONG_INPUT = 1
USAGE = 2
INTERRUPTED = 130
"""What a shell gives to a program that was stopped with Ctrl-C."""

MOST_LINES = 50

Clock = Callable[[], datetime]


def now() -> datetime:
    """Return the time with this machine's zone; commands take it from here alone."""
    return datetime.now().astimezone()  # noqa: TID251 - the commands' one clock


class CommandError(Exception):
    """The command cannot go on; `lines` say why, one problem each."""

    def __init__(self, *lines: str, more: int = 0, code: int = WRONG_INPUT) -> None:
        """Keep the lines, the number of further ones and the exit code."""
        super().__init__("\n".join(lines))
        self.lines = lines
        self.more = more
        self.code = code


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
        _say(
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
    except StreamError as error:
        _say(str(error))
        return WRONG_INPUT
    except CommandError as error:
        for line in error.lines[:MOST_LINES]:
            _say(line)
        more = error.more + max(0, len(error.lines) - MOST_LINES)
        if more:
            _say(f"… and {more:,} more.")
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
    forms = commands.add_parser("forms", help="list the forms", allow_abbrev=False)
    forms.set_defaults(run=_list_forms)
    check = forms.add_subparsers(metavar="command").add_parser(
        "check", help="name every problem of a folder of forms", allow_abbrev=False
    )
    check.add_argument(
        "folder", metavar="DIR", nargs="?", type=Path, help="default: the own forms"
    )
    check.add_argument("--json", action="store_true", help="the findings as JSON")
    check.set_defaults(run=_check_forms)
    score = commands.add_parser("score", help="score a table of answers", allow_abbrev=False)
    score.add_argument("form", metavar="ID", help="the form's id")
    score.add_argument("answers", metavar="ANSWERS", help="a CSV or JSON file, a row a respondent")
    score.add_argument("-o", dest="out", metavar="OUT", required=True, help="where the scores go")
    score.set_defaults(run=_score)
    report = commands.add_parser("report", help="make a visit's PDF", allow_abbrev=False)
    report.add_argument("visit", metavar="VISIT.json", help="a visit (intake-visit/1)")
    report.add_argument("-o", dest="out", metavar="OUT", required=True, help="where the PDF goes")
    report.add_argument(
        "--for",
        dest="reader",
        choices=("clinician", "patient"),
        default="clinician",
        help="who reads it; the patient's page is plain and carries no data (default: clinician)",
    )
    report.set_defaults(run=_report)
    return parser


def _open(given: argparse.Namespace, _clock: Clock) -> int:
    shown_on = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(map(os.environ.get, shown_on)):
        # Qt would end the program with a dump that names the wrong cure
        raise CommandError("intake: there is no display here. Open the app on the desktop.")
    from intake.app import main as open_app

    return open_app(demo=given.demo)


def _list_forms(_given: argparse.Namespace, _clock: Clock) -> int:
    catalogue = _catalogue()
    rows = [("id", "version", "status", "items", "languages", "title")]
    for form in catalogue.instruments.values():
        languages = ", ".join(catalogue.languages(form.id))
        title = catalogue.wording(form.id, "en").title
        rows.append((form.id, form.version, form.status, str(len(form.items)), languages, title))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print("  ".join(cells).rstrip())
    for problem in catalogue.problems:
        _say(str(problem))
    return WRONG_INPUT if catalogue.problems else FINE


def _check_forms(given: argparse.Namespace, _clock: Clock) -> int:
    from intake.assets import forms_dir
    from intake.catalogue import check

    folder = given.folder or forms_dir()
    problems = check(folder)
    forms, cases = _counts(folder)
    if given.json:
        rows = [{"file": each.file, "path": each.path, "text": each.text} for each in problems]
        found = {"forms": forms, "cases": cases, "problems": rows}
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        for problem in problems:
            _say(str(problem))
        counted = (_count(forms, "form"), _count(cases, "case"), _count(len(problems), "problem"))
        print(", ".join(counted))
    return WRONG_INPUT if problems else FINE


def _counts(folder: Path) -> tuple[int, int]:
    """Return how many forms and how many worked examples there are, sound or not."""
    from intake.catalogue import CASES, INSTRUMENT
    from intake.core.tomltext import read_toml

    if folder.suffix == ".toml":
        folder = folder.parent
    found = [folder] if (folder / INSTRUMENT).is_file() else sorted(folder.glob("[!._]*"))
    forms = [each for each in found if (each / INSTRUMENT).is_file()]
    cases = 0
    for form in forms:
        path = form / CASES
        tables = read_toml(path.read_bytes(), CASES) if path.is_file() else {}
        for name in ("case", "change"):
            rows = tables.get(name) if isinstance(tables, dict) else None
            cases += len(rows) if isinstance(rows, list) else 0
    return len(forms), cases


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def _score(given: argparse.Namespace, _clock: Clock) -> int:
    from intake.exchange.score_file import ScoreFileError, score_file, shape_in, shape_of

    catalogue = _catalogue()
    form = catalogue.instruments.get(given.form)
    if form is None:
        raise CommandError(*_unknown_form(given.form, catalogue))
    try:
        with reading(given.answers) as source, writing(given.out) as target:
            shape = shape_of(given.answers) or shape_in(source)
            shapes = (shape, shape_of(given.out) or shape)
            name = input_name(given.answers)
            with _progress() as progress:
                score_file(form, source, target, name=name, shapes=shapes, progress=progress)
    except ScoreFileError as error:
        raise CommandError(*map(str, error.problems), more=error.more) from error
    return FINE


def _report(given: argparse.Namespace, _clock: Clock) -> int:
    from intake.assets import resources_dir
    from intake.core.figure import parse
    from intake.core.summary import summarise
    from intake.exchange.visit_writing import write_visit
    from intake.report.document import render
    from intake.report.patient import render_patient

    if given.out == STANDARD and sys.stdout.isatty():
        raise CommandError("intake report: a PDF is no text; name a file after -o.", code=USAGE)
    catalogue = _catalogue()
    record = _record(given.visit, catalogue)
    wordings = _wordings(record, catalogue, input_name(given.visit))
    figure = parse((resources_dir() / "body_map.svg").read_text(encoding="utf-8"))
    found = summarise(record, catalogue.instruments, wordings, __version__)
    if given.reader == "patient":
        _check_patient_page(record, found, input_name(given.visit))
        pdf = render_patient(found, figure)
    else:
        pdf = render(found, figure, write_visit(record, catalogue.instruments))
    with writing(given.out) as target:
        target.write(pdf)
    return FINE


def _check_patient_page(record: VisitRecord, found: Summary, name: str) -> None:
    """Refuse a page that its reader could not read, or that would be empty."""
    from intake.core.words import language_words

    language = record.sitting.language or "en"
    if language != "en":
        words = language_words(language)
        raise CommandError(
            f"{name}: visit.language: the patient's page is written in English only, and this "
            f"visit was answered in {words}. Make the clinician's report, or translate by hand."
        )
    if not any(row.plain for row in found.scores):
        raise CommandError(
            f"{name}: administrations: none of these forms has a score for the patient's page "
            "([report.plain] in its en.toml)."
        )


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
        forms = ", ".join(lacking)
        text = f"{name}: visit.language: there is no wording in {quoted(language)} of {forms}."
        raise CommandError(text)
    earlier = {each.form for visit in record.earlier for each in visit.administrations}
    wordings = {form: catalogue.wording(form, "en") for form in sorted(earlier)}
    return wordings | {form: catalogue.wording(form, language) for form in given}


def _catalogue() -> Catalogue:
    from intake.assets import forms_dir
    from intake.catalogue import load

    return load(forms_dir())


def _unknown_form(name: str, catalogue: Catalogue) -> list[str]:
    from intake.core.problem import nearest, quoted

    near = nearest(name, catalogue.instruments)
    line = f"intake score: there is no form {quoted(name)}{near}; `intake forms` lists them."
    return [line, *(str(each) for each in catalogue.problems if f"/{name}/" in each.file)]


@contextmanager
def _progress() -> Iterator[Callable[[int], None] | None]:
    """Give a callback that counts rows on the terminal, if there is one to look at."""
    if not sys.stderr.isatty():
        yield None
        return
    shown = False

    def show(rows: int) -> None:
        nonlocal shown
        shown = True
        print(f"\r{rows:,} rows", end="", file=sys.stderr, flush=True)

    try:
        yield show
    finally:
        if shown:
            print(file=sys.stderr)


def _abandon_output() -> None:
    """Let go of standard output; Python would fail on it once more at exit."""
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - until exit


def _say(line: str) -> None:
    print(line, file=sys.stderr)
