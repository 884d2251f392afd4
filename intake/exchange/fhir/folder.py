# SPDX-License-Identifier: Apache-2.0
"""Visits as a folder of FHIR bundles, from which the clinic's own tools take them on."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from intake.core.visit import VisitRecord
from intake.exchange.export_form import ExportForm
from intake.exchange.exporting import ExportError, Job, each_visit, run
from intake.exchange.fhir.bundle import forms_bundle, forms_entries, visit_bundle
from intake.exchange.fhir.check import faults
from intake.exchange.fhir.methods import Methods
from intake.exchange.fhir.systems import Resource, Systems
from intake.exchange.fhir.visit import ExportedVisit

FORMS_FILE = "forms.json"

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_ESCAPED = re.compile(r"\\(u00|b|f)")
"""How JSON may have written a control letter: worth a second look, no more."""

ReadPdf = Callable[[VisitRecord], bytes | None]


class UnsoundExportError(RuntimeError):
    """A resource breaks a rule of FHIR: a mistake of the program, and nothing was written."""


@dataclass(frozen=True, slots=True)
class FhirExport:
    """How visits become bundles. `read_pdf` gives the report that goes along, if any.

    `with_forms` puts the forms into the bundle of each visit, so that one file is all there is;
    otherwise they stand in a file of their own, which is to be taken first.
    """

    systems: Systems
    read_pdf: ReadPdf | None = None
    with_forms: bool = False

    def write(self, job: Job, target: Path) -> int:
        """Write a folder and return the number of visits in it.

        Raises:
            ExportError: when a visit is given twice.
            ExportStoppedError: when it was stopped.
            OSError: when the folder cannot be written.
        """
        return run(job, target, "FHIR", lambda folder: self._fill(job, folder))

    def write_forms(self, job: Job, target: Path) -> None:
        """Write a folder with the forms alone.

        Raises:
            OSError: when the folder cannot be written.
        """

        def fill(folder: Path) -> int:
            self._write_forms(list(job.forms.values()), job.app_version, folder)
            return 0

        run(job, target, "FHIR forms", fill)

    def _fill(self, job: Job, folder: Path) -> int:
        methods = Methods()
        used: dict[str, ExportForm] = {}
        count = 0
        for record, given in each_visit(job):
            forms = [job.forms[each.form] for each in given]
            used |= {form.instrument.id: form for form in forms}
            recorded = record.report.created or record.sitting.finished or job.created
            visit = ExportedVisit(record, given, self.systems, recorded)
            before = forms_entries(forms, self.systems, job.app_version) if self.with_forms else ()
            pdf = self.read_pdf(record) if self.read_pdf else None
            bundle = visit_bundle(visit, methods, job.app_version, pdf=pdf, before=before)
            place = folder / f"visit_{visit.uuid('visit')}.json"
            if place.exists():
                raise ExportError(f"visit {record.sitting.id}: is given twice; name it once.")
            _write(bundle, place)
            count += 1
        if used and not self.with_forms:
            self._write_forms(list(used.values()), job.app_version, folder)
        return count

    def _write_forms(self, forms: list[ExportForm], app_version: str, folder: Path) -> None:
        _write(forms_bundle(forms, self.systems, app_version), folder / FORMS_FILE)


def _write(bundle: Resource, place: Path) -> None:
    found = faults(bundle)
    if found:
        raise UnsoundExportError("; ".join(found[:5]))
    text = _text_of(bundle)
    if _ESCAPED.search(text):
        text = _text_of(_cleaned(bundle))
    with place.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(f"{text}\n")


def _text_of(bundle: Resource) -> str:
    return json.dumps(bundle, ensure_ascii=False, separators=(",", ":"))


def _cleaned(node: Resource) -> Resource:
    """Return a resource whose texts hold no control letters, which FHIR forbids."""
    return {key: _clean(value) for key, value in node.items()}


def _clean(node: object) -> object:
    if isinstance(node, str):
        return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", node)
    if isinstance(node, dict):
        return _cleaned(node)
    return [_clean(each) for each in node] if isinstance(node, list) else node
