# SPDX-License-Identifier: Apache-2.0
"""The columns of the table of visits: what each is called, what it holds, how it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from intake.core.answered import moment_of
from intake.core.answers import Answer, Missing, number_of
from intake.core.given import Given
from intake.core.instrument import Instrument, Item, ResponseKind
from intake.core.pastvisits import treatments_before
from intake.core.visit import Treatment, VisitRecord
from intake.exchange.exporting import is_scored
from intake.exchange.research.cells import Cell
from intake.exchange.research.pseudonyms import age_at
from intake.exchange.score_columns import ScoreColumns, json_number


@dataclass(frozen=True, slots=True)
class VisitColumn:
    """A fact about a visit.

    What `names_people` or was `typed`, and so might, is left out of what is de-identified;
    `disguised` is the label there, where it differs.
    """

    name: str
    label: str
    read: Callable[[VisitRecord], Cell]
    kind: str = "text"
    names_people: bool = False
    typed: bool = False
    disguised: str = ""


def iso(at: date | None) -> str | None:
    """Return a day or a point in time as ISO 8601."""
    return None if at is None else at.isoformat()


def _paused(record: VisitRecord) -> int:
    """Return the minutes of all pauses, whole ones."""
    total = sum((end - start for start, end in record.sitting.pauses), timedelta())
    return int(total.total_seconds() // 60)


def _treatments(record: VisitRecord) -> tuple[Treatment, ...]:
    return treatments_before(record.treatments, moment_of(record))


def _last(read: Callable[[Treatment], str | None]) -> Callable[[VisitRecord], Cell]:
    def of_last(record: VisitRecord) -> Cell:
        known = _treatments(record)
        return read(known[-1]) if known else None

    return of_last


_MOVED = "ISO 8601, local; all days of a patient are moved back by the same 1 to 365 days"

VISIT_COLUMNS = (
    VisitColumn("visit", "The visit's id", lambda r: r.sitting.id, disguised="A pseudonym"),
    VisitColumn(
        "patient", "The patient's record number", lambda r: r.patient.id, disguised="A pseudonym"
    ),
    VisitColumn("name", "The patient's name", lambda r: r.patient.name, names_people=True),
    VisitColumn(
        "birth_date",
        "Date of birth",
        lambda r: iso(r.patient.birth_date),
        names_people=True,
    ),
    VisitColumn("age", "Age in years at the visit, 90 for 90 and more", age_at, "number"),
    VisitColumn("sex", "Sex, recorded only for published cut-offs", lambda r: r.patient.sex),
    VisitColumn(
        "started",
        "Start of the visit, ISO 8601 with its zone",
        lambda r: iso(r.sitting.started),
        disguised=_MOVED,
    ),
    VisitColumn(
        "finished",
        "End of the visit, ISO 8601 with its zone; empty if it has none",
        lambda r: iso(r.sitting.finished),
        disguised=_MOVED,
    ),
    VisitColumn("paused", "Minutes of all pauses", _paused, "number"),
    VisitColumn("language", "Language of the questions", lambda r: r.sitting.language),
    VisitColumn("battery", "Which forms were to be given", lambda r: r.sitting.battery),
    VisitColumn("timing", "Place of the visit in a treatment", lambda r: r.sitting.timing),
    VisitColumn("respondent_start", "Who was to answer", lambda r: r.sitting.respondent_start),
    VisitColumn("respondent_end", "Who answered in the end", lambda r: r.sitting.respondent_end),
    VisitColumn(
        "treatments",
        "Treatments recorded up to the visit",
        lambda r: len(_treatments(r)),
        "number",
    ),
    VisitColumn(
        "last_treatment_at",
        "Time of the last of them, ISO 8601 with its zone",
        _last(lambda treatment: iso(treatment.at)),
        disguised=_MOVED,
    ),
    VisitColumn("last_treatment", "What it was", _last(lambda each: each.kind), typed=True),
    VisitColumn(
        "last_treatment_dose", "Its dose", _last(lambda each: each.dose or None), typed=True
    ),
)


def disguised_columns(columns: Iterable[VisitColumn]) -> list[VisitColumn]:
    """Return what may be said of a visit of nobody, and in the words that hold for it."""
    return [
        replace(column, label=column.disguised or column.label)
        for column in columns
        if not (column.names_people or column.typed)
    ]


class FormColumns:
    """The columns of one form, all named `form.…`."""

    def __init__(self, form: Instrument, *, free_text: bool) -> None:
        """Lay the columns out; free text is left out unless it is wanted."""
        self.form = form
        self.items = [
            item for item in form.items if free_text or item.response.kind is not ResponseKind.TEXT
        ]
        self._coded = {item.id for item in self.items if shares_values(item)}
        self._scores = ScoreColumns(form)
        self.names = [
            f"{form.id}.version",
            *(name for item in self.items for name in self.names_of(item)),
            *(f"{form.id}.{name}" for name in self._scores.names),
        ]

    def names_of(self, item: Item) -> Iterator[str]:
        """Yield the columns of an item: its value, its option if need be, why it is missing."""
        yield f"{self.form.id}.{item.id}"
        if item.id in self._coded:
            yield f"{self.form.id}.{item.id}.option"
        yield f"{self.form.id}.{item.id}.missing"

    def cells(self, given: Given | None) -> Iterator[Cell]:
        """Yield one cell a column; a form that was not given has none filled."""
        if given is None:
            yield from [None] * len(self.names)
            return
        yield given.administration.version
        for item in self.items:
            yield from self._answer(given, item)
        if not is_scored(given):
            yield from [None] * len(self._scores.names)
            return
        for value in self._scores.values(given.results):
            yield json_number(value) if isinstance(value, Fraction) else value

    def _answer(self, given: Given, item: Item) -> Iterator[Cell]:
        answer = known_answer(given, item)
        is_missing = isinstance(answer, Missing)
        if item.response.kind is ResponseKind.TEXT:
            yield None if is_missing else str(answer)
        else:
            yield number_of(item, answer)
        if item.id in self._coded:
            yield None if is_missing else str(answer)
        yield answer if is_missing else None


def known_answer(given: Given, item: Item) -> Answer:
    """Return what is recorded of a question; where nothing is, whether it was shown at all."""
    if given.is_not_asked(item.page) and item.id not in given.administration.answers:
        return Missing.NOT_SHOWN
    return given.answer(item.id)


def shares_values(item: Item) -> bool:
    """Say whether two options are worth the same, so that the value does not tell them apart."""
    values = [option.value for option in item.response.options]
    return len(set(values)) < len(values)
