# SPDX-License-Identifier: Apache-2.0
"""Which records are kept no longer."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from intake.app.desk.office import Office
from intake.core.errors import StoreError
from intake.core.rights import Right
from intake.core.visit import Patient
from intake.ui.staff.context import ToErase
from intake.ui.staff.context.records import MOST_YEARS

if TYPE_CHECKING:
    from intake.store.erasing import Erased


class RecordsPart:
    """Records that leave the file, as `intake.ui.staff.context.RecordsDesk` says."""

    def __init__(self, office: Office) -> None:
        """Work in this office."""
        self._office = office

    def someone(self, record_number: str) -> Patient | None:
        """Return the person with this record number."""
        self._office.require(Right.ERASE)
        return self._office.store.patients.get(record_number)

    def older_than(self, years: int) -> tuple[date, ToErase]:
        """Return the day before which visits are that old, and what would be erased."""
        self._office.require(Right.ERASE)
        day = self._day(years)
        return day.date(), _counted(self._office.store.erasing.count_visits_before(day))

    def erase_older(self, years: int) -> ToErase:
        """Erase visits that are so many years old, and say what was erased."""
        self._office.require(Right.ERASE)
        stamp = self._office.stamp()
        return _counted(self._office.store.erasing.erase_visits_before(self._day(years), stamp))

    def all_of(self, record_number: str) -> ToErase:
        """Return what would be erased with a patient."""
        self._office.require(Right.ERASE)
        return _counted(self._office.store.erasing.count_patient(record_number))

    def erase_patient(self, record_number: str, reason: str) -> ToErase:
        """Erase everything about a patient, and say what was erased."""
        self._office.require(Right.ERASE)
        stamp = self._office.stamp()
        return _counted(self._office.store.erasing.erase_patient(record_number, stamp, reason))

    def _day(self, years: int) -> datetime:
        from intake.store.erasing import years_before  # noqa: PLC0415 - it brings SQLAlchemy

        if not 0 < years <= MOST_YEARS:
            raise StoreError("Please write after how many years visits are deleted.")
        return years_before(self._office.now(), years)


def _counted(erased: Erased) -> ToErase:
    return ToErase(erased.visits, erased.patients, len(erased.reports), erased.kept)
