# SPDX-License-Identifier: Apache-2.0
"""Whose severity bands are printed, where more than one author published some."""

from __future__ import annotations

from dataclasses import replace

from intake.ui.staff.context import ClinicDesk, Settings
from intake.ui.staff.parts import captioned
from intake.ui.staff.picker import Picker
from intake.ui.staff.settings.card import SettingsCard


class BandsCard(SettingsCard):
    """One choice a score; hidden while there is nothing to choose."""

    def __init__(self) -> None:
        super().__init__(
            self.tr("Severity bands"),
            self.tr("Where several were published, the report names the author."),
        )
        self._bands: dict[str, Picker] = {}

    def show_settings(self, settings: Settings, desk: ClinicDesk) -> None:
        """Show each choice that the forms give."""
        for choice in desk.bands:
            if choice.key not in self._bands:
                picker = Picker()
                for value, words in choice.sets:
                    picker.addItem(words, value)
                captioned(self.inside, choice.name, picker)
                self._bands[choice.key] = picker
            self._bands[choice.key].choose(settings.bands.get(choice.key, ""))
        self.setVisible(bool(self._bands))

    def put_into(self, settings: Settings) -> Settings:
        """Return the settings with these choices."""
        bands = {key: picker.currentData() for key, picker in self._bands.items()}
        return replace(settings, bands=bands)
