# SPDX-License-Identifier: Apache-2.0
"""Going through the audit trail and everything it accounts for, and saying what does not agree."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, select

from intake.core.audit import Anchor
from intake.store import schema, trail
from intake.store.connection import Database

MOST = 50
"""How many disagreements are told one by one."""


_REPORTS_AT_ONCE = 20
_PATIENT = trail.seal_of(schema.patient, "")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found. No problem means: nothing disagrees with the trail or with any anchor."""

    end: Anchor
    problems: tuple[str, ...]
    erased: int = 0
    anchors: int = 0


@dataclass(slots=True)
class _Walk:
    """What is known while the entries go by."""

    anchors: Mapping[str, Anchor]
    problems: list[str] = field(default_factory=list)
    seals: dict[str, tuple[int, str]] = field(default_factory=dict)
    unaccounted: dict[int, str] = field(default_factory=dict)
    blank: dict[int, tuple[str, str]] = field(default_factory=dict)
    end: Anchor = trail.BEGINNING
    places: dict[int, str] = field(default_factory=dict)

    def say(self, problem: str) -> None:
        if len(self.problems) < MOST:
            self.problems.append(problem)


def verify(database: Database, anchors: Mapping[str, Anchor] | None = None) -> Verdict:
    """Compare the file with its trail, and the trail with anchors that were kept elsewhere.

    `anchors` are named by where they were kept.

    Raises:
        StoreError: when the file cannot be read at all.
    """
    walk = _Walk(anchors or {})
    with database.reading() as connection:
        _walk_entries(connection, walk)
        _look_at_standing_rows(connection, walk)
        _look_at_reports(connection, walk)
    erased = _excuse_what_was_erased(walk)
    _excuse_blank_details(walk)
    _compare_anchors(walk)
    return Verdict(walk.end, tuple(walk.problems), erased, len(walk.anchors))


def _walk_entries(connection: Connection, walk: _Walk) -> None:
    growing = [_Growing(connection, table) for table in schema.GROWING]
    wanted = {anchor.entries for anchor in walk.anchors.values()}
    query = select(schema.audit).order_by(schema.audit.c.seq)
    for row in connection.execute(query).mappings():
        number = int(row["seq"])
        if number != walk.end.entries + 1:
            walk.say(f"Entries {walk.end.entries + 1} to {number - 1} of the trail are missing.")
        elif trail.link(walk.end.head, dict(row)) != row["link"]:
            walk.say(f"Entry {number} of the trail was changed, or one before it was put in.")
        _look_at_entry(row, growing, walk)
        walk.end = Anchor(number, row["link"])
        if number in wanted:
            walk.places[number] = row["link"]
    for each in growing:
        if left := each.count_left():
            walk.say(f"{left} rows of “{each.name}” were put in without an entry of the trail.")


def _look_at_entry(row: Mapping[Any, Any], growing: list[_Growing], walk: _Walk) -> None:
    number = int(row["seq"])
    content = trail.Content()
    for each in growing:
        each.give(number, content)
    if content.digest() != row["content"]:
        walk.unaccounted[number] = row["subject"]
    detail, salt = row["detail"], row["salt"]
    if detail is None and salt is None:
        walk.blank[number] = row["subject"], row["action"]
    elif None in {detail, salt} or trail.detail_digest(salt, detail) != row["digest"]:
        walk.say(f"The details of entry {number} of the trail were changed.")
    for name, seal in (json.loads(row["seals"]) if row["seals"] else {}).items():
        walk.seals[name] = (number, seal)


class _Growing:
    """The rows of one growing table, given to the entries as these go by."""

    def __init__(self, connection: Connection, table: Table) -> None:
        columns = [each for each in table.c if each.name not in schema.UNSEALED - {"entry"}]
        query = select(*columns).order_by(table.c.seq)
        self.name = table.name
        self._table = table
        self._rows: Iterator[Mapping[Any, Any]] = iter(connection.execute(query).mappings())
        self._next = next(self._rows, None)
        self._strays = 0

    def give(self, entry: int, content: trail.Content) -> None:
        """Add the rows of an entry; rows out of order belong to no entry."""
        while self._next is not None and self._next["entry"] <= entry:
            if self._next["entry"] == entry:
                content.add(self._table, dict(self._next))
            else:
                self._strays += 1
            self._next = next(self._rows, None)

    def count_left(self) -> int:
        """Return how many rows no entry has taken."""
        left = 0 if self._next is None else 1 + sum(1 for _ in self._rows)
        return left + self._strays


def _look_at_standing_rows(connection: Connection, walk: _Walk) -> None:
    missing = {name for name, (_, seal) in walk.seals.items() if seal != trail.GONE}
    for table in schema.STANDING:
        (primary,) = table.primary_key.columns
        for row in connection.execute(select(table)).mappings():
            if table is schema.setting and row["key"] == schema.VERSION_KEY:
                continue
            name = trail.seal_of(table, row[primary.name])
            missing.discard(name)
            entry, seal = walk.seals.get(name, (0, None))
            if seal is None or seal == trail.GONE:
                walk.say(f"The row {name} was put in without an entry of the trail.")
            elif trail.row_hash(table, dict(row)).hex() != seal:
                walk.say(f"The row {name} is not as entry {entry} of the trail left it.")
    for table_name, count in Counter(name.split(":")[0] for name in missing).items():
        walk.say(f"{count} rows of “{table_name}” are gone without an entry of the trail.")


def _look_at_reports(connection: Connection, walk: _Walk) -> None:
    """Compare the kept reports with their hashes, for which the trail accounts."""
    kept = schema.report_file.c
    query = select(kept.report, kept.sha256, kept.pdf).order_by(kept.seq)
    for row in connection.execute(query).yield_per(_REPORTS_AT_ONCE):
        if hashlib.sha256(row.pdf).hexdigest() != row.sha256:
            walk.say(f"The kept file of report R-{row.report:06d} is not the one that was made.")


def _excuse_what_was_erased(walk: _Walk) -> int:
    """Tell rows that were taken out openly from rows that were changed or taken out in secret."""
    erased = 0
    for number, subject in walk.unaccounted.items():
        if walk.seals.get(subject, (0, None))[1] == trail.GONE:
            erased += 1
        else:
            walk.say(
                f"What entry {number} of the trail ({subject}) stored was changed or taken out."
            )
    return erased


def _excuse_blank_details(walk: _Walk) -> None:
    """Tell details that went with an erased patient or visit from details taken out in secret."""
    gone = {name: entry for name, (entry, seal) in walk.seals.items() if seal == trail.GONE}
    # A visit that was moved names two patients, and goes on existing without one of them.
    last = max((entry for name, entry in gone.items() if name.startswith(_PATIENT)), default=0)
    for number, (subject, action) in walk.blank.items():
        erased = max(gone.get(subject, 0), last if action == trail.MOVED else 0)
        if number >= erased:
            walk.say(f"The details of entry {number} of the trail ({subject}) were taken out.")


def _compare_anchors(walk: _Walk) -> None:
    for name, anchor in walk.anchors.items():
        if anchor.entries > walk.end.entries:
            walk.say(
                f"The trail ends at entry {walk.end.entries}, but {name} has seen "
                f"{anchor.entries}: the file was put back to an earlier state."
            )
        elif anchor.entries and not walk.places.get(anchor.entries, "").startswith(anchor.head):
            walk.say(
                f"Entry {anchor.entries} of the trail is not the one that {name} has seen: "
                "the trail was written anew from there or before."
            )
