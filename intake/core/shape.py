# SPDX-License-Identifier: Apache-2.0
"""Outlines made of straight lines and cubic curves, and what can be asked of them.

Screen and paper draw the same segments; what a touch hits is decided here, once for both.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

Point = tuple[float, float]

_STEPS = 12
"""Straight pieces that stand for one curve when a point is looked for."""


@dataclass(frozen=True, slots=True)
class Move:
    """Begin a new outline here."""

    end: Point


@dataclass(frozen=True, slots=True)
class Line:
    """Go straight to `end`."""

    end: Point


@dataclass(frozen=True, slots=True)
class Curve:
    """Go to `end` along a cubic Bézier curve with two handles."""

    first: Point
    second: Point
    end: Point


@dataclass(frozen=True, slots=True)
class Close:
    """Go straight back to where the outline began."""


Segment = Move | Line | Curve | Close
Path = tuple[Segment, ...]
Polygon = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Bounds:
    """An upright rectangle; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """The distance from side to side."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """The distance from top to bottom."""
        return self.bottom - self.top

    @property
    def middle(self) -> Point:
        """The centre."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def distance(self, point: Point) -> float:
        """Return how far a point lies outside; 0 within."""
        across = max(self.left - point[0], 0.0, point[0] - self.right)
        down = max(self.top - point[1], 0.0, point[1] - self.bottom)
        return math.hypot(across, down)


def bounds_of(polygons: Iterable[Polygon]) -> Bounds:
    """Return the smallest rectangle around all the points."""
    points = [point for polygon in polygons for point in polygon]
    across, down = zip(*points, strict=True)
    return Bounds(min(across), min(down), max(across), max(down))


def polygons_of(path: Path) -> tuple[Polygon, ...]:
    """Return the outlines of a path as polygons fine enough for touch."""
    polygons: list[list[Point]] = []
    for segment in path:
        if isinstance(segment, Move):
            polygons.append([segment.end])
        elif isinstance(segment, Line):
            polygons[-1].append(segment.end)
        elif isinstance(segment, Curve):
            polygons[-1].extend(_points_of(polygons[-1][-1], segment))
        else:
            polygons[-1].append(polygons[-1][0])
    return tuple(tuple(polygon) for polygon in polygons)


def contains(polygons: Iterable[Polygon], point: Point) -> bool:
    """Say whether a point lies inside, by counting the edges to its right."""
    inside = False
    across, down = point
    for polygon in polygons:
        for (x, y), (next_x, next_y) in pairwise((*polygon, polygon[0])):
            if (y > down) != (next_y > down):
                crossing = x + (down - y) * (next_x - x) / (next_y - y)
                inside ^= across < crossing
    return inside


def distance(polygons: Iterable[Polygon], point: Point) -> float:
    """Return how far a point is from the nearest edge."""
    return min(
        _to_edge(point, start, end)
        for polygon in polygons
        for start, end in pairwise((*polygon, polygon[0]))
    )


def hatch_lines(
    bounds: Bounds, pitch: float, angle: float = 45.0
) -> Iterator[tuple[Point, Point]]:
    """Yield parallel lines that cover a rectangle; whoever draws them clips to the shape.

    `pitch` is the distance between two lines. `angle` is that of the lines against the
    horizontal, in degrees, rising to the right. The lines are counted from the origin, so those
    of neighbouring shapes meet.
    """
    turn = math.radians(angle)
    along, normal = (math.cos(turn), -math.sin(turn)), (math.sin(turn), math.cos(turn))
    middle, reach = bounds.middle, math.hypot(bounds.width, bounds.height) / 2
    centre = middle[0] * normal[0] + middle[1] * normal[1]
    slide = middle[0] * along[0] + middle[1] * along[1]
    for number in range(math.ceil((centre - reach) / pitch), int((centre + reach) // pitch) + 1):
        x, y = number * pitch * normal[0], number * pitch * normal[1]
        low, high = slide - reach, slide + reach
        yield (x + low * along[0], y + low * along[1]), (x + high * along[0], y + high * along[1])


def _points_of(start: Point, curve: Curve) -> Iterator[Point]:
    for step in range(1, _STEPS):
        t = step / _STEPS
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        yield (
            a * start[0] + b * curve.first[0] + c * curve.second[0] + d * curve.end[0],
            a * start[1] + b * curve.first[1] + c * curve.second[1] + d * curve.end[1],
        )
    yield curve.end


def _to_edge(point: Point, start: Point, end: Point) -> float:
    across, down = end[0] - start[0], end[1] - start[1]
    length = across * across + down * down
    share = 0.0
    if length:
        share = ((point[0] - start[0]) * across + (point[1] - start[1]) * down) / length
        share = min(max(share, 0.0), 1.0)
    return math.hypot(point[0] - start[0] - share * across, point[1] - start[1] - share * down)
