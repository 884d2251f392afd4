# SPDX-License-Identifier: Apache-2.0
"""A few fields over the screen, for what needs no screen of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from intake.core.errors import StoreError
from intake.ui.staff.parts import GAP, button, captioned, in_row, label

WIDTH = 520


@dataclass(frozen=True, slots=True)
class DialogWords:
    """What a dialog is about, what to know before, and the name of what it does."""

    title: str
    text: str
    done: str


class FormDialog(QDialog):
    """Asks, and goes away only when `act` has done what was asked or somebody goes back.

    `problem` returns the first thing that is missing as a sentence; `act` may raise
    `StoreError`. Either is said in the dialog, and what was typed stays. `changed` is emitted
    when it was done.
    """

    changed = Signal()

    def __init__(
        self,
        parent: QWidget,
        words: DialogWords,
        problem: Callable[[], str],
        act: Callable[[], None],
    ) -> None:
        super().__init__(parent.window(), Qt.WindowType.Dialog)
        self._problem = problem
        self._act = act
        self.setObjectName("staff")
        # The style sheet comes down from the window, but what is painted asks its own palette.
        self.setPalette(parent.window().palette())
        self.setWindowTitle("Intake")
        self.setModal(True)
        self.setMinimumWidth(WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fields = QVBoxLayout()
        self._fields.setSpacing(4)
        self._said = label("", "error")
        self._said.hide()
        back = button(self.tr("Cancel"))
        back.setAutoDefault(False)
        back.clicked.connect(self.reject)
        go = button(words.done, "primary")
        go.setDefault(True)
        go.clicked.connect(self._try)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 24, 28, 20)
        layout.setSpacing(GAP)
        layout.addWidget(label(words.title, "heading"))
        if words.text:
            layout.addWidget(label(words.text, "hint"))
        layout.addLayout(self._fields)
        layout.addWidget(self._said)
        layout.addLayout(in_row(back, None, go))

    def add(self, name: str, field: QWidget) -> None:
        """Add a field with its name."""
        captioned(self._fields, name, field)

    def add_bare(self, part: QWidget) -> None:
        """Add something that needs no name above it."""
        self._fields.addWidget(part)

    def _try(self) -> None:
        problem = self._problem()
        if not problem:
            try:
                self._act()
            except StoreError as error:
                problem = str(error)
        self._said.setText(problem)
        self._said.setVisible(bool(problem))
        if not problem:
            self.accept()
            self.changed.emit()


def ask_reason(parent: QWidget, words: DialogWords, act: Callable[[str], None]) -> FormDialog:
    """Return a dialog that asks for a reason and does something with it."""
    reason = QLineEdit()

    def problem() -> str:
        return "" if reason.text().strip() else dialog.tr("Please write why: it is kept.")

    dialog = FormDialog(parent, words, problem, lambda: act(reason.text().strip()))
    dialog.add(dialog.tr("Reason"), reason)
    return dialog
