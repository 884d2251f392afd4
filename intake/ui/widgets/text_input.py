# SPDX-License-Identifier: Apache-2.0
"""A few words of one's own: an open field that never forces a keyboard on anybody."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGroupBox, QLabel, QPlainTextEdit, QWidget

from intake.ui.widgets.option_row import RING_ROOM, wrapped_height

MOST_LETTERS = 2000


def hint_text() -> str:
    """Return the words under the field."""
    return QCoreApplication.translate(
        "TextInput", "Type here if you like. You can also tell your clinician instead."
    )


class _Field(QPlainTextEdit):
    """Plain text, Enter for Next, no menu, nothing dropped or pasted with a look of its own."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAcceptDrops(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give Enter on, since it means Next everywhere; with Shift it is a new line."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)
            # What the field has no use for must not reach the screen as a digit or as Back.
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take nothing from elsewhere."""
        event.ignore()


class TextInput(QGroupBox):
    """Holds what somebody types. `changed` is emitted when a person changes it."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = _Field(self)
        self.field.textChanged.connect(self._typed)
        self.hint = QLabel(self)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setWordWrap(True)
        self.hint.setProperty("tone", "quiet")
        self._is_shown = False
        self._kept = ""

    @property
    def words(self) -> str | None:
        """What is typed; `None` when that is nothing but space."""
        text = self.field.toPlainText().strip()
        return text or None

    def show_words(self, words: str, name: str) -> None:
        """Show an earlier answer; `name` is what a screen reader says."""
        self._is_shown = True
        self.field.setPlainText(words)
        self._is_shown = False
        self.field.setAccessibleName(name)
        self.hint.setText(hint_text() if name else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the field above its hint."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "hint"):
            self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw no frame."""

    def _place(self) -> None:
        for part in (self.field, self.hint):
            part.setFont(self.font())
        wide = self.width() - 2 * RING_ROOM
        under = wrapped_height(self.fontMetrics(), self.hint.text(), wide)
        self.field.setGeometry(RING_ROOM, 0, wide, max(0, self.height() - under - RING_ROOM * 2))
        self.hint.setGeometry(RING_ROOM, self.height() - under, wide, under)

    def _typed(self) -> None:
        text = self.field.toPlainText()
        if len(text) <= MOST_LETTERS:
            self._kept = text
            if not self._is_shown:
                self.changed.emit()
            return
        # What stood there stays; it is the new letters that find no room.
        cursor = self.field.textCursor()
        place = cursor.position() - (len(text) - len(self._kept))
        self._is_shown = True
        self.field.setPlainText(self._kept)
        self._is_shown = False
        cursor.setPosition(max(0, place))
        self.field.setTextCursor(cursor)
