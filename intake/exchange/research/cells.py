# SPDX-License-Identifier: Apache-2.0
"""CSV that every program reads the same way and no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

Cell = str | int | float | None

_BEGINS_FORMULA = frozenset("=+-@'＝＋－＠\t\r")
_NUMBER = re.compile(r"-[0-9]+(\.[0-9]+)?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\x7f]")


class CsvTable:
    """One CSV file being written: UTF-8, commas, LF, a row of names first."""

    def __init__(self, place: Path, names: Iterable[str], *, one_line: bool = False) -> None:
        """Open the file and write the names of its columns.

        With `one_line` every row is one line, as SPSS wants it: ` / ` stands for a line break.
        """
        self._one_line = one_line
        self._stream = io.TextIOWrapper(place.open("xb"), encoding="utf-8", newline="")
        self._writer = csv.writer(self._stream, lineterminator="\n")
        self._writer.writerow(names)

    def write(self, cells: Iterable[Cell]) -> None:
        """Write a row; texts are made safe, numbers are left as they are."""
        self._writer.writerow(
            [self._text(cell) if isinstance(cell, str) else cell for cell in cells]
        )

    def _text(self, cell: str) -> str:
        text = safe(cell)
        return text.replace("\n", " / ") if self._one_line else text

    def __enter__(self) -> Self:
        """Write inside a `with` block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        self._stream.close()


def safe(text: str) -> str:
    """Return a text that begins no formula: one that would gets an apostrophe before it.

    A text that begins with an apostrophe gets another, so that taking one off gives every text
    back. A plain negative number is none, and a project's code may be one: it stays as it is.
    Control letters become spaces; line breaks stay, in quotes.
    """
    if _NUMBER.fullmatch(text):
        return text
    clean = _CONTROL.sub(" ", text.replace("\r\n", "\n"))
    first = clean.lstrip()[:1] if clean[:1] not in _BEGINS_FORMULA else clean[:1]
    return f"'{clean}" if first in _BEGINS_FORMULA and first else clean
