# SPDX-License-Identifier: Apache-2.0
"""Visits that are hard to print, for the tests of the report and the proof of its files."""

from __future__ import annotations

from collections.abc import Iterator

from intake.core.visit import VisitRecord
from intake.exchange.visit_writing import write_visit
from intake.report.document import render
from tests.sample_visits import IDS, form, record, summary

FORMS = {form_id: form(form_id) for form_id in IDS}


def made(of: VisitRecord) -> bytes:
    """Return the report of a visit, with the visit inside."""
    return render(summary(of), visit=write_visit(of, FORMS))


def hard_visits() -> Iterator[tuple[str, bytes]]:
    """Yield reports under short names."""
    yield "first", made(record())
