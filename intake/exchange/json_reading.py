# SPDX-License-Identifier: Apache-2.0
"""JSON from outside, read key by key: whatever is wrong with it becomes a problem with its place.

A place counts the entries of a list from 1, as the problems of forms do.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from intake.core.problem import Problems, join, nearest, printable, quoted

OWN_KEYS = "x_"
"""Keys that begin so belong to whoever wrote the file; they are not looked at."""

_Word = TypeVar("_Word", bound=StrEnum)

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?")
_FIRST_YEAR = 1900
_LAST_YEAR = 2199
_LONGEST_TEXT = 200_000
_KINDS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (bool, "true or false"),
    (str, "a text"),
    ((int, float), "a number"),
    (dict, "an object"),
    (list, "a list"),
)


class _UnsoundError(ValueError):
    """JSON that could be parsed but not trusted; the message says why."""


def parse_json(content: bytes, problems: Problems) -> object | None:
    """Return what a JSON file holds; `None`, and the problem noted, when it cannot be read."""
    try:
        text = content.decode("utf-8-sig")
        data: object = json.loads(text, object_pairs_hook=_once, parse_constant=_refuse)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problems.add(f"line {line}", "is not UTF-8; save the file as UTF-8.")
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        text = f"this is not valid JSON: {_lowered(error.msg)}."
        problems.add(place, text if content.strip() else "the file is empty.")
    except RecursionError:
        problems.add("", "lists or objects are nested far too deeply; check the file.")
    except _UnsoundError as error:
        problems.add("", str(error))
    except ValueError:
        problems.add("", "a number has far too many digits; check the file.")
    else:
        return data
    return None


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            message = f"the key {quoted(key)} stands twice in one object; delete one."
            raise _UnsoundError(message)
        found[key] = value
    return found


def _refuse(word: str) -> object:
    message = f"{word} is not a number that JSON knows; write null where there is none."
    raise _UnsoundError(message)


def _lowered(message: str) -> str:
    return printable(message[:1].lower() + message[1:]).rstrip(":.")


class JsonObject:
    """One object. Every key that is asked for is known; `close` reports the others."""

    def __init__(self, content: Mapping[str, object], path: str, problems: Problems) -> None:
        """Start reading the object at `path`."""
        self.path = path
        self.problems = problems
        self._content = content
        self._known: list[str] = []

    def __contains__(self, key: str) -> bool:
        """Say whether there is anything under this key."""
        return self._content.get(key) is not None

    def at(self, key: str) -> str:
        """Return the place of a key."""
        return join(self.path, key)

    def say(self, key: str, text: str) -> None:
        """Note a problem with a key."""
        self.problems.add(self.at(key), text)

    def take(self, key: str, *, required: bool = False) -> object | None:
        """Return what stands under a key; null is the same as no such key."""
        self._known.append(key)
        value = self._content.get(key)
        if value is None and required:
            near = nearest(key, [name for name in self._content if name not in self._known])
            self.say(key, f"is missing{near}; add it.")
        return value

    def text(self, key: str, *, required: bool = False) -> str | None:
        """Return a text that may be empty unless it is required."""
        value = self.take(key, required=required)
        if value is None:
            return None
        text = as_text(value, self.at(key), self.problems)
        if required and text is not None and not text.strip():
            self.say(key, "is empty; write it.")
            return None
        return text

    def flag(self, key: str) -> bool | None:
        """Return true or false."""
        value = self.take(key)
        if value is not None and not isinstance(value, bool):
            self.say(key, f"must be true or false, not {kind_of(value)}.")
            return None
        return value

    def choice(self, key: str, words: type[_Word], *, required: bool = False) -> _Word | None:
        """Return one word of a closed list."""
        value = self.take(key, required=required)
        return None if value is None else as_choice(value, words, self.at(key), self.problems)

    def date(self, key: str) -> date | None:
        """Return a calendar date."""
        value = self.take(key)
        return None if value is None else as_date(value, self.at(key), self.problems)

    def time(self, key: str, *, required: bool = False) -> datetime | None:
        """Return a point in time with its zone."""
        value = self.take(key, required=required)
        return None if value is None else as_time(value, self.at(key), self.problems)

    def inner(self, key: str, *, required: bool = False) -> JsonObject:
        """Return an object inside this one; an empty one when there is none."""
        return as_object(self.take(key, required=required), self.at(key), self.problems)

    def rows(self, key: str, *, required: bool = False) -> Iterator[tuple[str, object]]:
        """Yield the entries of a list, each with its place."""
        value = self.take(key, required=required)
        if value is not None and not isinstance(value, list):
            self.say(key, f"must be a list, not {kind_of(value)}.")
        for number, row in enumerate(value if isinstance(value, list) else (), start=1):
            yield f"{self.at(key)}[{number}]", row

    def objects(self, key: str, *, required: bool = False) -> Iterator[JsonObject]:
        """Yield the entries of a list of objects."""
        for path, row in self.rows(key, required=required):
            if isinstance(row, dict):
                yield JsonObject(row, path, self.problems)
            else:
                self.problems.add(path, f"must be an object, not {kind_of(row)}.")

    def named(self) -> Iterator[tuple[str, object]]:
        """Yield the keys that nobody asked for and what stands there; all are known now."""
        for key, value in self._content.items():
            if key not in self._known and not key.startswith(OWN_KEYS):
                self._known.append(key)
                yield key, value

    def close(self) -> None:
        """Report every key that nobody asked for: what is not read must not be lost silently."""
        known = set(self._known)
        for key in self._content:
            if key not in known and not key.startswith(OWN_KEYS):
                near = nearest(key, known - set(self._content))
                self.say(
                    key,
                    f"is not known here{near}; correct or delete it, or let it begin "
                    f"with {OWN_KEYS}.",
                )


def kind_of(value: object) -> str:
    """Return what a value is, in words."""
    return next((words for kind, words in _KINDS if isinstance(value, kind)), "null")


def as_object(value: object, path: str, problems: Problems) -> JsonObject:
    """Return a value as an object, an empty one when it is none."""
    if value is not None and not isinstance(value, dict):
        problems.add(path, f"must be an object, not {kind_of(value)}.")
    return JsonObject(value if isinstance(value, dict) else {}, path, problems)


def as_text(value: object, path: str, problems: Problems) -> str | None:
    """Return a value as a text; what a patient typed may hold anything that is a letter."""
    if not isinstance(value, str):
        problems.add(path, f"must be a text in quotes, not {kind_of(value)}.")
        return None
    if len(value) > _LONGEST_TEXT:
        problems.add(path, f"is longer than {_LONGEST_TEXT:,} letters; shorten it.")
        return None
    if any("\ud800" <= letter <= "\udfff" for letter in value):
        problems.add(path, "contains half a letter (a lone surrogate); write the text again.")
        return None
    return value


def as_choice(value: object, words: type[_Word], path: str, problems: Problems) -> _Word | None:
    """Return a value as one word of a closed list."""
    text = as_text(value, path, problems)
    known = [word.value for word in words]
    if text is None or text in known:
        return None if text is None else words(text)
    listed = ", ".join(f'"{word}"' for word in known)
    near = nearest(text, known)
    problems.add(path, f"{quoted(text)} is not known{near}; write one of {listed}.")
    return None


def as_date(value: object, path: str, problems: Problems) -> date | None:
    """Return a value as a calendar date."""
    text = as_text(value, path, problems)
    if text is None:
        return None
    try:
        found = date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        found = None
    if found is None:
        problems.add(path, f"{quoted(text)} is not a date; write it like 1979-04-02.")
        return None
    return found if _is_sensible(found, text, path, problems) else None


def as_time(value: object, path: str, problems: Problems) -> datetime | None:
    """Return a value as a point in time; without its zone it would mean several."""
    text = as_text(value, path, problems)
    if text is None:
        return None
    match = _TIME.fullmatch(text)
    try:
        found = datetime.fromisoformat(text) if match else None
    except ValueError:
        found = None
    if found is None or match is None:
        example = "2026-11-22T09:12:00+01:00"
        problems.add(path, f"{quoted(text)} is not a time; write it like {example}.")
        return None
    if match[3] is None:
        problems.add(path, f"{quoted(text)} has no time zone; add it, such as {text}+01:00.")
        return None
    return found if _is_sensible(found, text, path, problems) else None


def _is_sensible(found: date, text: str, path: str, problems: Problems) -> bool:
    is_sensible = _FIRST_YEAR <= found.year <= _LAST_YEAR
    if not is_sensible:
        years = f"from {_FIRST_YEAR} to {_LAST_YEAR}"
        problems.add(path, f"{quoted(text)} is not in the years {years}; correct it.")
    return is_sensible
