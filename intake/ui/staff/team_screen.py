# SPDX-License-Identifier: Apache-2.0
"""The people of the team: who they are, what they may do, and how they come in and leave."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from intake.core.staff import Role, StaffMember
from intake.ui.background import Background
from intake.ui.staff.context import ClinicDesk, NewMember, Session
from intake.ui.staff.parts import GAP, Screen, button, captioned, card, column, in_row, label
from intake.ui.staff.picker import Picker
from intake.ui.staff.row_list import Row, RowAction, RowList
from intake.ui.staff.words import role_words

SHORTEST_PASSPHRASE = 10
SHORTEST_PIN = 4


class SecretFields(QWidget):
    """A passphrase and a PIN, each typed twice. There is no default for either."""

    def __init__(self) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self._fields = []
        for name in (
            self.tr("Passphrase, to sign in"),
            self.tr("The same passphrase again"),
            self.tr("PIN, to take the device back from a patient"),
            self.tr("The same PIN again"),
        ):
            field = QLineEdit()
            field.setEchoMode(QLineEdit.EchoMode.Password)
            self._fields.append(field)
            captioned(layout, name, field)

    def clear(self) -> None:
        """Forget what was typed."""
        for field in self._fields:
            field.clear()

    def secrets(self) -> tuple[str, str]:
        """Return the passphrase and the PIN."""
        return self._fields[0].text(), self._fields[2].text()

    def problem(self) -> str:
        """Return the first thing that is wrong, as a sentence; empty when nothing is."""
        passphrase, again, pin, pin_again = (field.text() for field in self._fields)
        checks = (
            (
                len(passphrase) >= SHORTEST_PASSPHRASE,
                self.tr("The passphrase needs at least {count} characters: a few words do well."),
                SHORTEST_PASSPHRASE,
            ),
            (
                passphrase == again,
                self.tr("The two passphrases are not the same. Please type them again."),
                0,
            ),
            (
                len(pin) >= SHORTEST_PIN,
                self.tr("The PIN needs at least {count} characters."),
                SHORTEST_PIN,
            ),
            (
                pin == pin_again,
                self.tr("The two PINs are not the same. Please type them again."),
                0,
            ),
            (pin != passphrase, self.tr("The PIN must not be the passphrase."), 0),
        )
        return next(
            (said.format(count=count) for is_fine, said, count in checks if not is_fine), ""
        )


def role_picker() -> Picker:
    """Return the choice of roles, of which none is chosen for you."""
    picker = Picker()
    picker.addItem(picker.tr("Choose …"), None)
    for role in Role:
        picker.addItem(role_words(role), role)
    return picker


class TeamScreen(Screen):
    """Lists the team and adds to it. `removal_wanted` carries a person."""

    removal_wanted = Signal(object)
    key_wanted = Signal()
    changed = Signal()

    def __init__(self, session: Session, desk: ClinicDesk, background: Background) -> None:
        super().__init__()
        self._session = session
        self._desk = desk
        self._background = background
        layout = column(self)
        layout.addWidget(label(self.tr("Team"), "title"))
        columns = QHBoxLayout()
        columns.setSpacing(GAP)
        left = QVBoxLayout()
        self._list = RowList(self.tr("May sign in"))
        left.addWidget(self._list)
        left.addSpacing(8)
        left.addWidget(
            label(
                self.tr(
                    "When somebody has left who may have copied files: a new key makes what they "
                    "copied useless. Everybody else keeps their passphrase; the recovery sheet "
                    "changes."
                ),
                "hint",
            )
        )
        renew = button(self.tr("New key and recovery sheet …"))
        renew.clicked.connect(self.key_wanted)
        left.addLayout(in_row(renew, None))
        left.addStretch(1)
        columns.addLayout(left, 1)
        columns.addWidget(self._adding(), 1)
        layout.addLayout(columns)
        layout.addStretch(1)

    def refresh(self) -> None:
        """Show the team.

        Raises:
            StoreError: when it cannot be read.
        """
        mine = self._session.member.id
        self._list.show_rows(
            [self._row(each, is_me=each.id == mine) for each in self._desk.team()]
        )

    def _adding(self) -> QWidget:
        frame, inside = card()
        inside.setSpacing(4)
        inside.addWidget(label(self.tr("Add somebody"), "heading"))
        self._name = QLineEdit()
        self._role = role_picker()
        self._secrets = SecretFields()
        captioned(inside, self.tr("Name, as it stands on reports"), self._name)
        captioned(inside, self.tr("Role"), self._role)
        inside.addWidget(self._secrets)
        self._own = QLineEdit()
        self._own.setEchoMode(QLineEdit.EchoMode.Password)
        captioned(inside, self.tr("Your own passphrase, to confirm"), self._own)
        self._said = label("", "error")
        self._said.hide()
        inside.addWidget(self._said)
        self._go = button(self.tr("Add"), "primary")
        self._go.clicked.connect(self._add)
        inside.addSpacing(8)
        inside.addLayout(in_row(None, self._go))
        return frame

    def _row(self, member: StaffMember, *, is_me: bool) -> Row:
        remove = RowAction(self.tr("Remove"), partial(self.removal_wanted.emit, member), "quiet")
        return Row(member.name, role_words(member.role), () if is_me else (remove,))

    def _add(self) -> None:
        name, role = self._name.text().strip(), self._role.currentData()
        problem = ""
        if not name:
            problem = self.tr("Please write the name.")
        elif role is None:
            problem = self.tr("Please choose a role.")
        problem = problem or self._secrets.problem()
        self._say(problem)
        if problem:
            return
        new = NewMember(name, Role(role), *self._secrets.secrets())
        own = self._own.text()
        self._go.setEnabled(False)
        self._background.run(lambda: self._desk.add_member(new, own), self._added, self._not_added)

    def _added(self, is_done: bool) -> None:  # noqa: FBT001 - the job's own answer
        self._go.setEnabled(True)
        self._own.clear()
        if not is_done:
            self._say(self.tr("That is not your own passphrase. Please type it again."))
            return
        self._name.clear()
        self._role.setCurrentIndex(0)
        self._secrets.clear()
        self.changed.emit()

    def _not_added(self, error: Exception) -> None:
        self._go.setEnabled(True)
        self._say(str(error))

    def _say(self, problem: str) -> None:
        self._said.setText(problem)
        self._said.setVisible(bool(problem))
