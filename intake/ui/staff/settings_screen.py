# SPDX-License-Identifier: Apache-2.0
"""What the clinic decides: letterhead, crisis line, reports, languages, names and bands."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from intake.core.errors import StoreError
from intake.ui.staff.context import ClinicDesk, Settings
from intake.ui.staff.parts import GAP, Screen, button, captioned, card, column, foot, in_row, label
from intake.ui.staff.picker import Picker
from intake.ui.staff.tick_box import TickBox
from intake.ui.staff.words import language_words

PAPERS = ("A4", "Letter")


class SettingsFields(QWidget):
    """The fields of the settings, which the first run shows too."""

    def __init__(self) -> None:
        super().__init__()
        self._before = Settings()
        self._bands: dict[str, Picker] = {}
        self._languages: dict[str, TickBox] = {}
        left, right = QVBoxLayout(), QVBoxLayout()
        for side, cards in (
            (left, (self._letterhead(), self._crisis())),
            (right, (self._reports(), self._patients(), self._band_card())),
        ):
            side.setSpacing(GAP)
            for each in cards:
                side.addWidget(each)
            side.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(left, 1)
        layout.addLayout(right, 1)
        self.setFocusProxy(self._clinic)

    def show_settings(self, settings: Settings, desk: ClinicDesk) -> None:
        """Show what was decided, with the choices that the forms give."""
        self._before = settings
        self._clinic.setText(settings.clinic)
        self._address.setText(settings.address)
        self._logo.setText(settings.logo)
        self._line.setText(settings.crisis_line)
        self._confirmed.setChecked(settings.is_line_confirmed)
        self._folder.setText(settings.report_folder)
        self._name.setText(settings.report_name)
        for picker, value in (
            (self._paper, settings.paper),
            (self._style, settings.name_style),
            (self._theme, settings.theme),
        ):
            picker.setCurrentIndex(max(0, picker.findData(value)))
        self._show_languages(settings, desk)
        self._show_bands(settings, desk)

    def settings(self) -> Settings:
        """Return what the fields say."""
        line = self._line.text().strip()
        return replace(
            self._before,
            clinic=self._clinic.text().strip(),
            address=self._address.text().strip(),
            logo=self._logo.text().strip(),
            crisis_line=line,
            is_line_confirmed=bool(line) and self._confirmed.isChecked(),
            report_folder=self._folder.text().strip(),
            report_name=self._name.text().strip(),
            paper=self._paper.currentData(),
            languages=tuple(each for each, tick in self._languages.items() if tick.isChecked()),
            name_style=self._style.currentData(),
            theme=self._theme.currentData(),
            bands={key: picker.currentData() for key, picker in self._bands.items()},
        )

    def problem(self) -> str:
        """Return the first thing that is missing, as a sentence; empty when nothing is."""
        if not self._clinic.text().strip():
            return self.tr("Please write the clinic's name: it heads every report.")
        if not any(tick.isChecked() for tick in self._languages.values()):
            return self.tr("Please tick at least one language.")
        return ""

    def _letterhead(self) -> QWidget:
        frame, inside = card()
        inside.addWidget(label(self.tr("Letterhead"), "heading"))
        self._clinic, self._address, self._logo = QLineEdit(), QLineEdit(), QLineEdit()
        captioned(inside, self.tr("Name of the clinic"), self._clinic)
        captioned(inside, self.tr("Address (optional)"), self._address)
        pick = button(self.tr("Choose …"))
        pick.clicked.connect(self._pick_logo)
        captioned(inside, self.tr("Logo, a PNG or JPEG file (optional)"), self._logo)
        inside.addLayout(in_row(pick, None))
        return frame

    def _crisis(self) -> QWidget:
        frame, inside = card()
        inside.addWidget(label(self.tr("Crisis line"), "heading"))
        inside.addWidget(
            label(
                self.tr(
                    "Shown to every patient, word for word. Until somebody has confirmed it, "
                    "patients read “tell a member of the team” and no number."
                ),
                "hint",
            )
        )
        self._line = QLineEdit()
        self._confirmed = TickBox(self.tr("We have called this line: it is right for our country"))
        self._line.textEdited.connect(lambda _text: self._confirmed.setChecked(False))
        captioned(inside, self.tr("Line, with its name and number (optional)"), self._line)
        inside.addWidget(self._confirmed)
        return frame

    def _reports(self) -> QWidget:
        frame, inside = card()
        inside.addWidget(label(self.tr("Reports"), "heading"))
        self._folder, self._name, self._paper = QLineEdit(), QLineEdit(), Picker()
        pick = button(self.tr("Choose …"))
        pick.clicked.connect(self._pick_folder)
        for paper in PAPERS:
            self._paper.addItem(paper, paper)
        captioned(inside, self.tr("Folder"), self._folder)
        inside.addLayout(in_row(pick, None))
        captioned(inside, self.tr("File name"), self._name)
        inside.addWidget(
            label(self.tr("{number} record number · {date} day · {report} report number"), "hint")
        )
        captioned(inside, self.tr("Paper"), self._paper)
        return frame

    def _patients(self) -> QWidget:
        frame, inside = card()
        inside.addWidget(label(self.tr("Screens"), "heading"))
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
        captioned(inside, self.tr("Patients are greeted"), self._style)
        captioned(inside, self.tr("Colours of the staff screens"), self._theme)
        inside.addWidget(label(self.tr("Languages"), "field"))
        self._language_lines = QVBoxLayout()
        inside.addLayout(self._language_lines)
        return frame

    def _band_card(self) -> QWidget:
        self._band_frame, inside = card()
        inside.addWidget(label(self.tr("Severity bands"), "heading"))
        inside.addWidget(
            label(self.tr("Where several were published, the report names the author."), "hint")
        )
        self._band_lines = QVBoxLayout()
        inside.addLayout(self._band_lines)
        return self._band_frame

    def _show_languages(self, settings: Settings, desk: ClinicDesk) -> None:
        for language in desk.all_languages:
            if language not in self._languages:
                self._languages[language] = TickBox(language_words(language))
                self._language_lines.addWidget(self._languages[language])
            self._languages[language].setChecked(language in settings.languages)

    def _show_bands(self, settings: Settings, desk: ClinicDesk) -> None:
        for choice in desk.bands:
            if choice.key not in self._bands:
                picker = Picker()
                for value, words in choice.sets:
                    picker.addItem(words, value)
                captioned(self._band_lines, choice.name, picker)
                self._bands[choice.key] = picker
            picker = self._bands[choice.key]
            picker.setCurrentIndex(max(0, picker.findData(settings.bands.get(choice.key))))
        self._band_frame.setVisible(bool(self._bands))

    def _pick_folder(self) -> None:
        path = QFileDialog.getExistingDirectory(
            self, self.tr("Folder for reports"), self._folder.text()
        )
        if path:
            self._folder.setText(path)

    def _pick_logo(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("Logo"), "", self.tr("Pictures (*.png *.jpg *.jpeg)")
        )
        if path:
            self._logo.setText(path)


class SettingsScreen(Screen):
    """Changes what the clinic decided; nothing is stored before Save."""

    changed = Signal()

    def __init__(self, desk: ClinicDesk) -> None:
        super().__init__()
        self._desk = desk
        self._said = label("", "hint")
        save = button(self.tr("Save"), "primary")
        save.clicked.connect(self._save)
        layout = column(self)
        layout.addWidget(label(self.tr("Settings"), "title"))
        self.fields = SettingsFields()
        layout.addWidget(self.fields)
        layout.addStretch(1)
        foot(self, self._said, None, save)

    def refresh(self) -> None:
        """Show what was decided.

        Raises:
            StoreError: when it cannot be read.
        """
        self.fields.show_settings(self._desk.settings(), self._desk)
        self._said.clear()

    def invite(self) -> None:
        """Say that this is part of setting up, and that everything can wait."""
        self._said.setText(
            self.tr("Almost ready: look these over, save, then go to “Home”. All can be changed.")
        )

    def _save(self) -> None:
        problem = self.fields.problem()
        try:
            if not problem:
                self._desk.change_settings(self.fields.settings())
        except StoreError as error:
            problem = str(error)
        self._said.setText(problem or self.tr("Saved."))
        if not problem:
            self.changed.emit()
