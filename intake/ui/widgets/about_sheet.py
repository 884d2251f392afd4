# SPDX-License-Identifier: Apache-2.0
"""Where the questions come from, word for word, for whoever wants to know."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QWidget

from intake.ui.metrics import Metrics
from intake.ui.theme import font
from intake.ui.widgets.action_button import ActionButton
from intake.ui.widgets.press_gate import PressGate
from intake.ui.widgets.sheet import Sheet

_POINTS = 16.0


class AboutSheet(Sheet):
    """The name of a questionnaire and what its owner wants said of it."""

    def __init__(self, gate: PressGate, parent: QWidget) -> None:
        super().__init__(gate, parent)
        self._title, self._words = QLabel(), QLabel()
        for label in (self._title, self._words):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            self.body.addWidget(label)
        self._done = ActionButton(gate, "primary")
        self._done.setText(self.tr("Done"))
        self._done.clicked.connect(self.put_away)
        self.body.addWidget(self._done)

    @property
    def words(self) -> tuple[str, str]:
        """The name and the attribution that are shown."""
        return self._title.text(), self._words.text()

    def set_metrics(self, metrics: Metrics, width: int) -> None:
        """Follow the screen; the sheet itself keeps one size of text."""
        pixels = metrics.pt(_POINTS)
        self._title.setFont(font(pixels, semibold=True))
        self._words.setFont(font(pixels))
        self._done.setFont(font(pixels))
        self._done.setFixedHeight(metrics.mm(13))
        self.body.setContentsMargins(*[metrics.mm(6)] * 4)
        self.body.setSpacing(metrics.mm(3))
        self.card.setFixedWidth(min(width, pixels * 30))

    def tell(self, title: str, attribution: str) -> None:
        """Open with a questionnaire's name and its attribution."""
        self._title.setText(title)
        self._words.setText(attribution)
        self.setAccessibleName(f"{title} {attribution}")
        self.open()
        self._done.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Enter or Escape."""
        keys = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() in keys and not event.isAutoRepeat() and self._gate.lets_through():
            self.put_away()
