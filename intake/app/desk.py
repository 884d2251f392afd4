# SPDX-License-Identifier: Apache-2.0
"""The app as the staff screens see it: file, forms and report behind one object."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from intake.app.places import Places, PlainState, report_name, write_state
from intake.app.reports import record_of, report_id
from intake.app.visits import RunningVisit
from intake.core.answers import Answer, Answers, Missing, is_answered, number_of
from intake.core.errors import StoreError
from intake.core.instrument import Instrument, ResponseKind, Status, names_in
from intake.core.planning import (
    Circumstances,
    Plan,
    WhyNot,
    languages_of,
    minutes_for,
    plan_of,
)
from intake.core.records import (
    AlertLine,
    FollowUp,
    Known,
    NewVisit,
    PlannedForm,
    VisitLine,
)
from intake.core.staff import StaffMember, Stamp
from intake.core.visit import Battery, Patient, RaisedAs, Respondent, Sitting, VisitRecord
from intake.ui.staff.context import (
    AlertWords,
    FinishedReport,
    FormName,
    VisitForm,
    VisitPlan,
)

if TYPE_CHECKING:
    from intake.catalogue import Catalogue
    from intake.store.store import Store

REPORT_LANGUAGE = "en"
"""The language of what staff and clinicians read."""


@dataclass(frozen=True, slots=True)
class Doings:
    """What the desk cannot do by itself.

    `give` shows the patient's window; `render` makes the PDF of a record; `write` puts bytes
    into a file whole or not at all and raises `OSError`; `who` is signed in.
    """

    give: Callable[[RunningVisit], None]
    render: Callable[[VisitRecord], bytes]
    write: Callable[[Path, bytes], None]
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    who: Callable[[], StaffMember]


class AppDesk:
    """What the staff screens ask of the app, as `intake.ui.staff.context.Desk` lists it."""

    def __init__(self, store: Store, catalogue: Catalogue, places: Places, doings: Doings) -> None:
        self._store = store
        self._catalogue = catalogue
        self._places = places
        self._do = doings

    @property
    def clinic(self) -> str:
        """The clinic's name."""
        return self._store.settings.get("clinic") or ""

    @property
    def batteries(self) -> tuple[Battery, ...]:
        """The batteries of which every form is there."""
        return tuple(self._catalogue.batteries.values())

    @property
    def problems(self) -> tuple[str, ...]:
        """Forms and batteries that were left out, and why."""
        return tuple(str(problem) for problem in self._catalogue.problems)

    def languages_for(self, battery: str, known: Known) -> tuple[str, ...]:
        """Return the languages in which something can be given; never two in one visit."""
        chosen = self._catalogue.batteries[battery]
        return languages_of(chosen, str(known), self._languages(battery, known))

    def plan_for(
        self,
        battery: str,
        known: Known,
        language: str,
        respondent: Respondent | None,
        record_number: str = "",
    ) -> VisitPlan:
        """Return what will be asked, what cannot be and why, and about how long it takes."""
        treated = bool(record_number and self._store.treatments.of(record_number))
        plan = self._plan(battery, Circumstances(str(known), language, respondent, treated))
        forms = [self._catalogue.instruments[form] for form in plan.forms]
        reasons: dict[WhyNot, list[str]] = {}
        for form, why in plan.left_out.items():
            reasons.setdefault(why, []).append(self._form_name(form).name)
        left_out = tuple(f"{_WHY_NOT[why]}: {', '.join(each)}" for why, each in reasons.items())
        names = tuple(self._form_name(form, language) for form in plan.forms)
        return VisitPlan(names, left_out, minutes_for(forms))

    def person(self, record_number: str) -> Patient | None:
        """Return the person with this record number."""
        return self._store.patients.get(record_number)

    def visits(self) -> tuple[VisitLine, ...]:
        """Return all visits, newest first."""
        return self._store.visits.all()

    def open_alerts(self) -> tuple[AlertLine, ...]:
        """Return what waits for the team, oldest first, and keep its count for the lock."""
        waiting = self._store.alerts.open()
        write_state(self._places.state, PlainState(self.clinic, len(waiting)))
        return waiting

    def words_of(self, alert: AlertLine) -> AlertWords:
        """Say what an alert is about, what was answered when it was raised, and what now."""
        raised = alert.raised
        form = self._catalogue.instruments.get(raised.form)
        if form is None:
            return AlertWords(raised.form, raised.alert)
        report = self._catalogue.wording(raised.form, REPORT_LANGUAGE).report
        title = report.alerts.get(raised.alert, raised.alert) if report else raised.alert
        now = self._store.visits.load(alert.visit).answers.get(raised.form, {})
        then = raised.answers if raised.state is RaisedAs.RAISED and raised.answers else now
        said, current = (self._said(form, raised.alert, answers) for answers in (then, now))
        return AlertWords(title, said or _STATES[raised.state], current if current != said else "")

    def acknowledge(self, alert: int, by: str, action: str) -> None:
        """Record who saw an alert and what they did."""
        self._store.alerts.follow_up(alert, FollowUp(by, self._do.now(), action))

    def begin(self, form: VisitForm) -> str:
        """Store a new visit and return its id."""
        sitting = Sitting(
            id=self._do.new_id(),
            started=self._do.now(),
            language=form.language,
            battery=form.battery,
            respondent_start=form.respondent,
            staff_within_reach=form.staff_within_reach,
        )
        at = Circumstances(
            str(form.known_diagnosis),
            form.language,
            form.respondent,
            has_treatment=bool(self._store.treatments.of(form.patient.id)),
        )
        planned = tuple(
            PlannedForm(each, self._catalogue.instruments[each].version)
            for each in self._plan(form.battery, at).forms
        )
        new = NewVisit(form.patient, sitting, planned, form.known_diagnosis)
        self._store.visits.begin(new, self._stamp())
        return sitting.id

    def hand_over(self, visit: str) -> None:
        """Show the patient's window for a visit."""
        self._do.give(self._running(visit))

    def end_early(self, visit: str) -> None:
        """End a visit that the patient will not finish."""
        self._running(visit).finish(None, ended_by=self._stamp().by)

    def prepare_report(self, visit: str) -> Callable[[], FinishedReport]:
        """Read what a report needs and return the job that makes and writes it."""
        created = self._do.now()
        number = self._store.reports.reserve(visit, self._stamp())
        record = record_of(
            self._store, visit, created, clinic=self.clinic, paper=self._paper, number=number
        )
        name = report_name(record.patient.id, created, report_id(number))
        return lambda: self._make(record, number, name)

    def keep_report(self, report: FinishedReport) -> None:
        """Keep a finished report in the clinic's file."""
        self._store.reports.keep(report.number, report.pdf, report.anchor, self._stamp())

    def _stamp(self) -> Stamp:
        return Stamp(self._do.who().name, self._do.now())

    @property
    def _paper(self) -> str:
        return self._store.settings.get("paper") or "A4"

    def _forms(self, battery: str, known: Known) -> tuple[str, ...]:
        return self._catalogue.batteries[battery].forms_for(known)

    def _languages(self, battery: str, known: Known) -> dict[str, tuple[str, ...]]:
        return {form: tuple(self._offered(form)) for form in self._forms(battery, known)}

    def _offered(self, form: str) -> Iterator[str]:
        for language in self._catalogue.languages(form):
            if self._catalogue.wording(form, language).status is not Status.DRAFT:
                yield language

    def _plan(self, battery: str, at: Circumstances) -> Plan:
        chosen = self._catalogue.batteries[battery]
        languages = self._languages(battery, Known(at.known))
        return plan_of(chosen, at, self._catalogue.instruments, languages)

    def _form_name(self, form: str, language: str = REPORT_LANGUAGE) -> FormName:
        """Return what the desk calls a form, and whether it or its wording is provisional."""
        statuses = {
            self._catalogue.instruments[form].status,
            self._catalogue.wording(form, language).status,
        }
        short = self._catalogue.wording(form, REPORT_LANGUAGE).short
        return FormName(short, statuses != {Status.VERIFIED})

    def _running(self, visit: str) -> RunningVisit:
        stored = self._store.visits.load(visit)
        gone = [
            each.form for each in stored.line.forms if each.form not in self._catalogue.instruments
        ]
        if gone:
            raise StoreError(
                f"This visit asks {', '.join(gone)}, which could not be loaded. "
                "Mend the form as “Needs attention” says, then continue."
            )
        language = stored.line.sitting.language or REPORT_LANGUAGE
        forms = [each.form for each in stored.line.forms]
        asked = {form: self._catalogue.asked(form, language) for form in forms}
        return RunningVisit(self._store, stored, asked, self._do.now)

    def _make(self, record: VisitRecord, number: int, name: str) -> FinishedReport:
        pdf, anchor = self._do.render(record), record.report.anchor or ""
        path = self._places.reports / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._do.write(path, pdf)
        except OSError as error:
            why = error.strerror or str(error)
            problem = (
                f"The report is kept, but it could not be written to {path.parent}: {why}. "
                "Mend the folder, then open the report again."
            )
            return FinishedReport(number, report_id(number), pdf, None, problem, anchor)
        return FinishedReport(number, report_id(number), pdf, path, anchor=anchor)

    def _said(self, form: Instrument, alert: str, answers: Answers) -> str:
        items = {each.id for each in form.items}
        names = dict.fromkeys(names_in(form.alert(alert).when))
        said = [self._answer_words(form, n, answers.get(n)) for n in names if n in items]
        return "; ".join(said)

    def _answer_words(self, form: Instrument, item: str, answer: Answer | None) -> str:
        if not is_answered(answer):
            reason = answer if isinstance(answer, Missing) else Missing.NOT_REACHED
            return _REASONS[reason]
        asked = form.item(item)
        if asked.response.kind is not ResponseKind.OPTIONS:
            return str(answer)
        options = self._catalogue.wording(form.id, REPORT_LANGUAGE).options[asked.response.id]
        return f"{options[str(answer)]} ({number_of(asked, answer)})"


_STATES = {RaisedAs.RAISED: "raised by the answers", RaisedAs.UNANSWERED: "not answered"}
_REASONS = {
    Missing.DECLINED: "preferred not to answer",
    Missing.SKIPPED: "not answered (skipped)",
    Missing.NOT_REACHED: "not answered (not reached)",
    Missing.NOT_SHOWN: "not asked",
}
_WHY_NOT = {
    WhyNot.NO_WORDING: "No official wording in this language",
    WhyNot.NO_TREATMENT: "No treatment is recorded yet",
    WhyNot.NOT_ALONE: "Only for patients who answer alone",
}
