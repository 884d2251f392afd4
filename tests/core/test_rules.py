# SPDX-License-Identifier: Apache-2.0
"""Tests on intervals: yes, no, or not known."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.core.condition import AllOf, AnyOf, Relation, Test
from intake.core.results import Interval, Truth
from intake.core.rules import Facts, compile_condition, opposite, passes
from tests.core.builders import check, every, some

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
NUMBERS = st.integers(-9, 9)


@pytest.mark.parametrize(
    ("test", "low", "high", "truth"),
    [
        (">= 5", 5, 9, YES),
        (">= 5", 4, 5, UNKNOWN),
        (">= 5", 0, 4, NO),
        ("<= 5", 0, 5, YES),
        ("<= 5", 5, 6, UNKNOWN),
        ("<= 5", 6, 9, NO),
        ("= 1", 1, 1, YES),
        ("= 1", 0, 1, UNKNOWN),
        ("= 1", 2, 3, NO),
        ("!= 1", 1, 1, NO),
        ("!= 1", 0, 3, UNKNOWN),
        ("!= 1", 2, 3, YES),
        ("4..6", 4, 6, YES),
        ("4..6", 3, 4, UNKNOWN),
        ("4..6", 0, 9, UNKNOWN),
        ("4..6", 7, 9, NO),
        ("4..6", 0, 3, NO),
        ("> 9", 9, 9, NO),
        ("> 9", 10, 10, YES),
        ("< 5", 5, 5, NO),
        ("< 5", 4, 4, YES),
    ],
)
def test_an_interval_passes_only_as_a_whole(test: str, low: int, high: int, truth: Truth) -> None:
    assert passes(check("x", test), Interval(Fraction(low), Fraction(high))) is truth


def test_cut_offs_compare_exact_values() -> None:
    just_below = Interval(Fraction(71, 3), Fraction(71, 3))

    assert passes(check("x", ">= 24"), just_below) is NO
    assert passes(check("x", ">= 23.666"), just_below) is YES


def test_a_test_without_a_number_is_refused() -> None:
    with pytest.raises(ValueError, match="total"):
        passes(Test("total", Relation.AT_LEAST), Interval(Fraction(0), Fraction(1)))


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS, st.sampled_from(Relation))
def test_a_decided_test_is_decided_alike_by_every_value_inside(
    low: int, width: int, limit: int, span: int, relation: Relation
) -> None:
    test = Test("x", relation, Fraction(limit), Fraction(limit + abs(span)))
    high = low + abs(width)
    whole = passes(test, Interval(Fraction(low), Fraction(high)))

    inside = {
        passes(test, Interval(Fraction(value, 2), Fraction(value, 2)))
        for value in range(2 * low, 2 * high + 1)
    }

    assert UNKNOWN not in inside
    assert whole is UNKNOWN or inside == {whole}


@pytest.mark.parametrize(
    ("one", "other", "both", "either"),
    [
        (YES, YES, YES, YES),
        (YES, NO, NO, YES),
        (YES, UNKNOWN, UNKNOWN, YES),
        (NO, NO, NO, NO),
        (NO, UNKNOWN, NO, UNKNOWN),
        (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
    ],
)
def test_all_and_any_know_three_values(
    one: Truth, other: Truth, both: Truth, either: Truth
) -> None:
    for first, second in ((one, other), (other, one)):
        facts = Facts(truths={"a": first, "b": second})
        parts = (check("a", "yes"), check("b", "yes"))

        assert compile_condition(AllOf(parts), {"a", "b"})(facts) is both
        assert compile_condition(AnyOf(parts), {"a", "b"})(facts) is either


def test_the_contrary_of_unknown_is_unknown() -> None:
    facts = Facts(truths={"a": UNKNOWN})

    assert compile_condition(check("a", "no"), {"a"})(facts) is UNKNOWN
    assert [opposite(each) for each in (YES, NO, UNKNOWN)] == [NO, YES, UNKNOWN]


def test_a_criterion_may_be_asked_for_its_no() -> None:
    facts = Facts(truths={"a": NO})

    assert compile_condition(check("a", "no"), {"a"})(facts) is YES
    assert compile_condition(check("a", "yes"), {"a"})(facts) is NO


def test_a_need_is_compared_as_a_word() -> None:
    facts = Facts(words={"sex": frozenset({"not_recorded"})})

    assert compile_condition(check("sex", "= male"), set())(facts) is NO
    assert compile_condition(check("sex", "!= male"), set())(facts) is YES


def test_words_of_one_outcome_are_taken_together() -> None:
    facts = Facts(words={"result": frozenset({"acute", "not_acute"})})
    acute, not_acute = check("result", "= acute"), check("result", "= not_acute")

    assert compile_condition(acute, set())(facts) is UNKNOWN
    assert compile_condition(some(acute, not_acute), set())(facts) is YES
    assert compile_condition(check("result", "!= negative"), set())(facts) is YES


def test_copied_facts_are_independent() -> None:
    facts = Facts(spans={"a": (0, 1)})
    copy = facts.copy()
    copy.spans["a"] = (1, 1)

    assert facts.spans["a"] == (0, 1)


def test_conditions_nest() -> None:
    nested = some(every(wpi=">= 7", sss=">= 5"), every(wpi="4..6", sss=">= 9"))
    look = compile_condition(nested, set())

    assert look(Facts(spans={"wpi": (7, 7), "sss": (5, 5)})) is YES
    assert look(Facts(spans={"wpi": (3, 3), "sss": (9, 12)})) is NO
    assert look(Facts(spans={"wpi": (6, 6), "sss": (8, 9)})) is UNKNOWN
