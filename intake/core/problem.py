# SPDX-License-Identifier: Apache-2.0
"""What is wrong with a file, said so that whoever wrote it can mend it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection
from dataclasses import dataclass

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]{1,60}")
_LONGEST_QUOTE = 40
_MOST_CANDIDATES = 500

MOST_PROBLEMS = 500
"""After so many in one file, the rest of it is not worth reading."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One line: the file, the key path inside it, and a sentence with the way out.

    A number in square brackets in the path counts the entries of a list from 1.
    """

    file: str
    path: str
    text: str

    def __str__(self) -> str:
        """Return the whole line."""
        return ": ".join(part for part in (self.file, self.path, self.text) if part)


class TooManyProblemsError(Exception):
    """Ends the reading of a file that is wrong throughout."""


class Problems:
    """Gathers the problems of one file while it is being read."""

    def __init__(self, file: str) -> None:
        """Start with none; `file` is the name that each problem begins with."""
        self.file = file
        self._found: dict[Problem, None] = {}

    def add(self, path: str, text: str) -> None:
        """Note a problem, on one line whatever it names; the same one twice is one problem.

        Raises:
            TooManyProblemsError: when there are so many that reading on helps nobody.
        """
        self._found[Problem(self.file, printable(path), printable(text))] = None
        if len(self._found) >= MOST_PROBLEMS:
            last = Problem(self.file, "", "there are more problems than these; mend these first.")
            self._found[last] = None
            raise TooManyProblemsError

    def __len__(self) -> int:
        """Return how many problems there are so far."""
        return len(self._found)

    @property
    def found(self) -> tuple[Problem, ...]:
        """Everything noted so far, in the order in which it was met."""
        return tuple(self._found)


def quoted(text: str) -> str:
    """Return foreign text in quotes, short and on one line whatever it contains."""
    cut = text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1]}…"
    return f'"{printable(cut)}"'


def printable(text: str) -> str:
    """Return a text with everything that does not print replaced by its code point."""
    return "".join(char if char.isprintable() else f"<U+{ord(char):04X}>" for char in text)


def join(path: str, key: str) -> str:
    """Return the path of a key inside a table."""
    step = key if _BARE_KEY.fullmatch(key) else quoted(key)
    return f"{path}.{step}" if path else step


def nearest(name: str, candidates: Collection[str]) -> str:
    """Return ` (did you mean "x"?)` for the candidate that a name resembles, else nothing."""
    if len(candidates) > _MOST_CANDIDATES or len(name) > _LONGEST_QUOTE:
        return ""
    short = [each for each in candidates if len(each) <= _LONGEST_QUOTE]
    close = difflib.get_close_matches(name, short, n=1)
    return f' (did you mean "{close[0]}"?)' if close else ""
