# SPDX-License-Identifier: Apache-2.0
"""The home screen's lists, and finding people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from intake.app.desk.office import LAST_BACKUP, Office
from intake.app.desk.report_folder import folder_fault, waiting_of
from intake.app.desk.settings import read_settings
from intake.core.records import VisitLine, VisitState
from intake.core.rights import Right
from intake.core.words import count_words
from intake.ui.staff.context import Found, ListedVisit

BACKUP_AGE = timedelta(days=7)
MOST_FOUND = 20


class DayPart:
    """What the home screen lists, as `intake.ui.staff.context.DayDesk` says."""

    def __init__(self, office: Office) -> None:
        """Work in this office."""
        self._office = office

    @property
    def problems(self) -> tuple[str, ...]:
        """Forms left out, a report folder that is gone, a backup that is old."""
        return tuple(self._problems())

    def running(self) -> tuple[ListedVisit, ...]:
        """Return the visits that are not ended, newest first."""
        return self.listed(self._office.store.visits.all(VisitState.RUNNING))

    def unread(self, limit: int) -> tuple[ListedVisit, ...]:
        """Return the newest ended visits of which nobody has read the report yet."""
        return self.listed(self._office.store.visits.unread(limit))

    def read_today(self) -> tuple[ListedVisit, ...]:
        """Return the visits of today that somebody has read, newest first."""
        midnight = self._office.now().replace(hour=0, minute=0, second=0, microsecond=0)
        lines = self._office.store.visits.all(since=midnight)
        return tuple(each for each in self.listed(lines) if each.read_by is not None)

    def find(self, text: str) -> tuple[Found, ...]:
        """Return the people of whom a name word, record number or birth date begins like this."""
        self._office.require(Right.FIND_PATIENTS)
        people = self._office.store.patients.find(text, MOST_FOUND)
        last = self._office.store.visits.last_of([person.id for person in people])
        return tuple(
            Found(person, last[person.id].date() if person.id in last else None)
            for person in people
        )

    def listed(self, lines: Sequence[VisitLine]) -> tuple[ListedVisit, ...]:
        """Return visits as lists show them."""
        read = self._office.store.reports.read_by([line.id for line in lines])
        today = self._office.now().date()
        return tuple(
            ListedVisit(
                line,
                self._office.asked(line),
                read.get(line.id),
                is_cancelled=line.state is VisitState.CANCELLED,
                may_reopen=_ended_on(line) == today,
            )
            for line in lines
        )

    def _problems(self) -> Iterator[str]:
        if self._office.do.warning():
            yield self._office.do.warning()
        catalogue = self._office.catalogue
        for problem in catalogue.problems:
            if problem not in catalogue.battery_problems:
                yield str(problem)
        if catalogue.battery_problems and len(catalogue.problems) > len(
            catalogue.battery_problems
        ):
            yield "Batteries that need such a form are left out until it is mended."
        else:
            yield from map(str, catalogue.battery_problems)
        places = self._office.places
        folder = Path(read_settings(self._office.store, places).report_folder)
        fault = folder_fault(folder, places.reports)
        waiting = len(waiting_of(self._office.store))
        if fault:
            kept = f" {count_words(waiting, 'report')} kept until then." if waiting else ""
            said = f"Reports cannot be written to {folder}: {fault}."
            yield f"{said} Mend the folder, or choose another.{kept}"
        elif waiting:
            said = f"{count_words(waiting, 'report')} could not be written to {folder} before"
            yield f"{said}; this is done with the next report."
        yield from self._old_backup()

    def _old_backup(self) -> Iterator[str]:
        if not self._office.may(Right.BACK_UP):
            return
        last = self._office.store.settings.get(LAST_BACKUP)
        if last is None:
            if self._office.store.visits.all(limit=1):
                yield "There is no backup yet. “Backup”, under “Clinic”, makes one."
            return
        age = self._office.now() - datetime.fromisoformat(last)
        if age >= BACKUP_AGE:
            yield (
                f"The last backup is {age.days} days old. "
                "“Backup”, under “Clinic”, makes a new one."
            )


def _ended_on(line: VisitLine) -> date | None:
    ended = line.state is not VisitState.RUNNING
    return line.sitting.finished.date() if ended and line.sitting.finished else None
