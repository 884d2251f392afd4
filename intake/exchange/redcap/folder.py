# SPDX-License-Identifier: Apache-2.0
"""Visits as a folder for REDCap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from intake.core.answers import Missing
from intake.core.given import Given
from intake.core.visit import VisitRecord
from intake.exchange.exporting import ExportError, Job, check_known, each_visit, forms_in, run
from intake.exchange.redcap.dictionary import (
    RECORD_ID,
    record_id,
    rows,
    write_dictionary,
    write_instrument,
)
from intake.exchange.redcap.facts import fact_text, visit_facts, visit_fields
from intake.exchange.redcap.field import Field
from intake.exchange.redcap.field_map import FieldMap, RecordIs
from intake.exchange.redcap.fields import FormFields
from intake.exchange.research.cells import CsvTable
from intake.exchange.research.columns import VisitColumn
from intake.exchange.research.pseudonyms import Pseudonyms, disguised

VISIT_INSTRUMENT = "intake_visit"

_INCOMPLETE, _COMPLETE = "0", "2"
_LABELS = {RecordIs.VISIT: "The visit", RecordIs.PATIENT: "The patient"}

_Cells = dict[str, str]


@dataclass(frozen=True, slots=True)
class RedcapExport:
    """How visits become records. `names` lets the patient's name and date of birth go along."""

    field_map: FieldMap = field(default_factory=FieldMap)
    pseudonyms: Pseudonyms | None = None
    names: bool = False

    def write(self, job: Job, target: Path) -> int:
        """Write a folder and return the number of visits in it.

        Raises:
            ExportError: when two fields would have the same name, or a visit is given twice.
            ExportStoppedError: when it was stopped.
            OSError: when the folder cannot be written.
        """
        what = "REDCap" if self.pseudonyms is None else "REDCap, de-identified"
        return run(job, target, what, lambda folder: self._fill(job, folder))

    def _fill(self, job: Job, folder: Path) -> int:
        free_text = self.pseudonyms is None
        facts = visit_facts(names=self.names, hidden=not free_text)
        met = forms_in(job)
        forms = [
            FormFields(job.forms[name], self.field_map, facts, free_text=free_text) for name in met
        ]
        plan = _Plan(self.field_map, visit_fields(self.field_map.visit, facts), forms)
        plan.write_dictionaries(folder)
        count = 0
        with CsvTable(folder / "import.csv", plan.columns) as table:
            for record, given in each_visit(job):
                check_known(given, met)
                shown = disguised(record, self.pseudonyms) if self.pseudonyms else record
                for row in plan.rows(shown, {each.form: each for each in given}):
                    table.write([row.get(column, "") for column in plan.columns])
                count += 1
        return count


class _Plan:
    """The instruments of one export, and the rows of each visit."""

    def __init__(
        self,
        field_map: FieldMap,
        facts: Sequence[tuple[VisitColumn, Field]],
        forms: Sequence[FormFields],
    ) -> None:
        self._map = field_map
        self._facts = facts
        self._forms = forms
        self._visit = field_map.visit.instrument or VISIT_INSTRUMENT
        self._seen: Counter[tuple[str, str]] = Counter()
        self.columns = [
            RECORD_ID,
            *(["redcap_event_name"] if field_map.event else []),
            *(
                ["redcap_repeat_instrument", "redcap_repeat_instance"]
                if field_map.record is RecordIs.PATIENT
                else []
            ),
            *(each.name for _, each in facts),
            f"{self._visit}_complete",
        ]
        for form in forms:
            self.columns += [each.name for each in form.fields]
            self.columns.append(f"{form.instrument}_complete")
        _refuse_twice("instruments", [self._visit, *(form.instrument for form in forms)])
        _refuse_twice("fields", self.columns)

    def write_dictionaries(self, folder: Path) -> None:
        """Write one dictionary of everything, and every form as an instrument of its own."""
        head = record_id(self._visit, _LABELS[self._map.record])
        lines = [head, *rows(self._visit, (each for _, each in self._facts))]
        for form in self._forms:
            of_form = [*rows(form.instrument, form.fields)]
            write_instrument(folder / f"{form.instrument}.zip", of_form)
            lines += of_form
        write_dictionary(folder / "dictionary.csv", lines)

    def rows(self, record: VisitRecord, given: Mapping[str, Given]) -> Iterator[_Cells]:
        """Yield the rows of a visit: one, or one an instrument where a patient is a record."""
        facts = {each.name: fact_text(fact, record) for fact, each in self._facts}
        visit = {**facts, f"{self._visit}_complete": _COMPLETE}
        forms = [
            (form.instrument, _form_cells(form, record, given[form.form]))
            for form in self._forms
            if form.form in given
        ]
        if self._map.record is RecordIs.PATIENT:
            yield from (self._repeated(record, *part) for part in [(self._visit, visit), *forms])
            return
        self._count(record.sitting.id, "")
        row = {**self._head(record.sitting.id), **visit}
        for _, cells in forms:
            row |= cells
        yield row

    def _repeated(self, record: VisitRecord, instrument: str, cells: _Cells) -> _Cells:
        number = self._count(record.patient.id, instrument)
        return {
            **self._head(record.patient.id),
            "redcap_repeat_instrument": instrument,
            "redcap_repeat_instance": str(number),
            **cells,
        }

    def _head(self, name: str) -> _Cells:
        return {RECORD_ID: name, "redcap_event_name": self._map.event}

    def _count(self, name: str, instrument: str) -> int:
        self._seen[name, instrument] += 1
        count = self._seen[name, instrument]
        if count > 1 and not instrument:
            message = f"visit {name}: is given twice; name it once."
            raise ExportError(message)
        return count


def _refuse_twice(what: str, names: Sequence[str]) -> None:
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        message = f"two {what} would be called {twice[0]}; rename one of them in a field map."
        raise ExportError(message)


def _form_cells(form: FormFields, record: VisitRecord, given: Given) -> _Cells:
    cells = {each.name: each.read(record, given) for each in form.fields}
    is_whole = all(
        given.answer(item.id) is not Missing.NOT_REACHED or given.is_not_asked(item.page)
        for item in given.instrument.items
    )
    return {**cells, f"{form.instrument}_complete": _COMPLETE if is_whole else _INCOMPLETE}
