# SPDX-License-Identifier: Apache-2.0
"""Tests on intervals, and the three-valued all and any of them.

A test is yes when the whole interval passes, no when none of it does, else unknown. A rule may
say unknown where trying out every completion would have decided; never the reverse.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeGuard

from intake.core.condition import AllOf, AnyOf, Condition, Relation, Test
from intake.core.results import Interval, Truth

Number = int | Fraction
"""An exact number; whole ones stay `int`, which is many times faster."""

Span = tuple[Number, Number]
"""The least and the most that a name can be."""

SpanCheck = Callable[[Number, Number], Truth]

_YES, _NO, _UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN


@dataclass(slots=True)
class Facts:
    """What is known of each name: items and scores, criteria, needs and outcomes.

    `words` holds every word that a need or an outcome could still be.
    """

    spans: dict[str, Span] = field(default_factory=dict)
    truths: dict[str, Truth] = field(default_factory=dict)
    words: dict[str, frozenset[str]] = field(default_factory=dict)

    def copy(self) -> Facts:
        """Return the same facts, to be added to apart from these."""
        return Facts(self.spans.copy(), self.truths.copy(), self.words.copy())


Check = Callable[[Facts], Truth]


def passes(test: Test, interval: Interval) -> Truth:
    """Say whether an interval passes a test with numbers."""
    return span_check(test)(interval.low, interval.high)


def plain(value: Fraction) -> Number:
    """Return a whole fraction as an `int`."""
    return value.numerator if value.denominator == 1 else value


def opposite(truth: Truth) -> Truth:
    """Return the truth of the contrary; the contrary of unknown is unknown."""
    if truth is _UNKNOWN:
        return truth
    return _NO if truth is _YES else _YES


def compile_condition(condition: Condition, criteria: Set[str]) -> Check:
    """Return a function that looks at facts; `criteria` tells a criterion's yes from a word."""
    if isinstance(condition, AllOf):
        return _every([compile_condition(part, criteria) for part in condition.parts])
    if isinstance(condition, AnyOf):
        return _some(_parts_of_any(condition, criteria))
    if condition.word is None:
        return _number_check(condition.name, span_check(condition))
    if condition.name in criteria:
        return _truth_check(condition)
    return _word_check(condition.name, frozenset({condition.word}), condition.relation)


def span_check(test: Test) -> SpanCheck:
    """Return the comparison of a test with numbers, ready for the least and the most."""
    if test.low is None:
        raise ValueError(test.name)
    limit = plain(test.low)
    if test.relation is Relation.BETWEEN:
        return _between(limit, plain(test.high if test.high is not None else test.low))
    return _COMPARISONS[test.relation](limit)


def _at_least(limit: Number) -> SpanCheck:
    def check(low: Number, high: Number) -> Truth:
        return _YES if low >= limit else _UNKNOWN if high >= limit else _NO

    return check


def _more_than(limit: Number) -> SpanCheck:
    def check(low: Number, high: Number) -> Truth:
        return _YES if low > limit else _UNKNOWN if high > limit else _NO

    return check


def _between(first: Number, last: Number) -> SpanCheck:
    def check(low: Number, high: Number) -> Truth:
        if first <= low and high <= last:
            return _YES
        return _NO if high < first or last < low else _UNKNOWN

    return check


def _contrary(made: Callable[[Number], SpanCheck]) -> Callable[[Number], SpanCheck]:
    def make(limit: Number) -> SpanCheck:
        check = made(limit)
        return lambda low, high: opposite(check(low, high))

    return make


def _equal(limit: Number) -> SpanCheck:
    return _between(limit, limit)


_COMPARISONS: dict[Relation, Callable[[Number], SpanCheck]] = {
    Relation.AT_LEAST: _at_least,
    Relation.MORE_THAN: _more_than,
    Relation.EQUAL: _equal,
    Relation.AT_MOST: _contrary(_more_than),
    Relation.LESS_THAN: _contrary(_at_least),
    Relation.NOT_EQUAL: _contrary(_equal),
}


def _number_check(name: str, compare: SpanCheck) -> Check:
    def check(facts: Facts) -> Truth:
        low, high = facts.spans[name]
        return compare(low, high)

    return check


def _truth_check(test: Test) -> Check:
    name = test.name
    if (test.word == _YES) is (test.relation is not Relation.NOT_EQUAL):
        return lambda facts: facts.truths[name]
    return lambda facts: opposite(facts.truths[name])


def _word_check(name: str, words: frozenset[str], relation: Relation) -> Check:
    def check(facts: Facts) -> Truth:
        possible = facts.words[name]
        if possible <= words:
            return _YES
        return _NO if possible.isdisjoint(words) else _UNKNOWN

    if relation is Relation.NOT_EQUAL:
        return lambda facts: opposite(check(facts))
    return check


def _parts_of_any(condition: AnyOf, criteria: Set[str]) -> list[Check]:
    """Take the words of one name together.

    "Acute or not acute" is known to hold while it is not known which of the two.
    """
    words: dict[str, set[str]] = {}
    checks = []
    for part in condition.parts:
        if _is_word(part, criteria) and part.word is not None:
            words.setdefault(part.name, set()).add(part.word)
        else:
            checks.append(compile_condition(part, criteria))
    checks += [_word_check(name, frozenset(of), Relation.EQUAL) for name, of in words.items()]
    return checks


def _is_word(part: Condition, criteria: Set[str]) -> TypeGuard[Test]:
    return isinstance(part, Test) and part.name not in criteria and part.relation is Relation.EQUAL


def _every(checks: Sequence[Check]) -> Check:
    def check(facts: Facts) -> Truth:
        truth = _YES
        for part in checks:
            found = part(facts)
            if found is _NO:
                return _NO
            if found is _UNKNOWN:
                truth = _UNKNOWN
        return truth

    return check


def _some(checks: Sequence[Check]) -> Check:
    def check(facts: Facts) -> Truth:
        truth = _NO
        for part in checks:
            found = part(facts)
            if found is _YES:
                return _YES
            if found is _UNKNOWN:
                truth = _UNKNOWN
        return truth

    return check
