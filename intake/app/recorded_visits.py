# SPDX-License-Identifier: Apache-2.0
"""The visits of a clinic's file as an export takes them: one at a time, with their reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from intake.app.follow_ups import with_all_done
from intake.app.reports import report_id
from intake.core.errors import StoreError
from intake.core.export import Selection
from intake.core.records import VisitState
from intake.core.visit import (
    Administration,
    ReportRequest,
    VisitRecord,
)

if TYPE_CHECKING:
    from intake.store.store import Store


class RecordedVisits:
    """The visits of a selection, oldest first, read one at a time and again each time."""

    def __init__(
        self, store: Store, selection: Selection, pseudonym: Callable[[str], str] | None = None
    ) -> None:
        """Choose what is wanted; nothing is read yet.

        With `pseudonym`, which names a patient by the record number, they come person by person
        in the order of these names: the order of the real days would give moved days away.
        """
        self._store = store
        self._selection = selection
        self._pseudonym = pseudonym
        self._clinic = store.settings.get("clinic")

    def ids(self) -> Iterator[str]:
        """Yield what each visit is called."""
        chosen = self._selection
        if chosen.visit:
            yield chosen.visit
            return
        if self._pseudonym is None or chosen.number:
            yield from self._store.visits.ended(chosen.number, chosen.since)
            return
        for number in sorted(self._store.visits.people(), key=self._pseudonym):
            yield from self._store.visits.ended(number, chosen.since)

    def __iter__(self) -> Iterator[VisitRecord]:
        """Yield each visit."""
        return map(self._record, self.ids())

    def _record(self, visit: str) -> VisitRecord:
        store, stored = self._store, self._store.visits.load(visit)
        line = stored.line
        if line.state is VisitState.CANCELLED:
            raise StoreError("This visit was called off. It counts nowhere and is not exported.")
        kept = store.visits.results(visit)
        made = next((each for each in store.reports.of(visit) if each.sha256), None)
        report = ReportRequest(clinic=self._clinic)
        if made is not None:
            report = replace(report, id=report_id(made.number), created=made.created)
        return VisitRecord(
            report=report,
            patient=line.patient,
            sitting=line.sitting,
            administrations=tuple(
                Administration(
                    each.form,
                    each.version,
                    stored.answers.get(each.form, {}),
                    kept.get(each.form),
                    stored.keyed_forms.get(each.form, ""),
                )
                for each in line.forms
            ),
            alerts=tuple(
                with_all_done(alert) for alert in store.alerts.of(visit) if alert.withdrawn is None
            ),
            treatments=tuple(each.treatment for each in store.treatments.of(line.patient.id)),
        )


def kept_report(store: Store, record: VisitRecord) -> bytes | None:
    """Return the newest finished report of a visit as it was kept."""
    lines = store.reports.of(record.sitting.id)
    made = next((each for each in lines if each.sha256), None)
    return None if made is None else store.reports.load(made.number)
