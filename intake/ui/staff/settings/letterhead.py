# SPDX-License-Identifier: Apache-2.0
"""What heads every report."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QFileDialog, QLineEdit

from intake.ui.staff.context import ClinicDesk, Settings
from intake.ui.staff.faults import Fault, first_fault
from intake.ui.staff.parts import captioned
from intake.ui.staff.settings.card import SettingsCard


class LetterheadCard(SettingsCard):
    """The clinic's name, its address and its logo."""

    def __init__(self) -> None:
        super().__init__(self.tr("Letterhead"))
        self.clinic, self._address, self._logo = QLineEdit(), QLineEdit(), QLineEdit()
        captioned(self.inside, self.tr("Name of the clinic"), self.clinic)
        captioned(self.inside, self.tr("Address (optional)"), self._address)
        captioned(self.inside, self.tr("Logo, a PNG or JPEG file (optional)"), self._logo)
        self.add_picking(self._pick)

    def show_settings(self, settings: Settings, _desk: ClinicDesk) -> None:
        """Show the letterhead."""
        self.clinic.setText(settings.clinic)
        self._address.setText(settings.address)
        self._logo.setText(settings.logo)

    def put_into(self, settings: Settings) -> Settings:
        """Return the settings with this letterhead."""
        return replace(
            settings,
            clinic=self.clinic.text().strip(),
            address=self._address.text().strip(),
            logo=self._logo.text().strip(),
        )

    def fault(self) -> Fault | None:
        """Ask for the name, which nothing can stand for."""
        said = self.tr("Please write the clinic's name: it heads every report.")
        return first_fault((self.clinic.text().strip(), said, self.clinic))

    def _pick(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("Logo"), "", self.tr("Pictures (*.png *.jpg *.jpeg)")
        )
        if path:
            self._logo.setText(path)
