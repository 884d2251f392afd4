# SPDX-License-Identifier: Apache-2.0
"""What belongs to visits, read for many of them at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from intake.core.answers import Answer, Answers
from intake.store import rows, schema

_AT_ONCE = 500

ByVisit = Mapping[str, Sequence[Row[Any]]]


def forms_of(connection: Connection, visits: Sequence[str]) -> ByVisit:
    """Return the planned forms of each visit, in the order in which they are given."""
    found = _grouped(connection, schema.administration, visits)
    return defaultdict(
        list, {visit: sorted(each, key=lambda row: row.place) for visit, each in found.items()}
    )


def pauses_of(connection: Connection, visits: Sequence[str]) -> ByVisit:
    """Return the pauses of each visit in order."""
    return _grouped(connection, schema.pause, visits)


def answers_of(
    connection: Connection, visits: Sequence[str]
) -> Mapping[str, Mapping[str, Answers]]:
    """Return the current answers of each visit, by form: of each question the last one stored."""
    found: dict[str, dict[str, dict[str, Answer]]] = {visit: {} for visit in visits}
    event = schema.event.c
    columns = (event.visit, event.form, event.item, event.kind, event.value)
    for some in chunks(visits):
        query = select(*columns).where(event.visit.in_(some)).order_by(event.seq)
        # A long history has thousands of answers: no more is made of each than is needed.
        for visit, form, item, kind, value in connection.execute(query):
            found[visit].setdefault(form, {})[item] = rows.answer(kind, value)
    return found


def authors_of(connection: Connection, visit: str) -> tuple[str, ...]:
    """Return who of the team keyed answers in, in the order in which they first did."""
    event = schema.event
    found = connection.scalars(
        select(event.c.author)
        .where(event.c.visit == visit, event.c.author.is_not(None))
        .order_by(event.c.seq)
    )
    return tuple(dict.fromkeys(str(each) for each in found))


def keyed_forms_of(connection: Connection, visit: str) -> Mapping[str, str]:
    """Return who of the team gave the first answer of each form that a patient did not begin."""
    event = schema.event.c
    columns = (event.form, event.author, event.reason)
    query = select(*columns).where(event.visit == visit).order_by(event.seq)
    first: dict[str, str] = {}
    for form, author, reason in connection.execute(query):
        first.setdefault(form, author if author and reason is None else "")
    return {form: author for form, author in first.items() if author}


def chunks(visits: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the ids a number at a time that a statement can hold."""
    for first in range(0, len(visits), _AT_ONCE):
        yield visits[first : first + _AT_ONCE]


def _grouped(connection: Connection, table: Table, visits: Sequence[str]) -> ByVisit:
    found: dict[str, list[Row[Any]]] = defaultdict(list)
    for some in chunks(visits):
        query = select(table).where(table.c.visit.in_(some)).order_by(table.c.seq)
        for row in connection.execute(query):
            found[row.visit].append(row)
    return found
