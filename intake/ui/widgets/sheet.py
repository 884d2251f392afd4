# SPDX-License-Identifier: Apache-2.0
"""A card over the whole window; what is under it can neither be touched nor reached by keys."""

from __future__ import annotations

from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QGroupBox, QHBoxLayout, QVBoxLayout, QWidget

from intake.ui.widgets.focus import move_focus
from intake.ui.widgets.press_gate import PressGate

_SCRIM_STRENGTH = 150


class Sheet(QGroupBox):
    """Covers its parent and dims it. The subclass fills `body`, the layout of the card."""

    def __init__(self, gate: PressGate, parent: QWidget) -> None:
        super().__init__(parent)
        self._gate = gate
        self._covered = parent
        card = QFrame(self)
        card.setProperty("role", "card")
        self.card = card
        self.body = QVBoxLayout(card)
        outer = QVBoxLayout(self)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(1)
        outer.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(1)
        self.hide()

    def open(self) -> None:
        """Cover the parent."""
        self.cover()
        self._set_below(enabled=False)
        self.raise_()
        self.show()
        self._gate.shut()

    def put_away(self) -> None:
        """Give back what was below."""
        # Not in `hideEvent`: that also comes while the window is being destroyed.
        self.hide()
        self._set_below(enabled=True)

    def cover(self) -> None:
        """Be as large as the window; it calls this when its size changes."""
        self.setGeometry(self._covered.rect())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Swallow touches beside the card."""
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Dim what is below."""
        painter = QPainter(self)
        shade = QColor(self.window().palette().color(QPalette.ColorRole.Window)).darker(260)
        shade.setAlpha(_SCRIM_STRENGTH)
        painter.fillRect(self.rect(), shade)
        painter.end()

    def focusNextPrevChild(self, forwards: bool) -> bool:  # noqa: FBT001, N802, Qt's own signature
        """Keep the Tab key inside the card."""
        move_focus(self.card.findChildren(QWidget), forwards=forwards)
        return True

    def _set_below(self, *, enabled: bool) -> None:
        for below in self._covered.children():
            if isinstance(below, QWidget) and not isinstance(below, Sheet):
                below.setEnabled(enabled)
