# SPDX-License-Identifier: Apache-2.0
"""A check box whose tick is drawn, so that it looks the same on every system."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton

from intake.ui.widgets.option_row import draw_tick


class TickBox(QCheckBox):
    """Ticked is a shape and not only a colour."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box of the style sheet, and the tick into it."""
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self.window().palette().color(QPalette.ColorRole.Highlight)
        draw_tick(painter, QRectF(box), ink)
        painter.end()
