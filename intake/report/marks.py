# SPDX-License-Identifier: Apache-2.0
"""Marks that are drawn, since the typeface lacks them: each differs in shape, not in colour."""

from __future__ import annotations

from itertools import pairwise

from intake.core.content import Gauge
from intake.core.results import Truth
from intake.report.fonts import Face, width_of
from intake.report.pen import Pen
from intake.report.style import SMALL, Ink
from intake.report.text import Line, Piece

GAUGE_HEIGHT = 27.0
_BAR = 7.0


def tick(pen: Pen, truth: Truth, left: float, top: float, size: float = 8) -> None:
    """Draw a tick for yes, a cross for no and a ring with a bar for not known."""
    bottom = top - size
    if truth is Truth.YES:
        points = ((left, bottom + size * 0.45), (left + size * 0.35, bottom + size * 0.08))
        pen.stroke((*points, (left + size, bottom + size * 0.95)), width=1.5)
    elif truth is Truth.NO:
        pen.stroke(((left, bottom), (left + size * 0.85, top)), width=1.3)
        pen.stroke(((left, top), (left + size * 0.85, bottom)), width=1.3)
    else:
        unknown(pen, left, top, size)


def unknown(pen: Pen, left: float, top: float, size: float) -> None:
    """Draw a ring with a bar in it."""
    middle = top - size / 2
    with pen.kept() as canvas:
        canvas.setStrokeColorRGB(*Ink.TEXT.rgb)
        canvas.setLineWidth(0.9)
        canvas.circle(left + size / 2, middle, size * 0.55, stroke=1, fill=0)
    pen.stroke(((left + size * 0.28, middle), (left + size * 0.72, middle)), width=1.2)


def arrow(pen: Pen, sign: int, left: float, top: float, size: float = 7) -> None:
    """Draw a triangle that points up or down, or a bar for no change."""
    bottom = top - size
    if sign == 0:
        pen.box(left, bottom + size * 0.35, size, size * 0.3, fill=Ink.TEXT)
    elif sign > 0:
        pen.fill(((left, bottom), (left + size, bottom), (left + size / 2, top)))
    else:
        pen.fill(((left, top), (left + size, top), (left + size / 2, bottom)))


def warning(pen: Pen, left: float, top: float, size: float = 14) -> None:
    """Draw a white triangle with an exclamation mark, for a dark ground."""
    bottom = top - size
    pen.fill(((left, bottom), (left + size, bottom), (left + size / 2, top)), Ink.PAPER)
    middle = left + size / 2
    pen.stroke(((middle, top - size * 0.38), (middle, top - size * 0.68)), width=1.6)
    pen.stroke(((middle, top - size * 0.86), (middle, top - size * 0.861)), width=1.8)


def concern(pen: Pen, left: float, top: float, size: float = 11) -> None:
    """Draw a black triangle with an exclamation mark, for a level that is to be seen."""
    bottom, middle = top - size, left + size / 2
    pen.fill(((left, bottom), (left + size, bottom), (middle, top)))
    for start, end in ((0.4, 0.7), (0.86, 0.861)):
        points = ((middle, top - size * start), (middle, top - size * end))
        pen.stroke(points, width=1.4, ink=Ink.PAPER)


def gauge(pen: Pen, shown: Gauge, left: float, top: float, width: float) -> None:
    """Draw a score on its scale: a segment a band, the value as a pointer, cuts in numbers.

    Bands up to the one of the value are filled; the outline shows the rest of the scale.
    """
    edges = [shown.low, *shown.cuts, shown.high]
    span = float(shown.high - shown.low)

    def across(value: float) -> float:
        return left + width * (value - float(shown.low)) / span

    bottom = top - 8 - _BAR
    for index, (start, end) in enumerate(pairwise(edges)):
        x, x_end = across(float(start)), across(float(end))
        fill = _segment_ink(shown, index)
        pen.box(x, bottom, x_end - x, _BAR, fill=fill, line=Ink.TEXT, thick=0.7)
    x = across(float(shown.value))
    if not shown.cuts and x > left:
        pen.box(left, bottom, x - left, _BAR, fill=Ink.MIDDLE, line=Ink.TEXT, thick=0.7)
    pen.fill(((x - 4, top), (x + 4, top), (x, top - 7)))
    for edge in edges:
        _label(pen, str(_plain(float(edge))), across(float(edge)), bottom - 1)


def _segment_ink(shown: Gauge, index: int) -> Ink:
    if shown.band is None or index > shown.band:
        return Ink.PAPER
    return Ink.ACCENT if index == shown.band else Ink.MIDDLE


def _plain(value: float) -> int | float:
    return int(value) if value == int(value) else round(value, 1)


def _label(pen: Pen, text: str, middle: float, top: float) -> None:
    half = width_of(text, Face.REGULAR, SMALL.size) / 2
    pen.line_of_text(Line((Piece(0, text, SMALL),), SMALL.leading), middle - half, top)
