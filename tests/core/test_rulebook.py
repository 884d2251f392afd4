# SPDX-License-Identifier: Apache-2.0
"""Every rule of every form can be said in words that a clinician can check and sign."""

from __future__ import annotations

from pathlib import Path

import pytest

from intake.catalogue import load
from intake.core.rulebook import Rule, page_rule, rules_of

CATALOGUE = load(Path(__file__).parents[2] / "forms")


def rules(form: str) -> dict[str, Rule]:
    found = rules_of(CATALOGUE.instruments[form], CATALOGUE.wording(form, "en"))
    return {rule.id: rule for rule in found}


def words(form: str, rule: str) -> str:
    return " ".join(rules(form)[rule].lines)


@pytest.mark.parametrize("form", CATALOGUE.instruments)
def test_nothing_of_a_form_is_left_unsaid(form: str) -> None:
    instrument = CATALOGUE.instruments[form]
    groups = (instrument.scores, instrument.criteria, instrument.outcomes, instrument.alerts)

    found = rules(form)

    assert list(found) == [each.id for group in groups for each in group]
    assert all(rule.name and rule.lines for rule in found.values())


@pytest.mark.parametrize(
    ("form", "rule", "said"),
    [
        ("phq9", "total", "The sum of questions 1–9."),
        ("phq9", "total", "From 0 to 27; higher is worse; heads the report. LOINC 44261-6."),
        ("phq9", "total", "Up to 2 of 9 missing"),
        ("phq9", "self_harm_reported", "Raised if question 9 is 1 or more: call someone now."),
        ("phq9", "self_harm_reported", "missing: before the patient leaves."),
        ("phq9", "self_harm_reported", "Staff are offered the form “asq”."),
        ("peg", "peg", "The mean of questions 1–3."),
        ("mos_sleep", "SLPD4", "Each answer is first put on a scale from 0 to 100."),
        ("mos_sleep", "SLPD4", "lowest counts as the highest: questions 3, 7 and 8"),
        ("cdc_hrqol", "unhealthy_days", "More than 30 counts as 30."),
        ("fiqr", "function", "divided by 3"),
        ("fiqr", "total", "Bands of Salaffi 2018"),
        ("rand36_energy", "energy_fatigue", "From 0 to 100; higher is better"),
        ("audit_c", "positive", "AUDIT-C total is 3 or more and sex is not male"),
        ("audit_c", "total", "Counted as 0 where it does not apply: questions 2 and 3"),
        ("asq", "screening", "“negative (question 5 not asked)” if"),
        ("checklist_after", "breathing_severe", "“Please call a member of the team now.”"),
        ("acr2016", "wpi", "How many of the 19 areas of the body map are marked"),
    ],
)
def test_a_rule_is_said_as_it_can_be_checked_by_hand(form: str, rule: str, said: str) -> None:
    assert said in words(form, rule)


def test_a_condition_of_a_page_is_said() -> None:
    form, wording = CATALOGUE.instruments["audit_c"], CATALOGUE.wording("audit_c", "en")

    said = page_rule(form, wording, form.page("drinking_amount"))

    assert said == ("Asked unless question 1 is “Never”; counts 0 where it is known not to apply.")
    assert page_rule(form, wording, form.page("drinking")) == ""
