# SPDX-License-Identifier: Apache-2.0
"""A wide button with a text that may take several lines, and a few quiet words at its end."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from intake.ui.widgets.action_button import ActionButton
from intake.ui.widgets.option_row import wrapped_height
from intake.ui.widgets.press_gate import PressGate

_RADIUS = 10.0
_SMALL = 0.9
_NARROW_EMS = 24


class TextRow(ActionButton):
    """Draws itself, because a push button cannot break lines."""

    def __init__(self, gate: PressGate, parent: QWidget | None = None) -> None:
        super().__init__(gate, "row", parent)
        self.aside = ""

    def show_row(self, text: str, aside: str) -> None:
        """Take over other words."""
        self.setText(text)
        self.aside = aside
        self.setAccessibleName(f"{text}, {aside}")

    def height_at(self, width: int) -> int:
        """Return the least height at which every word fits."""
        text, _ = self._boxes(QRect(0, 0, width, 1 << 20))
        lines = wrapped_height(self.fontMetrics(), self.text(), text.width())
        return lines + self._below(width) + round(self._em() * 0.8)

    def sizeHint(self) -> QSize:
        """Return a size for one line; the list gives the real one."""
        return QSize(self._em() * 12, self._em() * 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the row."""
        palette = self.window().palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = palette.color(QPalette.ColorRole.Mid)
        if self.hasFocus():
            line = palette.color(QPalette.ColorRole.Accent)
        fill = QPalette.ColorRole.AlternateBase if self.isDown() else QPalette.ColorRole.Light
        painter.setBrush(palette.color(fill))
        painter.setPen(QPen(line, 4 if self.hasFocus() else 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), _RADIUS, _RADIUS)
        text, aside = self._boxes(self.rect())
        wrap = int(Qt.TextFlag.TextWordWrap.value) | int(Qt.AlignmentFlag.AlignVCenter.value)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        painter.drawText(text, wrap | int(self._side(Qt.AlignmentFlag.AlignLeft)), self.text())
        painter.setFont(self._small())
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(aside, wrap | int(self._side(Qt.AlignmentFlag.AlignRight)), self.aside)
        painter.end()

    def _boxes(self, box: QRect) -> tuple[QRect, QRect]:
        pad = round(self._em() * 0.7)
        inner = box.adjusted(pad, 0, -pad, 0)
        below = self._below(box.width())
        if below:
            air = round(self._em() * 0.4)
            text = inner.adjusted(0, air, 0, -below - air)
            return text, QRect(inner.left(), inner.bottom() - below - air, inner.width(), below)
        wide = QFontMetrics(self._small()).horizontalAdvance(self.aside) + 2
        text = inner.adjusted(0, 0, -wide - pad, 0)
        aside = QRect(inner.right() - wide, inner.top(), wide, inner.height())
        style, direction = self.style(), self.layoutDirection()
        return style.visualRect(direction, box, text), style.visualRect(direction, box, aside)

    def _below(self, width: int) -> int:
        """Return the height of the aside where it stands under the text; 0 where it is beside."""
        is_narrow = width < self._em() * _NARROW_EMS
        return QFontMetrics(self._small()).height() if is_narrow else 0

    def _side(self, flag: Qt.AlignmentFlag) -> int:
        return int(self.style().visualAlignment(self.layoutDirection(), flag).value)

    def _small(self) -> QFont:
        small = QFont(self.font())
        small.setPixelSize(max(1, round(self._em() * _SMALL)))
        return small

    def _em(self) -> int:
        return self.font().pixelSize()
