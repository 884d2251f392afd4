# SPDX-License-Identifier: Apache-2.0
"""A CSV file row by row: commas, UTF-8 with or without byte order mark, quotes where needed."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from intake.core.problem import Problems

LONGEST_LINE = 1_000_000
"""In bytes."""

_MARK = b"\xef\xbb\xbf"
_SIGNATURES = {
    b"\xff\xfe": "the file is UTF-16; save it as CSV in UTF-8.",
    b"\xfe\xff": "the file is UTF-16; save it as CSV in UTF-8.",
    b"PK\x03\x04": "this is a workbook or an archive; save the table as CSV in UTF-8.",
    b"\xd0\xcf\x11\xe0": "this is an old workbook; save the table as CSV in UTF-8.",
}
_FAULTS = {
    "unexpected end of data": "a cell in quotation marks is never closed.",
    "field larger than field limit": "a cell is far too long; is a quotation mark never closed?",
    "expected after": "a quotation mark stands inside a quoted cell; write it twice.",
    "new-line character": "lines end in an unusual way; save the table as CSV in UTF-8.",
}
_OTHER_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}


class UnreadableError(Exception):
    """The rest of the file cannot be read; `place` and `text` make the problem."""

    def __init__(self, place: str, text: str) -> None:
        """Keep both."""
        super().__init__(text)
        self.place = place
        self.text = text


class CsvFile:
    """One table: its column names, then its rows with the line at which each begins."""

    def __init__(self, stream: BinaryIO, problems: Problems) -> None:
        """Read the names.

        Raises:
            UnreadableError: when there are none.
        """
        self._problems = problems
        # strict: without it a stray quotation mark would swallow cells silently
        self._reader = csv.reader(_lines(stream), strict=True)
        self.names = self._header()

    def rows(self) -> Iterator[tuple[int, Sequence[str]]]:
        """Yield each row that has a cell for every column; the others are problems.

        Raises:
            UnreadableError: when the rest of the file makes no sense.
        """
        width = len(self.names)
        while True:
            line = self._reader.line_num + 1
            try:
                row = next(self._reader, None)
            except csv.Error as error:
                raise UnreadableError(f"line {line}", _fault_of(error)) from error
            if row is None:
                return
            if not row and width == 1:
                row = [""]
            if len(row) == width:
                yield line, row
            elif row:
                cells = "1 cell" if len(row) == 1 else f"{len(row)} cells"
                text = f"has {cells} where the first line has {width}; correct the line."
                self._problems.add(f"line {line}", text)

    def _header(self) -> tuple[str, ...]:
        try:
            names = next((row for row in self._reader if row), None)
        except csv.Error as error:
            raise UnreadableError("line 1", _fault_of(error)) from error
        if names is None:
            raise UnreadableError("", "the file is empty; its first line names the columns.")
        if len(names) == 1:
            for separator, word in _OTHER_SEPARATORS.items():
                if separator in names[0]:
                    text = f"the columns are separated by {word}; save the table with commas."
                    raise UnreadableError("line 1", text)
        return tuple(names)


def _lines(stream: BinaryIO) -> Iterator[str]:
    number = 0
    while raw := stream.readline(LONGEST_LINE):
        number += 1
        place = f"line {number}"
        if number == 1:
            raw = raw.removeprefix(_MARK)
            for signature, text in _SIGNATURES.items():
                if raw.startswith(signature):
                    raise UnreadableError("", text)
        if len(raw) >= LONGEST_LINE:
            raise UnreadableError(place, f"is longer than {LONGEST_LINE:,} bytes.")
        if b"\0" in raw:
            raise UnreadableError(place, "contains a NUL character; is this a CSV file?")
        try:
            yield raw.decode()
        except UnicodeDecodeError as error:
            raise UnreadableError(
                place, "is not UTF-8; save the table as CSV in UTF-8."
            ) from error


def _fault_of(error: csv.Error) -> str:
    return next(
        (text for part, text in _FAULTS.items() if part in str(error)),
        "the quotation marks make no sense; correct the line.",
    )
