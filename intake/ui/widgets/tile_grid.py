# SPDX-License-Identifier: Apache-2.0
"""Numbers or months to choose from, in equal boxes, a fixed number to a row."""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from intake.ui.widgets.answer_group import AnswerGroup
from intake.ui.widgets.digit_entry import DigitEntry
from intake.ui.widgets.option_row import GatedRadio
from intake.ui.widgets.press_gate import PressGate, Ticks
from intake.ui.widgets.tile import Tile


class TileGrid(AnswerGroup):
    """Equal boxes in rows. The box at place 0 stands for the number `first`."""

    def __init__(
        self,
        gate: PressGate,
        parent: QWidget | None = None,
        *,
        ticks: Ticks = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._gate = gate
        self._digits = DigitEntry(ticks)
        self._first = 0
        self._columns = 1
        self._gap = 0

    @property
    def number(self) -> int | None:
        """The chosen number."""
        return None if self.chosen is None else self.chosen + self._first

    def show_tiles(self, texts: Sequence[str], names: Sequence[str], first: int) -> None:
        """Show other boxes; nothing is chosen."""
        self._use(len(texts))
        self._first = first
        self._digits.clear()
        for tile, text, name in zip(self.tiles(), texts, names, strict=True):
            tile.show_tile(text, name)
        self.choose(None, by_person=False)

    def tiles(self) -> list[Tile]:
        """Return the boxes that are shown."""
        return [tile for tile in self.used if isinstance(tile, Tile)]

    def show_number(self, number: int | None) -> None:
        """Show an earlier answer."""
        self.choose(None if number is None else number - self._first, by_person=False)

    def set_columns(self, columns: int, gap: int) -> None:
        """Set how many boxes a row has, and the distance between them in pixels."""
        self._columns, self._gap = max(1, columns), gap
        self.place()

    @property
    def columns(self) -> int:
        """How many boxes a row has."""
        return self._columns

    def press_digit(self, digit: int) -> bool:
        """Choose by keys; a digit right after another makes a number of two."""
        last = self._first + len(self.used) - 1
        number = self._digits.press(digit, self._first, last)
        if number is not None:
            self.choose(number - self._first)
        return number is not None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the boxes."""
        super().resizeEvent(event)
        self.place()

    def place(self) -> None:
        """Give every box the same size, to the pixel."""
        tiles = self.tiles()
        if not tiles:
            return
        rows = -(-len(tiles) // self._columns)
        width = (self.width() - self._gap * (self._columns - 1)) // self._columns
        height = (self._tiles_height() - self._gap * (rows - 1)) // rows
        for place, tile in enumerate(tiles):
            row, column = divmod(place, self._columns)
            box = tile.rect()
            box.setRect(column * (width + self._gap), row * (height + self._gap), width, height)
            tile.setGeometry(self.style().visualRect(self.layoutDirection(), self.rect(), box))

    def _tiles_height(self) -> int:
        return self.height()

    def _make(self) -> GatedRadio:
        tile = Tile(self._gate, self)
        tile.setFont(self.font())
        return tile
