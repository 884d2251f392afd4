# SPDX-License-Identifier: Apache-2.0
"""The alert strip: what has to be seen first, in black and white."""

from __future__ import annotations

from collections.abc import Sequence

from intake.core.content import AlertEntry
from intake.report.marks import warning
from intake.report.pen import Pen
from intake.report.rows import Cell, Row, cell, height_of
from intake.report.style import BODY, SMALL, STRONG, TAG, Ink, Style
from intake.report.text import Run, clipped

_TAG_WIDTH = 88.0
_PAD = 6.0
_CLIP = 4
_MORE = "… (continues on page 2)"


def whole_alerts(alerts: Sequence[AlertEntry], width: float) -> list[Row]:
    """Return everything that the alerts say, without frames, over as many pages as it takes."""
    rows = []
    for each in alerts:
        runs: list[Run] = [(f"{each.tag}  " if each.tag else "", STRONG), (each.title, STRONG)]
        runs += [(f"\n{text}", BODY) for text in (each.finding, each.seen, each.caution) if text]
        rows.append(Row((cell(0, width, *runs),), above=4, below=4, rule=True, width=width))
    return rows


def front_alerts(alerts: Sequence[AlertEntry], width: float, most: float) -> list[Row]:
    """Return as many alerts as fit into a height, with a line for those that do not."""
    rows = [
        _statement(each, width) if each.level is None else _alert(each, width) for each in alerts
    ]
    if height_of(rows) <= most:
        return rows
    kept: list[Row] = []
    for row in rows:
        if height_of(kept) + row.height > most - 18:
            break
        kept.append(row)
    left_out = alerts[len(kept) :]
    still_open = sum(each.is_open for each in left_out)
    text = f"{len(left_out)} more on page 2, {still_open} of them not yet acknowledged."
    kept.append(Row((cell(0, width, (text, STRONG)),), above=2, below=4))
    return kept


def is_cut(alerts: Sequence[AlertEntry], rows: Sequence[Row]) -> bool:
    """Say whether these rows of page 1 do not hold all that the alerts say."""
    lines = (line for row in rows for each in row.cells for line in each.lines)
    return len(rows) != len(alerts) or any(
        piece.text == _MORE for line in lines for piece in line.pieces
    )


def _alert(entry: AlertEntry, width: float) -> Row:
    inner = width - _TAG_WIDTH - 2 * _PAD
    title = entry.title.removesuffix(".")
    runs: list[Run] = [(f"{title}: ", STRONG), (entry.finding, BODY)]
    text = cell(_TAG_WIDTH + _PAD, inner, *runs)
    seen = cell(_TAG_WIDTH + _PAD, inner, (entry.seen, STRONG))
    caution = cell(_TAG_WIDTH + _PAD, inner, (entry.caution, SMALL))
    body = (
        *clipped(text.lines, _CLIP, _MORE, STRONG),
        *clipped(seen.lines, _CLIP, _MORE, STRONG),
        *caution.lines,
    )
    tag = cell(24 if entry.is_open else _PAD, _TAG_WIDTH - 28, (entry.tag, _tag_style(entry)))
    cells = (tag, Cell(_TAG_WIDTH + _PAD, body))
    height = max(each.height for each in cells) + 2 * _PAD

    def frame(pen: Pen, left: float, top: float) -> None:
        bottom = top + _PAD - height
        pen.box(left, bottom, width, height, line=Ink.TEXT, thick=1.3)
        if entry.is_open:
            pen.box(left, bottom, _TAG_WIDTH, height, fill=Ink.TEXT, line=Ink.TEXT, thick=1.3)
            warning(pen, left + 7, top + 1)

    return Row(cells, above=_PAD + 2, below=_PAD + 2, shapes=(frame,))


def _tag_style(entry: AlertEntry) -> Style:
    return TAG if entry.is_open else STRONG


def _statement(entry: AlertEntry, width: float) -> Row:
    runs: list[Run] = [(entry.title, STRONG)]
    if entry.finding:
        runs += [(": ", STRONG), (entry.finding, BODY)]
    return Row(
        (cell(_PAD, width - 2 * _PAD, *runs),),
        above=5,
        below=5,
        fill=Ink.TINT,
        width=width,
    )
