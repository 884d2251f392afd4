# SPDX-License-Identifier: Apache-2.0
"""The words by which a person is found: names without accents, record number, birth date."""

from __future__ import annotations

import re
from datetime import date

from intake.core.likeness import small_letters
from intake.core.visit import Patient

_NUMBERS = re.compile(r"\d+")
_DATE = re.compile(r"\d{1,4}[-./ ]\d{1,2}(?:[-./ ]\d{0,4})?")
_LETTERS = str.maketrans({"đ": "d", "ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"})

END = "\uffff"
"""Sorts after every letter, so that a prefix is a range of an index."""


def plain(text: str) -> str:
    """Return a text in small letters without accents."""
    return small_letters(text).translate(_LETTERS)


def words_of(person: Patient) -> set[str]:
    """Return every word that finds a person by its beginning."""
    words = set(_split(person.name or ""))
    parts = re.findall(r"[^\W_]+", plain(person.id))
    words |= {"".join(parts[place:]) for place in range(len(parts))}
    if person.birth_date is not None:
        words |= _dates(person.birth_date)
    return words - {""}


def wanted(text: str) -> list[tuple[str, ...]]:
    """Return what a search asks for, the longest first: for each part the beginnings that do."""
    typed = text.strip()
    if _DATE.fullmatch(typed):
        # It may be a record number too.
        return [tuple(dict.fromkeys((_date_beginning(typed), _squeezed(typed))))]
    parts = {_squeezed(part) for part in typed.split()} - {""}
    return [(part,) for part in sorted(parts, key=lambda part: (-len(part), part))]


def _split(text: str) -> list[str]:
    """Return the words of a name, a double name also by its parts."""
    whole = [_squeezed(part) for part in text.replace(",", " ").split()]
    return whole + re.findall(r"[^\W_]+", plain(text))


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", plain(text))


def _dates(born: date) -> set[str]:
    # As in the record, as written in most of the world, and as written in North America.
    return {f"{born:%Y%m%d}", f"{born:%d%m%Y}", f"{born:%m%d%Y}"}


def _date_beginning(typed: str) -> str:
    numbers = _NUMBERS.findall(typed)
    return "".join(part if len(part) > 2 else part.zfill(2) for part in numbers)  # noqa: PLR2004
