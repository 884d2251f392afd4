# SPDX-License-Identifier: Apache-2.0
"""Whom the entries of the trail are about: from its subjects to people, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, or_, select

from intake.store import patients, reports, schema, visits
from intake.store.connection import Database

MOST = 10_000
"""How many subjects one question to the file may name."""


@dataclass(frozen=True, slots=True)
class About:
    """Whom a subject is about: a patient's record number, or somebody of the team."""

    number: str = ""
    member: str = ""


class Subjects:
    """The subjects of the trail. Every method raises `StoreError` without the file."""

    def __init__(self, database: Database) -> None:
        """Work on this file."""
        self._database = database

    def of_patient(self, number: str) -> frozenset[str]:
        """Return every subject under which something about a patient was written.

        Raises:
            StoreError: also when nobody has the record number.
        """
        person, visit, report = schema.patient.c, schema.visit.c, schema.report.c
        with self._database.reading() as connection:
            key = patients.known_row(connection, number).key
            mine = or_(person.key == key, person.merged_into == key)
            keys = select(person.key).where(mine)
            own = select(visit.id).where(visit.patient.in_(keys))
            numbers = select(report.number).where(report.visit.in_(own))
            return frozenset(
                [
                    *map(patients.subject, connection.scalars(keys)),
                    *map(visits.subject, connection.scalars(own)),
                    *map(reports.subject, connection.scalars(numbers)),
                ]
            )

    def about(self, subjects: Iterable[str]) -> Mapping[str, About]:
        """Return whom subjects are about, where the file still knows it."""
        person, visit, report, staff = (
            each.c for each in (schema.patient, schema.visit, schema.report, schema.staff)
        )
        of_visit = select(visit.id, person.number).join(schema.patient)
        of_report = select(report.number, person.number).join_from(schema.report, schema.visit)
        queries: Mapping[str, tuple[Select[Any], Any, str]] = {
            "patient": (select(person.key, person.number), person.key, "number"),
            "visit": (of_visit, visit.id, "number"),
            "report": (of_report.join(schema.patient), report.number, "number"),
            "staff": (select(staff.id, staff.name), staff.id, "member"),
        }
        found: dict[str, About] = {}
        wanted = [each.partition(":") for each in sorted(set(subjects))]
        with self._database.reading() as connection:
            for kind, (query, column, field) in queries.items():
                ids = [each for which, _, each in wanted if which == kind]
                for at in range(0, len(ids), MOST):
                    some = query.where(column.in_(ids[at : at + MOST]))
                    for known, name in connection.execute(some):
                        found[f"{kind}:{known}"] = About(**{field: name})
        return found

    def actions(self) -> tuple[str, ...]:
        """Return every action that an entry was written about."""
        action = schema.audit.c.action
        with self._database.reading() as connection:
            return tuple(connection.scalars(select(action).distinct().order_by(action)))

    def people(self) -> tuple[str, ...]:
        """Return everybody in whose name an entry was written."""
        by = schema.audit.c.by
        with self._database.reading() as connection:
            return tuple(connection.scalars(select(by).distinct().order_by(by)))
