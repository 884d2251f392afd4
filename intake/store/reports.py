# SPDX-License-Identifier: Apache-2.0
"""Finished reports: kept with their SHA-256 and the place of the trail that they were made at."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from intake.core.errors import StoreError
from intake.core.records import Reading, ReportLine
from intake.core.staff import Stamp
from intake.store import schema, trail
from intake.store.connection import Database


class Reports:
    """The reports. Every method raises `StoreError` when the file cannot be used."""

    def __init__(self, database: Database) -> None:
        """Work on this file."""
        self._database = database

    def reserve(self, visit: str, stamp: Stamp) -> int:
        """Return the number of the next report, which no other report will get."""
        with self._database.writing() as connection:
            number: int = connection.execute(
                schema.report.insert()
                .values(visit=visit, created=stamp.at.isoformat(), entry=0)
                .returning(schema.report.c.number)
            ).scalar_one()
            with trail.entry(connection, stamp, "report.reserved", subject(number)) as entry:
                entry.seal(schema.report, number)
        return number

    def keep(self, number: int, pdf: bytes, anchor: str, stamp: Stamp) -> None:
        """Keep a finished report; one made anew is added to the one before.

        `anchor` is the one that was printed on it.
        """
        digest = hashlib.sha256(pdf).hexdigest()
        row = {
            "report": number,
            "at": stamp.at.isoformat(),
            "sha256": digest,
            "anchor": anchor,
            "pdf": pdf,
        }
        detail = {"sha256": digest}
        with (
            self._database.writing() as connection,
            trail.entry(connection, stamp, "report.made", subject(number), detail) as entry,
        ):
            entry.add(schema.report_file, [row])

    def load(self, number: int) -> bytes:
        """Return the newest file of a report, after a look at its hash.

        Raises:
            StoreError: also when it was never finished, or is not what was kept.
        """
        table = schema.report_file
        with self._database.reading() as connection:
            row = connection.execute(
                select(table).where(table.c.report == number).order_by(table.c.seq.desc()).limit(1)
            ).one_or_none()
        if row is None:
            raise StoreError("This report was not finished. Make it again.")
        if hashlib.sha256(row.pdf).hexdigest() != row.sha256:
            raise StoreError("The stored report is not the one that was made. Make it again.")
        return bytes(row.pdf)

    def mark_read(self, number: int, stamp: Stamp) -> None:
        """Remember who read a report, and when."""
        row = {"report": number, "by": stamp.by, "at": stamp.at.isoformat()}
        with (
            self._database.writing() as connection,
            trail.entry(connection, stamp, "report.read", subject(number)) as entry,
        ):
            entry.add(schema.reading, [row])

    def find(self, sha256: str) -> ReportLine | None:
        """Return the report that has a file with this hash, if there is one."""
        table, report = schema.report_file, schema.report
        with self._database.reading() as connection:
            row = connection.execute(
                select(report)
                .join_from(report, table)
                .where(table.c.sha256 == sha256)
                .order_by(table.c.seq.desc())
                .limit(1)
            ).one_or_none()
            return _lines(connection, [row])[0] if row else None

    def of(self, visit: str) -> tuple[ReportLine, ...]:
        """Return the reports of a visit, newest first."""
        with self._database.reading() as connection:
            found = connection.execute(
                select(schema.report)
                .where(schema.report.c.visit == visit)
                .order_by(schema.report.c.number.desc())
            ).all()
            return _lines(connection, found)

    def read_by(self, visits: Sequence[str]) -> Mapping[str, Reading]:
        """Return who read a report of each of these visits first, and when."""
        report, reading = schema.report, schema.reading
        query = (
            select(report.c.visit, reading.c.by, reading.c.at)
            .join_from(reading, report)
            .where(report.c.visit.in_(visits))
            .order_by(reading.c.seq.desc())
        )
        with self._database.reading() as connection:
            found = connection.execute(query).all()
        return {row.visit: Reading(row.by, datetime.fromisoformat(row.at)) for row in found}


def subject(number: int) -> str:
    """Return how the trail names a report."""
    return f"report:{number}"


def _lines(connection: Connection, found: Sequence[Row[Any]]) -> tuple[ReportLine, ...]:
    numbers = [row.number for row in found]
    table, reading = schema.report_file, schema.reading
    files = {
        row.report: row
        for row in connection.execute(
            select(*(each for each in table.c if each is not table.c.pdf))
            .where(table.c.report.in_(numbers))
            .order_by(table.c.seq)
        )
    }
    read = defaultdict(list)
    for row in connection.execute(
        select(reading).where(reading.c.report.in_(numbers)).order_by(reading.c.seq)
    ):
        read[row.report].append(Reading(row.by, datetime.fromisoformat(row.at)))
    return tuple(_line(row, files.get(row.number), read[row.number]) for row in found)


def _line(row: Row[Any], file: Row[Any] | None, read: Sequence[Reading]) -> ReportLine:
    return ReportLine(
        number=row.number,
        visit=row.visit,
        created=datetime.fromisoformat(row.created),
        sha256=file.sha256 if file else "",
        anchor=file.anchor if file else "",
        read=tuple(read),
    )
