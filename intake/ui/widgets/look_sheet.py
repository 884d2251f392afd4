# SPDX-License-Identifier: Apache-2.0
"""Text size and colours, behind the "Aa" in the corner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QWidget

from intake.ui.metrics import Metrics
from intake.ui.theme import font
from intake.ui.widgets.action_button import ActionButton
from intake.ui.widgets.press_gate import PressGate
from intake.ui.widgets.sheet import Sheet

_MOST_SIZES = 3
_LEAST_PT = 18
_WIDTH_MM = 130.0
"""The width of the card at the least size; it grows with the text."""

_ROW_GAP = 8


@dataclass(frozen=True, slots=True)
class Reading:
    """How somebody wants to read: a text size in points, a theme, and screens that move or not."""

    size: int
    theme: str
    moves: bool = False


class LookSheet(Sheet):
    """Applies every choice at once; `chosen` carries a `Reading`."""

    chosen = Signal(object)

    def __init__(self, gate: PressGate, parent: QWidget) -> None:
        super().__init__(gate, parent)
        self.setAccessibleName(self.tr("Text size and colours"))
        self._reading = Reading(0, "")
        self._sizes: tuple[int, ...] = ()
        self._usual = 0
        self._is_marking = False
        self._size_title = QLabel(self.tr("Text size"))
        self._theme_title = QLabel(self.tr("Colours"))
        self._size_buttons = [self._button() for _ in range(_MOST_SIZES)]
        self._theme_buttons = {
            theme: self._button(text)
            for theme, text in (
                ("light", self.tr("Light")),
                ("dark", self.tr("Dark")),
                ("contrast", self.tr("High contrast")),
            )
        }
        self._move_title = QLabel(self.tr("Movement"))
        self._move_buttons = {
            True: self._button(self.tr("Calm")),
            False: self._button(self.tr("None")),
        }
        self._done = ActionButton(gate, "primary")
        self._done.setText(self.tr("Done"))
        self._done.clicked.connect(self.put_away)
        self._row(self._size_title, self._size_buttons)
        self._row(self._theme_title, list(self._theme_buttons.values()))
        self._row(self._move_title, list(self._move_buttons.values()))
        self.body.addWidget(self._done)

    def set_metrics(self, metrics: Metrics, size: int, width: int) -> None:
        """Follow the screen and the text size in points; three words stay in a row."""
        self.body.setContentsMargins(*[metrics.mm(6)] * 4)
        self.body.setSpacing(metrics.mm(2.5))
        for points in range(max(_LEAST_PT, size), _LEAST_PT - 1, -1):
            wide = min(width, metrics.mm(_WIDTH_MM * points / _LEAST_PT))
            self.card.setFixedWidth(wide)
            self._set_type(metrics.pt(points), metrics.mm(13))
            if self._row_width() <= wide - 2 * metrics.mm(6):
                break

    def _set_type(self, pixels: int, least: int) -> None:
        for title in (self._size_title, self._theme_title, self._move_title):
            title.setFont(font(pixels, semibold=True))
        for button in (*self._choices(), self._done):
            button.setFont(font(pixels))
            button.setFixedHeight(max(least, round(pixels * 1.9)))

    def _row_width(self) -> int:
        """Return what the widest row of three needs, with every word whole."""
        buttons = self._theme_buttons.values()
        return sum(button.sizeHint().width() for button in buttons) + 2 * _ROW_GAP

    def show_reading(self, reading: Reading, sizes: Sequence[int], usual: int) -> None:
        """Open with what is set now and the sizes that this screen has room for."""
        self._reading, self._sizes, self._usual = reading, tuple(sizes), usual
        self._mark()
        self.open()
        self._done.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press what has the focus with Enter; Escape closes."""
        if event.isAutoRepeat() or not self._gate.lets_through():
            return
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            for button in (*self._choices(), self._done):
                if button.hasFocus():
                    button.click()
                    return

    def _mark(self) -> None:
        self._is_marking = True
        nearest = min(self._sizes, key=lambda size: abs(size - self._reading.size))
        # A screen with room for one size has none to choose.
        shown = self._sizes if len(self._sizes) > 1 else ()
        self._size_title.setVisible(bool(shown))
        for place, button in enumerate(self._size_buttons):
            button.setVisible(place < len(shown))
            if place < len(shown):
                button.setText(self._size_name(shown[place]))
        self._size_buttons[self._sizes.index(nearest)].setChecked(True)
        self._theme_buttons[self._reading.theme].setChecked(True)
        self._move_buttons[self._reading.moves].setChecked(True)
        self._is_marking = False

    def _size_name(self, size: int) -> str:
        if size == self._usual:
            return self.tr("Usual")
        return self.tr("Smaller") if size < self._usual else self.tr("Larger")

    def _toggled(self, on: bool) -> None:  # noqa: FBT001, Qt's own signal
        if self._is_marking or not on:
            return
        size, theme, moves = self._reading.size, self._reading.theme, self._reading.moves
        for place, button in enumerate(self._size_buttons[: len(self._sizes)]):
            if button is self.sender():
                size = self._sizes[place]
        for name, button in self._theme_buttons.items():
            if button is self.sender():
                theme = name
        for wanted, button in self._move_buttons.items():
            if button is self.sender():
                moves = wanted
        self._reading = Reading(size, theme, moves)
        self._mark()
        self.chosen.emit(self._reading)

    def _choices(self) -> tuple[ActionButton, ...]:
        return (*self._size_buttons, *self._theme_buttons.values(), *self._move_buttons.values())

    def _button(self, text: str = "") -> ActionButton:
        button = ActionButton(self._gate)
        button.setText(text)
        button.setCheckable(True)
        # In a group of its own this means nothing but that screen readers say "one of these".
        button.setAutoExclusive(True)
        # Not `clicked`: a screen reader turns such a button over without pressing it.
        button.toggled.connect(self._toggled)
        return button

    def _row(self, title: QLabel, buttons: list[ActionButton]) -> None:
        self.body.addWidget(title)
        line, group = QHBoxLayout(), QButtonGroup(self)
        line.setSpacing(_ROW_GAP)
        for button in buttons:
            line.addWidget(button, 1)
            group.addButton(button)
        self.body.addLayout(line)
