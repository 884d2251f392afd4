# SPDX-License-Identifier: Apache-2.0
"""What every card of the settings can do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFileDialog, QFrame, QLineEdit, QVBoxLayout

from intake.ui.staff.context import ClinicDesk, Settings
from intake.ui.staff.faults import Fault
from intake.ui.staff.parts import button, in_row, label


class SettingsCard(QFrame):
    """Shows a part of what was decided, and puts what its fields say into the settings."""

    def __init__(self, title: str, hint: str = "") -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.inside = QVBoxLayout(self)
        self.inside.setContentsMargins(20, 16, 20, 16)
        self.inside.setSpacing(8)
        self.inside.addWidget(label(title, "heading"))
        if hint:
            self.inside.addWidget(label(hint, "hint"))

    def show_settings(self, settings: Settings, desk: ClinicDesk) -> None:
        """Show what was decided, with the choices that the forms give."""
        raise NotImplementedError

    def put_into(self, settings: Settings) -> Settings:
        """Return the settings with what the fields of this card say."""
        raise NotImplementedError

    def fault(self) -> Fault | None:
        """Return the first thing that is missing."""
        return None

    def add_picking(self, pick: Callable[[], None]) -> None:
        """Add a button that looks for what the field above it names."""
        choose = button(self.tr("Choose …"))
        choose.clicked.connect(pick)
        self.inside.addLayout(in_row(choose, None))

    def pick_folder(self, title: str, field: QLineEdit) -> bool:
        """Let somebody choose a folder; say whether one was chosen."""
        path = QFileDialog.getExistingDirectory(self, title, field.text())
        if path:
            field.setText(path)
        return bool(path)
