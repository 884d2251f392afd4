# SPDX-License-Identifier: Apache-2.0
"""A new version of a form never changes what an old visit came to."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from intake.catalogue import load
from intake.core.answered import read_forms
from intake.core.given import Given
from intake.core.instrument import Instrument
from intake.core.kept import Kept, as_kept, kept_of
from intake.core.results import ScoreStatus, Truth
from intake.core.scoring import score
from intake.core.visit import Administration

CATALOGUE = load(Path(__file__).parents[2] / "forms")
PHQ9 = CATALOGUE.instruments["phq9"]
WORDING = CATALOGUE.wording("phq9", "en")
ANSWERS = {item.id: "several_days" for item in PHQ9.page("problems").items}


def doubled(form: Instrument) -> Instrument:
    """Return a later version in which every answer is worth twice as much."""
    total = replace(form.score("total"), divide=Fraction(1, 2), high=Fraction(54))
    others = tuple(total if each.id == "total" else each for each in form.scores)
    return replace(form, version="2.0.0", scores=others)


def given(form: Instrument, kept: Kept | None, version: str = "1.0.0") -> Given:
    made = Administration("phq9", version, ANSWERS, kept)
    forms = {"phq9": (form, WORDING)}
    return read_forms([made], forms, {}, at=None, respondent=None, treatments=())[0]


def test_a_later_version_leaves_the_score_of_an_old_visit_alone() -> None:
    kept = kept_of(score(PHQ9, ANSWERS))
    later = doubled(PHQ9)

    before, after = given(later, kept), given(later, None)

    assert before.is_kept
    assert before.results.scores["total"].value == 9
    assert before.results.scores["total"].bands == {"kroenke_2001": "mild"}
    assert before.results.criteria["positive"].truth is Truth.NO
    assert after.results.scores["total"].value == 18


def test_the_same_version_is_scored_from_the_answers() -> None:
    kept = kept_of(score(PHQ9, ANSWERS)) | {"total": "1"}

    assert given(PHQ9, kept).results.scores["total"].value == 9


def test_what_was_not_kept_has_no_result() -> None:
    results = as_kept(score(PHQ9, ANSWERS), {}, PHQ9)

    assert results.scores["total"].status is ScoreStatus.NOT_SCORABLE
    assert results.scores["total"].value is None
    assert results.criteria["positive"].truth is Truth.UNKNOWN


@pytest.mark.parametrize("form", CATALOGUE.instruments)
def test_keeping_and_reading_back_changes_nothing(form: str) -> None:
    instrument = CATALOGUE.instruments[form]
    for case in CATALOGUE.cases(form).cases:
        results = score(instrument, case.answers, case.needs)

        back = as_kept(results, kept_of(results), instrument)

        for name, result in results.scores.items():
            assert back.scores[name].value == result.value
            assert back.scores[name].status is result.status
            assert back.scores[name].bands == result.bands
        assert {k: v.truth for k, v in back.criteria.items()} == {
            k: v.truth for k, v in results.criteria.items()
        }
        assert back.outcomes == results.outcomes
