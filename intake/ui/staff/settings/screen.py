# SPDX-License-Identifier: Apache-2.0
"""What the clinic decides, on one screen; nothing is stored before Save."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from intake.core.errors import StoreError
from intake.ui.background import Background
from intake.ui.staff.context import ClinicDesk, Settings
from intake.ui.staff.faults import FaultLine
from intake.ui.staff.parts import GAP, Screen, button, column, foot, label
from intake.ui.staff.row_list import RowList
from intake.ui.staff.settings.bands import BandsCard
from intake.ui.staff.settings.card import SettingsCard
from intake.ui.staff.settings.crisis_line import CrisisLineCard
from intake.ui.staff.settings.letterhead import LetterheadCard
from intake.ui.staff.settings.own_forms import OwnFormsCard
from intake.ui.staff.settings.reports import ReportsCard
from intake.ui.staff.settings.screens import ScreensCard


class SettingsScreen(Screen):
    """Shows the cards in two columns and stores what all of them say.

    `begun` follows when that was the last step of setting up.
    """

    begun = Signal()

    def __init__(self, desk: ClinicDesk, background: Background) -> None:
        super().__init__()
        self._desk = desk
        self._background = background
        self._before = Settings()
        self._said = FaultLine()
        self._done = label("", "hint")
        self._go = button(self.tr("Save"), "primary")
        self._go.clicked.connect(self._save)
        self._begins = False
        letterhead, own = LetterheadCard(), OwnFormsCard(background)
        left: tuple[SettingsCard, ...] = (letterhead, CrisisLineCard(), own)
        right: tuple[SettingsCard, ...] = (ReportsCard(), ScreensCard(), BandsCard())
        self._cards = (*left, *right)
        layout = column(self)
        layout.addWidget(label(self.tr("Settings"), "title"))
        columns = QHBoxLayout()
        columns.setSpacing(GAP)
        for cards in (left, right):
            side = QVBoxLayout()
            side.setSpacing(GAP)
            for card in cards:
                side.addWidget(card)
            side.addStretch(1)
            columns.addLayout(side, 1)
        layout.addLayout(columns)
        refused = RowList(self.tr("Not used until it is mended"))
        refused.show_rows(())
        own.refused.connect(refused.show_rows)
        layout.addWidget(refused)
        layout.addStretch(1)
        self.first = letterhead.clinic
        foot(self, self._said, self._done, None, self._go)

    def refresh(self) -> None:
        """Show what was decided.

        Raises:
            StoreError: when it cannot be read.
        """
        self._before = self._desk.settings()
        for card in self._cards:
            card.show_settings(self._before, self._desk)
        self._said.tell(None)
        self._done.clear()
        self._begins = False
        self._go.setText(self.tr("Save"))

    def invite(self) -> None:
        """Say that this is part of setting up, and that everything can wait."""
        self._begins = True
        self._go.setText(self.tr("Save and begin"))
        self._done.setText(
            self.tr("Almost ready: please look these over. All of it can be changed later.")
        )

    def _settings(self) -> Settings:
        settings = self._before
        for card in self._cards:
            settings = card.put_into(settings)
        return settings

    def _save(self) -> None:
        self._done.clear()
        fault = next((found for card in self._cards if (found := card.fault())), None)
        self._said.tell(fault)
        if fault:
            return
        settings = self._settings()
        if not settings.own_forms:
            self._change(lambda: self._desk.change_settings(settings))
            return
        # A folder with very many forms takes seconds to read.
        self._go.setEnabled(False)
        self._done.setText(self.tr("Saving …"))
        self._background.run(
            lambda: self._desk.prepare_settings(settings), self._change, self._refused
        )

    def _change(self, change: Callable[[], None]) -> None:
        try:
            change()
        except StoreError as error:
            self._refused(error)
        else:
            self._go.setEnabled(True)
            self._done.setText(self.tr("Saved."))
            if self._begins:
                self.begun.emit()

    def _refused(self, error: Exception) -> None:
        self._go.setEnabled(True)
        self._done.clear()
        self._said.tell(str(error))
