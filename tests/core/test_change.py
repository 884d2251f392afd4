# SPDX-License-Identifier: Apache-2.0
"""What a change between two visits means by the published rules."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.core.change import Change, Direction, Met, Reached, compare
from intake.core.score import Amount, ChangeRule, Score, Worse
from tests.core.builders import changed, check, phq9, total

PHQ9 = phq9().score("total")
SHARE = total("a", 0, 10, change=ChangeRule(Amount(Fraction(3, 10), is_share=True)))
VALUES = st.integers(0, 27)


def between(score: Score, before: int | str, after: int | str) -> Change:
    return compare(score, Fraction(before), Fraction(after))


@pytest.mark.parametrize(
    ("before", "after", "mcid", "response", "remission"),
    [
        (18, 13, "met", "no", "no"),
        (18, 9, "met", "yes", "no"),
        (18, 4, "met", "yes", "yes"),
        (8, 4, "not_met", "not_applicable", "not_applicable"),
        (13, 18, "met", "no", "no"),
        (10, 5, "met", "yes", "no"),
        (9, 4, "met", "not_applicable", "not_applicable"),
    ],
)
def test_the_published_rules_decide(
    before: int, after: int, mcid: str, response: str, remission: str
) -> None:
    change = between(PHQ9, before, after)

    assert (change.mcid, change.response, change.remission) == (mcid, response, remission)
    assert change.difference == after - before
    assert change.mcid_value == 5


def test_a_share_is_taken_of_the_earlier_value() -> None:
    exact, short = between(SHARE, 10, 7), between(SHARE, 9, "19/3")

    assert (exact.mcid, exact.percent, exact.mcid_value) == (Met.MET, -30, 3)
    assert (short.mcid, short.mcid_value) == (Met.NOT_MET, Fraction(27, 10))


def test_of_nothing_there_is_no_percentage() -> None:
    change = between(SHARE, 0, 4)

    assert change.percent is None
    assert (change.mcid, change.mcid_value) == (Met.NOT_APPLICABLE, None)
    assert change.direction is Direction.WORSE


@pytest.mark.parametrize(
    ("before", "after", "moderate"),
    [(10, 7, "met"), (8, 6, "not_met"), (7, 10, "met"), (0, 3, "not_applicable")],
)
def test_a_moderately_important_difference_is_a_grade_of_its_own_up_and_down(
    before: int, after: int, moderate: str
) -> None:
    grades = ChangeRule(
        Amount(Fraction(1, 10), is_share=True), moderate=Amount(Fraction(3, 10), is_share=True)
    )

    assert between(total("a", 0, 10, change=grades), before, after).moderate == moderate


def test_no_rule_is_invented() -> None:
    change = between(total("a", 0, 10), 9, 1)

    assert change.mcid is Met.NOT_APPLICABLE
    assert change.moderate is Met.NOT_APPLICABLE
    assert change.response is Reached.NOT_APPLICABLE
    assert change.remission is Reached.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("worse", "before", "after", "direction"),
    [
        (Worse.HIGHER, 5, 4, Direction.BETTER),
        (Worse.HIGHER, 4, 5, Direction.WORSE),
        (Worse.LOWER, 5, 4, Direction.WORSE),
        (Worse.LOWER, 4, 5, Direction.BETTER),
        (Worse.NEITHER, 4, 5, Direction.NEITHER),
        (Worse.NEITHER, 5, 5, Direction.SAME),
        (Worse.HIGHER, 5, 5, Direction.SAME),
    ],
)
def test_the_direction_is_the_published_one(
    worse: Worse, before: int, after: int, direction: Direction
) -> None:
    assert between(total("a", 0, 10, worse=worse), before, after).direction is direction


def test_a_score_without_direction_has_no_response() -> None:
    rule = ChangeRule(response=Amount(Fraction(1, 2), is_share=True))

    up = between(total("a", 0, 10, worse=Worse.LOWER, change=rule), 4, 6)
    neither = between(total("a", 0, 10, worse=Worse.NEITHER, change=rule), 4, 6)

    assert up.response is Reached.YES
    assert neither.response is Reached.NOT_APPLICABLE


def test_without_an_index_test_every_earlier_score_counts() -> None:
    rule = ChangeRule(remission=check("total", "< 5"))

    assert between(changed(PHQ9, change=rule), 6, 4).remission is Reached.YES


@given(VALUES, VALUES)
def test_getting_worse_weighs_as_much_as_getting_better(one: int, other: int) -> None:
    there, back = between(PHQ9, one, other), between(PHQ9, other, one)

    assert there.mcid is back.mcid
    assert there.difference == -back.difference
    assert (there.direction is Direction.WORSE) is (back.direction is Direction.BETTER)
