# SPDX-License-Identifier: Apache-2.0
"""Which forms a visit may ask, what the desk should know of them, and what is due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from intake.app.desk.office import REPORT_LANGUAGE, Office
from intake.core.condition import Relation, Test
from intake.core.due import due
from intake.core.instrument import AskedBy, Instrument, Need, Status
from intake.core.planning import seconds_for
from intake.core.records import Known, VisitLine, VisitState
from intake.core.visit import Battery, Patient
from intake.core.words import age_on, language_words
from intake.ui.staff.context import OfferedForm


class Offering:
    """The forms of a clinic, looked at for one person on one day."""

    def __init__(self, office: Office, patient: Patient | None) -> None:
        """Look at what this person was given before."""
        self._office = office
        self._patient = patient
        self._today = office.now().date()
        number = patient.id if patient else ""
        self.visits = office.store.visits.of(number) if number else ()
        self._last = _last_given(self.visits)
        self._is_treated = bool(number and office.store.treatments.of(number))

    def forms(self, battery: Battery, known: Known, language: str) -> tuple[OfferedForm, ...]:
        """Return the forms of a battery in order, and then every other that could be added.

        Those that the battery suggests come first among the others.
        """
        planned = battery.forms_for(known)
        instruments = self._office.catalogue.instruments
        rest = [
            form
            for form in dict.fromkeys((*battery.additions, *instruments))
            if form not in planned and instruments[form].status is not Status.DRAFT
        ]
        offered = (
            self._offer(instruments[form], language, is_planned=form in planned)
            for form in (*planned, *rest)
        )
        return tuple(replace(each, left_out=self._instead(battery, each)) for each in offered)

    def best(self, batteries: Mapping[str, Battery], known: Known, last: str) -> str:
        """Return the battery of last time if it is due, else the one of which most is due.

        The first battery of the list is for a first visit: whoever had it comes to follow up.
        What was given before and is due again counts for a battery, what was never given or is
        not due yet against it.
        """
        ranks = {
            each.id: sum(self._weight(form) for form in each.forms_for(known))
            for each in list(batteries.values())[1:]
        }
        if last in ranks and all(self._weight(f) >= 0 for f in batteries[last].forms_for(known)):
            return last
        best = max(ranks, key=lambda each: ranks[each], default=last)
        return best if ranks.get(best, 0) > 0 else last

    def _weight(self, form: str) -> int:
        if form not in self._last:
            return -1
        return 1 if self._is_due(self._office.catalogue.instruments[form]) else -2

    def _is_due(self, form: Instrument) -> bool:
        return due(form.recall, self._last.get(form.id), self._today).is_due

    def _offer(self, form: Instrument, language: str, *, is_planned: bool) -> OfferedForm:
        return OfferedForm(
            form.id,
            self._office.short(form.id),
            is_planned,
            is_provisional=self._is_provisional(form, language),
            needs_reach=any(alert.offer for alert in form.alerts),
            hint=self._hint(form),
            refusal=next(self._refusals(form, language), ""),
            by_staff=form.asked_by is AskedBy.STAFF,
            seconds=seconds_for(form),
        )

    def _instead(self, battery: Battery, form: OfferedForm) -> str:
        other = battery.instead.get(form.id)
        if other is None:
            return ""
        return f"{form.name} left out: staff ask the {self._office.short(other)} in person"

    def _is_provisional(self, form: Instrument, language: str) -> bool:
        known = language if language in self._office.languages(form.id) else REPORT_LANGUAGE
        return self._office.catalogue.status(form.id, known) is not Status.VERIFIED

    def _hint(self, form: Instrument) -> str:
        if form.asked_by is AskedBy.STAFF:
            return "only for a patient who answers alone, once an answer calls for it"
        when = due(form.recall, self._last.get(form.id), self._today)
        if when.is_due or when.ago is None:
            return ""
        ago = "today" if when.ago == 0 else f"{when.ago} day{'s' * (when.ago != 1)} ago"
        return f"last given {ago}, covers {when.covers} days: give it or leave it out"

    def _refusals(self, form: Instrument, language: str) -> Iterator[str]:
        if language not in self._office.languages(form.id):
            yield f"no official wording in {language_words(language)}"
        if Need.TREATMENT_START in form.needs and not self._is_treated:
            yield "no treatment is recorded yet"
        born = self._patient.birth_date if self._patient else None
        if form.ages and born and not _fits(form.ages, age_on(born, self._today)):
            yield f"made for people {_ages(form.ages)}"


def _last_given(visits: tuple[VisitLine, ...]) -> Mapping[str, date]:
    last: dict[str, date] = {}
    for line in visits:
        if line.state in (VisitState.DONE, VisitState.ENDED_EARLY) and line.sitting.started:
            for planned in line.forms:
                last.setdefault(planned.form, line.sitting.started.date())
    return last


def _fits(ages: Test, age: int) -> bool:
    low, high = ages.low or 0, ages.high
    return {
        Relation.AT_LEAST: age >= low,
        Relation.AT_MOST: age <= low,
        Relation.BETWEEN: low <= age <= (high or age),
    }.get(ages.relation, True)


def _ages(ages: Test) -> str:
    if ages.relation is Relation.BETWEEN:
        return f"from {ages.low} to {ages.high} years"
    return f"of {ages.low} years and {'more' if ages.relation is Relation.AT_LEAST else 'less'}"
