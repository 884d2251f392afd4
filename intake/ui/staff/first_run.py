# SPDX-License-Identifier: Apache-2.0
"""What the app must know before the first visit: the clinic, and somebody who may sign in."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from intake.core.staff import Role
from intake.ui.staff.choice_row import ChoiceRow
from intake.ui.staff.parts import Screen, button, column, label

SHORTEST_PIN = 4
SHORTEST_PASSPHRASE = 10
WIDEST = 640


@dataclass(frozen=True, slots=True)
class Beginning:
    """What was written at the first start, complete and checked."""

    clinic: str
    name: str
    passphrase: str
    pin: str
    role: Role = Role.ADMINISTRATOR


class FirstRunScreen(Screen):
    """Asks for the clinic and its first administrator. There is no default for any of it."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        layout = column(self)
        layout.addWidget(label(self.tr("Welcome"), "title"))
        layout.addWidget(
            label(
                self.tr(
                    "A few things before the first visit. Everything stays on this computer, "
                    "encrypted: there is no server and nothing is sent anywhere."
                )
            )
        )
        form = QFormLayout()
        form.setVerticalSpacing(12)
        form.setHorizontalSpacing(24)
        form.setContentsMargins(0, 0, 0, 0)
        self._clinic = self._field(form, self.tr("Name of the clinic"))
        self._name = self._field(form, self.tr("Your name"))
        self._passphrase = self._field(form, self.tr("Your passphrase"), secret=True)
        self._again = self._field(form, self.tr("The same passphrase again"), secret=True)
        self._pin = self._field(form, self.tr("Your PIN"), secret=True)
        self._pin_again = self._field(form, self.tr("The same PIN again"), secret=True)
        self._sees = ChoiceRow(
            (
                (Role.LEAD, self.tr("I see patients")),
                (Role.ADMINISTRATOR, self.tr("I only look after the app")),
            )
        )
        self._sees.setAccessibleName(self.tr("Your work"))
        form.addRow(label(self.tr("Your work"), "field", wraps=False), self._sees)
        fields = QWidget()
        fields.setMaximumWidth(WIDEST)
        fields.setLayout(form)
        layout.addWidget(fields)
        layout.addWidget(
            label(
                self.tr(
                    "You will be the first administrator and can add others. The passphrase "
                    "signs you in: at least {letters} characters, for example four words that do "
                    "not belong together. The short PIN only takes the device back from a "
                    "patient while you are signed in."
                ).format(letters=SHORTEST_PASSPHRASE),
                "hint",
            )
        )
        self._said = label("", "error")
        layout.addWidget(self._said)
        self._start = button(self.tr("Start"), "primary")
        self._start.clicked.connect(self._done)
        layout.addWidget(self._start, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        self.first = self._clinic

    def say(self, problem: str) -> None:
        """Say what did not work; what was typed stays."""
        self._said.setText(problem)
        self._start.setEnabled(True)

    def _field(self, form: QFormLayout, name: str, *, secret: bool = False) -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName(name)
        if secret:
            field.setEchoMode(QLineEdit.EchoMode.Password)
        field.returnPressed.connect(self._done)
        form.addRow(label(name, "field", wraps=False), field)
        return field

    def _problem(self) -> str:  # noqa: PLR0911 - one return a thing that may be missing
        """Say the first thing that is missing, or nothing."""
        passphrase, pin = self._passphrase.text(), self._pin.text()
        if not self._clinic.text().strip():
            return self.tr("Please write the clinic's name: it heads every report.")
        if not self._name.text().strip():
            return self.tr("Please write your name: it stands beside what you do.")
        if len(passphrase.strip()) < SHORTEST_PASSPHRASE:
            return self.tr("The passphrase needs at least {count} characters.").format(
                count=SHORTEST_PASSPHRASE
            )
        if passphrase != self._again.text():
            return self.tr("The two passphrases are not the same. Please type them again.")
        if len(pin) < SHORTEST_PIN:
            return self.tr("The PIN needs at least {count} characters.").format(count=SHORTEST_PIN)
        if pin != self._pin_again.text():
            return self.tr("The two PINs are not the same. Please type them again.")
        if self._sees.value() is None:
            return self.tr("Please say whether you see patients: only who does, sees answers.")
        return ""

    def _done(self) -> None:
        if not self._start.isEnabled():
            return
        problem = self._problem()
        self._said.setText(problem)
        if problem:
            return
        self._start.setEnabled(False)
        self.chosen.emit(
            Beginning(
                self._clinic.text().strip(),
                self._name.text().strip(),
                self._passphrase.text(),
                self._pin.text(),
                Role(self._sees.value() or Role.ADMINISTRATOR),
            )
        )
