# SPDX-License-Identifier: Apache-2.0
"""A new screen comes in softly. What is under the veil can be seen and touched at once."""

from __future__ import annotations

from PySide6.QtCore import Qt, QVariantAnimation
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QWidget

_MILLISECONDS = 140
_STRENGTH = 0.55


class Fade(QWidget):
    """Thins out over a part of its window; it takes no touch and delays nothing."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        self._strength = 0.0
        self._animation = QVariantAnimation(self)
        self._animation.setDuration(_MILLISECONDS)
        self._animation.setStartValue(_STRENGTH)
        self._animation.setEndValue(0.0)
        self._animation.valueChanged.connect(self._thin)
        self._animation.finished.connect(self.hide)

    def play(self, over: QWidget) -> None:
        """Begin over a widget of the same window; one that still plays begins anew."""
        self.stop()
        self.setGeometry(over.geometry())
        self._strength = _STRENGTH
        self.show()
        self.raise_()
        self._animation.start()

    def stop(self) -> None:
        """End at once."""
        self._animation.stop()
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what is left of the veil."""
        colour = self.window().palette().color(QPalette.ColorRole.Window)
        colour.setAlphaF(self._strength)
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour)
        painter.end()

    def _thin(self, strength: float) -> None:
        self._strength = strength
        self.update()
