# SPDX-License-Identifier: Apache-2.0
"""The lower part of page 1 beside earlier visits: criteria and areas, and scores over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from intake.core.content import CriterionLine, Summary, Trends
from intake.core.given import TRUTH_WORDS
from intake.core.results import Truth
from intake.report.areas import SIGN, Box, Drawing, draw_map, fitting, sign
from intake.report.marks import tick
from intake.report.pen import Pen
from intake.report.rows import Row, Shape, cell, draw_rows, height_of
from intake.report.style import BODY, SECTION, SMALL, SMALL_STRONG, STRONG
from intake.report.tags import Role
from intake.report.text import DOT, Run
from intake.report.trends import Block, block_of, draw_block

_LEFT = 196.0
_GUTTER = 16.0
_MOST_PANELS = 4
_LEAST_PANELS = 2
_LEAST_MAP = 122.0
_SPARE = 38.0
_INDENT = 13.0


@dataclass(frozen=True, slots=True)
class Columns:
    """What stands left, right and below, measured."""

    criteria: tuple[Row, ...]
    block: Block
    notes: tuple[Row, ...]

    def is_roomy(self, trends: Trends) -> bool:
        """Say whether there is room for as many panels as a page needs at least."""
        return len(self.block.panels) >= min(_LEAST_PANELS, len(trends.panels))


def columns_of(summary: Summary, trends: Trends, width: float, room: float) -> Columns:
    """Measure the lower part; what does not fit is on the pages behind."""
    notes = _notes(summary.notes, width)
    height = room - height_of(notes) - SIGN
    block = block_of(
        trends, trends.panels[:_MOST_PANELS], width - _LEFT - _GUTTER, height, points_on=True
    )
    has_map = any(each.marked is not None for each in summary.body_maps)
    criteria = _criteria(summary.criteria, height - (_LEAST_MAP if has_map else 30))
    return Columns(tuple(criteria), block, tuple(notes))


def draw_columns(
    pen: Pen, summary: Summary, columns: Columns, drawing: Drawing | None, box: Box
) -> None:
    """Draw the lower part into a box of the page."""
    top = box.bottom + box.height
    bottom = box.bottom + SIGN + height_of(columns.notes)
    left_end = draw_rows(pen, columns.criteria, box.left, top)
    if summary.body_maps:
        place = Box(box.left, bottom, _LEFT, left_end - bottom)
        draw_map(pen, summary.body_maps[0], drawing, place)
    if summary.trends is not None:
        draw_block(pen, summary.trends, columns.block, box.left + _LEFT + _GUTTER, top)
    draw_rows(pen, columns.notes, box.left, bottom)
    sign(pen, box.bottom)


def _criteria(criteria: Sequence[CriterionLine], room: float) -> list[Row]:
    if not criteria:
        return []
    title = cell(0, _LEFT, ("Criteria and cut-offs", SECTION))
    head = Row((title,), above=7, below=2, role=Role.PART, keeps=True)
    leading = [line for line in criteria if line.leads]
    # A result that must be read with care is the last to go, and the map shrinks before it does.
    weighty = [line for line in leading if line.note or line.reasons]
    for chosen, with_reasons, most in (
        (criteria, True, room),
        (criteria, False, room),
        (leading, True, room),
        (leading, False, room),
        (leading, False, room + _SPARE),
        (weighty, False, room + _SPARE),
    ):
        rows = [head]
        for line in chosen:
            rows += _criterion(line if with_reasons else replace(line, reasons=()))
        if len(chosen) < len(criteria):
            left = (
                "What else does not hold is" if len(chosen) == len(leading) else "The others are"
            )
            rows.append(Row((cell(0, _LEFT, (f"{left} on the next pages.", SMALL)),)))
        if height_of(rows) <= most:
            return rows
    more = Row(
        (cell(0, _LEFT, ("Criteria and cut-offs are on the next pages.", SMALL_STRONG)),), above=7
    )
    return fitting(rows, room + _SPARE) or [more]


def _criterion(line: CriterionLine) -> list[Row]:
    sentence = line.sentence or f"{line.name}: {line.result}."
    runs: list[Run] = [(f"{line.form_name}{DOT} ", SMALL_STRONG), (sentence, SMALL)]
    if "prorated" in line.result:
        runs.append((" (from a prorated total)", SMALL))
    if line.note and line.truth is Truth.YES:
        runs.append((" Its note is on the next pages.", SMALL))
    text = cell(_INDENT, _LEFT - _INDENT, *runs)
    rows = [Row((text,), above=1, below=1.5, shapes=_ticks(line.truth, 0))]
    for each in line.reasons:
        if each.truth is not None:
            found = f"{each.short}: {TRUTH_WORDS[each.truth]}"
            words = cell(2 * _INDENT, _LEFT - 2 * _INDENT, (found, SMALL))
            rows.append(Row((words,), shapes=_ticks(each.truth, _INDENT)))
    return rows


def _ticks(truth: Truth | None, at: float) -> tuple[Shape, ...]:
    if truth is None:
        return ()

    def draw(pen: Pen, left: float, top: float) -> None:
        tick(pen, truth, left + at, top - 2.5, size=7)

    return (draw,)


def _notes(notes: Sequence[str], width: float) -> list[Row]:
    if not notes:
        return []
    runs: list[Run] = [("Notes  ", STRONG), (" ".join(notes), BODY)]
    lines = cell(0, width, *runs)
    return [Row((lines,), above=4, below=3)]
