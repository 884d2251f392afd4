# SPDX-License-Identifier: Apache-2.0
"""The codebook: every column of the tables, so that a number can be read without this program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from intake.core.instrument import Instrument, Item, Response, ResponseKind
from intake.core.namer import Namer
from intake.core.results import AlertState, Truth
from intake.core.rulewords import condition_words, missing_rule, rounding_rule, score_rule
from intake.core.score import Score
from intake.core.words import plain_number, readable
from intake.exchange.export_form import ExportForm
from intake.exchange.loinc import LOINC_NOTICE, has_loinc
from intake.exchange.research.columns import FormColumns, VisitColumn

HEAD = ("table", "column", "form", "version", "label", "type", "values", "rule", "source")

MISSING_CODES = (
    "declined = preferred not to answer; skipped = seen and left; "
    "not_reached = the visit ended before; not_shown = did not apply"
)
_STATUS_CODES = (
    "complete = every answer it needs; prorated = filled up by the published or stated rule; "
    "at_least = the true count may be higher; not_scorable = no score, never zero"
)

_OF_VISIT = ("visit", "patient", "started")
_SCORES = (
    ("form", "The form's id", "text", ""),
    ("version", "The version of the form that was answered", "text", ""),
    ("score", "The score's id; its rule stands in the rows of the form", "text", ""),
    ("value", "The score; empty where the rule allows none", "number", ""),
    ("status", "How well it is known", "text", _STATUS_CODES),
    ("band_set", "Whose bands", "text", ""),
    ("band", "The band of the exact value", "text", ""),
    ("answered", "Answers that it rests on", "number", ""),
    ("asked", "Answers that it would need to be complete", "number", ""),
    ("low", "The least that completing the form could give", "number", ""),
    ("high", "The most that completing the form could give", "number", ""),
)
SCORE_TABLE = (*_OF_VISIT, *(name for name, *_ in _SCORES))

Row = tuple[str, str, str, str, str, str, str, str, str]


def rows(
    visit: Sequence[VisitColumn], forms: Iterable[tuple[ExportForm, FormColumns]]
) -> Iterator[Row]:
    """Yield a row for each column of `visits.csv`, and for those of `scores.csv`."""
    for column in visit:
        yield ("visits", column.name, "", "", column.label, column.kind, "", "", "")
    for export, columns in forms:
        yield from _Form(export, columns).rows()
    for column in visit:
        if column.name in _OF_VISIT:
            yield ("scores", column.name, "", "", column.label, column.kind, "", "", "")
    for name, label, kind, values in _SCORES:
        yield ("scores", name, "", "", label, kind, values, "", "")


class _Form:
    """The rows of one form."""

    def __init__(self, export: ExportForm, columns: FormColumns) -> None:
        self._form: Instrument = export.instrument
        self._export = export
        self._texts = export.english
        self._columns = columns
        self._namer = Namer(export.instrument, export.english)

    def rows(self) -> Iterator[Row]:
        """Yield a row a column, in the order of the table."""
        notice = LOINC_NOTICE if has_loinc(self._form) else ""
        attribution = " ".join(part for part in (self._form.rights.attribution, notice) if part)
        title = f"{self._texts.title}: version that was answered"
        yield self._row("version", title, "text", source=attribution)
        for item in self._columns.items:
            yield from self._item(item)
        for score in self._form.scores:
            yield from self._score(score)
        for criterion in self._form.criteria:
            name = self._export.names.criteria.get(criterion.id, readable(criterion.id))
            rule = condition_words(self._namer, criterion.when)
            values = " | ".join(Truth)
            yield self._row(
                criterion.id, name, "text", values, rule=rule, source=criterion.source or ""
            )
        for outcome in self._form.outcomes:
            names = self._export.names.outcomes.get(outcome.id, {})
            lines = [f"{line.id} = {names.get(line.id, line.id)}" for line in outcome.lines]
            yield self._row(outcome.id, readable(outcome.id), "text", " | ".join(lines))
        for alert in self._form.alerts:
            name = self._export.names.alerts.get(alert.id, readable(alert.id))
            yield self._row(f"{alert.id}.alert", name, "text", " | ".join(AlertState))

    def _item(self, item: Item) -> Iterator[Row]:
        page = self._form.page(item.page)
        stem = self._texts.stems.get(page.id, "")
        label = " ".join(part for part in (stem, self._texts.items.get(item.id, "")) if part)
        is_text = item.response.kind is ResponseKind.TEXT
        kind = "text" if is_text else "number"
        recall = f"recall period {page.recall}" if page.recall else ""
        loinc = f"LOINC {item.loinc}" if item.loinc else ""
        for name in self._columns.names_of(item):
            suffix = name.removeprefix(f"{self._form.id}.{item.id}")
            short = name.removeprefix(f"{self._form.id}.")
            if suffix == ".missing":
                yield self._row(short, f"Why {item.id} is missing", "text", MISSING_CODES)
            elif suffix == ".option":
                values = " | ".join(option.id for option in item.response.options)
                yield self._row(short, f"Which option of {item.id}", "text", values)
            else:
                values = self._values(item.response, item.id)
                yield self._row(short, label, kind, values, rule=recall, source=loinc)

    def _values(self, response: Response, item: str) -> str:
        if response.kind is ResponseKind.OPTIONS:
            texts = self._texts.options.get(response.id, {})
            options = [
                f"{each.value} = {texts.get(each.id, each.id)}" for each in response.options
            ]
            return " | ".join(options)
        if response.kind is ResponseKind.MARK:
            return "0 = not marked on a confirmed map | 1 = marked"
        if response.kind is ResponseKind.TEXT:
            return ""
        ends = self._texts.anchors.get(item)
        words = f"; {response.low} = {ends[0]} | {response.high} = {ends[1]}" if ends else ""
        return f"{response.low} to {response.high}{words}"

    def _score(self, score: Score) -> Iterator[Row]:
        parts = (score_rule(self._namer, score), missing_rule(self._namer, score))
        rule = " ".join(part for part in (*parts, rounding_rule(score)) if part)
        source = "; ".join(f"{key}: {text}" for key, text in score.source.items())
        values = f"{plain_number(score.low)} to {plain_number(score.high)}"
        name = self._export.score_name(score.id)
        if score.loinc:
            source = f"{source}; LOINC {score.loinc}"
        yield self._row(score.id, name, "number", values, rule=rule, source=source)
        for number, bands in enumerate(score.bands):
            names = self._export.names.bands.get(bands.id, {})
            words = "up to" if bands.upper else "from"
            limits = [
                f"{band.id} = {names.get(band.id, band.id)}, {words} {plain_number(band.limit)}"
                for band in bands.bands
            ]
            column = f"{score.id}.band.{bands.id}" if number else f"{score.id}.band"
            author = self._export.names.band_sets.get(bands.id, bands.id)
            yield self._row(column, f"Band of {name}", "text", " | ".join(limits), source=author)
        yield self._row(f"{score.id}.status", f"How well {name} is known", "text", _STATUS_CODES)

    def _row(
        self,
        name: str,
        label: str,
        kind: str,
        values: str = "",
        *,
        rule: str = "",
        source: str = "",
    ) -> Row:
        column, version = f"{self._form.id}.{name}", self._form.version
        return ("visits", column, self._form.id, version, label, kind, values, rule, source)
