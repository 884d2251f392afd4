# SPDX-License-Identifier: Apache-2.0
"""Reports: made beside the window's thread, kept in the file, written to the clinic's folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from intake import __version__
from intake.app.desk.office import Office
from intake.app.desk.report_folder import keep_waiting, reason_of, waiting_of, write_into
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
from intake.ui.staff.context import FinishedReport, Settings

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
        folder = _Folder(office, settings, self._waiting(number))
        office.store.journal.record(stamp, "report.opened", f"report:{number}")
        if is_fresh:
            pdf = office.store.reports.load(number)
            made = FinishedReport(number, report_id(number), pdf, visit, is_kept=True, file=name)
            return lambda: folder.written(made)
        return lambda: folder.written(self._made(record, number, name))

    def keep(self, report: FinishedReport) -> None:
        """Keep a finished report in the clinic's file, if it is not kept there already.

        One that the folder did not take is remembered, and written with a later one.
        """
        stamp, store = self._office.stamp(), self._office.store
        if not report.is_kept:
            store.reports.keep(report.number, report.pdf, report.anchor, stamp)
        before = waiting_of(store)
        done = {report.number, *report.caught_up}
        waiting = {number: name for number, name in before.items() if number not in done}
        if report.folder_problem:
            waiting[report.number] = report.file
        if waiting != before:
            keep_waiting(store, waiting, stamp)

    def save_as(self, report: FinishedReport, path: Path) -> None:
        """Write a report to a place that somebody chose."""
        self._office.require(Right.MAKE_REPORT)
        try:
            self._office.do.write(path, report.pdf)
        except OSError as error:
            why = reason_of(error)
            raise StoreError(f"The report could not be written to {path}: {why}.") from error
        self._note("report.saved_elsewhere", report)

    def lock(self, report: FinishedReport, password: str, path: Path) -> Callable[[], str]:
        """Return the job that writes a report locked with a password to a chosen place."""
        self._office.require(Right.MAKE_REPORT)
        self._note("report.locked_copy", report)
        do = self._office.do
        return lambda: _saved(lambda: do.lock(report.pdf, password), path, do.write)

    def patient_page(self, visit: str, path: Path) -> Callable[[], str]:
        """Return the job that writes the patient's own page of a visit to a chosen place."""
        self._office.require(Right.MAKE_REPORT)
        office, stamp = self._office, self._office.stamp()
        settings = read_settings(office.store, office.places)
        record = record_of(office.store, visit, stamp.at, settings, None)
        office.store.journal.record(stamp, "report.patient_page", f"visit:{visit}")
        do = office.do
        return lambda: _saved(lambda: do.render_page(record), path, do.write)

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

    def _made(self, record: VisitRecord, number: int, name: str) -> FinishedReport:
        pdf = self._office.do.render(record)
        anchor, visit = record.report.anchor or "", record.sitting.id
        return FinishedReport(number, report_id(number), pdf, visit, anchor=anchor, file=name)

    def _waiting(self, number: int) -> dict[int, tuple[str, bytes]]:
        reports = self._office.store.reports
        return {
            other: (name, reports.load(other))
            for other, name in waiting_of(self._office.store).items()
            if other != number
        }


class _Folder:
    """The clinic's folder with the reports that wait for it, for a job beside the window."""

    def __init__(
        self, office: Office, settings: Settings, waiting: dict[int, tuple[str, bytes]]
    ) -> None:
        self._do = office.do
        self._folder = Path(settings.report_folder)
        self._own = office.places.reports
        self._has_sidecar = settings.has_sidecar
        self._waiting = waiting

    def written(self, report: FinishedReport) -> FinishedReport:
        """Write a report, then those that wait; the data beside each if the clinic wants them."""
        problem = self._put_whole(report.file, report.pdf)
        if problem:
            return replace(report, folder_problem=problem)
        taken = [
            number
            for number, (name, pdf) in self._waiting.items()
            if not self._put_whole(name, pdf)
        ]
        return replace(report, path=self._folder / report.file, caught_up=tuple(taken))

    def _put_whole(self, name: str, pdf: bytes) -> str:
        problem = self._put(name, pdf)
        data = self._do.attached(pdf) if self._has_sidecar and not problem else None
        return problem if data is None else self._put(f"{name.removesuffix('.pdf')}.json", data)

    def _put(self, name: str, content: bytes) -> str:
        return write_into(self._folder, self._own, name, content, self._do.write)


def _saved(make: Callable[[], bytes], path: Path, write: Callable[[Path, bytes], None]) -> str:
    try:
        write(path, make())
    except ValueError as error:
        return f"{str(error)[:1].upper()}{str(error)[1:]}."
    except OSError as error:
        return f"It could not be written to {path}: {reason_of(error)}."
    return ""


def summary_of(office: Office, visit: str) -> Summary:
    """Return what a report of a visit would say now."""
    settings = read_settings(office.store, office.places)
    record = record_of(office.store, visit, office.now(), settings, None)
    instruments = office.catalogue.instruments
    return summarise(record, instruments, wordings_of(record, office.catalogue), __version__)
