# SPDX-License-Identifier: Apache-2.0
"""A box to write a few lines in, for the rare question that has no list of answers."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

LONGEST = 2000
"""In characters; a clinician reads all of it."""


class TextInput(QPlainTextEdit):
    """Holds what a person writes. `changed` tells of writing, never of showing."""

    changed = Signal()

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self._is_shown = False
        self.textChanged.connect(self._tell)

    @property
    def words(self) -> str:
        """What is written, without the blanks around it."""
        return self.toPlainText().strip()

    def show_words(self, words: str) -> None:
        """Show an earlier answer."""
        self._is_shown = True
        self.setPlainText(words)
        self._is_shown = False

    def _tell(self) -> None:
        if self._is_shown:
            return
        text = self.toPlainText()
        if len(text) > LONGEST:
            self.show_words(text[:LONGEST])
        self.changed.emit()
