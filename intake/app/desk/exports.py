# SPDX-License-Identifier: Apache-2.0
"""Exports: asked for at the desk, written beside the window's thread."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from intake.app.desk.office import Office
from intake.core.errors import StoreError
from intake.core.export import ExportKind, Naming
from intake.core.rights import Right
from intake.core.staff import Stamp
from intake.core.visit import Patient
from intake.ui.staff.context.exports import (
    ExportChoice,
    Exported,
    ExportJob,
    ExportStep,
    IsStopped,
    Told,
)

# ruff: noqa: PLC0415 - what writes exports is imported when there is one to write

if TYPE_CHECKING:
    from intake.app.exports import ExportWanted
    from intake.exchange.exporting import Course

MOST_LEFT_OUT = 20
"""So many lines at most say what could not go along."""


class ExportPart:
    """Exports, as `intake.ui.staff.context.exports.ExportDesk` says."""

    def __init__(self, office: Office) -> None:
        """Work in this office."""
        self._office = office

    def person(self, record_number: str) -> Patient | None:
        """Return the person with this record number."""
        self._office.require(Right.EXPORT)
        return self._office.store.patients.get(record_number)

    def file_of(self, kind: ExportKind) -> str:
        """Return the file of addresses or the field map that was used last, if any."""
        from intake.app.exports import file_setting

        return self._office.store.settings.get(file_setting(kind)) or ""

    def prepare(self, choice: ExportChoice) -> ExportJob:
        """Return the job that writes an export, in the name of whoever is signed in now."""
        from intake.app.exports import file_setting

        self._office.require(Right.EXPORT)
        stamp = self._office.stamp()
        wanted = self._wanted(choice, stamp)
        if choice.kind is not ExportKind.CSV:
            self._office.store.settings.change(file_setting(choice.kind), choice.file, stamp)
        return lambda told, is_stopped: self._write(wanted, stamp, told, is_stopped)

    def _wanted(self, choice: ExportChoice, stamp: Stamp) -> ExportWanted:
        from intake.app.exports import ExportWanted, new_folder

        if not choice.parent.is_dir():
            raise StoreError(f"There is no folder {choice.parent}. Choose one that is there.")
        is_hidden = choice.naming is Naming.PSEUDONYMS
        wanted = ExportWanted(
            choice.kind,
            new_folder(choice.parent, choice.kind, stamp.at.date()),
            choice.selection,
            key=self._office.do.keys.pseudonym_key() if is_hidden else None,
            names=choice.naming is Naming.NAMES,
            reports=choice.reports,
        )
        if wanted.naming is not choice.naming:
            # What cannot leave like that must not leave with more than was chosen.
            raise StoreError("Visits cannot be exported like that. Choose again who is named.")
        return self._with_file(wanted, choice.file)

    def _with_file(self, wanted: ExportWanted, place: str) -> ExportWanted:
        from intake.app.exports import with_file
        from intake.exchange.fhir.settings import SettingsError
        from intake.exchange.redcap.field_map import FieldMapError
        from intake.exchange.streams import StreamError

        if not place or wanted.kind is ExportKind.CSV:
            return wanted
        try:
            return with_file(wanted, place, self._office.catalogue.instruments)
        except StreamError as error:
            raise StoreError(str(error)) from error
        except (SettingsError, FieldMapError) as error:
            first, *others = error.problems
            more = f" (and {len(others)} more)" if others else ""
            raise StoreError(f"{first}{more}") from error

    def _write(
        self, wanted: ExportWanted, stamp: Stamp, told: Told, is_stopped: IsStopped
    ) -> Exported | None:
        from intake.app.exports import export_visits
        from intake.app.recorded_visits import RecordedVisits
        from intake.exchange.exporting import ExportStoppedError

        store = self._office.store
        total = sum(1 for _ in RecordedVisits(store, wanted.selection).ids())
        news = _News(total, told, is_stopped)
        try:
            count = export_visits(store, self._office.catalogue, wanted, stamp, news.course())
        except ExportStoppedError:
            return None
        return Exported(wanted.target, count, news.lines())


@dataclass
class _News:
    """What an export tells on its way."""

    total: int
    told: Told
    is_stopped: IsStopped
    left_out: list[str] = field(default_factory=list)
    more: int = 0

    def course(self) -> Course:
        """Return the course of an export that tells it here."""
        from intake.exchange.exporting import Course

        step = ExportStep(0, self.total)
        return Course(
            looked=lambda count: self.told(replace(step, count=count)),
            progress=lambda count: self.told(replace(step, count=count, is_writing=True)),
            is_stopped=self.is_stopped,
            warn=self._warn,
        )

    def lines(self) -> tuple[str, ...]:
        """Return what could not go along, so many lines and the number of the others."""
        rest = (f"… and {self.more} more.",) if self.more else ()
        return (*self.left_out, *rest)

    def _warn(self, line: str) -> None:
        if len(self.left_out) < MOST_LEFT_OUT:
            self.left_out.append(line)
        else:
            self.more += 1
