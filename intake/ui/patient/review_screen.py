# SPDX-License-Identifier: Apache-2.0
"""What is still open, one row each; a tap leads back to the question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGroupBox, QLabel

from intake.ui.patient.fit import QUESTION_SHARE, Room
from intake.ui.theme import font
from intake.ui.widgets.action_button import ActionButton
from intake.ui.widgets.option_row import RING_ROOM, wrapped_height
from intake.ui.widgets.press_gate import PressGate
from intake.ui.widgets.text_row import TextRow

_ROW_MM = 14.0


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question without a complete answer: its key, its words, and why it is open."""

    key: str
    text: str
    why: str


class ReviewScreen(QGroupBox):
    """Lists open questions, a page at a time so that nobody has to drag.

    `picked` carries the `OpenQuestion` that was tapped.
    """

    picked = Signal(object)

    def __init__(self, gate: PressGate) -> None:
        super().__init__()
        # Without a policy of its own a group box hands the focus on to its first answer.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._gate = gate
        self._title = self._label()
        self._sentence = self._label()
        self._rows: list[TextRow] = []
        self.more = ActionButton(gate, "quiet", self)
        self.more.setText(self.tr("Show more"))
        self.more.clicked.connect(self._show_more)
        self._open: tuple[OpenQuestion, ...] = ()
        self._first = 0
        self._following = 0
        self._room: Room | None = None
        self._size = 0

    @property
    def rows(self) -> list[TextRow]:
        """The rows that are shown."""
        return [row for row in self._rows if not row.isHidden()]

    def set_room(self, room: Room, size: int) -> None:
        """Take over the measure of the screen and a text size in points."""
        self._room, self._size = room, size
        self._place()

    def show_open(self, questions: Sequence[OpenQuestion]) -> None:
        """List the open questions, or say that there are none."""
        self._open, self._first = tuple(questions), 0
        self._title.setText(self.tr("Before you finish"))
        self._sentence.setText(
            self.tr("These questions have no answer yet. Tap one to go back to it, or go on.")
            if questions
            else self.tr("You have answered every question. You can go back, or go on.")
        )
        self.setAccessibleName(f"{self._title.text()} {self._sentence.text()}")
        self._place()

    def words(self) -> tuple[str, ...]:
        """Return what is shown, in the order of reading."""
        rows = [f"{row.text()}, {row.aside}" for row in self.rows]
        return (self._title.text(), self._sentence.text(), *rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the list out again."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw no frame."""

    def _place(self) -> None:
        room = self._room
        if room is None or not self.width():
            return
        pixels = room.metrics.pt(self._size)
        width, top = self.width() - 2 * RING_ROOM, 0
        for label in (self._title, self._sentence):
            is_title = label is self._title
            made = font(round(pixels * QUESTION_SHARE) if is_title else pixels, semibold=is_title)
            label.setFont(made)
            height = wrapped_height(QFontMetrics(made), label.text(), width)
            label.setGeometry(RING_ROOM, top, width, height)
            top += height + room.metrics.mm(2)
        self._place_rows(room, pixels, QRect(RING_ROOM, top, width, self.height() - top))

    def _place_rows(self, room: Room, pixels: int, box: QRect) -> None:
        gap, least = room.metrics.mm(1.5), room.metrics.mm(_ROW_MM)
        self.more.setFont(font(pixels))
        self._make_rows(len(self._open), pixels)
        heights = [max(least, row.height_at(box.width())) for row in self._rows]
        has_more = sum(heights) + gap * len(heights) > box.height() + gap
        end = box.bottom() - (least + gap if has_more else 0)
        top, following = box.top(), self._first
        for number, row in enumerate(self._rows):
            is_shown = number == following and (top + heights[number] <= end or top == box.top())
            row.setVisible(is_shown)
            if is_shown:
                row.setGeometry(box.left(), top, box.width(), heights[number])
                top += heights[number] + gap
                following += 1
        self._following = following
        self.more.setVisible(has_more)
        self.more.setGeometry(box.left(), top, box.width(), least)

    def _make_rows(self, count: int, pixels: int) -> None:
        while len(self._rows) < count:
            row = TextRow(self._gate, self)
            row.clicked.connect(self._clicked)
            self._rows.append(row)
        for row in self._rows[count:]:
            row.hide()
            row.show_row("", "")
            row.deleteLater()
        del self._rows[count:]
        for row, question in zip(self._rows, self._open, strict=True):
            row.setFont(font(pixels))
            row.show_row(question.text, question.why)

    def _show_more(self) -> None:
        self._first = self._following if self._following < len(self._open) else 0
        self._gate.shut()
        self._place()

    def _clicked(self) -> None:
        for number, row in enumerate(self._rows):
            if row is self.sender():
                self.picked.emit(self._open[number])
                return

    def _label(self) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label
