# SPDX-License-Identifier: Apache-2.0
"""What the app must know before the first visit: the clinic's name and a PIN of its own."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from intake.ui.staff.parts import button, column, label

SHORTEST_PIN = 4
WIDEST = 640


class FirstRunScreen(QWidget):
    """Asks for the clinic's name and a PIN, twice. There is no default for either."""

    chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        layout = column(self)
        layout.addWidget(label(self.tr("Welcome"), "title"))
        layout.addWidget(
            label(
                self.tr(
                    "Two things before the first visit. Everything stays on this computer: "
                    "there is no server and nothing is sent anywhere."
                )
            )
        )
        form = QFormLayout()
        form.setVerticalSpacing(12)
        form.setHorizontalSpacing(24)
        self._clinic = self._field(form, self.tr("Name of the clinic"))
        self._pin = self._field(form, self.tr("Staff PIN"), secret=True)
        self._again = self._field(form, self.tr("The same PIN again"), secret=True)
        fields = QWidget()
        fields.setMaximumWidth(WIDEST)
        fields.setLayout(form)
        form.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(fields)
        layout.addWidget(
            label(
                self.tr(
                    "The PIN takes the device back from a patient. Use at least {count} digits "
                    "or letters, and keep it from patients."
                ).format(count=SHORTEST_PIN),
                "hint",
            )
        )
        self._said = label("", "error")
        layout.addWidget(self._said)
        done = button(self.tr("Start"), "primary")
        done.clicked.connect(self._done)
        layout.addWidget(done, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        self.setFocusProxy(self._clinic)

    def _field(self, form: QFormLayout, name: str, *, secret: bool = False) -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName(name)
        if secret:
            field.setEchoMode(QLineEdit.EchoMode.Password)
        field.returnPressed.connect(self._done)
        form.addRow(label(name, "field", wraps=False), field)
        return field

    def _done(self) -> None:
        clinic, pin = self._clinic.text().strip(), self._pin.text()
        problem = ""
        if not clinic:
            problem = self.tr("Please write the clinic's name: it heads every report.")
        elif len(pin) < SHORTEST_PIN:
            problem = self.tr("The PIN needs at least {count} characters.").format(
                count=SHORTEST_PIN
            )
        elif pin != self._again.text():
            problem = self.tr("The two PINs are not the same. Please type them again.")
        self._said.setText(problem)
        if not problem:
            self.chosen.emit(clinic, pin)
