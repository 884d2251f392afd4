# SPDX-License-Identifier: Apache-2.0
"""One way to do slow work off the window's thread and come back to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal

T = TypeVar("T")


class Background(QObject):
    """Runs jobs one after the other; `done` or `failed` is called on the window's thread.

    A job must not touch widgets. After `close` nothing is delivered any more, so that nothing
    outlives the window.
    """

    _ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_open = True
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        job: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Start a job and say where its value, or its error, goes."""
        self._pool.start(_Job(self._work(job, done, failed)))

    def close(self) -> None:
        """Wait until nothing runs any more, and let go of what is not delivered yet."""
        self._is_open = False
        self._pool.waitForDone()

    def _work(
        self,
        job: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> Callable[[], None]:
        def work() -> None:
            try:
                value = job()
            except Exception as error:  # noqa: BLE001 - whatever it is, the window must say it
                self._ended.emit(_bind(failed, error))
            else:
                self._ended.emit(_bind(done, value))

        return work

    def _deliver(self, call: Callable[[], None]) -> None:
        if self._is_open:
            call()


class _Job(QRunnable):
    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__()
        self._work = work

    def run(self) -> None:
        self._work()


def _bind(call: Callable[[T], None], value: T) -> Callable[[], None]:
    return lambda: call(value)
