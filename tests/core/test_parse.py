# SPDX-License-Identifier: Apache-2.0
"""A form is read whole or not at all, and what is wrong with it is said with its place."""

from __future__ import annotations

import copy
import math
from collections.abc import Iterator
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.core.condition import AllOf, AnyOf, Relation, Test
from intake.core.instrument import Instrument, Kind, Level, Need, ResponseKind, Status
from intake.core.parse import parse_instrument
from intake.core.problem import Problem
from intake.core.score import Then, Verb, Worse
from intake.core.scoring import score
from intake.core.tomltext import read_toml

FORM = Path(__file__).parents[1] / "fixtures" / "whole" / "instrument.toml"
FILE = "forms/whole/instrument.toml"
GONE = object()


def read() -> dict[str, Any]:
    found = read_toml(FORM.read_bytes(), FILE)
    assert isinstance(found, dict)
    return found


WHOLE = read()


def parsed(data: object = WHOLE) -> Instrument:
    found = parse_instrument(data, FILE)
    assert isinstance(found, Instrument), "\n".join(map(str, found))
    return found


def changed(*edits: tuple[str, object]) -> dict[str, Any]:
    """Return the form with the value under each dotted path replaced, or deleted by `GONE`."""
    data = copy.deepcopy(WHOLE)
    for path, value in edits:
        *way, last = path.split(".")
        place: Any = data
        for step in way:
            place = place[int(step) if step.isdigit() else step]
        key: Any = int(last) if last.isdigit() else last
        if value is GONE:
            del place[key]
        else:
            place[key] = value
    return data


def problems(*edits: tuple[str, object]) -> list[str]:
    found = parse_instrument(changed(*edits), FILE)
    assert isinstance(found, tuple), "nothing was found wrong"
    return [str(problem) for problem in found]


def test_the_head_of_a_form_is_read() -> None:
    form = parsed()

    assert (form.id, form.version, form.recall) == ("whole", "1.2.3", "P2W")
    assert (form.status, form.kind) == (Status.PROVISIONAL, Kind.QUESTIONNAIRE)
    assert form.needs == (Need.SEX, Need.TREATMENT_START)
    assert form.ages == Test("age", Relation.BETWEEN, Fraction(18), Fraction(99))
    assert form.rights.checked == date(2026, 11, 22)
    assert form.unconfirmed == ("Everything in this form is made up.",)


def test_pages_and_items_keep_the_order_of_the_file() -> None:
    form = parsed()

    assert [page.id for page in form.pages] == ["start", "level", "body", "more", "last"]
    assert [item.id for item in form.items] == [
        *("walk", "rest", "remark", "calm", "tired", "knee", "elbow"),
        *("good_days", "bad_days", "worried"),
    ]
    assert form.item("remark").response.kind is ResponseKind.TEXT
    assert form.item("walk").loinc == "44250-9"
    assert form.page("start").introduction
    assert form.page("body").is_map
    assert form.page("more").hidden == 0


def test_responses_know_the_least_and_the_most_that_an_answer_is_worth() -> None:
    responses = parsed().responses

    ends = {name: (each.low, each.high) for name, each in responses.items()}
    assert ends == {
        "often": (0, 3),
        "zero_to_ten": (0, 10),
        "days": (0, 30),
        "area": (0, 1),
        "words": (0, 0),
    }
    assert [option.id for option in responses["often"].options] == [
        *("never", "does_not_apply", "sometimes", "always"),
    ]


def test_a_score_keeps_every_rule_exactly() -> None:
    total = parsed().score("total")

    assert total.verb is Verb.SUM
    assert [term.name for term in total.terms] == ["walk", "rest", "mean_level"]
    assert total.missing is not None
    assert (total.missing.then, total.missing.allow) == (Then.PRORATE, 1)
    assert total.change is not None
    assert total.change.mcid is not None
    assert total.change.mcid.size == Fraction(5, 2)
    assert total.change.response is not None
    assert (total.change.response.size, total.change.response.is_share) == (Fraction(1, 2), True)
    assert total.change.index == Test("total", Relation.MORE_THAN, Fraction(5))
    assert [each.id for each in total.bands] == ["lower_2001", "upper_2002"]
    assert total.bands[0].bands[1].limit == Fraction(7, 2)
    assert total.bands[1].upper
    assert (total.worse, parsed().score("half_days").worse) == (Worse.HIGHER, Worse.NEITHER)


def test_a_pages_name_stands_for_its_items_and_an_items_own_name_overrides_it() -> None:
    terms = parsed().score("start_count").terms

    assert [(term.name, term.test) for term in terms] == [
        ("calm", Test("calm", Relation.AT_LEAST, Fraction(5))),
        ("tired", Test("tired", Relation.AT_LEAST, Fraction(8))),
    ]


def test_a_bare_name_means_one_for_an_item_and_yes_for_a_criterion() -> None:
    terms = parsed().score("areas").terms

    assert [term.test for term in terms] == [
        Test("knee", Relation.EQUAL, Fraction(1)),
        Test("elbow", Relation.EQUAL, Fraction(1)),
        Test("any_area", Relation.EQUAL, word="yes"),
    ]


def test_criteria_outcomes_and_alerts_are_read() -> None:
    form = parsed()

    by_id = {each.id: each for each in form.criteria}
    assert by_id["any_area"].when == AnyOf(
        (Test("knee", Relation.EQUAL, Fraction(1)), Test("elbow", Relation.EQUAL, Fraction(1)))
    )
    assert isinstance(by_id["worried_much"].when, AllOf)
    assert by_id["over_cut_off"].source == "made up"
    assert [line.id for line in form.outcomes[0].lines] == ["serious", "light", "open"]
    assert form.outcomes[0].lines[-1].when is None
    alert = form.alert("speak")
    assert (alert.level, alert.unanswered, alert.offer) == (Level.NOW, Level.TODAY, "asq")


def test_ranges_are_computed_from_what_can_be_answered() -> None:
    data = changed(
        *((f"score.{name}.range", GONE) for name in WHOLE["score"]),
    )

    ranges = {each.id: (each.low, each.high) for each in parsed(data).scores}
    assert ranges == {
        "total": (0, 9),
        "mean_level": (0, 3),
        "days": (0, 30),
        "half_days": (0, 15),
        "often_count": (0, 3),
        "start_count": (0, 2),
        "areas": (0, 3),
    }


def test_an_answer_that_a_hidden_page_stands_for_widens_the_range() -> None:
    data = changed(
        ("page.more.hidden", -5), ("score.days.range", [-10, 30]), ("score.half_days.range", GONE)
    )

    assert parsed(data).score("half_days").low == -5


def test_decimals_follow_from_the_values_where_the_form_leaves_them_open() -> None:
    form = parsed()

    shown = {each.id: each.decimals for each in form.scores}
    assert shown["start_count"] == 0
    assert shown["total"] == 1
    assert shown["mean_level"] == 1
    assert shown["half_days"] == 2


WRONG: list[tuple[str, object, str]] = [
    ("id", GONE, "id: is missing; add it."),
    ("id", "9th", 'id: "9th" cannot be a name; begin with a letter from a to z'),
    ("id", "a b", 'id: "a b" cannot be a name'),
    ("version", "1.0", 'version: "1.0" must be three numbers with dots, as "1.0.0".'),
    ("version", 1, "version: must be a text in quotes, not a number."),
    ("status", "verifed", 'status: "verifed" is not known (did you mean "verified"?); write one'),
    ("unconfirmed", [], "unconfirmed: must list at least one sentence, because the status is"),
    ("status", "verified", "unconfirmed: lists what is not confirmed, so the status cannot be"),
    ("kind", "quiz", 'kind: "quiz" is not known; write one of "questionnaire", "checklist".'),
    ("kind", "checklist", "score: is not for a checklist, which is never scored; delete it."),
    ("recall", "P2W3D", 'recall: "P2W3D" is not a period; write days, weeks, months or years as'),
    ("recall", "PT2H", 'recall: "PT2H" is not a period'),
    ("recall", "P0D", 'recall: "P0D" is not a period'),
    ("ages", "adults", 'ages: must be a test in quotes such as ">= 18" or "18..65".'),
    ("needs", ["sexe"], 'needs[1]: "sexe" is not known (did you mean "sex"?)'),
    ("needs", ["sex", "sex"], 'needs[2]: "sex" is already the name of a need'),
    ("needs", ["treatment_start"], 'sex: "sex" is not a name of this form; add it to "needs"'),
    ("loinc", "44249-2", 'loinc: "44249-2" is not a LOINC code (the check digit is wrong)'),
    ("references", [], "references: is empty; write at least one entry."),
    ("references", ["", "x"], "references[1]: is empty; write the text or delete the line."),
    ("refernces", ["x"], 'refernces: is not known here (did you mean "references"?); correct or'),
    ("note", "a\x00b", "note: contains the control character U+0000; delete it."),
    ("rights.holder", GONE, "rights.holder: is missing; add it."),
    ("rights.checked", "2026-11-22", "rights.checked: must be a day without quotes, as 2026-11"),
    (
        "rights.checked",
        datetime(2026, 11, 22, tzinfo=UTC),
        "rights.checked: must be a day without quotes",
    ),
    ("responses", GONE, "responses: is missing; add it."),
    ("responses.often.scale", [0, 3], "responses.often: must have exactly one of options, scale,"),
    (
        "responses.often.options",
        [],
        "responses.often.options: is empty; write at least one entry.",
    ),
    ("responses.often.options.1.id", "never", 'options[2].id: "never" is there twice; give each'),
    ("responses.often.options.0.value", "0", "options[1].value: must be a number, not a text."),
    ("responses.often.options.0.value", True, "value: must be a number, not true or false."),
    ("responses.often.options.0.value", Fraction(1, 2), "value: must be a whole number."),
    ("responses.often.options.0.value", math.nan, "value: must be a plain number such as 3 or"),
    ("responses.often.options.0.value", 10**30, "value: is beyond 1,000,000, which no form needs"),
    ("responses.zero_to_ten.scale", [10, 0], "scale: must be the lowest and the highest number"),
    ("responses.zero_to_ten.scale", [0], "scale: must be the lowest and the highest number"),
    ("responses.zero_to_ten.scale", [0, 500], "scale: has more than 100 steps; use number = [0,"),
    ("responses.days.number", [0, 900000], "number: spans more than 10,000 numbers; narrow it."),
    ("responses.area.mark", False, "responses.area.mark: must be true; delete the line for"),
    ("page", GONE, "page: is missing; add it."),
    ("page", {}, "page: is missing; a form needs at least one page."),
    ("page.start.ask", "oftn", 'page.start.ask: "oftn" is no response of this form (did you mean'),
    (
        "page.level.ask",
        GONE,
        "page.level.items[1].ask: is missing; say how it is answered, on the",
    ),
    ("page.level.items", [], "page.level.items: is empty; write at least one entry."),
    (
        "page.level.items",
        "calm",
        "page.level.items: must be a list in square brackets, not a text",
    ),
    ("page.level.items.0.id", "walk", 'page.level.items[1].id: "walk" is already the name of an'),
    ("page.level.items.0.id", "total", 'total: "total" is already the name of an item'),
    ("page.level.items.0.id", "any", 'items[1].id: "any" is a word of the format itself; choose'),
    ("page.level.items.0.id", "sex", 'items[1].id: "sex" is already the name of a need'),
    ("page.level.stem", "yes", "page.level.stem: must be true or false, not a text."),
    ("page.level.hidden", 0, "page.level.hidden: has no meaning on a page that is always asked"),
    ("page.level.items.0.ask", "area", "page.level.items: mixes marked areas with other"),
    ("page.more.hidden", GONE, 'score.days.sum[1]: "good_days" may stay unasked; say on [page.m'),
    ("page.start.only_if", {"tired": ">= 1"}, 'page.start.only_if: looks at "tired", which is as'),
    ("page.more.unless", {}, "page.more.unless: says nothing; write at least one test."),
    ("score.total.sum", GONE, "score.total: must have exactly one of sum, mean or count."),
    ("score.total.mean", ["walk"], "score.total: must have exactly one of sum, mean or count."),
    ("score.total.sum", [], "score.total.sum: is empty; name at least one item or score."),
    ("score.total.sum", 3, "score.total.sum: must name what it takes, as in"),
    (
        "score.total.sum",
        ["walk", "rset"],
        '"rset" is not a name of this form (did you mean "rest"',
    ),
    ("score.total.sum", ["walk", "walk"], 'sum[2]: "walk" is taken twice (a page\'s name stands'),
    ("score.days.sum", ["more", "bad_days"], 'sum[2]: "bad_days" is taken twice'),
    ("score.total.sum", ["remark"], 'sum[1]: "remark" is answered in words and has no value.'),
    ("score.total.sum", ["any_area"], '"any_area" is a criterion, which cannot be added up; use'),
    ("score.total.sum", ["result"], '"result" is an outcome; test it in a table'),
    ("score.total.sum", ["speak"], '"speak" is an alert, which nothing else can look at'),
    ("score.areas.count", ["total"], '"total" is a score; say which of its values count'),
    ("score.areas.count", ["sex"], '"sex" is a fact about the person; test it in a table'),
    ("score.start_count.count", {"level": 5}, "count.level: must be a test in quotes, not a num"),
    ("score.start_count.count", {"level": "> 5"}, '"> 5" is not a test of a number; write ">= 2"'),
    ("score.start_count.count", {"level": "8..5"}, '"8..5" is not a test of a number; write'),
    ("score.start_count.count", {"level": ">= 11"}, "can never hold: calm is from 0 to 10; corr"),
    ("score.start_count.count", {"level": ">= 0"}, "always holds: calm is from 0 to 10; correct"),
    ("score.often_count.count.walk", "= 2", "can never hold: walk is from 0 to 3; correct the"),
    ("score.often_count.count.start_count", "= 7", "can never hold: start_count is from 0 to 2"),
    ("score.total.range", [0, 10], "score.total.range: says 0 to 10, but the answers give 0 to 9"),
    ("score.total.range", [9, 0], "score.total.range: must be the lower and the higher number"),
    ("score.total.worse", GONE, "score.total.worse: is missing; add it."),
    ("score.total.worse", "up", 'worse: "up" is not known; write one of "higher", "lower", "nei'),
    ("score.total.headline", False, "score: has no headline; add headline = true to the score"),
    (
        "score.total.missing.round",
        "half_even",
        '"half_even" is not known (did you mean "half_up"?)',
    ),
    ("score.total.decimals", 9, "score.total.decimals: must be from 0 to 6."),
    ("score.half_days.divide", 0, "score.half_days.divide: must be above 0."),
    ("score.mean_level.reverse", ["walk"], 'reverse[1]: "walk" is not part of this score'),
    ("score.mean_level.reverse", ["calm", "level"], 'reverse[2]: "calm" is reversed twice'),
    ("score.days.reverse", ["good_days"], '"good_days" may stay unasked, so it cannot be rev'),
    ("score.mean_level.rescale", [3, 0], "rescale: must be the lower and the higher number"),
    ("score.areas.rescale", [0, 100], "rescale: changes values, but a count only counts; delete"),
    ("score.mean_level.cap", 2, "score.mean_level.cap: limits a plain sum or count; put the mean"),
    ("score.days.cap", 90, "score.days.cap: is never reached; correct or delete it."),
    ("score.total.missing", {"then": "zero"}, 'missing.then: "zero" is not known; write one of'),
    ("score.total.missing", {"then": "prorate"}, "score.total.missing.allow: is missing; add it."),
    ("score.total.missing.allow", 3, "missing.allow: must be from 1 to 2: the score takes 3."),
    ("score.total.missing.then", "at_least", 'missing.then: may be "at_least" for a count only'),
    ("score.often_count.missing.allow", 1, 'missing: of "at_least" allows any number and rounds'),
    ("score.total.source.missing", GONE, "source.missing: is missing; say who published the rule"),
    ("score.total.source.bands", GONE, "source.bands: is missing; say who published the rule for"),
    ("score.total.source.xyz", "x", "score.total.source.xyz: is not known here; correct or"),
    ("score.total.bands.lower_2001.from.middle", 7, "from.high: 6 must be above 7, the bound"),
    ("score.total.bands.lower_2001.from.low", 1, "from.low: must start at 0, the lowest value"),
    ("score.total.bands.lower_2001.from.high", 12, "from.high: 12 lies outside the score's range"),
    ("score.total.bands.upper_2002.up_to.high", 8, "up_to.high: must end at 9, the highest value"),
    (
        "score.total.bands.upper_2002.from",
        {"a": 0},
        "upper_2002: must have from (lower bounds) or",
    ),
    ("score.total.bands.upper_2002.up_to", {}, "up_to: is empty; name at least one band."),
    ("score.total.bands.bad-set", {"from": {"a": 0}}, '"bad-set" cannot be a name; begin with'),
    (
        "score.total.change",
        {},
        "score.total.change: says nothing; add mcid, response or remission",
    ),
    ("score.total.change.mcid", "30", "change.mcid: must be points such as 5 or a share such as"),
    ("score.total.change.mcid", "130%", "change.mcid: must be points such as 5 or a share"),
    ("score.total.change.mcid", -5, "change.mcid: must be above 0; it is the size of a change."),
    ("score.total.change.index", 9, 'index: must be a test in quotes such as "> 9" or "< 5".'),
    ("score.total.change.remission", "< 0", "remission: can never hold: total is from 0 to 9"),
    ("score.total.worse", "neither", "change: speaks of response or remission, but worse ="),
    ("criterion.any_area", {}, "criterion.any_area: says nothing; write at least one test."),
    ("criterion.any_area", ["knee"], "criterion.any_area: must be a table of tests such as"),
    ("criterion.any_area", {"any": []}, "any_area.any: must be a list in square brackets with"),
    ("criterion.any_area", "kneee", '"kneee" is not a name of this form (did you mean "knee"?)'),
    ("criterion.any_area", "remark", '"remark" is answered in words, which cannot be tested.'),
    ("criterion.any_area", "body", '"body" is a page, which cannot stand here; name its items.'),
    ("criterion.any_area", {"body": ">= 1"}, '"body" is a page, which cannot stand here'),
    ("criterion.any_area", {"worried_much": "maybe"}, '"maybe" is not a test of a criterion; wri'),
    ("criterion.any_area", {"sex": "= man"}, '"man" is not one of female, male, not_recorded'),
    ("criterion.any_area", {"sex": "female"}, '"female" is not a test of a word; write "= word"'),
    ("criterion.any_area", {"treatment_start": "= x"}, "is a date and cannot be tested; it only"),
    ("criterion.any_area", {"result": "= lihgt"}, '"lihgt" is not one of serious, light, open (d'),
    ("criterion.over_cut_off.wen", "knee", 'criterion.over_cut_off.wen: "wen" is not a name'),
    ("outcome.result", {}, "outcome.result: is empty; write at least one line."),
    ("outcome.result.late", "knee", 'outcome.result.late: is never reached: "open" before it al'),
    ("outcome.result.light", [], "outcome.result.light: must be a table of tests such as"),
    ("alert.speak.when", GONE, "alert.speak.when: is missing; add it."),
    ("alert.speak.level", "soon", 'alert.speak.level: "soon" is not known; write one of "now"'),
    ("alert.speak.unanswered", "never", 'alert.speak.unanswered: "never" is not known; write'),
    ("alert.knee", {"when": "knee", "level": "note"}, 'alert.knee: "knee" is already the name of'),
    ("alert.speak", "now", "alert.speak: must be a table, not a text."),
    ("score.knee\n", {}, 'score."knee<U+000A>": "knee<U+000A>" cannot be a name'),
]


@pytest.mark.parametrize(("path", "value", "expected"), WRONG, ids=lambda value: str(value)[:30])
def test_a_slip_is_named_with_its_place_and_the_way_out(
    path: str, value: object, expected: str
) -> None:
    found = problems((path, value))

    assert any(expected in line for line in found), "\n".join(found)
    assert all(line.startswith(f"{FILE}: ") for line in found)
    assert all("\n" not in line for line in found)


def test_a_problem_reads_as_file_key_path_and_sentence() -> None:
    found = problems(("score.total.bands.lower_2001.from.middle", "4"))

    place = "score.total.bands.lower_2001.from.middle"
    assert found == [f"forms/whole/instrument.toml: {place}: must be a number, not a text."]


def test_every_problem_is_named_at_once() -> None:
    found = problems(
        ("version", "one"),
        ("responses.days.number", "many"),
        ("page.start.recall", "a week"),
        ("score.total.range", [0, 99]),
        ("criterion.any_area", "nobody"),
        ("alert.speak.level", "later"),
    )

    places = [line.split(": ")[1] for line in found]
    assert set(places) == {
        "version",
        "responses.days.number",
        "page.start.recall",
        "score.total.range",
        "criterion.any_area",
        "alert.speak.level",
    }


def test_rules_that_go_in_a_circle_are_named() -> None:
    found = problems(("criterion.any_area", {"worried_much": "yes"}))

    assert any("goes in a circle" in line and "any_area" in line for line in found)


def test_a_score_of_itself_goes_in_a_circle() -> None:
    found = problems(("score.total.sum", ["walk", "total"]))

    assert any("goes in a circle: total → total" in line for line in found)


def test_a_page_that_waits_for_its_own_answer_goes_in_a_circle() -> None:
    found = problems(("page.last.only_if", {"worried": ">= 1"}))

    assert any("goes in a circle" in line and "worried" in line for line in found)


def test_two_circles_are_both_named() -> None:
    found = problems(
        ("criterion.any_area", "any_area"), ("score.start_count.count", {"start_count": "= 1"})
    )

    assert sum("goes in a circle" in line for line in found) == 2


def test_an_item_called_like_its_page_is_one_problem_and_no_circle() -> None:
    found = problems(("page.level.items.0.id", "level"))

    assert any('"level" is already the name of a page' in line for line in found)
    assert not any("circle" in line for line in found)


def test_a_checklist_needs_neither_scores_nor_references() -> None:
    data = changed(("kind", "checklist"), ("references", GONE))
    for key in ("score", "criterion", "outcome", "alert"):
        del data[key]
    for page in ("more", "last"):
        del data["page"][page]

    assert parsed(data).scores == ()


def test_a_criterion_nested_beyond_reason_is_a_problem() -> None:
    nested: object = "knee"
    for _ in range(5000):
        nested = {"all": [nested]}

    found = problems(("criterion.any_area", nested))

    assert any("is nested more than 8 deep; give a part a name." in line for line in found)


def test_a_mean_of_a_page_without_items_is_no_division_by_zero() -> None:
    found = problems(("page.level.items", 3))

    assert any("page.level.items: must be a list" in line for line in found)


@pytest.mark.parametrize("data", [None, 3, "id", [], [{}], {}, {"id": None}, {3: 4}])
def test_what_is_no_form_at_all_yields_problems(data: object) -> None:
    found = parse_instrument(data, FILE)

    assert isinstance(found, tuple)
    assert found
    assert all(isinstance(each, Problem) for each in found)


def places_in(value: object, way: tuple[object, ...] = ()) -> Iterator[tuple[object, ...]]:
    """Yield the way to every value inside a table."""
    if way:
        yield way
    if isinstance(value, dict):
        for key, part in value.items():
            yield from places_in(part, (*way, key))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from places_in(part, (*way, number))


PLACES = sorted(places_in(WHOLE), key=str)
NAMES = sorted({str(way[-1]) for way in PLACES if isinstance(way[-1], str)})
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.fractions(),
    st.text(max_size=20),
    st.sampled_from([*NAMES, ">= 1", "= 0", "yes", "1..3", "P7D", "30%", "", "=", "..", "10" * 9]),
    st.dates(),
    st.datetimes(),
    st.times(),
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.one_of(st.text(max_size=8), st.sampled_from(NAMES)), inner, max_size=3),
    ),
    max_leaves=8,
)


@st.composite
def mutated(draw: st.DrawFn) -> dict[str, Any]:
    """Draw the form with up to four values deleted, replaced or moved."""
    data = copy.deepcopy(WHOLE)
    for _ in range(draw(st.integers(1, 4))):
        *way, last = draw(st.sampled_from(PLACES))
        place: Any = data
        try:
            for step in way:
                place = place[step]
            kind = draw(st.sampled_from(["delete", "replace", "move", "rename"]))
            if kind == "replace":
                place[last] = draw(VALUES)
            elif kind == "move":
                first, *rest = draw(st.sampled_from(PLACES))
                found: Any = data[first]
                for step in rest:
                    found = found[step]
                place[last] = copy.deepcopy(found)
            else:
                value = place.pop(last)
                if kind == "rename" and isinstance(place, dict):
                    place[draw(st.sampled_from(NAMES))] = value
        except (KeyError, IndexError, TypeError, AttributeError):
            continue
    return data


@settings(max_examples=400, deadline=None)
@given(mutated())
def test_a_damaged_form_is_named_or_can_be_scored(data: dict[str, Any]) -> None:
    found = parse_instrument(data, FILE)

    if isinstance(found, Instrument):
        results = score(found, {})
        assert set(results.scores) == {each.id for each in found.scores}
        for each in found.scores:
            interval = results.scores[each.id].interval
            assert each.low <= interval.low <= interval.high <= each.high
    else:
        assert found
        assert all("\n" not in str(problem) and problem.text for problem in found)


@settings(max_examples=200, deadline=None)
@given(VALUES)
def test_anything_at_all_yields_problems_rather_than_an_error(data: object) -> None:
    found = parse_instrument(data, FILE)

    assert isinstance(found, tuple)
    assert found
