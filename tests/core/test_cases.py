# SPDX-License-Identifier: Apache-2.0
"""Worked examples are read strictly: one that tests nothing looks like one that passes."""

from __future__ import annotations

import copy
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.core.answers import Missing
from intake.core.cases import Case, Cases, change_failures, failures
from intake.core.change import compare
from intake.core.instrument import Instrument
from intake.core.parse import parse_instrument
from intake.core.parse_cases import parse_cases
from intake.core.scoring import score
from intake.core.tomltext import read_toml

FOLDER = Path(__file__).parents[1] / "fixtures" / "whole"
FILE = "forms/whole/cases.toml"
CASE: dict[str, Any] = {"name": "one", "expect": {"total": 3}, "source": "made up"}
CHANGE: dict[str, Any] = {
    "name": "down",
    "score": "total",
    "before": 8,
    "after": "7/2",
    "expect": {"difference": "-9/2", "mcid": "met"},
    "source": "made up",
}


def read(name: str) -> dict[str, Any]:
    found = read_toml((FOLDER / name).read_bytes(), name)
    assert isinstance(found, dict)
    return found


def form() -> Instrument:
    found = parse_instrument(read("instrument.toml"), "instrument.toml")
    assert isinstance(found, Instrument)
    return found


FORM = form()


def parsed(case: dict[str, Any] | None = None, change: dict[str, Any] | None = None) -> Cases:
    data = {"case": [case or CASE], "change": [change] if change else []}
    found = parse_cases(data, FORM, FILE)
    assert isinstance(found, Cases), "\n".join(map(str, found))
    return found


def answers(**keys: object) -> dict[str, object]:
    return dict(parsed({**CASE, **keys}).cases[0].answers)


def test_answers_are_read_item_by_item_by_value_or_by_id() -> None:
    assert answers(answers={"walk": 1, "rest": "always", "calm": 4, "remark": "fine"}) == {
        "walk": "sometimes",
        "rest": "always",
        "calm": 4,
        "remark": "fine",
    }


def test_a_dash_is_a_skipped_question_and_an_absent_item_was_not_reached() -> None:
    found = answers(pages={"level": ["-", 3]}, answers={"walk": "-"})

    assert found == {"walk": Missing.SKIPPED, "calm": Missing.SKIPPED, "tired": 3}


def test_a_body_map_takes_the_marked_areas_and_is_unconfirmed_when_absent() -> None:
    assert answers(pages={"body": ["knee"]}) == {"knee": 1, "elbow": 0}
    assert answers(pages={"body": []}) == {"knee": 0, "elbow": 0}
    assert answers(pages={"body": "ALL"}) == {"knee": 1, "elbow": 1}
    assert answers() == {}


def test_expected_values_are_exact() -> None:
    case = parsed({**CASE, "expect": {"total": "343/6", "days": "-", "total.band": "-"}}).cases[0]

    assert case.expect == {"total": Fraction(343, 6), "days": None, "total.band": None}


def test_facts_about_the_person_are_read_by_name() -> None:
    assert parsed({**CASE, "sex": "male"}).cases[0].needs == {"sex": "male"}


def test_a_change_is_read_exactly() -> None:
    change = parsed(change=CHANGE).changes[0]

    assert (change.before, change.after) == (8, Fraction(7, 2))
    assert change.expect == {"difference": Fraction(-9, 2), "mcid": "met"}


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"name": ""}, "case[1].name: is empty; write the text or delete the line."),
    ({"expect": {}}, "case[1].expect: says nothing; write at least one result."),
    ({"expect": {"totl": 3}}, 'expect.totl: "totl" is no result of this form (did you mean "to'),
    ({"expect": {"total": "13"}}, '"13" is no value; write 13, "343/6" or "-" for none.'),
    ({"expect": {"total": "1/0"}}, '"1/0" is no value'),
    ({"expect": {"total": None, "days": []}}, "expect.days: must be a number, not a list."),
    ({"expect": {"total.status": "done"}}, '"done" is not one of complete, prorated, at_least,'),
    (
        {"expect": {"total.band": "hihg"}},
        '"hihg" is not one of -, low, middle, high (did you mean',
    ),
    ({"expect": {"total.band.nobody": "low"}}, 'is no result of this form (did you mean "total.'),
    ({"expect": {"any_area": True}}, "expect.any_area: this is not one of yes, no, unknown"),
    ({"expect": {"result": "shut"}}, '"shut" is not one of -, serious, light, open'),
    (
        {"expect": {"speak": "yes"}},
        'expect.speak: "speak" is no result of this form (did you mean',
    ),
    (
        {"answers": {"wlak": 1}},
        'answers.wlak: "wlak" is no item of this form (did you mean "walk"',
    ),
    ({"answers": {"walk": 7}}, "answers.walk: 7 is not one of 0, 0, 1, 3; correct it."),
    ({"answers": {"walk": 0}}, "answers.walk: 0 could be never or does_not_apply; write which."),
    ({"answers": {"walk": "nevr"}}, '"nevr" is no option of walk (did you mean "never"?)'),
    ({"answers": {"calm": 11}}, "answers.calm: 11 is not from 0 to 10; correct it."),
    ({"answers": {"calm": "4"}}, "answers.calm: must be a number, not a text."),
    ({"answers": {"calm": 1}, "pages": {"level": [1, 1]}}, '"calm" is answered twice'),
    ({"pages": {"levl": [1]}}, 'pages.levl: "levl" is no page of this form (did you mean "level"'),
    ({"pages": {"level": [1]}}, 'pages.level: has 1 answers for 2 items; write "-" for a missing'),
    ({"pages": {"body": ["nee"]}}, 'pages.body[1]: "nee" is no area of this page (did you mean'),
    ({"pages": {"body": [1]}}, "pages.body[1]: this is no area of this page; correct it."),
    ({"pages": {"body": "all"}}, "pages.body: must be a list in square brackets, not a text."),
    ({"shown": {"any_area": "x"}}, "shown.any_area: is not known here"),
    ({"sx": "male"}, 'case[1].sx: is not known here (did you mean "sex"?)'),
]


@pytest.mark.parametrize(("keys", "expected"), WRONG, ids=lambda value: str(value)[:40])
def test_an_example_that_cannot_be_right_is_named(keys: dict[str, Any], expected: str) -> None:
    found = parse_cases({"case": [{**CASE, **keys}]}, FORM, FILE)

    assert isinstance(found, tuple)
    assert any(expected in str(problem) for problem in found), "\n".join(map(str, found))


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"score": "totl"}, 'change[1].score: "totl" is no score of this form (did you mean'),
        ({"before": "-"}, "change[1].before: must be a value; a change needs two."),
        ({"after": None}, "change[1].after: is missing; add it."),
        ({"expect": {}}, "change[1].expect: says nothing; write at least one result."),
        ({"expect": {"mcid": "yes"}}, '"yes" is not one of met, not_met, not_applicable'),
        ({"expect": {"percent": 3}}, "change[1].expect.percent: is not known here"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_change_that_cannot_be_right_is_named(keys: dict[str, Any], expected: str) -> None:
    found = parse_cases({"case": [CASE], "change": [{**CHANGE, **keys}]}, FORM, FILE)

    assert isinstance(found, tuple)
    assert any(expected in str(problem) for problem in found), "\n".join(map(str, found))


@pytest.mark.parametrize("data", [None, [], {}, {"case": []}, {"case": [3]}, {"case": {}}])
def test_a_form_without_examples_is_a_problem(data: object) -> None:
    found = parse_cases(data, FORM, FILE)

    assert isinstance(found, tuple)
    assert found


def examples() -> Cases:
    found = parse_cases(read("cases.toml"), FORM, FILE)
    assert isinstance(found, Cases), "\n".join(map(str, found))
    return found


def test_examples_that_come_out_as_they_say_have_no_failures() -> None:
    found = examples()

    assert [failures(case, FORM, score) for case in found.cases] == [[], []]
    assert [change_failures(change, FORM, compare) for change in found.changes] == [[]]


@pytest.mark.parametrize(
    ("key", "wrong", "expected"),
    [
        ("total", Fraction(7), "total comes to 32/5, the example says 7"),
        ("mean_level", None, "mean_level comes to 12/5, the example says nothing"),
        ("total.status", "prorated", "total.status comes to complete, the example says prorated"),
        ("total.band", "low", "total.band comes to high, the example says low"),
        ("total.band.upper_2002", "low", "total.band.upper_2002 comes to high, the example says"),
        ("any_area", "unknown", "any_area comes to yes, the example says unknown"),
        ("result", "open", "result comes to serious, the example says open"),
        ("speak.alert", "no", "speak.alert comes to yes, the example says no"),
    ],
)
def test_each_kind_of_result_is_really_compared(
    key: str, wrong: Fraction | str | None, expected: str
) -> None:
    case = examples().cases[0]

    found = failures(replace(case, expect={**case.expect, key: wrong}), FORM, score)

    assert len(found) == 1
    assert found[0].startswith(expected)


def test_the_value_as_shown_is_compared_too() -> None:
    case = examples().cases[0]

    found = failures(replace(case, shown={"half_days": "12"}), FORM, score)

    assert found == ["half_days as shown comes to 12.00, the example says 12"]


def test_each_part_of_a_change_is_really_compared() -> None:
    change = examples().changes[0]
    wrong = {
        "difference": Fraction(4),
        "mcid": "not_met",
        "response": "no",
        "remission": "yes",
        "direction": "worse",
    }

    assert len(change_failures(replace(change, expect=wrong), FORM, compare)) == 5


def test_an_expected_nothing_fails_when_there_is_a_value() -> None:
    treated = {"treatment_start": "2026-10-01"}
    case = Case("x", {"knee": 1, "elbow": 0}, {"areas": None}, needs=treated)

    assert failures(case, FORM, score) == ["areas comes to 2, the example says nothing"]


NASTY = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=6)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["total", "walk", "body", "level", "calm", "x"]), inner, max_size=3
        ),
    ),
)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(["name", "answers", "pages", "expect", "shown", "sex"]), NASTY)
def test_a_damaged_example_never_raises(key: str, value: object) -> None:
    case = copy.deepcopy(CASE)
    case[key] = value

    found = parse_cases({"case": [case], "change": [{**CHANGE, key: value}]}, FORM, FILE)

    assert isinstance(found, Cases) or found
