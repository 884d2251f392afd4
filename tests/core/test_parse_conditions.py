# SPDX-License-Identifier: Apache-2.0
"""The grammar of conditions: a small closed language, every slip named."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.core.condition import AllOf, AnyOf, Condition, Relation
from intake.core.condition import Test as Comparison
from intake.core.instrument import Item, Response, ResponseKind
from intake.core.names import Names, Role
from intake.core.parse_conditions import read_comparison, read_condition
from intake.core.problem import Problems

SCALE = Response("scale", ResponseKind.SCALE, low=0, high=10)


def form_names() -> Names:
    names = Names(Problems("forms/x/instrument.toml"))
    names.roles = {
        "page": Role.PAGE,
        "first": Role.ITEM,
        "second": Role.ITEM,
        "total": Role.SCORE,
        "met": Role.CRITERION,
        "result": Role.OUTCOME,
        "sex": Role.NEED,
        "call": Role.ALERT,
    }
    names.pages = {"page": ("first", "second")}
    names.items = {name: Item(name, "page", SCALE) for name in ("first", "second")}
    names.lines = {"result": ("high", "low")}
    return names


def read(value: object) -> Condition:
    names = form_names()
    found = read_condition(value, "criterion.x", names)
    assert names.problems.found == ()
    assert found is not None
    return found


def said(value: object) -> str:
    names = form_names()
    assert read_condition(value, "criterion.x", names) is None
    return "\n".join(map(str, names.problems.found))


def at_least(name: str, number: int) -> Comparison:
    return Comparison(name, Relation.AT_LEAST, Fraction(number))


@pytest.mark.parametrize(
    ("text", "relation", "low", "high"),
    [
        (">= 2", Relation.AT_LEAST, 2, None),
        (">=2", Relation.AT_LEAST, 2, None),
        ("<= -3", Relation.AT_MOST, -3, None),
        ("= 1.5", Relation.EQUAL, Fraction(3, 2), None),
        ("4..6", Relation.BETWEEN, 4, 6),
        ("0.1 .. 0.3", Relation.BETWEEN, Fraction(1, 10), Fraction(3, 10)),
    ],
)
def test_a_test_of_a_number_is_exact(
    text: str, relation: Relation, low: Fraction, high: Fraction | None
) -> None:
    assert read({"total": text}) == Comparison("total", relation, low, high)


def test_a_table_of_tests_means_all_of_them() -> None:
    found = read({"total": ">= 5", "met": "yes"})

    assert found == AllOf((at_least("total", 5), Comparison("met", Relation.EQUAL, word="yes")))


def test_a_single_test_stands_for_itself() -> None:
    assert read({"any": [{"total": ">= 5"}]}) == at_least("total", 5)


def test_all_and_any_combine_with_tests_beside_them() -> None:
    found = read({"total": ">= 5", "any": ["first", {"all": ["second", "met"]}]})

    one = Comparison("first", Relation.EQUAL, Fraction(1))
    two = Comparison("second", Relation.EQUAL, Fraction(1))
    yes = Comparison("met", Relation.EQUAL, word="yes")
    assert found == AllOf((at_least("total", 5), AnyOf((one, AllOf((two, yes))))))


def test_a_pages_name_in_a_list_stands_for_its_items() -> None:
    assert read({"any": ["page"]}) == read({"any": ["first", "second"]})


def test_outcomes_and_needs_are_tested_by_their_words() -> None:
    assert read({"result": "= high"}) == Comparison("result", Relation.EQUAL, word="high")
    assert read({"sex": "!= male"}) == Comparison("sex", Relation.NOT_EQUAL, word="male")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("fisrt", 'criterion.x: "fisrt" is not a name of this form (did you mean "first"?)'),
        ("total", 'criterion.x: "total" is a score; say which of its values count'),
        ("page", 'criterion.x: "page" is a page, which cannot stand here; name its items.'),
        ("call", 'criterion.x: "call" is an alert, which nothing else can look at'),
        ({"total": "> 5"}, 'criterion.x.total: "> 5" is not a test of a number; write ">= 2"'),
        ({"total": "5"}, '"5" is not a test of a number'),
        ({"total": ">= 1e3"}, '">= 1e3" is not a test of a number'),
        ({"total": ">= \u0663"}, "is not a test of a number"),
        ({"total": ">= 9999999"}, "is not a test of a number"),
        ({"total": "6..4"}, '"6..4" is not a test of a number'),
        ({"total": 5}, "criterion.x.total: must be a test in quotes, not a number; write"),
        ({"met": "= yes"}, '"= yes" is not a test of a criterion; write "yes" or "no".'),
        ({"met": True}, 'must be a test in quotes, not true or false; write "yes" or "no".'),
        ({"result": "= hihg"}, '"hihg" is not one of high, low (did you mean "high"?)'),
        ({"sex": "= man"}, '"man" is not one of female, male, not_recorded'),
        ({}, "criterion.x: says nothing; write at least one test."),
        ({"any": []}, "criterion.x.any: must be a list in square brackets with at least one"),
        ({"any": "first"}, "criterion.x.any: must be a list in square brackets with at least"),
        ({"all": ["first", 3]}, "criterion.x.all[2]: must be a table of tests such as"),
        (["first"], "criterion.x: must be a table of tests such as"),
        (None, "criterion.x: must be a table of tests"),
        ("a" * 5000, "is not a name of this form; correct it or add it."),
        ("two\nlines", '"two<U+000A>lines" is not a name of this form'),
    ],
    ids=str,
)
def test_a_slip_in_a_condition_is_named(value: object, expected: str) -> None:
    text = said(value)

    assert expected in text
    assert "\n" not in text
    assert len(text) < 300


def test_every_slip_of_a_condition_is_named_at_once() -> None:
    text = said({"total": "5", "all": ["nobody", {"met": "perhaps"}]})

    assert text.count("forms/x/instrument.toml: criterion.x") == 3


def test_only_rules_of_change_compare_with_more_and_less() -> None:
    names = form_names()

    more = read_comparison("> 9", "x", names, "total", of_change=True)
    none = read_comparison("> 9", "x", names, "age")

    assert more == Comparison("total", Relation.MORE_THAN, Fraction(9))
    assert none is None
    assert len(names.problems.found) == 1


ANYTHING = st.recursive(
    st.one_of(st.none(), st.integers(), st.text(max_size=9), st.sampled_from(["first", "met"])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["all", "any", "total", "met", "page", "result", "?"]), inner
        ),
    ),
)


@given(ANYTHING)
def test_what_is_no_condition_has_a_problem_and_never_raises(value: object) -> None:
    names = form_names()

    found = read_condition(value, "criterion.x", names)

    assert (found is None) == bool(names.problems.found)
