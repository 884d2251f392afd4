# SPDX-License-Identifier: Apache-2.0
"""The fields of a form in REDCap: a row of the data dictionary each, and how each is filled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

from intake.core.answers import Missing, number_of
from intake.core.explain import exact_csv
from intake.core.given import Given
from intake.core.instrument import Item, Outcome, ResponseKind
from intake.core.results import AlertState, ScoreStatus, Truth
from intake.core.score import BandSet, Score
from intake.core.visit import VisitRecord
from intake.core.words import readable
from intake.exchange.export_form import ExportForm
from intake.exchange.exporting import is_scored
from intake.exchange.redcap.facts import fact_field
from intake.exchange.redcap.field import Field, choices_text
from intake.exchange.redcap.field_map import FieldMap
from intake.exchange.redcap.names import MISSING, VERSION, field_name
from intake.exchange.research.columns import VisitColumn, known_answer, shares_values

_Made = Callable[[str], Field]
"""Makes a field once it is known what REDCap calls it."""


class FormFields:
    """The fields of one form under a map."""

    def __init__(
        self,
        export: ExportForm,
        field_map: FieldMap,
        facts: Iterable[VisitColumn],
        *,
        free_text: bool,
    ) -> None:
        """Lay the fields out; `facts` are what may be said of a visit among them."""
        form = export.instrument
        self.form = form.id
        self._export = export
        self._map = field_map
        self._own = field_map.form(form.id)
        self._free_text = free_text
        self.instrument = self._own.instrument or form.id.lower()
        self.fields = [*self._facts(facts), *self._listed()]

    def _facts(self, facts: Iterable[VisitColumn]) -> Iterator[Field]:
        for fact in facts:
            name = self._own.facts.get(fact.name)
            if name is not None:
                yield fact_field(fact, name)

    def _listed(self) -> Iterator[Field]:
        for local, made in self._all():
            name = self._own.fields.get(local)
            if name is None and self._own.only_listed:
                continue
            yield made(name or field_name(self.form, local))

    def _all(self) -> Iterator[tuple[str, _Made]]:
        form = self._export.instrument
        for page in form.pages:
            for place, item in enumerate(page.items):
                if item.response.kind is not ResponseKind.TEXT or self._free_text:
                    yield item.id, self._item(item, is_first=not place)
        yield MISSING, self._missing
        yield VERSION, self._version
        for score in form.scores:
            yield score.id, self._score(score)
            for number, bands in enumerate(score.bands):
                local = f"{score.id}.band.{bands.id}" if number else f"{score.id}.band"
                yield local, self._band(score, bands)
            yield f"{score.id}.status", self._status(score)
        for criterion in form.criteria:
            names = self._export.names.criteria
            text = names.get(criterion.id, readable(criterion.id))
            yield criterion.id, _criterion(criterion.id, text)
        for outcome in form.outcomes:
            yield outcome.id, self._outcome(outcome)
        for alert in form.alerts:
            text = self._export.names.alerts.get(alert.id, readable(alert.id))
            yield f"{alert.id}.alert", _alert(alert.id, text)

    def _item(self, item: Item, *, is_first: bool) -> _Made:
        wording, response = self._export.english, item.response
        stem = wording.stems.get(item.page, "")
        kind, choices, validation = "text", "", "integer"
        low, high, note = str(response.low), str(response.high), ""
        if response.kind is ResponseKind.OPTIONS:
            kind, validation, low, high = "radio", "", "", ""
            texts = wording.options.get(response.id, {})
            choices = choices_text(
                (self._code(item, each.id), texts.get(each.id, each.id))
                for each in response.options
            )
        elif response.kind is ResponseKind.MARK:
            kind, validation, low, high = "radio", "", "", ""
            choices = choices_text((("0", "not marked on a confirmed map"), ("1", "marked")))
        elif response.kind is ResponseKind.TEXT:
            kind, validation, low, high = "notes", "", "", ""
        elif item.id in wording.anchors:
            first, last = wording.anchors[item.id]
            note = f"{low} = {first}; {high} = {last}"
        page = self._export.instrument.page(item.page)
        is_matrix = kind == "radio" and len({each.response.id for each in page.items}) == 1
        matrix = f"{self.form}_{page.id}".lower() if is_matrix and len(page.items) > 1 else ""
        return lambda name: Field(
            name,
            kind,
            wording.items.get(item.id, item.id),
            lambda _, given: self._answer(given, item),
            choices,
            note,
            validation,
            low,
            high,
            is_identifier=response.kind is ResponseKind.TEXT,
            header=stem if is_first else "",
            matrix=matrix,
        )

    def _code(self, item: Item, option_id: str) -> str:
        mapped = self._own.codes.get(item.id)
        if mapped is not None:
            return mapped[option_id]
        if shares_values(item):
            return option_id
        option = item.response.option(option_id)
        return option_id if option is None else str(option.value)

    def _answer(self, given: Given, item: Item) -> str:
        answer = known_answer(given, item)
        if isinstance(answer, Missing):
            return self._map.missing.get(answer, "")
        if item.response.kind is ResponseKind.OPTIONS:
            return self._code(item, str(answer))
        value = number_of(item, answer)
        return str(answer) if value is None else str(value)

    def _missing(self, name: str) -> Field:
        label = "Questions without an answer, and why (declined, skipped, not_reached, not_shown)"
        return Field(name, "notes", label, lambda _, given: _missing_words(given))

    def _version(self, name: str) -> Field:
        label = "Version of the form that was answered"
        return Field(name, "text", label, lambda _, given: given.administration.version or "")

    def _score(self, score: Score) -> _Made:
        # Without its status a prorated score would look like a plain one.
        is_bare = self._own.only_listed and f"{score.id}.status" not in self._own.fields

        def read(_: VisitRecord, given: Given) -> str:
            result = given.results.scores[score.id]
            is_plain = result.status is ScoreStatus.COMPLETE
            if result.value is None or not is_scored(given) or (is_bare and not is_plain):
                return ""
            return exact_csv(Fraction(result.value))

        low, high = exact_csv(score.low), exact_csv(score.high)
        label = self._export.score_name(score.id)
        return lambda name: Field(
            name, "text", label, read, validation="number", low=low, high=high
        )

    def _band(self, score: Score, bands: BandSet) -> _Made:
        names = self._export.names
        texts = names.bands.get(bands.id, {})
        author = names.band_sets.get(bands.id, readable(bands.id))
        label = f"Band of {self._export.score_name(score.id)} ({author})"
        choices = ((each.id, texts.get(each.id, each.id)) for each in bands.bands)
        return _word(
            label, choices, lambda given: given.results.scores[score.id].bands.get(bands.id, "")
        )

    def _status(self, score: Score) -> _Made:
        label = f"How well {self._export.score_name(score.id)} is known"
        choices = ((each, readable(each)) for each in ScoreStatus)
        return _word(label, choices, lambda given: given.results.scores[score.id].status)

    def _outcome(self, outcome: Outcome) -> _Made:
        names = self._export.names.outcomes.get(outcome.id, {})
        choices = ((line.id, names.get(line.id, line.id)) for line in outcome.lines)
        return _word(
            readable(outcome.id),
            choices,
            lambda given: given.results.outcomes[outcome.id].line or "",
        )


def _criterion(criterion: str, label: str) -> _Made:
    choices = ((each, each) for each in Truth)
    return _word(label, choices, lambda given: given.results.criteria[criterion].truth)


def _alert(alert: str, label: str) -> _Made:
    choices = ((each, each) for each in AlertState)
    return _word(label, choices, lambda given: given.results.alerts[alert].state)


def _word(label: str, choices: Iterable[tuple[str, str]], read: Callable[[Given], str]) -> _Made:
    """Return how a field is made that holds one word of what scoring says."""
    text = choices_text(choices)

    def cell(_: VisitRecord, given: Given) -> str:
        return str(read(given)) if is_scored(given) else ""

    return lambda name: Field(name, "radio", label, cell, text)


def _missing_words(given: Given) -> str:
    lacking = (
        (item.id, answer)
        for item in given.instrument.items
        if isinstance(answer := known_answer(given, item), Missing)
    )
    return "; ".join(f"{name}={kind}" for name, kind in lacking)
