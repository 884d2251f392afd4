# SPDX-License-Identifier: Apache-2.0
"""How long a battery takes, who is handed what, and what a language cannot ask."""

from __future__ import annotations

from pathlib import Path

from intake.catalogue import load
from intake.core.flow import Flow
from intake.core.planning import is_handed_over, lacking, minutes_of, seconds_for
from intake.core.visit import Respondent

CATALOGUE = load(Path(__file__).parents[2] / "forms")
FORMS = CATALOGUE.instruments
LANGUAGES = {form: CATALOGUE.languages(form) for form in FORMS}
FIRST = CATALOGUE.batteries["fibromyalgia_first"]


def minutes_for(*forms: str) -> int:
    return minutes_of(sum(seconds_for(FORMS[form]) for form in forms))


def test_a_form_of_the_staffs_is_handed_only_to_patients_who_answer_alone() -> None:
    assert is_handed_over(FORMS["asq"], Respondent.SELF)
    for respondent in (Respondent.HELPED, Respondent.PROXY):
        assert not is_handed_over(FORMS["asq"], respondent)
        assert is_handed_over(FORMS["phq9"], respondent)


def test_a_report_can_name_what_had_no_wording() -> None:
    assert lacking(FIRST, ["gad7", "phq9"], "es", LANGUAGES) == ("fiqr", "siqr", "acr2016", "peg")
    assert lacking(FIRST, ["siqr", "phq9"], "en", LANGUAGES) == ()


def test_the_standard_first_visit_takes_about_seven_minutes() -> None:
    assert minutes_for("siqr", "acr2016", "gad7", "phq9") == 7
    assert minutes_for(*FIRST.forms_for("no")) <= 8


def test_a_body_map_and_a_text_take_longer_than_one_answer() -> None:
    assert minutes_for("pgic") == 1
    assert minutes_for("checklist_before") == 2


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
