# SPDX-License-Identifier: Apache-2.0
"""A kind question to somebody who has not touched the screen for a while."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLabel, QWidget

from intake.ui.metrics import Metrics
from intake.ui.theme import font
from intake.ui.widgets.action_button import ActionButton
from intake.ui.widgets.press_gate import PressGate
from intake.ui.widgets.sheet import Sheet


class StillThere(Sheet):
    """Any touch and any key says yes."""

    def __init__(self, gate: PressGate, parent: QWidget) -> None:
        super().__init__(gate, parent)
        self._title = QLabel(self.tr("Are you still there?"))
        self._words = QLabel(self.tr("Touch the screen to go on. Or it will go blank soon."))
        self._words.setWordWrap(True)
        self.stay = ActionButton(gate, "primary")
        self.stay.setText(self.tr("I am here"))
        self.stay.clicked.connect(self.put_away)
        self.setAccessibleName(f"{self._title.text()} {self._words.text()}")
        for part in (self._title, self._words, self.stay):
            self.body.addWidget(part)

    def set_metrics(self, metrics: Metrics, size: int, width: int) -> None:
        """Follow the screen and the text size in points."""
        pixels = metrics.pt(size)
        self._title.setFont(font(pixels, semibold=True))
        self._words.setFont(font(pixels))
        self.stay.setFont(font(pixels))
        self.stay.setFixedHeight(max(metrics.mm(13), round(pixels * 1.9)))
        self.body.setContentsMargins(*[metrics.mm(6)] * 4)
        self.body.setSpacing(metrics.mm(3))
        self.card.setFixedWidth(min(width, pixels * 20))

    def ask(self) -> None:
        """Open over whatever is shown."""
        self.open()
        self.stay.setFocus(Qt.FocusReason.OtherFocusReason)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a touch beside the card for a yes too."""
        super().mousePressEvent(event)
        self.put_away()

    def keyPressEvent(self, _event: QKeyEvent) -> None:
        """Take any key for a yes."""
        self.put_away()
