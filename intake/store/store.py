# SPDX-License-Identifier: Apache-2.0
"""Reading and writing visits. Every method that changes something is durable when it returns."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Row, select, update

from intake.core.alert_log import log_update
from intake.core.answers import Answers, Event, fold
from intake.core.errors import StoreError
from intake.core.records import (
    AlertLine,
    AlertNow,
    NewVisit,
    StoredVisit,
    VisitEnd,
    VisitLine,
    VisitState,
)
from intake.core.visit import (
    Acknowledgement,
    Administration,
    EarlierVisit,
    Patient,
)
from intake.store import rows, schema
from intake.store.connection import checkpoint, open_engine, writing


class Store:
    """The clinic's file. Every method raises `StoreError` when the file cannot be used."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, path: Path) -> Store:
        """Open the clinic's file, or make it."""
        return cls(open_engine(path))

    def close(self) -> None:
        """Put everything into the one file and let go of it."""
        checkpoint(self._engine)
        self._engine.dispose()

    def rest(self) -> None:
        """Tidy the log at a moment when nobody waits for an answer to be stored."""
        checkpoint(self._engine)

    def setting(self, key: str) -> str | None:
        """Return one of the clinic's settings."""
        with writing(self._engine) as connection:
            found: str | None = connection.scalar(
                select(schema.setting.c.value).where(schema.setting.c.key == key)
            )
        return found

    def change_setting(self, key: str, value: str) -> None:
        """Set one of the clinic's settings."""
        with writing(self._engine) as connection:
            connection.execute(schema.setting.delete().where(schema.setting.c.key == key))
            connection.execute(schema.setting.insert().values(key=key, value=value))

    def patient(self, record_number: str) -> Patient | None:
        """Return the person with this record number."""
        with writing(self._engine) as connection:
            row = _patient_row(connection, record_number)
        return rows.patient(row) if row else None

    def add_visit(self, new: NewVisit) -> None:
        """Store a visit before the device is handed over.

        Raises:
            StoreError: also when the record number belongs to somebody else.
        """
        with writing(self._engine) as connection:
            _add_patient(connection, new.patient)
            connection.execute(schema.visit.insert().values(rows.from_new_visit(new)))
            connection.execute(
                schema.administration.insert(),
                [
                    {
                        "visit": new.sitting.id,
                        "form": planned.form,
                        "place": place,
                        "version": planned.version,
                    }
                    for place, planned in enumerate(new.forms)
                ],
            )

    def commit(
        self,
        visit: str,
        events: Sequence[Event],
        position: str,
        alerts: Iterable[AlertNow],
        at: datetime,
    ) -> None:
        """Append answers, remember the place, and bring the alerts up to date, all or nothing."""
        with writing(self._engine) as connection:
            _append(connection, visit, events)
            connection.execute(
                update(schema.visit).where(schema.visit.c.id == visit).values(position=position)
            )
            _bring_up_to_date(connection, visit, tuple(alerts), at)

    def add_pause(self, visit: str, begun: datetime, ended: datetime) -> None:
        """Remember that the patient stopped for a while."""
        with writing(self._engine) as connection:
            connection.execute(
                schema.pause.insert().values(
                    visit=visit, begun=begun.isoformat(), ended=ended.isoformat()
                )
            )

    def finish(
        self,
        visit: str,
        end: VisitEnd,
    ) -> None:
        """End a visit, all or nothing."""
        with writing(self._engine) as connection:
            _append(connection, visit, end.events)
            _bring_up_to_date(connection, visit, end.alerts, end.at)
            connection.execute(
                update(schema.visit)
                .where(schema.visit.c.id == visit)
                .values(
                    state=end.state,
                    finished=end.at.isoformat(),
                    respondent_end=end.respondent,
                )
            )
            for form, given in end.scores.items():
                connection.execute(
                    update(schema.administration)
                    .where(schema.administration.c.visit == visit)
                    .where(schema.administration.c.form == form)
                    .values(scores=json.dumps(given, sort_keys=True))
                )

    def visits(self, state: VisitState | None = None) -> tuple[VisitLine, ...]:
        """Return the visits, newest first."""
        query = rows.visit_query().order_by(schema.visit.c.started.desc())
        if state is not None:
            query = query.where(schema.visit.c.state == state)
        with writing(self._engine) as connection:
            return tuple(_line(connection, row) for row in connection.execute(query).all())

    def load(self, visit: str) -> StoredVisit:
        """Return one visit with its current answers.

        Raises:
            StoreError: also when there is no such visit.
        """
        with writing(self._engine) as connection:
            row = connection.execute(
                rows.visit_query().where(schema.visit.c.id == visit)
            ).one_or_none()
            if row is None:
                raise StoreError("This visit is no longer in the clinic's file.")
            return StoredVisit(
                _line(connection, row), _answers(connection, visit), row.position or ""
            )

    def earlier(self, visit: str) -> tuple[EarlierVisit, ...]:
        """Return the ended visits of the same person before this one, oldest first."""
        with writing(self._engine) as connection:
            this = connection.execute(rows.visit_query().where(schema.visit.c.id == visit)).one()
            before = connection.execute(
                rows.visit_query()
                .where(schema.visit.c.patient == this.patient)
                .where(schema.visit.c.started < this.started)
                .where(schema.visit.c.state != VisitState.RUNNING)
                .order_by(schema.visit.c.started)
            ).all()
            return tuple(_earlier(connection, row) for row in before)

    def alerts(self, visit: str | None = None) -> tuple[AlertLine, ...]:
        """Return stored alerts in the order in which they were raised."""
        query = rows.alert_query().order_by(schema.alert.c.id)
        if visit is not None:
            query = query.where(schema.alert.c.visit == visit)
        with writing(self._engine) as connection:
            return tuple(rows.alert(row) for row in connection.execute(query).all())

    def acknowledge(self, alert: int, seen: Acknowledgement) -> None:
        """Record who saw an alert and what they did; the first acknowledgement stays."""
        with writing(self._engine) as connection:
            connection.execute(
                schema.acknowledgement.insert()
                .prefix_with("OR IGNORE", dialect="sqlite")
                .values(alert=alert, by=seen.by, at=seen.at.isoformat(), action=seen.action)
            )

    def reserve_report(self, visit: str, created: datetime) -> int:
        """Return the number of the next report, which no other report will get."""
        with writing(self._engine) as connection:
            number: int = connection.execute(
                schema.report.insert()
                .values(visit=visit, created=created.isoformat())
                .returning(schema.report.c.number)
            ).scalar_one()
        return number

    def keep_report(self, number: int, pdf: bytes) -> None:
        """Keep a finished report with its SHA-256."""
        with writing(self._engine) as connection:
            connection.execute(
                update(schema.report)
                .where(schema.report.c.number == number)
                .values(pdf=pdf, sha256=hashlib.sha256(pdf).hexdigest())
            )


def _patient_row(connection: Connection, record_number: str) -> Row[Any] | None:
    found = select(schema.patient).where(schema.patient.c.id == record_number)
    return connection.execute(found).one_or_none()


def _add_patient(connection: Connection, person: Patient) -> None:
    row = _patient_row(connection, person.id)
    if row is None:
        connection.execute(schema.patient.insert().values(rows.from_patient(person)))
        return
    known = rows.patient(row)
    if known.birth_date != person.birth_date:
        # A wrong number would print one person's history on another's report.
        raise StoreError(
            f"Record number {person.id} belongs to a person with another date of birth. "
            "Check the number and the date."
        )
    connection.execute(
        update(schema.patient)
        .where(schema.patient.c.id == person.id)
        .values(rows.from_patient(person))
    )


def _append(connection: Connection, visit: str, events: Sequence[Event]) -> None:
    if events:
        connection.execute(
            schema.event.insert(), [rows.from_event(visit, event) for event in events]
        )


def _bring_up_to_date(
    connection: Connection, visit: str, now: tuple[AlertNow, ...], at: datetime
) -> None:
    stored = connection.execute(
        select(schema.alert)
        .where(schema.alert.c.visit == visit)
        .where(schema.alert.c.withdrawn.is_(None))
        .order_by(schema.alert.c.id)
    ).all()
    update_now = log_update([rows.logged_alert(row) for row in stored], now)
    for raised in update_now.raised:
        connection.execute(schema.alert.insert().values(rows.from_alert(visit, raised, at)))
    for gone in update_now.withdrawn:
        connection.execute(
            update(schema.alert).where(schema.alert.c.id == gone).values(withdrawn=at.isoformat())
        )


def _line(connection: Connection, row: Row[Any]) -> VisitLine:
    forms = connection.execute(
        select(schema.administration)
        .where(schema.administration.c.visit == row.id)
        .order_by(schema.administration.c.place)
    ).all()
    pauses = connection.execute(
        select(schema.pause).where(schema.pause.c.visit == row.id).order_by(schema.pause.c.seq)
    ).all()
    return rows.visit_line(row, forms, pauses)


def _answers(connection: Connection, visit: str) -> Mapping[str, Answers]:
    found = connection.execute(
        select(schema.event).where(schema.event.c.visit == visit).order_by(schema.event.c.seq)
    )
    return fold(rows.event(row) for row in found)


def _earlier(connection: Connection, row: Row[Any]) -> EarlierVisit:
    line = _line(connection, row)
    answers = _answers(connection, row.id)
    return EarlierVisit(
        id=line.id,
        started=datetime.fromisoformat(row.started),
        administrations=tuple(
            Administration(planned.form, planned.version, answers.get(planned.form, {}))
            for planned in line.forms
        ),
        respondent=line.sitting.respondent_end or line.sitting.respondent_start,
    )
