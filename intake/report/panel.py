# SPDX-License-Identifier: Apache-2.0
"""One score over time: its published range, its bands by name, a mark and a number a visit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from intake.core.content import Basis, Panel
from intake.core.words import plain_number
from intake.report.areas import Box
from intake.report.fonts import printable, width_of
from intake.report.labels import HEIGHT, MANY, Spot, labels_of
from intake.report.pen import Pen
from intake.report.style import QUIET, SMALL, SMALL_STRONG, Ink, Style
from intake.report.text import Line, Piece, one_line
from intake.report.timeline import Timeline

TITLE = 12.0
_APART = 9.2
_LINE = 0.9


def draw_panel(pen: Pen, panel: Panel, plot: Box, axis: Timeline, times: Sequence[float]) -> None:
    """Draw a panel whose plot fills a box; words stand above, left and right of it.

    `times` are where treatments stand.
    """
    _title(pen, panel, plot)
    top = plot.bottom + plot.height
    pen.dashed([((x, plot.bottom), (x, top)) for x in times], (1.2, 1.8))
    _scale(pen, panel, plot)
    spots = tuple(
        Spot(each, axis.at(each.at), _height(panel, plot, each.value)) for each in panel.points
    )
    for line in _lines(spots):
        pen.stroke(line, width=1.1)
    labels = labels_of(spots, plot)
    for label in labels:
        at = label.place
        pen.box(at.left, at.bottom + 1, at.right - at.left, HEIGHT - 2, fill=Ink.PAPER)
    size = 1.7 if len(spots) > MANY else 2.5
    pen.dots([(spot.x, spot.y) for spot in spots if not spot.point.basis], size + _LINE / 2)
    for spot in spots:
        if spot.point.basis:
            mark(pen, spot.point.basis, spot.x, spot.y, size)
    for label in labels:
        _text(pen, label.text, label.style, label.place.left + 1, label.place.bottom)


def panel_words(panel: Panel) -> str:
    """Return what a panel shows, for somebody who cannot see it."""
    points = panel.points
    told = points if len(points) <= MANY else (*points[:1], *points[-3:])
    values = "; ".join(f"{each.on}: {each.shown}" for each in told)
    more = "" if told is points else f" {len(points)} values in all, each in the table of visits."
    scale = f"{plain_number(panel.low)}–{plain_number(panel.high)}"
    return f"{panel.name} over time, {scale}, {panel.direction}. {values}.{more}"


def mark(pen: Pen, basis: frozenset[Basis], x: float, y: float, size: float) -> None:
    """Draw a point: round, square for a proxy, a diamond for another version; hollow if prorated.

    One taken on the day of a treatment stands in a ring.
    """
    if Basis.TREATMENT_DAY in basis:
        _circle(pen, x, y, size + 2.3, Ink.PAPER)
    fill = Ink.PAPER if Basis.PRORATED in basis else Ink.TEXT
    if Basis.OTHER_VERSION in basis:
        reach = size * 1.5
        _shape(pen, ((x - reach, y), (x, y + reach), (x + reach, y), (x, y - reach)), fill)
    elif Basis.PROXY in basis:
        side = size * 1.05
        corners = ((-side, -side), (-side, side), (side, side), (side, -side))
        _shape(pen, tuple((x + dx, y + dy) for dx, dy in corners), fill)
    else:
        _circle(pen, x, y, size, fill)


def _circle(pen: Pen, x: float, y: float, radius: float, fill: Ink) -> None:
    pen.dots([(x, y)], radius + _LINE / 2)
    if fill is not Ink.TEXT:
        pen.dots([(x, y)], radius - _LINE / 2, fill)


def _shape(pen: Pen, corners: Sequence[tuple[float, float]], fill: Ink) -> None:
    pen.fill(corners, fill)
    pen.stroke((*corners, corners[0]), width=_LINE)


def _lines(spots: Sequence[Spot]) -> Iterator[list[tuple[float, float]]]:
    line: list[tuple[float, float]] = []
    for spot in spots:
        if not spot.point.joins:
            if len(line) > 1:
                yield line
            line = []
        line.append((spot.x, spot.y))
    if len(line) > 1:
        yield line


def _title(pen: Pen, panel: Panel, plot: Box) -> None:
    top = plot.bottom + plot.height + TITLE
    name = one_line(panel.name, SMALL_STRONG, plot.width)
    pen.line_of_text(name, plot.left, top)
    room = pen.paper.width - pen.paper.side - plot.left - name.width - 6
    words = f"{plain_number(panel.low)}–{plain_number(panel.high)}, {panel.direction}"
    for part in filter(None, (panel.rule, panel.author)):
        longer = f"{words} · {part}"
        if width_of(printable(longer), QUIET.face, QUIET.size) <= room:
            words = longer
    pen.line_of_text(one_line(words, QUIET, room), plot.left + name.width + 6, top)


def _scale(pen: Pen, panel: Panel, plot: Box) -> None:
    right = plot.left + plot.width
    cuts = [_height(panel, plot, value) for value in panel.cuts]
    pen.dashed([((plot.left, y), (right, y)) for y in cuts], (3, 2.2), ink=Ink.QUIET)
    for value in (panel.low, panel.high):
        y = _height(panel, plot, value)
        pen.stroke(((plot.left, y), (right, y)), width=0.7, ink=Ink.QUIET)
    for value, y in _numbers(panel, plot):
        text = plain_number(value)
        wide = width_of(text, QUIET.face, QUIET.size)
        _text(pen, text, QUIET, plot.left - 4 - wide, y - HEIGHT / 2)
    _bands(pen, panel, plot)


def _numbers(panel: Panel, plot: Box) -> Iterator[tuple[Fraction, float]]:
    taken: list[float] = []
    for value in (panel.low, panel.high, *panel.cuts):
        y = _height(panel, plot, value)
        if all(abs(y - other) >= _APART for other in taken):
            taken.append(y)
            yield value, y


def _bands(pen: Pen, panel: Panel, plot: Box) -> None:
    edges = [_height(panel, plot, each) for each in (panel.low, *panel.cuts, panel.high)]
    true = [(low + high) / 2 for low, high in pairwise(edges)]
    now = panel.points[-1].value
    right = plot.left + plot.width
    for index, (name, middle, y) in enumerate(
        zip(panel.bands, true, spread(true, _APART), strict=False)
    ):
        low, high = edges[index], edges[index + 1]
        here = low <= _height(panel, plot, now) < high or (now == panel.high == high)
        pen.stroke(((right + 1, middle), (right + 7, y)), width=0.6, ink=Ink.QUIET)
        style = SMALL_STRONG if here else SMALL
        room = pen.paper.width - pen.paper.side - right - 9
        short = one_line(name.partition(" (")[0], style, room)
        pen.line_of_text(short, right + 9, y + style.leading / 2)


def spread(wanted: Sequence[float], apart: float) -> list[float]:
    """Return rising positions moved as little as keeps them apart."""
    # Neighbours that are pushed together share the middle of what they wanted.
    groups: list[tuple[float, int]] = []
    for each in wanted:
        middle, count = each, 1
        while groups and middle - apart * (count - 1) / 2 < (
            groups[-1][0] + apart * (groups[-1][1] - 1) / 2 + apart
        ):
            other, others = groups.pop()
            middle = (middle * count + other * others) / (count + others)
            count += others
        groups.append((middle, count))
    return [
        middle + apart * (index - (count - 1) / 2)
        for middle, count in groups
        for index in range(count)
    ]


def _height(panel: Panel, plot: Box, value: Fraction) -> float:
    return plot.bottom + plot.height * _share(value, panel.low, panel.high)


def _share(value: Fraction, low: Fraction, high: Fraction) -> float:
    # Dividing whole numbers is as exact as fractions are, and asked for at every point.
    (over, under), (least, parts) = value.as_integer_ratio(), low.as_integer_ratio()
    most, others = high.as_integer_ratio()
    span = most * parts - least * others
    return ((over * parts - least * under) * others) / (span * under)


def _text(pen: Pen, text: str, style: Style, left: float, bottom: float) -> None:
    line = Line((Piece(0, text, style),), style.leading)
    pen.line_of_text(line, left, bottom + (HEIGHT + style.leading) / 2)
