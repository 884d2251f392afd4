# SPDX-License-Identifier: Apache-2.0
"""The figure of the body map, read from its SVG: what the screen shows and the report prints.

The file may hold nothing but paths of absolute `M`, `L`, `C` and `Z`, so that both draw exactly
the same without a library for the rest of SVG. Left and right are always those of the person
drawn: on the front they are mirrored, on the back they are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from xml.etree import ElementTree as ET

from intake.core.shape import (
    Bounds,
    Close,
    Curve,
    Line,
    Move,
    Path,
    Point,
    Polygon,
    Segment,
    bounds_of,
    contains,
    distance,
    polygons_of,
)

_TOKEN = re.compile(r"\s*,?\s*(?:([MLCZ])|([-+]?(?:\d+\.?\d*|\.\d+)))")
_NUMBERS = {"M": 2, "L": 2, "C": 6, "Z": 0}
_KINDS = ("zone", "outline", "detail", "label")
_WORDS = ("left", "right", "view")


class FigureError(ValueError):
    """The drawing of the body map cannot be used; the message names the path."""


@dataclass(frozen=True, eq=False)
class Shape:
    """One path of the drawing: the view it belongs to, its name there and its segments.

    A shape equals itself alone: what is made of its path once is found again quickly.
    """

    view: str
    name: str
    path: Path = field(repr=False)

    @cached_property
    def polygons(self) -> tuple[Polygon, ...]:
        """The path as polygons fine enough for touch."""
        return polygons_of(self.path)

    @cached_property
    def bounds(self) -> Bounds:
        """The rectangle around the path."""
        return bounds_of(self.polygons)


@dataclass(frozen=True, eq=False)
class Zone(Shape):
    """A part of the body that can be marked."""

    @property
    def area(self) -> str:
        """The area of the questionnaire that the zone stands for."""
        return self.name


@dataclass(frozen=True)
class Anchor:
    """The middle of a word: `left` and `right` of the person drawn, or the name of the `view`."""

    view: str
    name: str
    at: Point


@dataclass(frozen=True)
class Figure:
    """The whole drawing. `outlines` hold what is not counted too: head, hands and feet."""

    box: Bounds
    zones: tuple[Zone, ...]
    outlines: tuple[Shape, ...]
    details: tuple[Shape, ...]
    anchors: tuple[Anchor, ...]

    def pick(self, point: Point, tolerance: float = 0.0) -> Zone | None:
        """Return the one zone that a touch means.

        A touch inside a zone means that zone. Beside the body, on the head, hands or feet it
        means the nearest zone that is not farther away than `tolerance`.
        """
        near = [zone for zone in self.zones if zone.bounds.distance(point) <= tolerance]
        for zone in near:
            if contains(zone.polygons, point):
                return zone
        distances = [(distance(zone.polygons, point), zone) for zone in near]
        least, nearest = min(distances, key=lambda pair: pair[0], default=(0.0, None))
        return nearest if least <= tolerance else None


def parse(svg_text: str) -> Figure:
    """Read a drawing.

    Raises:
        FigureError: when it holds anything but the few things that both renderers draw alike.
    """
    try:
        root = ET.fromstring(svg_text)  # noqa: S314 - the app's own file
    except ET.ParseError as error:
        raise FigureError(f"The body map is not an SVG file: {error}.") from error
    shapes: dict[str, list[Shape]] = {kind: [] for kind in _KINDS}
    for element in root.iter():
        if element.tag.rpartition("}")[2] == "path":
            kind = _kind_of(element)
            shapes[kind].append(_shape_of(element, kind))
    return Figure(
        _box_of(root),
        tuple(Zone(each.view, each.name, each.path) for each in shapes["zone"]),
        tuple(shapes["outline"]),
        tuple(shapes["detail"]),
        tuple(_anchor_of(each) for each in shapes["label"]),
    )


def _box_of(root: ET.Element) -> Bounds:
    try:
        left, top, width, height = map(float, root.get("viewBox", "").split())
    except ValueError:
        raise FigureError("The body map needs a viewBox of four numbers.") from None
    return Bounds(left, top, left + width, top + height)


def _kind_of(element: ET.Element) -> str:
    kind = element.get("class", "")
    if kind not in _KINDS:
        named = element.get("id", "without an id")
        raise FigureError(f"Path {named}: its class must be one of {', '.join(_KINDS)}.")
    return kind


def _shape_of(element: ET.Element, kind: str) -> Shape:
    named = element.get("id", "")
    view, dot, name = named.partition(".")
    if not (view and dot and name):
        raise FigureError(f"Path {named or 'without an id'}: its id must be <view>.<name>.")
    path = tuple(_segments(element.get("d", ""), named))
    if kind in ("zone", "outline") and path[-1] != Close():
        raise FigureError(f"Path {named}: it must end with Z.")
    return Shape(view, name, path)


def _anchor_of(shape: Shape) -> Anchor:
    begin = shape.path[0]
    if shape.name not in _WORDS or len(shape.path) != 1 or not isinstance(begin, Move):
        named = f"{shape.view}.{shape.name}"
        raise FigureError(f"Path {named}: a label is one M and is called {', '.join(_WORDS)}.")
    return Anchor(shape.view, shape.name, begin.end)


def _segments(data: str, named: str) -> Iterator[Segment]:
    commands = _commands(data, named)
    if not commands or commands[0][0] != "M":
        raise FigureError(f"Path {named}: it must begin with M.")
    is_closed = False
    for letter, numbers in commands:
        if is_closed and letter != "M":
            raise FigureError(f"Path {named}: only M may follow Z.")
        is_closed = letter == "Z"
        if len(numbers) != _NUMBERS[letter]:
            count = _NUMBERS[letter]
            raise FigureError(f"Path {named}: {letter} needs {count} numbers, not {len(numbers)}.")
        points = tuple(zip(numbers[::2], numbers[1::2], strict=True))
        if letter == "C":
            yield Curve(*points)
        elif letter == "Z":
            yield Close()
        else:
            yield Move(*points) if letter == "M" else Line(*points)


def _commands(data: str, named: str) -> list[tuple[str, list[float]]]:
    commands: list[tuple[str, list[float]]] = []
    place, text = 0, data.strip()
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None or (match[2] and not commands):
            raise FigureError(f"Path {named}: {text[place:].strip()[:12]!r} is not M, L, C or Z.")
        if match[1]:
            commands.append((match[1], []))
        else:
            commands[-1][1].append(float(match[2]))
        place = match.end()
    return commands
