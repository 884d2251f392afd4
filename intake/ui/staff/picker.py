# SPDX-License-Identifier: Apache-2.0
"""A drop-down list whose arrow is drawn, so that it looks the same on every system."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate

_HALF = 6.0
_FROM_EDGE = 20.0


class Picker(QComboBox):
    """A combo box that shows that it opens."""

    def __init__(self) -> None:
        super().__init__()
        # Not by the wheel: it scrolls the page over this.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Only this kind follows the style sheet; the other takes its colours from the system.
        self.setItemDelegate(QStyledItemDelegate(self))

    def choose(self, value: str) -> None:
        """Choose the entry of this value, the first one when there is none."""
        self.setCurrentIndex(max(0, self.findData(value)))

    def showPopup(self) -> None:  # noqa: N802 - Qt's name
        """Open the list in the window's colours: the frame around it knows no style sheet."""
        frame = self.view().window()
        palette = self.window().palette()
        palette.setColor(QPalette.ColorRole.Window, palette.color(QPalette.ColorRole.Base))
        frame.setPalette(palette)
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll: a wheel over a closed list changes nothing in it."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field of the style sheet, and the arrow into it."""
        super().paintEvent(event)
        middle = QPointF(self.width() - _FROM_EDGE, self.height() / 2)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self.window().palette().color(QPalette.ColorRole.Highlight)
        painter.setPen(QPen(colour, 2.2, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
        painter.drawPolyline(
            QPolygonF(
                [
                    middle + QPointF(-_HALF, -_HALF / 2),
                    middle + QPointF(0, _HALF / 2),
                    middle + QPointF(_HALF, -_HALF / 2),
                ]
            )
        )
        painter.end()
