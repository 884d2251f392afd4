# SPDX-License-Identifier: Apache-2.0
"""The forms of a visit, each beside its wording and scored with what is known of the person."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from intake.core.answers import Answers, Missing
from intake.core.given import Given
from intake.core.instrument import Instrument, Need
from intake.core.kept import as_kept
from intake.core.pastvisits import is_after_treatment, treatments_before
from intake.core.results import Results
from intake.core.scoring import score
from intake.core.visit import Administration, Patient, Respondent, Treatment, VisitRecord
from intake.core.wording import Wording

Forms = Mapping[str, tuple[Instrument, Wording]]
"""Each form that is here with the texts that were read, by form."""


def forms_of(record: VisitRecord, forms: Forms) -> tuple[Given, ...]:
    """Return the forms of a visit in its order; one that is not among `forms` is left out."""
    sitting = record.sitting
    at = moment_of(record)
    treatments = treatments_before(record.treatments, at)
    respondent = sitting.respondent_end or sitting.respondent_start
    needs = needs_of(record.patient, treatments)
    return read_forms(
        record.administrations,
        forms,
        needs,
        at=at,
        respondent=respondent,
        treatments=treatments,
    )


def moment_of(record: VisitRecord) -> datetime | None:
    """Return when a visit was: its start, else its end, else when its report was made."""
    return record.sitting.started or record.sitting.finished or record.report.created


def needs_of(patient: Patient, treatments: Sequence[Treatment]) -> dict[str, str]:
    """Return the facts that published rules ask for; what is not recorded is left out.

    `treatments` are those up to the visit, oldest first.
    """
    needs = {}
    if patient.sex is not None:
        needs[Need.SEX.value] = patient.sex.value
    if treatments:
        needs[Need.TREATMENT_START.value] = treatments[0].at.date().isoformat()
    return needs


def read_forms(
    administrations: Sequence[Administration],
    forms: Forms,
    needs: Mapping[str, str],
    *,
    at: datetime | None,
    respondent: Respondent | None,
    treatments: Sequence[Treatment],
    score_by: Callable[[Instrument, Answers, Mapping[str, str]], Results] = score,
) -> tuple[Given, ...]:
    """Return what was asked, scored; `at` is when the visit it belongs to was.

    `score_by` is `score`, or `scores_only` where nothing else is asked for.
    """
    is_after = is_after_treatment(at, treatments)
    return tuple(
        Given(
            each,
            *forms[each.form],
            _results(
                each, forms[each.form][0], score_by(forms[each.form][0], each.answers, needs)
            ),
            at,
            respondent,
            is_after,
        )
        for each in administrations
        if each.form in forms and _was_asked(each, forms[each.form][0])
    )


def _was_asked(given: Administration, form: Instrument) -> bool:
    """Say whether any question was put: a form that no answer offered is held back whole."""
    items = (item for page in form.pages for item in page.items)
    return any(given.answers.get(item.id) is not Missing.NOT_SHOWN for item in items)


def _results(given: Administration, form: Instrument, results: Results) -> Results:
    """Return results, unless another version of the form has scored the answers for all time."""
    if given.kept is None or given.version in {None, form.version}:
        return results
    return as_kept(results, given.kept, form)
