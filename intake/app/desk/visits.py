# SPDX-License-Identifier: Apache-2.0
"""Starting, ending and correcting visits."""

from __future__ import annotations

from intake.app.desk.offering import Offering
from intake.app.desk.office import Office
from intake.app.desk.settings import read_settings
from intake.core.errors import StoreError
from intake.core.likeness import may_be_same, same_number
from intake.core.planning import is_handed_over
from intake.core.records import Known, NewVisit, VisitState
from intake.core.rights import Right
from intake.core.visit import Battery, Patient, Sitting
from intake.core.words import moment_words
from intake.ui.staff.context import OfferedForm, Plan, VisitForm


class VisitPart:
    """Visits, as `intake.ui.staff.context.VisitDesk` says."""

    def __init__(self, office: Office) -> None:
        """Work in this office."""
        self._office = office

    @property
    def batteries(self) -> tuple[Battery, ...]:
        """The batteries of which every form is there."""
        return tuple(self._office.catalogue.batteries.values())

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which the clinic asks."""
        return read_settings(self._office.store, self._office.places).languages

    def person(self, record_number: str) -> Patient | None:
        """Return the person with this record number."""
        self._office.require(Right.FIND_PATIENTS)
        return self._office.store.patients.get(record_number)

    def lookalikes(self, patient: Patient) -> tuple[Patient, ...]:
        """Return known people who may be this one, or who have this record number already."""
        self._office.require(Right.FIND_PATIENTS)
        same = self._office.store.patients.get(patient.id) if patient.id else None
        similar = self._office.store.patients.similar(patient)
        like = [each for each in similar if may_be_same(each, patient)]
        like += self._numbered(patient.id)
        return tuple(dict.fromkeys([*([same] if same else []), *like]))

    def plan(self, patient: str | None) -> Plan:
        """Return what a visit starts from: what is due, else what was given last time."""
        batteries = self._office.catalogue.batteries
        first = next(iter(batteries), "")
        person = self._office.store.patients.get(patient) if patient else None
        if person is None:
            return Plan(first, language=self.languages[0])
        offering = Offering(self._office, person)
        before = [each for each in offering.visits if each.state is not VisitState.CANCELLED]
        if not before:
            return Plan(first, language=self.languages[0])
        last = before[0]
        known = last.known_diagnosis
        battery = last.sitting.battery or ""
        best = offering.best(batteries, known, battery if battery in batteries else first)
        return Plan(
            best,
            known,
            last.sitting.language or self.languages[0],
            last.sitting.respondent_start,
            bool(last.interpreter),
        )

    def forms_for(
        self, battery: str, known: Known, language: str, patient: Patient | None
    ) -> tuple[OfferedForm, ...]:
        """Return the forms of a battery in order, and then every other that could be added."""
        offering = Offering(self._office, patient)
        return offering.forms(self._office.catalogue.batteries[battery], known, language)

    def begin(self, form: VisitForm) -> str:
        """Store a new visit and return its id.

        Raises:
            StoreError: also when the computer's clock is behind the last visit.
        """
        self._office.require(Right.START_VISIT)
        self._check_clock()
        self._check_person(form.patient)
        sitting = Sitting(
            id=self._office.do.new_id(),
            started=self._office.now(),
            language=form.language,
            battery=form.battery,
            respondent_start=form.respondent,
            staff_within_reach=form.staff_within_reach,
        )
        new = NewVisit(
            form.patient,
            sitting,
            self._office.planned(self._handed_over(form)),
            form.known_diagnosis,
            form.interpreter,
        )
        self._office.store.visits.begin(new, self._office.stamp())
        return sitting.id

    def hand_over(self, visit: str) -> None:
        """Show the patient's window for a visit."""
        self._office.require(Right.START_VISIT)
        self._office.do.give(self._office.running(visit))

    def end_early(self, visit: str) -> None:
        """End a visit that the patient will not finish.

        Raises:
            StoreError: also while a message about it waits for the team.
        """
        self._office.require(Right.END_VISIT)
        self._office.refuse_while_waiting(visit)
        self._office.running(visit).finish(None, ended_by=self._office.stamp().by)

    def cancel(self, visit: str, reason: str) -> None:
        """Take back a visit that should not have been started; it stays in the file.

        Raises:
            StoreError: also while a message about it waits for the team.
        """
        self._office.require(Right.CANCEL_VISIT)
        self._office.refuse_while_waiting(visit)
        self._office.store.visits.cancel(visit, self._office.stamp(), reason)

    def reopen(self, visit: str) -> None:
        """Let a visit of today go on.

        Raises:
            StoreError: also when it ended on another day.
        """
        self._office.require(Right.END_VISIT)
        finished = self._office.store.visits.load(visit).line.sitting.finished
        if finished is None or finished.date() != self._office.now().date():
            raise StoreError("Only a visit that ended today can go on. Start a new visit.")
        self._office.store.visits.reopen(visit, self._office.stamp(), "goes on the same day")

    def move(self, visit: str, record_number: str, reason: str) -> None:
        """Give a visit to the person whose it is."""
        self._office.require(Right.MOVE_VISIT)
        self._office.store.visits.move(visit, record_number, self._office.stamp(), reason)

    def _handed_over(self, form: VisitForm) -> tuple[str, ...]:
        instruments = self._office.catalogue.instruments
        return tuple(
            each for each in form.forms if is_handed_over(instruments[each], form.respondent)
        )

    def _numbered(self, number: str) -> list[Patient]:
        found = self._office.store.patients.find(number) if number else ()
        return [each for each in found if same_number(each.id, number)]

    def _check_person(self, person: Patient) -> None:
        known = self._office.store.patients.get(person.id)
        if known is not None and known != person:
            # Going on would rename one person's history, or mix it with another's.
            raise StoreError(
                f"Record number {known.id} belongs to {known.name or 'somebody else'} already. "
                "Choose that person, or write another number."
            )
        if known is None and self._numbered(person.id):
            (other, *_) = self._numbered(person.id)
            raise StoreError(
                f"Record number {person.id} looks like {other.id} of {other.name or 'somebody'}. "
                "Choose that person, or write another number."
            )
        if any(v.state is VisitState.RUNNING for v in self._office.store.visits.of(person.id)):
            raise StoreError(
                "This person has a visit in progress. Continue it from the home screen."
            )

    def _check_clock(self) -> None:
        now = self._office.now()
        for line in self._office.store.visits.all(limit=1):
            started = line.sitting.started
            if started is not None and started > now:
                raise StoreError(
                    f"This computer's clock says {moment_words(now)}, but the last visit began "
                    f"on {moment_words(started)}. Set the clock right, then try again: the order "
                    "of visits would be wrong otherwise."
                )
