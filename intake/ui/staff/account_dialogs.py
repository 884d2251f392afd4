# SPDX-License-Identifier: Apache-2.0
"""What is changed about somebody of the team, each time confirmed with the own passphrase."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from intake.core.staff import SHORTEST_PASSPHRASE, Role, StaffMember
from intake.ui.background import Background
from intake.ui.staff.context import AccountDesk, TeamDesk
from intake.ui.staff.faults import Fault, first_fault
from intake.ui.staff.form_dialog import DialogWords, SlowDialog
from intake.ui.staff.picker import Picker
from intake.ui.staff.secret_fields import PassphraseFields, PinFields, secret_field
from intake.ui.staff.words import role_words


def role_picker() -> Picker:
    """Return the choice of roles, of which none is chosen for you."""
    picker = Picker()
    picker.addItem(picker.tr("Choose …"), None)
    for role in Role:
        picker.addItem(role_words(role), role)
    return picker


def own_passphrase_dialog(
    parent: QWidget, desk: AccountDesk, background: Background
) -> SlowDialog:
    """Return the dialog in which somebody changes the own passphrase."""
    old, fields = secret_field(), PassphraseFields()
    words = DialogWords(
        parent.tr("Change my passphrase"),
        parent.tr(
            "At least {count} characters: four words that do not belong together do well."
        ).format(count=SHORTEST_PASSPHRASE),
        parent.tr("Change"),
    )
    dialog = SlowDialog(
        parent,
        words,
        fields.fault,
        lambda: _confirmed(desk.change_own_passphrase, old.text(), fields.value()),
        background,
    )
    dialog.add(parent.tr("Current passphrase"), old)
    dialog.add_bare(fields)
    return dialog


def own_pin_dialog(parent: QWidget, desk: AccountDesk, background: Background) -> SlowDialog:
    """Return the dialog in which somebody changes the own PIN."""
    own, fields = secret_field(), PinFields()
    words = DialogWords(
        parent.tr("Change my PIN"),
        parent.tr("Only you should know it: whoever takes the device back signs in with it."),
        parent.tr("Change"),
    )
    dialog = SlowDialog(
        parent,
        words,
        lambda: fields.fault(own.text()),
        lambda: _confirmed(desk.change_own_pin, own.text(), fields.value()),
        background,
    )
    dialog.add_bare(fields)
    dialog.add(*_to_confirm(parent, own))
    return dialog


def role_dialog(
    parent: QWidget, desk: TeamDesk, member: StaffMember, background: Background
) -> SlowDialog:
    """Return the dialog that gives somebody another role."""
    own, picker = secret_field(), role_picker()
    picker.setCurrentIndex(picker.findData(member.role))
    words = DialogWords(
        parent.tr("Change the role of {name}").format(name=member.name),
        parent.tr("It takes effect at their next sign-in."),
        parent.tr("Change"),
    )

    def fault() -> Fault | None:
        role = picker.currentData()
        return first_fault(
            (role, parent.tr("Please choose a role."), picker),
            (role != member.role, parent.tr("That is their role already."), picker),
        )

    def job() -> Callable[[], str]:
        role, typed = Role(picker.currentData()), own.text()
        return _confirmed(
            lambda passphrase, _: desk.change_role(member.id, role, passphrase), typed
        )

    dialog = SlowDialog(parent, words, fault, job, background)
    dialog.add(parent.tr("Role"), picker)
    dialog.add(*_to_confirm(parent, own))
    return dialog


def renewal_dialog(
    parent: QWidget, desk: TeamDesk, member: StaffMember, background: Background
) -> SlowDialog:
    """Return the dialog that gives a passphrase to somebody who has forgotten theirs."""
    own, fields = secret_field(), PassphraseFields()
    words = DialogWords(
        parent.tr("A new passphrase for {name}").format(name=member.name),
        parent.tr("For somebody who has forgotten theirs. They should type it here themselves."),
        parent.tr("Change"),
    )

    def job() -> Callable[[], str]:
        return _confirmed(
            lambda passphrase, new: desk.renew_passphrase(member.id, new, passphrase),
            own.text(),
            fields.value(),
        )

    dialog = SlowDialog(parent, words, fields.fault, job, background)
    dialog.add_bare(fields)
    dialog.add(*_to_confirm(parent, own))
    return dialog


def _to_confirm(parent: QWidget, own: QLineEdit) -> tuple[str, QLineEdit]:
    return parent.tr("Your own passphrase, to confirm"), own


def _confirmed(act: Callable[[str, str], bool], own: str, new: str = "") -> Callable[[], str]:
    """Return the work of a dialog: act, and say when the own passphrase is wrong."""

    def work() -> str:
        if act(own, new):
            return ""
        return "That is not your own passphrase. Please type it again."

    return work
