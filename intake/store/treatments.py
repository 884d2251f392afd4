# SPDX-License-Identifier: Apache-2.0
"""Treatments that the clinic recorded; a correction is added and the earlier line stays."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, exists, select

from intake.core.errors import StoreError
from intake.core.records import TreatmentLine
from intake.core.staff import Stamp
from intake.core.visit import Treatment
from intake.store import patients, schema, trail
from intake.store.connection import Database


class Treatments:
    """The treatments. Every method raises `StoreError` when the file cannot be used."""

    def __init__(self, database: Database) -> None:
        """Work on this file."""
        self._database = database

    def of(self, number: str) -> tuple[TreatmentLine, ...]:
        """Return a person's treatments as they stand now, oldest first."""
        table = schema.treatment
        later = table.alias()
        with self._database.reading() as connection:
            person = patients.row_of(connection, number)
            if person is None:
                return ()
            found = connection.execute(
                select(table)
                .where(table.c.patient == person.key, table.c.is_withdrawn == 0)
                .where(~exists().where(later.c.replaces == table.c.seq))
            ).all()
        return tuple(sorted(map(_line, found), key=lambda each: each.treatment.at))

    def add(self, number: str, treatment: Treatment, stamp: Stamp) -> int:
        """Record a treatment and return its id.

        Raises:
            StoreError: also when nobody has the number, or the kind is empty.
        """
        with self._database.writing() as connection:
            key = patients.known_row(connection, number).key
            return _add(connection, _row(key, treatment, stamp), stamp, "treatment.added", {})

    def change(self, treatment: int, right: Treatment, stamp: Stamp, reason: str) -> int:
        """Set a treatment right and return the id of the line that now counts.

        Raises:
            StoreError: also when it was changed or taken back before.
        """
        return self._replace(treatment, right, stamp, reason, is_withdrawn=0)

    def withdraw(self, treatment: int, stamp: Stamp, reason: str) -> None:
        """Take back a treatment that was not given.

        Raises:
            StoreError: also when it was changed or taken back before.
        """
        self._replace(treatment, None, stamp, reason, is_withdrawn=1)

    def _replace(
        self,
        treatment: int,
        right: Treatment | None,
        stamp: Stamp,
        reason: str,
        *,
        is_withdrawn: int,
    ) -> int:
        with self._database.writing() as connection:
            old = _current(connection, treatment)
            given = right or Treatment(
                datetime.fromisoformat(old.at), old.kind, old.dose, old.note
            )
            row = _row(old.patient, given, stamp)
            row |= {"replaces": treatment, "is_withdrawn": is_withdrawn}
            action = "treatment.withdrawn" if is_withdrawn else "treatment.changed"
            return _add(connection, row, stamp, action, {"reason": reason})


def _row(patient: int, treatment: Treatment, stamp: Stamp) -> dict[str, Any]:
    if not treatment.kind.strip():
        raise StoreError("Please write which treatment was given.")
    return {
        "patient": patient,
        "at": treatment.at.isoformat(),
        "kind": treatment.kind.strip(),
        "dose": treatment.dose.strip(),
        "note": treatment.note.strip(),
        "by": stamp.by,
        "recorded": stamp.at.isoformat(),
        "replaces": None,
        "is_withdrawn": 0,
    }


def _add(
    connection: Connection, row: dict[str, Any], stamp: Stamp, action: str, detail: dict[str, str]
) -> int:
    about = patients.subject(row["patient"])
    with trail.entry(connection, stamp, action, about, detail) as entry:
        return entry.add(schema.treatment, [row])


def _current(connection: Connection, treatment: int) -> Row[Any]:
    table = schema.treatment
    row = connection.execute(select(table).where(table.c.seq == treatment)).one_or_none()
    replaced = connection.execute(
        select(table.c.seq).where(table.c.replaces == treatment)
    ).one_or_none()
    if row is None or replaced is not None or row.is_withdrawn:
        raise StoreError("This treatment was changed or taken back by somebody else meanwhile.")
    return row


def _line(row: Row[Any]) -> TreatmentLine:
    at = datetime.fromisoformat(row.at)
    return TreatmentLine(
        id=row.seq,
        treatment=Treatment(at, row.kind, row.dose, row.note),
        by=row.by,
        recorded=datetime.fromisoformat(row.recorded),
    )
