# SPDX-License-Identifier: Apache-2.0
"""The moment between the desk and the patient."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from intake.ui.staff.parts import GAP, button, label


class HandOverScreen(QWidget):
    """Nothing of a patient is on it, so that the device can change hands with it showing."""

    ready = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setSpacing(GAP)
        layout.addStretch(2)
        title = label(self.tr("Hand the device to the patient now"), "title")
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(title)
        words = label(
            self.tr(
                "From here on the device is locked for staff. Your PIN opens it again at the end."
            )
        )
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(words)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addStretch(1)
        back = button(self.tr("Not yet"))
        back.clicked.connect(self.left)
        self._go = button(self.tr("Start"), "primary")
        self._go.clicked.connect(self.ready)
        row.addWidget(back)
        row.addWidget(self._go)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addStretch(3)
        self.setFocusProxy(self._go)
