# SPDX-License-Identifier: Apache-2.0
"""Giving everything about a patient away, or out of the file: openly, with a stub in the trail.

What is erased leaves the file and its log at once. Backups made before, files that a restore set
aside, reports in the clinic's folder and exports still hold it; whoever erases must deal with
those.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Table, and_, exists, or_, select

from intake.core.errors import StoreError
from intake.core.records import VisitState
from intake.core.staff import Stamp
from intake.store import patients, schema, trail
from intake.store.connection import Database
from intake.store.everything import OF_A_VISIT, everything_of
from intake.store.visit_parts import chunks

EXPORT_FORMAT = "intake-patient/1"


@dataclass(frozen=True, slots=True)
class Erased:
    """How much was erased, or would be, and the numbers of reports that may lie in a folder.

    Records that were merged count as one patient. `kept` counts visits that stay because a
    message about them still waits for the team.
    """

    patients: int
    visits: int
    reports: tuple[int, ...]
    kept: int = 0


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
            content = {"format": EXPORT_FORMAT, **everything_of(connection, keys, visits)}
            trail.record(connection, stamp, "patient.exported", patients.subject(person.key))
        return json.dumps(content, ensure_ascii=False, indent=1).encode()

    def count_patient(self, number: str) -> Erased:
        """Return what `erase_patient` would take out.

        Raises:
            StoreError: as `erase_patient` would.
        """
        with self._database.reading() as connection:
            keys = _keys(connection, patients.known_row(connection, number).key)
            visits = _visits(connection, schema.visit.c.patient.in_(keys))
            _refuse_unfinished(connection, visits)
            return Erased(1, len(visits), _reports_of(connection, visits))

    def erase_patient(self, number: str, stamp: Stamp, reason: str) -> Erased:
        """Take everything about a patient out of the file; the trail keeps a stub without name.

        Raises:
            StoreError: also when nobody has the number, a visit of theirs runs, or a message
                about one waits for the team.
        """
        with self._database.writing() as connection:
            person = patients.known_row(connection, number)
            keys = _keys(connection, person.key)
            visits = _visits(connection, schema.visit.c.patient.in_(keys))
            _refuse_unfinished(connection, visits)
            subject = patients.subject(person.key)
            with trail.entry(
                connection, stamp, "patient.erased", subject, {"reason": reason}
            ) as entry:
                reports = _erase_visits(connection, entry, visits)
                _erase_person(connection, entry, keys)
        self._database.rest()
        return Erased(1, len(visits), reports)

    def count_visits_before(self, day: datetime) -> Erased:
        """Return what `erase_visits_before` would take out."""
        with self._database.reading() as connection:
            return _count_before(connection, day, _old(connection, day), _past(connection, day))

    def erase_visits_before(self, day: datetime, stamp: Stamp) -> Erased:
        """Take ended visits from before a day out of the file, and whoever has nothing later.

        A visit about which a message waits for the team stays until somebody has looked at it.
        """
        with self._database.writing() as connection:
            old, past = _old(connection, day), _past(connection, day)
            erased = _count_before(connection, day, old, past)
            detail = {"before": day.isoformat(), "visits": str(len(old))}
            with trail.entry(connection, stamp, "visits.erased", "", detail) as entry:
                _erase_visits(connection, entry, old)
                for key in past:
                    _erase_person(connection, entry, _keys(connection, key))
        self._database.rest()
        return erased


def years_before(at: datetime, years: int) -> datetime:
    """Return the beginning of the same day so many years ago, of 29 February the day before."""
    day = at.replace(hour=0, minute=0, second=0, microsecond=0)
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def _keys(connection: Connection, key: int) -> list[int]:
    """Return the keys of a person and of every record that was merged into theirs, those first."""
    table, found, newest = schema.patient, [key], [key]
    while newest:
        query = select(table.c.key).where(table.c.merged_into.in_(newest))
        newest = list(connection.scalars(query))
        found = newest + found
    return found


def _visits(connection: Connection, condition: ColumnElement[bool]) -> list[str]:
    table = schema.visit
    return list(connection.scalars(select(table.c.id).where(condition).order_by(table.c.started)))


def _waits() -> ColumnElement[bool]:
    """Say of a visit whether a message about it waits for the team."""
    alert = schema.alert.c
    return (
        exists()
        .where(alert.visit == schema.visit.c.id)
        .where(~exists().where(schema.follow_up.c.alert == alert.seq))
        .where(~exists().where(schema.withdrawal.c.alert == alert.seq))
    )


def _ended_before(day: datetime) -> ColumnElement[bool]:
    visit = schema.visit.c
    return and_(visit.started < day.isoformat(), visit.state != VisitState.RUNNING)


def _refuse_unfinished(connection: Connection, visits: Sequence[str]) -> None:
    visit = schema.visit.c
    own = visit.id.in_(visits)
    if _visits(connection, own & (visit.state == VisitState.RUNNING)):
        raise StoreError("A visit of this patient still runs. End it or call it off first.")
    if _visits(connection, own & _waits()):
        raise StoreError("A message about this patient waits for the team. Acknowledge it first.")


def _old(connection: Connection, day: datetime) -> list[str]:
    return _visits(connection, _ended_before(day) & ~_waits())


def _past(connection: Connection, day: datetime) -> list[int]:
    """Return who has neither a visit that stays nor a treatment since this day."""
    person, visit, treatment = schema.patient.c, schema.visit.c, schema.treatment.c
    stays = or_(~_ended_before(day), _waits())
    query = (
        select(person.key)
        .where(person.merged_into.is_(None))
        .where(~exists().where(visit.patient == person.key, stays))
        .where(~exists().where(treatment.patient == person.key, treatment.at >= day.isoformat()))
    )
    return list(connection.scalars(query))


def _count_before(
    connection: Connection, day: datetime, old: Sequence[str], past: Sequence[int]
) -> Erased:
    kept = len(_visits(connection, _ended_before(day) & _waits()))
    return Erased(len(past), len(old), _reports_of(connection, old), kept)


def _reports_of(connection: Connection, visits: Sequence[str]) -> tuple[int, ...]:
    report = schema.report.c
    return tuple(
        number
        for some in chunks(visits)
        for number in connection.scalars(
            select(report.number).where(report.visit.in_(some)).order_by(report.number)
        )
    )


def _erase_visits(
    connection: Connection, entry: trail.Entry, visits: Sequence[str]
) -> tuple[int, ...]:
    reports = _reports_of(connection, visits)
    for some in chunks(visits):
        alerts = select(schema.alert.c.seq).where(schema.alert.c.visit.in_(some))
        for table in (schema.follow_up, schema.withdrawal):
            connection.execute(table.delete().where(table.c.alert.in_(alerts)))
        own = _reports_of(connection, some)
        for table in (schema.report_file, schema.reading):
            connection.execute(table.delete().where(table.c.report.in_(own)))
        _erase(connection, entry, schema.report, own)
        for table in OF_A_VISIT:
            connection.execute(table.delete().where(table.c.visit.in_(some)))
        _erase(connection, entry, schema.visit, some)
    return reports


def _erase_person(connection: Connection, entry: trail.Entry, keys: Sequence[int]) -> None:
    person = schema.patient.c
    numbers = set(connection.scalars(select(person.number).where(person.key.in_(keys))))
    for table in (schema.treatment, schema.patient_word):
        # All at once: a treatment may replace one of a record that was merged.
        connection.execute(table.delete().where(table.c.patient.in_(keys)))
    for key in keys:
        _erase(connection, entry, schema.patient, [key])
    _blank(connection, schema.audit.c.seq.in_(_moves_naming(connection, numbers)))


def _moves_naming(connection: Connection, numbers: set[str]) -> list[int]:
    """Return the entries that say from or to which of these numbers a visit was given."""
    audit = schema.audit.c
    moved = select(audit.seq, audit.detail).where(
        audit.action == trail.MOVED, audit.detail.is_not(None)
    )
    return [
        seq
        for seq, detail in connection.execute(moved)
        if numbers & set(json.loads(detail).values())
    ]


def _erase(
    connection: Connection, entry: trail.Entry, table: Table, keys: Sequence[str | int]
) -> None:
    """Take out rows, and the details of the entries about them."""
    entry.erase(table, keys)
    _blank(connection, schema.audit.c.subject.in_([trail.seal_of(table, key) for key in keys]))


def _blank(connection: Connection, which: ColumnElement[bool]) -> None:
    """Take the details out of entries; their digests keep the trail whole."""
    connection.execute(schema.audit.update().where(which).values(detail=None, salt=None))
