# SPDX-License-Identifier: Apache-2.0
"""What patients describe, and which forms ask about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from intake.core.instrument import Instrument
from intake.core.problem import Problem, Problems, TooManyProblemsError, join, nearest, quoted
from intake.core.reading import Table, as_table

NOT_COVERED = "not covered: ask"


@dataclass(frozen=True, slots=True)
class Domain:
    """One domain; `items` are those that ask about it, by form, in the form's order."""

    id: str
    title: str
    items: Mapping[str, tuple[str, ...]]


def parse_domains(
    data: object, instruments: Mapping[str, Instrument], file: str
) -> tuple[tuple[Domain, ...], tuple[Problem, ...]]:
    """Return the domains in the order of the file, and what is wrong with it."""
    problems = Problems(file)
    found = []
    try:
        root = as_table(data, "", problems)
        for name, row in root.table("domain", required=True).named_tables():
            forms = row.table("forms")
            items = {form: _items(form, forms, instruments) for form, _ in forms.named()}
            found.append(Domain(name, row.text("title"), items))
            row.close()
        root.close()
    except TooManyProblemsError:
        return (), problems.found
    return tuple(found), problems.found


def covered_by(domain: Domain, instruments: Mapping[str, Instrument]) -> str:
    """Return the forms of a domain with the numbers of their questions, or that none asks."""
    parts = []
    for form, items in domain.items.items():
        if form in instruments:
            numbers = _numbers(instruments[form], items)
            parts.append(f"{form} {numbers}" if numbers else form)
    return "; ".join(parts) or NOT_COVERED


def _items(form: str, table: Table, instruments: Mapping[str, Instrument]) -> tuple[str, ...]:
    names = table.texts(form, required=True)
    if form not in instruments:
        near = nearest(form, instruments)
        table.say(form, f"{quoted(form)} is no form that is here{near}; correct or delete it.")
        return ()
    instrument = instruments[form]
    pages = {page.id: [item.id for item in page.items] for page in instrument.pages}
    known = [item.id for item in instrument.items]
    wanted: set[str] = set()
    for number, name in enumerate(names, start=1):
        if name not in known and name not in pages:
            near = nearest(name, [*known, *pages])
            path = f"{join(table.path, form)}[{number}]"
            text = f"{quoted(name)} is no item or page of {form}{near}; correct it."
            table.problems.add(path, text)
        wanted.update(pages.get(name, [name]))
    return tuple(item for item in known if item in wanted)


def _numbers(form: Instrument, items: tuple[str, ...]) -> str:
    """Return the numbers of questions as on paper, a body map by its name; empty for all."""
    areas = [item.id for page in form.pages if page.is_map for item in page.items]
    asked = [item.id for page in form.pages if not page.is_map for item in page.items]
    if set(items) == {*areas, *asked}:
        return ""
    words = ["body map"] if set(items) & set(areas) else []
    runs: list[list[int]] = []
    for number, name in enumerate(asked, start=1):
        if name not in items:
            continue
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    words += [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    return ", ".join(words)
