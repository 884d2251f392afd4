# SPDX-License-Identifier: Apache-2.0
"""The audit trail for those who read it, and for what happens outside the file: views, prints."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select

from intake.core.audit import Anchor, AuditEntry, AuditFilter
from intake.core.staff import Stamp
from intake.store import schema, search_words, trail
from intake.store.connection import Database

_ALL = AuditFilter()


class Journal:
    """The trail. Every method raises `StoreError` when the file cannot be used."""

    def __init__(self, database: Database) -> None:
        """Work on this file."""
        self._database = database

    def record(
        self,
        stamp: Stamp,
        action: str,
        subject: str = "",
        detail: Mapping[str, str] | None = None,
    ) -> None:
        """Write down what changes nothing in the file: a view, a print, a copy, an export."""
        with self._database.writing() as connection:
            trail.record(connection, stamp, action, subject, detail)

    def anchor(self) -> Anchor:
        """Return where the trail ends now."""
        with self._database.reading() as connection:
            return trail.last(connection)

    def holds(self, anchor: Anchor) -> bool:
        """Say whether the trail still has the place that was noted elsewhere."""
        if not anchor.entries:
            return True
        with self._database.reading() as connection:
            found = connection.scalar(
                select(schema.audit.c.link).where(schema.audit.c.seq == anchor.entries)
            )
        return found is not None and found.startswith(anchor.head)

    def entries(self, wanted: AuditFilter = _ALL) -> tuple[AuditEntry, ...]:
        """Return entries, newest first; `before` goes on where the last page ended."""
        with self._database.reading() as connection:
            return tuple(map(_entry, connection.execute(_query(wanted))))


def _query(wanted: AuditFilter) -> Select[Any]:
    audit = schema.audit.c
    query = select(schema.audit).order_by(audit.seq.desc()).limit(wanted.limit)
    if wanted.by:
        query = query.where(audit.by == wanted.by)
    for column, beginning in ((audit.action, wanted.action), (audit.subject, wanted.subject)):
        if beginning:
            query = query.where(column >= beginning, column < beginning + search_words.END)
    if wanted.since is not None:
        query = query.where(audit.at >= wanted.since.isoformat())
    if wanted.until is not None:
        query = query.where(audit.at < wanted.until.isoformat())
    if wanted.before is not None:
        query = query.where(audit.seq < wanted.before)
    return query


def _entry(row: Row[Any]) -> AuditEntry:
    return AuditEntry(
        number=row.seq,
        at=datetime.fromisoformat(row.at),
        by=row.by,
        action=row.action,
        subject=row.subject,
        detail=json.loads(row.detail) if row.detail else {},
    )
