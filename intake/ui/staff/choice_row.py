# SPDX-License-Identifier: Apache-2.0
"""A few choices side by side, of which none is chosen for you."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QWidget

from intake.core.visit import Respondent


class ChoiceRow(QWidget):
    """Exclusive choices; `value` is `None` until one was chosen."""

    changed = Signal()

    def __init__(self, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._values = [value for value, _ in choices]
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for number, (_, words) in enumerate(choices):
            choice = QRadioButton(words)
            self._group.addButton(choice, number)
            layout.addWidget(choice)
        layout.addStretch(1)
        self._group.idClicked.connect(self._clicked)
        self.setFocusProxy(self._group.button(0))

    def value(self) -> str | None:
        """Return the chosen value."""
        number = self._group.checkedId()
        return self._values[number] if number >= 0 else None

    def choose(self, value: str | None) -> None:
        """Choose a value, or nothing."""
        self.clear()
        if value in self._values:
            self._group.button(self._values.index(value)).setChecked(True)

    def offer(self, values: Collection[str]) -> None:
        """Let only these be chosen."""
        for choice, value in zip(self._group.buttons(), self._values, strict=True):
            choice.setVisible(value in values)

    def clear(self) -> None:
        """Choose nothing."""
        self._group.setExclusive(False)
        for choice in self._group.buttons():
            choice.setChecked(False)
        self._group.setExclusive(True)

    def _clicked(self, _number: int) -> None:
        self.changed.emit()


def respondent_row() -> ChoiceRow:
    """Return the choice of who answers."""
    translate = QCoreApplication.translate
    return ChoiceRow(
        (
            (Respondent.SELF, translate("Respondent", "The patient alone")),
            (Respondent.HELPED, translate("Respondent", "The patient, with help")),
            (Respondent.PROXY, translate("Respondent", "Someone for the patient")),
        )
    )
