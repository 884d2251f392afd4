# SPDX-License-Identifier: Apache-2.0
"""Which entries of the audit somebody wants to see: whose, of what kind, about whom, when."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from intake.ui.staff.context import AuditWish
from intake.ui.staff.date_input import DateInput
from intake.ui.staff.parts import captioned
from intake.ui.staff.picker import Picker


class AuditWishFields(QWidget):
    """Five fields, of which an empty one wants everything. `changed` follows every change."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._who, self._kind, self._patient = Picker(), Picker(), QLineEdit()
        self._first = DateInput(
            self.tr("First day"), self.tr("Month of the first day"), self.tr("Its year")
        )
        self._last = DateInput(
            self.tr("Last day"), self.tr("Month of the last day"), self.tr("Its year")
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for stretch, name, field in (
            (3, self.tr("Who"), self._who),
            (3, self.tr("What"), self._kind),
            (2, self.tr("Record number"), self._patient),
            (5, self.tr("From"), self._first),
            (5, self.tr("Until"), self._last),
        ):
            part = QVBoxLayout()
            part.setSpacing(2)
            captioned(part, name, field)
            row.addLayout(part, stretch)
        for picker in (self._who, self._kind):
            picker.currentIndexChanged.connect(self.changed)
        self._patient.editingFinished.connect(self.changed)
        for date in (self._first, self._last):
            date.changed.connect(self.changed)

    def offer(self, people: Sequence[str], kinds: Sequence[str]) -> None:
        """Offer these people and kinds; what was chosen before stays chosen."""
        for picker, everything, names in (
            (self._who, self.tr("Anyone"), people),
            (self._kind, self.tr("All"), kinds),
        ):
            chosen = picker.currentData()
            with QSignalBlocker(picker):
                picker.clear()
                picker.addItem(everything, "")
                for name in names:
                    picker.addItem(name, name)
                picker.setCurrentIndex(max(0, picker.findData(chosen)))

    def wish(self) -> AuditWish:
        """Return what is wanted."""
        return AuditWish(
            who=self._who.currentData() or "",
            kind=self._kind.currentData() or "",
            patient=self._patient.text().strip(),
            first=self._first.date(),
            last=self._last.date(),
        )
