# SPDX-License-Identifier: Apache-2.0
"""A list of people, visits or messages: a name, a quiet line, and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from intake.ui.staff.parts import button, card, empty, label

FIRST = 8
"""How many rows show at once; what a morning brings."""
MORE = 20


@dataclass(frozen=True, slots=True)
class RowAction:
    """One button of a row; with `choices` it opens a list of them instead of acting."""

    text: str
    act: Callable[[], None]
    role: str = "secondary"
    choices: tuple[RowAction, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list. `mark` is a word that stands out, such as "unread"."""

    title: str
    detail: str
    actions: tuple[RowAction, ...] = ()
    mark: str = ""


class RowList(QWidget):
    """A headed card of rows, of which so many show; the rest is one press away.

    Without rows it is hidden, so that an empty list takes no room and asks for no attention.
    """

    def __init__(self, title: str, role: str = "card", none: str = "") -> None:
        super().__init__()
        self._none = none
        self._rows: Sequence[Row] = ()
        self._shown = FIRST
        self._title = label(title, "heading")
        self._count = label("", "hint", wraps=False)
        self._frame, inside = card(role)
        inside.setContentsMargins(20, 6, 20, 6)
        inside.setSpacing(0)
        self._inside = QVBoxLayout()
        self._inside.setSpacing(0)
        inside.addLayout(self._inside)
        self._more = button("", "quiet")
        self._more.clicked.connect(self._show_more)
        inside.addWidget(self._more)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(top)
        layout.addWidget(self._frame)

    def show_rows(self, rows: Sequence[Row], *, keeps_place: bool = False) -> None:
        """Show these rows; `keeps_place` keeps as many in sight as before."""
        self._rows = rows
        self._shown = self._shown if keeps_place else FIRST
        self._fill()

    def _fill(self) -> None:
        empty(self._inside)
        self.setVisible(bool(self._rows) or bool(self._none))
        for number, row in enumerate(self._rows[: self._shown]):
            self._inside.addWidget(_row_widget(row, is_first=number == 0))
        if not self._rows and self._none:
            none = label(self._none, "hint")
            none.setContentsMargins(0, 8, 0, 8)
            self._inside.addWidget(none)
        rest = len(self._rows) - self._shown
        self._more.setVisible(rest > 0)
        self._more.setText(self.tr("Show {count} more").format(count=min(rest, MORE)))
        self._count.setText(str(len(self._rows)) if len(self._rows) > FIRST else "")

    def _show_more(self) -> None:
        self._shown += MORE
        self._fill()


def _row_widget(row: Row, *, is_first: bool) -> QFrame:
    frame = QFrame()
    frame.setProperty("role", "first_row" if is_first else "row")
    words = QVBoxLayout()
    words.setSpacing(0)
    if row.title:
        words.addWidget(label(row.title, "strong"))
    words.addWidget(label(row.detail, "hint"))
    line = QHBoxLayout(frame)
    line.setContentsMargins(0, 8, 0, 8)
    line.setSpacing(10)
    line.addLayout(words, 1)
    if row.mark:
        line.addWidget(label(row.mark, "mark", wraps=False))
    for action in row.actions:
        line.addWidget(_button(action, row.title))
    return frame


def _button(action: RowAction, about: str) -> QPushButton:
    made = button(action.text, action.role)
    if about:
        made.setAccessibleDescription(about)
    if action.choices:
        menu = QMenu(made)
        for choice in action.choices:
            menu.addAction(choice.text, choice.act)
        made.setMenu(menu)
    else:
        made.clicked.connect(lambda _checked=False: action.act())
    return made


def nothing() -> None:
    """Do nothing: what a button does that only opens a list."""
