# SPDX-License-Identifier: Apache-2.0
"""Visits as the desk handles them: begun, listed, called off, reopened, moved."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, exists, func, select, tuple_, update

from intake.core.errors import StoreError
from intake.core.records import NewVisit, StoredVisit, VisitLine, VisitState
from intake.core.staff import Stamp
from intake.core.visit import Administration, EarlierVisit
from intake.store import patients, rows, schema, trail
from intake.store.connection import Database
from intake.store.visit_parts import answers_of, authors_of, forms_of, keyed_forms_of, pauses_of

_ENDED = (VisitState.DONE, VisitState.ENDED_EARLY)
_PAGE = 500


class Visits:
    """The visit table. Every method raises `StoreError` when the file cannot be used."""

    def __init__(self, database: Database) -> None:
        """Work on this file."""
        self._database = database

    def begin(self, new: NewVisit, stamp: Stamp) -> None:
        """Store a visit before the device is handed over.

        Raises:
            StoreError: also when the record number belongs to somebody else.
        """
        visit = new.sitting.id
        with self._database.writing() as connection:
            key = patients.admit(connection, new.patient, stamp)
            with trail.entry(connection, stamp, "visit.begun", subject(visit)) as entry:
                connection.execute(
                    schema.visit.insert().values(
                        **rows.from_new_visit(new), patient=key, entry=entry.number
                    )
                )
                entry.seal(schema.visit, visit)
                entry.add(
                    schema.administration,
                    [
                        {
                            "visit": visit,
                            "form": planned.form,
                            "place": place,
                            "version": planned.version,
                        }
                        for place, planned in enumerate(new.forms)
                    ],
                )

    def load(self, visit: str) -> StoredVisit:
        """Return one visit with its current answers.

        Raises:
            StoreError: also when there is no such visit.
        """
        with self._database.reading() as connection:
            row = row_of(connection, visit)
            return StoredVisit(
                _lines(connection, [row])[0],
                answers_of(connection, [visit])[visit],
                row.position,
                authors_of(connection, visit),
                keyed_forms_of(connection, visit),
            )

    def all(
        self,
        state: VisitState | None = None,
        since: datetime | None = None,
        limit: int | None = None,
    ) -> tuple[VisitLine, ...]:
        """Return the visits, newest first; `limit` keeps a long list short."""
        query = rows.visit_query().order_by(schema.visit.c.started.desc()).limit(limit)
        if state is not None:
            query = query.where(schema.visit.c.state == state)
        if since is not None:
            query = query.where(schema.visit.c.started >= since.isoformat())
        return self._list(query)

    def of(self, number: str) -> tuple[VisitLine, ...]:
        """Return all visits of a person, newest first; none for a number that nobody has."""
        with self._database.reading() as connection:
            person = patients.row_of(connection, number)
            if person is None:
                return ()
            query = (
                rows.visit_query()
                .where(schema.visit.c.patient == person.key)
                .order_by(schema.visit.c.started.desc())
            )
            return _lines(connection, connection.execute(query).all())

    def unread(self, limit: int) -> tuple[VisitLine, ...]:
        """Return the newest ended visits of which nobody has read a report yet."""
        report, reading = schema.report.c, schema.reading.c
        read = exists().where(report.visit == schema.visit.c.id, reading.report == report.number)
        query = (
            rows.visit_query()
            .where(schema.visit.c.state.in_(_ENDED), ~read)
            .order_by(schema.visit.c.started.desc())
            .limit(limit)
        )
        return self._list(query)

    def last_of(self, numbers: Sequence[str]) -> Mapping[str, datetime]:
        """Return when each of these people was last here, by record number."""
        visit, person = schema.visit.c, schema.patient.c
        query = (
            select(person.number, func.max(visit.started).label("last"))
            .join_from(schema.patient, schema.visit)
            .where(person.number.in_(numbers), visit.state != VisitState.CANCELLED)
            .group_by(person.number)
        )
        with self._database.reading() as connection:
            found = connection.execute(query).all()
        return {row.number: datetime.fromisoformat(row.last) for row in found}

    def earlier(self, visit: str) -> tuple[EarlierVisit, ...]:
        """Return the ended visits of the same person before this one, oldest first."""
        with self._database.reading() as connection:
            this = row_of(connection, visit)
            before = connection.execute(
                rows.visit_query()
                .where(schema.visit.c.patient == this.patient)
                .where(schema.visit.c.started < this.started)
                .where(schema.visit.c.state.in_(_ENDED))
                .order_by(schema.visit.c.started)
            ).all()
            lines = _lines(connection, before)
            answers = answers_of(connection, [line.id for line in lines])
            return tuple(_earlier(line, answers[line.id]) for line in lines)

    def results(self, visit: str) -> dict[str, dict[str, str]]:
        """Return what a visit came to, by form: the last results kept, none while it runs."""
        table = schema.result
        query = select(table.c.form, table.c.scores).where(table.c.visit == visit)
        with self._database.reading() as connection:
            found = connection.execute(query.order_by(table.c.seq)).all()
        return {form: json.loads(scores) for form, scores in found}

    def ended(self, number: str = "", since: date | None = None) -> Iterator[str]:
        """Yield the ids of ended visits, oldest first, a page at a time.

        `number` keeps to one person, `since` to visits that began on this day or later.
        """
        query = select(schema.visit.c.started, schema.visit.c.id).where(
            schema.visit.c.state.in_(_ENDED)
        )
        if number:
            with self._database.reading() as connection:
                query = query.where(
                    schema.visit.c.patient == patients.known_row(connection, number).key
                )
        if since is not None:
            query = query.where(schema.visit.c.started >= since.isoformat())
        order = (schema.visit.c.started, schema.visit.c.id)
        page = query.order_by(*order).limit(_PAGE)
        last: tuple[str, str] | None = None
        while True:
            beyond = page if last is None else page.where(tuple_(*order) > last)
            with self._database.reading() as connection:
                found = connection.execute(beyond).all()
            yield from (row.id for row in found)
            if len(found) < _PAGE:
                return
            last = found[-1].started, found[-1].id

    def people(self) -> list[str]:
        """Return the record number of everybody with an ended visit, in no order that tells."""
        query = (
            select(schema.patient.c.number)
            .join(schema.visit, schema.visit.c.patient == schema.patient.c.key)
            .where(schema.visit.c.state.in_(_ENDED))
            .distinct()
            .order_by(schema.patient.c.number)
        )
        with self._database.reading() as connection:
            return [row.number for row in connection.execute(query)]

    def cancel(self, visit: str, stamp: Stamp, reason: str) -> None:
        """Call off a visit that should not have been; its answers stay and count nowhere.

        Raises:
            StoreError: also when it is called off already.
        """
        with self._database.writing() as connection:
            row = row_of(connection, visit)
            if row.state == VisitState.CANCELLED:
                raise StoreError("This visit is called off already.")
            finished = row.finished or stamp.at.isoformat()
            changes = {"state": VisitState.CANCELLED, "finished": finished}
            _change(connection, row, changes, stamp, "visit.cancelled", reason=reason)

    def reopen(self, visit: str, stamp: Stamp, reason: str) -> None:
        """Let a visit that was ended or called off go on where it stopped.

        Raises:
            StoreError: also when it still runs.
        """
        with self._database.writing() as connection:
            row = row_of(connection, visit)
            if row.state == VisitState.RUNNING:
                raise StoreError("This visit still runs; continue it from the home screen.")
            changes = {"state": VisitState.RUNNING, "finished": None, "respondent_end": None}
            _change(connection, row, changes, stamp, "visit.reopened", reason=reason)

    def move(self, visit: str, number: str, stamp: Stamp, reason: str) -> None:
        """Give a visit to the person it really belongs to.

        Raises:
            StoreError: also when nobody has the number.
        """
        with self._database.writing() as connection:
            row = row_of(connection, visit)
            right = patients.known_row(connection, number)
            if row.patient == right.key:
                raise StoreError(f"This visit belongs to record number {number} already.")
            said = {"reason": reason, "from": row.person_number, "to": right.number}
            _change(connection, row, {"patient": right.key}, stamp, trail.MOVED, **said)

    def _list(self, query: Select[Any]) -> tuple[VisitLine, ...]:
        with self._database.reading() as connection:
            return _lines(connection, connection.execute(query).all())


def subject(visit: str) -> str:
    """Return how the trail names a visit."""
    return f"visit:{visit}"


def row_of(connection: Connection, visit: str) -> Row[Any]:
    """Return the row of a visit with its person.

    Raises:
        StoreError: when there is no such visit.
    """
    row = connection.execute(rows.visit_query().where(schema.visit.c.id == visit)).one_or_none()
    if row is None:
        raise StoreError("This visit is no longer in the clinic's file.")
    return row


def _change(
    connection: Connection,
    row: Row[Any],
    changes: Mapping[str, object],
    stamp: Stamp,
    action: str,
    **said: str,
) -> None:
    with trail.entry(connection, stamp, action, subject(row.id), said) as entry:
        connection.execute(
            update(schema.visit).where(schema.visit.c.id == row.id).values(**changes)
        )
        entry.seal(schema.visit, row.id)


def _lines(connection: Connection, found: Sequence[Row[Any]]) -> tuple[VisitLine, ...]:
    ids = [row.id for row in found]
    forms, pauses = forms_of(connection, ids), pauses_of(connection, ids)
    return tuple(rows.visit_line(row, forms[row.id], pauses[row.id]) for row in found)


def _earlier(line: VisitLine, answers: Mapping[str, Any]) -> EarlierVisit:
    if line.sitting.started is None:
        raise StoreError("This visit has no time of its beginning.")
    return EarlierVisit(
        id=line.id,
        started=line.sitting.started,
        administrations=tuple(
            Administration(planned.form, planned.version, answers.get(planned.form, {}))
            for planned in line.forms
        ),
        respondent=line.sitting.respondent_end or line.sitting.respondent_start,
    )
