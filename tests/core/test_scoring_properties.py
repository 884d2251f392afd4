# SPDX-License-Identifier: Apache-2.0
"""What must hold for every form and every pattern of answers, shipped forms included."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.catalogue import load
from intake.core import scoring
from intake.core.answers import Answer, Answers, Missing, is_answered
from intake.core.instrument import Instrument, Item, Need, Page, ResponseKind
from intake.core.results import AlertState, PageState, Results, ScoreStatus, Truth
from intake.core.score import Score, Then, Verb
from intake.core.scoring import page_states, scores_only
from tests.core.builders import EVERY_FORM

FOLDER = Path(__file__).parents[2] / "forms"
SHIPPED = load(FOLDER).instruments
FORMS: dict[str, Instrument] = {
    **{f"built {make.__name__}": make() for make in EVERY_FORM},
    **{f"shipped {name}": made for name, made in SHIPPED.items()},
}
every_form = pytest.mark.parametrize("name", FORMS)
# Thirteen forms share the work of each property; slow machines must not make it fail.
few = settings(max_examples=40, deadline=None)
MISSING = st.sampled_from([None, *Missing])


TREATED = {"treatment_start": "2026-01-01"}


def score(form: Instrument, answers: Answers, needs: Mapping[str, str] = TREATED) -> Results:
    """Return what the answers come to; a form that needs a treatment has one."""
    return scoring.score(form, answers, needs)


def answer_to(item: Item) -> st.SearchStrategy[Answer]:
    """Return any answer that the response of an item allows."""
    if item.response.kind is ResponseKind.OPTIONS:
        return st.sampled_from([option.id for option in item.response.options])
    if item.response.kind is ResponseKind.TEXT:
        return st.text(max_size=5)
    return st.integers(item.response.low, item.response.high)


@st.composite
def some_answers(draw: st.DrawFn, form: Instrument) -> dict[str, Answer]:
    """Return a form with any pattern of answers and of kinds of missing."""
    share = draw(st.sampled_from([0, 1, 2, 5, 10]))
    found: dict[str, Answer] = {}
    for item in form.items:
        is_missing = draw(st.integers(1, 10)) <= share
        answer = draw(MISSING if is_missing else answer_to(item))
        if answer is not None:
            found[item.id] = answer
    return found


@st.composite
def completed(draw: st.DrawFn, form: Instrument, answers: Answers) -> dict[str, Answer]:
    """Return the same answers with every missing one given."""
    return {
        item.id: answers[item.id] if is_answered(answers.get(item.id)) else draw(answer_to(item))
        for item in form.items
    }


def needs_for(data: st.DataObject, form: Instrument) -> Mapping[str, str]:
    if Need.TREATMENT_START in form.needs:
        return TREATED
    if Need.SEX not in form.needs:
        return {}
    return data.draw(st.sampled_from([{}, {"sex": "male"}, {"sex": "female"}]))


def own_items(form: Instrument, rule: Score) -> list[Item] | None:
    """Return the items of a score that is made of always-asked items alone."""
    asked = {i.id: i for p in form.pages if not (p.only_if or p.unless) for i in p.items}
    names = [term.name for term in rule.terms]
    return [asked[name] for name in names] if set(names) <= set(asked) else None


@every_form
@few
@given(data=st.data())
def test_every_score_lies_within_its_range(name: str, data: st.DataObject) -> None:
    form = FORMS[name]
    results = score(form, data.draw(some_answers(form)), needs_for(data, form))

    for rule in form.scores:
        result = results.scores[rule.id]
        assert rule.low <= result.interval.low <= result.interval.high <= rule.high
        if result.value is not None:
            assert result.interval.low <= result.value <= result.interval.high


@every_form
@few
@given(data=st.data())
def test_scores_come_out_alike_without_what_rests_on_them(name: str, data: st.DataObject) -> None:
    form = FORMS[name]
    answers, needs = data.draw(some_answers(form)), needs_for(data, form)

    whole, alone = score(form, answers, needs), scores_only(form, answers, needs)
    asked_for = data.draw(st.permutations(list(whole.scores)))

    assert {name: alone.scores[name] for name in asked_for} == whole.scores
    assert alone.scores == whole.scores


@every_form
@few
@given(data=st.data(), seed=st.integers(0, 99))
def test_the_order_of_answers_does_not_matter(name: str, data: st.DataObject, seed: int) -> None:
    form = FORMS[name]
    answers = data.draw(some_answers(form))
    mixed = list(answers.items())
    random.Random(seed).shuffle(mixed)

    assert score(form, dict(mixed)) == score(form, answers)


@every_form
@few
@given(data=st.data())
def test_an_interval_contains_what_completing_the_form_gives(
    name: str, data: st.DataObject
) -> None:
    form = FORMS[name]
    needs = needs_for(data, form)
    answers = data.draw(some_answers(form))
    before = score(form, answers, needs)
    after = score(form, data.draw(completed(form, answers)), needs)

    for rule in form.scores:
        open_, closed = before.scores[rule.id].interval, after.scores[rule.id].interval
        assert after.scores[rule.id].status is ScoreStatus.COMPLETE
        assert open_.low <= closed.low == closed.high <= open_.high


@every_form
@few
@given(data=st.data())
def test_completing_a_form_never_contradicts_an_earlier_yes_or_no(
    name: str, data: st.DataObject
) -> None:
    form = FORMS[name]
    needs = needs_for(data, form)
    answers = data.draw(some_answers(form))
    before = score(form, answers, needs)
    after = score(form, data.draw(completed(form, answers)), needs)

    for criterion, result in before.criteria.items():
        if result.truth is not Truth.UNKNOWN and not result.from_prorated:
            assert after.criteria[criterion].truth is result.truth
    for page, state in before.pages.items():
        if state is PageState.NOT_ASKED:
            assert after.pages[page] is PageState.NOT_ASKED


@every_form
@few
@given(data=st.data())
def test_an_alert_that_fires_is_not_silenced_by_further_answers(
    name: str, data: st.DataObject
) -> None:
    form = FORMS[name]
    answers = data.draw(some_answers(form))
    before = score(form, answers)
    after = score(form, data.draw(completed(form, answers)))

    for alert in form.alerts:
        was, is_now = before.alerts[alert.id].state, after.alerts[alert.id].state
        assert was is not AlertState.YES or is_now is AlertState.YES
        if alert.unanswered is not None:
            assert was is not AlertState.NO or is_now is AlertState.NO


@every_form
@few
@given(data=st.data())
def test_a_form_without_an_answer_decides_nothing(name: str, data: st.DataObject) -> None:
    form = FORMS[name]
    kinds = {item.id: data.draw(MISSING) for item in form.items}
    results = score(form, {item: kind for item, kind in kinds.items() if kind is not None})

    assert {each.status for each in results.scores.values()} <= {ScoreStatus.NOT_SCORABLE}
    assert {each.truth for each in results.criteria.values()} <= {Truth.UNKNOWN}
    assert {each.state for each in results.alerts.values()} <= {AlertState.UNANSWERED}


@every_form
@few
@given(data=st.data())
def test_the_kind_of_missing_changes_no_score(name: str, data: st.DataObject) -> None:
    form = FORMS[name]
    answers = data.draw(some_answers(form))
    absent = {item: answer for item, answer in answers.items() if is_answered(answer)}

    one, other = score(form, answers), score(form, absent)

    assert (one.scores, one.criteria, one.outcomes) == (
        other.scores,
        other.criteria,
        other.outcomes,
    )


@every_form
@few
@given(data=st.data())
def test_every_pattern_of_missing_answers_scores_by_the_rule_or_says_why_not(
    name: str, data: st.DataObject
) -> None:
    form = FORMS[name]
    results = score(form, data.draw(some_answers(form)), needs_for(data, form))

    for rule in form.scores:
        result = results.scores[rule.id]
        assert (result.value is None) is (result.status is ScoreStatus.NOT_SCORABLE)
        assert result.interval.is_known is (result.status is ScoreStatus.COMPLETE)
        has_bands = bool(rule.bands) and result.status in {
            ScoreStatus.COMPLETE,
            ScoreStatus.PRORATED,
        }
        assert set(result.bands) == ({each.id for each in rule.bands} if has_bands else set())


@every_form
@few
@given(data=st.data())
def test_the_missing_rule_is_kept_to_the_letter(name: str, data: st.DataObject) -> None:
    form = FORMS[name]
    answers = data.draw(some_answers(form))
    results = score(form, answers)

    for rule in form.scores:
        items = own_items(form, rule)
        result = results.scores[rule.id]
        if items is None or result.interval.is_known or rule.verb is Verb.COUNT:
            continue
        missing = sum(not is_answered(answers.get(item.id)) for item in items)
        assert (result.answered, result.asked) == (len(items) - missing, len(items))
        assert result.status is expected_status(rule, missing, len(items))


def expected_status(rule: Score, missing: int, items: int) -> ScoreStatus:
    kept = rule.missing
    if kept is None or missing == items or (kept.allow is not None and missing > kept.allow):
        return ScoreStatus.NOT_SCORABLE
    return ScoreStatus.PRORATED if kept.then is Then.PRORATE else ScoreStatus.AT_LEAST


@every_form
@few
@given(data=st.data())
def test_prorating_equal_answers_changes_nothing(name: str, data: st.DataObject) -> None:
    form = FORMS[name]
    for rule in form.scores:
        items = own_items(form, rule)
        if items is None or rule.missing is None or rule.missing.then is not Then.PRORATE:
            continue
        if len({item.response.id for item in items}) > 1 or rule.reverse:
            continue
        answer = data.draw(answer_to(items[0]))
        whole: dict[str, Answer] = {item.id: answer for item in items}
        gone = data.draw(st.sets(st.sampled_from(sorted(whole)), max_size=rule.missing.allow))
        part = {item: value for item, value in whole.items() if item not in gone}

        assert score(form, part).scores[rule.id].value == score(form, whole).scores[rule.id].value


@every_form
@few
@given(data=st.data())
def test_answers_on_a_page_that_is_not_asked_are_kept_and_change_nothing(
    name: str, data: st.DataObject
) -> None:
    form = FORMS[name]
    answers = data.draw(some_answers(form))
    results = score(form, answers)
    hidden = [page for page in form.pages if results.pages[page.id] is PageState.NOT_ASKED]
    other = dict(answers)
    for item in _items_of(hidden):
        other[item.id] = data.draw(answer_to(item))
    changed = score(form, other)

    assert _scored(changed) == _scored(results)
    for alert_id, alert in changed.alerts.items():
        # An alert hears every answer that was given, and can only be raised by one more.
        assert alert.state in {results.alerts[alert_id].state, AlertState.YES}
    assert changed.unused == tuple(item.id for item in _items_of(hidden))


def _items_of(pages: list[Page]) -> list[Item]:
    return [item for page in pages for item in page.items]


def _scored(results: Results) -> tuple[object, ...]:
    return results.scores, results.criteria, results.outcomes, results.pages


@every_form
@few
@given(data=st.data())
def test_page_states_are_those_of_the_whole_scoring(name: str, data: st.DataObject) -> None:
    form = FORMS[name]
    answers, needs = data.draw(some_answers(form)), needs_for(data, form)

    assert page_states(form, answers, needs) == score(form, answers, needs).pages


def test_the_shipped_forms_are_among_them() -> None:
    assert len(SHIPPED) >= 6
