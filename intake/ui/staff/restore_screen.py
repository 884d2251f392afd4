# SPDX-License-Identifier: Apache-2.0
"""Putting a backup back: which one, and what opens it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from intake.ui.background import Background
from intake.ui.staff.backup_screen import kinds
from intake.ui.staff.choice_row import ChoiceRow
from intake.ui.staff.context import Restoring, WayBack
from intake.ui.staff.faults import Fault, FaultLine, first_fault
from intake.ui.staff.parts import Screen, button, captioned, card, column, foot, in_row, label
from intake.ui.staff.picker import Picker
from intake.ui.staff.secret_fields import PassphraseFields, secret_field

_PASSPHRASE, _SHEET = "passphrase", "sheet"


class RestoreScreen(Screen):
    """Restores beside the window's thread. `restored` follows when everybody must sign in anew."""

    restored = Signal()
    left = Signal()

    def __init__(self, desk: Restoring, background: Background) -> None:
        super().__init__()
        self._desk = desk
        self._background = background
        self._path = ""
        layout = column(self)
        layout.addWidget(label(self.tr("Restore a backup"), "title"))
        layout.addWidget(
            label(
                self.tr(
                    "Everything comes back as it was when the backup was made. What is on this "
                    "computer now is set aside beside it and not deleted."
                ),
                "hint",
            )
        )
        layout.addWidget(self._which())
        self._how_card = self._how()
        layout.addWidget(self._how_card)
        layout.addStretch(1)
        self._said = FaultLine()
        self._back = button(self.tr("Cancel"))
        self._back.clicked.connect(self.left)
        self._go = button(self.tr("Restore"), "primary")
        self._go.clicked.connect(self._restore)
        foot(self, self._back, self._said, None, self._go)
        self.first = self._choose

    def begin(self) -> None:
        """Start with nothing chosen."""
        self._path = ""
        self._file.setText(self.tr("No backup chosen yet."))
        self._opens.clear()
        for field in (self._passphrase, self._code, self._name):
            field.clear()
        self._new.clear()
        self._said.tell(None)
        self._how_card.hide()
        self._set_runs(runs=False)

    def _which(self) -> QWidget:
        frame, inside = card()
        inside.addWidget(label(self.tr("Which backup?"), "strong"))
        self._file = label("", "body")
        self._choose = button(self.tr("Choose …"))
        self._choose.setAccessibleDescription(self.tr("Which backup?"))
        self._choose.clicked.connect(self._pick)
        inside.addWidget(self._file)
        inside.addLayout(in_row(self._choose, None))
        return frame

    def _how(self) -> QWidget:
        frame, inside = card()
        self._opens = ChoiceRow(
            (
                (_PASSPHRASE, self.tr("A passphrase from that time")),
                (_SHEET, self.tr("The recovery sheet")),
            )
        )
        self._opens.changed.connect(self._show_fields)
        captioned(inside, self.tr("What opens it?"), self._opens)
        inside.addWidget(self._with_passphrase())
        inside.addWidget(self._with_sheet())
        return frame

    def _with_passphrase(self) -> QWidget:
        self._by_passphrase, inside = _part()
        self._people, self._passphrase = Picker(), secret_field()
        captioned(inside, self.tr("Who could sign in then"), self._people)
        captioned(inside, self.tr("Passphrase from that time"), self._passphrase)
        return self._by_passphrase

    def _with_sheet(self) -> QWidget:
        self._by_sheet, inside = _part()
        self._code, self._name, self._new = QLineEdit(), QLineEdit(), PassphraseFields()
        self._code.setPlaceholderText(self.tr("All groups, one after the other"))
        captioned(inside, self.tr("Code of the recovery sheet"), self._code)
        inside.addWidget(label(self.tr("Whoever has the sheet becomes an administrator."), "hint"))
        captioned(inside, self.tr("Your name"), self._name)
        inside.addWidget(self._new)
        return self._by_sheet

    def _pick(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Backup"), "", kinds())
        if path:
            self.choose(Path(path))

    def choose(self, path: Path) -> None:
        """Look who can open a backup."""
        self._said.tell(None)
        self._background.run(
            lambda: (path, self._desk.people_of(path)), self._known, self._not_known
        )

    def _known(self, found: tuple[Path, tuple[str, ...]]) -> None:
        path, people = found
        self._path = str(path)
        self._file.setText(path.name)
        self._people.clear()
        self._people.addItems(list(people))
        self._opens.choose(_PASSPHRASE)
        self._how_card.show()
        self._show_fields()
        self._passphrase.setFocus()

    def _not_known(self, error: Exception) -> None:
        self.begin()
        self._said.tell(str(error))

    def _show_fields(self) -> None:
        self._by_passphrase.setVisible(self._opens.value() == _PASSPHRASE)
        self._by_sheet.setVisible(self._opens.value() == _SHEET)

    def _fault(self) -> Fault | None:
        has_sheet = self._opens.value() == _SHEET
        chosen = first_fault(
            (self._path, self.tr("Please choose the backup first."), self._choose),
            (self._opens.value(), self.tr("Please say what opens the backup."), self._opens),
        )
        if chosen or not has_sheet:
            missing = self.tr("Please type the passphrase.")
            return chosen or first_fault((self._passphrase.text(), missing, self._passphrase))
        return (
            first_fault(
                (
                    self._code.text().strip(),
                    self.tr("Please type the code from the sheet."),
                    self._code,
                ),
                (self._name.text().strip(), self.tr("Please write your name."), self._name),
            )
            or self._new.fault()
        )

    def _restore(self) -> None:
        fault = self._fault()
        self._said.tell(fault)
        if fault:
            return
        path = Path(self._path)
        if self._opens.value() == _SHEET:
            name, code = self._name.text().strip(), self._code.text().strip()
            way = WayBack(path, name, self._new.value(), code)
        else:
            way = WayBack(path, self._people.currentText(), self._passphrase.text())
        self._set_runs(runs=True)
        self._background.run(lambda: self._desk.restore(way), self._done, self._failed)

    def _done(self, _nothing: None) -> None:
        self.begin()
        self.restored.emit()

    def _failed(self, error: Exception) -> None:
        self._set_runs(runs=False)
        self._said.tell(str(error) or type(error).__name__)

    def _set_runs(self, *, runs: bool) -> None:
        for part in (self._go, self._back, self._choose):
            part.setEnabled(not runs)
        self._go.setText(self.tr("Restoring …") if runs else self.tr("Restore"))


def _part() -> tuple[QWidget, QVBoxLayout]:
    part = QWidget()
    layout = QVBoxLayout(part)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    return part, layout
