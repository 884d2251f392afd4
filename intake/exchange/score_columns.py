# SPDX-License-Identifier: Apache-2.0
"""The columns that scoring adds to a table of answers, in the form's order."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from intake.core.explain import exact_csv
from intake.core.instrument import Instrument
from intake.core.results import Results
from intake.core.score import Score

Value = Fraction | str | None
"""A score, a word such as a band's id, or nothing."""

_Column = tuple[str, Callable[[Results], Value]]


class ScoreColumns:
    """The added columns of one form: their names, and their values for one set of results."""

    def __init__(self, form: Instrument) -> None:
        """Lay the columns out once for every row to come."""
        columns = [column for score in form.scores for column in _score_columns(score)]
        columns += [_criterion_column(each.id) for each in form.criteria]
        columns += [_outcome_column(each.id) for each in form.outcomes]
        columns += [_alert_column(each.id) for each in form.alerts]
        self.names = tuple(name for name, _ in columns)
        self._reads = tuple(read for _, read in columns)

    def values(self, results: Results) -> list[Value]:
        """Return one value a column."""
        return [read(results) for read in self._reads]


def json_number(value: Fraction) -> int | float:
    """Return a score as JSON writes it, to the same digits as in a table."""
    return value.numerator if value.denominator == 1 else float(exact_csv(value))


def _score_columns(score: Score) -> list[_Column]:
    name = score.id
    columns: list[_Column] = [(name, lambda results: results.scores[name].value)]
    for number, bands in enumerate(score.bands):
        title = f"{name}.band.{bands.id}" if number else f"{name}.band"
        columns.append((title, _band_of(name, bands.id)))
    columns.append((f"{name}.status", lambda results: results.scores[name].status))
    return columns


def _band_of(score: str, band_set: str) -> Callable[[Results], Value]:
    return lambda results: results.scores[score].bands.get(band_set)


def _criterion_column(name: str) -> _Column:
    return name, lambda results: results.criteria[name].truth


def _outcome_column(name: str) -> _Column:
    return name, lambda results: results.outcomes[name].line


def _alert_column(name: str) -> _Column:
    return f"{name}.alert", lambda results: results.alerts[name].state
