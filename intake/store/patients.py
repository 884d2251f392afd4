# SPDX-License-Identifier: Apache-2.0
"""The people who answer: found by what the desk knows of them, corrected and merged openly."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, exists, select

from intake.core.errors import StoreError
from intake.core.staff import Stamp
from intake.core.visit import Patient
from intake.store import rows, schema, search_words, searching, trail
from intake.store.connection import Database

_FOUND = 30


class Patients:
    """The patient table. Every method raises `StoreError` when the file cannot be used."""

    def __init__(self, database: Database) -> None:
        """Work on this file."""
        self._database = database

    def get(self, number: str) -> Patient | None:
        """Return the person with this record number; a merged number leads to the right one."""
        with self._database.reading() as connection:
            row = row_of(connection, number)
        return rows.patient(row) if row else None

    def subject(self, number: str) -> str:
        """Return how the trail names the person with this record number.

        Raises:
            StoreError: also when nobody has it.
        """
        with self._database.reading() as connection:
            return subject(known_row(connection, number).key)

    def find(self, text: str, limit: int = _FOUND) -> tuple[Patient, ...]:
        """Return people whose name words, record number or birth date begin with what was typed.

        Every word typed must begin one of theirs. Nothing typed finds nobody.
        """
        parts = search_words.wanted(text)
        if not parts:
            return ()
        person = schema.patient
        with self._database.reading() as connection:
            keys = searching.find(connection, parts, limit)
            found = connection.execute(select(person).where(person.c.key.in_(keys)))
            people = {row.key: rows.patient(row) for row in found}
        return tuple(people[key] for key in keys)

    def similar(self, person: Patient) -> tuple[Patient, ...]:
        """Return who may be the same person under another number, for the desk to look at."""
        with self._database.reading() as connection:
            return tuple(
                rows.patient(row)
                for row in connection.execute(_same_day_or_name(person))
                if row.number != person.id and _is_similar(rows.patient(row), person)
            )

    def change(self, number: str, person: Patient, stamp: Stamp, reason: str) -> None:
        """Set right what is recorded of a person, the record number included.

        Raises:
            StoreError: also when nobody has the number, or somebody else the new one.
        """
        with self._database.writing() as connection:
            row = known_row(connection, number)
            taken = row_of(connection, person.id)
            if taken is not None and taken.key != row.key:
                raise StoreError(
                    f"Record number {person.id} belongs to somebody else. "
                    "If it is the same person, merge the two."
                )
            _change(connection, row, person, stamp, reason)

    def merge(self, wrong: str, right: str, stamp: Stamp, reason: str) -> None:
        """Give everything of one record number to another; the first one then leads there.

        Raises:
            StoreError: also when one of them is not known, or both are the same.
        """
        with self._database.writing() as connection:
            gone, stays = known_row(connection, wrong), known_row(connection, right)
            if gone.key == stays.key:
                raise StoreError("These are one and the same record already.")
            detail = {"reason": reason, "from": gone.number, "into": stays.number}
            with trail.entry(
                connection, stamp, "patient.merged", subject(stays.key), detail
            ) as entry:
                _give_visits(connection, entry, gone.key, stays.key)
                _give_treatments(connection, entry, gone.key, stays.key, stamp)
                connection.execute(
                    schema.patient.update()
                    .where(schema.patient.c.key == gone.key)
                    .values(merged_into=stays.key)
                )
                connection.execute(
                    schema.patient_word.delete().where(schema.patient_word.c.patient == gone.key)
                )
                entry.seal(schema.patient, gone.key)


def subject(key: int) -> str:
    """Return how the trail names a person: by the file's own key, which is nothing of theirs."""
    return f"patient:{key}"


def row_of(connection: Connection, number: str) -> Row[Any] | None:
    """Return the row of a record number, following merges."""
    row = connection.execute(
        select(schema.patient).where(schema.patient.c.number == number)
    ).one_or_none()
    while row is not None and row.merged_into is not None:
        row = connection.execute(
            select(schema.patient).where(schema.patient.c.key == row.merged_into)
        ).one()
    return row


def known_row(connection: Connection, number: str) -> Row[Any]:
    """Return the row of a record number.

    Raises:
        StoreError: when nobody has it.
    """
    row = row_of(connection, number)
    if row is None:
        raise StoreError(f"There is no patient with record number {number}.")
    return row


def admit(connection: Connection, person: Patient, stamp: Stamp) -> int:
    """Return the key of the person who begins a visit, adding them if they are new.

    Raises:
        StoreError: when the record number belongs to somebody else.
    """
    row = row_of(connection, person.id)
    if row is None:
        return _add(connection, person, stamp)
    known = rows.patient(row)
    if known.birth_date != person.birth_date:
        # A wrong number would print one person's history on another's report.
        raise StoreError(
            f"Record number {person.id} belongs to a person with another date of birth. "
            "Check the number and the date."
        )
    if (known.name, known.sex) != (person.name, person.sex):
        as_known = Patient(known.id, person.name, person.birth_date, person.sex)
        _change(connection, row, as_known, stamp, "written anew at the desk")
    return int(row.key)


def _add(connection: Connection, person: Patient, stamp: Stamp) -> int:
    key: int = connection.execute(
        schema.patient.insert()
        .values(**rows.from_patient(person), entry=0)
        .returning(schema.patient.c.key)
    ).scalar_one()
    _index(connection, key, person)
    with trail.entry(connection, stamp, "patient.added", subject(key)) as entry:
        entry.seal(schema.patient, key)
    return key


def _change(
    connection: Connection, row: Row[Any], person: Patient, stamp: Stamp, reason: str
) -> None:
    new = rows.from_patient(person)
    detail = {"reason": reason} | {
        name: f"{getattr(row, name) or ''} → {value or ''}"
        for name, value in new.items()
        if value != getattr(row, name)
    }
    with trail.entry(connection, stamp, "patient.changed", subject(row.key), detail) as entry:
        connection.execute(
            schema.patient.update().where(schema.patient.c.key == row.key).values(**new)
        )
        _index(connection, row.key, person)
        entry.seal(schema.patient, row.key)


def _index(connection: Connection, key: int, person: Patient) -> None:
    word = schema.patient_word
    connection.execute(word.delete().where(word.c.patient == key))
    found = sorted(search_words.words_of(person))
    if found:
        connection.execute(word.insert(), [{"word": each, "patient": key} for each in found])


def _give_visits(connection: Connection, entry: trail.Entry, gone: int, stays: int) -> None:
    visit = schema.visit
    for moved in connection.scalars(select(visit.c.id).where(visit.c.patient == gone)).all():
        connection.execute(visit.update().where(visit.c.id == moved).values(patient=stays))
        entry.seal(visit, moved)


def _give_treatments(
    connection: Connection, entry: trail.Entry, gone: int, stays: int, stamp: Stamp
) -> None:
    table = schema.treatment
    later = table.alias()
    current = connection.execute(
        select(table)
        .where(table.c.patient == gone, table.c.is_withdrawn == 0)
        .where(~exists().where(later.c.replaces == table.c.seq))
        .order_by(table.c.seq)
    ).mappings()
    entry.add(
        table,
        [
            {
                **{name: row[name] for name in ("at", "kind", "dose", "note", "by")},
                "patient": stays,
                "recorded": stamp.at.isoformat(),
                "replaces": row["seq"],
                "is_withdrawn": 0,
            }
            for row in current.all()
        ],
    )


def _same_day_or_name(person: Patient) -> Any:
    table, word = schema.patient, schema.patient_word
    names = sorted(search_words.words_of(Patient("", person.name)))
    keys = select(word.c.patient).where(word.c.word.in_(names)).distinct().limit(500)
    query = select(table).where(table.c.merged_into.is_(None)).where(table.c.key.in_(keys))
    return query.order_by(table.c.key)


def _is_similar(known: Patient, person: Patient) -> bool:
    """Say whether two share a birth date and a word of the name, or the whole name."""
    ours = search_words.words_of(Patient("", person.name))
    theirs = search_words.words_of(Patient("", known.name))
    is_same_day = known.birth_date is not None and known.birth_date == person.birth_date
    return bool(ours & theirs) if is_same_day else bool(ours) and ours == theirs
