# SPDX-License-Identifier: Apache-2.0
"""Rules in plain words, with the numbers put in."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.core.answers import Answer, Answers
from intake.core.explain import Explained, exact_csv, explain_form, format_value
from intake.core.instrument import Criterion, Instrument, Status
from intake.core.score import Amount, ChangeRule, MissingRule, Score, Then, Verb, Worse
from intake.core.scoring import score
from intake.core.wording import ReportTexts, Wording
from tests.core.builders import (
    AREAS,
    SCALE,
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
    mos_sleep,
    page,
    phq9,
    phq9_answers,
    some,
    total,
)

TEXTS = ReportTexts(
    scores={
        "wpi": "Widespread Pain Index (WPI)",
        "sss": "Symptom Severity Scale (SSS)",
        "fs": "Severity score (FS: WPI + SSS)",
        "core_count": "Core symptoms (items 1 and 2)",
    },
    bands={"salaffi_2021": {"remission": "lowest class"}},
    band_sets={"kroenke_2001": "Kroenke 2001", "salaffi_2021": "Salaffi 2021"},
    criteria={"left": "Left region", "right": "Right region", "axial": "Axial region"},
    outcomes={"screening": {"positive_acuity_unknown": "positive, acuity not known"}},
    areas={"shoulder_l": "shoulder, left", "upper_arm_l": "upper arm, left"},
)
SYMPTOMS = (7, 8, 6, 8, 3, 6, 4, 7, 4, 6)


def explained(
    made: Instrument, answers: Answers, sex: str = "", bands: dict[str, str] | None = None
) -> dict[str, Explained]:
    wording = Wording(
        "form",
        "en",
        "Form",
        "Form",
        Status.VERIFIED,
        {},
        options={"frequency": {"several_days": "Several days"}, "yes_no": {"yes": "Yes"}},
        report=TEXTS,
    )
    results = score(made, answers, {"sex": sex} if sex else None)
    return {each.id: each for each in explain_form(made, wording, answers, results, bands)}


class TestNumbers:
    @pytest.mark.parametrize(
        ("value", "decimals", "text"),
        [
            ("343/6", 1, "57.2"),
            ("50/3", 1, "16.7"),
            ("9/2", 0, "5"),
            ("1/20", 1, "0.1"),
            ("10", 1, "10.0"),
            ("0", 0, "0"),
        ],
    )
    def test_a_shown_value_is_rounded_half_up(self, value: str, decimals: int, text: str) -> None:
        assert format_value(Fraction(value), decimals) == text

    @pytest.mark.parametrize(
        ("value", "text"),
        [
            ("343/6", "57.166667"),
            ("129/8", "16.125"),
            ("13", "13"),
            ("100", "100"),
            ("0", "0"),
            ("1/2000000", "0.000001"),
            ("-7/2", "-3.5"),
        ],
    )
    def test_a_table_gets_up_to_six_decimals_without_trailing_zeros(
        self, value: str, text: str
    ) -> None:
        assert exact_csv(Fraction(value)) == text

    @given(st.fractions(0, 1000, max_denominator=500))
    def test_a_table_value_is_within_half_of_the_last_decimal(self, value: Fraction) -> None:
        assert abs(Fraction(exact_csv(value)) - value) <= Fraction(1, 2_000_000)


class TestSums:
    def test_a_sum_shows_every_number(self) -> None:
        answers = fiqr_answers((2, 6, 4, 8, 7, 5, 6, 7, 5), (6, 5), SYMPTOMS)
        told = explained(fiqr(), answers)

        assert told["function"].worked == "(2+6+4+8+7+5+6+7+5) / 3 = 16.7."
        assert told["overall"].worked == "6+5 = 11.0."
        assert told["total"].worked == "16.67+11+29.50 = 57.2."
        assert told["function"].rule == "The sum of questions 1–9, divided by 3."
        assert told["total"].rule == "The sum of function, overall and symptoms."

    def test_a_prorated_sum_says_how_and_from_what(self) -> None:
        told = explained(phq9(), phq9_answers(2, 2, 2, None, 2, 1, None, 1, 0))["total"]

        assert told.worked == (
            "(2+2+2+2+1+1+0) × 9 / 7 = 12.86, taken as 13 (prorated: 7 of 9 answered; raw sum 10)."
        )
        assert told.remarks[0] == (
            "Up to 2 of 9 missing: the sum of those answered × 9 / their number, rounded to a"
            " whole number, a tie upwards (“prorated”). More missing: no score."
            " Source: convention (APA)."
        )

    def test_a_divided_sum_is_prorated_first(self) -> None:
        answers = fiqr_answers((2, 6, 4, 8, 7, 5, 6, None, 5), (6, 5), SYMPTOMS)
        told = explained(fiqr(), answers)

        assert told["function"].worked == (
            "(2+6+4+8+7+5+6+5) × 9 / 8 / 3 = 16.1 (prorated: 8 of 9 answered; raw sum 43)."
        )
        assert told["total"].worked == "16.13+11+29.50 = 56.6 (prorated: 20 of 21 answered)."

    def test_a_missing_score_says_how_many_answers_there_are(self) -> None:
        told = explained(phq9(), phq9_answers(2, 2, None, None, 2, None, 2, 1, 1))["total"]

        assert told.worked == "No score (6 of 9 answered)."

    def test_what_is_missing_and_could_not_change_it_is_said(self) -> None:
        told = explained(healthy_days(), {"phys_days": 30})

        assert told["unhealthy_days"].worked == (
            "30 (1 of 2 answered; what is missing could not change it)."
        )

    def test_a_cap_and_a_turned_round_score_are_shown(self) -> None:
        told = explained(healthy_days(), {"phys_days": 20, "ment_days": 15})

        assert told["unhealthy_days"].worked == "20+15 = 35, taken as 30."
        assert told["unhealthy_days"].rule == (
            "The sum of questions 1 and 2. More than 30 counts as 30."
        )
        assert told["healthy_days"].worked == "0 = 0."
        assert "the lowest counts as the highest: unhealthy days" in told["healthy_days"].rule

    def test_a_mean_of_rescaled_answers_is_shown_as_it_is_taken(self) -> None:
        told = explained(mos_sleep(), {"rested": "often3", "amount_needed": "often4"})

        assert told["adequacy"].worked == "(60+40) / 2 = 50."
        assert "Each answer is first put on a scale from 0 to 100." in told["adequacy"].rule
        assert (
            told["total"].remarks[0].startswith("Up to 3 of 6 missing: the mean of those answered")
        )

    def test_a_question_that_does_not_apply_is_said_to_count_its_hidden_value(self) -> None:
        told = explained(audit_c(), {"frequency": "o0"})["total"]

        assert told.rule.endswith("Counted as 0 where it does not apply: questions 2 and 3.")
        assert told.worked == "0+0+0 = 0."

    def test_bands_are_given_with_their_author(self) -> None:
        bands = explained(phq9(), {})["total"].remarks[1]

        assert bands == (
            "Bands of Kroenke 2001: none minimal 0–4, mild 5–9, moderate 10–14,"
            " moderately severe 15–19, severe 20 or more. Source: Kroenke 2001."
        )

    def test_the_bands_that_the_clinic_chose_are_told(self) -> None:
        default = explained(fiqr(), {})["total"].remarks[2]
        chosen = explained(fiqr(), {}, bands={"total": "salaffi_2018"})["total"].remarks[2]

        assert default.startswith("Bands of Salaffi 2021: lowest class 0 to below 24, mild 24 to")
        assert chosen.startswith("Bands of salaffi 2018: remission up to 30, mild above 30 to 45,")
        assert chosen.endswith(" moderate above 45 to 65, high above 65 to 100.")

    def test_a_score_of_one_question_is_its_value(self) -> None:
        sets = phq9().score("total").bands[0]
        narrow = changed(total("a", 0, 10), bands=(type(sets)("one", sets.bands[:1]),))
        told = explained(form([page("p", SCALE, "a")], scores=(narrow,)), {"a": 3})["total"]

        assert told.rule == "The value of question 1."

    def test_rules_of_change_are_told(self) -> None:
        rule = explained(phq9(), {})["total"].remarks[2]

        assert rule == (
            "A difference of 5 points or more, up or down, is marked. Response: at least 50 %"
            " lower; remission: below 5, both only from an earlier score above 9."
        )

    def test_a_rule_of_change_with_one_goal_has_no_both(self) -> None:
        rule = ChangeRule(Amount(Fraction(1)), check("total", "> 2"), None, check("total", "< 1"))
        made = form([page("p", SCALE, "a")], scores=(total("a", 0, 10, change=rule),))

        assert explained(made, {})["total"].remarks[-1] == (
            "A difference of 1 point or more, up or down, is marked."
            " Remission: below 1, only from an earlier score above 2."
        )

    @pytest.mark.parametrize(
        ("rule", "words"),
        [
            (
                ChangeRule(Amount(Fraction(3, 10), is_share=True)),
                "A difference of 30 % or more, up",
            ),
            (ChangeRule(remission=check("total", "< 1")), "Remission: below 1."),
            (ChangeRule(response=Amount(Fraction(2))), "Response: at least 2 points lower."),
        ],
    )
    def test_every_rule_of_change_may_stand_alone(self, rule: ChangeRule, words: str) -> None:
        made = form([page("p", SCALE, "a")], scores=(total("a", 0, 10, change=rule),))

        assert explained(made, {})["total"].remarks[-1].startswith(words)

    def test_a_score_that_falls_when_it_gets_worse_responds_upwards(self) -> None:
        rule = ChangeRule(response=Amount(Fraction(1, 2), is_share=True))
        rising = total("a", 0, 10, change=rule, worse=Worse.LOWER)
        told = explained(form([page("p", SCALE, "a")], scores=(rising,)), {})["total"]

        assert told.remarks[-1] == "Response: at least 50 % higher."


class TestCounts:
    def test_a_count_names_what_it_counted(self) -> None:
        told = explained(phq9(), phq9_answers(2, 1, 2, 2, 2, 0, 0, 0, 1))

        assert told["symptom_count"].worked == "5 of 9: questions 1, 3–5 and 9."
        assert told["symptom_count"].rule == (
            "How many of these hold: questions 1–8 (2 or more); question 9 (1 or more)."
        )
        assert told["core_count"].rule == "How many of questions 1 and 2 are 2 or more."

    def test_a_count_with_gaps_is_at_least(self) -> None:
        told = explained(phq9(), phq9_answers(2, 2, 2, None, 2, 1, None, 1, 0))["symptom_count"]

        assert told.worked == "At least 4 of 9: questions 1–3 and 5 (7 of 9 answered)."
        assert told.remarks == (
            "With answers missing the certain part is given as “at least”, without a band.",
        )

    def test_a_count_of_nothing_names_nothing(self) -> None:
        assert explained(phq9(), phq9_answers(*[0] * 9))["core_count"].worked == "0 of 2."

    def test_marks_are_told_by_their_areas(self) -> None:
        answers: dict[str, Answer] = dict.fromkeys(AREAS.split(), 0)
        told = explained(criteria_2016(), answers | {"shoulder_l": 1, "upper_arm_l": 1})

        assert told["wpi"].rule == "How many of the 7 areas of the body map are marked."
        assert told["wpi"].worked == "2 of 7: shoulder, left; upper arm, left."
        assert told["left"].rule == "At least one of shoulder, left; upper arm, left is marked."
        assert told["left"].worked == "Marked: shoulder, left; upper arm, left; result: yes."
        assert told["axial"].worked == "Not marked: neck; upper back; result: no."
        assert told["regions"].worked == "1 of 3: Left region."

    def test_a_body_map_that_was_not_confirmed_is_told(self) -> None:
        told = explained(criteria_2016(), {})

        assert told["axial"].worked == (
            "Not confirmed: neck; upper back; result: cannot be determined."
        )

    def test_a_limit_of_missing_answers_is_told(self) -> None:
        limited = Score(
            "n",
            Verb.COUNT,
            counted("a b c", ">= 1"),
            Fraction(0),
            Fraction(3),
            missing=MissingRule(Then.AT_LEAST, 1),
        )
        any_number = changed(total("a b c", 0, 30), missing=MissingRule(Then.PRORATE))
        told = explained(form([page("p", SCALE, "a b c")], scores=(limited, any_number)), {"a": 2})

        assert told["n"].remarks[0] == (
            "With up to 1 missing the certain part is given as “at least”, without a band; with"
            " more there is no score."
        )
        assert told["total"].remarks == (
            "With answers missing: the sum of those answered × 3 / their number (“prorated”).",
        )

    def test_a_sum_of_counts_with_gaps_is_at_least(self) -> None:
        parts = tuple(
            Score(
                name,
                Verb.COUNT,
                counted(items, ">= 1"),
                Fraction(0),
                Fraction(2),
                missing=MissingRule(Then.AT_LEAST),
            )
            for name, items in (("one", "a b"), ("two", "c d"))
        )
        made = form([page("p", SCALE, "a b c d")], scores=(*parts, total("one two", 0, 4)))
        told = explained(made, {"a": 2, "c": 1, "d": 1})["total"]

        assert told.worked == "At least 3 (3 of 4 answered)."

    def test_a_term_may_look_at_something_else(self) -> None:
        elsewhere = Score(
            "n",
            Verb.COUNT,
            (type(counted("a", "= 1")[0])("a", every(a=">= 1", b=">= 2")), *counted("b", ">= 5")),
            Fraction(0),
            Fraction(2),
        )
        told = explained(form([page("p", SCALE, "a b")], scores=(elsewhere,)), {"a": 1, "b": 3})

        assert told["n"].rule == (
            "How many of these hold: question 1 is 1 or more and question 2 is 2 or more;"
            " question 2 (5 or more)."
        )


class TestCriteria:
    def test_a_criterion_is_told_with_its_numbers(self) -> None:
        areas: dict[str, Answer] = dict.fromkeys(AREAS.split(), 1)
        symptoms = dict.fromkeys(("fatigue", "unrefreshed", "cognitive"), "nearly")
        told = explained(criteria_2016(), areas | symptoms)

        assert told["c1"].rule == (
            "(WPI is 4 or more and SSS is 4 or more) or (WPI is 2 to 3 and SSS is 6 or more)."
        )
        assert told["c1"].worked == (
            "(WPI 7 is 4 or more and SSS 9 is 4 or more) or"
            " (WPI 7 is not 2 to 3 and SSS 9 is 6 or more); result: yes."
        )
        assert told["consistent"].rule == "All of these: c1; c2."
        assert told["consistent"].worked == "C1: yes; c2: yes; result: yes."

    def test_what_is_not_known_is_told_with_what_is_possible(self) -> None:
        told = explained(phq9(), phq9_answers(2, 2, 2, None, 2, 1, None, 1, 0))

        assert told["major"].worked == (
            "Core symptoms 2 is 1 or more and symptom count (4 to 6 possible) may or may not be"
            " 5 or more; result: cannot be determined."
        )
        assert told["positive"].worked == (
            "Total 13 is 10 or more; result: yes, from a prorated score."
        )

    def test_an_answer_is_told_in_its_own_words(self) -> None:
        rules = (
            Criterion("any", every(self_harm=">= 1"), "Somebody 2001."),
            Criterion("sure", every(mood="= 1")),
        )
        made = form(phq9().pages[:1], criteria=rules)
        told = explained(made, {"self_harm": "several_days"})

        assert told["any"].rule == "Question 9 is 1 or more. Source: Somebody 2001."
        assert told["any"].worked == "Question 9 (“Several days”, 1) is 1 or more; result: yes."
        assert told["sure"].rule == "Question 2 is “Several days”."
        assert told["sure"].worked == (
            "Question 2 (not answered) may or may not be “Several days”;"
            " result: cannot be determined."
        )

    def test_a_question_is_told_as_not_asked_or_as_not_known(self) -> None:
        base = asq()
        made = form(base.pages, criteria=(*base.criteria, Criterion("acute", every(now="= 1"))))
        names = ("wished_dead", "better_off_dead", "thoughts_killing", "ever_tried")
        hidden = explained(made, dict.fromkeys(names, "no"))["acute"]
        unknown = explained(made, {})["acute"]

        assert hidden.worked.startswith("Question 5 (not asked) may or may not be “Yes”;")
        assert unknown.worked.startswith("Question 5 (not known) may or may not be “Yes”;")

    def test_areas_among_other_tests_are_told_one_by_one(self) -> None:
        base = criteria_2016()
        mixed = Criterion("mixed", every(neck="= 1", fatigue=">= 1"))
        made = form(base.pages, criteria=(mixed,))

        assert explained(made, {"neck": 1, "fatigue": "nearly"})["mixed"].worked == (
            "Neck is marked and question 1 (“nearly”, 3) is 1 or more; result: yes."
        )

    def test_a_fact_about_the_person_is_told(self) -> None:
        answers: dict[str, Answer] = {"frequency": "o1", "typical": "o1", "binge": "o1"}
        told = explained(audit_c(), answers, "female")["positive"]

        assert told.rule == "Total is 4 or more or (total is 3 or more and sex is not male)."
        assert told.worked == (
            "Total 3 is not 4 or more or (total 3 is 3 or more and sex: female); result: yes."
        )

    def test_questions_that_are_asked_the_same_are_told_together(self) -> None:
        told = explained(asq(), {})["any_yes"]

        assert told.rule == "At least one of questions 1–4 is “Yes”."

    def test_a_criterion_that_asks_for_a_no_is_told(self) -> None:
        made = form(
            [page("p", SCALE, "a b")],
            criteria=(
                Criterion("high", every(a=">= 5")),
                Criterion("low", check("high", "no")),
                Criterion("odd", some(check("a", "!= 3"), check("b", "<= 2"))),
            ),
        )
        told = explained(made, {"a": 2, "b": 4})

        assert (told["low"].rule, told["low"].worked) == ("High: no.", "High: no; result: yes.")
        assert told["odd"].rule == "Question 1 is other than 3 or question 2 is 2 or less."


class TestOutcomes:
    def test_the_lines_are_told_in_order_with_the_one_that_holds(self) -> None:
        told = explained(asq(), {"ever_tried": "yes"})["screening"]

        assert told.rule == (
            "The first of these that is known to hold: acute positive, if any yes: yes and"
            " question 5 is “Yes”; non acute positive, if any yes: yes and question 5 is “no”;"
            " positive, acuity not known, if any yes: yes; negative, if any yes: no;"
            " otherwise incomplete."
        )
        assert told.worked == "Positive, acuity not known."

    def test_a_criterion_on_an_outcome_names_its_line(self) -> None:
        base = asq()
        rule = Criterion("urgent", some(check("screening", "= acute_positive")))
        bare = type(base.outcomes[0])("screening", base.outcomes[0].lines[:-1])
        made = form(base.pages, criteria=(*base.criteria, rule), outcomes=(bare,))
        acute = explained(made, {"ever_tried": "yes", "now": "yes"})
        unknown = explained(made, {})

        assert acute["urgent"].rule == "Screening is acute positive."
        assert acute["urgent"].worked == "Screening: acute positive; result: yes."
        assert unknown["screening"].worked == "Cannot be determined."
        assert unknown["urgent"].worked == (
            "Screening: cannot be determined; result: cannot be determined."
        )
