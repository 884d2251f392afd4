# SPDX-License-Identifier: Apache-2.0
"""The recovery code: shown once, to be kept on paper."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from intake.ui.staff.parts import Screen, button, card, column, label
from intake.ui.staff.tick_box import TickBox

_COLUMNS = 7


class RecoveryScreen(Screen):
    """Shows the code in groups, offers it as a sheet, and goes on once it is kept."""

    kept = Signal()
    sheet_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        layout = column(self)
        layout.addWidget(label(self.tr("Recovery sheet"), "title"))
        layout.addWidget(
            label(
                self.tr(
                    "Everything that patients answer is encrypted. If every passphrase is "
                    "forgotten, or the key file is lost, only this code opens it again; without "
                    "it nobody can, and nobody can send it to you. Whoever has the code and the "
                    "clinic's file can read everything: print the sheet, lock it away, and keep "
                    "no copy on a computer."
                )
            )
        )
        frame, inside = card()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(12)
        inside.addLayout(self._grid)
        layout.addWidget(frame)
        self._tick = TickBox(self.tr("The sheet is on paper and lies where only we can reach it."))
        layout.addWidget(self._tick)
        self._said = label("", "error")
        layout.addWidget(self._said)
        row = QHBoxLayout()
        row.setSpacing(12)
        sheet = button(self.tr("Print the sheet …"))
        sheet.clicked.connect(self.sheet_wanted)
        on = button(self.tr("Go on"), "primary")
        on.clicked.connect(self._go_on)
        row.addWidget(sheet)
        row.addWidget(on)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addStretch(1)

    def show_code(self, groups: Sequence[str]) -> None:
        """Show these groups."""
        for place, group in enumerate(groups):
            shown = label(group, "code", wraps=False)
            shown.setAccessibleName(f"{place + 1}: {' '.join(group)}")
            self._grid.addWidget(shown, place // _COLUMNS, place % _COLUMNS)

    def say(self, problem: str) -> None:
        """Say what did not work."""
        self._said.setText(problem)

    def _go_on(self) -> None:
        if not self._tick.isChecked():
            self.say(self.tr("Please put the code on paper first, then tick the line above."))
            self._tick.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._forget()
        self.kept.emit()

    def _forget(self) -> None:
        """Leave the code on no screen that somebody might come back to."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
