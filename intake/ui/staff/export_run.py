# SPDX-License-Identifier: Apache-2.0
"""One export at a time, beside the window and beside the thread that sign-in needs."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, Qt, Signal

from intake.ui.background import Background
from intake.ui.staff.context.exports import Exported, ExportJob, ExportStep


class ExportRun(QObject):
    """Runs a job, tells how far it is, and stops it when asked; all signals come to the window.

    `moved` says that `step` is another; `ended` carries what came of it, an `Exported`, or
    `None` when it was stopped; `failed` carries the error.
    """

    moved = Signal()
    ended = Signal(object)
    failed = Signal(object)
    _told = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_running = False
        self.step = ExportStep()
        self._thread = Background(self)
        self._stop = threading.Event()
        self._is_told = False
        self._told.connect(self._move, Qt.ConnectionType.QueuedConnection)

    @property
    def is_stopping(self) -> bool:
        """Whether it was asked to stop and has not ended yet."""
        return self.is_running and self._stop.is_set()

    def start(self, job: ExportJob) -> None:
        """Start a job; there must be none."""
        self.is_running = True
        self.step = ExportStep()
        self._stop.clear()
        self._thread.run(lambda: job(self._tell, self._stop.is_set), self._end, self._fail)

    def stop(self) -> None:
        """Let the job end without a folder, if one runs; it does so at the next visit."""
        self._stop.set()

    def close(self) -> None:
        """Stop, wait until nothing runs any more, and tell nothing after that."""
        self._stop.set()
        self._thread.close()

    def _tell(self, step: ExportStep) -> None:
        """Take news from the job's thread: one signal at a time waits, however fast they come."""
        self.step = step
        if not self._is_told:
            self._is_told = True
            self._told.emit()

    def _move(self) -> None:
        self._is_told = False
        if self.is_running:
            self.moved.emit()

    def _end(self, done: Exported | None) -> None:
        self.is_running = False
        self.ended.emit(done)

    def _fail(self, error: Exception) -> None:
        self.is_running = False
        self.failed.emit(error)
