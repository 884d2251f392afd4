# SPDX-License-Identifier: Apache-2.0
"""The locked screen: a name and a passphrase open it, and it says how many messages wait."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from intake.core.staff import StaffMember
from intake.ui.background import Background
from intake.ui.staff.parts import GAP, Screen, button, card, label
from intake.ui.staff.picker import Picker
from intake.ui.staff.tries import Tries


class SecretInput(QWidget):
    """Asks who somebody is and for their secret. Wrong tries make it wait longer.

    `check` gets the person's id and what was typed, in a thread beside the window's.
    """

    opened = Signal()

    def __init__(
        self,
        secret: str,
        check: Callable[[str, str], bool],
        background: Background,
        tries: Tries,
    ) -> None:
        super().__init__()
        self._tries = tries
        self._secret = secret
        self._check = check
        self._background = background
        self._people = Picker()
        self._people.setAccessibleName(self.tr("Your name"))
        self._people.currentIndexChanged.connect(self._chosen)
        self._field = QLineEdit()
        self._field.setEchoMode(QLineEdit.EchoMode.Password)
        self._field.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._field.setAccessibleName(secret)
        self._field.setPlaceholderText(secret)
        self._field.returnPressed.connect(self._try)
        self._button = button(self.tr("Open"), "primary")
        self._button.clicked.connect(self._try)
        self._said = label("", "error")
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self._allow)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._field, 1)
        row.addWidget(self._button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self._people)
        layout.addLayout(row)
        layout.addWidget(self._said)
        self.setFocusProxy(self._field)
        self._rest()

    def show_people(self, people: Sequence[StaffMember]) -> None:
        """Offer these names; whoever was chosen before stays chosen."""
        chosen = self._people.currentData()
        self._people.clear()
        for each in people:
            self._people.addItem(each.name, each.id)
        self._people.setCurrentIndex(max(0, self._people.findData(chosen)))

    def clear(self) -> None:
        """Forget what was typed."""
        self._field.clear()
        self._said.clear()
        self._rest()

    def _try(self) -> None:
        member, typed = self._people.currentData(), self._field.text()
        if not typed or member is None or not self._field.isEnabled():
            return
        self._enable(allowed=False)
        self._said.setText(self.tr("Checking …"))
        self._background.run(
            lambda: self._tries.counted(lambda: self._check(member, typed)),
            self._checked,
            self._failed,
        )

    def _checked(self, is_right: bool) -> None:  # noqa: FBT001 - the job's own answer
        self._field.clear()
        if is_right:
            self._tries.right()
            self._said.clear()
            self._enable(allowed=True)
            self.opened.emit()
            return
        self._tries.wrong()
        self._enable(allowed=True)
        text = self.tr("That is not the right {secret}. Try again.")
        self._said.setText(text.format(secret=self._secret.lower()))
        self._rest()

    def _rest(self) -> None:
        pause = self._tries.left_ms()
        if pause:
            text = self.tr("That is not the right {secret}. Try again in {seconds} seconds.")
            seconds = math.ceil(pause / 1000)
            self._said.setText(text.format(secret=self._secret.lower(), seconds=seconds))
            self._enable(allowed=False)
            self._wait.start(pause)

    def _chosen(self) -> None:
        self._field.clear()

    def _failed(self, error: Exception) -> None:
        self._said.setText(str(error))
        self._enable(allowed=True)

    def _allow(self) -> None:
        self._said.clear()
        self._enable(allowed=True)

    def _enable(self, *, allowed: bool) -> None:
        self._people.setEnabled(allowed)
        self._field.setEnabled(allowed)
        self._button.setEnabled(allowed)
        if allowed:
            self._field.setFocus()


class SignInScreen(Screen):
    """The first thing the app shows. Nothing of a patient is on it, only a count."""

    opened = Signal()

    def __init__(
        self,
        check: Callable[[str, str], bool],
        background: Background,
        tries: Tries,
        hint: str,
    ) -> None:
        super().__init__()
        self._clinic = label("", "title")
        self._waiting = label("", "waiting")
        self._waiting.hide()
        self.passphrase = SecretInput(self.tr("Passphrase"), check, background, tries)
        self.passphrase.opened.connect(self.opened)
        frame, inside = card()
        frame.setMaximumWidth(460)
        frame.setMinimumWidth(420)
        inside.setContentsMargins(32, 28, 32, 28)
        inside.setSpacing(GAP)
        inside.addWidget(self._clinic)
        inside.addWidget(label(self.tr("Patient questionnaires"), "hint"))
        inside.addWidget(self._waiting)
        inside.addWidget(self.passphrase)
        if hint:
            inside.addWidget(label(hint, "hint"))
        layout = QVBoxLayout(self)
        layout.addWidget(frame, 0, Qt.AlignmentFlag.AlignCenter)
        self.first = self.passphrase

    def show_people(self, people: Sequence[StaffMember]) -> None:
        """Offer the names of those who can sign in."""
        self.passphrase.show_people(people)

    def show_state(self, clinic: str, waiting: int) -> None:
        """Say whose app this is and how many messages wait for the team."""
        self._clinic.setText(clinic)
        one = self.tr("1 message waits for the team")
        many = self.tr("{count} messages wait for the team").format(count=waiting)
        self._waiting.setText(one if waiting == 1 else many)
        self._waiting.setVisible(waiting > 0)
        self.passphrase.clear()
