# SPDX-License-Identifier: Apache-2.0
"""What the report says of a visit in a language that not every form has."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from intake.catalogue import load
from intake.core.content import Summary
from intake.core.summary import summarise
from intake.core.visit import Administration
from tests.sample_visits import record

CATALOGUE = load(Path(__file__).parents[2] / "forms")
PROBLEMS = [item.id for item in CATALOGUE.instruments["phq9"].page("problems").items]
ANSWERS = dict.fromkeys(PROBLEMS, "several_days")


def summary_in(language: str) -> Summary:
    """Return what is said of a first visit of which only the PHQ-9 was given."""
    made = record([Administration("phq9", "1.0.0", ANSWERS)])
    sitting = replace(made.sitting, language=language)
    wordings = {"phq9": CATALOGUE.wording("phq9", language)}
    made = CATALOGUE.completed(replace(made, sitting=sitting))
    return summarise(made, CATALOGUE.instruments, wordings, "0.1.0")


def said_in(language: str) -> str:
    return "\n".join(summary_in(language).notes)


def test_the_report_names_what_had_no_wording_in_the_language() -> None:
    assert (
        "Not given, because there is no official wording in German (Germany): FIQR, SIQR, "
        "2016 criteria, PEG and GAD-7."
    ) in said_in("de-DE")


def test_the_report_names_the_question_that_a_language_does_not_ask() -> None:
    said = said_in("de-DE")

    assert "Not asked in German (Germany): PHQ-9 “Difficulty at work, home, with people”." in said
    assert "not reached" not in said


def test_scores_have_their_english_names_and_answers_their_own_words() -> None:
    found = summary_in("es")

    assert found.scores[0].name == "PHQ-9 total"
    assert found.items[0].pages[0].rows[0].answer == "Varios días"


def test_the_official_line_in_the_language_is_printed() -> None:
    rights = {fact.label: fact.text for fact in summary_in("es").methods[0].rights}

    assert rights["Attribution"].startswith("Elaborado por los doctores")


def test_a_form_of_the_staffs_that_the_patient_completed_is_said_to_be_so() -> None:
    given = [Administration("asq", "1.0.0", {"wished_dead": "no"})]
    wordings = {"asq": CATALOGUE.wording("asq", "en")}

    def notes(*completed: str) -> str:
        made = replace(record(given), self_completed=completed)
        return "\n".join(summarise(made, CATALOGUE.instruments, wordings, "0.1.0").notes)

    assert "ASQ: Completed by the patient on the screen; the ASQ was validated" in notes("asq")
    assert "Completed by the patient" not in notes()
