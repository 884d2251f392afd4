# SPDX-License-Identifier: Apache-2.0
"""A vertical list of answers; yes/no is a list of two."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from intake.ui.widgets.answer_group import AnswerGroup
from intake.ui.widgets.option_row import GatedRadio, OptionRow
from intake.ui.widgets.press_gate import PressGate

MOST_DIGITS = 9


class ChoiceInput(AnswerGroup):
    """Equal full-width rows under each other, whole rows as targets; digits 1 to n choose."""

    def __init__(self, gate: PressGate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gate = gate
        self._gap = 0
        self._shows_digits = False

    def show_options(self, texts: Sequence[str]) -> None:
        """Show other answers with the same rows; nothing is chosen."""
        self._use(len(texts))
        for number, (row, text) in enumerate(zip(self.rows(), texts, strict=True), start=1):
            row.show_option(text, number)
            row.show_digit(shown=self._shows_digits and number <= MOST_DIGITS)
        self.choose(None, by_person=False)

    def rows(self) -> list[OptionRow]:
        """Return the rows that are shown."""
        return [row for row in self.used if isinstance(row, OptionRow)]

    def show_digits(self, *, shown: bool) -> None:
        """Show the keys that choose, once somebody uses keys."""
        self._shows_digits = shown
        for row in self.rows():
            row.show_digit(shown=shown)

    def set_gap(self, gap: int) -> None:
        """Set the distance between rows in pixels."""
        self._gap = gap

    def press_digit(self, digit: int) -> bool:
        """Choose by a key; say whether there is such a row."""
        if not 1 <= digit <= len(self.used):
            return False
        self.choose(digit - 1)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the rows."""
        super().resizeEvent(event)
        self.place()

    def place(self) -> None:
        """Give every row the same share of the height."""
        rows = self.rows()
        if not rows:
            return
        height = (self.height() - self._gap * (len(rows) - 1)) // len(rows)
        for number, row in enumerate(rows):
            row.setGeometry(0, number * (height + self._gap), self.width(), height)

    def _make(self) -> GatedRadio:
        row = OptionRow(self._gate, self)
        row.setFont(self.font())
        return row
