# SPDX-License-Identifier: Apache-2.0
"""The top line: where the patient is, and a few quiet buttons in the corner."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from intake.ui.metrics import Metrics
from intake.ui.theme import font
from intake.ui.widgets.action_button import ActionButton
from intake.ui.widgets.option_row import RING_ROOM
from intake.ui.widgets.press_gate import PressGate

_NARROW_MM = 190


class ProgressHeader(QWidget):
    """Progress at the leading end; Read aloud, Pause, Hide and Aa at the other."""

    pause_pressed = Signal()
    hide_pressed = Signal()
    look_pressed = Signal()
    read_pressed = Signal()

    def __init__(self, gate: PressGate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = Metrics(96.0)
        self._number = QLabel()
        self._part = QLabel()
        self._part.setProperty("tone", "quiet")
        self._recall = QLabel()
        self._recall.setProperty("tone", "tag")
        self._words = QGridLayout()
        for label in (self._number, self._part, self._recall):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._arrange(narrow=False)
        self.read = self._button(gate, "")
        self.read.hide()
        self.pause = self._button(gate, self.tr("Pause"))
        self.hide_screen = self._button(gate, self.tr("Hide"))
        self.look = self._button(gate, self.tr("Aa"))
        self.hide_screen.setAccessibleName(self.tr("Hide the screen"))
        self.look.setAccessibleName(self.tr("Text size and colours"))
        self.read.clicked.connect(self.read_pressed)
        self.pause.clicked.connect(self.pause_pressed)
        self.hide_screen.clicked.connect(self.hide_pressed)
        self.look.clicked.connect(self.look_pressed)
        row = QHBoxLayout(self)
        row.setContentsMargins(RING_ROOM, 0, RING_ROOM, 0)
        row.addLayout(self._words)
        row.addStretch(1)
        for button in self.buttons:
            row.addWidget(button)

    @property
    def buttons(self) -> tuple[ActionButton, ...]:
        """The quiet buttons, in the order in which they stand."""
        return self.read, self.pause, self.hide_screen, self.look

    def set_metrics(self, metrics: Metrics, pixels: int, height: int) -> None:
        """Follow the screen."""
        self._metrics = metrics
        self.setFixedHeight(height)
        self._number.setFont(font(pixels, semibold=True))
        self._part.setFont(font(pixels))
        self._recall.setFont(font(pixels, semibold=True))
        for button in self.buttons:
            button.setFont(font(pixels))
            button.setFixedHeight(height)
            button.setMinimumWidth(metrics.mm(14))

    def show_progress(self, number: str, part: str, recall: str = "") -> None:
        """Say where the patient is, and the recall period where it has no line of its own."""
        for label, text in ((self._number, number), (self._part, part), (self._recall, recall)):
            label.setText(text)
            label.setVisible(bool(text))

    def show_corner(self, *, pause: bool, hide: bool) -> None:
        """Show Pause where there is something to pause, Hide where there is something to see."""
        self.pause.setVisible(pause)
        self.hide_screen.setVisible(hide)

    def show_read(self, text: str) -> None:
        """Offer to read aloud, or to stop reading; without a text neither."""
        self.read.setText(text)
        self.read.setVisible(bool(text))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use two short lines where one is too long."""
        super().resizeEvent(event)
        self._words.setHorizontalSpacing(self._metrics.mm(4))
        self._words.setVerticalSpacing(0)
        self._arrange(narrow=self.width() < self._metrics.mm(_NARROW_MM))

    def _arrange(self, *, narrow: bool) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        self._words.addWidget(self._number, 0, 0, 1, 2 if narrow else 1, middle)
        self._words.addWidget(self._part, *((1, 0) if narrow else (0, 1)), middle)
        self._words.addWidget(self._recall, *((1, 1) if narrow else (0, 2)), middle)

    def _button(self, gate: PressGate, text: str) -> ActionButton:
        button = ActionButton(gate, "quiet")
        button.setText(text)
        return button
