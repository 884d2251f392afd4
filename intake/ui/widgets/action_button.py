# SPDX-License-Identifier: Apache-2.0
"""A push button for patients: a new screen's first moment and a held key do not press it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from intake.ui.widgets.press_gate import PressGate


class ActionButton(QPushButton):
    """A button that a press gate guards; `role` is `primary`, `quiet`, `row` or empty."""

    def __init__(self, gate: PressGate, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gate = gate
        self.setProperty("role", role)
        self.setAutoDefault(False)
        # A finger must leave no focus ring behind.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the press unless it belongs to the screen before."""
        if self._gate.lets_through():
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Space; Enter is given on, since it means Next everywhere."""
        if event.key() != Qt.Key.Key_Space:
            event.ignore()
        elif not event.isAutoRepeat() and self._gate.lets_through():
            super().keyPressEvent(event)
