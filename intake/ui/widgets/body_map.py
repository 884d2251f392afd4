# SPDX-License-Identifier: Apache-2.0
"""The body map: a figure, the same areas as a list, and "none of these", always in step."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from intake.core.figure import Figure
from intake.ui.widgets.action_button import ActionButton
from intake.ui.widgets.body_figure import BodyFigure
from intake.ui.widgets.mark_row import MarkRow
from intake.ui.widgets.option_row import wrapped_height
from intake.ui.widgets.press_gate import PressGate, Ticks

_GAP = 12
_ROW_GAP = 6
_WIDE = 1.15
_FIGURE_SHARE = 0.6
_COLUMNS = {True: 3, False: 2}
_LEAST_PIXELS = 14
_ECHO = 0.85
_LEAST_ECHO = 11


class BodyMapInput(QWidget):
    """Marks areas of the body. `changed` is emitted when a person marks, never by `set_state`.

    `areas` are the areas by id with their words, in the order of the form.
    """

    changed = Signal()

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
        self.figure = BodyFigure(
            figure, self._labels, self._words(), gate, ticks=ticks, parent=self
        )
        self.figure.toggled.connect(self._toggle)
        self.rows = {area: MarkRow(gate, words, self) for area, words in areas}
        for area, row in self.rows.items():
            row.setProperty("area", area)
            row.clicked.connect(self._row_clicked)
        self.none = MarkRow(gate, none_label, self)
        self.none.clicked.connect(self._none_clicked)
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

    def _row_clicked(self) -> None:
        self._toggle(str(self.sender().property("area")))

    def _toggle(self, area: str) -> None:
        self._change(self._marked ^ {area}, none=False)

    def _none_clicked(self) -> None:
        self._change(frozenset(), none=self.none.isChecked())

    def _change(self, marked: frozenset[str], *, none: bool) -> None:
        self.set_state(marked, none=none)
        self.changed.emit()

    def _switch(self) -> None:
        self._shows_list = not self._shows_list
        self._show()
        self._place()

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
        self.echo.setText(self._echo_text())
        self._fit_echo()

    def _echo_text(self) -> str:
        if self._none:
            return self.none.text() + "."
        names = [words for area, words in self._labels.items() if area in self._marked]
        if not names:
            return self.tr("Tap an area to mark it. Tap it again to take the mark away.")
        return self._said(names)

    def _said(self, names: Sequence[str]) -> str:
        chosen = self.tr("You marked {count}: {areas}.")
        return chosen.format(count=len(names), areas=", ".join(names))

    def _echo_room(self, width: int) -> int:
        """Return the height that all areas need: the figure must not move under a finger."""
        least = QFont(self.font())
        least.setPixelSize(_LEAST_ECHO)
        everything = self._said(tuple(self._labels.values()))
        return wrapped_height(QFontMetrics(least), everything, width) + _LEAST_ECHO

    def _place(self) -> None:
        if self.width() <= 0 or self.height() <= 0:
            return
        self._set_fonts(self._pixels())
        self.figure.set_tolerance(self.fontMetrics().height() * 0.5)
        if self._shows_list:
            self._place_list()
        elif self._is_wide():
            self._place_beside()
        else:
            self._place_below()
        self._fit_echo()

    def _place_beside(self) -> None:
        box = round(min(self.width() * _FIGURE_SHARE, self.height() * 1.05))
        left = box + 2 * _GAP
        wide = self.width() - left
        none = self.none.height_at(wide)
        switch = self.switch.sizeHint()
        top = switch.height() + _GAP
        self._set(self.figure, QRect(0, 0, box, self.height()))
        self._set(self.switch, QRect(left, 0, min(wide, switch.width()), switch.height()))
        self._set(self.none, QRect(left, self.height() - none, wide, none))
        self._set(self.echo, QRect(left, top, wide, self.height() - none - _GAP - top))

    def _place_below(self) -> None:
        none = self.none.height_at(self.width())
        switch = self.switch.sizeHint()
        beside = self.width() - switch.width() - _GAP
        middle = max(switch.height(), self._echo_room(beside))
        top = self.height() - none
        self._set(self.none, QRect(0, top, self.width(), none))
        top -= middle + _GAP
        self._set(self.switch, QRect(beside + _GAP, top, switch.width(), switch.height()))
        self._set(self.echo, QRect(0, top, beside, middle))
        self._set(self.figure, QRect(0, 0, self.width(), top - _GAP))

    def _place_list(self) -> None:
        switch = self.switch.sizeHint()
        wide = self.width() - switch.width() - _GAP
        foot = max(switch.height(), self.none.height_at(wide))
        top = self.height() - foot
        self._set(self.none, QRect(0, top, wide, foot))
        self._set(self.switch, QRect(wide + _GAP, top, switch.width(), foot))
        lines, across = self._grid()
        tall = (top - _GAP - _ROW_GAP * (lines - 1)) // lines
        for place, row in enumerate(self.rows.values()):
            column, line = divmod(place, lines)
            left = column * (across + _ROW_GAP)
            self._set(row, QRect(left, line * (tall + _ROW_GAP), across, tall))

    def _pixels(self) -> int:
        """Return the largest type size, up to the patient's own, at which everything fits."""
        own = self.fontInfo().pixelSize()
        for pixels in range(own, _LEAST_PIXELS, -1):
            self._set_fonts(pixels)
            if self._fits():
                return pixels
        return min(own, _LEAST_PIXELS)

    def _fits(self) -> bool:
        if not self._shows_list:
            return True
        lines, across = self._grid()
        tall = max(row.height_at(across) for row in self.rows.values())
        switch = self.switch.sizeHint()
        foot = max(switch.height(), self.none.height_at(self.width() - switch.width() - _GAP))
        return lines * (tall + _ROW_GAP) + _GAP + foot <= self.height()

    def _grid(self) -> tuple[int, int]:
        columns = _COLUMNS[self._is_wide()]
        across = (self.width() - _ROW_GAP * (columns - 1)) // columns
        return -(-len(self.rows) // columns), across

    def _is_wide(self) -> bool:
        return self.width() > self.height() * _WIDE

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
        """Let nineteen areas be named where there is room for three lines."""
        made = QFont(self.font())
        for pixels in range(max(1, round(self._size * _ECHO)), _LEAST_ECHO - 1, -1):
            made.setPixelSize(pixels)
            self.echo.setFont(made)
            if self.echo.heightForWidth(self.echo.width()) <= self.echo.height():
                return

    def _set(self, part: QWidget, box: QRect) -> None:
        part.setGeometry(self.style().visualRect(self.layoutDirection(), self.rect(), box))
