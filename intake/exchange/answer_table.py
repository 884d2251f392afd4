# SPDX-License-Identifier: Apache-2.0
"""Which column of a table answers which item, and the answers of one of its rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from intake.core.answers import Answer, Answers
from intake.core.instrument import Instrument, Need
from intake.core.problem import Problems, nearest, quoted
from intake.core.visit import Sex
from intake.exchange.answer_values import (
    AnswerError,
    answer_in,
    answer_of,
    maps_in_part,
    words_of,
)

MOST_KEPT = 1000
"""Problems beyond these are only counted: a file may be wrong in every cell."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class LongProblems(Problems):
    """The problems of a file of any length: beyond `MOST_KEPT` they are only counted."""

    def __init__(self, file: str) -> None:
        """Start with none."""
        super().__init__(file)
        self.more = 0

    def add(self, path: str, text: str) -> None:
        """Note or count a problem."""
        if len(self) < MOST_KEPT:
            super().add(path, text)
        else:
            self.more += 1


class AnswerTable:
    """The columns of one table of answers of one form."""

    def __init__(self, form: Instrument, names: Sequence[str], problems: LongProblems) -> None:
        """Find the form's columns among `names`; the others are only passed through."""
        places = {name.strip(): place for place, name in reversed(list(enumerate(names)))}
        self._problems = problems
        self._items = [
            (places[item.id], item, words_of(item)) for item in form.items if item.id in places
        ]
        self._form = form
        self._has_map = any(page.is_map for page in form.pages)
        self._needs = [(places[need], need) for need in form.needs if need in places]

    def answers(self, cells: Sequence[str], place: str) -> dict[str, Answer]:
        """Return the answers of a row of text; an empty cell is a missing answer."""
        answers: dict[str, Answer] = {}
        for column, item, words in self._items:
            cell = cells[column]
            answer = words.get(cell)
            if answer is not None:
                answers[item.id] = answer
            elif cell and not cell.isspace():
                try:
                    answers[item.id] = answer_in(item, cell)
                except AnswerError as error:
                    self._problems.add(f"{place}, column {item.id}", f"{error}.")
        self._check_maps(answers, place)
        return answers

    def answers_json(self, values: Sequence[object], place: str) -> dict[str, Answer]:
        """Return the answers of a row of JSON values; null is a missing answer."""
        answers: dict[str, Answer] = {}
        for column, item, _ in self._items:
            value = values[column]
            if value is None or (isinstance(value, str) and not value.strip()):
                continue
            try:
                answers[item.id] = answer_of(item, value)
            except AnswerError as error:
                self._problems.add(f"{place}.{item.id}", f"{error}.")
        self._check_maps(answers, place)
        return answers

    def _check_maps(self, answers: Answers, place: str) -> None:
        if self._has_map:
            for page, fault in maps_in_part(self._form, answers):
                self._problems.add(f"{place}, {page}", fault)

    def needs(self, values: Sequence[object], place: str) -> dict[str, str] | None:
        """Return the facts about the person that a row states."""
        if not self._needs:
            return None
        stated = {}
        for column, need in self._needs:
            value = values[column]
            text = value.strip() if isinstance(value, str) else value
            if text is None or text == "":
                continue
            fault = _fault_of(need, text)
            if fault:
                self._problems.add(f"{place}, column {need}", fault)
            stated[need.value] = str(text)
        return stated


def check_names(
    form: Instrument, names: Sequence[str], added: Sequence[str], place: str, problems: Problems
) -> None:
    """Note what is wrong with the names of a table's columns."""
    stripped = [name.strip() for name in names]
    known = [item.id for item in form.items]
    for number, name in enumerate(stripped, start=1):
        if not name:
            problems.add(place, f"column {number} has no name; give it one or delete the column.")
        elif name in stripped[: number - 1]:
            first = stripped.index(name) + 1
            problems.add(
                place,
                f"columns {first} and {number} are both called {quoted(name)}; "
                "rename or delete one.",
            )
        elif name in added:
            problems.add(
                place,
                f"column {quoted(name)} has the name of one that scoring adds; "
                "rename or delete it.",
            )
    if not set(known) & set(stripped):
        listed = ", ".join(known)
        problems.add(
            place,
            f"there is no column of {form.id}; the columns must be named after its items: "
            f"{listed}.",
        )
        return
    strangers = [name for name in stripped if name not in known]
    for name in known:
        if name not in stripped:
            near = nearest(name, strangers).replace("did you mean", "nearest column found:")
            problems.add(
                place,
                f"column {name} is missing{near.replace('?', '')}; add it, with "
                "empty cells where nobody answered.",
            )


def _fault_of(need: Need, value: object) -> str:
    shown = quoted(value) if isinstance(value, str) else "this"
    if need is Need.SEX:
        words = [word.value for word in Sex]
        if value in words:
            return ""
        near = nearest(value, words) if isinstance(value, str) else ""
        return f"{shown} is not known{near}; write {', '.join(words)} or nothing."
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            date.fromisoformat(value)
        except ValueError:
            pass
        else:
            return ""
    return f"{shown} is not a date; write it like 2026-10-01."
