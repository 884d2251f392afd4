# SPDX-License-Identifier: Apache-2.0
"""Giving everything about a patient away, or out of the file: openly, with a stub in the trail.

What is erased leaves the file and its log at once. Backups made before, reports in the clinic's
folder and exports still hold it; whoever erases must deal with those.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, exists, func, or_, select

from intake.core.errors import StoreError
from intake.core.records import VisitState
from intake.core.staff import Stamp
from intake.store import patients, schema, trail
from intake.store.connection import Database

EXPORT_FORMAT = "intake-patient/1"


@dataclass(frozen=True, slots=True)
class Erased:
    """How much was erased, and the numbers of reports whose files may lie in a folder."""

    patients: int
    visits: int
    reports: tuple[int, ...]


class Erasing:
    """Exports and erasures. Every method raises `StoreError` when the file cannot be used."""

    def __init__(self, database: Database) -> None:
        """Work on this file."""
        self._database = database

    def export(self, number: str, stamp: Stamp) -> bytes:
        """Return everything about a patient as JSON, reports as Base64, and note it.

        Raises:
            StoreError: also when nobody has the number.
        """
        with self._database.writing() as connection:
            person = patients.known_row(connection, number)
            keys = _keys(connection, person.key)
            visits = _visits(connection, schema.visit.c.patient.in_(keys))
            content = {"format": EXPORT_FORMAT, **_everything(connection, keys, visits)}
            trail.record(connection, stamp, "patient.exported", patients.subject(person.key))
        return json.dumps(content, ensure_ascii=False, indent=1).encode()

    def erase_patient(self, number: str, stamp: Stamp, reason: str) -> Erased:
        """Take everything about a patient out of the file; the trail keeps a stub without name.

        Raises:
            StoreError: also when nobody has the number, or a visit of theirs runs.
        """
        with self._database.writing() as connection:
            person = patients.known_row(connection, number)
            keys = _keys(connection, person.key)
            visits = _visits(connection, schema.visit.c.patient.in_(keys))
            _refuse_running(connection, visits)
            subject = patients.subject(person.key)
            with trail.entry(
                connection, stamp, "patient.erased", subject, {"reason": reason}
            ) as entry:
                reports = _erase_visits(connection, entry, visits)
                _erase_patients(connection, entry, keys)
        self._database.rest()
        return Erased(len(keys), len(visits), reports)

    def erase_visits_before(self, day: datetime, stamp: Stamp) -> Erased:
        """Take ended visits from before a day out of the file, and whoever then has none."""
        table = schema.visit
        with self._database.writing() as connection:
            old = _visits(
                connection,
                (table.c.started < day.isoformat()) & (table.c.state != VisitState.RUNNING),
            )
            detail = {"before": day.isoformat(), "visits": str(len(old))}
            with trail.entry(connection, stamp, "visits.erased", "", detail) as entry:
                reports = _erase_visits(connection, entry, old)
                gone = _without_visits(connection)
                _erase_patients(connection, entry, gone)
        self._database.rest()
        return Erased(len(gone), len(old), reports)


def _keys(connection: Connection, key: int) -> list[int]:
    """Return the keys of a person and of every record that was merged into theirs, those first."""
    table, found, newest = schema.patient, [key], [key]
    while newest:
        query = select(table.c.key).where(table.c.merged_into.in_(newest))
        newest = list(connection.scalars(query))
        found = newest + found
    return found


def _visits(connection: Connection, condition: Any) -> list[str]:
    table = schema.visit
    return list(connection.scalars(select(table.c.id).where(condition).order_by(table.c.started)))


def _refuse_running(connection: Connection, visits: Sequence[str]) -> None:
    table = schema.visit
    runs = table.c.id.in_(visits) & (table.c.state == VisitState.RUNNING)
    if connection.scalar(select(func.count()).where(runs)):
        raise StoreError("A visit of this patient still runs. End it or call it off first.")


def _erase_visits(
    connection: Connection, entry: trail.Entry, visits: Sequence[str]
) -> tuple[int, ...]:
    reports: list[int] = []
    for visit in visits:
        alerts = select(schema.alert.c.seq).where(schema.alert.c.visit == visit)
        number_of = schema.report.c.number
        own = list(connection.scalars(select(number_of).where(schema.report.c.visit == visit)))
        reports += own
        for table in (schema.follow_up, schema.withdrawal):
            connection.execute(table.delete().where(table.c.alert.in_(alerts)))
        for table in (schema.report_file, schema.reading):
            connection.execute(table.delete().where(table.c.report.in_(own)))
        for number in own:
            entry.erase(schema.report, number)
            _blank(connection, trail.seal_of(schema.report, number))
        for table in _OF_A_VISIT:
            connection.execute(table.delete().where(table.c.visit == visit))
        entry.erase(schema.visit, visit)
        _blank(connection, trail.seal_of(schema.visit, visit))
    return tuple(reports)


def _erase_patients(connection: Connection, entry: trail.Entry, keys: Sequence[int]) -> None:
    for table in (schema.treatment, schema.patient_word):
        # All at once: a treatment may replace one of a record that was merged.
        connection.execute(table.delete().where(table.c.patient.in_(keys)))
    for key in keys:
        entry.erase(schema.patient, key)
        _blank(connection, patients.subject(key))


def _blank(connection: Connection, subject: str) -> None:
    """Take the details out of the entries about somebody; their digests keep the trail whole."""
    table = schema.audit
    connection.execute(
        table.update().where(table.c.subject == subject).values(detail=None, salt=None)
    )


def _without_visits(connection: Connection) -> list[int]:
    """Return who has neither a visit nor a treatment nor a record that was merged into theirs."""
    table = schema.patient
    merged = table.alias()
    query = (
        select(table.c.key)
        .where(~exists().where(schema.visit.c.patient == table.c.key))
        .where(~exists().where(schema.treatment.c.patient == table.c.key))
        .where(~exists().where(merged.c.merged_into == table.c.key))
        .where(table.c.merged_into.is_(None))
    )
    return list(connection.scalars(query))


def _everything(
    connection: Connection, keys: Sequence[int], visits: Sequence[str]
) -> Mapping[str, object]:
    subjects = [patients.subject(key) for key in keys]
    subjects += [trail.seal_of(schema.visit, visit) for visit in visits]
    alerts = select(schema.alert.c.seq).where(schema.alert.c.visit.in_(visits))
    reports = select(schema.report.c.number).where(schema.report.c.visit.in_(visits))
    wanted: tuple[tuple[Table, Any], ...] = (
        (schema.patient, schema.patient.c.key.in_(keys)),
        (schema.visit, schema.visit.c.id.in_(visits)),
        *((table, table.c.visit.in_(visits)) for table in _OF_A_VISIT),
        (schema.withdrawal, schema.withdrawal.c.alert.in_(alerts)),
        (schema.follow_up, schema.follow_up.c.alert.in_(alerts)),
        (schema.treatment, schema.treatment.c.patient.in_(keys)),
        (schema.report, schema.report.c.visit.in_(visits)),
        (schema.report_file, schema.report_file.c.report.in_(reports)),
        (schema.reading, schema.reading.c.report.in_(reports)),
        (schema.audit, or_(*(schema.audit.c.subject == each for each in subjects))),
    )
    return {
        table.name: [
            {name: _plain(value) for name, value in row.items() if value is not None}
            for row in connection.execute(select(table).where(condition)).mappings()
        ]
        for table, condition in wanted
    }


def _plain(value: object) -> object:
    return base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else value


_OF_A_VISIT = (
    schema.alert,
    schema.result,
    schema.pause,
    schema.event,
    schema.administration,
)
