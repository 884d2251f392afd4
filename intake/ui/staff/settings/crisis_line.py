# SPDX-License-Identifier: Apache-2.0
"""The number that patients read when they are in danger, once somebody has called it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QLineEdit

from intake.ui.staff.context import ClinicDesk, Settings
from intake.ui.staff.parts import button, captioned, in_row, label
from intake.ui.staff.picker import Picker
from intake.ui.staff.settings.card import SettingsCard
from intake.ui.staff.tick_box import TickBox

_LETTERS = 2


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
        self._country = Picker()
        self._country.addItem(self.tr("Choose …"), "")
        for name, code in countries():
            self._country.addItem(name, code)
        self._proposed = label("", "hint")
        self._take = button(self.tr("Take this line"))
        self._take.clicked.connect(self._take_proposed)
        captioned(self.inside, self.tr("Country"), self._country)
        self.inside.addWidget(self._proposed)
        self.inside.addLayout(in_row(self._take, None))
        self._line = QLineEdit()
        self._confirmed = TickBox(self.tr("We have called this line: it is right for our country"))
        self._line.textEdited.connect(lambda _text: self._confirmed.setChecked(False))
        captioned(self.inside, self.tr("Line, with its name and number (optional)"), self._line)
        self.inside.addWidget(self._confirmed)
        self._country.currentIndexChanged.connect(self._moved)

    def show_settings(self, settings: Settings, desk: ClinicDesk) -> None:
        """Show the line and whether it is confirmed."""
        self._desk = desk
        self._country.choose(settings.country)
        self._propose()
        self._line.setText(settings.crisis_line)
        self._confirmed.setChecked(settings.is_line_confirmed)

    def put_into(self, settings: Settings) -> Settings:
        """Return the settings with this line."""
        line = self._line.text().strip()
        confirmed = bool(line) and self._confirmed.isChecked()
        return replace(
            settings,
            country=self._country.currentData() or "",
            crisis_line=line,
            is_line_confirmed=confirmed,
        )

    def _moved(self) -> None:
        """Take back that the line is right: it was for another country."""
        self._confirmed.setChecked(False)
        self._propose()

    def _propose(self) -> None:
        country = self._country.currentData()
        line = self._desk.proposed_line(country) if country and self._desk else ""
        known = self.tr("Known to this app: “{line}”. Call it before you confirm it.")
        none = self.tr("This app knows no line there: ask who is in charge of health.")
        self._proposed.setText(known.format(line=line) if line else none)
        self._proposed.setVisible(bool(country))
        self._take.setVisible(bool(line))

    def _take_proposed(self) -> None:
        self._line.setText(self._desk.proposed_line(self._country.currentData()))
        self._confirmed.setChecked(False)
        self._line.setFocus()


def countries() -> tuple[tuple[str, str], ...]:
    """Return the countries' names with their codes of two letters, by name."""
    found = {QLocale.territoryToCode(each): each for each in QLocale.Country}
    named = ((QLocale.territoryToString(each), code) for code, each in found.items())
    return tuple(sorted((name, code) for name, code in named if len(code) == _LETTERS))
