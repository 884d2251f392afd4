# SPDX-License-Identifier: Apache-2.0
"""A numeric rating scale: equal numbered boxes in one line, its two anchors under the ends."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from intake.ui.widgets.option_row import RING_ROOM
from intake.ui.widgets.press_gate import PressGate, Ticks
from intake.ui.widgets.tile_grid import TileGrid

ANCHOR_SHARE = 0.46
"""The part of the width that the words under one end may take."""


class ScaleInput(TileGrid):
    """Boxes from `low` to `high`; no box starts out chosen and none looks different."""

    def __init__(
        self,
        gate: PressGate,
        parent: QWidget | None = None,
        *,
        ticks: Ticks = time.monotonic,
    ) -> None:
        super().__init__(gate, parent, ticks=ticks)
        self._anchor_height = 0
        self.low_anchor = self._anchor(Qt.AlignmentFlag.AlignLeft)
        self.high_anchor = self._anchor(Qt.AlignmentFlag.AlignRight)

    def show_scale(self, low: int, high: int, anchors: tuple[str, str]) -> None:
        """Show another scale; the ends' names carry their anchors, as they do on paper."""
        self.low_anchor.setText(anchors[0])
        self.high_anchor.setText(anchors[1])
        numbers = [str(number) for number in range(low, high + 1)]
        names = [*numbers]
        if anchors[0]:
            names[0] = f"{numbers[0]}, {anchors[0]}"
        if anchors[1]:
            names[-1] = f"{numbers[-1]}, {anchors[1]}"
        self.show_tiles(numbers, names, low)

    def set_anchor_height(self, height: int) -> None:
        """Reserve room under the boxes, in pixels."""
        self._anchor_height = height
        self.place()

    def place(self) -> None:
        """Place the boxes, and the anchors under the ends."""
        super().place()
        width = round(self.width() * ANCHOR_SHARE)
        top = self._tiles_height() + self._gap
        height = max(0, self.height() - top)
        style, mirrored = self.style(), self.layoutDirection()
        tiles = self.tiles()
        end = tiles[-1].geometry().right() - RING_ROOM if tiles else self.width()
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            end = self.width() - RING_ROOM
        for label, left in ((self.low_anchor, RING_ROOM), (self.high_anchor, end - width)):
            box = label.rect()
            box.setRect(left, top, width, height)
            label.setGeometry(style.visualRect(mirrored, self.rect(), box))

    def _tiles_height(self) -> int:
        room = self._anchor_height + self._gap if self._anchor_height else 0
        return max(0, self.height() - room)

    def _anchor(self, side: Qt.AlignmentFlag) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setAlignment(side | Qt.AlignmentFlag.AlignTop)
        return label
