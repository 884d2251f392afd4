# SPDX-License-Identifier: Apache-2.0
"""How the areas of the body stand in columns: the largest type at which all can be seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QFontMetrics

from intake.ui.theme import font
from intake.ui.widgets.mark_row import MarkRow

GAP = 3
"""Between two rows or columns, in pixels; each row keeps its line inside as well."""

_COUNTS = (2, 3, 4)


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns as wide as their words need, each of `lines` rows of one height."""

    widths: tuple[int, ...]
    lines: int
    row: int

    def boxes(self, count: int) -> list[QRect]:
        """Return where the rows go, column by column."""
        made = []
        for place in range(count):
            column, line = divmod(place, self.lines)
            left = sum(self.widths[:column]) + GAP * column
            made.append(QRect(left, line * (self.row + GAP), self.widths[column], self.row))
        return made


def columns_of(rows: Sequence[MarkRow], pixels: int, box: QSize, least_row: int) -> Columns | None:
    """Return columns for a type size, or nothing where some word would not be seen."""
    metrics = QFontMetrics(font(pixels))
    for count in _COUNTS:
        lines = -(-len(rows) // count)
        row = (box.height() - GAP * (lines - 1)) // lines
        if row < least_row:
            continue
        parts = [rows[first : first + lines] for first in range(0, len(rows), lines)]
        needed = [max(each.width_at(metrics, row) for each in part) for part in parts]
        spare = box.width() - GAP * (len(parts) - 1) - sum(needed)
        if spare >= 0:
            widths = tuple(width + spare // len(parts) for width in needed)
            return Columns(widths, lines, row)
    return None


def evenly(count: int, box: QSize) -> Columns:
    """Return as many columns as there are, for a room in which not every word can be seen."""
    lines = -(-count // _COUNTS[-1])
    width = (box.width() - GAP * (_COUNTS[-1] - 1)) // _COUNTS[-1]
    row = (box.height() - GAP * (lines - 1)) // lines
    return Columns((max(1, width),) * _COUNTS[-1], lines, max(1, row))
