# SPDX-License-Identifier: Apache-2.0
"""A heading, a few sentences and perhaps a button: every screen that asks nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGroupBox, QLabel

from intake.ui.patient.fit import COLUMN_EMS, QUESTION_SHARE, Room
from intake.ui.theme import font
from intake.ui.widgets.action_button import ActionButton
from intake.ui.widgets.option_row import RING_ROOM, wrapped_height
from intake.ui.widgets.press_gate import PressGate

_MOST_ACTIONS = 3
_LEAST_SIZE = 10


@dataclass(frozen=True, slots=True)
class Action:
    """A button of such a screen: a name for the code, words for people."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class TextPage:
    """What such a screen says; quiet paragraphs come after the others, in a softer ink."""

    title: str
    paragraphs: tuple[str, ...] = ()
    quiet: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()

    @property
    def spoken(self) -> str:
        """All of it as one text for a screen reader."""
        return " ".join((self.title, *self.paragraphs, *self.quiet))


class TextScreen(QGroupBox):
    """Shows a `TextPage`; `acted` carries the `Action` whose button was pressed."""

    acted = Signal(object)

    def __init__(self, gate: PressGate) -> None:
        super().__init__()
        # Without a policy of its own a group box hands the focus on to its first answer.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._title = self._label()
        self._labels: list[QLabel] = []
        self._buttons = [self._button(gate) for _ in range(_MOST_ACTIONS)]
        self._page = TextPage("")
        self._room: Room | None = None
        self._size = 0

    @property
    def page(self) -> TextPage:
        """What is shown."""
        return self._page

    def set_room(self, room: Room, size: int) -> None:
        """Take over the measure of the screen and a text size in points."""
        self._room, self._size = room, size
        self._place()

    def show_page(self, page: TextPage) -> None:
        """Say something else with the same widgets."""
        self._page = page
        self._title.setText(page.title)
        self.setAccessibleName(page.spoken)
        texts = [*page.paragraphs, *page.quiet]
        while len(self._labels) < len(texts):
            self._labels.append(self._label())
        for number, label in enumerate(self._labels):
            label.setText(texts[number] if number < len(texts) else "")
            label.setVisible(number < len(texts))
            _set_tone(label, "quiet" if number >= len(page.paragraphs) else "")
        for number, button in enumerate(self._buttons):
            has_action = number < len(page.actions)
            button.setText(page.actions[number].text if has_action else "")
            button.setVisible(has_action)
        self._place()

    def button(self, name: str) -> ActionButton:
        """Return the button of an action.

        Raises:
            KeyError: when the page shows no such action.
        """
        for action, button in zip(self._page.actions, self._buttons, strict=False):
            if action.name == name:
                return button
        raise KeyError(name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the page out again."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw no frame."""

    def _place(self) -> None:
        if self._room is None:
            return
        size = self._size
        while size > _LEAST_SIZE and self._height_at(size) > self.height():
            size -= 1
        self._lay_out(size)

    def _height_at(self, size: int) -> int:
        return sum(height + gap for _, height, gap in self._parts(size))

    def _lay_out(self, size: int) -> None:
        room = self._room
        if room is None:
            return
        pixels, width = room.metrics.pt(size), self._width(size)
        left = RING_ROOM
        parts = self._parts(size)
        spare = max(0, self.height() - sum(height + gap for _, height, gap in parts))
        top = min(room.metrics.mm(20), round(spare * 0.4))
        for widget, height, gap in parts:
            is_title = widget is self._title
            made = font(round(pixels * QUESTION_SHARE) if is_title else pixels, semibold=is_title)
            widget.setFont(made)
            wide = width
            if isinstance(widget, ActionButton):
                wide = min(width, max(widget.sizeHint().width(), room.metrics.mm(60)))
            box = QRect(left, top, wide, height)
            widget.setGeometry(self.style().visualRect(self.layoutDirection(), self.rect(), box))
            top += height + gap

    def _parts(self, size: int) -> list[tuple[QLabel | ActionButton, int, int]]:
        """Return every shown widget with its height and the gap below it."""
        if self._room is None:
            return []
        metrics, width = self._room.metrics, self._width(size)
        body = QFontMetrics(font(metrics.pt(size)))
        head = QFontMetrics(font(round(metrics.pt(size) * QUESTION_SHARE), semibold=True))
        gap = metrics.mm(4)
        texts = [(self._title, head), *((label, body) for label in self._labels if label.text())]
        parts: list[tuple[QLabel | ActionButton, int, int]] = [
            (label, wrapped_height(measure, label.text(), width), gap) for label, measure in texts
        ]
        for button, _ in zip(self._buttons, self._page.actions, strict=False):
            parts.append((button, max(metrics.mm(13), round(body.height() * 1.4)), metrics.mm(3)))
        return parts

    def _width(self, size: int) -> int:
        if self._room is None:
            return self.width()
        return min(self.width() - 2 * RING_ROOM, round(self._room.metrics.pt(size) * COLUMN_EMS))

    def _clicked(self) -> None:
        for action, button in zip(self._page.actions, self._buttons, strict=False):
            if button is self.sender():
                self.acted.emit(action)
                return

    def _label(self) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        return label

    def _button(self, gate: PressGate) -> ActionButton:
        button = ActionButton(gate, "", self)
        button.clicked.connect(self._clicked)
        return button


def _set_tone(label: QLabel, tone: str) -> None:
    if label.property("tone") != tone:
        label.setProperty("tone", tone)
        label.style().unpolish(label)
        label.style().polish(label)


def paragraphs_of(text: str) -> Sequence[str]:
    """Split a long text of a form where it has blank lines; the words stay as they are."""
    return [part.strip() for part in text.split("\n\n") if part.strip()]
