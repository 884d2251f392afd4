# SPDX-License-Identifier: Apache-2.0
"""Visits as a folder of CSV tables with their codebook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from intake.core.given import Given
from intake.core.visit import VisitRecord
from intake.exchange.exporting import Job, check_known, each_visit, forms_in, is_scored, run
from intake.exchange.research.cells import Cell, CsvTable
from intake.exchange.research.codebook import HEAD, SCORE_TABLE, rows
from intake.exchange.research.columns import (
    VISIT_COLUMNS,
    FormColumns,
    VisitColumn,
    disguised_columns,
    iso,
)
from intake.exchange.research.pseudonyms import Pseudonyms, disguised
from intake.exchange.score_columns import json_number


@dataclass(frozen=True, slots=True)
class CsvExport:
    """How visits become tables; with `pseudonyms` nothing in them names a person."""

    pseudonyms: Pseudonyms | None = None

    def write(self, job: Job, target: Path) -> int:
        """Write a folder with three tables and return the number of visits in it.

        Raises:
            ExportStoppedError: when it was stopped.
            OSError: when the folder cannot be written.
        """
        what = "CSV" if self.pseudonyms is None else "CSV, de-identified"
        return run(job, target, what, lambda folder: self._fill(job, folder))

    def _fill(self, job: Job, folder: Path) -> int:
        met = forms_in(job)
        forms = [job.forms[name] for name in met]
        facts = self._facts()
        columns = [
            (form, FormColumns(form.instrument, free_text=self.pseudonyms is None))
            for form in forms
        ]
        with CsvTable(folder / "codebook.csv", HEAD, one_line=True) as codebook:
            for line in rows(facts, columns):
                codebook.write(line)
        names = [fact.name for fact in facts]
        names += [name for _, form in columns for name in form.names]
        count = 0
        with ExitStack() as open_tables:
            visits = open_tables.enter_context(
                CsvTable(folder / "visits.csv", names, one_line=True)
            )
            scores = open_tables.enter_context(
                CsvTable(folder / "scores.csv", SCORE_TABLE, one_line=True)
            )
            for record, given in each_visit(job):
                check_known(given, met)
                shown = self._shown(record)
                by_form = {each.form: each for each in given}
                visits.write(_visit(shown, facts, [form for _, form in columns], by_form))
                for each in given:
                    for row in _scores(shown, each):
                        scores.write(row)
                count += 1
        return count

    def _facts(self) -> Sequence[VisitColumn]:
        return VISIT_COLUMNS if self.pseudonyms is None else disguised_columns(VISIT_COLUMNS)

    def _shown(self, record: VisitRecord) -> VisitRecord:
        if self.pseudonyms is None:
            return record
        return disguised(record, self.pseudonyms)


def _visit(
    record: VisitRecord,
    facts: Sequence[VisitColumn],
    forms: Sequence[FormColumns],
    given: Mapping[str, Given],
) -> Iterator[Cell]:
    for fact in facts:
        yield fact.read(record)
    for columns in forms:
        yield from columns.cells(given.get(columns.form.id))


def _scores(record: VisitRecord, given: Given) -> Iterator[list[Cell]]:
    """Yield a row a score, with the bands of the set that the clinic chose or of the default."""
    if not is_scored(given):
        return
    for score in given.instrument.scores:
        result = given.results.scores[score.id]
        chosen = record.report.bands.get(f"{given.form}.{score.id}")
        bands = score.band_set(chosen) or score.band_set()
        yield [
            record.sitting.id,
            record.patient.id,
            iso(record.sitting.started),
            given.form,
            given.administration.version,
            score.id,
            None if result.value is None else json_number(result.value),
            result.status,
            bands.id if bands else None,
            result.bands.get(bands.id) if bands else None,
            result.answered,
            result.asked,
            json_number(result.interval.low),
            json_number(result.interval.high),
        ]
