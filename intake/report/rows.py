# SPDX-License-Identifier: Apache-2.0
"""The building block of the pages: a row of text cells, measured once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from intake.report.pen import Pen
from intake.report.style import Ink
from intake.report.tags import Role, Tag
from intake.report.text import Line, Run, lines_of

_FIRST_LINES = 24.0

Shape = Callable[[Pen, float, float], None]
"""Draws beside a row's text, given the row's left edge and the upper edge of its text."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Lines of text that begin `x` from the left edge of the row.

    One that `joins` belongs to the cell before it; `span` is how many columns it covers.
    `height` is how high the lines are together.
    """

    x: float
    lines: tuple[Line, ...]
    joins: bool = False
    span: int = 1
    height: float = field(init=False)

    def __post_init__(self) -> None:
        """Measure the lines once: a page asks for it again and again."""
        object.__setattr__(self, "height", sum([line.leading for line in self.lines]))


def cell(x: float, width: float, *runs: Run) -> Cell:
    """Break runs into a cell."""
    return Cell(x, lines_of(runs, width))


@dataclass(frozen=True, slots=True)
class Row:
    """Cells beside each other.

    `keeps` holds the row together with the next one; one that `flows` may be parted between
    lines rather than moved to the next page. `head` is repeated on the page where the
    rest of a section continues. `bookmark` puts the row into the outline. `role` is what an
    assistive program is told that the row is, `header` the cell that names a table's row, and
    `whole` what both halves of a split row have in common. `height` counts the space above
    and below.
    """

    cells: tuple[Cell, ...]
    above: float = 0
    below: float = 0
    keeps: bool = False
    flows: bool = False
    rule: bool = False
    width: float = 0
    fill: Ink | None = None
    shapes: tuple[Shape, ...] = ()
    least: float = 0
    head: tuple[Row, ...] = ()
    bookmark: tuple[str, int] | None = None
    role: Role = Role.TEXT
    header: int = 0
    whole: object = None
    height: float = field(init=False)

    def __post_init__(self) -> None:
        """Measure the cells once."""
        tallest = max([each.height for each in self.cells], default=0)
        height = self.above + max(tallest, self.least) + self.below
        object.__setattr__(self, "height", height)

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw the row with its upper edge at `top`."""
        if self.fill is not None:
            pen.box(left, top - self.height, self.width, self.height, fill=self.fill)
        if self.bookmark is not None:
            pen.bookmark(*self.bookmark, top)
        for shape in self.shapes:
            shape(pen, left, top - self.above)
        self._write(pen, left, top - self.above)
        if self.rule:
            pen.rule(left, left + self.width, top - self.height)

    def _write(self, pen: Pen, left: float, top: float) -> None:
        spans = [each.span for each in self.cells if not each.joins]
        tags = iter(pen.tags.of_row(self.role, spans, self.header, self.whole))
        is_open = False
        tag: Tag | None = None
        for each in self.cells:
            if not each.joins:
                if is_open:
                    pen.tags.end()
                is_open, tag = False, next(tags, None)
            if each.lines:
                if tag is not None and not is_open:
                    pen.tags.begin(tag)
                    is_open = True
                pen.lines_of_text(each.lines, left + each.x, top)
        if is_open:
            pen.tags.end()

    def split(self, room: float) -> tuple[Row, Row] | None:
        """Return what fits into a height and the rest; nothing when not even a line fits."""
        parts = [_split(each, room - self.above) for each in self.cells]
        if not any(first.lines for first, _ in parts):
            return None
        whole = self.whole or object()
        first = replace(
            self,
            whole=whole,
            cells=tuple(first for first, _ in parts),
            rule=False,
            keeps=False,
            below=0,
            least=0,
        )
        rest = replace(
            self,
            whole=whole,
            cells=tuple(rest for _, rest in parts),
            shapes=(),
            bookmark=None,
            least=0,
        )
        return first, rest


def height_of(rows: Sequence[Row]) -> float:
    """Return the height of rows below each other."""
    return sum(row.height for row in rows)


def draw_rows(pen: Pen, rows: Sequence[Row], left: float, top: float) -> float:
    """Draw rows below each other and return where the last one ends."""
    for row in rows:
        row.draw(pen, left, top)
        top -= row.height
    return top


def _split(each: Cell, room: float) -> tuple[Cell, Cell]:
    taken = 0
    for line in each.lines:
        room -= line.leading
        if room < 0:
            break
        taken += 1
    return replace(each, lines=each.lines[:taken]), replace(each, lines=each.lines[taken:])


@dataclass(frozen=True, slots=True)
class Placed:
    """A row and the distance of its upper edge from the top of the page's room."""

    row: Row
    y: float


def pages_of(rows: Sequence[Row], room: float) -> tuple[tuple[Placed, ...], ...]:
    """Distribute rows over pages; rows that keep together move together."""
    pages: list[list[Placed]] = [[]]
    y = 0.0
    for row in _whole(rows, room):
        y = _place(pages, row, y, room)
    return tuple(tuple(page) for page in pages if page)


def _whole(rows: Sequence[Row], room: float) -> Iterator[tuple[Row, float]]:
    # Each row with the height that has to fit below it for it to stay on the page.
    needed = [0.0] * len(rows)
    for index in reversed(range(len(rows))):
        row = rows[index]
        follows = needed[index + 1] if row.keeps and index + 1 < len(rows) else 0
        own = min(row.height, row.above + _FIRST_LINES) if row.flows else row.height
        needed[index] = min(own + follows, room)
    yield from zip(rows, needed, strict=True)


def _place(pages: list[list[Placed]], pair: tuple[Row, float], y: float, room: float) -> float:
    row, needed = pair
    if y + needed > room and (row.height <= room or row.flows) and pages[-1]:
        y = _turn(pages, row)
    while y + row.height - row.below > room:
        parts = row.split(room - y)
        if parts is None:
            if not pages[-1] or y == height_of(row.head):
                break
            y = _turn(pages, row)
            continue
        pages[-1].append(Placed(parts[0], y))
        row = parts[1]
        y = _turn(pages, row)
    pages[-1].append(Placed(row, y))
    return y + row.height


def _turn(pages: list[list[Placed]], row: Row) -> float:
    pages.append([])
    y = 0.0
    for head in row.head:
        # Read aloud once is enough.
        pages[-1].append(Placed(replace(head, role=Role.ARTIFACT), y))
        y += head.height
    return y
