# SPDX-License-Identifier: Apache-2.0
"""Back at one end and Next at the other, in exactly the same place on every screen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from intake.ui.metrics import Metrics
from intake.ui.theme import font
from intake.ui.widgets.action_button import ActionButton
from intake.ui.widgets.option_row import RING_ROOM
from intake.ui.widgets.press_gate import PressGate

_BUTTON_MM = 44.0
_MOST_SHARE = 0.25


class FooterBar(QWidget):
    """Two buttons of equal and constant size, and a quiet one between them."""

    next_pressed = Signal()
    back_pressed = Signal()
    middle_pressed = Signal()

    def __init__(self, gate: PressGate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = ActionButton(gate)
        self.middle = ActionButton(gate, "quiet")
        self.next = ActionButton(gate, "primary")
        for button in (self.back, self.next):
            # Of a constant size, so that a long word needs the room at its sides.
            button.setProperty("place", "foot")
        self.back.setText(self.tr("Back"))
        self.back.clicked.connect(self.back_pressed)
        self.middle.clicked.connect(self.middle_pressed)
        self.next.clicked.connect(self.next_pressed)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(RING_ROOM, 0, RING_ROOM, 0)
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.middle)
        row.addStretch(1)
        row.addWidget(self.next)
        for button in (self.back, self.middle, self.next):
            kept = button.sizePolicy()
            kept.setRetainSizeWhenHidden(True)
            button.setSizePolicy(kept)

    def set_metrics(self, metrics: Metrics, pixels: int, height: int, width: int) -> None:
        """Follow the screen; `width` is that of the whole bar."""
        self.setFixedHeight(height)
        for button in (self.back, self.next):
            button.setFixedSize(min(metrics.mm(_BUTTON_MM), round(width * _MOST_SHARE)), height)
            button.setFont(font(pixels, semibold=button is self.next))
        self.middle.setFixedHeight(height)
        self.middle.setFont(font(pixels))

    def show_actions(self, *, back: bool, forward: str, middle: str = "") -> None:
        """Say what the buttons do here; an empty text hides its button."""
        self.back.setVisible(back)
        self.next.setVisible(bool(forward))
        self.next.setText(forward)
        self.show_middle(middle)

    def show_middle(self, text: str) -> None:
        """Show or hide the quiet button."""
        self.middle.setText(text)
        self.middle.setVisible(bool(text))
        # At once, so that not even one picture shows half of a longer text.
        self._row.activate()
