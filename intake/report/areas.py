# SPDX-License-Identifier: Apache-2.0
"""The lower part of page 1: pain areas as a figure and in words, parts of scores, notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from intake.core.content import BodyMap, ScoreRow, Summary
from intake.report.pen import Pen
from intake.report.rows import Cell, Row, cell, draw_rows, height_of
from intake.report.style import BODY, QUIET, SECTION, SMALL, SMALL_STRONG, STRONG
from intake.report.tags import Role
from intake.report.text import Line, Run, clipped, lines_of


@dataclass(frozen=True, slots=True)
class Box:
    """A place on the page: its lower left corner and its size, in points."""

    left: float
    bottom: float
    width: float
    height: float


class Drawing(Protocol):
    """Draws the figure of a body map into a box."""

    def __call__(self, pen: Pen, *, shown: BodyMap, box: Box) -> None:
        """Draw it."""


SIGN = 20.0
_GUTTER = 14.0
_NARROW = 176.0
_LEAST_FIGURE = 60.0
_FIGURE = 0.8
"""How wide the figure is for its height."""


def draw_below(
    pen: Pen, summary: Summary, drawing: Drawing | None, top: float, room: float
) -> None:
    """Fill the rest of page 1 down to the line for the reader's name."""
    paper = pen.paper
    bottom = top - room
    height = room - SIGN
    maps = summary.body_maps[:1]
    side = _side_rows(summary, _NARROW if maps else paper.column)
    if not maps:
        draw_rows(pen, fitting(side, height), paper.side, top)
        sign(pen, bottom)
        return
    wide = paper.column - _NARROW - _GUTTER
    left = paper.side
    draw_map(pen, maps[0], drawing, Box(left, bottom + SIGN, wide, height))
    draw_rows(pen, fitting(side, height), left + wide + _GUTTER, top)
    sign(pen, bottom)


def sign(pen: Pen, bottom: float) -> None:
    """Draw the line for the reader's name and the date."""
    left, right = pen.paper.side, pen.paper.width - pen.paper.side
    for text, start, end in (("Read by", left, right - 150), ("Date", right - 140, right)):
        row = Row((cell(0, 100, (text, SMALL)),))
        row.draw(pen, start, bottom + 12)
        pen.rule(start + row.cells[0].lines[0].width + 5, end, bottom + 3)


def draw_map(pen: Pen, shown: BodyMap, drawing: Drawing | None, box: Box) -> None:
    """Draw the marked areas into a box: the figure, and beside it the areas in words."""
    top = box.bottom + box.height
    title = cell(0, box.width, (_map_title(shown), SECTION))
    head = Row((title,), above=7, below=2, role=Role.PART)
    top = draw_rows(pen, [head], box.left, top)
    height = top - box.bottom
    figure = 0.0
    if drawing is not None and shown.marked is not None and height >= _LEAST_FIGURE:
        figure = min(box.width * 0.58, height * _FIGURE)
        draw_body(pen, shown, drawing, Box(box.left, box.bottom, figure, height))
        figure += 8
    width = box.width - figure
    rows = _area_rows(shown, width, shown.areas)
    if height_of(rows) > height:
        rows = _area_rows(shown, width, ("; ".join(shown.areas),))
    draw_rows(pen, fitting(rows, height), box.left + figure, top)


def draw_body(pen: Pen, shown: BodyMap, drawing: Drawing, box: Box) -> None:
    """Draw the figure into a box, with its words for who cannot see it."""
    areas = "; ".join(shown.areas) or "none"
    words = f"Body, front and back, with the marked areas hatched: {areas}."
    edges = (box.left, box.bottom, box.left + box.width, box.bottom + box.height)
    with pen.tags.figure(words, edges):
        drawing(pen, shown=shown, box=box)


def _map_title(shown: BodyMap) -> str:
    if shown.marked is None:
        return "Pain areas: not confirmed"
    return f"Pain areas: {len(shown.marked)} of {shown.total}"


def _area_rows(shown: BodyMap, width: float, areas: Sequence[str]) -> list[Row]:
    if shown.marked is None:
        unknown = "The page was not confirmed, so nothing is known of the areas."
        return [Row((cell(0, width, (unknown, BODY)),))]
    words = areas or ("No pain or tenderness in any of these areas.",)
    rows = [Row((cell(0, width, (each, SMALL)),), below=0.5) for each in words]
    for label, names in (
        (f"New since {shown.before_on}", shown.added),
        ("No longer (dashed)", shown.gone),
    ):
        if names:
            text: list[Run] = [(f"{label}: ", SMALL_STRONG), ("; ".join(names), SMALL)]
            rows.append(Row((cell(0, width, *text),), above=3))
    if shown.before is not None and not shown.added and not shown.gone:
        rows.append(
            Row((cell(0, width, (f"Same areas as on {shown.before_on}.", SMALL)),), above=3)
        )
    return rows


def _side_rows(summary: Summary, width: float) -> list[Row]:
    rows: list[Row] = []
    if summary.notes:
        title = cell(0, width, ("Notes", SECTION))
        rows.append(Row((title,), above=7, below=2, role=Role.PART))
        rows += [Row((cell(0, width, (note, BODY)),), below=3) for note in summary.notes]
    parts = [row for row in summary.scores if not row.is_headline]
    if parts:
        rows.append(
            Row(
                (cell(0, width, ("Parts of the scores ", SECTION), (_directions(parts), QUIET)),),
                above=7,
                below=2,
                keeps=True,
                role=Role.PART,
            )
        )
        rows += [_part(row, width) for row in parts]
    return rows


def _directions(parts: Sequence[ScoreRow]) -> str:
    found = {row.direction for row in parts}
    return found.pop() if len(found) == 1 else "all on the next pages"


def _without_last_heading(rows: list[Row]) -> list[Row]:
    return rows[:-1] if rows and rows[-1].keeps else rows


def _part(row: ScoreRow, width: float) -> Row:
    runs: list[Run] = [(row.now, STRONG)]
    if row.has_value:
        runs.append((f" ({row.scale})", QUIET))
    value = lines_of(runs, width)
    at = width - value[0].width
    name: list[Run] = [(row.name, SMALL)]
    if row.detail:
        name.append((f", {row.detail}", SMALL_STRONG))
    return Row((cell(0, at - 6, *name), Cell(at, value)), below=1.5, role=Role.ROW)


def fitting(rows: Sequence[Row], room: float) -> list[Row]:
    """Return the rows that fit into a height; the last one says where the rest is."""
    kept: list[Row] = []
    for row in rows:
        left = room - height_of(kept)
        if row.height <= left:
            kept.append(row)
            continue
        lines = row.cells[0].lines if row.cells else ()
        if len(row.cells) == 1 and left > row.above + 2 * 12:
            cut = replace(row.cells[0], lines=_cut(lines, left - row.above))
            kept.append(replace(row, cells=(cut,), below=0, rule=False))
        break
    return _without_last_heading(kept)


def _cut(lines: Sequence[Line], room: float) -> tuple[Line, ...]:
    most = int(room // lines[0].leading)
    return clipped(lines, most, "… next pages", QUIET)
