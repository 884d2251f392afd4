# SPDX-License-Identifier: Apache-2.0
"""How patients are greeted, in which languages they are asked, and the team's colours."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout

from intake.core.naming import Shown
from intake.ui.staff.context import ClinicDesk, Settings
from intake.ui.staff.faults import Fault, first_fault
from intake.ui.staff.parts import captioned, label
from intake.ui.staff.picker import Picker
from intake.ui.staff.settings.card import SettingsCard
from intake.ui.staff.tick_box import TickBox
from intake.ui.staff.words import language_words


class ScreensCard(SettingsCard):
    """What the screens look like, and the languages of the patient's."""

    def __init__(self) -> None:
        super().__init__(self.tr("Screens"))
        self._languages: dict[str, TickBox] = {}
        self._style, self._theme = Picker(), Picker()
        for value, words in (
            ("first_name", self.tr("By the first name")),
            ("full_name", self.tr("By the whole name")),
            ("initials", self.tr("By initials")),
        ):
            self._style.addItem(words, value)
        for value, words in (
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
            ("contrast", self.tr("High contrast")),
        ):
            self._theme.addItem(words, value)
        captioned(self.inside, self.tr("Patients are greeted"), self._style)
        self._shown = Picker()
        for how, words in (
            (Shown.NAME, self.tr("Whole names")),
            (Shown.INITIALS, self.tr("Initials")),
            (Shown.NUMBER, self.tr("Record numbers alone")),
        ):
            self._shown.addItem(words, how)
        captioned(
            self.inside, self.tr("Patients on the team's screens and on reports"), self._shown
        )
        captioned(self.inside, self.tr("Colours of the staff screens"), self._theme)
        self.inside.addWidget(label(self.tr("Languages"), "field"))
        self._lines = QVBoxLayout()
        self.inside.addLayout(self._lines)

    def show_settings(self, settings: Settings, desk: ClinicDesk) -> None:
        """Show the choices, with a tick box for each language in which a form can be given."""
        self._style.choose(settings.name_style)
        self._theme.choose(settings.theme)
        self._shown.choose(settings.names_shown)
        for language in desk.all_languages:
            if language not in self._languages:
                self._languages[language] = TickBox(language_words(language))
                self._lines.addWidget(self._languages[language])
            self._languages[language].setChecked(language in settings.languages)

    def put_into(self, settings: Settings) -> Settings:
        """Return the settings with these choices."""
        return replace(
            settings,
            languages=tuple(each for each, tick in self._languages.items() if tick.isChecked()),
            name_style=self._style.currentData(),
            theme=self._theme.currentData(),
            names_shown=self._shown.currentData(),
        )

    def fault(self) -> Fault | None:
        """Ask for a language, without which no patient could be asked anything."""
        ticks = list(self._languages.values())
        said = self.tr("Please tick at least one language.")
        return first_fault((any(tick.isChecked() for tick in ticks), said, ticks[0]))
