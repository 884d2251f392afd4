# SPDX-License-Identifier: Apache-2.0
"""The blank over everything: a few words in its middle, and one touch anywhere is enough."""

from __future__ import annotations

from textwrap import fill

from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QWidget

from intake.ui.theme import font
from intake.ui.widgets.action_button import ActionButton
from intake.ui.widgets.press_gate import PressGate

_SHARE = 0.9
"""How much of the width the words may take."""

_LONGEST_WORD = 12


class Veil(ActionButton):
    """Says its words as large as the patient reads, each sentence in two lines if need be."""

    def __init__(self, gate: PressGate, parent: QWidget) -> None:
        super().__init__(gate, "veil", parent)
        self._sentences: tuple[str, ...] = ()
        self._pixels = 1
        self.hide()

    def say(self, text: str) -> None:
        """Take over other words, a paragraph for each sentence."""
        self._sentences = tuple(text.split("\n\n"))
        self._fit()

    def set_pixels(self, pixels: int) -> None:
        """Follow the text size."""
        self._pixels = pixels
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the screen."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        made, room = font(self._pixels), self.width() * _SHARE
        width_of = QFontMetrics(made).horizontalAdvance
        said = list(self._sentences)
        if any(width_of(each) > room for each in said):
            said = [fill(each, len(each) // 2 + _LONGEST_WORD // 2) for each in said]
        widest = max((width_of(line) for each in said for line in each.split("\n")), default=1)
        self.setText("\n\n".join(said))
        self.setFont(font(max(1, round(self._pixels * min(1.0, room / max(1, widest))))))
