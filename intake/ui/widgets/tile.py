# SPDX-License-Identifier: Apache-2.0
"""One numbered box of a scale, or one day or month of a birthday."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette

from intake.ui.widgets.option_row import GatedRadio, draw_tick


class Tile(GatedRadio):
    """A box with a short text in its middle; chosen, it is filled and has a tick below."""

    def show_tile(self, text: str, name: str) -> None:
        """Take over another text; `name` is what a screen reader says."""
        self.setText(text)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        """Return a small square; the group gives the real size."""
        return QSize(self.font().pixelSize() * 2, self.font().pixelSize() * 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box, its text and the tick."""
        painter = QPainter(self)
        self.ground(painter)
        chosen = self.isChecked()
        role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        colour = self.window().palette().color(role)
        painter.setPen(colour)
        box = self.rect()
        side = min(self.font().pixelSize() * 0.5, self.height() * 0.24)
        if chosen:
            box = box.adjusted(0, 0, 0, -round(side * 0.9))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter.value), self.text())
        if chosen:
            middle = self.width() / 2
            top = self.height() - side * 1.15 - 7
            draw_tick(painter, QRectF(middle - side / 2, top, side, side), colour)
        painter.end()
