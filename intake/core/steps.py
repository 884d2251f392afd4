# SPDX-License-Identifier: Apache-2.0
"""A form's pages, scores, criteria and outcomes as steps that are taken once they can be.

Scoring is asked for on every answer and for 100,000 rows at a time, so all that does not depend
on the answers is worked out once a form, and whole numbers stay `int`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple, Protocol

from intake.core.answers import Answer, Answers, Missing, is_answered
from intake.core.instrument import (
    Condition,
    Criterion,
    Item,
    MissingRule,
    Outcome,
    Page,
    Relation,
    ResponseKind,
    Score,
    Term,
    Test,
    Then,
    Verb,
    names_in,
)
from intake.core.results import CriterionResult, OutcomeResult, PageState, ScoreStatus, Truth
from intake.core.rules import Check, Facts, Number, Span, compile_condition, plain

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
            span = None
            if answer is not None and answer.__class__ is not Missing:
                span = worth.get(answer)
            if span is None:
                run.gaps.add(name)
                span = whole
            spans[name] = span

    def _read_both(self, run: Run) -> None:
        """Allow for both: the item counts as answered, or as hidden."""
        self._read(run)
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


class _Counted(NamedTuple):
    """What the terms of a score come to by the rules, the missing ones left out.

    `fixed` is the part that terms known not to be asked bring in; they are no part of `raw`
    and `terms`.
    """

    raw: Number
    fixed: Number
    terms: int
    missing: int
    weakest: ScoreStatus
    answered: int
    asked: int


class _ScoreStep(ABC):
    """What every verb has in common: bounds, missing answers, rounding."""

    def __init__(self, score: Score) -> None:
        self._id = score.id
        self._missing = score.missing
        self._cap = None if score.cap is None else plain(score.cap)
        terms = len(score.terms) if score.verb is Verb.MEAN else 1
        self._divisor = plain(score.divide * terms)
        self._is_rounded = score.round_half_up

    def take(self, run: Run) -> None:
        """Settle the score's bounds, its value by the rules, and how well it is known."""
        (low, high), counted = self._look(run)
        low, high = self._finish(low), self._finish(high)
        status, value = self._settle(low, high, counted)
        run.tallies[self._id] = Tally(
            status, value, low, high, counted.answered, counted.asked, counted.raw
        )
        run.sure.spans[self._id] = low, high
        if status is ScoreStatus.PRORATED:
            if run.said is run.sure:
                run.said = run.sure.copy()
            run.prorated.add(self._id)
        elif status is ScoreStatus.NOT_SCORABLE:
            run.gaps.add(self._id)
        if run.said is not run.sure:
            span = low, high
            if status is ScoreStatus.PRORATED and value is not None:
                span = value, value
            run.said.spans[self._id] = span

    @abstractmethod
    def _look(self, run: Run) -> tuple[Span, _Counted]:
        """Return what the terms come to: by bounds, and by the answers alone."""

    def _settle(
        self, low: Number, high: Number, counted: _Counted
    ) -> tuple[ScoreStatus, Number | None]:
        if low == high:
            return ScoreStatus.COMPLETE, low
        if counted.missing and not _allows(self._missing, counted):
            return ScoreStatus.NOT_SCORABLE, None
        is_floor = bool(counted.missing and self._missing and self._missing.then is Then.AT_LEAST)
        if is_floor or counted.weakest is ScoreStatus.AT_LEAST:
            return ScoreStatus.AT_LEAST, low
        total = counted.raw
        if counted.missing:
            total = Fraction(total * counted.terms, counted.terms - counted.missing)
        value = self._finish(total + counted.fixed)
        if counted.missing and self._missing and self._missing.round_half_up:
            value = half_up(value)
        # Terms of unequal range could carry a prorated value beyond what any answers give.
        return ScoreStatus.PRORATED, min(max(value, low), high)

    def _finish(self, total: Number) -> Number:
        if self._cap is not None:
            total = min(self._cap, total)
        if self._divisor != 1:
            total = plain(Fraction(total) / self._divisor)
        return half_up(total) if self._is_rounded else total


class SumStep(_ScoreStep):
    """Adds up terms, or takes their mean; each may be reversed or rescaled first."""

    def __init__(self, score: Score, ranges: dict[str, Span]) -> None:
        """Make a score ready; `ranges` are the least and the most of every possible term."""
        super().__init__(score)
        self._names = [term.name for term in score.terms]
        self._lines = [_line(score, name, *ranges[name]) for name in self._names]
        self._is_plain = all(line == (1, 0) for line in self._lines)

    def _look(self, run: Run) -> tuple[Span, _Counted]:
        return self._bounds(run.sure.spans), self._counted(run)

    def _bounds(self, spans: Mapping[str, Span]) -> Span:
        if self._is_plain:
            low = sum([spans[name][0] for name in self._names])
            return low, sum([spans[name][1] for name in self._names])
        ends = [_moved(spans[n], line) for n, line in zip(self._names, self._lines, strict=True)]
        return sum(low for low, _ in ends), sum(high for _, high in ends)

    def _counted(self, run: Run) -> _Counted:
        raw: Number = 0
        fixed: Number = 0
        left_out = answered = asked = missing = 0
        weakest = ScoreStatus.COMPLETE
        for name, (factor, offset) in zip(self._names, self._lines, strict=True):
            tally = run.tallies.get(name)
            answered += tally.answered if tally else name not in run.gaps
            asked += tally.asked if tally else 1
            if name in run.gaps:
                missing += 1
                continue
            value = run.sure.spans[name][0] if tally is None else tally.value or 0
            moved = factor * value + offset
            if name in run.hidden:
                fixed += moved
                left_out += 1
                continue
            raw += moved
            if tally and tally.status is not ScoreStatus.COMPLETE:
                weakest = max(weakest, tally.status, key=_RANK.index)
        terms = len(self._names) - left_out
        counted = answered - left_out, asked - left_out
        return _Counted(raw, fixed, terms, missing, weakest, *counted)


class CountStep(_ScoreStep):
    """Counts the terms that pass their test; one that is not known counts 0 to 1."""

    def __init__(self, score: Score, criteria: Set[str]) -> None:
        """Make a score ready; `criteria` are the names of the form's criteria."""
        super().__init__(score)
        self._names = [term.name for term in score.terms]
        tests = [looked_for(term, criteria) for term in score.terms]
        self._checks = [compile_condition(test, criteria) for test in tests]
        self._looked_at = {name for test in tests for name in names_in(test)}

    def _look(self, run: Run) -> tuple[Span, _Counted]:
        sure = [check(run.sure) for check in self._checks]
        certain = sure.count(Truth.YES)
        bounds = certain, certain + sure.count(Truth.UNKNOWN)
        if run.said is run.sure:
            return bounds, self._counted(run, sure)
        return bounds, self._counted(run, [check(run.said) for check in self._checks])

    def _counted(self, run: Run, found: list[Truth]) -> _Counted:
        raw = fixed = missing = left_out = 0
        for name, truth in zip(self._names, found, strict=True):
            if truth is Truth.UNKNOWN:
                missing += 1
            elif name in run.hidden:
                left_out += 1
                fixed += truth is Truth.YES
            else:
                raw += truth is Truth.YES
        is_prorated = not self._looked_at.isdisjoint(run.prorated)
        weakest = ScoreStatus.PRORATED if is_prorated else ScoreStatus.COMPLETE
        asked = len(found) - left_out
        return _Counted(raw, fixed, asked, missing, weakest, asked - missing, asked)


class CriterionStep:
    """Says whether a rule holds, and whether a prorated score took part in that."""

    def __init__(self, criterion: Criterion, criteria: Set[str]) -> None:
        """Make a criterion ready; `criteria` are the names of all of the form's."""
        self._id = criterion.id
        self._check = compile_condition(criterion.when, criteria)
        self._looked_at = frozenset(names_in(criterion.when))

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
        run.criteria[self._id] = CriterionResult(self._id, truth, is_prorated)


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


def half_up(value: Number) -> Number:
    """Round to the nearest whole number, a tie upwards."""
    return (2 * value + 1) // 2


def looked_for(term: Term, criteria: Set[str]) -> Condition:
    """Return the test of a counted term; a bare name stands for 1, or for a criterion's yes."""
    if term.test is not None:
        return term.test
    if term.name in criteria:
        return Test(term.name, Relation.EQUAL, word=Truth.YES)
    return Test(term.name, Relation.EQUAL, Fraction(1))


def rescaled(score: Score, name: str, value: Fraction, low: Number, high: Number) -> Fraction:
    """Return what a term between `low` and `high` brings in, once reversed and rescaled."""
    factor, offset = _line(score, name, low, high)
    return Fraction(factor * value + offset)


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


def _allows(rule: MissingRule | None, counted: _Counted) -> bool:
    if rule is None or counted.missing == counted.terms:
        return False
    return rule.allow is None or counted.missing <= rule.allow


def _line(score: Score, name: str, low: Number, high: Number) -> tuple[Number, Number]:
    """Return factor and offset that reverse and rescale a term."""
    factor, offset = (-1, low + high) if name in score.reverse else (1, 0)
    if score.rescale is None:
        return factor, offset
    first, last = score.rescale
    share = (last - first) / (high - low) if high > low else Fraction(0)
    return plain(factor * share), plain((offset - low) * share + first)


def _moved(span: Span, line: tuple[Number, Number]) -> Span:
    factor, offset = line
    one, other = factor * span[0] + offset, factor * span[1] + offset
    return (one, other) if factor >= 0 else (other, one)
