# SPDX-License-Identifier: Apache-2.0
"""The locked screen: the PIN opens it, and it says how many messages wait."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from intake.ui.background import Background
from intake.ui.staff.parts import GAP, button, card, label

FREE_TRIES = 3
FIRST_WAIT_MS = 2_000
LONGEST_WAIT_MS = 60_000


def wait_after(failures: int) -> int:
    """Return how long the PIN stays closed after so many wrong tries, in milliseconds."""
    if failures < FREE_TRIES:
        return 0
    doubled: int = FIRST_WAIT_MS * 2 ** (failures - FREE_TRIES)
    return min(doubled, LONGEST_WAIT_MS)


class PinInput(QWidget):
    """Asks the staff PIN and says when it was right. Wrong tries make it wait longer."""

    opened = Signal()

    def __init__(self, check: Callable[[str], bool], background: Background) -> None:
        super().__init__()
        self._check = check
        self._background = background
        self._failures = 0
        self._field = QLineEdit()
        self._field.setEchoMode(QLineEdit.EchoMode.Password)
        self._field.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._field.setAccessibleName(self.tr("Staff PIN"))
        self._field.setPlaceholderText(self.tr("Staff PIN"))
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
        layout.addLayout(row)
        layout.addWidget(self._said)
        self.setFocusProxy(self._field)

    def clear(self) -> None:
        """Forget what was typed."""
        self._field.clear()
        self._said.clear()

    def _try(self) -> None:
        pin = self._field.text()
        if not pin or not self._field.isEnabled():
            return
        self._enable(allowed=False)
        self._said.setText(self.tr("Checking …"))
        self._background.run(lambda: self._check(pin), self._checked, self._failed)

    def _checked(self, is_right: bool) -> None:  # noqa: FBT001 - the job's own answer
        self._field.clear()
        if is_right:
            self._failures = 0
            self._said.clear()
            self._enable(allowed=True)
            self.opened.emit()
            return
        self._failures += 1
        pause = wait_after(self._failures)
        if pause:
            text = self.tr("This PIN is not right. Try again in {seconds} seconds.")
            self._said.setText(text.format(seconds=pause // 1000))
            self._wait.start(pause)
        else:
            self._said.setText(self.tr("This PIN is not right. Try again."))
            self._enable(allowed=True)

    def _failed(self, error: Exception) -> None:
        self._said.setText(str(error))
        self._enable(allowed=True)

    def _allow(self) -> None:
        self._said.clear()
        self._enable(allowed=True)

    def _enable(self, *, allowed: bool) -> None:
        self._field.setEnabled(allowed)
        self._button.setEnabled(allowed)
        if allowed:
            self._field.setFocus()


class SignInScreen(QWidget):
    """The first thing the app shows. Nothing of a patient is on it, only a count."""

    opened = Signal()

    def __init__(self, check: Callable[[str], bool], background: Background, hint: str) -> None:
        super().__init__()
        self._clinic = label("", "title")
        self._waiting = label("", "waiting")
        self._waiting.hide()
        self.pin = PinInput(check, background)
        self.pin.opened.connect(self.opened)
        frame, inside = card()
        frame.setMaximumWidth(460)
        frame.setMinimumWidth(420)
        inside.setContentsMargins(32, 28, 32, 28)
        inside.setSpacing(GAP)
        inside.addWidget(self._clinic)
        inside.addWidget(label(self.tr("Patient questionnaires"), "hint"))
        inside.addWidget(self._waiting)
        inside.addWidget(self.pin)
        if hint:
            inside.addWidget(label(hint, "hint"))
        layout = QVBoxLayout(self)
        layout.addWidget(frame, 0, Qt.AlignmentFlag.AlignCenter)
        self.setFocusProxy(self.pin)

    def show_state(self, clinic: str, waiting: int) -> None:
        """Say whose app this is and how many messages wait for the team."""
        self._clinic.setText(clinic)
        one = self.tr("1 message waits for the team")
        many = self.tr("{count} messages wait for the team").format(count=waiting)
        self._waiting.setText(one if waiting == 1 else many)
        self._waiting.setVisible(waiting > 0)
        self.pin.clear()
