# SPDX-License-Identifier: Apache-2.0
"""A form that asks for the change since treatment began says nothing before one is recorded."""

from __future__ import annotations

import pytest

from intake.core.results import AlertState, PageState, ScoreStatus, Truth
from intake.core.scoring import page_states, score
from tests.sample_visits import form

TREATED = {"treatment_start": "2026-01-01"}


@pytest.mark.parametrize("needs", [{}, {"treatment_start": "not_recorded"}])
def test_without_a_treatment_an_answer_is_kept_and_not_scored(needs: dict[str, str]) -> None:
    found = score(form("pgic"), {"overall_status": "much_improved"}, needs)

    assert found.scores["pgic"].status is ScoreStatus.NOT_SCORABLE
    assert found.scores["pgic"].value is None
    assert found.criteria["responder"].truth is Truth.UNKNOWN
    assert found.pages["change"] is PageState.NOT_ASKED
    assert found.unused == ("overall_status",)


def test_much_worse_is_heard_all_the_same() -> None:
    found = score(form("pgic"), {"overall_status": "much_worse"})

    assert found.alerts["much_worse"].state is AlertState.YES


def test_with_a_treatment_it_is_asked_and_scored() -> None:
    found = score(form("pgic"), {"overall_status": "much_improved"}, TREATED)

    assert found.scores["pgic"].value == 2
    assert page_states(form("pgic"), {}, TREATED) == {"change": PageState.ASKED}
    assert page_states(form("pgic"), {}) == {"change": PageState.NOT_ASKED}
