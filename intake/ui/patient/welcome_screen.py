# SPDX-License-Identifier: Apache-2.0
"""Is it you? Day and month of birth, one tap each."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGroupBox, QLabel

from intake.ui.patient.fit import QUESTION_SHARE, Room
from intake.ui.theme import font
from intake.ui.widgets.option_row import RING_ROOM, wrapped_height
from intake.ui.widgets.press_gate import PressGate, Ticks
from intake.ui.widgets.tile_grid import TileGrid

DAYS = 31
MONTHS = 12
_LEAST_SIZE = 10
_DAY_COLUMNS = 7
_MONTH_COLUMNS = 3
_STACKED_DAY_COLUMNS = 8
_STACKED_MONTH_COLUMNS = 4
_TILE_MM = 13.0
_TILE_EMS = 2.0
_LEAST_TILE_MM = 11.0


class WelcomeScreen(QGroupBox):
    """A greeting, a calendar of days beside one of months, and a line for a second try."""

    changed = Signal()

    def __init__(self, gate: PressGate, ticks: Ticks) -> None:
        super().__init__()
        # Without a policy of its own a group box hands the focus on to its first answer.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._title = self._label()
        self._sentence = self._label()
        self.note = self._label()
        self.note.setProperty("tone", "attention")
        self._day_title = self._label()
        self._month_title = self._label()
        self._day_title.setText(self.tr("Day"))
        self._month_title.setText(self.tr("Month"))
        self.days = TileGrid(gate, self, ticks=ticks)
        self.months = TileGrid(gate, self, ticks=ticks)
        self.days.setAccessibleName(self.tr("Day of birth"))
        self.months.setAccessibleName(self.tr("Month of birth"))
        self.days.changed.connect(self._chosen)
        self.months.changed.connect(self._chosen)
        self._room: Room | None = None
        self._size = 0

    def set_room(self, room: Room, size: int) -> None:
        """Take over the measure of the screen and a text size in points."""
        self._room, self._size = room, size
        self._place()

    def greet(self, title: str, sentence: str) -> None:
        """Ask for the birthday anew."""
        self._title.setText(title)
        self._sentence.setText(sentence)
        self.note.clear()
        self.setAccessibleName(f"{title} {sentence}")
        numbers = [str(number) for number in range(1, DAYS + 1)]
        self.days.show_tiles(numbers, numbers, 1)
        short, full = self._month_names()
        self.months.show_tiles(short, full, 1)
        self._place()

    def say(self, note: str) -> None:
        """Say what did not work; what was chosen is forgotten."""
        self.note.setText(note)
        self.days.show_number(None)
        self.months.show_number(None)
        self._place()

    def clear(self) -> None:
        """Forget the name and what was chosen."""
        self.greet("", "")

    def birthday(self) -> tuple[int, int] | None:
        """Return day and month when both are chosen."""
        if self.days.number is None or self.months.number is None:
            return None
        return self.days.number, self.months.number

    def take_key(self, event: QKeyEvent) -> bool:
        """Take digits and arrows for the grid that has the focus, the days to begin with."""
        grid, columns = self.days, self.days.columns
        if any(tile.hasFocus() for tile in self.months.tiles()):
            grid, columns = self.months, self.months.columns
        text = event.text()
        if text.isascii() and text.isdigit() and not event.isAutoRepeat():
            return grid.press_digit(int(text))
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -columns,
            Qt.Key.Key_Down: columns,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            grid.step(step)
        return step is not None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the screen out again."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw no frame."""

    def _chosen(self) -> None:
        self.note.clear()
        self.changed.emit()

    def _place(self) -> None:
        room = self._room
        if room is None or not self.width():
            return
        size = self._size
        while size > _LEAST_SIZE and self._height_at(room, size) > self.height():
            size -= 1
        self._lay_out(room, size)

    def _height_at(self, room: Room, size: int) -> int:
        pixels = room.metrics.pt(size)
        tile = max(room.metrics.mm(_LEAST_TILE_MM), round(pixels * 1.3))
        line = self._title_height(pixels)
        heads, rows = (2, 7) if self._is_stacked(room) else (1, 5)
        gaps = room.metrics.mm(1) * rows + room.metrics.mm(9)
        return self._head_height(room, size) + heads * line + tile * rows + gaps

    def _title_height(self, pixels: int) -> int:
        metrics = QFontMetrics(font(pixels, semibold=True))
        return max(
            wrapped_height(metrics, title.text(), self.width())
            for title in (self._day_title, self._month_title)
        )

    def _head_height(self, room: Room, size: int) -> int:
        pixels = room.metrics.pt(size)
        head = QFontMetrics(font(round(pixels * QUESTION_SHARE), semibold=True))
        body = QFontMetrics(font(pixels))
        width = self._width()
        texts = (self._sentence.text(), self.note.text() or "Xg")
        return wrapped_height(head, self._title.text() or "Xg", width) + sum(
            wrapped_height(body, text, width) for text in texts
        )

    def _lay_out(self, room: Room, size: int) -> None:
        pixels, width = room.metrics.pt(size), self._width()
        left = RING_ROOM
        spare = max(0, self.height() - self._height_at(room, size))
        top = min(room.metrics.mm(10), round(spare * 0.25))
        for label in (self._title, self._sentence, self.note):
            is_title = label is self._title
            made = font(round(pixels * QUESTION_SHARE) if is_title else pixels, semibold=is_title)
            label.setFont(made)
            height = wrapped_height(QFontMetrics(made), label.text() or "Xg", width)
            label.setGeometry(self._mirrored(QRect(left, top, width, height)))
            top += height + room.metrics.mm(1)
        self._place_grids(room, pixels, QRect(left, top, width, self.height() - top))

    def _place_grids(self, room: Room, pixels: int, box: QRect) -> None:
        gap, line = room.metrics.mm(1), self._title_height(pixels)
        between = room.metrics.mm(8)
        stacked = self._is_stacked(room)
        day_columns = _STACKED_DAY_COLUMNS if stacked else _DAY_COLUMNS
        month_columns = _STACKED_MONTH_COLUMNS if stacked else _MONTH_COLUMNS
        day_rows, month_rows = -(-DAYS // day_columns), -(-MONTHS // month_columns)
        rows, heads = (day_rows + month_rows, 2) if stacked else (day_rows, 1)
        room_for_tiles = box.height() - heads * line - gap * (rows + heads)
        wanted = max(room.metrics.mm(_TILE_MM), round(pixels * _TILE_EMS))
        tile = max(1, min(room_for_tiles // rows, wanted))
        day_height, month_height = (
            count * tile + gap * (count - 1) for count in (day_rows, month_rows)
        )
        day_width = box.width() if stacked else round((box.width() - between) * 0.62)
        month_width = box.width() if stacked else box.width() - between - day_width
        month_left = box.left() if stacked else box.left() + day_width + between
        month_top = box.top() + (line + day_height + 2 * gap if stacked else 0)
        for title, grid, columns, place in (
            (self._day_title, self.days, day_columns,
             QRect(box.left(), box.top(), day_width, day_height)),
            (self._month_title, self.months, month_columns,
             QRect(month_left, month_top, month_width, month_height)),
        ):  # fmt: skip
            title.setFont(font(pixels, semibold=True))
            head = QRect(place.left(), place.top(), place.width(), line)
            title.setGeometry(self._mirrored(head))
            for child in grid.tiles():
                child.setFont(font(min(pixels, round(tile * 0.55))))
            grid.set_columns(columns, gap)
            grid.setGeometry(self._mirrored(place.translated(0, line + gap // 2)))

    def _mirrored(self, box: QRect) -> QRect:
        return self.style().visualRect(self.layoutDirection(), self.rect(), box)

    def _is_stacked(self, room: Room) -> bool:
        return self._width() < room.metrics.mm(150)

    def _width(self) -> int:
        return self.width() - 2 * RING_ROOM

    def _month_names(self) -> tuple[list[str], list[str]]:
        short = self.tr("Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec").split(",")
        full = self.tr(
            "January,February,March,April,May,June,July,August,September,October,November,December"
        ).split(",")
        return short, full

    def _label(self) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label
