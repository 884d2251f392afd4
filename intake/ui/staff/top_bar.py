# SPDX-License-Identifier: Apache-2.0
"""The line above every staff screen: whose app this is, where to go, and who is signed in."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton

from intake.core.rights import Right
from intake.ui.staff.context import Session
from intake.ui.staff.parts import MARGIN, button, label
from intake.ui.staff.words import role_words

SHARE = 0.2
"""How much of the line the clinic's name, or a person's, may take."""


class TopBar(QFrame):
    """Offers only the rooms that the person who is signed in may enter."""

    chosen = Signal(str)
    lock = Signal()
    passphrase_wanted = Signal()
    pin_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setProperty("role", "bar")
        self._clinic = label("", "strong", wraps=False)
        self._who = button("", "quiet")
        account = QMenu(self._who)
        self._role = account.addAction("")
        self._role.setEnabled(False)
        account.addAction(self.tr("Change my passphrase …"), self.passphrase_wanted.emit)
        account.addAction(self.tr("Change my PIN …"), self.pin_wanted.emit)
        self._who.setMenu(account)
        self._who.setAccessibleDescription(self.tr("My account"))
        lock = button(self.tr("Lock"), "quiet")
        lock.clicked.connect(self.lock)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(MARGIN, 6, MARGIN, 6)
        layout.setSpacing(4)
        layout.addWidget(self._clinic)
        layout.addSpacing(20)
        self._rooms: dict[str, tuple[QPushButton | QAction, Right | None]] = {}
        for name, words, right in (
            ("home", self.tr("Home"), None),
            ("forms", self.tr("Forms"), None),
            ("export", self.tr("Export"), Right.EXPORT),
        ):
            room = button(words, "quiet")
            room.setCheckable(True)
            room.clicked.connect(partial(self.chosen.emit, name))
            self._rooms[name] = (room, right)
            layout.addWidget(room)
        self._house = self._build_house()
        layout.addWidget(self._house)
        layout.addStretch(1)
        layout.addWidget(self._who)
        layout.addSpacing(8)
        layout.addWidget(lock)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the names as much as the window asks for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        most = int(self.width() * SHARE)
        for part in (self._clinic, self._who):
            metrics = part.fontMetrics()
            part.setText(metrics.elidedText(part.toolTip(), Qt.TextElideMode.ElideRight, most))

    def _build_house(self) -> QPushButton:
        """Fold the rooms that nobody needs every day under one button."""
        house = button(self.tr("Clinic"), "quiet")
        menu = QMenu(house)
        for name, words, right in (
            ("settings", self.tr("Settings"), Right.CHANGE_SETTINGS),
            ("team", self.tr("Team"), Right.MANAGE_TEAM),
            ("audit", self.tr("Audit"), Right.READ_AUDIT),
            ("backup", self.tr("Backup"), Right.BACK_UP),
            ("records", self.tr("Records"), Right.ERASE),
        ):
            room = menu.addAction(words, partial(self.chosen.emit, name))
            room.setCheckable(True)
            self._rooms[name] = (room, right)
        house.setMenu(menu)
        return house

    def refresh(self, here: str) -> None:
        """Say who is signed in and show which room this is."""
        member = self._session.member
        self._clinic.setToolTip(self._session.clinic)
        self._who.setToolTip(member.name)
        self._fit()
        self._role.setText(role_words(member.role))
        for name, (room, right) in self._rooms.items():
            room.setVisible(right is None or self._session.may(right))
            room.setChecked(name == here)
        folded = self._house.menu().actions()
        self._house.setVisible(any(room.isVisible() for room in folded))
        self._house.setProperty("here", any(room.isChecked() for room in folded))
        self._house.style().unpolish(self._house)
        self._house.style().polish(self._house)
