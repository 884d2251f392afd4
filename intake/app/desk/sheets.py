# SPDX-License-Identifier: Apache-2.0
"""Forms that staff key in or correct."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from intake.app.desk.office import REPORT_LANGUAGE, Office
from intake.app.visits import leave_open, needs_of
from intake.core.answers import Answer, Event
from intake.core.records import Correction, NewVisit
from intake.core.rights import Right
from intake.core.visit import Patient, Sitting
from intake.ui.staff.context import PaperVisit, Sheet


class SheetPart:
    """Paper and corrections, as `intake.ui.staff.context.SheetDesk` says."""

    def __init__(self, office: Office) -> None:
        """Work in this office."""
        self._office = office

    def blank(self, form: str, language: str, patient: Patient) -> Sheet:
        """Return an empty form."""
        self._office.require(Right.KEY_IN_PAPER)
        catalogue = self._office.catalogue
        needs = needs_of(self._office.store, patient)
        return Sheet(
            catalogue.asked(form, language), catalogue.wording(form, language), needs=needs
        )

    def keep_paper(self, paper: PaperVisit) -> str:
        """Store a visit that was answered on paper and return its id.

        Raises:
            StoreError: when it could not be stored whole; what was stored can be continued.
        """
        self._office.require(Right.KEY_IN_PAPER)
        office, stamp = self._office, self._office.stamp()
        sitting = Sitting(
            id=office.do.new_id(),
            started=paper.at,
            language=paper.language,
            battery="paper",
            respondent_start=paper.respondent,
        )
        new = NewVisit(paper.patient, sitting, office.planned(paper.answers))
        office.store.visits.begin(new, stamp)
        events = [
            Event(form, item, answer, paper.at)
            for form, answers in paper.answers.items()
            for item, answer in answers.items()
        ]
        office.store.answers.commit(sitting.id, events, "", (), stamp.at, keyed_by=stamp.by)
        running = office.running(sitting.id)
        left = leave_open(running.flow, paper.at)
        office.store.answers.commit(
            sitting.id, left, "", running.alerts(), stamp.at, keyed_by=stamp.by
        )
        running.finish(paper.respondent, ended_at=paper.at)
        return sitting.id

    def filled(self, visit: str) -> tuple[Sheet, ...]:
        """Return the forms of a visit with their answers."""
        self._office.require(Right.CORRECT_ANSWERS)
        office = self._office
        stored = office.store.visits.load(visit)
        spoken = stored.line.sitting.language or REPORT_LANGUAGE
        return tuple(
            Sheet(
                office.catalogue.instruments[planned.form],
                office.catalogue.wording(planned.form, _language(office, planned.form, spoken)),
                stored.answers.get(planned.form, {}),
                needs_of(office.store, stored.line.patient),
            )
            for planned in stored.line.forms
            if planned.form in office.catalogue.instruments
        )

    def correct(self, visit: str, form: str, changed: Mapping[str, Answer], reason: str) -> None:
        """Add corrected answers, with the scores and alerts that follow from them."""
        self._office.require(Right.CORRECT_ANSWERS)
        stamp = self._office.stamp()
        events = tuple(Event(form, item, answer, stamp.at) for item, answer in changed.items())
        stored = self._office.store.visits.load(visit)
        answers = {**stored.answers, form: {**stored.answers.get(form, {}), **changed}}
        right = self._office.running_from(replace(stored, answers=answers))
        correction = Correction(events, reason, right.alerts(), {form: right.scores(form)})
        self._office.store.answers.correct(visit, correction, stamp)


def _language(office: Office, form: str, spoken: str) -> str:
    return spoken if spoken in office.catalogue.languages(form) else REPORT_LANGUAGE
