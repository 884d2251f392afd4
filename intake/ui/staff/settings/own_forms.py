# SPDX-License-Identifier: Apache-2.0
"""The folder of the clinic's own questionnaires, and what a look into it found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from intake.ui.background import Background
from intake.ui.staff.context import ClinicDesk, OwnForms, Refusal, Settings
from intake.ui.staff.parts import button, captioned, in_row, label
from intake.ui.staff.row_list import Row
from intake.ui.staff.settings.card import SettingsCard


class OwnFormsCard(SettingsCard):
    """Looks into the folder when it is shown or changed; `refused` carries rows to be listed."""

    refused = Signal(object)

    def __init__(self, background: Background) -> None:
        super().__init__(
            self.tr("Your own questionnaires"),
            self.tr(
                "A folder of the clinic's own, outside of this program. Each questionnaire in it "
                "is checked; one that fails is not used, and everything wrong with it is listed "
                "below. Changes take effect once saved."
            ),
        )
        self._background = background
        self._desk: ClinicDesk | None = None
        self._folder = QLineEdit()
        self._folder.editingFinished.connect(self._look)
        self._found = label("", "hint")
        choose, again = button(self.tr("Choose …")), button(self.tr("Look again"))
        choose.clicked.connect(self._pick)
        again.clicked.connect(self._look)
        captioned(self.inside, self.tr("Folder (optional)"), self._folder)
        self.inside.addLayout(in_row(choose, again, None))
        self.inside.addWidget(self._found)

    def show_settings(self, settings: Settings, desk: ClinicDesk) -> None:
        """Show the folder and look into it."""
        self._desk = desk
        self._folder.setText(settings.own_forms)
        self._look()

    def put_into(self, settings: Settings) -> Settings:
        """Return the settings with this folder."""
        return replace(settings, own_forms=self._folder.text().strip())

    def _pick(self) -> None:
        if self.pick_folder(self.tr("Folder of your own questionnaires"), self._folder):
            self._look()

    def _look(self) -> None:
        desk, folder = self._desk, self._folder.text().strip()
        if desk is None or not folder:
            self._say("")
            return
        self._say(self.tr("Looking …"))
        self._background.run(
            lambda: desk.look_at_forms(folder),
            lambda found: self._show(folder, found),
            lambda error: self._say(str(error)),
        )

    def _show(self, folder: str, found: OwnForms) -> None:
        if folder == self._folder.text().strip():  # else something newer is looked at
            self._say(self._words(found), found.refused)

    def _words(self, found: OwnForms) -> str:
        if found.fault:
            return found.fault
        names = ", ".join(found.given)
        if not names:
            return self.tr("No questionnaire in it can be given.")
        count = len(found.given)
        if count == 1:
            return self.tr("1 questionnaire can be given: {names}.").format(names=names)
        return self.tr("{count} questionnaires can be given: {names}.").format(
            count=count, names=names
        )

    def _say(self, words: str, refused: Sequence[Refusal] = ()) -> None:
        self._found.setText(words)
        self._found.setVisible(bool(words))
        self.refused.emit([Row(each.about, "\n".join(each.problems)) for each in refused])
