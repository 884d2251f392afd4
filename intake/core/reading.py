# SPDX-License-Identifier: Apache-2.0
"""Reading tables from outside: wrong types, gaps and unknown keys become problems."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from intake.core.problem import Problems, join, nearest, quoted

TO_FILL_IN = "TO FILL IN"
"""Stands in the files of a form that was just begun."""

LARGEST_NUMBER = 1_000_000
"""Beyond it a number in a form is a slip."""

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,59}")
_OPTION_ID = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9][A-Za-z0-9_]{0,59}")
_KINDS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (bool, "true or false"),
    (str, "a text"),
    ((int, Fraction), "a number"),
    (Mapping, "a table"),
    (list, "a list"),
    ((date, time, datetime), "a date or time"),
)
_Word = TypeVar("_Word", bound=StrEnum)


class Table:
    """One table. Every key that is asked for is known; `close` reports the others."""

    def __init__(self, content: Mapping[str, object], path: str, problems: Problems) -> None:
        """Start reading the table that stands under `path`."""
        self.path = path
        self.problems = problems
        self._content = content
        self._known: dict[str, None] = {}

    def __contains__(self, key: str) -> bool:
        """Say whether the table has this key."""
        return self._content.get(key) is not None

    def written(self) -> tuple[str, ...]:
        """Return the keys that stand there, known or not."""
        return tuple(key for key in self._content if isinstance(key, str))

    def say(self, key: str, text: str) -> None:
        """Note a problem with a key."""
        self.problems.add(join(self.path, key), text)

    def take(self, key: str, *, required: bool = False) -> object | None:
        """Return what stands under a key, whatever it is."""
        self._known[key] = None
        value = self._content.get(key)
        if value is None and required:
            self.say(key, "is missing; add it.")
        return value

    def text(self, key: str, *, required: bool = True) -> str:
        """Return a text, empty when there is none."""
        value = self.take(key, required=required)
        return "" if value is None else as_text(value, join(self.path, key), self.problems)

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """Return a list of texts."""
        path, rows = join(self.path, key), self._list(key, required=required)
        read = [as_text(row, f"{path}[{n}]", self.problems) for n, row in enumerate(rows, 1)]
        return tuple(text for text in read if text)

    def flag(self, key: str) -> bool:
        """Return true or false; false when the key is absent."""
        value = self.take(key)
        if value is not None and not isinstance(value, bool):
            self.say(key, f"must be true or false, not {kind_of(value)}.")
        return value is True

    def number(self, key: str) -> Fraction | None:
        """Return an exact number."""
        value = self.take(key)
        return None if value is None else as_number(value, join(self.path, key), self.problems)

    def whole(self, key: str, *, required: bool = False) -> int | None:
        """Return a whole number."""
        value = self.take(key, required=required)
        return None if value is None else as_whole(value, join(self.path, key), self.problems)

    def choice(self, key: str, words: type[_Word], *, required: bool = False) -> _Word | None:
        """Return one word of a closed list."""
        value = self.take(key, required=required)
        if value is None:
            return None
        return as_choice(value, words, join(self.path, key), self.problems)

    def table(self, key: str, *, required: bool = False) -> Table:
        """Return a table inside this one; an empty one when there is none."""
        path = join(self.path, key)
        return as_table(self.take(key, required=required), path, self.problems)

    def rows(self, key: str, *, required: bool = False) -> tuple[Table, ...]:
        """Return a list of tables."""
        path, rows = join(self.path, key), self._list(key, required=required)
        return tuple(as_table(row, f"{path}[{n}]", self.problems) for n, row in enumerate(rows, 1))

    def named(self) -> Iterator[tuple[str, object]]:
        """Yield the keys that nobody asked for and what stands there; all are known now."""
        for key, value in self._content.items():
            if key not in self._known and isinstance(key, str):
                self._known[key] = None
                yield key, value

    def named_tables(self) -> Iterator[tuple[str, Table]]:
        """Yield named tables such as those of `[page.x]`, by id."""
        for key, value in self.named():
            path = join(self.path, key)
            check_id(key, path, self.problems)
            if not isinstance(value, Mapping):
                self.problems.add(path, f"must be a table, not {kind_of(value)}.")
                continue
            yield key, Table(value, path, self.problems)

    def _list(self, key: str, *, required: bool) -> list[object]:
        value = self.take(key, required=required)
        if required and value == []:
            self.say(key, "is empty; write at least one entry.")
        return as_list(value, join(self.path, key), self.problems)

    def close(self) -> None:
        """Report every key that nobody asked for."""
        for key in self._content:
            if key not in self._known:
                near = nearest(str(key), self._known)
                self.say(str(key), f"is not known here{near}; correct or delete it.")


def kind_of(value: object) -> str:
    """Return what a value is, in words."""
    return next((words for kind, words in _KINDS if isinstance(value, kind)), "a strange number")


def as_table(value: object, path: str, problems: Problems) -> Table:
    """Return a value as a table, an empty one when it is none."""
    if value is not None and not isinstance(value, Mapping):
        problems.add(path, f"must be a table, not {kind_of(value)}.")
    return Table(value if isinstance(value, Mapping) else {}, path, problems)


def as_list(value: object, path: str, problems: Problems) -> list[object]:
    """Return a value as a list, an empty one when it is none."""
    if value is not None and not isinstance(value, list):
        problems.add(path, f"must be a list in square brackets, not {kind_of(value)}.")
    return value if isinstance(value, list) else []


def as_text(value: object, path: str, problems: Problems) -> str:
    """Return a value as a text that can be shown, empty when it is none."""
    if not isinstance(value, str):
        problems.add(path, f"must be a text in quotes, not {kind_of(value)}.")
        return ""
    if not value.strip():
        problems.add(path, "is empty; write the text or delete the line.")
        return ""
    if TO_FILL_IN in value:
        problems.add(path, "is still to be filled in; write it.")
        return ""
    control = next((c for c in value if (c < " " and c != "\n") or "\x7f" <= c <= "\x9f"), "")
    if control:
        problems.add(path, f"contains the control character U+{ord(control):04X}; delete it.")
        return ""
    return value


def as_number(value: object, path: str, problems: Problems) -> Fraction | None:
    """Return a value as an exact number of a sensible size."""
    if isinstance(value, bool) or not isinstance(value, int | float | Fraction):
        problems.add(path, f"must be a number, not {kind_of(value)}.")
        return None
    if isinstance(value, float):
        if not math.isfinite(value):
            problems.add(path, "must be a plain number such as 3 or 0.5.")
            return None
        value = Fraction(str(value))
    number = Fraction(value)
    if abs(number) > LARGEST_NUMBER:
        problems.add(path, f"is beyond {LARGEST_NUMBER:,}, which no form needs; correct it.")
        return None
    return number


def as_whole(value: object, path: str, problems: Problems) -> int | None:
    """Return a value as a whole number."""
    number = as_number(value, path, problems)
    if number is not None and number.denominator != 1:
        problems.add(path, "must be a whole number.")
        return None
    return None if number is None else int(number)


def as_choice(value: object, words: type[_Word], path: str, problems: Problems) -> _Word | None:
    """Return a value as one word of a closed list."""
    known = [word.value for word in words]
    text = as_text(value, path, problems)
    if not text:
        return None
    if text not in known:
        listed = ", ".join(f'"{word}"' for word in known)
        near = nearest(text, known)
        problems.add(path, f"{quoted(text)} is not known{near}; write one of {listed}.")
        return None
    return words(text)


def check_id(name: str, path: str, problems: Problems) -> bool:
    """Say whether a name can be an id, and note the problem when it cannot."""
    if _ID.fullmatch(name):
        return True
    problems.add(
        path,
        f"{quoted(name)} cannot be a name; begin with a letter from a to z and use only letters, "
        "digits and _ (at most 60).",
    )
    return False


def check_option_id(name: str, path: str, problems: Problems) -> bool:
    """Say whether an option can have this id; unlike a name it may begin with a digit."""
    if _OPTION_ID.fullmatch(name):
        return True
    problems.add(
        path,
        f"{quoted(name)} cannot be an option's id; use only letters, digits and _ (at most 60), "
        "and at least one letter.",
    )
    return False
