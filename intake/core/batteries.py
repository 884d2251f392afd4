# SPDX-License-Identifier: Apache-2.0
"""Tables to batteries: which forms are given together, and which of them can be."""

from __future__ import annotations

from collections.abc import Mapping

from intake.core.instrument import Instrument, Status
from intake.core.problem import (
    Problem,
    Problems,
    TooManyProblemsError,
    join,
    nearest,
    quoted,
)
from intake.core.reading import Table, as_table, check_id
from intake.core.visit import Battery

CHOICES = ("yes", "no", "not_known")
"""The answers at the desk that `choose` must cover."""


def parse_batteries(
    data: object, instruments: Mapping[str, Instrument], file: str
) -> tuple[dict[str, Battery], tuple[Problem, ...]]:
    """Return the batteries that can be given, and why each of the others cannot."""
    problems = Problems(file)
    found: dict[str, Battery] = {}
    try:
        root = as_table(data, "", problems)
        for name, row in root.table("battery", required=True).named_tables():
            before = len(problems)
            battery = _read(name, row)
            row.close()
            _check_forms(battery, instruments, row)
            if len(problems) == before and check_id(name, row.path, problems):
                found[name] = battery
        root.close()
    except TooManyProblemsError:
        return {}, problems.found
    return found, problems.found


def _read(name: str, row: Table) -> Battery:
    forms = row.texts("forms", required=True)
    table = row.table("choose")
    choose: dict[str, dict[str, str]] = {}
    for slot, choice in table.named_tables():
        choose[slot] = {known: choice.text(known) for known in CHOICES}
        choice.close()
        if slot not in forms:
            near = nearest(slot, forms)
            text = f"{quoted(slot)} does not stand in forms{near}; add it there or delete this."
            row.problems.add(choice.path, text)
    return Battery(name, forms, row.text("title"), choose)


def _check_forms(battery: Battery, instruments: Mapping[str, Instrument], row: Table) -> None:
    for number, form in enumerate(battery.forms, start=1):
        if form not in battery.choose:
            _check_form(form, f"{join(row.path, 'forms')}[{number}]", instruments, row.problems)
    for slot, choice in battery.choose.items():
        path = join(join(row.path, "choose"), slot)
        if slot in instruments:
            text = f"{quoted(slot)} is a form itself; choose another word for the choice."
            row.problems.add(path, text)
        for known, form in choice.items():
            if form:
                _check_form(form, join(path, known), instruments, row.problems)
    for known in CHOICES:
        given = [battery.choose.get(form, {}).get(known, form) for form in battery.forms]
        for form in given:
            if given.count(form) > 1:
                text = f"{quoted(form)} would be given twice; give each form once."
                row.problems.add(join(row.path, "forms"), text)


def _check_form(
    form: str, path: str, instruments: Mapping[str, Instrument], problems: Problems
) -> None:
    if form not in instruments:
        near = nearest(form, instruments)
        text = f"needs the form {quoted(form)}, which is not there or was left out{near}"
        problems.add(path, f"{text}; add or mend that form, or take it out of the battery.")
    elif instruments[form].status is Status.DRAFT:
        text = f"{quoted(form)} is a draft, which no patient may be given"
        problems.add(path, f"{text}; take it out of the battery until it is confirmed.")
