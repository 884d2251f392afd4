# SPDX-License-Identifier: Apache-2.0
"""What of a battery can be given: never two languages, nothing that does not apply."""

from __future__ import annotations

from pathlib import Path

from intake.catalogue import load
from intake.core.flow import Flow
from intake.core.instrument import Instrument
from intake.core.planning import (
    Circumstances,
    WhyNot,
    lacking,
    languages_of,
    minutes_for,
    plan_of,
)
from intake.core.visit import Battery, Respondent

CATALOGUE = load(Path(__file__).parents[2] / "forms")
FORMS = CATALOGUE.instruments
LANGUAGES = {form: CATALOGUE.languages(form) for form in FORMS}
FIRST = CATALOGUE.batteries["fibromyalgia_first"]
BEFORE = CATALOGUE.batteries["before_treatment"]


def forms(*names: str) -> list[Instrument]:
    return [FORMS[name] for name in names]


def test_in_english_all_of_a_battery_is_given() -> None:
    plan = plan_of(FIRST, Circumstances("no", "en"), FORMS, LANGUAGES)

    assert plan.forms == ("siqr", "acr2016", "peg", "gad7", "phq9")
    assert plan.left_out == {}


def test_a_form_without_the_patients_language_is_left_out_and_named() -> None:
    plan = plan_of(FIRST, Circumstances("yes", "es"), FORMS, LANGUAGES)

    assert plan.forms == ("gad7", "phq9")
    assert plan.left_out == dict.fromkeys(("fiqr", "acr2016", "peg"), WhyNot.NO_WORDING)


def test_the_language_in_which_most_can_be_given_comes_first() -> None:
    assert languages_of(FIRST, "no", LANGUAGES) == ("en", "es", "fr-FR", "de-DE")


def test_change_since_treatment_is_asked_only_once_a_treatment_is_recorded() -> None:
    without = plan_of(BEFORE, Circumstances("no", "en"), FORMS, LANGUAGES)
    treated = plan_of(BEFORE, Circumstances("no", "en", has_treatment=True), FORMS, LANGUAGES)

    assert without.left_out == {"pgic": WhyNot.NO_TREATMENT}
    assert treated.forms == BEFORE.forms


def test_a_form_of_the_staffs_is_completed_only_by_patients_who_answer_alone() -> None:
    battery = Battery("own", ("phq9", "asq"), "Own", self_completed=("asq",))

    for respondent, given in (
        (Respondent.SELF, ("phq9", "asq")),
        (Respondent.HELPED, ("phq9",)),
        (Respondent.PROXY, ("phq9",)),
    ):
        at = Circumstances("no", "en", respondent)
        assert plan_of(battery, at, FORMS, LANGUAGES).forms == given


def test_a_report_can_name_what_had_no_wording() -> None:
    assert lacking(FIRST, ["gad7", "phq9"], "es", LANGUAGES) == ("fiqr", "siqr", "acr2016", "peg")
    assert lacking(FIRST, ["siqr", "phq9"], "en", LANGUAGES) == ()


def test_the_standard_first_visit_takes_about_seven_minutes() -> None:
    assert minutes_for(forms("siqr", "acr2016", "gad7", "phq9")) == 7
    assert minutes_for([FORMS[form] for form in FIRST.forms_for("no")]) <= 8


def test_a_body_map_and_a_text_take_longer_than_one_answer() -> None:
    assert minutes_for(forms("pgic")) == 1
    assert minutes_for(forms("checklist_before")) == 2


def test_the_german_phq9_does_not_ask_what_is_not_confirmed() -> None:
    asked = CATALOGUE.asked("phq9", "de-DE")
    flow = Flow([asked], {"phq9": {"interest": "nearly_every_day"}})

    assert "difficulty" not in [item for each in flow.questions() for item in each.items]
    assert len(flow.questions()) == 9
    assert [page.id for page in asked.pages] == ["problems"]


def test_staff_read_english_names_whatever_the_patients_language() -> None:
    spanish = CATALOGUE.wording("phq9", "es")

    assert spanish.report == CATALOGUE.wording("phq9", "en").report
    assert spanish.options["frequency"]["not_at_all"] == "Ningún día"
