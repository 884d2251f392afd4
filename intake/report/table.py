# SPDX-License-Identifier: Apache-2.0
"""The score table of page 1, with or without earlier visits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from intake.core.content import Comparison, ScoreRow
from intake.report.marks import BARE_GAUGE_HEIGHT, GAUGE_HEIGHT, arrow, gauge
from intake.report.pen import Pen
from intake.report.rows import Cell, Row, Shape, cell
from intake.report.style import BODY, NUMBER, QUIET, SMALL, SMALL_STRONG, STRONG
from intake.report.text import Line, Run

_GAP = 8.0


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the columns begin; `then` are those of earlier visits."""

    width: float
    now: float
    scale: float
    band: float
    gauge: float
    then: tuple[float, ...] = ()

    def wide(self, start: float) -> float:
        """Return the room of the column that begins here."""
        edges = [0.0, self.now, self.scale, self.band, *self.then, self.width + _GAP]
        return next(edge for edge in edges if edge > start) - start - _GAP


def score_table(scores: Sequence[ScoreRow], width: float) -> list[Row]:
    """Return the head and a row a score; columns of earlier visits only where there are any."""
    days = _common_days(scores)
    columns = _columns(width, len(days))
    rows = [_head(columns, days), *(_row(row, columns, days) for row in scores)]
    return [*rows, _authors(scores, width)] if days else rows


def _common_days(scores: Sequence[ScoreRow]) -> tuple[str, ...]:
    # The day that most rows are compared with heads its column; other rows print their own.
    # When the last time is the baseline too, one column says both.
    last = [row.last for row in scores if row.last]
    baseline = [row.baseline for row in scores if row.baseline]
    if not last:
        return ()
    if all(row.last is None or row.last == row.baseline for row in scores):
        baseline = []
    return tuple(_most_common(each) for each in (last, baseline) if each)


def _most_common(comparisons: Sequence[Comparison]) -> str:
    days = Counter(f"{each.on} ({each.ago})" for each in comparisons)
    return days.most_common(1)[0][0]


def _columns(width: float, then: int) -> _Columns:
    extra = width - 493
    if not then:
        return _Columns(width, 160 + extra, 240 + extra, 322 + extra, 88)
    if then == 1:
        return _Columns(width, 128 + extra, 194 + extra, 262 + extra, 90, (364 + extra,))
    return _Columns(width, 106 + extra, 160 + extra, 224 + extra, 72, (304 + extra, 396 + extra))


def _head(columns: _Columns, days: Sequence[str]) -> Row:
    titles = [(0.0, "Score"), (columns.now, "Now"), (columns.scale, "Range"), (columns.band, "Band")]
    names = ("Since last time", "Since baseline")
    for x, name, day in zip(columns.then, names, days, strict=False):
        titles.append((x, f"{name}\n{day}"))
    return Row(
        tuple(cell(x, columns.wide(x) + _GAP, (text, QUIET)) for x, text in titles),
        above=7,
        below=2,
        rule=True,
        width=columns.width,
        keeps=True,
    )


def _authors(scores: Sequence[ScoreRow], width: float) -> Row:
    # Beside earlier visits there is no room for them in the band's own column.
    whose = dict.fromkeys(f"{row.name} {row.band_author}" for row in scores if row.band_author)
    text = f"Bands: {'; '.join(whose)}. " if whose else ""
    text += "MCID: smallest difference called important. Sources: see the methods."
    return Row((cell(0, width, (text, QUIET)),), above=2)


def _row(row: ScoreRow, columns: _Columns, days: Sequence[str]) -> Row:
    cells = [
        _name(row, columns),
        _now(row, columns),
        cell(
            columns.scale,
            columns.wide(columns.scale),
            (f"{row.scale}\n", BODY),
            (row.direction, SMALL),
        ),
    ]
    shapes: list[Shape] = []
    cells.append(_band(row, columns, shapes))
    for x, comparison, day in zip(columns.then, (row.last, row.baseline), days, strict=False):
        if comparison is not None:
            cells.extend(_then(comparison, x, columns.wide(x), day))
            shapes.append(_arrow_at(comparison.sign, x))
    return Row(
        tuple(cells),
        above=3.5,
        below=3,
        rule=True,
        width=columns.width,
        shapes=tuple(shapes),
        least=GAUGE_HEIGHT if row.gauge and not columns.then else 0,
    )


def _name(row: ScoreRow, columns: _Columns) -> Cell:
    below = row.detail if columns.then else row.recall
    return cell(0, columns.wide(0), (row.name, STRONG), (f"\n{below}" if below else "", SMALL))


def _now(row: ScoreRow, columns: _Columns) -> Cell:
    style = NUMBER if row.has_value and len(row.now) < 6 else SMALL_STRONG
    below = f"\n{row.detail}" if row.detail and not columns.then else ""
    return cell(columns.now, columns.wide(columns.now) + 4, (row.now, style), (below, SMALL))


def _band(row: ScoreRow, columns: _Columns, shapes: list[Shape]) -> Cell:
    shown, x, wide = row.gauge, columns.band, columns.gauge
    author = "" if columns.then else f"\n{row.band_author}"
    words: tuple[Run, ...] = ((row.band, STRONG), (author, QUIET))
    if not row.band:
        words = (("no bands" if row.has_value else "", QUIET),)
    if shown is None:
        return cell(x, columns.wide(x), *words)
    numbers = not columns.then

    def draw(pen: Pen, left: float, top: float) -> None:
        gauge(pen, shown, left + x + 3, top, wide - 6, numbers=numbers)

    shapes.append(draw)
    if numbers:
        return cell(x + wide + _GAP, columns.width - x - wide - _GAP, *words)
    blank = cell(x, columns.wide(x), *words)
    return Cell(x + 3, (_spacer(BARE_GAUGE_HEIGHT), *blank.lines))


def _spacer(height: float) -> Line:
    return Line((), height)


def _then(shown: Comparison, x: float, width: float, day: str) -> tuple[Cell, ...]:
    first = cell(x + 11, width - 11, (shown.difference, STRONG), (f"  {shown.verdict}", BODY))
    on = "" if day.startswith(f"{shown.on} (") else f" on {shown.on}"
    runs: list[Run] = [(f"from {shown.value}{on}", SMALL)]
    if shown.caution:
        runs.append((f"\n{shown.caution}", SMALL_STRONG))
    if shown.words:
        runs.append(("\n" + " · ".join(shown.words), SMALL))
    return first, Cell(x, (_spacer(first.height), *cell(x, width, *runs).lines))


def _arrow_at(sign: int, x: float) -> Shape:
    def draw(pen: Pen, left: float, top: float) -> None:
        arrow(pen, sign, left + x, top - 2.5)

    return draw
