# SPDX-License-Identifier: Apache-2.0
"""The clipboard, for a minute: long enough to paste, too short to forget."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

KEEP_MS = 60_000


class BriefClipboard(QObject):
    """Takes its own text back from the clipboard, and nobody else's."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_MS)
        self._timer.timeout.connect(self.take_back)

    def put(self, text: str) -> None:
        """Put a text on the clipboard."""
        self._text = text
        QGuiApplication.clipboard().setText(text)
        self._timer.start()

    def take_back(self) -> None:
        """Clear the clipboard, if it still holds what was put there."""
        self._timer.stop()
        if self._text and QGuiApplication.clipboard().text() == self._text:
            QGuiApplication.clipboard().clear()
        self._text = ""
