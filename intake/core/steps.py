# SPDX-License-Identifier: Apache-2.0
"""A form's pages, scores, criteria and outcomes as steps that are taken once they can be.

Scoring is asked for on every answer and for 100,000 rows at a time, so all that does not depend
on the answers is worked out once a form, and whole numbers stay `int`.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from intake.core.answers import Answer, Answers, Missing, is_answered
from intake.core.condition import names_in
from intake.core.instrument import Criterion, Item, Outcome, Page, ResponseKind
from intake.core.results import CriterionResult, OutcomeResult, PageState, ScoreStatus, Truth
from intake.core.rules import Check, Facts, Number, Span, compile_condition

NO_LINE = ""
"""Stands for "no line of the outcome holds" among the words that an outcome could be."""

_RANK = tuple(ScoreStatus)


class Tally(NamedTuple):
    """A score in plain numbers: what `ScoreResult` says, before fractions are made of it."""

    status: ScoreStatus
    value: Number | None
    low: Number
    high: Number
    answered: int
    asked: int
    raw: Number


@dataclass(slots=True)
class Run:
    """One set of answers on its way through the steps.

    `sure` holds nothing but what completing the form could not change. `said` is what the
    published rules say: the same object until a score is prorated, and from then on a copy
    that has the prorated values. `prorated` are the names that rest on such a value. `gaps`
    are the names without a value of their own, `hidden` the items known not to be asked.
    `aside` are answers to questions that do not apply or may not: no score looks at them.
    """

    answers: Answers
    sure: Facts
    said: Facts
    gaps: set[str] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)
    prorated: set[str] = field(default_factory=set)
    pages: dict[str, PageState] = field(default_factory=dict)
    tallies: dict[str, Tally] = field(default_factory=dict)
    criteria: dict[str, CriterionResult] = field(default_factory=dict)
    outcomes: dict[str, OutcomeResult] = field(default_factory=dict)
    unused: list[str] = field(default_factory=list)
    aside: dict[str, Span] = field(default_factory=dict)


class Step(Protocol):
    """Something that can be worked out once the names that it looks at are known."""

    def take(self, run: Run) -> None:
        """Add what follows from the facts so far."""


class _Asked(NamedTuple):
    """An item that is worth a number: the span of each answer, and of no answer."""

    name: str
    worth: dict[Answer, Span]
    whole: Span


class PageStep:
    """Decides whether a page is asked and reads its answers."""

    def __init__(self, page: Page, criteria: Set[str]) -> None:
        """Make a page ready; `criteria` are the names of the form's criteria."""
        self._id = page.id
        self._only_if = compile_condition(page.only_if, criteria) if page.only_if else None
        self._unless = compile_condition(page.unless, criteria) if page.unless else None
        self._hidden = page.hidden
        self._names = [item.id for item in page.items]
        self._items = [_asked(i) for i in page.items if i.response.kind is not ResponseKind.TEXT]

    def take(self, run: Run) -> None:
        """Read the answers: what is missing could be anything that the response allows."""
        # Never by a prorated value: a page must not come and go while answers come in.
        only_if = self._only_if(run.sure) if self._only_if else Truth.YES
        unless = self._unless(run.sure) if self._unless else Truth.NO
        if only_if is Truth.NO or unless is Truth.YES:
            run.pages[self._id] = PageState.NOT_ASKED
            self._hide(run)
        elif only_if is Truth.YES and unless is Truth.NO:
            run.pages[self._id] = PageState.ASKED
            self._read(run)
        else:
            is_undecided = only_if is Truth.UNKNOWN
            run.pages[self._id] = PageState.UNDECIDED if is_undecided else PageState.ASKED
            self._read_both(run)
        if run.said is not run.sure:
            for name, _, _ in self._items:
                run.said.spans[name] = run.sure.spans[name]

    def _read(self, run: Run) -> None:
        spans, answers = run.sure.spans, run.answers
        for name, worth, whole in self._items:
            answer = answers.get(name)
            # a kind of missing is a word, and an option may be called by the same
            span = None if answer is None or answer.__class__ is Missing else worth.get(answer)
            if span is None:
                run.gaps.add(name)
                span = whole
            spans[name] = span

    def _read_both(self, run: Run) -> None:
        """Allow for both: the item counts as answered, or as hidden."""
        self._read(run)
        self._put_aside(run)
        spans = run.sure.spans
        for name, _, whole in self._items:
            low, high = whole
            if self._hidden is not None:
                low, high = spans[name]
                low, high = min(low, self._hidden), max(high, self._hidden)
            if low != high:
                run.gaps.add(name)
            spans[name] = low, high

    def _hide(self, run: Run) -> None:
        for name, _, whole in self._items:
            if self._hidden is None:
                run.gaps.add(name)
                run.sure.spans[name] = whole
            else:
                run.hidden.add(name)
                run.sure.spans[name] = self._hidden, self._hidden
        run.unused += [name for name in self._names if is_answered(run.answers.get(name))]
        self._put_aside(run)

    def _put_aside(self, run: Run) -> None:
        for name, worth, _ in self._items:
            answer = run.answers.get(name)
            if answer is not None and answer in worth:
                run.aside[name] = worth[answer]


class CriterionStep:
    """Says whether a rule holds, and whether a prorated score took part in that."""

    def __init__(self, criterion: Criterion, criteria: Set[str]) -> None:
        """Make a criterion ready; `criteria` are the names of all of the form's."""
        self._id = criterion.id
        self._check = compile_condition(criterion.when, criteria)
        self._looked_at = frozenset(names_in(criterion.when))
        self._results = {
            (truth, is_prorated): CriterionResult(criterion.id, truth, is_prorated)
            for truth in Truth
            for is_prorated in (False, True)
        }

    def take(self, run: Run) -> None:
        """Look at what is sure, and at what the rules say where that differs."""
        truth = run.sure.truths[self._id] = self._check(run.sure)
        is_prorated = False
        if run.said is not run.sure:
            truth = run.said.truths[self._id] = self._check(run.said)
            takes_part = not self._looked_at.isdisjoint(run.prorated)
            is_prorated = takes_part and truth is not Truth.UNKNOWN
            if is_prorated:
                run.prorated.add(self._id)
        run.criteria[self._id] = self._results[truth, is_prorated]


class OutcomeStep:
    """Takes the first line known to hold; lines that are not known are passed over."""

    def __init__(self, outcome: Outcome, criteria: Set[str]) -> None:
        """Make an outcome ready; `criteria` are the names of the form's criteria."""
        self._id = outcome.id
        self._lines: list[tuple[str, Check]] = [
            (line.id, compile_condition(line.when, criteria) if line.when else _always)
            for line in outcome.lines
        ]

    def take(self, run: Run) -> None:
        """Keep the line, and every line that it could still become."""
        line, run.sure.words[self._id] = self._look(run.sure)
        if run.said is not run.sure:
            line, run.said.words[self._id] = self._look(run.said)
        run.outcomes[self._id] = OutcomeResult(self._id, line)

    def _look(self, facts: Facts) -> tuple[str | None, frozenset[str]]:
        possible = []
        for line, check in self._lines:
            truth = check(facts)
            if truth is not Truth.NO:
                possible.append(line)
            if truth is Truth.YES:
                return line, frozenset(possible)
        return None, frozenset([*possible, NO_LINE])


def _always(_: Facts) -> Truth:
    return Truth.YES


def _asked(item: Item) -> _Asked:
    response = item.response
    worth: dict[Answer, Span]
    if response.kind is ResponseKind.OPTIONS:
        worth = {option.id: (option.value, option.value) for option in response.options}
    else:
        worth = {number: (number, number) for number in range(response.low, response.high + 1)}
    return _Asked(item.id, worth, (response.low, response.high))
