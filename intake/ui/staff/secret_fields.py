# SPDX-License-Identifier: Apache-2.0
"""A passphrase and a PIN, each typed twice. There is no default for either."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from intake.core.staff import SHORTEST_PASSPHRASE, SHORTEST_PIN
from intake.ui.staff.faults import Fault, first_fault
from intake.ui.staff.parts import captioned


def secret_field() -> QLineEdit:
    """Return a field that does not show what is typed."""
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field


class _Twice(QWidget):
    """A secret that is typed twice. Nothing of it stays once it is cleared."""

    def __init__(self, name: str, again: str) -> None:
        super().__init__()
        self._first, self._second = secret_field(), secret_field()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        captioned(layout, name, self._first)
        captioned(layout, again, self._second)
        self.setFocusProxy(self._first)

    def clear(self) -> None:
        """Forget what was typed."""
        self._first.clear()
        self._second.clear()

    def value(self) -> str:
        """Return what was typed first."""
        return self._first.text()

    def _fault(self, shortest: int, too_short: str, not_same: str) -> Fault | None:
        typed = self._first.text()
        return first_fault(
            (len(typed.strip()) >= shortest, too_short.format(count=shortest), self._first),
            (typed == self._second.text(), not_same, self._second),
        )


class PassphraseFields(_Twice):
    """A new passphrase."""

    def __init__(self) -> None:
        super().__init__(self.tr("Passphrase, to sign in"), self.tr("The same passphrase again"))

    def fault(self) -> Fault | None:
        """Return the first thing that is wrong."""
        return self._fault(
            SHORTEST_PASSPHRASE,
            self.tr("The passphrase needs at least {count} characters: a few words do well."),
            self.tr("The two passphrases are not the same. Please type them again."),
        )


class PinFields(_Twice):
    """A new PIN, which must not be the passphrase too."""

    def __init__(self) -> None:
        super().__init__(
            self.tr("PIN, to take the device back from a patient"), self.tr("The same PIN again")
        )

    def fault(self, passphrase: str) -> Fault | None:
        """Return the first thing that is wrong."""
        return self._fault(
            SHORTEST_PIN,
            self.tr("The PIN needs at least {count} characters."),
            self.tr("The two PINs are not the same. Please type them again."),
        ) or first_fault(
            (
                self.value() != passphrase,
                self.tr("The PIN must not be the passphrase."),
                self._first,
            )
        )
