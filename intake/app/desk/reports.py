# SPDX-License-Identifier: Apache-2.0
"""Reports: made beside the window's thread, kept in the file, written to the clinic's folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from intake import __version__
from intake.app.desk.office import Office
from intake.app.desk.settings import read_settings
from intake.app.engine import wordings_of
from intake.app.places import report_name
from intake.app.reports import record_of, report_id
from intake.core.audit import AuditFilter
from intake.core.content import Summary
from intake.core.errors import StoreError
from intake.core.records import ReportLine
from intake.core.rights import Right
from intake.core.summary import summarise
from intake.core.visit import VisitRecord
from intake.ui.staff.context import FinishedReport

LOOK_BACK = 20
_LOOKS = frozenset({"patient.viewed", "summary.copied", "report.opened", "visits.exported"})


class ReportPart:
    """Reports, as `intake.ui.staff.context.ReportDesk` says."""

    def __init__(self, office: Office) -> None:
        """Work in this office."""
        self._office = office

    def prepare(self, visit: str, *, anew: bool = False) -> Callable[[], FinishedReport]:
        """Return the job that brings a visit's report, made only if it is not kept as it is now.

        A visit has one report: made anew, it keeps its number.
        """
        self._office.require(Right.MAKE_REPORT)
        office, stamp = self._office, self._office.stamp()
        before = next(iter(office.store.reports.of(visit)), None)
        number = before.number if before else office.store.reports.reserve(visit, stamp)
        settings = read_settings(office.store, office.places)
        is_fresh = before is not None and not anew and self._is_fresh(before)
        at = before.created if before is not None and is_fresh else stamp.at
        record = record_of(office.store, visit, at, settings, report_id(number))
        name = report_name(settings.report_name, record.patient.id, at, report_id(number))
        path = Path(settings.report_folder) / name
        office.store.journal.record(stamp, "report.opened", f"report:{number}")
        if is_fresh:
            pdf = office.store.reports.load(number)
            return lambda: self._written(
                FinishedReport(number, report_id(number), pdf, visit, is_kept=True), path
            )
        return lambda: self._make(record, number, path)

    def keep(self, report: FinishedReport) -> None:
        """Keep a finished report in the clinic's file, if it is not kept there already."""
        if report.is_kept:
            return
        stamp = self._office.stamp()
        store = self._office.store
        store.reports.keep(report.number, report.pdf, report.anchor, stamp)

    def save_as(self, report: FinishedReport, path: Path) -> None:
        """Write a report to a place that somebody chose."""
        self._office.require(Right.MAKE_REPORT)
        try:
            self._office.do.write(path, report.pdf)
        except OSError as error:
            why = error.strerror or str(error)
            raise StoreError(f"The report could not be written to {path}: {why}.") from error
        self._note("report.saved_elsewhere", report)

    def was_printed(self, report: FinishedReport) -> None:
        """Record that a report was printed."""
        self._note("report.printed", report)

    def _note(self, action: str, report: FinishedReport) -> None:
        journal = self._office.store.journal
        journal.record(self._office.stamp(), action, f"report:{report.number}")

    def _is_fresh(self, report: ReportLine) -> bool:
        """Say whether nothing about the person has changed since the report was kept."""
        if not report.sha256 or not report.anchor:
            return False
        known = int(report.anchor.partition("-")[0])
        store = self._office.store
        patient = store.visits.load(report.visit).line.patient
        subjects = [f"visit:{line.id}" for line in store.visits.of(patient.id)]
        for subject in (*subjects, store.patients.subject(patient.id)):
            for entry in store.journal.entries(AuditFilter(subject=subject, limit=LOOK_BACK)):
                is_change = entry.action not in _LOOKS and entry.subject == subject
                if is_change and entry.number > known:
                    return False
        return True

    def _make(self, record: VisitRecord, number: int, path: Path) -> FinishedReport:
        pdf = self._office.do.render(record)
        anchor = record.report.anchor or ""
        made = FinishedReport(number, report_id(number), pdf, record.sitting.id, anchor=anchor)
        return self._written(made, path)

    def _written(self, report: FinishedReport, path: Path) -> FinishedReport:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._office.do.write(path, report.pdf)
        except OSError as error:
            why = error.strerror or str(error)
            problem = (
                f"The report is kept, but it could not be written to {path.parent}: {why}. "
                "Mend the folder, then open the report again."
            )
            return replace(report, folder_problem=problem)
        return replace(report, path=path)


def summary_of(office: Office, visit: str) -> Summary:
    """Return what a report of a visit would say now."""
    settings = read_settings(office.store, office.places)
    record = record_of(office.store, visit, office.now(), settings, None)
    instruments = office.catalogue.instruments
    return summarise(record, instruments, wordings_of(record, office.catalogue), __version__)
