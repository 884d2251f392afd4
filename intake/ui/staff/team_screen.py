# SPDX-License-Identifier: Apache-2.0
"""The people of the team: who they are, what they may do, and how they come in and leave."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from intake.core.staff import Role, StaffMember
from intake.ui.background import Background
from intake.ui.staff.account_dialogs import role_picker
from intake.ui.staff.context import NewMember, Session, TeamDesk
from intake.ui.staff.faults import Fault, FaultLine, first_fault
from intake.ui.staff.parts import GAP, Screen, button, captioned, card, column, in_row, label
from intake.ui.staff.row_list import Row, RowAction, RowList, nothing
from intake.ui.staff.secret_fields import PassphraseFields, PinFields, secret_field
from intake.ui.staff.words import role_words


class TeamScreen(Screen):
    """Lists the team and adds to it. Signals that say what is wanted carry a person."""

    role_wanted = Signal(object)
    renewal_wanted = Signal(object)
    removal_wanted = Signal(object)
    key_wanted = Signal()
    changed = Signal()

    def __init__(self, session: Session, desk: TeamDesk, background: Background) -> None:
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
                    "When somebody has left who may have copied files: a new key keeps them out "
                    "of what is stored from now on. What they took with them still opens with "
                    "their passphrase from that time. Everybody else keeps theirs; the recovery "
                    "sheet changes."
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
        """Show the team, and nothing that somebody began to write here before.

        Raises:
            StoreError: when it cannot be read.
        """
        mine = self._session.member.id
        self._list.show_rows(
            [self._row(each, is_me=each.id == mine) for each in self._desk.team()]
        )
        self._empty()

    def _adding(self) -> QWidget:
        frame, inside = card()
        inside.setSpacing(4)
        inside.addWidget(label(self.tr("Add somebody"), "heading"))
        self._name = QLineEdit()
        self._role = role_picker()
        self._passphrase, self._pin = PassphraseFields(), PinFields()
        captioned(inside, self.tr("Name, as it stands on reports"), self._name)
        captioned(inside, self.tr("Role"), self._role)
        inside.addWidget(self._passphrase)
        inside.addWidget(self._pin)
        self._own = secret_field()
        captioned(inside, self.tr("Your own passphrase, to confirm"), self._own)
        self._said = FaultLine()
        inside.addWidget(self._said)
        self._go = button(self.tr("Add"), "primary")
        self._go.clicked.connect(self._add)
        inside.addSpacing(8)
        inside.addLayout(in_row(None, self._go))
        return frame

    def _row(self, member: StaffMember, *, is_me: bool) -> Row:
        if is_me:
            return Row(member.name, role_words(member.role))
        choices = tuple(
            RowAction(words, partial(signal.emit, member))
            for words, signal in (
                (self.tr("Another role …"), self.role_wanted),
                (self.tr("A new passphrase …"), self.renewal_wanted),
            )
        )
        change = RowAction(self.tr("Change"), nothing, "quiet", choices)
        remove = RowAction(self.tr("Remove"), partial(self.removal_wanted.emit, member), "quiet")
        return Row(member.name, role_words(member.role), (change, remove))

    def _fault(self) -> Fault | None:
        return (
            first_fault(
                (self._name.text().strip(), self.tr("Please write the name."), self._name),
                (self._role.currentData(), self.tr("Please choose a role."), self._role),
            )
            or self._passphrase.fault()
            or self._pin.fault(self._passphrase.value())
        )

    def _add(self) -> None:
        fault = self._fault()
        self._said.tell(fault)
        if fault:
            return
        new = NewMember(
            self._name.text().strip(),
            Role(self._role.currentData()),
            self._passphrase.value(),
            self._pin.value(),
        )
        own = self._own.text()
        self._go.setEnabled(False)
        self._background.run(lambda: self._desk.add_member(new, own), self._added, self._not_added)

    def _added(self, is_done: bool) -> None:  # noqa: FBT001 - the job's own answer
        self._go.setEnabled(True)
        self._own.clear()
        if not is_done:
            said = self.tr("That is not your own passphrase. Please type it again.")
            self._said.tell(Fault(said, self._own))
            return
        self._empty()
        self.changed.emit()

    def _empty(self) -> None:
        self._name.clear()
        self._role.setCurrentIndex(0)
        self._passphrase.clear()
        self._pin.clear()
        self._own.clear()
        self._said.tell(None)

    def _not_added(self, error: Exception) -> None:
        self._go.setEnabled(True)
        self._said.tell(str(error))
