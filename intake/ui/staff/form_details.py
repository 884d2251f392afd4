# SPDX-License-Identifier: Apache-2.0
"""What is known of a questionnaire: how sure it is, what is not confirmed, rights and sources."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from intake.core.content import Fact
from intake.core.sheet import ReviewSheet
from intake.ui.staff.parts import GAP, button, in_row, label

WIDTH = 760
LEAST_HEIGHT = 480
OF_THE_WINDOW = 0.85
"""How much of the window's height the details may cover."""


class FormDetails(QDialog):
    """Shows one form after the other; `confirmed` says that somebody has read what is open."""

    confirmed = Signal()

    def __init__(
        self, parent: QWidget, sheets: Sequence[ReviewSheet], *, may_confirm: bool = False
    ) -> None:
        super().__init__(parent.window(), Qt.WindowType.Dialog)
        self.setObjectName("staff")
        # The style sheet comes down from the window, but what is painted asks its own palette.
        self.setPalette(parent.window().palette())
        self.setWindowTitle("Intake")
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        inner = QWidget()
        inner.setProperty("role", "page")
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(28, 24, 28, 12)
        inside.setSpacing(6)
        for sheet in sheets:
            self._add(inside, sheet)
        inside.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(self.tr("Details"))
        area.setWidget(inner)
        close = button(self.tr("Close"), "secondary" if may_confirm else "primary")
        close.clicked.connect(self.reject)
        buttons: list[QWidget | None] = [close, None]
        if may_confirm:
            confirm = button(self.tr("We have read this and give it"), "primary")
            confirm.clicked.connect(self.accept)
            buttons.append(confirm)
        self.accepted.connect(self.confirmed)
        row = in_row(*buttons)
        row.setContentsMargins(28, 0, 28, 20)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(area, 1)
        layout.addLayout(row)
        height = int(parent.window().height() * OF_THE_WINDOW)
        self.resize(WIDTH, max(LEAST_HEIGHT, height))

    def _add(self, layout: QVBoxLayout, sheet: ReviewSheet) -> None:
        layout.addWidget(label(sheet.title, "heading"))
        if sheet.unconfirmed:
            layout.addWidget(label(self.tr("Not confirmed yet"), "field"))
            for fact in sheet.unconfirmed:
                layout.addWidget(label(f"–  {fact}"))
            layout.addSpacing(GAP // 2)
        layout.addLayout(_table(sheet.facts))
        layout.addSpacing(GAP // 2)
        layout.addWidget(label(self.tr("Sources and rights"), "field"))
        layout.addLayout(_table(sheet.sources))
        for reference in sheet.references:
            layout.addWidget(label(reference, "hint"))
        layout.addSpacing(GAP)


def _table(facts: Sequence[Fact]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    for row, fact in enumerate(facts):
        name = label(fact.label, "hint", wraps=False)
        grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(fact.text), row, 1)
    return grid
