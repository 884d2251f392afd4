# SPDX-License-Identifier: Apache-2.0
"""Pictures on the pages behind the first: further panels, and the body now beside last time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from intake.core.content import BodyMap, Panel, Trends
from intake.report.areas import Box, Drawing, draw_body
from intake.report.pen import Pen
from intake.report.rows import Row, cell
from intake.report.style import BODY, STRONG, TITLE
from intake.report.tags import Role
from intake.report.text import Run
from intake.report.trends import Block, block_of, draw_block

_PANELS = 4
_HIGH = 72.0
_ROUND = 120.0
_BODY = 170.0
_GUTTER = 16.0


def over_time(trends: Trends, shown: Sequence[Panel], width: float) -> Iterator[Row]:
    """Yield the panels that page 1 has no room for."""
    left = [panel for panel in trends.panels if panel not in shown]
    for start in range(0, len(left), _PANELS):
        panels = left[start : start + _PANELS]
        block = block_of(trends, panels, width, _ROUND + _HIGH * len(panels), points_on=False)

        def draw(pen: Pen, x: float, top: float, block: Block = block) -> None:
            draw_block(pen, trends, block, x, top)

        yield Row((), least=block.height, shapes=(draw,), above=4, below=6)


def then_and_now(shown: BodyMap, drawing: Drawing, width: float) -> Iterator[Row]:
    """Yield the marked areas of this visit and of the last one beside each other."""
    if shown.marked is None or shown.before is None:
        return
    half = (width - _GUTTER) / 2
    right = half + _GUTTER
    last = replace(shown, marked=shown.before, areas=shown.areas_before, before=None)
    yield Row(
        (cell(0, width, ("Pain areas now and last time", TITLE)),),
        above=12,
        below=4,
        keeps=True,
        bookmark=("Pain areas now and last time", 0),
        role=Role.PART,
    )
    heads = (
        f"This visit: {len(shown.marked)} of {shown.total}",
        f"{shown.before_on}: {len(shown.before)} of {shown.total}",
    )
    yield Row(
        (cell(0, half, (heads[0], STRONG)), cell(right, half, (heads[1], STRONG))),
        below=3,
        keeps=True,
    )

    def draw(pen: Pen, x: float, top: float) -> None:
        for at, each in ((0.0, replace(shown, before=None)), (right, last)):
            draw_body(pen, each, drawing, Box(x + at, top - _BODY, half, _BODY))

    yield Row((), least=_BODY, shapes=(draw,), below=3, keeps=True)
    added, gone = shown.marked - shown.before, shown.before - shown.marked
    for label, count, names in (
        ("New since then", len(added), shown.added),
        ("No longer marked", len(gone), shown.gone),
    ):
        runs: tuple[Run, ...] = (
            (f"{label} ({count}): ", STRONG),
            ("; ".join(names) or "none", BODY),
        )
        yield Row((cell(0, width, *runs),), below=2)
