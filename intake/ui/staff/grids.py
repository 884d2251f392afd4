# SPDX-License-Identifier: Apache-2.0
"""Several forms to key in, one under the other, walked through as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from intake.core.answers import Answer, Answers
from intake.ui.staff.answer_grid import AnswerGrid
from intake.ui.staff.context import Sheet
from intake.ui.staff.faults import Fault
from intake.ui.staff.parts import GAP, empty


class Grids(QWidget):
    """Keeps the grids of a visit and carries the keys from one to the next."""

    def __init__(self) -> None:
        super().__init__()
        self._grids: list[AnswerGrid] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(GAP)

    def show_sheets(self, sheets: Sequence[Sheet]) -> None:
        """Show these forms and nothing else."""
        empty(self._layout)
        self._grids = []
        for sheet in sheets:
            self.add(sheet)

    def add(self, sheet: Sheet) -> None:
        """Add a form below the others."""
        grid = AnswerGrid(sheet)
        grid.left.connect(partial(self._walk, grid))
        self._grids.append(grid)
        self._layout.addWidget(grid)

    def enter(self) -> None:
        """Give the keys to the first field of the last form."""
        if self._grids:
            self._grids[-1].enter()

    def forms(self) -> tuple[str, ...]:
        """Return the forms that are shown."""
        return tuple(grid.form for grid in self._grids)

    def answers(self) -> Mapping[str, Answers]:
        """Return the answers by form."""
        return {grid.form: grid.answers() for grid in self._grids}

    def changes(self) -> Mapping[str, Mapping[str, Answer]]:
        """Return what was changed, by form; forms without a change are left out."""
        return {grid.form: grid.changes() for grid in self._grids if grid.changes()}

    def fault(self) -> Fault | None:
        """Return the first number that is no answer."""
        return next((fault for grid in self._grids if (fault := grid.fault())), None)

    def _walk(self, grid: AnswerGrid, step: int) -> None:
        place = self._grids.index(grid) + step
        if 0 <= place < len(self._grids):
            self._grids[place].enter(last=step < 0)
