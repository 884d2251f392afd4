# SPDX-License-Identifier: Apache-2.0
"""What happened, by whom and when; narrowed, and taken along as a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHeaderView,
    QLineEdit,
    QTableView,
    QVBoxLayout,
)

from intake.core.errors import StoreError
from intake.ui.staff.audit_wish import AuditWishFields
from intake.ui.staff.context import AuditDesk, AuditLine
from intake.ui.staff.parts import MARGIN, Screen, button, clearable, in_row, label
from intake.ui.staff.words import moment

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
ROW_HEIGHT = 34


class AuditModel(QAbstractTableModel):
    """Entries as rows. Only what shows is made into words, so that years of them are no load."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: Sequence[AuditLine] = ()

    def show_lines(self, lines: Sequence[AuditLine]) -> None:
        """Show these entries."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return how many entries there are."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._names())

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of one cell."""
        if role != Qt.ItemDataRole.DisplayRole or not index.isValid():
            return None
        line = self.lines[index.row()]
        return (str(line.number), moment(line.at), line.who, line.what, line.about)[index.column()]

    def headerData(  # noqa: N802 - Qt's name
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return the name of a column."""
        is_name = role == Qt.ItemDataRole.DisplayRole
        return (
            self._names()[section]
            if is_name and orientation is Qt.Orientation.Horizontal
            else None
        )

    def _names(self) -> tuple[str, ...]:
        return (
            self.tr("No."),
            self.tr("When"),
            self.tr("Who"),
            self.tr("What"),
            self.tr("About"),
        )


class AuditScreen(Screen):
    """Shows the audit, newest first, and whether its chain holds."""

    def __init__(self, desk: AuditDesk) -> None:
        super().__init__()
        self._desk = desk
        self._every: Sequence[AuditLine] = ()
        self.model = AuditModel()
        self._filter = QLineEdit()
        self._filter.setPlaceholderText(self.tr("Any words, such as “printed” or “22 Nov 2026”"))
        self._filter.setAccessibleName(self.tr("Filter"))
        clearable(self._filter)
        self._filter.textChanged.connect(self._narrow)
        self.wish = AuditWishFields()
        self.wish.changed.connect(self._read)
        check = button(self.tr("Check the chain"))
        check.clicked.connect(self._check)
        export = button(self.tr("Export …"))
        export.clicked.connect(self._export)
        self._said = label("", "hint")
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Audit"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        header.setStretchLastSection(True)
        for column, width in enumerate((70, 190, 200, 380)):
            header.resizeSection(column, width)
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 20, MARGIN, MARGIN)
        layout.setSpacing(12)
        layout.addWidget(label(self.tr("Audit"), "title"))
        layout.addWidget(self.wish)
        layout.addLayout(in_row(self._filter, check, export))
        layout.addWidget(self._said)
        layout.addWidget(self.table, 1)
        self.first = self._filter

    def refresh(self) -> None:
        """Read the audit anew.

        Raises:
            StoreError: when it cannot be read.
        """
        self.wish.offer(self._desk.people(), self._desk.kinds())
        self._every = self._desk.audit(self.wish.wish())
        self._narrow()

    def _read(self) -> None:
        try:
            self._every = self._desk.audit(self.wish.wish())
        except StoreError as error:
            self._every = ()
            self._narrow()
            self._said.setText(str(error))
        else:
            self._narrow()

    def _narrow(self) -> None:
        words = self._filter.text().casefold().split()
        self.model.show_lines(
            [line for line in self._every if all(word in _searched(line) for word in words)]
        )
        shown = self.model.rowCount()
        many = self.tr("{count} entries").format(count=f"{shown:,}")
        self._said.setText(self.tr("1 entry") if shown == 1 else many)

    def _check(self) -> None:
        try:
            self._said.setText(self._desk.audit_state())
        except StoreError as error:
            self._said.setText(str(error))

    def _export(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("Export the audit"), "audit.csv", self.tr("Table (*.csv)")
        )
        if not path:
            return
        try:
            self._desk.export_audit(self.model.lines, Path(path))
        except StoreError as error:
            self._said.setText(str(error))
        else:
            self._said.setText(self.tr("Written to {path}").format(path=path))


def _searched(line: AuditLine) -> str:
    return f"{moment(line.at)} {line.who} {line.what} {line.about}".casefold()
