# SPDX-License-Identifier: Apache-2.0
"""Sums, means and counts: bounds, missing answers, proration and rounding."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Set
from fractions import Fraction
from typing import NamedTuple

from intake.core.condition import Condition, Relation, Test
from intake.core.results import ScoreStatus, Truth
from intake.core.rules import Facts, Number, Span, compile_condition, plain, span_check
from intake.core.score import MissingRule, Score, Term, Then, Verb
from intake.core.steps import Run, Tally


class _Counted(NamedTuple):
    """What the terms of a score come to by the rules, the missing ones left out.

    `fixed` is the part that terms known not to be asked bring in; they are no part of `raw`
    and `terms`. `is_floor` says that a term is itself known as "at least" only.
    """

    raw: Number
    fixed: Number
    terms: int
    missing: int
    is_floor: bool
    answered: int
    asked: int


_NO_FLOOR = False


class _ScoreStep(ABC):
    """What every verb has in common: bounds, missing answers, rounding."""

    def __init__(self, score: Score) -> None:
        self._id = score.id
        self._missing = score.missing
        self._cap = None if score.cap is None else plain(score.cap)
        terms = len(score.terms) if score.verb is Verb.MEAN else 1
        self._divisor = plain(score.divide * terms)

    def take(self, run: Run) -> None:
        """Settle the score's bounds, its value by the rules, and how well it is known."""
        (least, most), counted = self._look(run)
        low = self._finish(least)
        high = low if least == most else self._finish(most)
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
        rule = self._missing if counted.missing else None
        if counted.is_floor or (rule and rule.then is Then.AT_LEAST):
            return ScoreStatus.AT_LEAST, low
        total = counted.raw
        if counted.missing:
            total = Fraction(total * counted.terms, counted.terms - counted.missing)
        value = self._finish(total + counted.fixed)
        if rule and rule.round_half_up:
            value = half_up(value)
        # Terms of unequal range could carry a prorated value beyond what any answers give.
        return ScoreStatus.PRORATED, min(max(value, low), high)

    def _finish(self, total: Number) -> Number:
        if self._cap is not None:
            total = min(self._cap, total)
        if self._divisor != 1:
            total = _divided(total, self._divisor)
        return total


class SumStep(_ScoreStep):
    """Adds up terms, or takes their mean; each may be reversed or rescaled first."""

    def __init__(self, score: Score, ranges: Mapping[str, Span], scores: Set[str]) -> None:
        """Make a score ready; `ranges` are the least and the most of every possible term.

        `scores` are the names of the form's scores.
        """
        super().__init__(score)
        self._names = [term.name for term in score.terms]
        self._lines = [_line(score, name, *ranges[name]) for name in self._names]
        self._is_plain = all(line == (1, 0) for line in self._lines)
        self._scores = [name for name in self._names if name in scores]

    def _look(self, run: Run) -> tuple[Span, _Counted]:
        low, high = self._bounds(run.sure.spans)
        if low == high and self._is_all_there(run):
            answered = asked = len(self._names)
            for name in self._scores:
                answered += run.tallies[name].answered - 1
                asked += run.tallies[name].asked - 1
            terms = len(self._names)
            return (low, high), _Counted(low, 0, terms, 0, _NO_FLOOR, answered, asked)
        return (low, high), self._counted(run)

    def _is_all_there(self, run: Run) -> bool:
        """Say whether every term has a value of its own, which most of 100,000 rows have."""
        if run.gaps and not run.gaps.isdisjoint(self._names):
            return False
        return not run.hidden or run.hidden.isdisjoint(self._names)

    def _bounds(self, spans: Mapping[str, Span]) -> Span:
        found = [spans[name] for name in self._names]
        if self._is_plain:
            lows, highs = [span[0] for span in found], [span[1] for span in found]
            low = sum(lows)
            return low, low if lows == highs else sum(highs)
        ends = [_moved(span, line) for span, line in zip(found, self._lines, strict=True)]
        return sum(low for low, _ in ends), sum(high for _, high in ends)

    def _counted(self, run: Run) -> _Counted:
        raw: Number = 0
        fixed: Number = 0
        left_out = answered = asked = missing = 0
        is_floor = False
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
            is_floor |= tally is not None and tally.status is ScoreStatus.AT_LEAST
        terms = len(self._names) - left_out
        counted = answered - left_out, asked - left_out
        return _Counted(raw, fixed, terms, missing, is_floor, *counted)


class CountStep(_ScoreStep):
    """Counts the terms that pass their test; one that is not known counts 0 to 1."""

    def __init__(self, score: Score, criteria: Set[str]) -> None:
        """Make a score ready; `criteria` are the names of the form's criteria."""
        super().__init__(score)
        self._names = [term.name for term in score.terms]
        tests = [looked_for(term, criteria) for term in score.terms]
        self._checks = [compile_condition(test, criteria) for test in tests]
        self._compared = [
            (test.name, span_check(test))
            for test in tests
            if isinstance(test, Test) and test.word is None
        ]
        self._is_compared = len(self._compared) == len(tests)

    def _look(self, run: Run) -> tuple[Span, _Counted]:
        sure = self._found(run.sure)
        certain = sure.count(Truth.YES)
        bounds = certain, certain + sure.count(Truth.UNKNOWN)
        if run.said is run.sure:
            return bounds, self._counted(run, sure)
        return bounds, self._counted(run, self._found(run.said))

    def _found(self, facts: Facts) -> list[Truth]:
        if self._is_compared:
            # Most counts look at numbers alone, which saves a call for each term.
            spans = facts.spans
            return [compare(*spans[name]) for name, compare in self._compared]
        return [check(facts) for check in self._checks]

    def _counted(self, run: Run, found: list[Truth]) -> _Counted:
        raw, missing = found.count(Truth.YES), found.count(Truth.UNKNOWN)
        fixed = left_out = 0
        if run.hidden:
            raw, fixed, missing, left_out = self._parted(run, found)
        asked = len(found) - left_out
        return _Counted(
            raw, fixed, asked, missing, is_floor=False, answered=asked - missing, asked=asked
        )

    def _parted(self, run: Run, found: list[Truth]) -> tuple[int, int, int, int]:
        """Count apart what is known not to be asked."""
        raw = fixed = missing = left_out = 0
        for name, truth in zip(self._names, found, strict=True):
            if truth is Truth.UNKNOWN:
                missing += 1
            elif name in run.hidden:
                left_out += 1
                fixed += truth is Truth.YES
            else:
                raw += truth is Truth.YES
        return raw, fixed, missing, left_out


def _divided(total: Number, by: Number) -> Number:
    if isinstance(total, int) and isinstance(by, int):
        # most totals are whole, and so is what many of them come to
        whole, rest = divmod(total, by)
        return Fraction(total, by) if rest else whole
    return plain(Fraction(total) / by)


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
