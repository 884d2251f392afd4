# SPDX-License-Identifier: Apache-2.0
"""What the team must look at, in words for those who may know, and what is asked in person."""

from __future__ import annotations

from dataclasses import replace

from intake.app.desk.office import REPORT_LANGUAGE, Office
from intake.app.follow_ups import signed_words
from intake.app.places import PlainState, write_state
from intake.app.visits import alerts_now, needs_of, record_all
from intake.core.answers import Answer, Answers, Missing, is_answered, number_of
from intake.core.condition import names_in
from intake.core.flow import Flow
from intake.core.instrument import Instrument, ResponseKind
from intake.core.kept import kept_of
from intake.core.records import AlertLine, AskedForm, FollowUp, StoredVisit
from intake.core.rights import Right
from intake.core.scoring import score
from intake.core.visit import RaisedAs
from intake.core.wording import ReportTexts
from intake.core.words import moment_words
from intake.ui.staff.context import AlertWords, Sheet


class AlertPart:
    """Alerts, as `intake.ui.staff.context.AlertDesk` says."""

    def __init__(self, office: Office) -> None:
        """Work in this office."""
        self._office = office

    def open_alerts(self) -> tuple[AlertLine, ...]:
        """Return what waits for the team, oldest first, and keep its count for the lock."""
        office = self._office
        waiting = office.store.alerts.open()
        write_state(office.places.state, PlainState(office.clinic, len(waiting)))
        return waiting

    def words_of(self, alert: AlertLine) -> AlertWords:
        """Say what an alert is about and what was answered; only that it is there to others."""
        raised = alert.raised
        if not self._office.may(Right.SEE_ALERT_ANSWER):
            return AlertWords(_CALLS[raised.state], "", done=_acknowledged(alert))
        form = self._office.catalogue.instruments.get(raised.form)
        if form is None:
            return AlertWords(raised.form, raised.alert)
        stored = self._office.store.visits.load(alert.visit)
        now = stored.answers.get(raised.form, {})
        then = raised.answers if raised.state is RaisedAs.RAISED and raised.answers else now
        reading = Reading(self._office, form, stored)
        said, current = (reading.words(raised.alert, answers) for answers in (then, now))
        words = AlertWords(
            reading.title(raised.alert),
            said or _STATES[raised.state],
            current if current != said else "",
            reading.advice(raised.alert, then),
            done=tuple(map(signed_words, alert.follow_up)),
        )
        return self._offering(words, form.alert(raised.alert).offer or "", stored)

    def _offering(self, words: AlertWords, offer: str, stored: StoredVisit) -> AlertWords:
        """Add the form to ask in person, or what it found once it was asked."""
        form = self._office.catalogue.instruments.get(offer)
        if form is None:
            return words
        name = self._office.short(offer)
        if all(planned.form != offer for planned in stored.line.forms):
            return replace(words, offer=offer, offer_name=name)
        found = Reading(self._office, form, stored).result(stored.answers.get(offer, {}))
        told = tuple(f"{name}: {line}" for line in found)
        return replace(words, advice=(*words.advice, *told))

    def follow_up(self, alert: int, done: FollowUp) -> None:
        """Record what the person who is signed in did about an alert."""
        self._office.require(Right.ACKNOWLEDGE_ALERT)
        stamp = self._office.stamp()
        self._office.store.alerts.follow_up(alert, replace(done, by=stamp.by, at=stamp.at))

    def asked(self, visit: str, form: str) -> Sheet:
        """Return the form that staff ask in person at a visit, in the visit's language."""
        self._office.require(Right.ASK_IN_PERSON)
        line = self._office.store.visits.load(visit).line
        catalogue = self._office.catalogue
        spoken = line.sitting.language or REPORT_LANGUAGE
        language = spoken if spoken in catalogue.languages(form) else REPORT_LANGUAGE
        return Sheet(
            catalogue.instruments[form],
            catalogue.wording(form, language),
            needs=needs_of(self._office.store, line.patient),
        )

    def keep_asked(self, visit: str, form: str, answers: Answers) -> None:
        """Store what a patient answered when staff asked, with what follows from it."""
        self._office.require(Right.ASK_IN_PERSON)
        stamp = self._office.stamp()
        running = self._office.running(visit)
        flow = Flow([self._office.catalogue.instruments[form]], {}, running.flow.needs)
        events = record_all(flow, answers, stamp.at) + flow.closing(stamp.at)
        (planned,) = self._office.planned([form])
        results = score(flow.instrument(form), flow.answers[form], flow.needs, ended=True)
        self._office.store.answers.ask(
            visit,
            AskedForm(
                planned,
                events,
                (*running.alerts(), *alerts_now(flow, ended=True)),
                {form: kept_of(results)},
            ),
            stamp,
        )


class Reading:
    """One form's answers at a visit, read for an alert."""

    def __init__(self, office: Office, form: Instrument, stored: StoredVisit) -> None:
        """Read with the words that staff read."""
        self._form = form
        self._wording = office.catalogue.wording(form.id, REPORT_LANGUAGE)
        self._texts = self._wording.report or ReportTexts()
        self._needs = needs_of(office.store, stored.line.patient)

    def title(self, alert: str) -> str:
        """Return what an alert is called."""
        return self._texts.alerts.get(alert, alert)

    def words(self, alert: str, answers: Answers) -> str:
        """Return the answers and outcomes that an alert looks at, in words."""
        items = {item.id for item in self._form.items}
        said = [
            self._answer(name, answers.get(name))
            if name in items
            else self._outcome(name, answers)
            for name in dict.fromkeys(names_in(self._form.alert(alert).when))
        ]
        return "; ".join(part for part in said if part)

    def advice(self, alert: str, answers: Answers) -> tuple[str, ...]:
        """Return what the form's authors say should happen next."""
        names = dict.fromkeys(names_in(self._form.alert(alert).when))
        found = [
            self._texts.advice.get(name, {}).get(self._line(name, answers), "") for name in names
        ]
        return tuple(text for text in found if text)

    def result(self, answers: Answers) -> tuple[str, ...]:
        """Return each outcome of the form, and what its authors say should happen next."""
        said = []
        for outcome in self._form.outcomes:
            line = self._line(outcome.id, answers)
            parts = (
                self._texts.outcomes.get(outcome.id, {}).get(line, ""),
                self._texts.advice.get(outcome.id, {}).get(line, ""),
            )
            said.append(". ".join(part for part in parts if part))
        return tuple(part for part in said if part)

    def _outcome(self, name: str, answers: Answers) -> str:
        return self._texts.outcomes.get(name, {}).get(self._line(name, answers), "")

    def _line(self, name: str, answers: Answers) -> str:
        if all(name != outcome.id for outcome in self._form.outcomes):
            return ""
        return score(self._form, answers, self._needs, ended=True).outcomes[name].line or ""

    def _answer(self, item: str, answer: Answer | None) -> str:
        if not is_answered(answer):
            reason = answer if isinstance(answer, Missing) else Missing.NOT_REACHED
            return _REASONS[reason]
        asked = self._form.item(item)
        if asked.response.kind is not ResponseKind.OPTIONS:
            return str(answer)
        option = self._wording.options[asked.response.id][str(answer)]
        return f"{option} ({number_of(asked, answer)})"


def _acknowledged(alert: AlertLine) -> tuple[str, ...]:
    """Say who looked at an alert, without what they wrote about it."""
    return tuple(f"acknowledged by {act.by}, {moment_words(act.at)}" for act in alert.follow_up)


_CALLS = {
    RaisedAs.RAISED: "Call the clinician now",
    RaisedAs.UNANSWERED: "Tell the clinician before the patient leaves",
}
_STATES = {RaisedAs.RAISED: "raised by the answers", RaisedAs.UNANSWERED: "not answered"}
_REASONS = {
    Missing.DECLINED: "preferred not to answer",
    Missing.SKIPPED: "not answered (skipped)",
    Missing.NOT_REACHED: "not answered (not reached)",
    Missing.NOT_SHOWN: "not asked",
}
