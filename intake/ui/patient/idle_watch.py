# SPDX-License-Identifier: Apache-2.0
"""Notices when nobody touches the device any more: first a question, then a blank screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

WARN_SECONDS = 60
BLANK_SECONDS = 90
_LOOK_MILLISECONDS = 1000
_TOUCHES = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
    QEvent.Type.KeyPress,
    QEvent.Type.Wheel,
)


class IdleWatch(QObject):
    """Tells `warned` after 60 s without a touch, `expired` after 90, `woken` by one in between.

    By the clock of the wall, so that a device that slept is blank when it wakes.
    """

    warned = Signal()
    expired = Signal()
    woken = Signal()

    def __init__(self, clock: Callable[[], datetime], window: QWidget) -> None:
        super().__init__(window)
        self._clock = clock
        self._window = window
        self._touched = clock()
        self._has_warned = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MILLISECONDS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Watch the window, which must be shown."""
        self.note()
        handle = self._window.windowHandle()
        if handle is not None:
            # The whole window's events pass here before any widget's; there are few of them.
            handle.installEventFilter(self)
        self._timer.start()

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.stop()

    def note(self) -> None:
        """Take note that somebody is there."""
        self._touched = self._clock()
        self._has_warned = False

    def look(self) -> None:
        """Look at the clock."""
        idle = (self._clock() - self._touched).total_seconds()
        if idle >= BLANK_SECONDS:
            self.note()
            self.expired.emit()
        elif idle >= WARN_SECONDS and not self._has_warned:
            self._has_warned = True
            self.warned.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See every touch; one that answers the warning means nothing else."""
        del watched
        if event.type() not in _TOUCHES:
            return False
        had_warned = self._has_warned
        self.note()
        if had_warned:
            self.woken.emit()
        return had_warned
