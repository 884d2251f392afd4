# SPDX-License-Identifier: Apache-2.0
"""What happens in a visit: answers are added and never changed, by the patient or the team."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from intake.core.answers import Answer, Event
from intake.core.errors import StoreError
from intake.core.records import (
    AlertNow,
    AskedForm,
    CorrectedAnswer,
    Correction,
    VisitEnd,
    VisitState,
)
from intake.core.staff import PATIENT, Stamp
from intake.store import rows, schema, trail
from intake.store.alerts import bring_up_to_date
from intake.store.connection import Database
from intake.store.visits import row_of, subject

# Answers for a visit that was ended belong nowhere.
_OF_RUNNING = update(schema.visit).where(
    schema.visit.c.id == bindparam("of_visit"), schema.visit.c.state == VisitState.RUNNING
)
_MOVE = _OF_RUNNING.values(position=bindparam("to_position"))


class Answering:
    """The log of answers. Every method is durable when it returns, or raises `StoreError`."""

    def __init__(self, database: Database) -> None:
        """Work on this file."""
        self._database = database

    def commit(
        self,
        visit: str,
        events: Sequence[Event],
        position: str,
        alerts: Iterable[AlertNow],
        at: datetime,
        *,
        keyed_by: str = "",
    ) -> None:
        """Append answers, remember the place, and bring the alerts up to date, all or nothing.

        `keyed_by` names who of the team typed them in; else the patient gave them.
        """
        stamp = Stamp(keyed_by or PATIENT, at)
        with self._database.writing() as connection:
            moved = connection.execute(_MOVE, {"of_visit": visit, "to_position": position})
            _check_running(moved.rowcount)
            action = "answers.keyed" if keyed_by else "answers.given"
            with trail.entry(connection, stamp, action, subject(visit)) as entry:
                _append(entry, visit, events, stamp if keyed_by else None)
                bring_up_to_date(connection, entry, visit, tuple(alerts), at)

    def add_pause(self, visit: str, begun: datetime, ended: datetime) -> None:
        """Remember that the patient stopped for a while."""
        stamp = Stamp(PATIENT, ended)
        with (
            self._database.writing() as connection,
            trail.entry(connection, stamp, "visit.paused", subject(visit)) as entry,
        ):
            row = {"visit": visit, "begun": begun.isoformat(), "ended": ended.isoformat()}
            entry.add(schema.pause, [row])

    def finish(
        self, visit: str, end: VisitEnd, by: str = PATIENT, noted: datetime | None = None
    ) -> None:
        """End a visit, all or nothing. `by` names who of the team ended it early.

        `noted` is when that is written down, if not at the end itself.
        """
        stamp = Stamp(by, noted or end.at)
        with self._database.writing() as connection:
            ended = connection.execute(
                _OF_RUNNING.values(
                    state=end.state, finished=end.at.isoformat(), respondent_end=end.respondent
                ),
                {"of_visit": visit},
            )
            _check_running(ended.rowcount)
            action = "visit.done" if end.state is VisitState.DONE else "visit.ended_early"
            with trail.entry(connection, stamp, action, subject(visit)) as entry:
                entry.seal(schema.visit, visit)
                _append(entry, visit, end.events, None)
                bring_up_to_date(connection, entry, visit, end.alerts, end.at)
                _keep_scores(connection, entry, visit, end.scores, end.at)

    def ask(self, visit: str, asked: AskedForm, stamp: Stamp) -> None:
        """Add a form that somebody of the team asked in person, also after the visit ended.

        Raises:
            StoreError: also when the visit has this form already.
        """
        table = schema.administration
        with self._database.writing() as connection:
            row_of(connection, visit)
            places = connection.execute(
                select(table.c.form, table.c.place).where(table.c.visit == visit)
            ).all()
            if any(each.form == asked.form.form for each in places):
                raise StoreError("This form was asked at this visit already: correct it instead.")
            row = {
                "visit": visit,
                "form": asked.form.form,
                "place": max((each.place for each in places), default=-1) + 1,
                "version": asked.form.version,
            }
            with trail.entry(connection, stamp, "answers.asked", subject(visit)) as entry:
                entry.add(table, [row])
                _append(entry, visit, asked.events, stamp)
                bring_up_to_date(connection, entry, visit, asked.alerts, stamp.at)
                _keep_scores(connection, entry, visit, asked.scores, stamp.at)

    def correct(self, visit: str, correction: Correction, stamp: Stamp) -> None:
        """Add what is right beside what was stored, with who says so and why.

        Raises:
            StoreError: also when there is no reason, or the visit still runs.
        """
        if not correction.reason.strip():
            raise StoreError("Please write why this answer is corrected.")
        with self._database.writing() as connection:
            if row_of(connection, visit).state == VisitState.RUNNING:
                raise StoreError("This visit still runs: change the answer in the visit itself.")
            detail = {"reason": correction.reason}
            with trail.entry(
                connection, stamp, "answers.corrected", subject(visit), detail
            ) as entry:
                _append(entry, visit, correction.events, stamp, correction.reason)
                bring_up_to_date(connection, entry, visit, correction.alerts, stamp.at)
                _keep_scores(connection, entry, visit, correction.scores, stamp.at)

    def corrections(self, visit: str) -> tuple[CorrectedAnswer, ...]:
        """Return what was set right in a visit, in order, with what stood there before."""
        with self._database.reading() as connection:
            found = connection.execute(
                select(schema.event)
                .where(schema.event.c.visit == visit)
                .order_by(schema.event.c.seq)
            ).all()
        current: dict[tuple[str, str], Answer] = {}
        corrected = []
        for row in found:
            event = rows.event(row)
            place = (event.form, event.item)
            if row.reason is not None:
                corrected.append(
                    CorrectedAnswer(
                        *place,
                        before=current.get(place),
                        after=event.answer,
                        by=row.author,
                        at=event.at,
                        reason=row.reason,
                    )
                )
            current[place] = event.answer
        return tuple(corrected)


def _check_running(changed: int) -> None:
    if not changed:
        raise StoreError("This visit was ended meanwhile, so nothing more is stored in it.")


def _append(
    entry: trail.Entry,
    visit: str,
    events: Sequence[Event],
    keyed: Stamp | None,
    reason: str = "",
) -> None:
    entry.add(schema.event, [rows.from_event(visit, each, keyed, reason) for each in events])


def _keep_scores(
    connection: Connection,
    entry: trail.Entry,
    visit: str,
    scores: Mapping[str, Mapping[str, str]],
    at: datetime,
) -> None:
    """Keep the scores with the version of the form that gave them."""
    planned = schema.administration
    versions = {
        row.form: row.version
        for row in connection.execute(select(planned).where(planned.c.visit == visit))
    }
    entry.add(
        schema.result,
        [
            {
                "visit": visit,
                "form": form,
                "version": versions[form],
                "at": at.isoformat(),
                "scores": json.dumps(given, sort_keys=True),
            }
            for form, given in scores.items()
        ],
    )
