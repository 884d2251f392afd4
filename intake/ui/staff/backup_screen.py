# SPDX-License-Identifier: Apache-2.0
"""A copy of everything, encrypted and checked, and the way back from one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from intake.core.rights import Right
from intake.ui.background import Background
from intake.ui.staff.context import BackupDesk, Session
from intake.ui.staff.parts import Screen, button, card, column, in_row, label
from intake.ui.staff.words import moment

SUFFIX = ".intake-backup"


def kinds() -> str:
    """Return which files a dialog shows when it asks for a backup."""
    translate = QCoreApplication.translate
    return translate("Backup", "Backups (*{suffix});;All files (*)").format(suffix=SUFFIX)


class BackupScreen(Screen):
    """Makes a backup beside the window's thread and says what came of it."""

    changed = Signal()
    way_back_wanted = Signal()

    def __init__(self, session: Session, desk: BackupDesk, background: Background) -> None:
        super().__init__()
        self._session = session
        self._desk = desk
        self._background = background
        layout = column(self)
        layout.addWidget(label(self.tr("Backup"), "title"))
        frame, inside = card()
        self._last = label("", "strong")
        inside.addWidget(self._last)
        inside.addWidget(
            label(
                self.tr(
                    "A backup is one encrypted file with everything in it. It is opened once to "
                    "see that it can be restored. Keep it on another device, and the recovery "
                    "sheet in a safe place away from both."
                ),
                "hint",
            )
        )
        self._go = button(self.tr("Back up now …"), "primary")
        self._go.clicked.connect(self._back_up)
        inside.addLayout(in_row(self._go, None))
        self._said = label("", "hint")
        inside.addWidget(self._said)
        layout.addWidget(frame)
        self._way_back = self._restoring()
        layout.addWidget(self._way_back)
        layout.addStretch(1)
        self.first = self._go

    def refresh(self) -> None:
        """Say when the last backup was made.

        Raises:
            StoreError: when that cannot be read.
        """
        last = self._desk.last_backup()
        self._last.setText(
            self.tr("Last backup: {when}").format(when=moment(last))
            if last
            else self.tr("There is no backup yet.")
        )
        self._way_back.setVisible(self._session.may(Right.RESTORE))

    def _restoring(self) -> QWidget:
        frame, inside = card()
        inside.addWidget(label(self.tr("The way back"), "strong"))
        inside.addWidget(
            label(
                self.tr(
                    "A backup takes the place of everything that is here now. What is here now is "
                    "set aside on this computer, not deleted. Afterwards everybody signs in with "
                    "the passphrase from that time."
                ),
                "hint",
            )
        )
        restore = button(self.tr("Restore a backup …"))
        restore.clicked.connect(self.way_back_wanted)
        inside.addLayout(in_row(restore, None))
        return frame

    def _back_up(self) -> None:
        name = f"intake-{self._session.now():%Y-%m-%d}{SUFFIX}"
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Back up to"), name, kinds())
        if not path:
            return
        self._go.setEnabled(False)
        self._said.setText(self.tr("Making and checking the backup …"))
        self._background.run(lambda: self._desk.back_up(Path(path)), self._done, self._failed)

    def _done(self, said: str) -> None:
        self._go.setEnabled(True)
        self.refresh()
        self._said.setText(said)
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        self._go.setEnabled(True)
        self._said.setText(str(error))
