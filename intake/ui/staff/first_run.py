# SPDX-License-Identifier: Apache-2.0
"""What the app must know before the first visit: the clinic, and somebody who may sign in."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from intake.core.staff import SHORTEST_PASSPHRASE, SHORTEST_PIN, Role
from intake.ui.staff.choice_row import ChoiceRow
from intake.ui.staff.faults import Fault, FaultLine, first_fault
from intake.ui.staff.parts import GAP, Screen, button, captioned, card, column, foot, in_row, label
from intake.ui.staff.secret_fields import PassphraseFields, PinFields


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
    way_back_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._said = FaultLine()
        self._start = button(self.tr("Set up the clinic"), "primary")
        self._start.clicked.connect(self._done)
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
        cards = QHBoxLayout()
        cards.setSpacing(GAP)
        cards.addWidget(self._clinic_card(), 1)
        cards.addWidget(self._secrets_card(), 1)
        layout.addLayout(cards)
        layout.addWidget(self._way_back())
        layout.addStretch(1)
        foot(self, self._said, None, self._start)
        for field in self.findChildren(QLineEdit):
            field.returnPressed.connect(self._done)
        self.first = self._clinic

    def _clinic_card(self) -> QWidget:
        frame, inside = card()
        inside.addWidget(label(self.tr("The clinic and you"), "heading"))
        self._clinic, self._name = QLineEdit(), QLineEdit()
        captioned(inside, self.tr("Name of the clinic"), self._clinic)
        captioned(inside, self.tr("Your name"), self._name)
        self._sees = ChoiceRow(
            (
                (Role.LEAD, self.tr("I see patients")),
                (Role.ADMINISTRATOR, self.tr("I only look after the app")),
            )
        )
        captioned(inside, self.tr("Your work"), self._sees)
        inside.addWidget(
            label(
                self.tr(
                    "You will be the first administrator and can add others. Only those who "
                    "see patients see what they answer."
                ),
                "hint",
            )
        )
        inside.addStretch(1)
        return frame

    def _secrets_card(self) -> QWidget:
        frame, inside = card()
        inside.setSpacing(4)
        inside.addWidget(label(self.tr("How you sign in"), "heading"))
        self._passphrase, self._pin = PassphraseFields(), PinFields()
        inside.addWidget(
            label(
                self.tr(
                    "The passphrase: at least {letters} characters, such as four words that do "
                    "not belong together. The PIN: at least {digits}."
                ).format(letters=SHORTEST_PASSPHRASE, digits=SHORTEST_PIN),
                "hint",
            )
        )
        inside.addWidget(self._passphrase)
        inside.addWidget(self._pin)
        inside.addStretch(1)
        return frame

    def _way_back(self) -> QWidget:
        frame, inside = card()
        restore = button(self.tr("Restore a backup …"))
        restore.clicked.connect(self.way_back_wanted)
        said = label(self.tr("Was the clinic here before, or on another computer?"), "hint")
        inside.addLayout(in_row(said, restore))
        return frame

    def say(self, problem: str) -> None:
        """Say what did not work; what was typed stays."""
        self._said.tell(problem)
        self._start.setEnabled(True)

    def _fault(self) -> Fault | None:
        """Return the first thing that is missing."""
        return (
            first_fault(
                (
                    self._clinic.text().strip(),
                    self.tr("Please write the clinic's name: it heads every report."),
                    self._clinic,
                ),
                (
                    self._name.text().strip(),
                    self.tr("Please write your name: it stands beside what you do."),
                    self._name,
                ),
                (
                    self._sees.value(),
                    self.tr("Please say whether you see patients: only who does, sees answers."),
                    self._sees,
                ),
            )
            or self._passphrase.fault()
            or self._pin.fault(self._passphrase.value())
        )

    def _done(self) -> None:
        if not self._start.isEnabled():
            return
        fault = self._fault()
        self._said.tell(fault)
        if fault:
            return
        self._start.setEnabled(False)
        self.chosen.emit(
            Beginning(
                self._clinic.text().strip(),
                self._name.text().strip(),
                self._passphrase.value(),
                self._pin.value(),
                Role(self._sees.value() or Role.ADMINISTRATOR),
            )
        )
