# SPDX-License-Identifier: Apache-2.0
"""The top line: where the patient is, and a few quiet buttons in the corner."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from intake.ui.icons import ICON_AIR, icon_of
from intake.ui.metrics import Metrics
from intake.ui.theme import font
from intake.ui.widgets.action_button import ActionButton
from intake.ui.widgets.option_row import RING_ROOM
from intake.ui.widgets.press_gate import PressGate

LEAST_BUTTON_MM = 14.0
_NARROW_MM = 190
_ICON = 1.1
_SHARES = (1.0, 0.9)
"""Of the type size: a little smaller before the buttons lose their words. Never the recall."""

_READ, _STOP = "speak", "stop"


class ProgressHeader(QWidget):
    """Progress at the leading end; Read aloud, Pause, Hide and Aa at the other."""

    pause_pressed = Signal()
    hide_pressed = Signal()
    look_pressed = Signal()
    read_pressed = Signal()

    def __init__(self, gate: PressGate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = Metrics(96.0)
        self._icons: Mapping[str, str] = {}
        self._colour = QColor()
        self._pixels = 1
        self._is_reading = False
        self._made: dict[tuple[str, int], QIcon] = {}
        self._number = QLabel()
        self._part = QLabel()
        self._part.setProperty("tone", "quiet")
        self._recall = QLabel()
        self._recall.setProperty("tone", "tag")
        self._words = QGridLayout()
        for label in self.labels:
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._arrange(narrow=False)
        self.read = self._button(gate, "")
        self.read.hide()
        self.pause = self._button(gate, self.tr("Pause"))
        self.hide_screen = self._button(gate, self.tr("Hide"))
        self.look = self._button(gate, self.tr("Aa"))
        self.pause.setAccessibleName(self.pause.text())
        self.hide_screen.setAccessibleName(self.tr("Hide the screen"))
        self.look.setAccessibleName(self.tr("Text size and colours"))
        self.read.clicked.connect(self.read_pressed)
        self.pause.clicked.connect(self.pause_pressed)
        self.hide_screen.clicked.connect(self.hide_pressed)
        self.look.clicked.connect(self.look_pressed)
        self._words_of = {button: button.text() for button in self.buttons}
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(RING_ROOM, 0, RING_ROOM, 0)
        row.addLayout(self._words)
        row.addStretch(1)
        for button in self.buttons:
            row.addWidget(button)

    @property
    def buttons(self) -> tuple[ActionButton, ...]:
        """The quiet buttons, in the order in which they stand."""
        return self.read, self.pause, self.hide_screen, self.look

    @property
    def labels(self) -> tuple[QLabel, ...]:
        """The words of the top line: question, part and recall period."""
        return self._number, self._part, self._recall

    @property
    def progress(self) -> str:
        """Where the patient is, in words."""
        return self._number.text()

    def set_metrics(self, metrics: Metrics, pixels: int, height: int) -> None:
        """Follow the screen."""
        self._metrics = metrics
        self.setFixedHeight(height)
        self._pixels = pixels
        for button in self.buttons:
            button.setFixedHeight(height)
            button.setMinimumWidth(metrics.mm(LEAST_BUTTON_MM))
        self._dress()

    def show_progress(self, number: str, part: str, recall: str = "") -> None:
        """Say where the patient is, and the recall period where it has no line of its own."""
        for label, text in ((self._number, number), (self._part, part), (self._recall, recall)):
            label.setText(text)
            label.setVisible(bool(text))
        self._dress()

    def show_corner(self, *, pause: bool, hide: bool) -> None:
        """Show Pause where there is something to pause, Hide where there is something to see."""
        self.pause.setVisible(pause)
        self.hide_screen.setVisible(hide)

    def show_read(self, text: str, *, reads: bool = False) -> None:
        """Offer to read aloud, or to stop while the voice `reads`; without a text neither."""
        self._is_reading = reads
        self._words_of[self.read] = text
        self.read.setAccessibleName(text)
        self.read.setVisible(bool(text))
        self._dress()

    def set_icons(self, icons: Mapping[str, str], colour: QColor) -> None:
        """Take over the icons, as SVG texts by name, and the colour of the theme."""
        self._icons, self._colour = icons, colour
        self._made.clear()
        self._dress()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use two short lines where one is too long."""
        super().resizeEvent(event)
        self._words.setHorizontalSpacing(self._metrics.mm(4))
        self._words.setVerticalSpacing(0)
        self._arrange(narrow=self.width() < self._metrics.mm(_NARROW_MM))
        self._dress()

    def _dress(self) -> None:
        """Show icon and word; where there is no room for the words, the icons alone."""
        names = {
            self.read: _STOP if self._is_reading else _READ,
            self.pause: "pause",
            self.hide_screen: "hide",
        }
        has_icons = all(name in self._icons for name in names.values())
        for button, text in self._words_of.items():
            button.setText(text)
            if button in names and has_icons:
                side = round(self._pixels * _ICON)
                button.setIcon(self._icon(names[button], side))
                button.setIconSize(QSize(round(side * (1 + 2 * ICON_AIR)), side))
        if self._fits() or not has_icons:
            return
        for button in names:
            button.setText("")
        self._fits()

    def _fits(self) -> bool:
        """Use the first share of the type size at which everything fits, or the last."""
        for share in _SHARES:
            self._set_type(share)
            if self._needed() <= self.width() and self._words_height() <= self.height():
                return True
        return False

    def _set_type(self, share: float) -> None:
        pixels = round(self._pixels * share)
        kinds = ((self._number, pixels), (self._part, pixels), (self._recall, self._pixels))
        for label, size in kinds:
            if label.font().pixelSize() != size:
                label.setFont(font(size, semibold=label is not self._part))
        for button in self.buttons:
            if button.font().pixelSize() != pixels:
                button.setFont(font(pixels))

    def _icon(self, name: str, side: int) -> QIcon:
        # Drawn once: this is on the way to every question.
        if (name, side) not in self._made:
            self._made[name, side] = icon_of(self._icons[name], self._colour, side)
        return self._made[name, side]

    def _needed(self) -> int:
        shown = [button for button in self.buttons if not button.isHidden()]
        gap = self._row.spacing() * len(shown)
        # A layout inside another is told of new words only when that is next looked at.
        self._words.invalidate()
        words = self._words.minimumSize().width() + 2 * RING_ROOM
        buttons = [max(each.sizeHint().width(), each.minimumWidth()) for each in shown]
        return words + gap + sum(buttons)

    def _words_height(self) -> int:
        return self._words.minimumSize().height()

    def _arrange(self, *, narrow: bool) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        self._words.addWidget(self._number, 0, 0, 1, 2 if narrow else 1, middle)
        self._words.addWidget(self._part, *((1, 0) if narrow else (0, 1)), middle)
        self._words.addWidget(self._recall, 0, 2, middle)

    def _button(self, gate: PressGate, text: str) -> ActionButton:
        button = ActionButton(gate, "quiet")
        button.setText(text)
        return button
