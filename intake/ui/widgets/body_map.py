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
from intake.ui.widgets.area_columns import Columns, columns_of, evenly
from intake.ui.widgets.body_figure import BodyFigure
from intake.ui.widgets.body_room import GAP, beside_left, stands_beside
from intake.ui.widgets.mark_row import MarkRow
from intake.ui.widgets.option_row import wrapped_height
from intake.ui.widgets.press_gate import PressGate, Ticks

_LEAST_PIXELS = 14
_ECHO_SHARES = 0.85, 0.6
"""How much of the patient's own type size the names of all marked areas keep, and the count."""

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
        self._least_row = 0
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

    def set_room(self, heading: int, least_row: int) -> None:
        """Keep the top of the column beside the figure free, and every row as high, in pixels."""
        if (heading, least_row) != (self._heading, self._least_row):
            self._heading, self._least_row = heading, least_row
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
        """Lay everything out again when the text gets another size or direction."""
        super().changeEvent(event)
        kinds = (QEvent.Type.FontChange, QEvent.Type.LayoutDirectionChange)
        if event.type() in kinds and hasattr(self, "echo"):
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
        self._set_fonts(self.fontInfo().pixelSize())
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
        none = self._none_height(wide)
        switch = self._switch_size()
        top = self._heading + (GAP if self._heading else 0)
        echo = top + switch.height() + GAP
        self._set(self.figure, QRect(0, 0, left - GAP, self.height()))
        self._set(self.switch, QRect(left, top, min(wide, switch.width()), switch.height()))
        self._set(self.none, QRect(left, self.height() - none, wide, none))
        self._set(self.echo, QRect(left, echo, wide, self.height() - none - GAP - echo))

    def _place_below(self) -> None:
        none = self._none_height(self.width())
        switch = self._switch_size()
        beside = self.width() - switch.width() - GAP
        # Always as much, since the figure must not move under a finger.
        middle = max(switch.height(), round(self._size * 1.3 * _ECHO_LINES))
        top = self.height() - none
        self._set(self.none, QRect(0, top, self.width(), none))
        top -= middle + GAP
        self._set(self.switch, QRect(beside + GAP, top, switch.width(), switch.height()))
        self._set(self.echo, QRect(0, top, beside, middle))
        self._set(self.figure, QRect(0, 0, self.width(), top - GAP))

    def _place_list(self) -> None:
        columns = self._columns()
        foot, wide = self._foot_height(), self._foot_width()
        switch, top = self._switch_size(), self.height() - foot
        self._set(self.none, QRect(0, top, wide, foot))
        self._set(self.switch, QRect(wide + GAP, top, switch.width(), foot))
        boxes = columns.boxes(len(self.rows))
        for row, box in zip(self.rows.values(), boxes, strict=True):
            self._set(row, box)

    def _columns(self) -> Columns:
        """Use the largest type, up to the patient's own, at which every area can be seen."""
        rows = list(self.rows.values())
        for pixels in range(self.fontInfo().pixelSize(), _LEAST_PIXELS, -1):
            self._set_fonts(pixels)
            box = self._list_box()
            found = columns_of(rows, pixels, box, self._least_row)
            if found is not None:
                return found
        return evenly(len(rows), self._list_box())

    def _list_box(self) -> QSize:
        return QSize(self.width(), self.height() - self._foot_height() - GAP // 2)

    def _foot_width(self) -> int:
        return self.width() - self._switch_size().width() - GAP

    def _foot_height(self) -> int:
        return max(self._switch_size().height(), self._none_height(self._foot_width()))

    def _none_height(self, width: int) -> int:
        return max(self._least_row, self.none.height_at(width))

    def _switch_size(self) -> QSize:
        least = max(self._least_row, round(self._size * 1.7))
        return self.switch.sizeHint().expandedTo(QSize(0, least))

    def _set_fonts(self, pixels: int) -> None:
        # A style sheet keeps fonts from being handed down.
        self._size = pixels
        made = QFont(self.font())
        made.setPixelSize(pixels)
        for part in (self.figure, *self.rows.values(), self.none, self.switch, self.echo):
            part.setFont(made)

    def _fit_echo(self) -> None:
        """Name all areas where there is room, otherwise say how many, smaller if need be."""
        tries = [
            (text, pixels)
            for text, share in zip(self._echo_texts(), _ECHO_SHARES, strict=True)
            for pixels in range(self._size, round(self._size * share) - 1, -1)
        ]
        text, pixels = next((each for each in tries if self._echo_fits(*each)), tries[-1])
        self.echo.setFont(self._echo_font(pixels))
        self.echo.setText(text)

    def _echo_fits(self, text: str, pixels: int) -> bool:
        metrics = QFontMetrics(self._echo_font(pixels))
        return wrapped_height(metrics, text, self.echo.width()) <= self.echo.height()

    def _echo_font(self, pixels: int) -> QFont:
        made = QFont(self.font())
        made.setPixelSize(max(1, pixels))
        return made

    def _set(self, part: QWidget, box: QRect) -> None:
        part.setGeometry(self.style().visualRect(self.layoutDirection(), self.rect(), box))
