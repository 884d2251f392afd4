# SPDX-License-Identifier: Apache-2.0
"""From a visit's record to everything a clinician sees of it, as data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from intake.core.alerting import alert_strip
from intake.core.answered import moment_of, needs_of, read_forms
from intake.core.answers import Answers
from intake.core.arealines import body_map
from intake.core.content import BodyMap, Fact, Footer, Letterhead, ScoreRow, Summary
from intake.core.criterialines import criteria_lines
from intake.core.given import MISSING_WORDS, RESPONDENT_WORDS, Given
from intake.core.identitylines import identity_of, name_words
from intake.core.instrument import Instrument, Status
from intake.core.itemlines import form_items, unanswered_items
from intake.core.methodlines import DISCLAIMERS, form_methods
from intake.core.pastvisits import (
    ON_TREATMENT_DAY,
    history_of,
    is_after_treatment,
    last_and_baseline,
    sorted_past,
    treatments_before,
    why_not_compared,
)
from intake.core.results import Results
from intake.core.scorelines import score_row
from intake.core.scoring import score, scores_only
from intake.core.trends import trends_of
from intake.core.visit import (
    Administration,
    EarlierVisit,
    Respondent,
    Treatment,
    VisitRecord,
)
from intake.core.wording import Wording
from intake.core.words import (
    NOT_RECORDED,
    date_words,
    language_words,
    listed,
    moment_words,
    readable,
    zone_words,
)

PURPOSE = "screening, not diagnosis"


def summarise(
    record: VisitRecord,
    instruments: Mapping[str, Instrument],
    wordings: Mapping[str, Wording],
    app_version: str,
) -> Summary:
    """Return what a report says of a visit.

    `instruments` and `wordings` are those of the forms answered, by form; a form that is not
    among them is named in the notes and otherwise left out. The order in which earlier visits
    and treatments are recorded changes nothing.
    """
    return _Maker(record, instruments, wordings, app_version).summary()


class _Maker:
    """Holds what the parts of one summary share."""

    def __init__(
        self,
        record: VisitRecord,
        instruments: Mapping[str, Instrument],
        wordings: Mapping[str, Wording],
        app_version: str,
    ) -> None:
        self._record = record
        self._forms = {
            form: (instruments[form], wordings[form]) for form in instruments if form in wordings
        }
        self._app_version = app_version
        self._now = moment_of(record)
        self._treatments = treatments_before(record.treatments, self._now)
        self._needs = needs_of(record.patient, self._treatments)
        sitting = record.sitting
        respondent = sitting.respondent_end or sitting.respondent_start
        self._given = self._read(record.administrations, self._now, respondent)
        self._past = sorted_past(record.earlier, self._treatments, self._now, self._read_visit)

    def summary(self) -> Summary:
        """Put the parts together."""
        record, report = self._record, self._record.report
        scores = tuple(self._scores())
        name = name_words(record.patient)
        created = moment_words(report.created) if report.created else f"time {NOT_RECORDED}"
        return Summary(
            title=f"{name} · {record.patient.id}",
            created=report.created,
            letterhead=Letterhead(report.clinic or "", report.address or "", report.logo),
            headline=f"Intake report · {created}",
            on=date_words(self._now.date()) if self._now else f"date {NOT_RECORDED}",
            paper=report.paper,
            identity=identity_of(record.patient, record.sitting, self._now, len(self._past)),
            alerts=alert_strip(self._given, record.alerts, self._now and self._now.date()),
            scores=scores,
            criteria=tuple(line for given in self._given for line in criteria_lines(given)),
            body_maps=tuple(self._body_maps()),
            notes=tuple(self._notes()),
            items=tuple(form_items(given) for given in self._given),
            methods=tuple(form_methods(given, report.bands) for given in self._given),
            disclaimers=DISCLAIMERS,
            footer=self._footer(),
            history=history_of(self._given, self._past, self._now, self._treatments),
            trends=trends_of(self._given, self._past, self._now, self._treatments, scores),
            details=tuple(self._details()),
        )

    def _read(
        self,
        administrations: Sequence[Administration],
        at: datetime | None,
        respondent: Respondent | None,
        score_by: Callable[[Instrument, Answers, Mapping[str, str]], Results] = score,
    ) -> tuple[Given, ...]:
        return read_forms(
            administrations,
            self._forms,
            self._needs,
            at=at,
            respondent=respondent,
            treatments=self._treatments,
            score_by=score_by,
        )

    def _read_visit(self, visit: EarlierVisit) -> tuple[Given, ...]:
        # Of what came before a report tells the scores and the answers.
        return self._read(visit.administrations, visit.started, visit.respondent, scores_only)

    def _scores(self) -> Iterator[ScoreRow]:
        chosen = self._record.report.bands
        for given in self._given:
            for each in given.instrument.scores:
                last, baseline = last_and_baseline(given, each, self._past, self._treatments)
                why = "" if last else why_not_compared(given, each, self._past)
                yield score_row(given, each, chosen, last, baseline, no_change=why)

    def _body_maps(self) -> Iterator[BodyMap]:
        for given in self._given:
            for page in given.instrument.pages:
                if page.is_map:
                    yield body_map(given, page.id, self._past)

    def _notes(self) -> Iterator[str]:
        if not self._record.administrations:
            yield "No questionnaire was given."
        missing = [
            each.form for each in self._record.administrations if each.form not in self._forms
        ]
        if missing:
            yield f"Not in this report, because the form is not available here: {listed(missing)}."
        yield from self._given_notes()
        yield from _unanswered_notes(self._given)
        if self._record.sitting.started and self._record.sitting.finished is None:
            yield "The visit has no recorded end: it was stopped early or is still running."
        if is_after_treatment(self._now, self._treatments):
            yield f"Answered {ON_TREATMENT_DAY}, after it: the scores may show its acute effect."
        yield from self._respondent_notes()
        kept = [given.wording.short for given in self._given if given.results.unused]
        if kept:
            yield f"Answers to questions that do not apply were kept, not scored: {listed(kept)}."
        if self._treatments:
            last = self._treatments[-1]
            yield f"Last treatment: {last.kind}, {moment_words(last.at)}."
        provisional = [g.wording.short for g in self._given if _is_provisional(g)]
        if provisional:
            yield f"Provisional, see the methods: {listed(provisional)}."

    def _given_notes(self) -> Iterator[str]:
        language = language_words(self._record.sitting.language)
        if self._record.not_given:
            yield (
                f"Not given, because there is no official wording in {language}: "
                f"{listed(self._record.not_given)}."
            )
        for given in self._given:
            texts = given.wording.self_completion
            by_patient = not given.administration.keyed_by
            if texts and by_patient and given.form in self._record.self_completed:
                yield f"{given.wording.short}: {texts.report}"
        left_out = [line for given in self._given for line in _left_out(given)]
        if left_out:
            yield f"Not asked in {language}: {listed(left_out)}."

    def _respondent_notes(self) -> Iterator[str]:
        sitting = self._record.sitting
        now = sitting.respondent_end or sitting.respondent_start
        before = self._past[-1].respondent if self._past else None
        if now is not None and before is not None and now is not before:
            yield f"Last time the answers came from {RESPONDENT_WORDS[before]}."

    def _details(self) -> Iterator[Fact]:
        sitting, record = self._record.sitting, self._record
        yield Fact("Visit", sitting.id)
        battery = readable(sitting.battery) if sitting.battery else NOT_RECORDED
        yield Fact("Battery", battery)
        yield Fact("Timing", readable(sitting.timing) if sitting.timing else NOT_RECORDED)
        for start, end in sitting.pauses:
            yield Fact("Pause", f"{moment_words(start)} to {moment_words(end, start.date())}")
        for each in self._treatments:
            yield Fact("Treatment", _treatment_words(each))
        for given in self._given:
            digest = given.wording.digest or NOT_RECORDED
            yield Fact(f"Wording {given.wording.short}", f"SHA-256 {digest}")
        report = record.report.id or f"number {NOT_RECORDED}"
        yield Fact("Report", f"{report}, program version {self._app_version}")
        if record.report.anchor:
            yield Fact("Audit anchor", record.report.anchor)

    def _footer(self) -> Footer:
        report = self._record.report
        forms = " · ".join(
            f"{each.form} {each.version or NOT_RECORDED}" for each in self._record.administrations
        )
        created = f"created {NOT_RECORDED}"
        if report.created is not None:
            created = f"created {moment_words(report.created)} {zone_words(report.created)}"
        return Footer(
            purpose=PURPOSE,
            patient=self._record.patient.id,
            report=report.id or f"report number {NOT_RECORDED}",
            versions=" · ".join(filter(None, (f"app {self._app_version}", forms))),
            created=created,
            app=f"app {self._app_version}",
            anchor=report.anchor or "",
        )


def _unanswered_notes(given: Sequence[Given]) -> Iterator[str]:
    parts = []
    for each in given:
        counts = unanswered_items(each)
        if counts:
            kinds = ", ".join(f"{count} {MISSING_WORDS[kind]}" for kind, count in counts.items())
            parts.append(f"{each.wording.short} {kinds}")
    if parts:
        yield f"Not answered: {'; '.join(parts)}."


def _left_out(given: Given) -> Iterator[str]:
    for item in given.wording.left_out:
        yield f"{given.wording.short} “{given.item_name(item)}”"


def _is_provisional(given: Given) -> bool:
    return {given.instrument.status, given.wording.status} != {Status.VERIFIED}


def _treatment_words(treatment: Treatment) -> str:
    parts = (moment_words(treatment.at), treatment.kind, treatment.dose, treatment.note)
    return ", ".join(part for part in parts if part)
