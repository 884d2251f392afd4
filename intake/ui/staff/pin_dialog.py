# SPDX-License-Identifier: Apache-2.0
"""Taking the device back from a patient."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from intake.core.staff import StaffMember
from intake.ui.background import Background
from intake.ui.staff.parts import GAP, button, label
from intake.ui.staff.sign_in import SecretInput
from intake.ui.staff.tries import Tries
from intake.ui.staff.veil import Veil


class PinDialog(QDialog):
    """Asks for somebody's PIN over the patient's window; accepted only with the right one."""

    def __init__(
        self,
        check: Callable[[str, str], bool],
        people: Sequence[StaffMember],
        background: Background,
        tries: Tries,
        parent: QWidget,
        *,
        hint: str = "",
    ) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("staff")
        self.setProperty("role", "over")
        self.setWindowTitle("Intake")
        self.setModal(True)
        self.setMinimumWidth(460)
        self.pin = SecretInput(self.tr("PIN"), check, background, tries)
        self.pin.show_people(people)
        self.pin.opened.connect(self.accept)
        back = button(self.tr("Back"), "quiet")
        back.setAutoDefault(False)
        back.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 28, 32, 20)
        layout.setSpacing(GAP)
        layout.addWidget(label(self.tr("For the team"), "heading"))
        layout.addWidget(self.pin)
        if hint:
            layout.addWidget(label(hint, "hint"))
        layout.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        self.pin.setFocus()
        Veil(self, parent)
