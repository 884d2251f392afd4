# SPDX-License-Identifier: Apache-2.0
"""The body map on paper: the same zones as on the screen, hatched so that grey is enough."""

from __future__ import annotations

from functools import cache
from typing import Any

from reportlab.pdfgen.pathobject import PDFPathObject

from intake.core.content import BodyMap
from intake.core.figure import Anchor, Figure, Zone
from intake.core.shape import Curve, Line, Move, Path, hatch_lines
from intake.report.areas import Box
from intake.report.fonts import width_of
from intake.report.pen import Pen
from intake.report.style import SMALL, SMALL_STRONG, Ink
from intake.report.text import one_line

_PITCH = 2.6
_ROOM_FOR_WORDS = 0.2
_BELOW = 11.0


def draw_figure(pen: Pen, figure: Figure, shown: BodyMap, box: Box) -> None:
    """Draw the figure into a box: marks are hatched, those of the last time only are dashed."""
    marked = shown.marked or frozenset()
    gone = (shown.before or frozenset()) - marked
    drawn = figure.box
    scale = min(box.width / drawn.width, box.height / drawn.height)
    is_small = scale < _ROOM_FOR_WORDS
    if is_small:
        # The names of the views then stand below the feet, not beside them.
        scale = min(box.width / drawn.width, (box.height - _BELOW) / drawn.height)
    left = box.left - scale * drawn.left
    top = box.bottom + box.height + scale * drawn.top
    with pen.kept() as canvas:
        canvas.transform(scale, 0, 0, -scale, left, top)
        for shape in figure.outlines:
            _draw(canvas, shape.path, line=Ink.QUIET, width=0.7 / scale, fill=Ink.PAPER)
        for zone in figure.zones:
            _draw(canvas, zone.path, line=Ink.LINE, width=0.5 / scale, fill=Ink.PAPER)
        for detail in figure.details:
            _draw(canvas, detail.path, line=Ink.LINE, width=0.5 / scale)
        for zone in figure.zones:
            if zone.area in marked:
                _hatch(canvas, zone, scale)
            elif zone.area in gone:
                canvas.setDash(2.4 / scale, 1.8 / scale)
                _draw(canvas, zone.path, line=Ink.TEXT, width=1.2 / scale)
                canvas.setDash()
    for anchor in figure.anchors:
        x, y = left + scale * anchor.at[0], top - scale * anchor.at[1]
        if is_small and anchor.name == "view":
            x = left + scale * _middle_of(figure, anchor.view)
            y = top - scale * (drawn.top + drawn.height) - _BELOW / 2
        _word(pen, anchor, x, y, is_short=is_small)


def _middle_of(figure: Figure, view: str) -> float:
    sides = [each.at[0] for each in figure.anchors if each.view == view and each.name != "view"]
    return sum(sides) / len(sides)


def _hatch(canvas: Any, zone: Zone, scale: float) -> None:
    canvas.saveState()
    canvas.clipPath(_path(zone.path), stroke=0, fill=0)
    canvas.setFillColorRGB(*Ink.TINT.rgb)
    bounds = zone.bounds
    canvas.rect(bounds.left, bounds.top, bounds.width, bounds.height, stroke=0, fill=1)
    canvas.setStrokeColorRGB(*Ink.TEXT.rgb)
    canvas.setLineWidth(0.9 / scale)
    canvas.lines([(*start, *end) for start, end in hatch_lines(bounds, _PITCH / scale)])
    canvas.restoreState()
    _draw(canvas, zone.path, line=Ink.TEXT, width=1 / scale)


def _draw(canvas: Any, path: Path, *, line: Ink, width: float, fill: Ink | None = None) -> None:
    canvas.setStrokeColorRGB(*line.rgb)
    canvas.setLineWidth(width)
    if fill is not None:
        canvas.setFillColorRGB(*fill.rgb)
    canvas.drawPath(_path(path), stroke=1, fill=int(fill is not None))


def _path(path: Path) -> Any:
    return PDFPathObject([_operators(path)])


@cache
def _operators(path: Path) -> str:
    # A body is drawn up to three times in a report, and every report draws the same.
    made = PDFPathObject()
    for segment in path:
        if isinstance(segment, Move):
            made.moveTo(*segment.end)
        elif isinstance(segment, Line):
            made.lineTo(*segment.end)
        elif isinstance(segment, Curve):
            made.curveTo(*segment.first, *segment.second, *segment.end)
        else:
            made.close()
    return str(made.getCode())


def _word(pen: Pen, anchor: Anchor, x: float, y: float, *, is_short: bool) -> None:
    is_view = anchor.name == "view"
    word = anchor.view if is_view else anchor.name
    if is_short and not is_view:
        word = word[0].upper()
    style = SMALL_STRONG if is_view else SMALL
    half = width_of(word, style.face, style.size) / 2
    pen.line_of_text(one_line(word, style, pen.paper.width), x - half, y + style.leading / 2)
