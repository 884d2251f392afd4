# SPDX-License-Identifier: Apache-2.0
"""Where reports go, what their files are called and on which paper they are printed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QLineEdit

from intake.ui.staff.context import ClinicDesk, Settings
from intake.ui.staff.parts import captioned, label
from intake.ui.staff.picker import Picker
from intake.ui.staff.settings.card import SettingsCard
from intake.ui.staff.tick_box import TickBox

PAPERS = ("A4", "Letter")


class ReportsCard(SettingsCard):
    """Folder, file name and paper of the reports, and whether data go beside them."""

    def __init__(self) -> None:
        super().__init__(self.tr("Reports"))
        self._folder, self._name, self._paper = QLineEdit(), QLineEdit(), Picker()
        for paper in PAPERS:
            self._paper.addItem(paper, paper)
        captioned(self.inside, self.tr("Folder"), self._folder)
        self.add_picking(self._pick)
        captioned(self.inside, self.tr("File name"), self._name)
        self.inside.addWidget(
            label(self.tr("{number} record number · {date} day · {report} report number"), "hint")
        )
        captioned(self.inside, self.tr("Paper"), self._paper)
        self._sidecar = TickBox(self.tr("Also write the visit's data beside each report (.json)"))
        self.inside.addWidget(self._sidecar)

    def show_settings(self, settings: Settings, _desk: ClinicDesk) -> None:
        """Show where reports go."""
        self._folder.setText(settings.report_folder)
        self._name.setText(settings.report_name)
        self._paper.choose(settings.paper)
        self._sidecar.setChecked(settings.has_sidecar)

    def put_into(self, settings: Settings) -> Settings:
        """Return the settings with this folder, name and paper, with or without data."""
        return replace(
            settings,
            report_folder=self._folder.text().strip(),
            report_name=self._name.text().strip(),
            paper=self._paper.currentData(),
            has_sidecar=self._sidecar.isChecked(),
        )

    def _pick(self) -> None:
        self.pick_folder(self.tr("Folder for reports"), self._folder)
