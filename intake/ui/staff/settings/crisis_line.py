# SPDX-License-Identifier: Apache-2.0
"""The number that patients read when they are in danger, once somebody has called it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QLineEdit

from intake.ui.staff.context import ClinicDesk, Settings
from intake.ui.staff.parts import captioned
from intake.ui.staff.settings.card import SettingsCard
from intake.ui.staff.tick_box import TickBox


class CrisisLineCard(SettingsCard):
    """A line counts only while it is confirmed; whoever changes it confirms it again."""

    def __init__(self) -> None:
        super().__init__(
            self.tr("Crisis line"),
            self.tr(
                "Shown to every patient, word for word. Until somebody has confirmed it, "
                "patients read “tell a member of the team” and no number."
            ),
        )
        self._line = QLineEdit()
        self._confirmed = TickBox(self.tr("We have called this line: it is right for our country"))
        self._line.textEdited.connect(lambda _text: self._confirmed.setChecked(False))
        captioned(self.inside, self.tr("Line, with its name and number (optional)"), self._line)
        self.inside.addWidget(self._confirmed)

    def show_settings(self, settings: Settings, _desk: ClinicDesk) -> None:
        """Show the line and whether it is confirmed."""
        self._line.setText(settings.crisis_line)
        self._confirmed.setChecked(settings.is_line_confirmed)

    def put_into(self, settings: Settings) -> Settings:
        """Return the settings with this line."""
        line = self._line.text().strip()
        confirmed = bool(line) and self._confirmed.isChecked()
        return replace(settings, crisis_line=line, is_line_confirmed=confirmed)
