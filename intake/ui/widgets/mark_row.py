# SPDX-License-Identifier: Apache-2.0
"""A row that is ticked or not, with the whole row as its target."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QWidget

from intake.ui.widgets.option_row import draw_tick, wrapped_height
from intake.ui.widgets.press_gate import PressGate

_RADIUS = 10.0
_BOX = 0.95
_AIR = 0.3
_PADDING = 0.2
"""Above and below the words together."""

_SLACK = 2
"""Pixels by which Qt may break a line earlier than its words are wide."""

_WRAP = int(Qt.TextFlag.TextWordWrap.value) | int(Qt.AlignmentFlag.AlignVCenter.value)


class MarkRow(QAbstractButton):
    """A check box for fingers: filled, framed and ticked when it is on."""

    def __init__(self, gate: PressGate, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gate = gate
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def height_at(self, width: int) -> int:
        """Return the least height at which every word fits."""
        text = self._text_box(QRect(0, 0, width, 1 << 20))
        return wrapped_height(self.fontMetrics(), self.text(), text.width()) + self._em(_PADDING)

    def width_at(self, metrics: QFontMetrics, height: int) -> int:
        """Return the least width at which every word fits in a row of this height."""
        beside = _em(metrics, _AIR * 3 + _BOX)
        room = height - _em(metrics, _PADDING)
        words = self.text().split()
        longest = max(map(metrics.horizontalAdvance, words), default=0)
        parts = {
            metrics.horizontalAdvance(" ".join(words[first:last]))
            for first in range(len(words))
            for last in range(first + 1, len(words) + 1)
        }
        wide = sorted(part + _SLACK for part in parts if part >= longest)
        fitting = (each for each in wide if wrapped_height(metrics, self.text(), each) <= room)
        return beside + next(fitting, 1 << 20)

    def sizeHint(self) -> QSize:
        """Return a size for one line; whoever places the row knows better."""
        return QSize(self._em(12), self._em(2))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the press unless it belongs to the screen before."""
        if self._gate.lets_through():
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Space; every other key belongs to the screen."""
        if event.key() != Qt.Key.Key_Space:
            event.ignore()
        elif not event.isAutoRepeat() and self._gate.lets_through():
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the row."""
        palette = self.window().palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        line = palette.color(QPalette.ColorRole.Highlight if on else QPalette.ColorRole.Mid)
        if self.hasFocus():
            line = palette.color(QPalette.ColorRole.Accent)
        fill = QPalette.ColorRole.AlternateBase if on else QPalette.ColorRole.Light
        painter.setBrush(palette.color(fill))
        painter.setPen(QPen(line, 4 if self.hasFocus() else 3 if on else 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), _RADIUS, _RADIUS)
        self._draw_box(painter, palette)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        align = self.style().visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft)
        painter.drawText(self._text_box(self.rect()), _WRAP | int(align.value), self.text())
        painter.end()

    def _draw_box(self, painter: QPainter, palette: QPalette) -> None:
        side = self._em(_BOX)
        left, top = self._em(_AIR), (self.height() - side) // 2
        box = QRectF(self._mirrored(QRect(left, top, side, side)))
        on = self.isChecked()
        ink = palette.color(QPalette.ColorRole.Highlight if on else QPalette.ColorRole.Mid)
        painter.setBrush(ink if on else palette.color(QPalette.ColorRole.Light))
        painter.setPen(QPen(ink, 2))
        painter.drawRoundedRect(box, 4, 4)
        if on:
            inset = side * 0.16
            tick = box.adjusted(inset, inset, -inset, -inset)
            draw_tick(painter, tick, palette.color(QPalette.ColorRole.HighlightedText))

    def _text_box(self, box: QRect) -> QRect:
        before = self._em(_AIR * 2 + _BOX)
        return self._mirrored(box.adjusted(before, 0, -self._em(_AIR), 0))

    def _mirrored(self, box: QRect) -> QRect:
        return self.style().visualRect(self.layoutDirection(), self.rect(), box)

    def _em(self, share: float) -> int:
        return _em(self.fontMetrics(), share)


def _em(metrics: QFontMetrics, share: float) -> int:
    return round(metrics.height() * share * 0.8)
