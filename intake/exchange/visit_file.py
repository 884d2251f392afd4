# SPDX-License-Identifier: Apache-2.0
"""A visit as a file (`intake-visit/1`) to the record that a report is made from, and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from intake.core.instrument import Instrument
from intake.core.problem import Problem, Problems, nearest, quoted
from intake.core.visit import (
    Administration,
    EarlierVisit,
    RaisedAlert,
    RaisedAs,
    ReportRequest,
    Sitting,
    Treatment,
    VisitRecord,
)
from intake.exchange.json_reading import JsonObject, as_object, as_text, parse_json
from intake.exchange.visit_answers import read_answers
from intake.exchange.visit_parts import (
    read_acknowledgement,
    read_logo,
    read_patient,
    read_sitting,
    read_treatment,
)

FORMAT = "intake-visit/1"
LARGEST_FILE = 20_000_000
"""In bytes: some thousand visits of one person."""

PAPERS = ("A4", "Letter")


class VisitFileError(ValueError):
    """The file is no sound visit; `problems` are all of them, in the order of the file."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep the problems; the message is their lines."""
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def read_visit(content: bytes, name: str, instruments: Mapping[str, Instrument]) -> VisitRecord:
    """Return the visit that a file describes.

    `name` is what the file is called in problems; `instruments` are the forms that are here.

    Raises:
        VisitFileError: with every problem at once.
    """
    problems = Problems(name)
    if len(content) > LARGEST_FILE:
        problems.add("", f"is larger than {LARGEST_FILE:,} bytes; is it the right file?")
        raise VisitFileError(problems.found)
    data = parse_json(content, problems)
    if problems.found:
        raise VisitFileError(problems.found)
    root = as_object(data, "", problems)
    if not isinstance(data, dict):
        if data is None:
            problems.add("", "must be an object, not null.")
        raise VisitFileError(problems.found)
    record = _Reader(root, instruments).record()
    if problems.found:
        raise VisitFileError(problems.found)
    return record


class _Reader:
    """Reads the parts of one file, in its order, and what they must agree on."""

    def __init__(self, root: JsonObject, instruments: Mapping[str, Instrument]) -> None:
        self._root = root
        self._problems = root.problems
        self._instruments = instruments

    def record(self) -> VisitRecord:
        """Return the record; only to be used when there are no problems."""
        self._format()
        report = self._report(self._root.inner("report"))
        patient = read_patient(self._root.inner("patient", required=True))
        visit = self._root.inner("visit", required=True)
        sitting = read_sitting(visit)
        visit.close()
        administrations = self._administrations(self._root)
        record = VisitRecord(
            report,
            patient,
            sitting,
            administrations,
            self._alerts({each.form for each in administrations}),
            tuple(self._earlier(sitting)),
            tuple(self._treatments()),
        )
        self._root.close()
        self._check_birth(patient.birth_date, sitting.started)
        return record

    def _format(self) -> None:
        found = self._root.text("format", required=True)
        if found is not None and found != FORMAT:
            self._root.say(
                "format", f'{quoted(found)} cannot be read here; it must be "{FORMAT}".'
            )

    def _report(self, row: JsonObject) -> ReportRequest:
        paper = row.text("paper")
        if paper is not None and paper not in PAPERS:
            listed = " or ".join(f'"{each}"' for each in PAPERS)
            row.say(
                "paper", f"{quoted(paper)} is not known{nearest(paper, PAPERS)}; write {listed}."
            )
        report = ReportRequest(
            id=row.text("id"),
            created=row.time("created"),
            paper=paper or PAPERS[0],
            clinic=row.text("clinic"),
            address=row.text("address"),
            logo=read_logo(row),
            anchor=row.text("anchor"),
            bands=self._bands(row.inner("bands")),
        )
        row.close()
        return report

    def _bands(self, row: JsonObject) -> dict[str, str]:
        chosen = {}
        for key, value in row.named():
            form_id, _, score_id = key.partition(".")
            form = self._instruments.get(form_id)
            scores = {each.id: each for each in form.scores} if form else {}
            if score_id not in scores:
                known = [
                    f"{each.id}.{rule.id}"
                    for each in self._instruments.values()
                    for rule in each.scores
                    if rule.bands
                ]
                row.say(
                    key,
                    f"is no score{nearest(key, known)}; write a form's id, a dot and the "
                    "id of one of its scores.",
                )
                continue
            name = as_text(value, row.at(key), self._problems)
            sets = [each.id for each in scores[score_id].bands]
            if name is not None and name not in sets:
                listed = ", ".join(f'"{each}"' for each in sets) or "none: leave the key out"
                row.say(
                    key,
                    f"{quoted(name)} is not a set of bands of this score"
                    f"{nearest(name, sets)}; there is {listed}.",
                )
            elif name is not None:
                chosen[key] = name
        return chosen

    def _administrations(self, row: JsonObject) -> tuple[Administration, ...]:
        found: list[Administration] = []
        for each in row.objects("administrations", required=True):
            administration = self._administration(each)
            if administration is None:
                continue
            if any(administration.form == known.form for known in found):
                each.say("form", f"{administration.form} stands twice in one visit; delete one.")
            found.append(administration)
        return tuple(found)

    def _administration(self, row: JsonObject) -> Administration | None:
        form = self._form(row)
        version = row.text("version")
        answers = row.inner("answers", required=True)
        row.close()
        if form is None:
            return None
        if version is not None and version != form.version:
            row.say(
                "version",
                f"{quoted(version)} is not the version of {form.id} here, which is "
                f"{form.version}; its rules may differ. Use the program that has "
                "it, or leave the version out if you know that they agree.",
            )
        return Administration(form.id, version, read_answers(form, answers))

    def _form(self, row: JsonObject) -> Instrument | None:
        name = row.text("form", required=True)
        if name is None:
            return None
        form = self._instruments.get(name)
        if form is None:
            near = nearest(name, self._instruments)
            row.say(
                "form",
                f"{quoted(name)} is not a form that is here{near}; `intake forms` lists them.",
            )
        return form

    def _alerts(self, given: set[str]) -> tuple[RaisedAlert, ...]:
        found: dict[tuple[str, str, RaisedAs, datetime | None], RaisedAlert] = {}
        for row in self._root.objects("alerts"):
            alert = self._alert(row, given)
            if alert is None:
                continue
            key = (alert.form, alert.alert, alert.state, alert.at)
            if key in found:
                row.say("alert", f"{alert.alert} stands twice in the same state; delete one.")
            found[key] = alert
        return tuple(found.values())

    def _alert(self, row: JsonObject, given: set[str]) -> RaisedAlert | None:
        form = self._form(row)
        name = row.text("alert", required=True)
        state = row.choice("state", RaisedAs, required=True)
        at = row.time("at")
        seen = read_acknowledgement(row.inner("acknowledged")) if "acknowledged" in row else None
        row.take("acknowledged")
        said = row.inner("answers") if "answers" in row else None
        answers = read_answers(form, said) if form is not None and said is not None else None
        row.take("answers")
        row.close()
        known = [each.id for each in form.alerts] if form else []
        if form is None or name is None:
            return None
        if name not in known:
            row.say(
                "alert",
                f"{quoted(name)} is not an alert of {form.id}{nearest(name, known)}; "
                "correct it or delete the entry.",
            )
            return None
        if form.id not in given:
            row.say(
                "form",
                f"{form.id} was not answered at this visit; correct it or delete the entry.",
            )
        return None if state is None else RaisedAlert(form.id, name, state, at, seen, answers)

    def _earlier(self, current: Sitting) -> Iterator[EarlierVisit]:
        known = {current.id}
        for row in self._root.objects("earlier"):
            visit = row.inner("visit", required=True)
            sitting = read_sitting(visit, started=True)
            visit.close()
            administrations = self._administrations(row)
            row.close()
            if sitting.id in known and sitting.id:
                visit.say(
                    "id",
                    f"{quoted(sitting.id)} is the id of another visit in this file; "
                    "give each visit its own.",
                )
            known.add(sitting.id)
            if sitting.started is None:
                continue
            if current.started is not None and sitting.started >= current.started:
                visit.say("started", "is not before visit.started; an earlier visit comes first.")
            respondent = sitting.respondent_end or sitting.respondent_start
            yield EarlierVisit(sitting.id, sitting.started, administrations, respondent)

    def _treatments(self) -> Iterator[Treatment]:
        for row in self._root.objects("treatments"):
            treatment = read_treatment(row)
            if treatment is not None:
                yield treatment

    def _check_birth(self, birth: date | None, started: datetime | None) -> None:
        if birth is not None and started is not None and birth > started.date():
            self._problems.add("patient.birth_date", "is after visit.started; correct one.")
