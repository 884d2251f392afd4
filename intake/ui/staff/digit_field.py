# SPDX-License-Identifier: Apache-2.0
"""One answer keyed in as a number: a digit, and the next field has the keys."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

WIDTH = 64
_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Return: 1,
    Qt.Key.Key_Enter: 1,
}


class DigitField(QLineEdit):
    """Takes only numbers that are answers; anything else is not even typed.

    `stepped` asks for the field so many places further, as soon as no longer number could be
    meant, or by the arrow keys.
    """

    stepped = Signal(int)

    def __init__(self, values: Collection[int]) -> None:
        super().__init__()
        self._texts = tuple(str(value) for value in values)
        self.setFixedWidth(WIDTH)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMaxLength(max(len(text) for text in self._texts))

    def value(self) -> int | None:
        """Return the number, if it is an answer."""
        text = self.text()
        return int(text) if text in self._texts else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a digit that can be meant; arrows and Enter walk, Backspace walks back."""
        key, text = Qt.Key(event.key()), event.text()
        if key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif key == Qt.Key.Key_Backspace and not self.text():
            self.stepped.emit(-1)
        elif text.isascii() and text.isdigit():
            self._type(text)
        elif not text.isprintable() or not text:
            super().keyPressEvent(event)

    def _type(self, digit: str) -> None:
        kept = "" if self.hasSelectedText() or self.text() in self._finished() else self.text()
        typed = kept + digit
        if not any(text.startswith(typed) for text in self._texts):
            typed = digit if any(text.startswith(digit) for text in self._texts) else ""
        if not typed:
            return
        self.setText(typed)
        if typed in self._finished():
            self.stepped.emit(1)

    def _finished(self) -> tuple[str, ...]:
        return tuple(
            text
            for text in self._texts
            if not any(other != text and other.startswith(text) for other in self._texts)
        )
