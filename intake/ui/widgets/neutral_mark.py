# SPDX-License-Identifier: Apache-2.0
"""A small ring that means something to the team and nothing to anyone else."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget


class NeutralMark(QWidget):
    """Says without words that a message waits for the team; it has no name to be read out."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring in the quiet ink of the screen."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self.window().palette().color(QPalette.ColorRole.PlaceholderText)
        painter.setPen(QPen(colour, max(1.5, self.width() * 0.12)))
        inset = self.width() * 0.12
        painter.drawEllipse(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset))
        painter.end()
