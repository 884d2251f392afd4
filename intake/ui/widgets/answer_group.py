# SPDX-License-Identifier: Apache-2.0
"""What every way of choosing one answer shares: at most one, by touch, digits or arrows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QGroupBox, QWidget

from intake.ui.widgets.option_row import GatedRadio


class AnswerGroup(QGroupBox):
    """Keeps at most one of its radio buttons chosen; none is, until somebody chooses.

    A group box without its frame, because that is what screen readers call a group.
    `changed` is emitted when a person chooses, never when an earlier answer is shown.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: list[GatedRadio] = []
        self._used = 0
        self._chosen: int | None = None

    @property
    def chosen(self) -> int | None:
        """The place of the chosen button, counted from 0."""
        return self._chosen

    @property
    def used(self) -> Sequence[GatedRadio]:
        """The buttons that this question uses; the spare ones are hidden."""
        return self._buttons[: self._used]

    def choose(self, place: int | None, *, by_person: bool = True) -> None:
        """Choose one button, or none."""
        self._chosen = place
        for number, button in enumerate(self._buttons):
            button.show_chosen(chosen=number == place)
        self._move_tab_stop()
        if by_person:
            self.changed.emit()

    def step(self, by: int) -> None:
        """Choose the next or the previous button, as the arrow keys do."""
        if not self._used:
            return
        if self._chosen is None:
            place = 0 if by > 0 else self._used - 1
        else:
            place = min(max(self._chosen + by, 0), self._used - 1)
        self.choose(place)
        self._buttons[place].setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw no frame."""

    def _use(self, count: int) -> None:
        while len(self._buttons) < count:
            button = self._make()
            button.toggled.connect(self._toggled)
            self._buttons.append(button)
        for number, button in enumerate(self._buttons):
            button.setVisible(number < count)
        self._used = count

    def _make(self) -> GatedRadio:
        raise NotImplementedError

    def _toggled(self) -> None:
        button = self.sender()
        if isinstance(button, GatedRadio) and button.isChecked():
            self.choose(self._buttons.index(button))

    def _move_tab_stop(self) -> None:
        # One stop for the whole group, as people who use the keys expect of radio buttons.
        stop = self._chosen or 0
        for number, button in enumerate(self._buttons):
            policy = Qt.FocusPolicy.TabFocus if number == stop else Qt.FocusPolicy.NoFocus
            button.setFocusPolicy(policy)
