# SPDX-License-Identifier: Apache-2.0
"""Keys for a number that has too many values to show them all."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGroupBox, QLabel, QWidget

from intake.ui.announce import announce
from intake.ui.widgets.action_button import ActionButton
from intake.ui.widgets.option_row import RING_ROOM
from intake.ui.widgets.press_gate import PressGate

_BASE = 10
_KEYS = (7, 8, 9, 4, 5, 6, 1, 2, 3, 0)
COLUMNS = 3
ROWS = 5
"""Rows of the pad, its display among them."""


class NumberPad(QGroupBox):
    """Ten digits and one key that takes the last digit back; nothing is entered at first.

    A digit that would make the number larger than `high` is not taken. `changed` is emitted
    when a person changes the number.
    """

    changed = Signal()

    def __init__(self, gate: PressGate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._low, self._high, self._gap = 0, 0, 0
        self._number: int | None = None
        self.display = QLabel(self)
        self.display.setTextFormat(Qt.TextFormat.PlainText)
        self.display.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.display.setProperty("tone", "field")
        self.keys = {digit: self._key(gate, str(digit)) for digit in _KEYS}
        self.back = self._key(gate, self.tr("Delete"))

    @property
    def number(self) -> int | None:
        """The number that is entered; `None` while there is none, or it is still too small."""
        is_whole = self._number is not None and self._number >= self._low
        return self._number if is_whole else None

    def show_range(self, low: int, high: int) -> None:
        """Ask for a whole number from `low` to `high`."""
        self._low, self._high = low, high
        self.show_number(None)

    def show_number(self, number: int | None) -> None:
        """Show an earlier answer, or none."""
        self._number = number
        self.display.setText("" if number is None else str(number))
        said = self.tr("Number: {number}").format(number=self.display.text() or "–")
        self.display.setAccessibleName(said)

    def press_digit(self, digit: int) -> bool:
        """Add a digit; say whether it still fits."""
        number = digit if self._number is None else self._number * _BASE + digit
        if number > self._high:
            return False
        self._change(number)
        return True

    def take_back(self) -> None:
        """Take the last digit back."""
        if self._number is not None:
            self._change(self._number // _BASE if self._number >= _BASE else None)

    def set_gap(self, gap: int) -> None:
        """Set the distance between keys in pixels."""
        self._gap = gap
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the keys."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw no frame."""

    def _change(self, number: int | None) -> None:
        self.show_number(number)
        announce(self.display, self.display.accessibleName())
        self.changed.emit()

    def _place(self) -> None:
        wide = (self.width() - 2 * RING_ROOM - self._gap * (COLUMNS - 1)) // COLUMNS
        tall = (self.height() - self._gap * (ROWS - 1)) // ROWS
        whole = self.width() - 2 * RING_ROOM
        self.display.setGeometry(RING_ROOM, 0, whole, tall)
        for place, key in enumerate([*self.keys.values(), self.back]):
            row, column = divmod(place, COLUMNS)
            span = 2 if key is self.back else 1
            left = RING_ROOM + column * (wide + self._gap)
            box = QRect(left, (row + 1) * (tall + self._gap), wide * span + self._gap * (span - 1),
                        tall)  # fmt: skip
            # A pad is read like a telephone's in every script, so it is never mirrored.
            key.setGeometry(box)

    def _pressed(self) -> None:
        for digit, key in self.keys.items():
            if key is self.sender():
                self.press_digit(digit)

    def _key(self, gate: PressGate, text: str) -> ActionButton:
        key = ActionButton(gate, "", self)
        key.setText(text)
        key.clicked.connect(self._pressed if text.isdigit() else self.take_back)
        return key
