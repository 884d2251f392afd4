# SPDX-License-Identifier: Apache-2.0
"""Finding a person while typing: by any word of the name, record number or date of birth."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from intake.core.errors import StoreError
from intake.ui.staff.context import DayDesk, Found
from intake.ui.staff.parts import clearable, in_row, label
from intake.ui.staff.row_list import Row, RowAction, RowList
from intake.ui.staff.words import Called, age_and_number, day

PAUSE_MS = 120
"""How long typing must rest before the file is asked."""
FEWEST = 2


class SearchBox(QWidget):
    """A field and the people it finds. Signals carry a person.

    `searches` says whether anything is typed, so that the lists below can make room.
    """

    visit_wanted = Signal(object)
    opened = Signal(object)
    searches = Signal(bool)

    def __init__(self, desk: DayDesk, called: Called, beside: QWidget) -> None:
        super().__init__()
        self._desk = desk
        self._called = called
        self.field = QLineEdit()
        self.field.setAccessibleName(self.tr("Find a patient"))
        self.field.setPlaceholderText(
            self.tr("Find a patient: name, record number or date of birth")
        )
        clearable(self.field)
        self._said = label("", "hint")
        self._said.hide()
        self.found = RowList(self.tr("Patients"))
        self.found.hide()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(PAUSE_MS)
        self._rest.timeout.connect(self._look)
        self.field.textChanged.connect(self._typed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(in_row(self.field, beside))
        layout.addWidget(self._said)
        layout.addWidget(self.found)
        self.setFocusProxy(self.field)

    def clear(self) -> None:
        """Forget what was typed."""
        self.field.clear()

    def name(self) -> str:
        """Return what was typed, if it can be somebody's name."""
        typed = " ".join(self.field.text().split())
        return "" if any(each.isdigit() for each in typed) else typed

    def _typed(self, text: str) -> None:
        is_search = len(text.strip()) >= FEWEST
        self.searches.emit(is_search)
        if is_search:
            self._rest.start()
        else:
            self._rest.stop()
            self.found.hide()
            self._said.hide()

    def _look(self) -> None:
        try:
            people = self._desk.find(self.field.text().strip())
        except StoreError as error:
            self._say(str(error))
            return
        self.found.show_rows([self._row(each) for each in people])
        self._say("" if people else self.tr("Nobody of this name, number or date of birth."))

    def _say(self, words: str) -> None:
        self._said.setText(words)
        self._said.setVisible(bool(words))

    def _row(self, found: Found) -> Row:
        person = found.patient
        last = found.last_visit
        seen = self.tr("last visit {day}").format(day=day(last)) if last else self.tr("no visit")
        return Row(
            self._called(person),
            f"{age_and_number(person)} · {seen}",
            (
                RowAction(self.tr("Open"), partial(self.opened.emit, person)),
                RowAction(
                    self.tr("New visit"), partial(self.visit_wanted.emit, person), "primary"
                ),
            ),
        )
