# SPDX-License-Identifier: Apache-2.0
"""Looking for people among very many while somebody types, a few milliseconds each time.

The table of words is read along its order wherever that is possible: what costs is the number of
pages that have to be decrypted, and words that begin alike lie together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    bindparam,
    case,
    exists,
    func,
    literal,
    or_,
    select,
)

from intake.store import schema
from intake.store.search_words import END

_FEW = 500
"""So many people are looked up one by one."""

_OFTEN = 0.4
"""Of a part that so great a share of people has, a search soon has enough."""

_WORD = schema.patient_word
_SOME = (
    select(_WORD.c.word)
    .where(_WORD.c.word >= bindparam("low"), _WORD.c.word < bindparam("high"))
    .limit(_FEW)
    .subquery()
)
_COUNT = select(func.count()).select_from(_SOME)


Part = Sequence[str]
"""What was typed of one word: the beginnings that do."""


def find(connection: Connection, parts: Sequence[Part], limit: int) -> list[int]:
    """Return the keys of people who have a word for every part, at most `limit` of them.

    With more than one part, each has one beginning.
    """
    if len(parts) == 1:
        # Somebody may be found by several words.
        found = connection.execute(_words(parts[0]).limit(limit * 2))
        return _keys((row.patient for row in found), limit)
    first, *others = sorted(parts, key=_is_number)
    looked_at = _look_up(connection, first, others)
    keys = _having(looked_at, len(others), limit)
    if len(looked_at) < _FEW or len(keys) == limit:
        return keys
    for part in others:
        if _is_rare(connection, part):
            rest = [each for each in parts if each != part]
            return _having(_look_up(connection, part, rest), len(rest), limit)
    has_each = [
        _is_found(_WORD.c.patient, part) if _share(looked_at, place) > _OFTEN else _is_listed(part)
        for place, part in enumerate(others)
    ]
    found = connection.execute(_words(first).where(*has_each).limit(limit * 2))
    return _keys((row.patient for row in found), limit)


def _is_number(part: Part) -> bool:
    """Say whether a part comes later: people lie together by names, and not by birth dates."""
    return part[0][0].isdecimal()


def _look_up(connection: Connection, first: Part, others: Sequence[Part]) -> Sequence[Row[Any]]:
    """Return a few who have a word of one part, and of how many others, up to one that fails."""
    some = _words(first).limit(_FEW).subquery()
    has: ColumnElement[int] = literal(len(others))
    for place, part in reversed(list(enumerate(others))):
        has = case((_is_found(some.c.patient, part), has), else_=place)
    return connection.execute(select(some.c.patient, has.label("has"))).all()


def _having(looked_at: Sequence[Row[Any]], parts: int, limit: int) -> list[int]:
    return _keys((row.patient for row in looked_at if row.has == parts), limit)


def _share(looked_at: Sequence[Row[Any]], place: int) -> float:
    """Return how great a share of those who have all parts before has this one too."""
    asked = sum(row.has >= place for row in looked_at)
    return sum(row.has > place for row in looked_at) / asked if asked else 0.0


def _is_rare(connection: Connection, part: Part) -> bool:
    bounds = {"low": part[0], "high": part[0] + END}
    return (connection.scalar(_COUNT, bounds) or 0) < _FEW


def _keys(found: Iterable[int], limit: int) -> list[int]:
    return list(dict.fromkeys(found))[:limit]


def _words(part: Part) -> Select[Any]:
    """Select words in the order of the index, so that a limit ends the search early."""
    columns = (_WORD.c.word, _WORD.c.patient)
    return select(*columns).where(_begins(_WORD.c.word, part)).order_by(*columns)


def _is_found(patient: ColumnElement[int], part: Part) -> ColumnElement[bool]:
    """Say that somebody has a word of this part, which is looked up for each."""
    also = _WORD.alias()
    return exists().where(also.c.patient == patient, _begins(also.c.word, part))


def _is_listed(part: Part) -> ColumnElement[bool]:
    """Say the same of each, once all who have such a word were listed."""
    also = _WORD.alias()
    # The sum keeps the list from being gone through in the place of the first part's words.
    return (_WORD.c.patient + 0).in_(select(also.c.patient).where(_begins(also.c.word, part)))


def _begins(column: ColumnElement[str], beginnings: Sequence[str]) -> ColumnElement[bool]:
    return or_(*((column >= each) & (column < each + END) for each in beginnings))
