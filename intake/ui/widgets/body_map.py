# SPDX-License-Identifier: Apache-2.0
"""The body map: a figure, the same areas as a list, and "none of these", always in step."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from intake.core.figure import Figure
from intake.ui.widgets.action_button import ActionButton
from intake.ui.widgets.body_figure import BodyFigure
from intake.ui.widgets.body_room import GAP, beside_left, stands_beside
from intake.ui.widgets.mark_row import MarkRow
from intake.ui.widgets.option_row import wrapped_height
from intake.ui.widgets.press_gate import PressGate, Ticks

_ROW_GAP = 6
_COLUMNS = (2, 3, 4)
_LEAST_PIXELS = 14
_ECHO = 0.9
_LEAST_ECHO = 0.64
_ECHO_LINES = 3


class BodyMapInput(QWidget):
    """Marks areas of the body. `changed` is emitted when a person marks, never by `set_state`.

    `switched` tells that the figure took the place of the list, or the list that of the figure.
    `areas` are the areas by id with their words, in the order of the form.
    """

    changed = Signal()
    switched = Signal()

    def __init__(
        self,
        figure: Figure,
        areas: Sequence[tuple[str, str]],
        none_label: str,
        gate: PressGate,
        *,
        ticks: Ticks = time.monotonic,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._labels = dict(areas)
        self._marked: frozenset[str] = frozenset()
        self._none = False
        self._shows_list = False
        self._size = 0
        self._columns = _COLUMNS[0]
        self._heading = 0
        self.figure = BodyFigure(
            figure, self._labels, self._words(), gate, ticks=ticks, parent=self
        )
        self.figure.toggled.connect(self._toggle)
        self.rows = {area: MarkRow(gate, words, self) for area, words in areas}
        for area, row in self.rows.items():
            row.setProperty("area", area)
            row.toggled.connect(self._row_toggled)
        self.none = MarkRow(gate, none_label, self)
        self.none.toggled.connect(self._none_toggled)
        self.switch = ActionButton(gate, "", self)
        self.switch.clicked.connect(self._switch)
        self.echo = QLabel(self)
        self.echo.setTextFormat(Qt.TextFormat.PlainText)
        self.echo.setWordWrap(True)
        self.echo.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        self._show()

    def marked(self) -> frozenset[str]:
        """Return the marked areas."""
        return self._marked

    def is_none(self) -> bool:
        """Say whether "none of these" is chosen."""
        return self._none

    def set_state(self, marked: frozenset[str], *, none: bool) -> None:
        """Show an earlier answer."""
        self._marked, self._none = marked, none and not marked
        self._show()

    def set_heading(self, height: int) -> None:
        """Keep the top of the column beside the figure free, in pixels."""
        if height != self._heading:
            self._heading = height
            self._place()

    @property
    def shows_list(self) -> bool:
        """Whether the areas are shown as a list rather than as a figure."""
        return self._shows_list

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay everything out again."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Lay everything out again when the text gets another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "echo"):
            self._place()

    def _words(self) -> Mapping[str, str]:
        return {
            "left": self.tr("your left"),
            "right": self.tr("your right"),
            "front": self.tr("front"),
            "back": self.tr("back"),
        }

    def _row_toggled(self, on: bool) -> None:  # noqa: FBT001, Qt's own signal
        # Also when a screen reader turns a row over without pressing it.
        area = str(self.sender().property("area"))
        if on != (area in self._marked):
            self._toggle(area)

    def _toggle(self, area: str) -> None:
        self._change(self._marked ^ {area}, none=False)

    def _none_toggled(self, on: bool) -> None:  # noqa: FBT001, Qt's own signal
        if on != self._none:
            self._change(frozenset(), none=on)

    def _change(self, marked: frozenset[str], *, none: bool) -> None:
        self.set_state(marked, none=none)
        self.changed.emit()

    def _switch(self) -> None:
        self._shows_list = not self._shows_list
        self._show()
        self._place()
        self.switched.emit()

    def _show(self) -> None:
        self.figure.setVisible(not self._shows_list)
        self.figure.show_marked(self._marked)
        for area, row in self.rows.items():
            row.setVisible(self._shows_list)
            row.setChecked(area in self._marked)
        self.none.setChecked(self._none)
        self.switch.setText(
            self.tr("Show the figure") if self._shows_list else self.tr("Show as a list")
        )
        self.echo.setVisible(not self._shows_list)
        self._fit_echo()

    def _echo_texts(self) -> tuple[str, str]:
        """Return what is said of the marks, and the same in short."""
        if self._none:
            return (self.none.text() + ".",) * 2
        names = [words for area, words in self._labels.items() if area in self._marked]
        if not names:
            tap = self.tr("Tap an area to mark it. Tap it again to take the mark away.")
            return (tap,) * 2
        chosen = self.tr("You marked {count}: {areas}.")
        short = self.tr("You marked {count}. The list shows them all.")
        full = chosen.format(count=len(names), areas=", ".join(names))
        return full, short.format(count=len(names))

    def _place(self) -> None:
        if self.width() <= 0 or self.height() <= 0:
            return
        self._set_fonts(self._pixels())
        self.figure.set_tolerance(self.fontMetrics().height() * 0.5)
        if self._shows_list:
            self._place_list()
        elif stands_beside(self.size()):
            self._place_beside()
        else:
            self._place_below()
        self._fit_echo()

    def _place_beside(self) -> None:
        left = beside_left(self.size())
        wide = self.width() - left
        none = self.none.height_at(wide)
        switch = self._switch_size()
        top = self._heading + (GAP if self._heading else 0)
        echo = top + switch.height() + GAP
        self._set(self.figure, QRect(0, 0, left - GAP, self.height()))
        self._set(self.switch, QRect(left, top, min(wide, switch.width()), switch.height()))
        self._set(self.none, QRect(left, self.height() - none, wide, none))
        self._set(self.echo, QRect(left, echo, wide, self.height() - none - GAP - echo))

    def _place_below(self) -> None:
        none = self.none.height_at(self.width())
        switch = self._switch_size()
        beside = self.width() - switch.width() - GAP
        # Always as much, since the figure must not move under a finger.
        middle = max(switch.height(), round(self._size * _ECHO * 1.3 * _ECHO_LINES))
        top = self.height() - none
        self._set(self.none, QRect(0, top, self.width(), none))
        top -= middle + GAP
        self._set(self.switch, QRect(beside + GAP, top, switch.width(), switch.height()))
        self._set(self.echo, QRect(0, top, beside, middle))
        self._set(self.figure, QRect(0, 0, self.width(), top - GAP))

    def _place_list(self) -> None:
        wide, foot = self._foot()
        switch = self._switch_size()
        top = self.height() - foot
        self._set(self.none, QRect(0, top, wide, foot))
        self._set(self.switch, QRect(wide + GAP, top, switch.width(), foot))
        lines, across = self._grid(self._columns)
        tall = (top - GAP - _ROW_GAP * (lines - 1)) // lines
        for place, row in enumerate(self.rows.values()):
            column, line = divmod(place, lines)
            left = column * (across + _ROW_GAP)
            self._set(row, QRect(left, line * (tall + _ROW_GAP), across, tall))

    def _pixels(self) -> int:
        """Return the largest type size, up to the patient's own, at which everything fits."""
        own = self.fontInfo().pixelSize()
        if not self._shows_list:
            return own
        for pixels in range(own, _LEAST_PIXELS, -1):
            self._set_fonts(pixels)
            fitting = [columns for columns in _COLUMNS if self._list_fits(columns)]
            if fitting:
                self._columns = fitting[0]
                return pixels
        return min(own, _LEAST_PIXELS)

    def _list_fits(self, columns: int) -> bool:
        lines, across = self._grid(columns)
        tall = max(row.height_at(across) for row in self.rows.values())
        return lines * (tall + _ROW_GAP) + GAP + self._foot()[1] <= self.height()

    def _foot(self) -> tuple[int, int]:
        """Return the width of "none of these" in a list, and the height of its line."""
        switch = self._switch_size()
        wide = self.width() - switch.width() - GAP
        return wide, max(switch.height(), self.none.height_at(wide))

    def _switch_size(self) -> QSize:
        return self.switch.sizeHint().expandedTo(QSize(0, round(self._size * 1.7)))

    def _grid(self, columns: int) -> tuple[int, int]:
        across = (self.width() - _ROW_GAP * (columns - 1)) // columns
        return -(-len(self.rows) // columns), across

    def _set_fonts(self, pixels: int) -> None:
        # A style sheet keeps fonts from being handed down.
        self._size = pixels
        made = QFont(self.font())
        made.setPixelSize(pixels)
        for part in (self.figure, *self.rows.values(), self.none, self.switch):
            part.setFont(made)
        made.setPixelSize(max(1, round(pixels * _ECHO)))
        self.echo.setFont(made)

    def _fit_echo(self) -> None:
        """Name all areas where there is room, smaller if need be; otherwise say how many."""
        made = QFont(self.font())
        full, short = self._echo_texts()
        for pixels in range(round(self._size * _ECHO), round(self._size * _LEAST_ECHO), -1):
            made.setPixelSize(max(1, pixels))
            if wrapped_height(QFontMetrics(made), full, self.echo.width()) <= self.echo.height():
                break
        else:
            full = short
            made.setPixelSize(max(1, round(self._size * _ECHO)))
        self.echo.setFont(made)
        self.echo.setText(full)

    def _set(self, part: QWidget, box: QRect) -> None:
        part.setGeometry(self.style().visualRect(self.layoutDirection(), self.rect(), box))
