# SPDX-License-Identifier: Apache-2.0
"""The table of all results: every score with its bar, what it was last time, and its band."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from intake.core.content import Comparison, Gauge, ScoreRow
from intake.report.pen import Pen
from intake.report.rows import Row, Shape, cell
from intake.report.style import QUIET, SMALL, Ink, Style
from intake.report.tags import Role

_VALUE, _BAR = 28.0, 40.0
_WITHOUT_LAST = (0.0, 56.0, 224.0, 298.0, 394.0)
_WITH_LAST = (0.0, 58.0, 204.0, 278.0, 342.0, 434.0)


def all_scores(scores: Sequence[ScoreRow], width: float) -> Iterator[Row]:
    """Yield the head and a row a score."""
    # What a score was last time stands beside it, so that parts can be compared too.
    days = [_day(row.last) for row in scores if row.last]
    day = max(days, key=days.count, default="")
    columns = _WITH_LAST if day else _WITHOUT_LAST
    titles = ["Form", "Score", "Value", "Range and direction", "Band, and whose"]
    if day:
        titles.insert(3, f"Last time\n{day}")
    head = grid_line(columns, titles, width, QUIET, rule=True, keeps=True)
    yield head
    before = ""
    for row in scores:
        name = f"{row.name}\n{row.detail}" if row.detail else row.name
        band = f"{row.band} ({row.band_author})" if row.band else "–"
        form = row.form_name if row.form_name != before else ""
        texts = [form, name, row.now, f"{row.scale}, {row.direction}", band]
        if day:
            texts.insert(3, _last_words(row.last, day))
        line = grid_line(columns, texts, width, SMALL, rule=True, head=(head,))
        yield replace(line, shapes=(_bar(row.gauge, columns[2] + _VALUE),)) if row.gauge else line
        before = row.form_name


def _day(last: Comparison) -> str:
    return "\n".join(part for part in (last.on, last.caution) if part)


def _last_words(last: Comparison | None, day: str) -> str:
    # The day that heads the column is not said again.
    if last is None:
        return "–"
    return last.value if _day(last) == day else f"{last.value}\n{_day(last)}"


def _bar(shown: Gauge, at: float) -> Shape:
    share = float((shown.value - shown.low) / (shown.high - shown.low))

    def draw(pen: Pen, left: float, top: float) -> None:
        pen.box(left + at, top - 9, _BAR, 6, line=Ink.QUIET, thick=0.6)
        if share:
            pen.box(left + at, top - 9, _BAR * share, 6, fill=Ink.QUIET)

    return draw


def grid_line(
    columns: Sequence[float],
    texts: Sequence[str],
    width: float,
    style: Style,
    *,
    rule: bool = False,
    keeps: bool = False,
    head: tuple[Row, ...] = (),
) -> Row:
    """Return texts beside each other, one a column; one that keeps is the head of a table."""
    ends = (*columns[1:], width + 6)
    cells = tuple(
        cell(x, end - x - 6, (text, style))
        for x, end, text in zip(columns, ends, texts, strict=False)
    )
    return Row(
        cells,
        above=2,
        below=2,
        rule=rule,
        width=width,
        keeps=keeps,
        head=head,
        role=Role.HEAD if keeps else Role.ROW,
    )
