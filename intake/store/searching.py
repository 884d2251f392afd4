# SPDX-License-Identifier: Apache-2.0
"""Looking for people among very many while somebody types, a few milliseconds each time.

The table of words is read along its order wherever that is possible: what costs is the number of
pages that have to be decrypted, and words that begin alike lie together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
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
_COLUMNS = (_WORD.c.word, _WORD.c.patient)

Part = Sequence[str]
"""What was typed of one word: the beginnings that do."""


def find(connection: Connection, parts: Sequence[Part], limit: int) -> list[int]:
    """Return the keys of people who have a word for every part, at most `limit` of them.

    With more than one part, each has one beginning.
    """
    if len(parts) == 1:
        # Somebody may be found by several words.
        query = _words(len(parts[0])).limit(limit * 2)
        return _keys(row.patient for row in connection.execute(query, _bounds(parts[0])))[:limit]
    typed = sorted((part[0] for part in parts), key=_is_number)
    looked_at = _look_up(connection, typed)
    keys = _having(looked_at, len(typed))
    if len(looked_at) < _FEW or len(keys) >= limit:
        return keys[:limit]
    for place, each in enumerate(typed[1:], start=1):
        if _is_rare(connection, each):
            rest = typed[:place] + typed[place + 1 :]
            return _having(_look_up(connection, [each, *rest]), len(typed))[:limit]
    listed = tuple(_share(looked_at, place) <= _OFTEN for place in range(1, len(typed)))
    query = _all_with(listed).limit(limit * 2)
    return _keys(row.patient for row in connection.execute(query, _bounds(typed)))[:limit]


def _is_number(beginning: str) -> bool:
    """Say whether a part comes later: people lie together by names, and not by birth dates."""
    return beginning[0].isdecimal()


def _look_up(connection: Connection, typed: Sequence[str]) -> Sequence[Row[Any]]:
    """Return a few who have the first beginning, with how many they have up to one they lack."""
    return connection.execute(_some_with(len(typed)), _bounds(typed)).all()


def _having(looked_at: Sequence[Row[Any]], count: int) -> list[int]:
    return _keys(row.patient for row in looked_at if row.has == count)


def _share(looked_at: Sequence[Row[Any]], place: int) -> float:
    """Return how great a share of those who have all beginnings before has this one too."""
    asked = sum(row.has >= place for row in looked_at)
    return sum(row.has > place for row in looked_at) / asked if asked else 0.0


def _is_rare(connection: Connection, beginning: str) -> bool:
    return (connection.scalar(_count(), _bounds([beginning])) or 0) < _FEW


def _keys(found: Iterable[int]) -> list[int]:
    return list(dict.fromkeys(found))


def _bounds(beginnings: Sequence[str]) -> dict[str, str]:
    lows = {f"low_{place}": each for place, each in enumerate(beginnings)}
    return lows | {f"high_{place}": each + END for place, each in enumerate(beginnings)}


# Each statement is put together once: that takes longer than many of them do.


@cache
def _words(beginnings: int) -> Select[Any]:
    """Select words in the order of the index, so that a limit ends the search early."""
    any_of = or_(*(_begins(_WORD.c.word, place) for place in range(beginnings)))
    return select(*_COLUMNS).where(any_of).order_by(*_COLUMNS)


@cache
def _count() -> Select[Any]:
    return select(func.count()).select_from(_words(1).limit(_FEW).subquery())


@cache
def _some_with(typed: int) -> Select[Any]:
    some = _words(1).limit(_FEW).subquery()
    has: ColumnElement[int] = literal(typed)
    for place in range(typed - 1, 0, -1):
        has = case((_is_found(some.c.patient, place), has), else_=place)
    return select(some.c.patient, has.label("has"))


@cache
def _all_with(listed: tuple[bool, ...]) -> Select[Any]:
    """Select the words of all who have all beginnings, of which some are listed before."""
    return _words(1).where(
        *(
            _is_listed(place) if is_listed else _is_found(_WORD.c.patient, place)
            for place, is_listed in enumerate(listed, start=1)
        )
    )


def _is_found(patient: ColumnElement[int], place: int) -> ColumnElement[bool]:
    """Say that somebody has a word with this beginning, which is looked up for each."""
    also = _WORD.alias()
    return exists().where(also.c.patient == patient, _begins(also.c.word, place))


def _is_listed(place: int) -> ColumnElement[bool]:
    """Say the same of each, once all who have such a word were listed."""
    also = _WORD.alias()
    # The sum keeps the list from being gone through in the place of the first beginning's words.
    return (_WORD.c.patient + 0).in_(select(also.c.patient).where(_begins(also.c.word, place)))


def _begins(column: ColumnElement[str], place: int) -> ColumnElement[bool]:
    return (column >= bindparam(f"low_{place}")) & (column < bindparam(f"high_{place}"))
