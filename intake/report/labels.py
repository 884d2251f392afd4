# SPDX-License-Identifier: Apache-2.0
"""Where the numbers of a panel stand: beside their marks, never over each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from intake.core.content import Basis, Point
from intake.report.areas import Box
from intake.report.fonts import width_of
from intake.report.style import SMALL, SMALL_STRONG, Style

HEIGHT = 9.0
"""How high a number is."""

MANY = 24
"""With more points than this only the telling ones get a number; the table has the others."""

_NEAR = 80.0
"""Farther from its point no number reaches."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A point of a panel on the page."""

    point: Point
    x: float
    y: float

    @property
    def size(self) -> float:
        """How far the mark reaches from its middle."""
        return 4.8 if Basis.TREATMENT_DAY in self.point.basis else 2.4

    @property
    def place(self) -> Rect:
        """The room that the mark takes."""
        size = self.size
        return Rect(self.x - size, self.y - size, self.x + size, self.y + size)


@dataclass(frozen=True, slots=True)
class Rect:
    """A place on the page by its edges."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: Rect) -> bool:
        """Say whether two places overlap."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
        )


@dataclass(frozen=True, slots=True)
class Label:
    """A number and its place."""

    text: str
    style: Style
    place: Rect


def labels_of(spots: Sequence[Spot], plot: Box) -> tuple[Label, ...]:
    """Return the numbers for which there is room, the most telling ones first."""
    rising = _rising(spots)
    marks = [spot.place for spot in spots]
    placed: list[Label] = []
    for index, is_telling in _order(spots):
        if not is_telling and len(spots) > MANY:
            break
        is_last = index == len(spots) - 1
        spot = spots[index]
        near = [mark for mark in marks if abs(mark.left - spot.x) < _NEAR]
        best, least = None, len(marks) + 1
        for label in _tried(spot, plot, is_low=rising[index] > 0, is_last=is_last):
            if any(label.place.meets(other.place) for other in placed):
                continue
            covered = sum([label.place.meets(mark) for mark in near])
            if covered < least:
                best, least = label, covered
            if not covered:
                break
        may_cover = is_last or spot.point.is_baseline or (is_telling and len(spots) <= MANY)
        if best is not None and (may_cover or not least):
            placed.append(best)
    return tuple(placed)


def _rising(spots: Sequence[Spot]) -> list[float]:
    # Above nought where the neighbours stand higher.
    rising = [0.0] * len(spots)
    for index, (before, after) in enumerate(pairwise(spots)):
        rising[index] += after.y - before.y
        rising[index + 1] += before.y - after.y
    return rising


def _order(spots: Sequence[Spot]) -> list[tuple[int, bool]]:
    # The last, the baseline, the first and the extremes are worth a number before any other.
    count = len(spots)
    by_height = sorted(range(count), key=lambda index: spots[index].y)
    base = [index for index in range(count) if spots[index].point.is_baseline]
    first = dict.fromkeys([count - 1, *base, 0, by_height[-1], by_height[0]])
    others = [index for index in reversed(range(count)) if index not in first]
    return [(index, True) for index in first] + [(index, False) for index in others]


def _tried(spot: Spot, plot: Box, *, is_low: bool, is_last: bool) -> Iterator[Label]:
    is_baseline = spot.point.is_baseline
    style = SMALL_STRONG if is_last or is_baseline else SMALL
    words = (f"{spot.point.shown} baseline",) if is_baseline else ()
    for text in (*words, spot.point.shown):
        for place in _places(spot, text, style, plot, is_low=is_low, is_last=is_last):
            yield Label(text, style, place)


def _places(
    spot: Spot, text: str, style: Style, plot: Box, *, is_low: bool, is_last: bool
) -> Iterator[Rect]:
    # Above a point from which the line falls, below one from which it rises, behind the last.
    wide, away = width_of(text, style.face, style.size) + 2, spot.size + 1.2
    top, right = plot.bottom + plot.height, plot.left + plot.width
    above, below = spot.y + away - 1, spot.y - away - HEIGHT + 1
    behind = (spot.x + away, spot.y - HEIGHT / 2)
    tried = [
        (x, y)
        for y in ((below, above) if is_low else (above, below))
        for x in (spot.x - wide / 2, spot.x + 3 - wide, spot.x - 3)
    ]
    tried += [behind, (spot.x - away - wide, spot.y - HEIGHT / 2)]
    for x, y in (behind, *tried) if is_last else tried:
        # a little beyond the edges is white too
        is_inside = plot.left - 1 <= x and x + wide <= right + 1
        if is_inside and plot.bottom - 3 <= y and y + HEIGHT <= top + 3:
            yield Rect(x, y, x + wide, y + HEIGHT)
