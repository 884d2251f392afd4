# SPDX-License-Identifier: Apache-2.0
"""Alerts: once raised by an answer they stay, and what was done about them is added to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, exists, select

from intake.core.alert_log import log_update
from intake.core.errors import StoreError
from intake.core.instrument import Level
from intake.core.records import AlertLine, AlertNow, FollowUp, Seen
from intake.core.staff import Stamp
from intake.core.visit import Acknowledgement, RaisedAlert, RaisedAs
from intake.store import patients, rows, schema, trail
from intake.store.connection import Database


class Alerts:
    """The alerts. Every method raises `StoreError` when the file cannot be used."""

    def __init__(self, database: Database) -> None:
        """Work on this file."""
        self._database = database

    def of(self, visit: str) -> tuple[AlertLine, ...]:
        """Return the alerts of a visit in the order in which they were raised."""
        return self._list(_query().where(schema.alert.c.visit == visit))

    def of_patient(self, number: str) -> tuple[AlertLine, ...]:
        """Return the alerts of all visits of a person, newest first."""
        with self._database.reading() as connection:
            key = patients.known_row(connection, number).key
        query = _query().where(schema.visit.c.patient == key)
        return self._list(query)[::-1]

    def open(self) -> tuple[AlertLine, ...]:
        """Return what somebody of the team still has to look at, oldest first."""
        done = exists().where(schema.follow_up.c.alert == schema.alert.c.seq)
        return self._list(_query().where(~done, schema.withdrawal.c.at.is_(None)))

    def follow_up(self, alert: int, done: FollowUp) -> None:
        """Add what was done about an alert; the first time acknowledges it, nothing is replaced.

        Raises:
            StoreError: also when nobody is named or nothing was done.
        """
        if not done.by.strip() or not done.action.strip():
            raise StoreError("Please write who acknowledges this message and what is being done.")
        with self._database.writing() as connection:
            found = connection.execute(
                select(schema.alert).where(schema.alert.c.seq == alert)
            ).one_or_none()
            if found is None:
                raise StoreError("This message is no longer in the clinic's file.")
            stamp = Stamp(done.by, done.at)
            with trail.entry(
                connection, stamp, "alert.followed_up", f"visit:{found.visit}"
            ) as entry:
                row = {
                    "alert": alert,
                    "by": done.by,
                    "at": done.at.isoformat(),
                    "action": done.action,
                    "told": done.told,
                    "seen": done.seen,
                }
                entry.add(schema.follow_up, [row])

    def _list(self, query: Select[Any]) -> tuple[AlertLine, ...]:
        with self._database.reading() as connection:
            found = connection.execute(query).all()
            done = _done(connection, [row.seq for row in found])
        return tuple(_line(row, done[row.seq]) for row in found)


def bring_up_to_date(
    connection: Connection,
    entry: trail.Entry,
    visit: str,
    now: tuple[AlertNow, ...],
    at: datetime,
) -> None:
    """Add what the answers raise anew and withdraw what was answered after all."""
    stored = connection.execute(_STANDING, {"of_visit": visit}).all()
    update = log_update([rows.logged_alert(row) for row in stored], now)
    entry.add(schema.alert, [rows.from_alert(visit, each, at) for each in update.raised])
    gone = [{"alert": each, "at": at.isoformat()} for each in update.withdrawn]
    entry.add(schema.withdrawal, gone)


_STANDING = (
    select(schema.alert)
    .outerjoin(schema.withdrawal, schema.withdrawal.c.alert == schema.alert.c.seq)
    .where(schema.alert.c.visit == bindparam("of_visit"), schema.withdrawal.c.at.is_(None))
    .order_by(schema.alert.c.seq)
)


def _query() -> Select[Any]:
    """Select alerts with the person and, if withdrawn, since when."""
    return (
        select(schema.alert, schema.withdrawal.c.at.label("withdrawn"), *rows.PERSON)
        .join_from(schema.alert, schema.visit)
        .join(schema.patient, schema.patient.c.key == schema.visit.c.patient)
        .outerjoin(schema.withdrawal, schema.withdrawal.c.alert == schema.alert.c.seq)
        .order_by(schema.alert.c.seq)
    )


def _done(connection: Connection, alerts: Sequence[int]) -> dict[int, list[FollowUp]]:
    table = schema.follow_up
    done: dict[int, list[FollowUp]] = defaultdict(list)
    for row in connection.execute(
        select(table).where(table.c.alert.in_(alerts)).order_by(table.c.seq)
    ):
        at = datetime.fromisoformat(row.at)
        done[row.alert].append(FollowUp(row.by, at, row.action, row.told, Seen(row.seen)))
    return done


def _line(row: Row[Any], done: Sequence[FollowUp]) -> AlertLine:
    seen = Acknowledgement(done[0].by, done[0].at, done[0].action) if done else None
    raised = RaisedAlert(
        row.form,
        row.alert,
        RaisedAs(row.why),
        datetime.fromisoformat(row.at),
        seen,
        rows.answers_behind(row),
    )
    return AlertLine(
        id=row.seq,
        visit=row.visit,
        patient=rows.visitor(row),
        level=Level(row.level),
        raised=raised,
        withdrawn=datetime.fromisoformat(row.withdrawn) if row.withdrawn else None,
        follow_up=tuple(done),
    )
