# SPDX-License-Identifier: Apache-2.0
"""`intake forms`: list and check forms, begin one, print what is reviewed or filled in."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from intake.cli.command import FINE, USAGE, WRONG_INPUT, Clock, CommandError, say
from intake.exchange.streams import STANDARD, writing

if TYPE_CHECKING:
    from intake.catalogue import Catalogue
    from intake.core.figure import Figure
    from intake.core.visit import Battery

_PAPERS = ("A4", "Letter")
_KNOWN = ("yes", "no", "not_known")
_OWN = "a clinic's own forms, beside those that ship"


def add_to(commands: Any) -> None:
    """Add the commands to the others."""
    forms = commands.add_parser(
        "forms",
        help="list, check, begin and print forms",
        description="Without a further command: list every form with version, status, number of "
        "questions and languages. Problems go to standard error.",
        allow_abbrev=False,
    )
    add_own(forms)
    forms.set_defaults(run=_list)
    kinds = forms.add_subparsers(metavar="command")
    domains = kinds.add_parser(
        "domains",
        help="what the forms ask about, and what none does",
        description="Lists what patients describe with the forms and questions that ask about it.",
        allow_abbrev=False,
    )
    domains.set_defaults(run=_domains)
    _add_check(kinds)
    _add_new(kinds)
    sheet = _printing(kinds, "sheet", "the review sheet of a form, to be compared and signed")
    sheet.add_argument("name", metavar="ID", help="the form's id")
    sheet.set_defaults(run=_sheet)
    paper = _printing(kinds, "paper", "a blank form, or all forms of a battery, to fill in by pen")
    paper.add_argument("name", metavar="ID|BATTERY", help="the id of a form or of a battery")
    paper.add_argument(
        "--known",
        choices=_KNOWN,
        default="not_known",
        help="whether fibromyalgia is diagnosed already, where the battery asks (not_known)",
    )
    paper.set_defaults(run=_paper)


def add_own(parser: argparse.ArgumentParser) -> None:
    """Let a command use a clinic's own forms too."""
    parser.add_argument("--forms", dest="own", metavar="DIR", type=Path, help=_OWN)


def catalogue_of(own: Path | None) -> Catalogue:
    """Return the forms that ship, with a clinic's own beside them.

    Raises:
        CommandError: when the folder of the clinic's own forms cannot be used.
    """
    from intake.assets import forms_dir
    from intake.catalogue import load, own_folder_fault

    fault = own_folder_fault(own) if own is not None else ""
    if fault:
        raise CommandError(f"intake: --forms {own}: {fault}", code=USAGE)
    return load(forms_dir(), own)


def unknown_form(command: str, name: str, catalogue: Catalogue) -> CommandError:
    """Return what to say of a form that is not there, with why it was left out if it was."""
    from intake.core.problem import nearest, quoted

    near = nearest(name, catalogue.instruments)
    line = f"intake {command}: there is no form {quoted(name)}{near}; `intake forms` lists them."
    left_out = [str(each) for each in catalogue.problems if f"/{name}/" in each.file]
    return CommandError(line, *left_out)


def _add_check(kinds: Any) -> None:
    check = kinds.add_parser(
        "check",
        help="name every problem of a form or of a folder of forms",
        description="Reads a file of a form, a form's folder or a folder of forms, runs every "
        "worked example, and names each problem with its file and key. Exit code 1 when there "
        "is one.",
        allow_abbrev=False,
    )
    check.add_argument(
        "path", metavar="PATH", nargs="?", type=Path, help="without it: the forms that ship"
    )
    check.add_argument("--json", action="store_true", help="the findings as JSON")
    check.set_defaults(run=_check)


def _add_new(kinds: Any) -> None:
    new = kinds.add_parser(
        "new",
        help="begin a form: a folder with commented files to fill in",
        description="Makes DIR/ID with instrument.toml, en.toml and cases.toml. Fill them in, "
        "then run `intake forms check DIR/ID`.",
        allow_abbrev=False,
    )
    new.add_argument("name", metavar="ID", help="the form's id: letters, digits and _")
    new.add_argument(
        "-o", dest="folder", metavar="DIR", type=Path, default=Path(), help="where (here)"
    )
    new.set_defaults(run=_new)


def _printing(kinds: Any, name: str, what: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = kinds.add_parser(
        name, help=what, description=f"Writes a PDF: {what}.", allow_abbrev=False
    )
    add_own(parser)
    parser.add_argument("--lang", metavar="xx", default="en", help="the language (en)")
    parser.add_argument("--paper", choices=_PAPERS, default="A4", help="the paper (A4)")
    parser.add_argument("-o", dest="out", metavar="OUT", required=True, help="where the PDF goes")
    return parser


def _list(given: argparse.Namespace, _clock: Clock) -> int:
    catalogue = catalogue_of(given.own)
    rows = [("id", "version", "status", "items", "languages", "title")]
    for form in catalogue.instruments.values():
        status = catalogue.status(form.id)
        languages = ", ".join(languages_of(catalogue, form.id))
        title = catalogue.wording(form.id, "en").title
        rows.append((form.id, form.version, status, str(len(form.items)), languages, title))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print("  ".join(cells).rstrip())
    for problem in catalogue.problems:
        say(str(problem))
    return WRONG_INPUT if catalogue.problems else FINE


def languages_of(catalogue: Catalogue, form: str) -> Iterator[str]:
    """Yield the languages of a form; what is less sure in one than in English is said."""
    for language in catalogue.languages(form):
        status = catalogue.status(form, language)
        yield language if status is catalogue.status(form) else f"{language} ({status})"


def _domains(_given: argparse.Namespace, _clock: Clock) -> int:
    from intake.assets import forms_dir
    from intake.catalogue import domains_of
    from intake.core.domains import covered_by

    instruments = catalogue_of(None).instruments
    domains, problems = domains_of(forms_dir(), instruments)
    width = max((len(domain.title) for domain in domains), default=0)
    for domain in domains:
        print(f"{domain.title.ljust(width)}  {covered_by(domain, instruments)}")
    for problem in problems:
        say(str(problem))
    return WRONG_INPUT if problems else FINE


def _check(given: argparse.Namespace, _clock: Clock) -> int:
    from intake.assets import forms_dir
    from intake.catalogue import check

    found = check(given.path or forms_dir())
    if given.json:
        rows = [
            {"file": each.file, "path": each.path, "text": each.text} for each in found.problems
        ]
        said = {"forms": found.forms, "cases": found.cases, "problems": rows}
        print(json.dumps(said, ensure_ascii=False, indent=2))
    else:
        for problem in found.problems:
            say(str(problem))
        counts = (
            _count(found.forms, "form"),
            _count(found.cases, "case"),
            _count(len(found.problems), "problem"),
        )
        print(", ".join(counts))
    return WRONG_INPUT if found.problems else FINE


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def _new(given: argparse.Namespace, _clock: Clock) -> int:
    from intake.assets import resources_dir
    from intake.core.problem import Problems
    from intake.core.reading import check_id

    problems = Problems("intake forms new")
    if not check_id(given.name, "", problems):
        raise CommandError(*map(str, problems.found), code=USAGE)
    target = given.folder / given.name
    source = resources_dir() / "new_form"
    try:
        target.mkdir(parents=True)
        for path in sorted(source.glob("*.toml")):
            text = path.read_text(encoding="utf-8").replace("NEW_FORM", given.name)
            (target / path.name).write_text(text, encoding="utf-8", newline="\n")
    except FileExistsError as error:
        text = f"intake forms new: {target} is there already; choose another id or folder."
        raise CommandError(text) from error
    except OSError as error:
        why = error.strerror or "it cannot be written"
        raise CommandError(f"intake forms new: {target}: {why}.") from error
    print(f"{target}: fill in the three files, then run `intake forms check {target}`.")
    return FINE


def _sheet(given: argparse.Namespace, _clock: Clock) -> int:
    from intake.core.sheet import sheet_of
    from intake.report.sheet import render_sheet

    _refuse_terminal(given.out, "forms sheet")
    catalogue = catalogue_of(given.own)
    form = catalogue.instruments.get(given.name)
    if form is None:
        raise unknown_form("forms sheet", given.name, catalogue)
    language = _language(catalogue, given.name, given.lang, "forms sheet")
    languages = {
        each: str(catalogue.wording(form.id, each).status) for each in catalogue.languages(form.id)
    }
    wording = catalogue.wording(form.id, language)
    sheet = sheet_of(form, wording, catalogue.cases(form.id), languages)
    with writing(given.out) as target:
        target.write(render_sheet(sheet, given.paper))
    return FINE


def _paper(given: argparse.Namespace, _clock: Clock) -> int:
    from intake.report.paper import render_paper
    from intake.report.paper_marks import Blank

    _refuse_terminal(given.out, "forms paper")
    catalogue = catalogue_of(given.own)
    battery = catalogue.batteries.get(given.name)
    if battery is None:
        if given.name not in catalogue.instruments:
            raise unknown_form("forms paper", given.name, catalogue)
        forms: Sequence[str] = (given.name,)
        language = _language(catalogue, given.name, given.lang, "forms paper")
    else:
        language, forms = _forms_of(battery, catalogue, given)
    figure = _figure()
    blanks = [
        Blank(catalogue.asked(form, language), catalogue.wording(form, language), figure)
        for form in forms
    ]
    with writing(given.out) as target:
        target.write(render_paper(blanks, given.paper))
    return FINE


def _forms_of(
    battery: Battery, catalogue: Catalogue, given: argparse.Namespace
) -> tuple[str, tuple[str, ...]]:
    """Return the language, and the forms of a battery that have it; the others are named."""
    wanted = battery.forms_for(given.known)
    offered = {form: _matching(catalogue.languages(form), given.lang) for form in wanted}
    forms = tuple(form for form in wanted if offered[form])
    if not forms:
        raise CommandError(
            f"intake forms paper: no form of {battery.id} has a wording in {given.lang}."
        )
    for form in wanted:
        if form not in forms:
            say(f"intake forms paper: {form} is left out: it has no wording in {given.lang}.")
    return offered[forms[0]], forms


def _language(catalogue: Catalogue, form: str, wanted: str, command: str) -> str:
    languages = catalogue.languages(form)
    found = _matching(languages, wanted)
    if not found:
        listed = ", ".join(languages)
        text = f"intake {command}: {form} has no wording in {wanted}; there is {listed}."
        raise CommandError(text)
    return found


def _matching(languages: Sequence[str], wanted: str) -> str:
    """Return the language itself, or the only one of a country: `fr` means `fr-FR`."""
    if wanted in languages:
        return wanted
    close = [each for each in languages if each.split("-")[0] == wanted]
    return close[0] if len(close) == 1 else ""


def _figure() -> Figure:
    from intake.assets import resources_dir
    from intake.core.figure import parse

    return parse((resources_dir() / "body_map.svg").read_text(encoding="utf-8"))


def _refuse_terminal(out: str, command: str) -> None:
    if out == STANDARD and sys.stdout.isatty():
        text = f"intake {command}: a PDF is no text; name a file after -o."
        raise CommandError(text, code=USAGE)
