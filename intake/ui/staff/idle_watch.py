# SPDX-License-Identifier: Apache-2.0
"""Locking by itself: when nobody has touched anything for a while, asleep or awake."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

LIMIT_SECONDS = 300
LOOK_MS = 5_000
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class IdleWatch(QObject):
    """Emits `idle` once nobody has touched the app for so long.

    Two clocks count, whichever says more: `ticks` in seconds stands still while some machines
    sleep, and the clock on the wall can be set back.
    """

    idle = Signal()

    def __init__(
        self,
        ticks: Callable[[], float],
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._ticks = ticks
        self._now = now
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self.touch()

    def start(self) -> None:
        """Begin to watch."""
        self.touch()
        self._timer.start()
        application = QCoreApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def stop(self) -> None:
        """Watch no more: a locked screen has nothing to lock."""
        self._timer.stop()
        application = QCoreApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def touch(self) -> None:
        """Take note that somebody is there."""
        self._tick, self._moment = self._ticks(), self._now()

    def look(self) -> bool:
        """Say whether time is up, and tell it."""
        slept = self._now() - self._moment
        up = self._ticks() - self._tick >= LIMIT_SECONDS
        if up or slept >= timedelta(seconds=LIMIT_SECONDS):
            self.stop()
            self.idle.emit()
            return True
        return False

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take every touch as a sign of life, but not the one that wakes a machine too late."""
        if event.type() not in _TOUCHES:
            return False
        if self.look():
            return True
        self.touch()
        return False
