# SPDX-License-Identifier: Apache-2.0
"""The panels of scores over time below each other on one time axis, with what their marks mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from intake.core.content import Basis, Panel, TreatmentLine, Trends
from intake.core.trends import basis_words
from intake.core.words import count_words, date_words
from intake.report.areas import Box
from intake.report.fonts import width_of
from intake.report.panel import TITLE, draw_panel, mark, panel_words
from intake.report.pen import Pen
from intake.report.rows import Cell, Row, Shape, cell, draw_rows, height_of
from intake.report.style import QUIET, SECTION, SMALL, SMALL_STRONG
from intake.report.tags import Role
from intake.report.text import NBSP, Run, clipped, lines_of, one_line
from intake.report.timeline import Timeline, clusters, marked_times, timeline_of

_NUMBERS = 24.0
_GAP = 5.0
_DATES = 13.0
_LETTERS = 10.0
_LEAST, _MOST = 36.0, 74.0
_DATE_APART = 56.0
_MOST_KEYS = 3
_FEWEST_KEYS = 2
_ENOUGH = 2
_WIDEST_NAME = 86.0
_SIGN = 13.0
_NEWEST = 26.0


@dataclass(frozen=True, slots=True)
class Block:
    """As many panels as fit into a height, the rows around them, and how high a plot is."""

    panels: tuple[Panel, ...]
    head: tuple[Row, ...]
    foot: tuple[Row, ...]
    plot: float
    height: float


def block_of(
    trends: Trends, panels: Sequence[Panel], width: float, room: float, *, points_on: bool
) -> Block:
    """Fit panels into a place; at the least height of a plot some may not fit.

    A block that `points_on` says that the others are on the next pages. Before there is none,
    the key of the treatments becomes shorter and points on.
    """
    title = cell(0, width, ("Over time", SECTION))
    head = Row((title,), above=7, below=2, role=Role.PART)
    kept = tuple(panels)
    while kept:
        for keys in (_MOST_KEYS, _FEWEST_KEYS) if len(kept) <= _ENOUGH else (_MOST_KEYS,):
            foot = _foot(trends, kept, width, keys)
            if points_on:
                foot = (*foot, *_more(len(trends.panels) - len(kept), width))
            lettered = _LETTERS if trends.treatments else 0
            fixed = height_of((head,)) + height_of(foot) + lettered + _DATES
            each = (room - fixed) / len(kept) - TITLE - _GAP
            if each >= _LEAST:
                plot = min(each, _MOST)
                height = fixed + len(kept) * (plot + TITLE + _GAP)
                return Block(kept, (head,), foot, plot, height)
        kept = kept[:-1]
    more = cell(0, width, ("Scores over time are on the next pages.", SMALL_STRONG))
    return Block((), (), (Row((more,), above=7),), 0, 0)


def draw_block(pen: Pen, trends: Trends, block: Block, left: float, top: float) -> None:
    """Draw the panels of a block, its upper edge at `top`."""
    if not block.panels:
        draw_rows(pen, block.foot, left, top)
        return
    right = pen.paper.width - pen.paper.side
    names = [name for panel in block.panels for name in panel.bands]
    wide = max(
        (width_of(name.partition(" (")[0], SMALL_STRONG.face, 9) for name in names), default=0
    )
    plot_left, plot_right = left + _NUMBERS, right - min(wide, _WIDEST_NAME) - 10
    # The newest number stands behind its mark.
    axis = timeline_of(trends, plot_left + 4, plot_right - _NEWEST)
    top = draw_rows(pen, block.head, left, top)
    times = [x for x, _ in marked_times(trends, axis)]
    if trends.treatments:
        _letters(pen, trends, axis, top)
        top -= _LETTERS
    for panel in block.panels:
        bottom = top - TITLE - block.plot
        plot = Box(plot_left, bottom, plot_right - plot_left, block.plot)
        with pen.tags.figure(panel_words(panel), (left, bottom, right, top)):
            draw_panel(pen, panel, plot, axis, times)
        top = bottom - _GAP
    _dates(pen, axis, top + _GAP)
    draw_rows(pen, block.foot, left, top - _DATES)


def _letters(pen: Pen, trends: Trends, axis: Timeline, top: float) -> None:
    for each in clusters(marked_times(trends, axis), width_of("M", SMALL_STRONG.face, 9)):
        line = one_line(each.label, SMALL_STRONG, 60)
        pen.line_of_text(line, each.x - line.width / 2, top)


def _dates(pen: Pen, axis: Timeline, top: float) -> None:
    first = one_line(date_words(axis.start.date()), QUIET, 80)
    last = one_line(date_words(axis.end.date()), QUIET, 80)
    low, high = axis.left + first.width, axis.right - last.width / 2
    if axis.start.date() != axis.end.date() and low + 4 < high:
        pen.line_of_text(first, axis.left - 4, top - 2)
    else:
        low = axis.left
    pen.line_of_text(last, axis.right + last.width / 2 - last.width, top - 2)
    for x, words in axis.months(_DATE_APART):
        pen.stroke(((x, top), (x, top - 2.5)), width=0.7)
        line = one_line(words, QUIET, 80)
        if low + 4 < x - line.width / 2 and x + line.width / 2 < high - 4:
            pen.line_of_text(line, x - line.width / 2, top - 2)


def _foot(trends: Trends, panels: Sequence[Panel], width: float, keys: int) -> tuple[Row, ...]:
    used = {basis for panel in panels for point in panel.points for basis in point.basis}
    return (
        *_keys(trends.treatments, width, keys),
        *_legend([basis for basis in Basis if basis in used], width),
        *_impressions(trends, width),
    )


def _keys(treatments: Sequence[TreatmentLine], width: float, most: int) -> list[Row]:
    if not treatments:
        return []
    runs: list[Run] = []
    for each in treatments:
        end = "" if each is treatments[-1] else ";  "
        runs += [
            (f"{each.letter}{NBSP}", SMALL_STRONG),
            (f"{each.words}, {each.when}{end}", SMALL),
        ]
    keys = clipped(lines_of(runs, width), most, "… all treatments on the next pages", QUIET)
    return [Row((Cell(0, keys),), above=2)]


def _legend(used: Sequence[Basis], width: float) -> list[Row]:
    rows: list[Row] = []
    x = width
    for basis in used:
        line = one_line(basis_words(basis), SMALL, width - _SIGN)
        if x + _SIGN + line.width > width:
            rows.append(Row(()))
            x = 0.0
        row = rows.pop()
        words = Cell(x + _SIGN, (line,))
        rows.append(replace(row, cells=(*row.cells, words), shapes=(*row.shapes, _sign(basis, x))))
        x += _SIGN + line.width + 10
    return rows


def _sign(basis: Basis, x: float) -> Shape:
    def draw(pen: Pen, left: float, top: float) -> None:
        mark(pen, frozenset({basis}), left + x + 5, top - 6, 2.5)

    return draw


def _more(left: int, width: float) -> list[Row]:
    if not left:
        return []
    text = f"{count_words(left, 'more score')} over time on the next pages."
    return [Row((cell(0, width, (text, QUIET)),))]


def _impressions(trends: Trends, width: float) -> list[Row]:
    runs: list[Run] = []
    for fact in trends.impressions:
        end = "" if fact is trends.impressions[-1] else ";  "
        runs += [(f"{fact.label}: ", SMALL_STRONG), (f"{fact.text}{end}", SMALL)]
    return [Row((cell(0, width, *runs),), above=1)] if runs else []
