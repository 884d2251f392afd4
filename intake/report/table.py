# SPDX-License-Identifier: Apache-2.0
"""The score table of page 1, with or without earlier visits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from intake.core.content import Comparison, ScoreRow
from intake.report.fonts import printable, width_of
from intake.report.marks import GAUGE_HEIGHT, arrow, concern, gauge
from intake.report.pen import Pen
from intake.report.rows import Cell, Row, Shape, cell
from intake.report.style import BODY, NUMBER, QUIET, SMALL, SMALL_STRONG, STRONG
from intake.report.tags import Role
from intake.report.text import DOT, Line, Run

_GAP = 8.0
_DIGITS = 5


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
    is_baseline = any(row.baseline for row in scores)
    rows = [
        _head(columns, days, is_baseline=is_baseline),
        *(_row(row, columns, days) for row in scores),
    ]
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
    days = Counter(_day(each) for each in comparisons)
    return days.most_common(1)[0][0]


def _day(shown: Comparison) -> str:
    ago = f" ({shown.ago})" if shown.ago else ""
    return "\n".join(part for part in (f"{shown.on}{ago}", shown.caution) if part)


def _columns(width: float, then: int) -> _Columns:
    if not then:
        extra = width - 493
        return _Columns(width, 206 + extra, 266 + extra, 334 + extra, 84)
    if then == 1:
        return _Columns(width, 150, 196, 266, 0, (362,))
    extra = width - 493
    return _Columns(width, 106 + extra, 145 + extra, 211 + extra, 0, (282 + extra, 386 + extra))


def _head(columns: _Columns, days: Sequence[str], *, is_baseline: bool) -> Row:
    titles = [
        (0.0, "Score"),
        (columns.now, "Now"),
        (columns.scale, "Range"),
        (columns.band, "Band"),
    ]
    names = ("Since last time", "Since baseline")
    if len(days) == 1 and is_baseline:
        names = ("Since last time, the baseline", "")
    for x, name, day in zip(columns.then, names, days, strict=False):
        titles.append((x, f"{name}\n{day}"))
    return Row(
        tuple(cell(x, columns.wide(x) + _GAP, (text, QUIET)) for x, text in titles),
        above=7,
        below=2,
        rule=True,
        width=columns.width,
        keeps=True,
        role=Role.HEAD,
    )


def _authors(scores: Sequence[ScoreRow], width: float) -> Row:
    # Beside earlier visits there is no room for them in the band's own column.
    whose = dict.fromkeys(
        f"{row.form_name} {row.band_author}" for row in scores if row.band_author
    )
    text = f"Bands: {', '.join(whose)}. " if whose else ""
    text += "MCID: smallest important difference."
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
        if comparison is None:
            why = row.no_change if x == columns.then[0] else ""
            cells.append(cell(x, columns.wide(x), (why, QUIET)))
        else:
            cells.extend(_then(comparison, x, columns.wide(x), day))
            shapes.append(_arrow_at(comparison.sign, x))
    return Row(
        tuple(cells),
        above=1.5 if columns.then else 3.5,
        below=1.5 if columns.then else 3,
        rule=True,
        width=columns.width,
        shapes=tuple(shapes),
        least=GAUGE_HEIGHT if row.gauge and not columns.then else 0,
        role=Role.ROW,
    )


def _name(row: ScoreRow, columns: _Columns) -> Cell:
    recall = "" if columns.then else row.recall
    gap = f"{DOT} " if recall and row.detail else ""
    runs = ((f"{row.name}\n", STRONG), (f"{recall}{gap}", QUIET), (row.detail, SMALL_STRONG))
    return cell(0, columns.wide(0), *runs)


def _now(row: ScoreRow, columns: _Columns) -> Cell:
    is_number = row.has_value and len(row.now) <= _DIGITS
    style = NUMBER if is_number else SMALL_STRONG
    return cell(columns.now, columns.wide(columns.now) + _GAP - 1, (row.now, style))


def _band(row: ScoreRow, columns: _Columns, shapes: list[Shape]) -> Cell:
    shown, x, wide = row.gauge, columns.band, columns.gauge
    author = "" if columns.then else f"\n{row.band_author}"
    words: tuple[Run, ...] = ((row.band, STRONG), (author, QUIET))
    if row.mark:
        # The shape stands in the margin of the column, before the score.
        shapes.append(_mark)
        words = ((row.band, STRONG), (f"\n{row.mark}", SMALL_STRONG), (author, QUIET))
    if not row.band:
        words = (("no bands" if row.has_value else "", QUIET),)
    if shown is None or columns.then:
        # Beside earlier visits the panels show where a score lies.
        return cell(x, columns.wide(x), *words)

    def draw(pen: Pen, left: float, top: float) -> None:
        gauge(pen, shown, left + x + 3, top, wide - 6)

    shapes.append(draw)
    return cell(x + wide + _GAP, columns.width - x - wide - _GAP, *words)


def _mark(pen: Pen, left: float, top: float) -> None:
    concern(pen, left - 13, top - 1.5)


def _spacer(height: float) -> Line:
    return Line((), height)


def _then(shown: Comparison, x: float, width: float, day: str) -> tuple[Cell, ...]:
    first = cell(x + 11, width - 11, (shown.difference, STRONG), (f"  {shown.verdict}", BODY))
    is_said = day == _day(shown)
    told = [f"from {shown.value}{'' if is_said else f' on {shown.on}'}", *shown.words]
    runs: list[Run] = [("\n".join(_filled(told, width)), SMALL)]
    if shown.caution and not is_said:
        runs.append((f"\n{shown.caution}", SMALL_STRONG))
    below = (_spacer(first.height), *cell(x, width, *runs).lines)
    return first, Cell(x, below, joins=True)


def _filled(parts: Sequence[str], width: float) -> Iterator[str]:
    # Parts beside each other as far as they fit; none is broken, no line ends with the dot.
    line = ""
    for part in parts:
        longer = f"{line} · {part}" if line else part
        if line and width_of(printable(longer), SMALL.face, SMALL.size) > width:
            yield line
            longer = part
        line = longer
    yield line


def _arrow_at(sign: int, x: float) -> Shape:
    def draw(pen: Pen, left: float, top: float) -> None:
        arrow(pen, sign, left + x, top - 2.5)

    return draw
