# SPDX-License-Identifier: Apache-2.0
"""Tables to an instrument, or every problem at once, each with its key path."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from intake.core.check import Parts, check_whole
from intake.core.condition import Condition, Test
from intake.core.instrument import (
    Alert,
    AskedBy,
    Criterion,
    Instrument,
    Kind,
    Level,
    Need,
    Outcome,
    OutcomeLine,
    Rights,
    Status,
)
from intake.core.names import Names, Role
from intake.core.parse_conditions import read_comparison, read_condition
from intake.core.parse_pages import (
    finish_pages,
    read_loinc,
    read_pages,
    read_recall,
    read_responses,
)
from intake.core.parse_scores import read_score
from intake.core.problem import Problem, Problems, TooManyProblemsError, join, quoted
from intake.core.reading import Table, as_choice, as_list, as_table, check_id, kind_of
from intake.core.score import Score

_VERSION = re.compile(r"[0-9]{1,4}\.[0-9]{1,4}\.[0-9]{1,4}")
_AGE = "age"
_EPOCH = date(1970, 1, 1)


def parse_instrument(data: object, file: str) -> Instrument | tuple[Problem, ...]:
    """Return the instrument that the tables of `instrument.toml` describe, or what is wrong.

    `file` is the name by which the problems call the file.
    """
    problems = Problems(file)
    try:
        root = as_table(data, "", problems)
        instrument = _read(root, Names(problems))
        root.close()
    except TooManyProblemsError:
        return problems.found
    return problems.found or instrument


def read_status(table: Table) -> tuple[Status, tuple[str, ...]]:
    """Return how well something is confirmed and what is not; the two must agree."""
    status = table.choice("status", Status, required=True)
    unconfirmed = table.texts("unconfirmed")
    if status is Status.PROVISIONAL and not unconfirmed:
        text = "must list at least one sentence, because the status is provisional."
        table.say("unconfirmed", text)
    if status is Status.VERIFIED and unconfirmed:
        text = 'lists what is not confirmed, so the status cannot be "verified"; correct one.'
        table.say("unconfirmed", text)
    return status or Status.DRAFT, unconfirmed


def _read(root: Table, names: Names) -> Instrument:
    form = _read_id(root)
    status, unconfirmed = read_status(root)
    kind = root.choice("kind", Kind) or Kind.QUESTIONNAIRE
    _read_needs(root, names)
    responses = read_responses(root.table("responses", required=True))
    drafts = read_pages(root.table("page", required=True), responses, names)
    rows = _Rows(root, names)
    pages = finish_pages(drafts, names)
    parts = Parts(pages, rows.scores(), rows.criteria(), rows.outcomes())
    alerts = rows.alerts()
    scores = check_whole(parts, names)
    _check_kind(kind, scores, names.problems)
    return Instrument(
        id=form,
        version=_read_version(root),
        status=status,
        pages=pages,
        rights=_read_rights(root.table("rights", required=True)),
        kind=kind,
        asked_by=root.choice("asked_by", AskedBy) or AskedBy.PATIENT,
        recall=read_recall(root),
        ages=_read_ages(root, names),
        needs=names.needs,
        responses=responses,
        scores=scores,
        criteria=parts.criteria,
        outcomes=parts.outcomes,
        alerts=alerts,
        references=root.texts("references", required=kind is Kind.QUESTIONNAIRE),
        unconfirmed=unconfirmed,
        loinc=read_loinc(root),
        note=root.text("note", required=False) or None,
    )


class _Rows:
    """The named rules of a form: their names are taken first, so that any may look at any."""

    def __init__(self, root: Table, names: Names) -> None:
        self._names = names
        self._scores = _named(root.table("score"), Role.SCORE, names)
        self._criteria = _named(root.table("criterion"), Role.CRITERION, names)
        self._outcomes = _named(root.table("outcome"), Role.OUTCOME, names)
        self._alerts = _named(root.table("alert"), Role.ALERT, names)
        for name, _, value in self._outcomes:
            names.lines[name] = tuple(map(str, value)) if isinstance(value, Mapping) else ()

    def scores(self) -> tuple[Score, ...]:
        """Return the scores, without their ranges."""
        return tuple(
            read_score(name, as_table(value, path, self._names.problems), self._names)
            for name, path, value in self._scores
        )

    def criteria(self) -> tuple[Criterion, ...]:
        """Return the criteria that could be read."""
        found = []
        for name, path, value in self._criteria:
            source = None
            if isinstance(value, Mapping) and "when" in value and set(value) <= {"when", "source"}:
                row = as_table(value, path, self._names.problems)
                source = row.text("source", required=False) or None
                when = read_condition(row.take("when"), join(path, "when"), self._names)
            else:
                when = read_condition(value, path, self._names)
            if when is not None:
                found.append(Criterion(name, when, source))
        return tuple(found)

    def outcomes(self) -> tuple[Outcome, ...]:
        """Return the outcomes with the lines that could be read."""
        problems = self._names.problems
        return tuple(
            Outcome(name, tuple(self._lines(as_table(value, path, problems))))
            for name, path, value in self._outcomes
        )

    def _lines(self, row: Table) -> Iterator[OutcomeLine]:
        always = ""
        rows = list(row.named())
        for name, value in rows:
            path = join(row.path, name)
            check_id(name, path, row.problems)
            if always:
                text = f"is never reached: {quoted(always)} before it always holds; put that last."
                row.problems.add(path, text)
            if isinstance(value, Mapping) and not value:
                always = name
                yield OutcomeLine(name, None)
                continue
            when = read_condition(value, path, self._names)
            if when is not None:
                yield OutcomeLine(name, when)
        if not rows:
            row.problems.add(row.path, "is empty; write at least one line.")

    def alerts(self) -> tuple[Alert, ...]:
        """Return the alerts that could be read."""
        found = (
            _read_alert(name, as_table(value, path, self._names.problems), self._names)
            for name, path, value in self._alerts
        )
        return tuple(alert for alert in found if alert is not None)


def _named(table: Table, role: Role, names: Names) -> list[tuple[str, str, object]]:
    found = []
    for name, value in table.named():
        path = join(table.path, name)
        check_id(name, path, table.problems)
        names.add(name, role, path)
        found.append((name, path, value))
    return found


def _read_alert(name: str, row: Table, names: Names) -> Alert | None:
    value = row.take("when", required=True)
    when: Condition | None = None
    if value is not None:
        when = read_condition(value, join(row.path, "when"), names)
    level = row.choice("level", Level, required=True)
    unanswered = row.choice("unanswered", Level)
    offer = row.text("offer", required=False)
    if offer:
        check_id(offer, join(row.path, "offer"), row.problems)
    tell = row.flag("tell")
    row.close()
    if when is None or level is None:
        return None
    return Alert(name, when, level, unanswered, offer or None, tell)


def _read_id(root: Table) -> str:
    form = root.text("id")
    if form:
        check_id(form, "id", root.problems)
    return form


def _read_version(root: Table) -> str:
    version = root.text("version")
    if version and not _VERSION.fullmatch(version):
        root.say("version", f'{quoted(version)} must be three numbers with dots, as "1.0.0".')
    return version


def _read_needs(root: Table, names: Names) -> None:
    found: list[Need] = []
    for number, value in enumerate(as_list(root.take("needs"), "needs", root.problems), start=1):
        path = f"needs[{number}]"
        need = as_choice(value, Need, path, root.problems)
        if need is not None:
            names.add(need.value, Role.NEED, path)
            found.append(need)
    names.needs = tuple(found)


def _read_ages(root: Table, names: Names) -> Test | None:
    value = root.take("ages")
    return None if value is None else read_comparison(value, "ages", names, _AGE)


def _read_rights(table: Table) -> Rights:
    checked = table.take("checked", required=True)
    if checked is not None and (not isinstance(checked, date) or isinstance(checked, datetime)):
        text = f"must be a day without quotes, as 2026-11-22, not {kind_of(checked)}."
        table.say("checked", text)
        checked = None
    rights = Rights(
        holder=table.text("holder"),
        basis=table.text("basis"),
        terms=table.text("terms"),
        attribution=table.text("attribution"),
        checked=checked if isinstance(checked, date) else _EPOCH,
    )
    table.close()
    return rights


def _check_kind(kind: Kind, scores: Iterable[Score], problems: Problems) -> None:
    listed = list(scores)
    if kind is Kind.CHECKLIST and listed:
        problems.add("score", "is not for a checklist, which is never scored; delete it.")
    if kind is Kind.QUESTIONNAIRE and listed and not any(score.headline for score in listed):
        text = "has no headline; add headline = true to the score that heads the report."
        problems.add("score", text)
