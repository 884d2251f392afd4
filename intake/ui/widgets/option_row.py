# SPDX-License-Identifier: Apache-2.0
"""One answer of a list: a wide rounded row, filled and ticked when it is the chosen one."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QRadioButton, QWidget

from intake.ui.widgets.press_gate import PressGate

RING_ROOM = 4
"""How far a box stays inside its widget, in pixels, so that a focus ring fits around it."""

MARK_ROOM = 2.0
DIGIT_ROOM = 1.9
AIR = 0.45
"""Before the words, after them, and above and below together: in times the type size."""

_RADIUS = 10.0


def wrapped_height(metrics: QFontMetrics, text: str, width: int) -> int:
    """Return how tall a text is when its lines may be this wide."""
    flags = int(Qt.TextFlag.TextWordWrap.value)
    return metrics.boundingRect(QRect(0, 0, width, 1 << 20), flags, text).height()


def draw_tick(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """Draw a tick that fills a box; fonts disagree about theirs."""
    painter.setPen(QPen(colour, box.width() * 0.16, Qt.PenStyle.SolidLine,
                        Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))  # fmt: skip
    left, top, side = box.left(), box.top(), box.width()
    painter.drawPolyline(
        QPolygonF(
            [
                QPointF(left + side * 0.12, top + side * 0.54),
                QPointF(left + side * 0.40, top + side * 0.82),
                QPointF(left + side * 0.90, top + side * 0.20),
            ]
        )
    )


class GatedRadio(QRadioButton):
    """A radio button whose whole surface is the target; keys but Space go to the screen."""

    def __init__(self, gate: PressGate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gate = gate
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def hitButton(self, position: QPoint) -> bool:
        """Take a touch anywhere."""
        return self.rect().contains(position)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the press unless it belongs to the screen before."""
        if self._gate.lets_through():
            super().mousePressEvent(event)

    def nextCheckState(self) -> None:
        """Choose, and stay chosen: a second tap takes nothing back."""
        self.setChecked(True)

    def show_chosen(self, *, chosen: bool) -> None:
        """Look chosen or not, without a signal."""
        # Qt never takes the last choice of an exclusive group back, and calls a button of a
        # group that is not exclusive a check box; so it is exclusive but for this moment.
        blocked = self.blockSignals(True)  # noqa: FBT003, Qt's own signature
        self.setAutoExclusive(False)
        self.setChecked(chosen)
        self.setAutoExclusive(True)
        self.blockSignals(blocked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Space; digits, arrows, Enter and Backspace belong to the screen."""
        if event.key() != Qt.Key.Key_Space:
            event.ignore()
        elif not event.isAutoRepeat() and self._gate.lets_through():
            super().keyPressEvent(event)

    def ground(self, painter: QPainter) -> None:
        """Draw the rounded box: filled when chosen, ringed when the keys are here."""
        palette = self.window().palette()
        chosen = self.isChecked()
        line = palette.color(
            QPalette.ColorRole.Highlight
            if chosen or self.underMouse() or self.isDown()
            else QPalette.ColorRole.Mid
        )
        fill = QPalette.ColorRole.AlternateBase if self.isDown() else QPalette.ColorRole.Light
        if chosen:
            fill = QPalette.ColorRole.Highlight
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(palette.color(fill))
        painter.setPen(QPen(line, 2))
        edge = RING_ROOM
        box = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        painter.drawRoundedRect(box, _RADIUS, _RADIUS)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Accent), 3))
            box = box.adjusted(-2.5, -2.5, 2.5, 2.5)
            painter.drawRoundedRect(box, _RADIUS + 2, _RADIUS + 2)


class OptionRow(GatedRadio):
    """A row of a choice list: ring or tick, the words, and the digit that chooses it."""

    def __init__(self, gate: PressGate, parent: QWidget | None = None) -> None:
        super().__init__(gate, parent)
        self._digit = ""
        self._shows_digit = False

    def show_option(self, text: str, digit: int) -> None:
        """Take over another answer's words; nothing is chosen by that."""
        self.setText(text)
        self.setAccessibleName(text)
        self._digit = str(digit)

    def show_digit(self, *, shown: bool) -> None:
        """Show or hide the key that chooses this row; it is no part of the answer."""
        if shown != self._shows_digit:
            self._shows_digit = shown
            self.update()

    def height_at(self, width: int) -> int:
        """Return the least height at which every word fits."""
        text = self._text_rect(QRect(0, 0, width, self.fontMetrics().height()))
        return wrapped_height(self.fontMetrics(), self.text(), text.width()) + self._em(AIR)

    def sizeHint(self) -> QSize:
        """Return a size for one line; the list gives the real one."""
        return QSize(self._em(12), self._em(2))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the row."""
        painter = QPainter(self)
        self.ground(painter)
        palette = self.window().palette()
        ink = QPalette.ColorRole.HighlightedText if self.isChecked() else QPalette.ColorRole.Text
        self._draw_mark(painter)
        painter.setPen(palette.color(ink))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.drawText(
            self._mirrored(self._text_rect(self.rect())),
            int(self._aligned(flags).value) | int(Qt.TextFlag.TextWordWrap.value),
            self.text(),
        )
        if self._shows_digit:
            self._draw_digit(painter)
        painter.end()

    def _draw_mark(self, painter: QPainter) -> None:
        side = self._em(0.78)
        box = QRect(self._em(0.75), (self.height() - side) // 2, side, side)
        place = QRectF(self._mirrored(box))
        if self.isChecked():
            colour = self.window().palette().color(QPalette.ColorRole.HighlightedText)
            draw_tick(painter, place, colour)
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.window().palette().color(QPalette.ColorRole.Mid), 2))
            painter.drawEllipse(place)

    def _draw_digit(self, painter: QPainter) -> None:
        role = QPalette.ColorRole.HighlightedText if self.isChecked() else (
            QPalette.ColorRole.PlaceholderText
        )  # fmt: skip
        colour = self.window().palette().color(role)
        small = self.font()
        small.setPixelSize(max(1, round(small.pixelSize() * 0.62)))
        side = self._em(0.95)
        box = QRect(self.width() - self._em(0.6) - side, (self.height() - side) // 2, side, side)
        place = self._mirrored(box)
        painter.setFont(small)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 1))
        painter.drawRoundedRect(QRectF(place), 5, 5)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter.value), self._digit)

    def _text_rect(self, box: QRect) -> QRect:
        return box.adjusted(self._em(MARK_ROOM), 0, -self._em(DIGIT_ROOM), 0)

    def _mirrored(self, box: QRect) -> QRect:
        return self.style().visualRect(self.layoutDirection(), self.rect(), box)

    def _aligned(self, flags: Qt.AlignmentFlag) -> Qt.AlignmentFlag:
        return self.style().visualAlignment(self.layoutDirection(), flags)

    def _em(self, share: float) -> int:
        return round(self.font().pixelSize() * share)
