# SPDX-License-Identifier: Apache-2.0
"""Tables to worked examples, checked against their instrument, or every problem."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from fractions import Fraction

from intake.core.answers import Answer, Missing
from intake.core.cases import Case, Cases, ChangeCase, Expected
from intake.core.change import Direction, Met, Reached
from intake.core.instrument import Instrument, Item, Page, ResponseKind
from intake.core.problem import (
    Problem,
    Problems,
    TooManyProblemsError,
    join,
    nearest,
    quoted,
)
from intake.core.reading import Table, as_list, as_number, as_table, as_whole
from intake.core.results import AlertState, ScoreStatus, Truth

NONE = "-"
"""A missing answer; in what is expected, no value."""

ALL = "ALL"
"""Every area of a body map."""

_FRACTION = re.compile(r"(-?[0-9]{1,9})/([1-9][0-9]{0,8})")
_WORDS_OF_CHANGE: dict[str, Collection[str]] = {
    "mcid": [each.value for each in Met],
    "moderate": [each.value for each in Met],
    "response": [each.value for each in Reached],
    "remission": [each.value for each in Reached],
    "direction": [each.value for each in Direction],
}


def parse_cases(data: object, instrument: Instrument, file: str) -> Cases | tuple[Problem, ...]:
    """Return the worked examples of a form, or what is wrong with them."""
    problems = Problems(file)
    try:
        root = as_table(data, "", problems)
        cases = tuple(_read_case(row, instrument) for row in root.rows("case", required=True))
        changes = tuple(_read_change(row, instrument) for row in root.rows("change"))
        root.close()
    except TooManyProblemsError:
        return problems.found
    return problems.found or Cases(cases, changes)


def _read_case(row: Table, instrument: Instrument) -> Case:
    expect = row.table("expect", required=True)
    shown = row.table("shown")
    answers = _Answers(instrument, row.problems)
    answers.read_items(row.table("answers"))
    answers.read_pages(row.table("pages"))
    needs = {need.value: row.text(need.value, required=False) for need in instrument.needs}
    case = Case(
        name=row.text("name"),
        answers=answers.found,
        expect=dict(_read_expected(expect, instrument)),
        needs={need: word for need, word in needs.items() if word},
        shown={s.id: shown.text(s.id) for s in instrument.scores if s.id in shown},
        source=row.text("source"),
    )
    if "expect" in row and not case.expect:
        row.say("expect", "says nothing; write at least one result.")
    for table in (shown, row):
        table.close()
    return case


class _Answers:
    """The answers of one example, from single items and from whole pages."""

    def __init__(self, instrument: Instrument, problems: Problems) -> None:
        self.found: dict[str, Answer] = {}
        self._problems = problems
        self._items = {item.id: item for item in instrument.items}
        self._pages = {page.id: page for page in instrument.pages}

    def read_items(self, table: Table) -> None:
        """Read answers item by item."""
        for name, value in table.named():
            path = join(table.path, name)
            item = self._items.get(name)
            if item is None:
                near = nearest(name, self._items)
                text = f"{quoted(name)} is no item of this form{near}; correct it."
                self._problems.add(path, text)
                continue
            self._put(item, value, path)

    def read_pages(self, table: Table) -> None:
        """Read answers page by page, those of a body map as the list of marked areas."""
        for name, value in table.named():
            path = join(table.path, name)
            page = self._pages.get(name)
            if page is None:
                near = nearest(name, self._pages)
                text = f"{quoted(name)} is no page of this form{near}; correct it."
                self._problems.add(path, text)
            elif page.is_map:
                self._read_map(page, value, path)
            else:
                self._read_page(page, value, path)

    def _read_page(self, page: Page, value: object, path: str) -> None:
        values = as_list(value, path, self._problems)
        if len(values) != len(page.items):
            self._problems.add(
                path,
                f'has {len(values)} answers for {len(page.items)} items; write "-" for a missing '
                "one.",
            )
            return
        for number, (item, each) in enumerate(zip(page.items, values, strict=True), start=1):
            self._put(item, each, f"{path}[{number}]")

    def _read_map(self, page: Page, value: object, path: str) -> None:
        areas = [item.id for item in page.items]
        marked = areas if value == ALL else as_list(value, path, self._problems)
        for number, area in enumerate(marked, start=1):
            if area not in areas:
                shown = quoted(area) if isinstance(area, str) else "this"
                near = nearest(area, areas) if isinstance(area, str) else ""
                text = f"{shown} is no area of this page{near}; correct it."
                self._problems.add(f"{path}[{number}]", text)
        for item in page.items:
            self._put(item, int(item.id in marked), path)

    def _put(self, item: Item, value: object, path: str) -> None:
        if item.id in self.found:
            text = f"{quoted(item.id)} is answered twice, in answers and in pages; keep one."
            self._problems.add(path, text)
        answer = Missing.SKIPPED if value == NONE else self._answer(item, value, path)
        if answer is not None:
            self.found[item.id] = answer

    def _answer(self, item: Item, value: object, path: str) -> Answer | None:
        response = item.response
        if response.kind is ResponseKind.TEXT:
            return str(value)
        if response.kind is ResponseKind.OPTIONS:
            return self._option(item, value, path)
        number = as_whole(value, path, self._problems)
        if number is not None and not response.low <= number <= response.high:
            text = f"{number} is not from {response.low} to {response.high}; correct it."
            self._problems.add(path, text)
        return number

    def _option(self, item: Item, value: object, path: str) -> str | None:
        options = item.response.options
        ids = [option.id for option in options]
        if isinstance(value, str):
            if value in ids:
                return value
            text = f"{quoted(value)} is no option of {item.id}{nearest(value, ids)}"
            self._problems.add(path, f"{text}; correct it.")
            return None
        number = as_whole(value, path, self._problems)
        fitting = [option.id for option in options if option.value == number]
        if number is not None and not fitting:
            known = ", ".join(str(option.value) for option in options)
            self._problems.add(path, f"{number} is not one of {known}; correct it.")
        if len(fitting) > 1:
            text = f"{number} could be {' or '.join(fitting)}; write which."
            self._problems.add(path, text)
        return fitting[0] if len(fitting) == 1 else None


def _read_expected(table: Table, instrument: Instrument) -> Iterator[tuple[str, Expected]]:
    known = dict(_results_of(instrument))
    for key, value in table.named():
        path = join(table.path, key)
        if key not in known:
            near = nearest(key, known)
            text = f"{quoted(key)} is no result of this form{near}; correct it."
            table.problems.add(path, text)
        elif known[key] is None:
            yield key, _read_value(value, path, table.problems)
        else:
            yield key, _read_word(value, known[key] or (), path, table.problems)


def _results_of(instrument: Instrument) -> Iterator[tuple[str, Collection[str] | None]]:
    """Yield every result by its key with the words that it can be, `None` for a number."""
    for score in instrument.scores:
        yield score.id, None
        yield f"{score.id}.status", [status.value for status in ScoreStatus]
        sets = {each.id: [band.id for band in each.bands] for each in score.bands}
        yield f"{score.id}.band", [NONE, *(next(iter(sets.values())) if sets else ())]
        for name, bands in sets.items():
            yield f"{score.id}.band.{name}", [NONE, *bands]
    for criterion in instrument.criteria:
        yield criterion.id, [truth.value for truth in Truth]
    for outcome in instrument.outcomes:
        yield outcome.id, [NONE, *(line.id for line in outcome.lines)]
    for alert in instrument.alerts:
        yield f"{alert.id}.alert", [state.value for state in AlertState]


def _read_value(value: object, path: str, problems: Problems) -> Fraction | None:
    if value == NONE:
        return None
    if isinstance(value, str):
        match = _FRACTION.fullmatch(value)
        if match is None:
            text = f'{quoted(value)} is no value; write 13, "343/6" or "-" for none.'
            problems.add(path, text)
            return None
        return Fraction(int(match[1]), int(match[2]))
    return as_number(value, path, problems)


def _read_word(value: object, words: Collection[str], path: str, problems: Problems) -> str | None:
    if not isinstance(value, str) or value not in words:
        shown = quoted(value) if isinstance(value, str) else "this"
        near = nearest(value, words) if isinstance(value, str) else ""
        problems.add(path, f"{shown} is not one of {', '.join(words)}{near}; correct it.")
        return None
    return None if value == NONE else value


def _read_change(row: Table, instrument: Instrument) -> ChangeCase:
    name = row.text("score")
    ids = [score.id for score in instrument.scores]
    if name and name not in ids:
        near = nearest(name, ids)
        row.say("score", f"{quoted(name)} is no score of this form{near}; correct it.")
    table = row.table("expect", required=True)
    expect: dict[str, Expected] = {}
    if "difference" in table:
        path = join(table.path, "difference")
        expect["difference"] = _read_value(table.take("difference"), path, row.problems)
    for key, words in _WORDS_OF_CHANGE.items():
        value = table.take(key)
        if value is not None:
            expect[key] = _read_word(value, words, join(table.path, key), row.problems)
    case = ChangeCase(
        name=row.text("name"),
        score=name,
        before=_read_end(row, "before"),
        after=_read_end(row, "after"),
        expect=expect,
        source=row.text("source"),
    )
    if "expect" in row and not expect:
        row.say("expect", "says nothing; write at least one result.")
    for each in (table, row):
        each.close()
    return case


def _read_end(row: Table, key: str) -> Fraction:
    value = row.take(key, required=True)
    if value is None:
        return Fraction(0)
    number = _read_value(value, join(row.path, key), row.problems)
    if number is None and value == NONE:
        row.say(key, "must be a value; a change needs two.")
    return number or Fraction(0)
