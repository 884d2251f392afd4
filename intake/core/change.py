# SPDX-License-Identifier: Apache-2.0
"""What a change between two administrations means by the published rules.

Getting worse weighs as much as getting better: an important difference is looked at both ways.
No rule is invented where a source gives none.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from intake.core.results import Interval, Truth
from intake.core.rules import passes
from intake.core.score import Amount, ChangeRule, Score, Worse


class Direction(StrEnum):
    """Which way a score went; `NEITHER` when no direction of it is published."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    NEITHER = "neither"


class Met(StrEnum):
    """Whether a difference, up or down, is at least as large as an important one."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"


class Reached(StrEnum):
    """Whether response or remission was reached, where the rule may be asked at all."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Change:
    """One score on two days. `percent` is of the earlier value, `None` when that is 0.

    `mcid_value` is the minimal important difference used, in points.
    """

    before: Fraction
    after: Fraction
    difference: Fraction
    percent: Fraction | None
    direction: Direction
    mcid: Met
    mcid_value: Fraction | None
    moderate: Met
    response: Reached
    remission: Reached


_NO_RULE = ChangeRule()


def compare(score: Score, before: Fraction, after: Fraction) -> Change:
    """Return what the published rules of a score say of two values of it."""
    rule = score.change or _NO_RULE
    needed = _points(rule.mcid, before)
    difference = after - before
    return Change(
        before=before,
        after=after,
        difference=difference,
        percent=difference / before * 100 if before else None,
        direction=_direction(score.worse, difference),
        mcid=_met(needed, difference),
        mcid_value=needed,
        moderate=_met(_points(rule.moderate, before), difference),
        response=_response(score.worse, rule, before, difference),
        remission=_remission(rule, before, after),
    )


def _points(amount: Amount | None, before: Fraction) -> Fraction | None:
    """Return an amount in points; a share of nothing is no amount."""
    if amount is None or (amount.is_share and not before):
        return None
    return amount.size * abs(before) if amount.is_share else amount.size


def _direction(worse: Worse, difference: Fraction) -> Direction:
    if not difference:
        return Direction.SAME
    if worse is Worse.NEITHER:
        return Direction.NEITHER
    return Direction.WORSE if (difference > 0) is (worse is Worse.HIGHER) else Direction.BETTER


def _met(needed: Fraction | None, difference: Fraction) -> Met:
    if needed is None:
        return Met.NOT_APPLICABLE
    return Met.MET if abs(difference) >= needed else Met.NOT_MET


def _response(worse: Worse, rule: ChangeRule, before: Fraction, difference: Fraction) -> Reached:
    if not _is_index(rule, before):
        return Reached.NOT_APPLICABLE
    return _gained(worse, _points(rule.response, before), difference)


def _gained(worse: Worse, needed: Fraction | None, difference: Fraction) -> Reached:
    if needed is None or worse is Worse.NEITHER:
        return Reached.NOT_APPLICABLE
    gain = -difference if worse is Worse.HIGHER else difference
    return Reached.YES if gain >= needed else Reached.NO


def _remission(rule: ChangeRule, before: Fraction, after: Fraction) -> Reached:
    if rule.remission is None or not _is_index(rule, before):
        return Reached.NOT_APPLICABLE
    holds = passes(rule.remission, Interval(after, after)) is Truth.YES
    return Reached.YES if holds else Reached.NO


def _is_index(rule: ChangeRule, before: Fraction) -> bool:
    """Say whether the earlier score is one from which response and remission are counted."""
    return rule.index is None or passes(rule.index, Interval(before, before)) is Truth.YES
