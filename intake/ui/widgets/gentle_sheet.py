# SPDX-License-Identifier: Apache-2.0
"""Asked once, kindly, when a question is left without an answer."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QWidget

from intake.ui.metrics import Metrics
from intake.ui.theme import font
from intake.ui.widgets.action_button import ActionButton
from intake.ui.widgets.press_gate import PressGate
from intake.ui.widgets.sheet import Sheet


class Without(StrEnum):
    """What somebody wants who gave no answer."""

    ANSWER_NOW = "answer_now"
    DECLINE = "decline"
    LATER = "later"


_KEYS = {Qt.Key.Key_1: 0, Qt.Key.Key_2: 1, Qt.Key.Key_3: 2}


class GentleSheet(Sheet):
    """Three equal ways on. `picked` carries a `Without`; Escape means to answer now."""

    picked = Signal(object)

    def __init__(self, gate: PressGate, parent: QWidget) -> None:
        super().__init__(gate, parent)
        self._title = QLabel(self.tr("You have not chosen an answer."))
        self._title.setWordWrap(True)
        self.setAccessibleName(self._title.text())
        self.body.addWidget(self._title)
        self._buttons: dict[Without, ActionButton] = {}
        for way, text in (
            (Without.ANSWER_NOW, self.tr("Answer now")),
            (Without.DECLINE, self.tr("Prefer not to answer")),
            (Without.LATER, self.tr("Come back later")),
        ):
            button = ActionButton(gate, "row")
            button.setText(text)
            button.clicked.connect(self._clicked)
            self._buttons[way] = button
            self.body.addWidget(button)

    def button(self, way: Without) -> ActionButton:
        """Return one of the buttons."""
        return self._buttons[way]

    def set_metrics(self, metrics: Metrics, size: int, width: int) -> None:
        """Follow the screen and the text size in points."""
        self._title.setFont(font(metrics.pt(size), semibold=True))
        self.body.setContentsMargins(*[metrics.mm(6)] * 4)
        self.body.setSpacing(metrics.mm(2.5))
        self.card.setFixedWidth(min(width, metrics.pt(size) * 20))
        for button in self._buttons.values():
            button.setFont(font(metrics.pt(size)))
            button.setFixedHeight(max(metrics.mm(13), round(metrics.pt(size) * 1.9)))

    def ask(self, *, may_come_back: bool = True) -> None:
        """Open; the first way is the one that changes nothing."""
        self._buttons[Without.LATER].setVisible(may_come_back)
        self.open()
        self._buttons[Without.ANSWER_NOW].setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by digit; Enter presses the button that has the focus."""
        if event.isAutoRepeat() or not self._gate.lets_through():
            return
        ways = [way for way, button in self._buttons.items() if not button.isHidden()]
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Escape:
            self._pick(Without.ANSWER_NOW)
        elif key in _KEYS and _KEYS[key] < len(ways):
            self._pick(ways[_KEYS[key]])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            for way in ways:
                if self._buttons[way].hasFocus():
                    self._pick(way)
                    return
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(key is Qt.Key.Key_Down)

    def _clicked(self) -> None:
        for way, button in self._buttons.items():
            if button is self.sender():
                self._pick(way)
                return

    def _pick(self, way: Without) -> None:
        self.put_away()
        self.picked.emit(way)
