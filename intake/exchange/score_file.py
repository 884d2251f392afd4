# SPDX-License-Identifier: Apache-2.0
"""Tables of answers in, the same tables with their scores out; as CSV or as JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import PurePath
from typing import BinaryIO, NamedTuple

from intake.core.answers import Answers
from intake.core.explain import exact_csv
from intake.core.instrument import Instrument
from intake.core.problem import Problem, join
from intake.core.scoring import score
from intake.exchange.answer_table import AnswerTable, LongProblems, check_names
from intake.exchange.csv_reading import CsvFile, UnreadableError
from intake.exchange.json_reading import as_text, kind_of, parse_json
from intake.exchange.score_columns import ScoreColumns, Value, json_number

LARGEST_JSON = 200_000_000
"""In bytes. A list is read at once; a longer table is better kept as CSV, which is not."""

_STEP = 10_000


class Shape(StrEnum):
    """How a table is written down."""

    CSV = "csv"
    JSON = "json"


class ScoreFileError(ValueError):
    """The table is not sound. `problems` are the first of them, and `more` counts the rest."""

    def __init__(self, problems: tuple[Problem, ...], more: int = 0) -> None:
        """Keep the problems; the message is their lines."""
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
        self.more = more


def shape_of(name: str) -> Shape | None:
    """Return the shape that a file's name tells, if it tells one."""
    suffix = PurePath(name).suffix.lower().removeprefix(".")
    return Shape(suffix) if suffix in tuple(Shape) else None


def shape_in(stream: io.BufferedReader) -> Shape:
    """Return the shape that a file's first letters tell; nothing is consumed."""
    first = stream.peek(1024).removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return Shape.JSON if first in (b"[", b"{") else Shape.CSV


def score_file(
    form: Instrument,
    source: BinaryIO,
    target: BinaryIO,
    *,
    name: str,
    shapes: tuple[Shape, Shape],
    progress: Callable[[int], None] | None = None,
) -> int:
    """Score every row of a table and return how many there were.

    `name` is what the table is called in problems, `shapes` are those of source and target.
    `progress` is called now and then with the number of rows so far. What was written to the
    target is worth nothing when this fails.

    Raises:
        ScoreFileError: with every problem at once.
    """
    problems = LongProblems(name)
    columns = ScoreColumns(form)
    number = 0
    try:
        read = (_CsvRows if shapes[0] is Shape.CSV else _JsonRows)(form, source, problems)
        check_names(form, read.names, columns.names, read.head, problems)
        table = AnswerTable(form, read.names, problems)
        write = (_CsvOut if shapes[1] is Shape.CSV else _JsonOut)(
            target, (*read.names, *columns.names)
        )
        for number, row in enumerate(read.rows(table), start=1):
            if not problems:
                write.row(row.values, columns.values(score(form, row.answers, row.needs)))
            if progress is not None and number % _STEP == 0:
                progress(number)
        write.close()
    except UnreadableError as error:
        problems.add(error.place, error.text)
    if problems:
        raise ScoreFileError(problems.found, problems.more)
    return number


class _Row(NamedTuple):
    """One respondent: the values as they came, and what they say."""

    values: Sequence[object]
    answers: Answers
    needs: Mapping[str, str] | None


class _CsvRows:
    """The rows of a CSV file."""

    head = "line 1"

    def __init__(self, _form: Instrument, source: BinaryIO, problems: LongProblems) -> None:
        self._file = CsvFile(source, problems)
        self.names = self._file.names

    def rows(self, table: AnswerTable) -> Iterator[_Row]:
        """Yield each row with its answers."""
        for line, cells in self._file.rows():
            place = f"line {line}"
            yield _Row(cells, table.answers(cells, place), table.needs(cells, place))


class _JsonRows:
    """The objects of a JSON list."""

    head = "[1]"

    def __init__(self, form: Instrument, source: BinaryIO, problems: LongProblems) -> None:
        self._problems = problems
        self._objects = _objects(source, problems)
        if problems:
            raise ScoreFileError(problems.found, problems.more)
        # an empty list is a table without rows, not one without columns
        self.names = tuple(self._objects[0] if self._objects else (i.id for i in form.items))
        for name in self.names:
            as_text(name, join(self.head, name), problems)

    def rows(self, table: AnswerTable) -> Iterator[_Row]:
        """Yield each object's values with its answers."""
        for number, found in enumerate(self._objects, start=1):
            place = f"[{number}]"
            self._check(found, place)
            values = [found.get(name) for name in self.names]
            yield _Row(values, table.answers_json(values, place), table.needs(values, place))

    def _check(self, found: dict[str, object], place: str) -> None:
        if found.keys() != set(self.names):
            for name in self.names:
                if name not in found:
                    text = "is missing; write null where there is no answer."
                    self._problems.add(join(place, name), text)
            for name in found:
                if name not in self.names:
                    text = "is not a key of the first object; all must have the same keys."
                    self._problems.add(join(place, name), text)
        for name, value in found.items():
            if isinstance(value, str):
                as_text(value, join(place, name), self._problems)


def _objects(source: BinaryIO, problems: LongProblems) -> list[dict[str, object]]:
    content = source.read(LARGEST_JSON + 1)
    if len(content) > LARGEST_JSON:
        problems.add("", f"is larger than {LARGEST_JSON:,} bytes; use a CSV file.")
        return []
    data = parse_json(content, problems)
    if isinstance(data, dict):
        problems.add("", "must be a list of objects, not one object; put [ ] around it.")
    elif not isinstance(data, list) and not problems:
        problems.add("", f"must be a list of objects, not {kind_of(data)}.")
    rows = data if isinstance(data, list) else []
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, dict):
            problems.add(f"[{number}]", f"must be an object, not {kind_of(row)}.")
    return [row for row in rows if isinstance(row, dict)]


class _Utf8:
    """Takes text and hands on bytes at once: nothing is held that would come too late."""

    def __init__(self, target: BinaryIO) -> None:
        self._target = target

    def write(self, text: str) -> int:
        """Write a text in UTF-8."""
        return self._target.write(text.encode())


class _CsvOut:
    """Writes rows as CSV, with commas, in UTF-8, with plain line feeds."""

    def __init__(self, target: BinaryIO, names: Sequence[str]) -> None:
        self._writer = csv.writer(_Utf8(target), lineterminator="\n")
        self._writer.writerow(names)

    def row(self, values: Sequence[object], scores: list[Value]) -> None:
        """Write one row."""
        cells = [each if isinstance(each, str) else _cell(each) for each in values]
        self._writer.writerow(cells + [_score_cell(each) for each in scores])

    def close(self) -> None:
        """Do nothing: a table has no end mark."""


class _JsonOut:
    """Writes rows as a list of objects, one a line."""

    def __init__(self, target: BinaryIO, names: Sequence[str]) -> None:
        self._text = _Utf8(target)
        self._names = names
        self._before = "[\n"

    def row(self, values: Sequence[object], scores: list[Value]) -> None:
        """Write one object."""
        added = [_score_json(each) for each in scores]
        content = dict(zip(self._names, [*values, *added], strict=True))
        self._text.write(self._before + json.dumps(content, ensure_ascii=False))
        self._before = ",\n"

    def close(self) -> None:
        """End the list."""
        self._text.write("[]\n" if self._before == "[\n" else "\n]\n")


def _cell(value: object) -> str:
    return "" if value is None else json.dumps(value)


def _score_cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    # Most are whole, and then there is nothing to divide.
    return str(value.numerator) if value.denominator == 1 else exact_csv(value)


def _score_json(value: Value) -> int | float | str | None:
    if value is None or isinstance(value, str):
        return value
    return json_number(value)
