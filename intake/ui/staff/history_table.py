# SPDX-License-Identifier: Apache-2.0
"""Headline scores over all visits, with the treatments between them, as a table."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from intake.core.content import History, HistoryRow
from intake.ui.staff.parts import button, card, empty, label

LATEST = 12
"""How many lines show at once: a year of monthly visits."""


class HistoryTable(QWidget):
    """Oldest first, as on paper; the latest lines show until somebody asks for all."""

    def __init__(self) -> None:
        super().__init__()
        self._history: History | None = None
        frame, inside = card()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(2)
        self._hint = label("", "hint")
        self._all = button(self.tr("Show all"), "quiet")
        self._all.clicked.connect(self._show_all)
        inside.addWidget(self._all, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addLayout(self._grid)
        inside.addWidget(self._hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)

    def show_history(self, history: History | None) -> None:
        """Show the latest lines of a history; without one nothing shows."""
        self._history = history
        self.setVisible(history is not None)
        if history is not None:
            self._fill(history.rows[-LATEST:])
            self._all.setVisible(len(history.rows) > LATEST)

    def _show_all(self) -> None:
        if self._history is not None:
            self._fill(self._history.rows)
            self._all.hide()

    def _fill(self, rows: tuple[HistoryRow, ...]) -> None:
        history = self._history
        if history is None:
            return
        empty(self._grid)
        self._hint.setText(history.direction)
        for place, name in enumerate(("", *history.columns)):
            self._grid.addWidget(label(name, "column"), 0, place)
        for number, row in enumerate(rows, start=1):
            self._grid.addWidget(label(row.on, "cell", wraps=False), number, 0)
            if row.values:
                for place, value in enumerate(row.values, start=1):
                    self._grid.addWidget(label(value, "cell"), number, place)
            else:
                self._grid.addWidget(self._treatment(row), number, 1, 1, len(history.columns))

    def _treatment(self, row: HistoryRow) -> QFrame:
        frame = QFrame()
        frame.setProperty("role", "treatment")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(8, 0, 8, 0)
        inside.addWidget(label(row.text, "hint"))
        return frame
