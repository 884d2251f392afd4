# SPDX-License-Identifier: Apache-2.0
"""The body map on paper: the same zones as on the screen, hatched so that grey is enough."""

from __future__ import annotations

from functools import cache

from intake.core.content import BodyMap
from intake.core.figure import Anchor, Figure, Shape, Zone
from intake.core.shape import Curve, Line, Move, Point, hatch_lines
from intake.report.areas import Box
from intake.report.fonts import width_of
from intake.report.pen import FILL, STROKE, Pen
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
    pen.write(f"q {scale:.4f} 0 0 {-scale:.4f} {left:.2f} {top:.2f} cm")
    pen.write(f"{FILL[Ink.PAPER]} {STROKE[Ink.LINE]} {0.5 / scale:.2f} w")
    for zone in figure.zones:
        pen.write(f"{_operators(zone)} B")
    pen.write(" ".join([_operators(detail) for detail in figure.details]) + " S")
    for shape in figure.outlines:
        # over the zones, which would cover the inner half of it
        pen.write(_drawn(shape, Ink.QUIET, 0.8 / scale))
    for zone in figure.zones:
        if zone.area in marked:
            pen.write(_hatched(zone, scale))
        elif zone.area in gone:
            dashed = _drawn(zone, Ink.TEXT, 1.2 / scale)
            pen.write(f"q [{2.4 / scale:.2f} {1.8 / scale:.2f}] 0 d {dashed} Q")
    pen.write("Q")
    for anchor in figure.anchors:
        x, y = left + scale * anchor.at[0], top - scale * anchor.at[1]
        if is_small and anchor.name == "view":
            x = left + scale * _middle_of(figure, anchor.view)
            y = top - scale * (drawn.top + drawn.height) - _BELOW / 2
        _word(pen, anchor, x, y, is_short=is_small)


def _middle_of(figure: Figure, view: str) -> float:
    sides = [each.at[0] for each in figure.anchors if each.view == view and each.name != "view"]
    return sum(sides) / len(sides)


def _hatched(zone: Zone, scale: float) -> str:
    bounds, path = zone.bounds, _operators(zone)
    area = f"{bounds.left:.1f} {bounds.top:.1f} {bounds.width:.1f} {bounds.height:.1f} re f"
    lines = [
        f"{x:.1f} {y:.1f} m {end:.1f} {down:.1f} l"
        for (x, y), (end, down) in hatch_lines(bounds, _PITCH / scale)
    ]
    hatch = f"{STROKE[Ink.TEXT]} {0.9 / scale:.2f} w {' '.join(lines)} S"
    inside = f"q {path} W n {FILL[Ink.TINT]} {area} {hatch} Q"
    return f"{inside} {_drawn(zone, Ink.TEXT, 1 / scale)}"


def _drawn(shape: Shape, line: Ink, width: float) -> str:
    return f"{STROKE[line]} {width:.2f} w {_operators(shape)} S"


@cache
def _operators(shape: Shape) -> str:
    # A body is drawn up to three times in a report, and every report draws the same.
    made = []
    for segment in shape.path:
        if isinstance(segment, Move):
            made.append(f"{_points(segment.end)} m")
        elif isinstance(segment, Line):
            made.append(f"{_points(segment.end)} l")
        elif isinstance(segment, Curve):
            made.append(f"{_points(segment.first, segment.second, segment.end)} c")
        else:
            made.append("h")
    return " ".join(made)


def _points(*points: Point) -> str:
    return " ".join(f"{x:.1f} {y:.1f}" for x, y in points)


def _word(pen: Pen, anchor: Anchor, x: float, y: float, *, is_short: bool) -> None:
    is_view = anchor.name == "view"
    word = anchor.view if is_view else anchor.name
    if is_short and not is_view:
        word = word[0].upper()
    style = SMALL_STRONG if is_view else SMALL
    half = width_of(word, style.face, style.size) / 2
    pen.line_of_text(one_line(word, style, pen.paper.width), x - half, y + style.leading / 2)
