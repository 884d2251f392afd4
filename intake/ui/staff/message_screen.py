# SPDX-License-Identifier: Apache-2.0
"""One sentence and one way on, for the moments in which nothing else makes sense."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from intake.ui.staff.parts import GAP, Screen, button, card, label


class MessageScreen(Screen):
    """Says what happened, what helps, and offers to go on."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        frame, inside = card()
        frame.setMaximumWidth(640)
        frame.setMinimumWidth(480)
        inside.setSpacing(GAP)
        self._title = label("", "heading")
        self._text = label("", "body")
        self._go = button("", "primary")
        self._go.clicked.connect(self.left)
        for part in (self._title, self._text):
            inside.addWidget(part)
        inside.addWidget(self._go, 0, Qt.AlignmentFlag.AlignRight)
        layout = QVBoxLayout(self)
        layout.addWidget(frame, 0, Qt.AlignmentFlag.AlignCenter)
        self.first = self._go

    def say(self, title: str, text: str, way_on: str) -> None:
        """Show a message and name the way on."""
        self._title.setText(title)
        self._text.setText(text)
        self._go.setText(way_on)
