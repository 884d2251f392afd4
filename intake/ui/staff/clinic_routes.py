# SPDX-License-Identifier: Apache-2.0
"""What the rooms of the line above lead to: the team, the own account, backups and records."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit

from intake.core.staff import StaffMember
from intake.core.visit import Patient
from intake.ui.background import Background
from intake.ui.staff.account_dialogs import (
    own_passphrase_dialog,
    own_pin_dialog,
    renewal_dialog,
    role_dialog,
)
from intake.ui.staff.context import Desk, ToErase
from intake.ui.staff.faults import Fault, first_fault
from intake.ui.staff.form_dialog import (
    DialogWords,
    FormDialog,
    SlowDialog,
    ask_reason,
    nothing_missing,
    why_fault,
)
from intake.ui.staff.records_screen import count_words
from intake.ui.staff.screens import Screens
from intake.ui.staff.stage import Stage


class ClinicRoutes(QObject):
    """Connects the rooms with the dialogs over them."""

    def __init__(
        self, stage: Stage, screens: Screens, desk: Desk, background: Background, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._stage = stage
        self._screens = screens
        self._desk = desk
        self._background = background
        team, backup, records = screens.team, screens.backup, screens.records
        team.role_wanted.connect(self._change_role)
        team.renewal_wanted.connect(self._renew_passphrase)
        team.removal_wanted.connect(self._remove)
        team.key_wanted.connect(self._renew_key)
        team.changed.connect(self._show_team)
        screens.settings.begun.connect(stage.go_home)
        backup.way_back_wanted.connect(self._show_restore)
        screens.restore.left.connect(lambda: stage.enter_room("backup"))
        screens.restore.restored.connect(stage.tell_restored)
        records.older_wanted.connect(self._erase_older)
        records.patient_wanted.connect(self._erase_patient)

    # The team.

    def change_own_passphrase(self) -> None:
        """Let somebody change the own passphrase."""
        over, desk = self._stage.over(), self._desk.account
        own_passphrase_dialog(over, desk, self._background).open()

    def change_own_pin(self) -> None:
        """Let somebody change the own PIN."""
        own_pin_dialog(self._stage.over(), self._desk.account, self._background).open()

    def _change_role(self, member: StaffMember) -> None:
        over, desk = self._stage.over(), self._desk.team
        dialog = role_dialog(over, desk, member, self._background)
        dialog.changed.connect(self._show_team)
        dialog.open()

    def _renew_passphrase(self, member: StaffMember) -> None:
        over, desk = self._stage.over(), self._desk.team
        renewal_dialog(over, desk, member, self._background).open()

    def _remove(self, member: StaffMember) -> None:
        dialog = ask_reason(
            self._stage.over(),
            DialogWords(
                self.tr("Remove {name}?").format(name=member.name),
                self.tr("They can sign in no more. What they did stays in the audit."),
                self.tr("Remove"),
            ),
            lambda reason: self._desk.team.remove_member(member.id, reason),
        )
        dialog.changed.connect(lambda: self._removed(member))
        dialog.open()

    def _removed(self, member: StaffMember) -> None:
        self._show_team()
        said = self.tr(
            "{name} can sign in no more. If they may have copied the key file, a new key keeps "
            "them out of what is stored from now on. It may take a minute, and the recovery sheet "
            "changes."
        )
        self._offer_key(
            DialogWords(
                self.tr("Make a new key as well?"),
                said.format(name=member.name),
                self.tr("Make a new key"),
                self.tr("Not now"),
            )
        )

    def _renew_key(self) -> None:
        self._offer_key(
            DialogWords(
                self.tr("Make a new key?"),
                self.tr(
                    "The clinic's file is encrypted anew, which may take a minute. The old "
                    "recovery sheet then opens only older backups: print the new one at once."
                ),
                self.tr("Make a new key"),
            )
        )

    def _offer_key(self, words: DialogWords) -> None:
        over = self._stage.over()
        FormDialog(over, words, nothing_missing, self._start_rekeying).open()

    def _start_rekeying(self) -> None:
        self._stage.say(self.tr("A new key"), self.tr("The file is being encrypted anew …"), "")
        self._background.run(self._desk.team.rekey, self._stage.show_recovery, self._no_new_key)

    def _no_new_key(self, error: Exception) -> None:
        self._stage.say(self.tr("There is no new key"), str(error), self.tr("Go on"))

    def _show_team(self) -> None:
        self._stage.guard(self._screens.team.refresh)

    # Backups.

    def _show_restore(self) -> None:
        self._screens.restore.begin()
        self._stage.show_screen(self._screens.restore)

    # Records.

    def _erase_older(self, years: int, count: str) -> None:
        self._confirm_erasing(
            DialogWords(self.tr("Delete these visits?"), count, self.tr("Erase")),
            None,
            lambda _why: self._desk.records.erase_older(years),
        )

    def _erase_patient(self, person: Patient, count: str) -> None:
        title = self.tr("Erase everything about this patient?")
        self._confirm_erasing(
            DialogWords(title, count, self.tr("Erase")),
            QLineEdit(),
            lambda why: self._desk.records.erase_patient(person.id, why),
        )

    def _confirm_erasing(
        self, words: DialogWords, reason: QLineEdit | None, erase: Callable[[str], ToErase]
    ) -> None:
        word, typed = self.tr("erase"), QLineEdit()
        done: list[ToErase] = []

        def fault() -> Fault | None:
            said = self.tr("Please type the word “{word}”: this cannot be undone.")
            is_typed = typed.text().strip().casefold() == word
            unconfirmed = first_fault((is_typed, said.format(word=word), typed))
            return (why_fault(reason) if reason else None) or unconfirmed

        def job() -> Callable[[], str]:
            why = reason.text().strip() if reason else ""

            def work() -> str:
                done.append(erase(why))
                return ""

            return work

        dialog = SlowDialog(self._stage.over(), words, fault, job, self._background)
        if reason is not None:
            dialog.add(self.tr("Reason"), reason)
        dialog.add(self.tr("Type “{word}” to confirm").format(word=word), typed)
        dialog.changed.connect(lambda: self._screens.records.say(_done_words(done[-1])))
        dialog.open()


def _done_words(count: ToErase) -> str:
    return f"Erased: {count_words(count)}"
