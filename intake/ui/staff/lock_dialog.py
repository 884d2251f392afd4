# SPDX-License-Identifier: Apache-2.0
"""Asks for the password that a copy of a report is locked with."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from intake.ui.staff.faults import Fault, first_fault
from intake.ui.staff.form_dialog import DialogWords, FormDialog
from intake.ui.staff.secret_fields import secret_field

SHORTEST = 8
LONGEST_BYTES = 127
"""More of a password a PDF does not look at."""


def lock_dialog(parent: QWidget, act: Callable[[str], None]) -> FormDialog:
    """Return the dialog that asks for a password twice; `act` is told it once it is gone."""
    first, second = secret_field(), secret_field()

    def fault() -> Fault | None:
        typed = first.text()
        return first_fault(
            (
                len(typed.strip()) >= SHORTEST,
                parent.tr("The password needs at least {count} characters.").format(
                    count=SHORTEST
                ),
                first,
            ),
            (
                len(typed.encode()) <= LONGEST_BYTES,
                parent.tr("The password is longer than a PDF can use. Choose a shorter one."),
                first,
            ),
            (
                typed == second.text(),
                parent.tr("The two passwords are not the same. Please type them again."),
                second,
            ),
        )

    words = DialogWords(
        parent.tr("Save a copy with a password"),
        parent.tr(
            "Whoever opens the copy needs the password; nobody can find it out later. Send it by "
            "another way than the file. For an archive, keep the report without a password."
        ),
        parent.tr("Choose a place …"),
    )
    dialog = FormDialog(parent, words, fault, lambda: None)
    dialog.changed.connect(lambda: act(first.text()))
    dialog.add(parent.tr("Password"), first)
    dialog.add(parent.tr("The same password again"), second)
    return dialog
