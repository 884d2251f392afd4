# SPDX-License-Identifier: Apache-2.0
"""Scores, criteria, outcomes and alerts from answers."""

from __future__ import annotations

from fractions import Fraction
from graphlib import CycleError

import pytest

from intake.core.answers import Answer, Missing
from intake.core.flow import Flow
from intake.core.instrument import Criterion, Outcome, OutcomeLine
from intake.core.results import AlertState, Interval, PageState, ScoreStatus, Truth
from intake.core.score import MissingRule, Score, Term, Then, Verb
from intake.core.scoring import Scorer, page_states, score
from tests.core.builders import (
    AREAS,
    FREQUENCY,
    SCALE,
    TEXT,
    asq,
    audit_c,
    changed,
    check,
    counted,
    criteria_2016,
    every,
    fiqr,
    fiqr_answers,
    form,
    healthy_days,
    lower_bands,
    mos_sleep,
    page,
    phq9,
    phq9_answers,
    total,
    upper_bands,
)

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
COMPLETE, PRORATED = ScoreStatus.COMPLETE, ScoreStatus.PRORATED
FLOOR = MissingRule(Then.AT_LEAST)
AT_LEAST, NOT_SCORABLE = ScoreStatus.AT_LEAST, ScoreStatus.NOT_SCORABLE


def interval(low: int, high: int) -> Interval:
    return Interval(Fraction(low), Fraction(high))


class TestSumsAndProration:
    @pytest.mark.parametrize(
        ("values", "value", "status", "band"),
        [
            ((0,) * 9, 0, COMPLETE, "none_minimal"),
            ((3,) * 9, 27, COMPLETE, "severe"),
            ((1, 1, 1, 1, 0, 0, 0, 0, 0), 4, COMPLETE, "none_minimal"),
            ((1, 1, 1, 1, 1, 0, 0, 0, 0), 5, COMPLETE, "mild"),
            ((2, 2, 2, 2, 2, 2, 1, 1, 0), 14, COMPLETE, "moderate"),
            ((2, 2, 2, 2, 2, 2, 2, 1, 0), 15, COMPLETE, "moderately_severe"),
            ((3, 3, 3, 2, 2, 2, 2, 2, 1), 20, COMPLETE, "severe"),
            ((1, 1, 1, 1, 0, 0, None, 0, 0), 5, PRORATED, "mild"),
            ((2, 2, 2, None, 2, 1, None, 1, 0), 13, PRORATED, "moderate"),
            ((1, 1, 1, 1, 1, 1, 1, 1, None), 9, PRORATED, "mild"),
            ((2, 2, None, None, 2, None, 2, 1, 1), None, NOT_SCORABLE, None),
        ],
    )
    def test_the_published_examples_come_out(
        self,
        values: tuple[int | None, ...],
        value: int | None,
        status: ScoreStatus,
        band: str | None,
    ) -> None:
        result = score(phq9(), phq9_answers(*values)).scores["total"]

        assert (result.value, result.status) == (value, status)
        assert result.bands.get("kroenke_2001") == band

    def test_a_skipped_item_never_counts_as_zero(self) -> None:
        result = score(phq9(), phq9_answers(3, None, 3, None, 3, None, 3, 3, 3)).scores["total"]

        assert result.value is None
        assert result.interval == interval(18, 27)

    def test_a_prorated_score_says_on_what_it_rests(self) -> None:
        result = score(phq9(), phq9_answers(2, 2, 2, None, 2, 1, None, 1, 0)).scores["total"]

        assert (result.answered, result.asked, result.raw) == (7, 9, 10)

    def test_every_kind_of_missing_is_missing(self) -> None:
        for kind in Missing:
            answers: dict[str, Answer] = phq9_answers(1, 1, 1, 1, 0, 0, 0, 0, 0)
            answers["mood"] = kind

            assert score(phq9(), answers).scores["total"].status is PRORATED

    def test_an_answer_that_the_form_does_not_know_is_missing(self) -> None:
        answers: dict[str, Answer] = phq9_answers(0, 0, 0, 0, 0, 0, 0, 0, 0)

        assert score(phq9(), answers | {"mood": "often"}).scores["total"].answered == 8
        assert score(fiqr(), {"impact1": 11, "impact2": 4}).scores["overall"].value is None

    def test_fractions_stay_exact(self) -> None:
        answers = fiqr_answers((2, 6, 4, 8, 7, 5, 6, 7, 5), (6, 5), (7, 8, 6, 8, 3, 6, 4, 7, 4, 6))
        scores = score(fiqr(), answers).scores

        assert scores["function"].value == Fraction(50, 3)
        assert scores["total"].value == Fraction(343, 6)
        assert scores["total"].bands == {"salaffi_2021": "moderate", "salaffi_2018": "moderate"}

    def test_bands_compare_the_exact_value(self) -> None:
        function, symptoms = (1,) * 8 + (0,), (3,) * 10
        below = score(fiqr(), fiqr_answers(function, (3, 3), symptoms)).scores["total"]
        edge = score(fiqr(), fiqr_answers((2,) * 9, (4, 5), symptoms)).scores["total"]

        assert (below.value, below.bands["salaffi_2021"]) == (Fraction(71, 3), "remission")
        assert (edge.value, edge.bands["salaffi_2018"]) == (30, "remission")

    def test_a_score_of_scores_inherits_the_weakest_status(self) -> None:
        symptoms = (7, 8, 6, 8, 3, 6, 4, 7, 4, 6)
        one = fiqr_answers((2, 6, 4, 8, 7, 5, 6, None, 5), (6, 5), symptoms)
        two = fiqr_answers((2, 6, 4, 8, 7, None, 6, None, 5), (6, 5), symptoms)

        prorated, unscorable = (score(fiqr(), each).scores for each in (one, two))

        assert prorated["function"].value == Fraction(129, 8)
        assert prorated["total"].value == Fraction(453, 8)
        assert prorated["total"].status is PRORATED
        assert (prorated["total"].answered, prorated["total"].asked) == (20, 21)
        assert unscorable["total"].status is NOT_SCORABLE
        assert unscorable["overall"].status is COMPLETE

    def test_the_interval_of_a_prorated_score_is_not_narrowed_by_it(self) -> None:
        answers = fiqr_answers((0,) * 8 + (None,), (0, 0), (0,) * 10)
        scores = score(fiqr(), answers).scores

        assert scores["function"].value == 0
        assert scores["total"].interval == Interval(Fraction(0), Fraction(10, 3))

    def test_terms_of_unequal_range_cannot_carry_a_score_beyond_its_bounds(self) -> None:
        rule = MissingRule(Then.PRORATE, 1)
        made = form(
            [page("wide", SCALE, "a"), page("narrow", FREQUENCY, "b")],
            scores=(total("a b", 0, 13, missing=rule),),
        )

        assert score(made, {"a": 10}).scores["total"].value == 13

    def test_a_value_that_no_band_reaches_has_none(self) -> None:
        sets = (lower_bands("low", some=2), upper_bands("up", some=5))
        made = form([page("p", SCALE, "a")], scores=(total("a", 0, 10, bands=sets),))

        assert score(made, {"a": 1}).scores["total"].bands == {"up": "some"}
        assert score(made, {"a": 6}).scores["total"].bands == {"low": "some"}

    def test_a_sum_that_holds_an_at_least_is_at_least_its_certain_part(self) -> None:
        made = form(
            [page("p", SCALE, "a b c"), page("q", SCALE, "d e")],
            scores=(
                changed(total("a b", 0, 20), id="one", missing=MissingRule(Then.PRORATE, 1)),
                Score(
                    "two", Verb.COUNT, counted("c d e", ">= 5"), *interval_ends(3), missing=FLOOR
                ),
                total("one two", 0, 23),
            ),
        )
        result = score(made, {"a": 4, "c": 5}).scores["total"]

        assert (result.value, result.status) == (5, AT_LEAST)
        assert result.interval == interval(5, 17)
        assert (result.answered, result.asked) == (2, 5)


class TestMeansReversedAndRescaled:
    def test_each_answer_is_put_on_the_scale_by_its_own_range(self) -> None:
        answers = {"latency": "minutes4", "sob_headache": "often4", "rested": "often5"}
        answers |= {"drowsy": "often2", "trouble_falling": "often2", "amount_needed": "often5"}
        results = score(mos_sleep(), {**answers, "hours": 5})

        assert results.scores["total"].value == Fraction(75 + 40 + 80 + 80 + 80 + 80, 6)
        assert results.scores["adequacy"].value == 20
        assert results.criteria["optimal"].truth is NO

    def test_a_prorated_mean_is_the_mean_of_what_was_answered(self) -> None:
        answers: dict[str, Answer] = {"rested": "often3"}
        adequacy = score(mos_sleep(), answers).scores["adequacy"]

        assert (adequacy.value, adequacy.status) == (60, PRORATED)
        assert adequacy.interval == interval(30, 80)

    def test_nothing_answered_gives_no_mean(self) -> None:
        results = score(mos_sleep(), {})

        assert all(each.status is NOT_SCORABLE for each in results.scores.values())
        assert results.criteria["optimal"].truth is UNKNOWN

    def test_a_scale_may_start_above_zero_and_run_the_other_way(self) -> None:
        ends = (Fraction(10), Fraction(30))
        turned = changed(total("a", 10, 30), rescale=ends, reverse=frozenset({"a"}))
        straight = changed(total("a", 10, 30), id="straight", rescale=ends)
        made = form([page("p", FREQUENCY, "a")], scores=(turned, straight))
        scores = score(made, {"a": "several_days"}).scores

        assert scores["straight"].value == 10 + Fraction(20, 3)
        assert scores["total"].value == 10 + Fraction(40, 3)
        assert score(made, {}).scores["total"].interval == interval(10, 30)

    def test_a_scale_of_one_point_is_worth_its_lowest(self) -> None:
        flat = changed(total("a", 0, 1), rescale=(Fraction(0), Fraction(1)))
        made = form([page("p", TEXT, "t"), page("q", SCALE, "a")], scores=(flat,))

        assert score(made, {"a": 10, "t": "words"}).scores["total"].value == 1


class TestCounts:
    def test_an_item_may_have_a_test_of_its_own(self) -> None:
        result = score(phq9(), phq9_answers(2, 1, 2, 2, 2, 0, 0, 0, 1))

        assert result.scores["symptom_count"].value == 5
        assert result.criteria["major"].truth is YES

    def test_with_answers_missing_a_count_is_at_least_its_certain_part(self) -> None:
        result = score(phq9(), phq9_answers(2, 2, 2, None, 2, 1, None, 1, 0))
        count = result.scores["symptom_count"]

        assert (count.value, count.status, count.bands) == (4, AT_LEAST, {})
        assert (count.answered, count.asked, count.raw) == (7, 9, 4)
        assert count.interval == interval(4, 6)
        assert result.criteria["major"].truth is UNKNOWN
        assert result.criteria["other"].truth is UNKNOWN

    def test_a_count_with_none_of_its_items_answered_is_no_zero(self) -> None:
        result = score(phq9(), {"self_harm": "several_days"}).scores

        assert (result["core_count"].value, result["core_count"].status) == (None, NOT_SCORABLE)
        assert (result["problem_count"].value, result["problem_count"].status) == (1, AT_LEAST)

    def test_enough_answers_decide_a_criterion_on_a_form_without_a_total(self) -> None:
        result = score(phq9(), phq9_answers(2, 2, None, None, 2, None, 2, 1, 1))

        assert result.scores["total"].value is None
        assert result.criteria["major"].truth is YES
        assert result.criteria["positive"].truth is YES
        assert not result.criteria["positive"].from_prorated

    def test_a_bare_name_counts_a_mark_or_a_yes(self) -> None:
        counts = Score("n", Verb.COUNT, (Term("a"), Term("c")), Fraction(0), Fraction(2))
        made = form(
            [page("p", SCALE, "a b")],
            scores=(counts,),
            criteria=(Criterion("c", every(b=">= 3")),),
        )

        assert score(made, {"a": 1, "b": 3}).scores["n"].value == 2
        assert score(made, {"a": 2, "b": 0}).scores["n"].value == 0

    def test_criteria_count_once_they_are_known(self) -> None:
        marked = {"shoulder_l", "neck", "chest", "upper_back"}
        areas: dict[str, Answer] = {area: int(area in marked) for area in AREAS.split()}
        symptoms: dict[str, Answer] = dict.fromkeys(("fatigue", "unrefreshed"), "nearly")
        result = score(criteria_2016(), areas | symptoms)

        assert result.scores["wpi"].value == 4
        assert result.scores["regions"].value == 2
        assert result.scores["fs"].value is None
        assert (result.scores["fs"].answered, result.scores["fs"].asked) == (9, 10)
        assert result.criteria["consistent"].truth is YES

    def test_a_body_map_that_was_not_confirmed_is_missing(self) -> None:
        result = score(criteria_2016(), {})

        assert result.scores["wpi"].status is NOT_SCORABLE
        assert result.criteria["left"].truth is UNKNOWN


class TestProratedCriteria:
    def test_a_test_uses_the_prorated_value_and_says_so(self) -> None:
        result = score(phq9(), phq9_answers(2, 1, 1, 1, 1, 1, 1, 1, None))

        assert result.scores["total"].interval == interval(9, 12)
        assert result.scores["total"].value == 10
        assert result.criteria["positive"].truth is YES
        assert result.criteria["positive"].from_prorated
        assert not result.criteria["major"].from_prorated

    def test_what_rests_on_a_prorated_score_inherits_that(self) -> None:
        base = phq9()
        made = form(
            base.pages,
            scores=(
                *base.scores,
                Score(
                    "met", Verb.COUNT, (Term("positive"), Term("mild")), Fraction(0), Fraction(2)
                ),
            ),
            criteria=(
                Criterion("positive", every(total=">= 10")),
                Criterion("mild", every(total=">= 5")),
                Criterion("both", every(positive="yes", met=">= 2")),
            ),
        )
        result = score(made, phq9_answers(2, 1, 1, 1, 1, 1, 1, 1, None))

        assert (result.scores["met"].value, result.scores["met"].status) == (2, PRORATED)
        assert result.scores["met"].interval == interval(1, 2)
        assert result.criteria["both"].truth is YES
        assert result.criteria["both"].from_prorated

    def test_a_page_is_never_asked_because_of_a_prorated_value(self) -> None:
        base = phq9()
        made = form(
            [base.pages[0], page("more", SCALE, "x", only_if=every(total=">= 10"))],
            scores=base.scores[:1],
        )
        answers = phq9_answers(2, 1, 1, 1, 1, 1, 1, 1, None)

        assert score(made, answers).pages["more"] is PageState.UNDECIDED

    def test_pages_read_after_a_prorated_score_count_as_usual(self) -> None:
        base = phq9()
        made = form(
            [*base.pages, page("late", SCALE, "x", only_if=every(problem_count=">= 1"))],
            scores=base.scores,
            criteria=(*base.criteria, Criterion("x_high", every(x=">= 5"))),
        )
        result = score(made, phq9_answers(2, 1, 1, 1, 1, 1, 1, 1, None) | {"x": 7})

        assert result.criteria["x_high"].truth is YES


class TestPagesThatMayNotApply:
    def test_a_conditional_page_is_asked_once_its_condition_is_known_to_hold(self) -> None:
        nothing: dict[str, Answer] = {}

        assert page_states(phq9(), nothing)["impact"] is PageState.UNDECIDED
        assert page_states(phq9(), {"mood": "several_days"})["impact"] is PageState.ASKED
        assert page_states(phq9(), phq9_answers(*[0] * 9))["impact"] is PageState.NOT_ASKED

    def test_a_page_with_unless_is_asked_until_the_condition_is_known(self) -> None:
        assert page_states(audit_c(), {})["much"] is PageState.ASKED
        assert page_states(audit_c(), {"frequency": "o1"})["much"] is PageState.ASKED
        assert page_states(audit_c(), {"frequency": "o0"})["much"] is PageState.NOT_ASKED

    def test_states_are_those_of_the_whole_scoring(self) -> None:
        answers = phq9_answers(0, 0, 0, 0, None, 0, 0, 0, 0)

        assert page_states(phq9(), answers) == score(phq9(), answers).pages

    def test_a_hidden_page_counts_what_the_form_says(self) -> None:
        result = score(audit_c(), {"frequency": "o0"}, {"sex": "female"})

        assert (result.scores["total"].value, result.scores["total"].status) == (0, COMPLETE)
        assert (result.scores["total"].answered, result.scores["total"].asked) == (1, 1)
        assert result.unused == ()

    def test_an_answer_that_does_not_apply_is_kept_and_not_scored(self) -> None:
        result = score(audit_c(), {"frequency": "o0", "typical": "o3", "binge": "o2"})

        assert result.scores["total"].value == 0
        assert result.unused == ("typical", "binge")

    def test_while_it_is_not_known_whether_a_page_applies_both_are_allowed(self) -> None:
        result = score(audit_c(), {"typical": "o3", "binge": "o2"})

        assert result.scores["total"].status is NOT_SCORABLE
        assert result.scores["total"].interval == interval(0, 9)

    def test_a_hidden_term_takes_no_part_in_prorating(self) -> None:
        made = form(
            [
                page("p", SCALE, "a b c"),
                page("q", SCALE, "d", only_if=every(a=">= 5"), hidden=2),
            ],
            scores=(
                changed(total("a b c d", 0, 40), missing=MissingRule(Then.PRORATE, 1)),
                changed(
                    total("b c d", 0, 10),
                    id="average",
                    verb=Verb.MEAN,
                    missing=MissingRule(Then.PRORATE, 1),
                ),
            ),
        )
        scores = score(made, {"a": 2, "b": 4}).scores

        assert scores["total"].value == (2 + 4) * Fraction(3, 2) + 2
        assert (scores["total"].answered, scores["total"].asked) == (2, 3)
        assert scores["average"].value == Fraction(4 * 2 + 2, 3)

    def test_a_hidden_item_may_count_by_its_hidden_value(self) -> None:
        made = form(
            [
                page("p", SCALE, "a"),
                page("q", SCALE, "d", unless=every(a="= 0"), hidden=0),
            ],
            scores=(
                Score("none", Verb.COUNT, (Term("d", check("d", "= 0")),), *interval_ends(1)),
            ),
        )

        assert score(made, {"a": 0, "d": 4}).scores["none"].value == 1
        assert score(made, {"a": 1, "d": 4}).scores["none"].value == 0

    def test_a_count_tells_the_hidden_from_the_answered_and_the_missing(self) -> None:
        made = form(
            [
                page("p", SCALE, "a b c"),
                page("q", SCALE, "d e", unless=every(a="= 0"), hidden=5),
            ],
            scores=(
                Score(
                    "n", Verb.COUNT, counted("a b c d e", ">= 5"), *interval_ends(5), missing=FLOOR
                ),
            ),
        )
        result = score(made, {"a": 0, "b": 7}).scores["n"]

        assert (result.value, result.status) == (3, AT_LEAST)
        assert (result.answered, result.asked, result.raw) == (2, 3, 1)
        assert result.interval == interval(3, 4)

    def test_hidden_items_of_another_score_change_nothing(self) -> None:
        made = form(
            [
                page("p", SCALE, "a b"),
                page("q", SCALE, "d", unless=every(a="= 0"), hidden=0),
            ],
            scores=(total("a b", 0, 20), changed(total("a b d", 0, 30), id="more")),
        )
        scores = score(made, {"a": 0, "b": 7}).scores

        assert (scores["total"].answered, scores["total"].asked) == (2, 2)
        assert (scores["more"].answered, scores["more"].asked) == (2, 2)


def interval_ends(high: int) -> tuple[Fraction, Fraction]:
    return Fraction(0), Fraction(high)


class TestBoundsThatAgree:
    @pytest.mark.parametrize(
        ("phys", "ment", "value", "status"),
        [
            (30, None, 30, COMPLETE),
            (None, 30, 30, COMPLETE),
            (13, 14, 27, COMPLETE),
            (20, 15, 30, COMPLETE),
            (None, 6, None, NOT_SCORABLE),
        ],
    )
    def test_a_score_that_nothing_missing_could_change_is_complete(
        self, phys: int | None, ment: int | None, value: int | None, status: ScoreStatus
    ) -> None:
        given = {"phys_days": phys, "ment_days": ment}
        answers: dict[str, Answer] = {k: v for k, v in given.items() if v is not None}
        scores = score(healthy_days(), answers).scores

        assert (scores["unhealthy_days"].value, scores["unhealthy_days"].status) == (value, status)
        assert scores["healthy_days"].value == (None if value is None else 30 - value)

    def test_scores_may_stand_before_what_they_are_made_of(self) -> None:
        scores = score(healthy_days(), {"phys_days": 10, "ment_days": 5}).scores

        assert list(scores) == ["healthy_days", "unhealthy_days"]
        assert scores["healthy_days"].value == 15

    def test_a_zero_day_answer_hides_the_question_on_activities(self) -> None:
        hidden = score(healthy_days(), {"phys_days": 0, "ment_days": 0})
        unknown = score(healthy_days(), {"act_days": 20})

        assert hidden.criteria["fal"].truth is NO
        assert unknown.criteria["fal"].truth is UNKNOWN


class TestNeeds:
    @pytest.mark.parametrize(
        ("sex", "values", "truth"),
        [
            ("female", (1, 1, 1), YES),
            ("male", (1, 1, 1), NO),
            ("male", (2, 1, 1), YES),
            ("not_recorded", (2, 1, 0), YES),
            (None, (2, 1, 0), YES),
        ],
    )
    def test_a_fact_that_nobody_stated_is_not_recorded(
        self, sex: str | None, values: tuple[int, ...], truth: Truth
    ) -> None:
        names = ("frequency", "typical", "binge")
        answers: dict[str, Answer] = {
            name: f"o{value}" for name, value in zip(names, values, strict=True)
        }
        needs = {} if sex is None else {"sex": sex}

        assert score(audit_c(), answers, needs).criteria["positive"].truth is truth

    def test_results_carry_the_facts_they_were_made_with(self) -> None:
        assert score(audit_c(), {}, {"sex": "male"}).needs == {"sex": "male"}


class TestOutcomes:
    @pytest.mark.parametrize(
        ("values", "now", "line", "state"),
        [
            ("nnnn", None, "negative", AlertState.NO),
            ("yyyy", "yes", "acute_positive", AlertState.YES),
            ("yyyy", "no", "non_acute_positive", AlertState.YES),
            ("nnny", "no", "non_acute_positive", AlertState.YES),
            ("nnny", None, "positive_acuity_unknown", AlertState.YES),
            ("n-nn", None, "incomplete", AlertState.UNANSWERED),
            ("----", None, "incomplete", AlertState.UNANSWERED),
            ("y---", "no", "non_acute_positive", AlertState.YES),
        ],
    )
    def test_the_first_line_known_to_hold_is_taken_and_raises_its_alert(
        self, values: str, now: str | None, line: str, state: AlertState
    ) -> None:
        words = {"y": "yes", "n": "no"}
        names = ("wished_dead", "better_off_dead", "thoughts_killing", "ever_tried")
        answers: dict[str, Answer] = {
            name: words[value] for name, value in zip(names, values, strict=True) if value != "-"
        }
        if now:
            answers["now"] = now
        result = score(asq(), answers)

        assert result.outcomes["screening"].line == line
        assert result.alerts["positive_screen"].state is state
        assert result.alerts["not_negative"].state is state

    def test_an_alert_on_an_outcome_waits_for_the_end_of_the_form(self) -> None:
        answers: dict[str, Answer] = {"wished_dead": "yes"}

        running, ended = (score(asq(), answers, ended=end) for end in (False, True))

        assert running.alerts["positive_screen"].state is AlertState.NO
        assert ended.alerts["positive_screen"].state is AlertState.YES

    def test_an_outcome_may_have_no_line_that_holds(self) -> None:
        base = asq()
        outcome = base.outcomes[0]
        lines = type(outcome)(outcome.id, outcome.lines[:-1])
        made = form(base.pages, criteria=base.criteria, outcomes=(lines,), alerts=base.alerts)
        result = score(made, {})

        assert result.outcomes["screening"].line is None
        assert result.alerts["not_negative"].state is AlertState.UNANSWERED

    def test_outcomes_are_taken_again_where_a_score_is_prorated(self) -> None:
        base = phq9()
        lines = (OutcomeLine("high", every(total=">= 10")), OutcomeLine("open", None))
        made = form(base.pages, scores=base.scores, outcomes=(Outcome("o", lines),))

        assert score(made, phq9_answers(2, 1, 1, 1, 1, 1, 1, 1, None)).outcomes["o"].line == "high"
        assert score(made, {}).outcomes["o"].line == "open"


class TestAlerts:
    def test_the_lowest_answer_that_is_not_zero_fires_at_any_total(self) -> None:
        answers: dict[str, Answer] = {"self_harm": "several_days"}

        for ended in (False, True):
            result = score(phq9(), answers, ended=ended)
            assert result.alerts["self_harm_reported"].state is AlertState.YES

    def test_a_missing_answer_is_unanswered_only_at_the_end(self) -> None:
        for answers in ({}, {"self_harm": Missing.SKIPPED}, {"self_harm": Missing.NOT_REACHED}):
            running = score(phq9(), answers, ended=False).alerts["self_harm_reported"]
            ended = score(phq9(), answers, ended=True).alerts["self_harm_reported"]

            assert running.state is AlertState.NO
            assert ended.state is AlertState.UNANSWERED

    def test_declining_is_told_at_once_and_answering_withdraws_it(self) -> None:
        declined = score(phq9(), {"self_harm": Missing.DECLINED}, ended=False)
        answered = score(phq9(), {"self_harm": "not_at_all"}, ended=False)
        elsewhere = score(phq9(), {"mood": Missing.DECLINED}, ended=False)

        assert declined.alerts["self_harm_reported"].state is AlertState.UNANSWERED
        assert answered.alerts["self_harm_reported"].state is AlertState.NO
        assert elsewhere.alerts["self_harm_reported"].state is AlertState.NO

    def test_an_imputed_item_never_answers_its_alert(self) -> None:
        result = score(phq9(), phq9_answers(0, 0, 0, 0, 0, 0, 0, 0, None))

        assert (result.scores["total"].value, result.scores["total"].status) == (0, PRORATED)
        assert result.alerts["self_harm_reported"].state is AlertState.UNANSWERED

    def test_what_is_not_known_is_never_a_no_even_where_nobody_is_told(self) -> None:
        base = phq9()
        alert = type(base.alerts[0])("quiet", every(self_harm=">= 1"), base.alerts[0].level)
        made = form(base.pages, scores=base.scores, alerts=(alert,))

        assert score(made, {}).alerts["quiet"].state is AlertState.UNANSWERED
        assert Flow((made,)).alerts(ended=True) == ()


class TestTheScorer:
    def test_everything_comes_in_the_order_of_the_form(self) -> None:
        results = score(criteria_2016(), {})
        made = criteria_2016()

        assert list(results.scores) == [each.id for each in made.scores]
        assert list(results.criteria) == [each.id for each in made.criteria]
        assert list(results.pages) == [each.id for each in made.pages]

    def test_rules_that_go_in_a_circle_are_refused(self) -> None:
        made = form(
            [page("p", SCALE, "a")],
            criteria=(Criterion("x", every(y="yes")), Criterion("y", every(x="yes"))),
        )

        with pytest.raises(CycleError):
            Scorer(made)

    def test_two_forms_of_one_id_are_not_mixed_up(self) -> None:
        one = form([page("p", SCALE, "a b")], scores=(total("a b", 0, 20),))
        other = form([page("p", SCALE, "a b")], scores=(total("a", 0, 10),))
        answers: dict[str, Answer] = {"a": 3, "b": 4}

        assert score(one, answers).scores["total"].value == 7
        assert score(other, answers).scores["total"].value == 3

    def test_an_empty_instrument_has_empty_results(self) -> None:
        results = score(form([page("p", TEXT, "t")]), {"t": "<b>words</b>"})

        assert not results.scores
        assert results.pages == {"p": PageState.ASKED}

    def test_what_does_not_go_in_a_circle_may_stand_in_any_order(self) -> None:
        made = form(
            [page("q", SCALE, "b", only_if=check("x", "yes")), page("p", SCALE, "a")],
            criteria=(Criterion("x", every(y="yes")), Criterion("y", every(a=">= 5"))),
        )

        assert score(made, {"a": 5}).pages == {"q": PageState.ASKED, "p": PageState.ASKED}
