# SPDX-License-Identifier: Apache-2.0
"""Where the questions come from, word for word, for whoever wants to know."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QLabel, QWidget

from intake.ui.metrics import Metrics
from intake.ui.theme import font
from intake.ui.widgets.action_button import ActionButton
from intake.ui.widgets.option_row import wrapped_height
from intake.ui.widgets.press_gate import PressGate
from intake.ui.widgets.sheet import Sheet

_LEAST_PT = 13
_MARGIN_MM, _GAP_MM = 6.0, 3.0
_BUTTON_MM, _BUTTON_EMS = 13.0, 1.9
_EMS = 30
_MOST_SHARE = 0.94
"""How much of the window the card may fill."""


class AboutSheet(Sheet):
    """The name of a questionnaire and what its owner wants said of it."""

    def __init__(self, gate: PressGate, parent: QWidget) -> None:
        super().__init__(gate, parent)
        self._metrics, self._size, self._most_width = Metrics(96.0), _LEAST_PT, 0
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

    def set_metrics(self, metrics: Metrics, size: int, width: int) -> None:
        """Follow the screen and the text size in points; a long attribution takes less."""
        self._metrics, self._size, self._most_width = metrics, size, width
        self._done.setFixedHeight(
            max(metrics.mm(_BUTTON_MM), round(metrics.pt(size) * _BUTTON_EMS))
        )
        self.body.setContentsMargins(*[metrics.mm(_MARGIN_MM)] * 4)
        self.body.setSpacing(metrics.mm(_GAP_MM))
        self._fit()

    def tell(self, title: str, attribution: str) -> None:
        """Open with a questionnaire's name and its attribution."""
        self._title.setText(title)
        self._words.setText(attribution)
        self.setAccessibleName(f"{title} {attribution}")
        self._fit()
        self.open()
        self._done.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Enter or Escape."""
        keys = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() in keys and not event.isAutoRepeat() and self._gate.lets_through():
            self.put_away()

    def _fit(self) -> None:
        """Use the largest type, up to the patient's own, at which everything can be seen."""
        beside = self._metrics.mm(_MARGIN_MM) * 2
        around = beside + self._metrics.mm(_GAP_MM) * 2 + self._done.height()
        room = round(self._covered.height() * _MOST_SHARE) - around
        size = max(self._size, _LEAST_PT)
        while size > _LEAST_PT and self._words_height(size, beside) > room:
            size -= 1
        self._set_type(size)
        self._done.setFont(self._words.font())
        self.card.setFixedWidth(self._width(size))

    def _words_height(self, size: int, beside: int) -> int:
        self._set_type(size)
        width = self._width(size) - beside
        return sum(
            wrapped_height(QFontMetrics(label.font()), label.text(), width)
            for label in (self._title, self._words)
        )

    def _set_type(self, size: int) -> None:
        pixels = self._metrics.pt(size)
        self._title.setFont(font(pixels, semibold=True))
        self._words.setFont(font(pixels))

    def _width(self, size: int) -> int:
        return min(self._most_width, self._metrics.pt(size) * _EMS)
