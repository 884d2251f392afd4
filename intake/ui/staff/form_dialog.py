# SPDX-License-Identifier: Apache-2.0
"""A few fields over the screen, for what needs no screen of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from intake.core.errors import StoreError
from intake.ui.background import Background
from intake.ui.staff.faults import Fault, FaultLine, first_fault
from intake.ui.staff.parts import GAP, button, captioned, in_row, label
from intake.ui.staff.veil import Veil

WIDTH = 520


@dataclass(frozen=True, slots=True)
class DialogWords:
    """What a dialog is about, what to know before, and the name of what it does."""

    title: str
    text: str
    done: str
    back: str = ""


class FormDialog(QDialog):
    """Asks, and goes away only when `act` has done what was asked or somebody goes back.

    `fault` returns the first thing that is missing; `act` may raise `StoreError`. Either is
    said in the dialog, and what was typed stays. `changed` is emitted when it was done.
    """

    changed = Signal()

    def __init__(
        self,
        parent: QWidget,
        words: DialogWords,
        fault: Callable[[], Fault | None],
        act: Callable[[], None],
    ) -> None:
        super().__init__(parent.window(), Qt.WindowType.Dialog)
        self._window = parent.window()
        self._fault = fault
        self._act = act
        self.setObjectName("staff")
        # The style sheet comes down from the window, but what is painted asks its own palette.
        self.setPalette(parent.window().palette())
        self.setWindowTitle("Intake")
        self.setModal(True)
        self.setMinimumWidth(WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fields = QVBoxLayout()
        self._fields.setSpacing(4)
        self._said = FaultLine()
        self._back = button(words.back or self.tr("Cancel"))
        self._back.setAutoDefault(False)
        self._back.clicked.connect(self.reject)
        self._go = button(words.done, "primary")
        self._go.setDefault(True)
        self._go.clicked.connect(self._try)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 24, 28, 20)
        layout.setSpacing(GAP)
        layout.addWidget(label(words.title, "heading"))
        if words.text:
            layout.addWidget(label(words.text, "hint"))
        layout.addLayout(self._fields)
        layout.addWidget(self._said)
        layout.addLayout(in_row(self._back, None, self._go))

    def add(self, name: str, field: QWidget) -> None:
        """Add a field with its name."""
        captioned(self._fields, name, field)

    def add_bare(self, part: QWidget) -> None:
        """Add something that needs no name above it."""
        self._fields.addWidget(part)

    def showEvent(self, event: QShowEvent) -> None:
        """Open as tall as the text needs, with the keys in the first field."""
        super().showEvent(event)
        Veil(self, self._window)
        fields = (QLineEdit, QComboBox, QRadioButton)
        found = (each for each in self.findChildren(QWidget) if isinstance(each, fields))
        next(found, self._go).setFocus()
        self._fit()

    def _say(self, what: Fault | str | None) -> None:
        self._said.tell(what)
        self._fit()

    def _fit(self) -> None:
        # A text that wraps has its height only once its width is known.
        layout = self.layout()
        if layout is not None:
            layout.activate()
            needed = layout.totalHeightForWidth(self.width())
            self.resize(self.width(), max(self.height(), needed))

    def _try(self) -> None:
        fault: Fault | str | None = self._fault()
        if not fault:
            try:
                self._act()
            except StoreError as error:
                fault = str(error)
        self._say(fault)
        if not fault:
            self._close()

    def _close(self) -> None:
        self.accept()
        self.changed.emit()


class SlowDialog(FormDialog):
    """A dialog whose work is slow: it runs beside the window's thread.

    `job` reads the fields and returns the work; the work returns a sentence when it was refused,
    or nothing.
    """

    def __init__(
        self,
        parent: QWidget,
        words: DialogWords,
        fault: Callable[[], Fault | None],
        job: Callable[[], Callable[[], str]],
        background: Background,
    ) -> None:
        super().__init__(parent, words, fault, self._start)
        self._job = job
        self._background = background
        self._runs = False
        self._was_left = False

    def reject(self) -> None:
        """Stay until the work has ended: it cannot be called off."""
        if not self._runs:
            super().reject()

    def done(self, result: int) -> None:
        """Go away; when the window was locked over the work, wait for its end out of sight."""
        self._was_left = self._runs
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, not self._runs)
        super().done(result)

    def _try(self) -> None:
        fault = self._fault()
        self._say(fault)
        if not fault:
            self._start()

    def _start(self) -> None:
        self._set_runs(runs=True)
        self._background.run(self._job(), self._done, self._failed)

    def _done(self, refused: str) -> None:
        self._set_runs(runs=False)
        if self._was_left:
            self.deleteLater()
            return
        self._say(refused)
        if not refused:
            self._close()

    def _failed(self, error: Exception) -> None:
        self._done(str(error) or type(error).__name__)

    def _set_runs(self, *, runs: bool) -> None:
        self._runs = runs
        for part in (self._back, self._go):
            part.setEnabled(not runs)


def nothing_missing() -> Fault | None:
    """Find no fault: a dialog without fields."""
    return None


def ask_reason(parent: QWidget, words: DialogWords, act: Callable[[str], None]) -> FormDialog:
    """Return a dialog that asks for a reason and does something with it."""
    reason = QLineEdit()
    dialog = FormDialog(
        parent, words, lambda: why_fault(reason), lambda: act(reason.text().strip())
    )
    dialog.add(dialog.tr("Reason"), reason)
    return dialog


def why_fault(reason: QLineEdit) -> Fault | None:
    """Find the fault of an empty reason."""
    said = reason.tr("Please write why: it is kept.")
    return first_fault((reason.text().strip(), said, reason))
