# SPDX-License-Identifier: Apache-2.0
"""Writing the audit trail: an entry in the same transaction as what it accounts for.

Each entry's link is a hash over the link before it and everything the entry says, so that no
entry can be changed, taken out or moved. An entry holds hashes of the rows it accounts for, never
the answers themselves, so that a patient can be erased while the trail stays whole.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, Table, func, select

from intake.core.audit import Anchor
from intake.core.staff import Stamp
from intake.store import schema

START = "0" * 64
"""The link before the first entry."""

BEGINNING = Anchor(0, START)
"""Where a trail without entries ends."""

NOTHING = ""
"""The content of an entry that added no rows."""

GONE = ""
"""The seal of a row that was erased on purpose."""

MOVED = "visit.moved"
"""The action of the one entry that names patients who are not its subject."""

Values = Mapping[str, Any]


class Entry:
    """One entry while its change is being made."""

    def __init__(self, connection: Connection, number: int) -> None:
        """Begin with nothing to account for."""
        self._connection = connection
        self._content = Content()
        self.number = number
        self.seals: dict[str, str] = {}
        self.detail: dict[str, str] = {}

    @property
    def content(self) -> str:
        """The hash over all rows that were added."""
        return self._content.digest()

    def add(self, table: Table, rows: Sequence[Values]) -> int:
        """Add rows to a growing table and return the number of the first, 0 when there is none."""
        if not rows:
            return 0
        first = 1 + (self._connection.scalar(_last_number(table)) or 0)
        added = [
            {**row, "seq": first + place, "entry": self.number} for place, row in enumerate(rows)
        ]
        self._connection.execute(table.insert(), added)
        for row in added:
            self._content.add(table, row)
        return first

    def seal(self, table: Table, key: str | int) -> None:
        """Account for a row of a standing table as it is now."""
        (primary,) = table.primary_key.columns
        self._connection.execute(table.update().where(primary == key).values(entry=self.number))
        row = self._connection.execute(select(table).where(primary == key)).mappings().one()
        self.seals[seal_of(table, key)] = row_hash(table, dict(row)).hex()

    def erase(self, table: Table, keys: Sequence[str | int]) -> None:
        """Take out rows of a standing table; the trail says from then on that they are gone."""
        (primary,) = table.primary_key.columns
        self._connection.execute(table.delete().where(primary.in_(keys)))
        self.seals |= {seal_of(table, key): GONE for key in keys}


class Content:
    """The hash over rows that belong to one entry, table by table in the order of numbers."""

    def __init__(self) -> None:
        """Begin with no rows."""
        self._hashes: dict[str, Any] = {}

    def add(self, table: Table, row: Values) -> None:
        """Take in the next row of a table."""
        self._hashes.setdefault(table.name, hashlib.sha256()).update(row_hash(table, row))

    def digest(self) -> str:
        """Return the hash, or nothing when there was no row."""
        if not self._hashes:
            return NOTHING
        said = {name: each.hexdigest() for name, each in self._hashes.items()}
        return hashlib.sha256(canonical(said).encode()).hexdigest()


@contextmanager
def entry(
    connection: Connection,
    stamp: Stamp,
    action: str,
    subject: str = "",
    detail: Mapping[str, str] | None = None,
) -> Iterator[Entry]:
    """Give an entry to account with; it is written when the block ends."""
    before = last(connection)
    made = Entry(connection, before.entries + 1)
    made.detail |= detail or {}
    yield made
    said = canonical(made.detail) if made.detail else ""
    salt = secrets.token_hex(16)
    row = {
        "seq": made.number,
        "at": stamp.at.isoformat(),
        "by": stamp.by,
        "action": action,
        "subject": subject,
        "detail": said,
        "salt": salt,
        "digest": detail_digest(salt, said),
        "content": made.content,
        "seals": canonical(made.seals) if made.seals else "",
    }
    connection.execute(_WRITE, {**row, "link": link(before.head, row)})


def record(
    connection: Connection,
    stamp: Stamp,
    action: str,
    subject: str = "",
    detail: Mapping[str, str] | None = None,
) -> None:
    """Write an entry about something that changes nothing in the file, such as a view."""
    with entry(connection, stamp, action, subject, detail):
        pass


def last(connection: Connection) -> Anchor:
    """Return where the trail ends."""
    row = connection.execute(_LAST).one_or_none()
    return Anchor(row.seq, row.link) if row else BEGINNING


def link(before: str, row: Values) -> str:
    """Return the hash that ties an entry to all entries before it."""
    said = [before, *(row[name] for name in _LINKED)]
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def detail_digest(salt: str, detail: str) -> str:
    """Return what stays of a detail when it is erased: without the salt it cannot be guessed."""
    return hashlib.sha256(f"{salt}{detail}".encode()).hexdigest()


def seal_of(table: Table, key: str | int) -> str:
    """Return the name under which a row is sealed, which is also how the trail names it."""
    return f"{table.name}:{key}"


def row_hash(table: Table, row: Values) -> bytes:
    """Return the hash of a row. Empty columns are left out, so that later ones may be added."""
    said = {
        name: value
        for name, value in row.items()
        if value is not None and name not in schema.UNSEALED
    }
    return hashlib.sha256(f"{table.name} {canonical(said)}".encode()).digest()


def canonical(value: Iterable[Any]) -> str:
    """Return the one way in which a value is written down."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


@cache
def _last_number(table: Table) -> Select[Any]:
    return select(func.max(table.c.seq))


# Made once: an answer waits for as long as it takes to put a statement together.
_LAST = (
    select(schema.audit.c.seq, schema.audit.c.link).order_by(schema.audit.c.seq.desc()).limit(1)
)
_WRITE = schema.audit.insert()
_LINKED = ("seq", "at", "by", "action", "subject", "digest", "content", "seals")
