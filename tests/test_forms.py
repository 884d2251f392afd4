# SPDX-License-Identifier: Apache-2.0
"""The forms that ship: every one is sound, and every worked example comes out."""

from __future__ import annotations

from pathlib import Path

import pytest

from intake.catalogue import check, load
from intake.core.cases import Case, Cases, ChangeCase, change_failures, failures
from intake.core.change import compare
from intake.core.durations import recall_words
from intake.core.parse_cases import parse_cases
from intake.core.scoring import score
from intake.core.tomltext import read_toml

FORMS = Path(__file__).parents[1] / "forms"
CATALOGUE = load(FORMS)
SHIPPED = sorted(path.parent.name for path in FORMS.glob("*/instrument.toml"))


def cases_of(form: str) -> Cases:
    path = FORMS / form / "cases.toml"
    found = parse_cases(
        read_toml(path.read_bytes(), str(path)), CATALOGUE.instruments[form], str(path)
    )
    assert isinstance(found, Cases), "\n".join(map(str, found))
    return found


LOADED = {form: cases_of(form) for form in CATALOGUE.instruments}
EXAMPLES = [
    pytest.param(form, case, id=f"{form}: {case.name}")
    for form, cases in LOADED.items()
    for case in cases.cases
]
CHANGES = [
    pytest.param(form, change, id=f"{form}: {change.name}")
    for form, cases in LOADED.items()
    for change in cases.changes
]


def test_no_form_has_a_problem() -> None:
    assert [str(problem) for problem in check(FORMS).problems] == []


def test_every_form_that_ships_is_loaded() -> None:
    assert list(CATALOGUE.instruments) == SHIPPED
    assert {"acr2016", "fiqr", "gad7", "peg", "phq9", "siqr"} <= set(SHIPPED)


def test_every_battery_that_ships_can_be_given() -> None:
    assert CATALOGUE.battery_problems == ()
    assert {"fibromyalgia_first"} <= set(CATALOGUE.batteries)


@pytest.mark.parametrize(("form", "case"), EXAMPLES)
def test_a_worked_example_comes_out_as_published(form: str, case: Case) -> None:
    assert failures(case, CATALOGUE.instruments[form], score) == []


@pytest.mark.parametrize(("form", "change"), CHANGES)
def test_a_worked_change_comes_out_as_published(form: str, change: ChangeCase) -> None:
    assert change_failures(change, CATALOGUE.instruments[form], compare) == []


@pytest.mark.parametrize("form", SHIPPED)
def test_every_recall_period_can_be_said_in_words(form: str) -> None:
    periods = [page.recall for page in CATALOGUE.instruments[form].pages if page.recall]

    assert all(recall_words(period).startswith("past ") for period in periods)


@pytest.mark.parametrize("form", SHIPPED)
def test_a_form_is_offered_in_english_and_in_every_sound_language(form: str) -> None:
    languages = CATALOGUE.languages(form)

    assert languages[0] == "en"
    for language in languages:
        wording = CATALOGUE.wording(form, language)
        assert (wording.form, wording.language) == (form, language)
        assert len(wording.digest) == 64
