# SPDX-License-Identifier: Apache-2.0
"""Another program comes to our totals from the exported form, and to none where we give none."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings

from intake.core.answered import forms_of
from intake.core.answers import Answer
from intake.core.results import PageState, ScoreStatus
from intake.core.visit import Administration, Patient, ReportRequest, Sitting, VisitRecord
from intake.exchange.fhir.questionnaire import questionnaire
from intake.exchange.fhir.response import response
from intake.exchange.fhir.systems import Systems
from intake.exchange.fhir.visit import ExportedVisit
from tests.exchange.fhir_engine import Engine
from tests.exchange.travelling import TREATED, all_forms, complete, partly

FORMS = sorted(all_forms())
AT = datetime(2026, 11, 22, 9, 31, tzinfo=UTC)


@cache
def engine(form: str) -> Engine:
    return Engine(questionnaire(all_forms()[form], Systems()))


def answered(form: str, answers: dict[str, Answer]) -> ExportedVisit:
    """Return a visit with one form."""
    export = all_forms()[form]
    record = VisitRecord(
        ReportRequest(created=AT),
        Patient("A-1"),
        Sitting("v-1", started=AT, finished=AT, language="en"),
        (Administration(form, export.instrument.version, answers),),
        treatments=(TREATED,),
    )
    texts = {form: (export.instrument, export.wording("en"))}
    return ExportedVisit(record, forms_of(record, texts), Systems(), AT)


def worked_out(form: str, visit: ExportedVisit) -> tuple[dict[str, Any], dict[str, Any]]:
    return engine(form).work_out(response(visit, visit.given[0]))


@pytest.mark.parametrize("form", FORMS)
def test_complete_answers_have_the_same_totals_elsewhere(form: str) -> None:
    @settings(max_examples=12)
    @given(complete(all_forms()[form].instrument))
    def check(answers: dict[str, Answer]) -> None:
        visit = answered(form, answers)

        totals, _ = worked_out(form, visit)

        for name, result in visit.given[0].results.scores.items():
            if result.status is ScoreStatus.COMPLETE and result.value is not None:
                assert float(totals[name]) == pytest.approx(float(result.value), abs=1e-6), name
            else:
                assert totals[name] is None, name

    check()


@pytest.mark.parametrize("form", FORMS)
def test_where_we_give_no_total_nobody_else_does(form: str) -> None:
    @settings(max_examples=12)
    @given(partly(all_forms()[form].instrument))
    def check(answers: dict[str, Answer]) -> None:
        visit = answered(form, answers)

        totals, _ = worked_out(form, visit)

        for name, total in totals.items():
            result = visit.given[0].results.scores[name]
            if total is not None:
                assert result.status is ScoreStatus.COMPLETE, name
                assert float(total) == pytest.approx(float(result.value or 0), abs=1e-6), name

    check()


@pytest.mark.parametrize(
    "form", [form for form in FORMS if engine(form).conditions], ids=lambda form: form
)
def test_a_page_is_asked_elsewhere_exactly_when_it_is_asked_here(form: str) -> None:
    @settings(max_examples=25)
    @given(partly(all_forms()[form].instrument))
    def check(answers: dict[str, Answer]) -> None:
        visit = answered(form, answers)

        _, asked = worked_out(form, visit)

        for page, holds in asked.items():
            state = visit.given[0].results.pages[page]
            assert (holds is True) == (state is PageState.ASKED), page

    check()
