# SPDX-License-Identifier: Apache-2.0
"""A date as day, month in words, and year, so that 2/4 and 4/2 cannot be mixed up."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QLocale, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from intake.ui.staff.picker import Picker

YEAR_DIGITS = 4
LAST_YEAR = 10**YEAR_DIGITS - 1
DAYS = 31
MONTHS = 12


class DateInput(QWidget):
    """Three fields; `date` is `None` until they make a real day. By default a date of birth.

    `changed` is emitted when somebody leaves a field.
    """

    changed = Signal()

    def __init__(self, day: str = "", month: str = "", year: str = "") -> None:
        super().__init__()
        self._day = self._number(day or self.tr("Day of birth"), self.tr("DD"), DAYS)
        self._month = Picker()
        self._month.setAccessibleName(month or self.tr("Month of birth"))
        self._month.addItem(self.tr("Month"), None)
        names = QLocale(QLocale.Language.English)
        for number in range(1, MONTHS + 1):
            self._month.addItem(names.standaloneMonthName(number), number)
        self._year = self._number(year or self.tr("Year of birth"), self.tr("YYYY"), LAST_YEAR)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self._day, 1)
        layout.addWidget(self._month, 2)
        layout.addWidget(self._year, 1)
        for field in (self._day, self._year):
            field.editingFinished.connect(self.changed)
        self._month.activated.connect(self.changed)
        self.setFocusProxy(self._day)

    def date(self) -> dt.date | None:
        """Return the day that the fields make, if there is one."""
        year = self._year.text()
        if not self._day.text() or len(year) != YEAR_DIGITS or self._month.currentData() is None:
            return None
        try:
            return dt.date(int(year), int(self._month.currentData()), int(self._day.text()))
        except ValueError:
            return None

    def set_date(self, day: dt.date | None) -> None:
        """Show a date, or nothing."""
        self._day.setText(str(day.day) if day else "")
        self._month.setCurrentIndex(day.month if day else 0)
        self._year.setText(f"{day.year:04d}" if day else "")

    def clear(self) -> None:
        """Show nothing."""
        self.set_date(None)

    def _number(self, name: str, example: str, highest: int) -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName(name)
        field.setPlaceholderText(example)
        field.setMaxLength(len(example))
        field.setValidator(QIntValidator(1, highest, field))
        return field
