# SPDX-License-Identifier: Apache-2.0
"""The rules of a form as FHIRPath, so that any engine can come to the same totals.

An expression gives a number only when every answer that it needs is there: what has no value is
empty in FHIRPath, and adding, dividing and comparing keep it empty. Nothing is prorated there: a
prorated score travels as an Observation that says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from fractions import Fraction

from intake.core.condition import AllOf, Condition, Relation, Test, names_in
from intake.core.instrument import Instrument, Page
from intake.core.score import Score, Verb
from intake.core.score_steps import looked_for, rescaled
from intake.exchange.fhir.fhirpath import (
    EMPTY,
    answer_of,
    between,
    camel,
    compared,
    finished,
    number,
    times,
)


class Expressions:
    """The rules of one form: root variables in an order in which each finds what it looks at."""

    def __init__(self, form: Instrument) -> None:
        """Write every rule that scores and conditions of pages need."""
        self._form = form
        self._items = {item.id: item for item in form.items}
        self._scores = {score.id: score for score in form.scores}
        self._criteria = {each.id: each for each in form.criteria}
        self._pages = {page.id: page for page in form.pages}
        self._bounded = self._reached_from_pages()
        self._variables: dict[str, str] = {}
        self._names: dict[tuple[str, str], str] = {}
        for score in form.scores:
            self._score(score.id)
        self._enabled = {page.id: self._enable(page) for page in form.pages}

    @property
    def variables(self) -> tuple[tuple[str, str], ...]:
        """Name and expression of every variable of the root."""
        return tuple(self._variables.items())

    def total(self, score: str) -> str:
        """Return the expression of a score; empty while an answer that it needs is missing."""
        return self._score(score)

    def enabled(self, page: str) -> str | None:
        """Return when a page is asked; `None`: always."""
        return self._enabled[page]

    def _reached_from_pages(self) -> Set[str]:
        """Return the scores that decide on pages: these are bounded, like in our own scoring."""
        waiting = [name for page in self._form.pages for name in _condition_names(page)]
        reached: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name in reached:
                continue
            reached.add(name)
            if name in self._scores:
                waiting += _names_of(self._scores[name])
            elif name in self._criteria:
                waiting += names_in(self._criteria[name].when)
        return reached & set(self._scores)

    def _enable(self, page: Page) -> str | None:
        parts = []
        if page.only_if is not None:
            parts.append(self._condition(page.only_if))
        if page.unless is not None:
            # asked until it is known to hold
            parts.append(f"iif({self._condition(page.unless)}, false, true)")
        return " and ".join(f"({part})" for part in parts) or None

    def _asked(self, page: Page) -> str | None:
        """Return the variable that says whether a page counts as asked, empty if not known."""
        parts = []
        if page.only_if is not None:
            parts.append(f"({self._condition(page.only_if)})")
        if page.unless is not None:
            parts.append(f"({self._condition(page.unless)}).not()")
        return self._define("asked", page.id, " and ".join(parts)) if parts else None

    def _item(self, name: str) -> str:
        if ("item", name) in self._names:
            return self._names["item", name]
        item = self._items[name]
        page = self._pages[item.page]
        answer = answer_of(item)
        asked = self._asked(page)
        if asked is not None:
            hidden = EMPTY if page.hidden is None else str(page.hidden)
            answer = f"iif({asked}, {answer}, iif({asked}.not(), {hidden}, {EMPTY}))"
        return self._define("item", name, answer)

    def _score(self, name: str) -> str:
        if ("score", name) in self._names:
            return self._names["score", name]
        score = self._scores[name]
        if score.verb is Verb.COUNT:
            tests = [f"({self._condition(test)}).toInteger()" for test in self._looked_for(score)]
            total = " + ".join(tests)
        else:
            total = " + ".join(
                self._line(score, term.name, self._value(term.name)) for term in score.terms
            )
        return self._define("score", name, finished(score, total))

    def _value(self, name: str) -> str:
        return self._item(name) if name in self._items else self._score(name)

    def _looked_for(self, score: Score) -> list[Condition]:
        return [looked_for(term, self._criteria.keys()) for term in score.terms]

    def _line(self, score: Score, name: str, value: str) -> str:
        low, high = self._range(name)
        offset = rescaled(score, name, Fraction(0), low, high)
        factor = rescaled(score, name, Fraction(1), low, high) - offset
        if factor == 1 and offset == 0:
            return value
        if factor == -1:
            return f"({number(offset)} - {value})"
        return f"({times(value, factor)} + {number(offset)})"

    def _range(self, name: str) -> tuple[Fraction, Fraction]:
        if name in self._items:
            response = self._items[name].response
            return Fraction(response.low), Fraction(response.high)
        return self._scores[name].low, self._scores[name].high

    def _bounds(self, name: str) -> tuple[str, str]:
        """Return the least and the most that an item or a score can be."""
        if name in self._items:
            return self._item_bounds(name)
        if ("most", name) in self._names:
            return self._names["least", name], self._names["most", name]
        score = self._scores[name]
        ends: list[tuple[str, str]] = []
        if score.verb is Verb.COUNT:
            for test in self._looked_for(score):
                found = self._condition(test)
                ends.append((f"iif({found}, 1, 0)", f"iif(({found}).not(), 0, 1)"))
        else:
            for term in score.terms:
                low, high = (self._line(score, term.name, end) for end in self._bounds(term.name))
                ends.append((high, low) if term.name in score.reverse else (low, high))
        least, most = (finished(score, " + ".join(side)) for side in zip(*ends, strict=True))
        return self._define("least", name, least), self._define("most", name, most)

    def _item_bounds(self, name: str) -> tuple[str, str]:
        item = self._items[name]
        page = self._pages[item.page]
        low, high = item.response.low, item.response.high
        if page.hidden is not None:
            low, high = min(low, page.hidden), max(high, page.hidden)
        value = self._item(name)
        return f"iif({value}.exists(), {value}, {low})", f"iif({value}.exists(), {value}, {high})"

    def _condition(self, condition: Condition) -> str:
        """Return a condition that is true, false or empty."""
        if isinstance(condition, Test):
            return self._test(condition)
        word = " and " if isinstance(condition, AllOf) else " or "
        parts = [self._condition(part) for part in condition.parts]
        return word.join(f"({part})" for part in parts)

    def _test(self, test: Test) -> str:
        if test.word is not None:
            return self._word(test)
        if test.low is None:
            raise ValueError(test.name)
        if test.name in self._bounded:
            return between(test, *self._bounds(test.name))
        return compared(test, self._value(test.name))

    def _word(self, test: Test) -> str:
        criterion = self._criteria.get(test.name)
        if criterion is None or test.word not in {"yes", "no"}:
            return EMPTY  # a questionnaire knows neither needs nor outcomes
        holds = self._define("criterion", test.name, self._condition(criterion.when))
        is_plain = (test.word == "yes") == (test.relation is Relation.EQUAL)
        return holds if is_plain else f"{holds}.not()"

    def _define(self, role: str, name: str, expression: str) -> str:
        """Return the variable of a name in one of its roles; it is written once."""
        key = role, name
        if key not in self._names:
            variable = camel(f"{role}_{name}")
            while variable in self._variables:
                variable += "x"
            self._variables[variable] = expression
            self._names[key] = f"%{variable}"
        return self._names[key]


def _condition_names(page: Page) -> Iterable[str]:
    for condition in (page.only_if, page.unless):
        if condition is not None:
            yield from names_in(condition)


def _names_of(score: Score) -> list[str]:
    tested = [name for term in score.terms if term.test for name in names_in(term.test)]
    return [*(term.name for term in score.terms), *tested]
