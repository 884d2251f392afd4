# SPDX-License-Identifier: Apache-2.0
"""Keeps the patient's window over its whole display, whatever happens to the display."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication, QWidget

_GRABBING = ("xcb", "windows")
"""Where the window system gives all keys to one window when asked; elsewhere it only warns."""


class Kiosk(QObject):
    """Covers the display that staff chose. Rotation, unplugging and sleep are followed.

    A display that goes away hands the window to the first one; when it comes back, so does
    the window. Nothing here can stop the keys that belong to the system itself: see the guide
    to locking a device down.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._name = ""
        self._screen: QScreen | None = None
        self._holds_keys = True
        self.is_on = False

    def cover(self, screen: QScreen) -> None:
        """Take the whole of a display and all keys, and keep them."""
        self.is_on = True
        self._name = screen.name()
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenAdded.connect(self._changed)
            application.screenRemoved.connect(self.lose)
        self._take(screen)

    @property
    def display(self) -> str:
        """What the system calls the chosen display; "" before one was chosen."""
        return self._name

    def go_on(self) -> None:
        """Choose the display after this one, and cover it."""
        there = QGuiApplication.screens()
        names = [screen.name() for screen in there]
        at = names.index(self._name) if self._name in names else -1
        self._name = names[(at + 1) % len(names)]
        self.follow()

    def let_go(self) -> None:
        """Give the keys and the display back."""
        self.is_on = False
        self._grab(grabs=False)

    def follow(self) -> None:
        """Go to the chosen display where it is there, to the first one where it is not."""
        there = QGuiApplication.screens()
        if self.is_on and there:
            chosen = (screen for screen in there if screen.name() == self._name)
            self._take(next(chosen, there[0]))

    def lose(self, screen: QScreen) -> None:
        """Leave a display that is being unplugged."""
        if screen is self._screen:
            self._screen = None
        self.follow()

    def come_back(self) -> None:
        """Hold the keys while the window is active, and be active unless staff are in front."""
        if not self.is_on:
            return
        ours = any(
            each is not self._window and each.isVisible()
            for each in QApplication.topLevelWidgets()
        )
        if self._window.isActiveWindow():
            # Only now: the window system refuses the keys to a window that is not yet there.
            self._grab(grabs=self._holds_keys)
        elif not ours:
            self._window.raise_()
            self._window.activateWindow()

    def set_keys(self, *, ours: bool) -> None:
        """Take all keys, or leave them to a dialog of staff."""
        self._holds_keys = ours
        if self.is_on:
            self._grab(grabs=ours)

    def _changed(self, _what: object) -> None:
        self.follow()

    def _take(self, screen: QScreen) -> None:
        if screen is not self._screen:
            if self._screen is not None:
                self._screen.geometryChanged.disconnect(self._changed)
            screen.geometryChanged.connect(self._changed)
            self._screen = screen
        self._window.setScreen(screen)
        # Without a window manager `showFullScreen` resizes nothing; some go by the old display.
        self._window.setGeometry(screen.geometry())
        self._window.showFullScreen()
        self._window.setGeometry(screen.geometry())

    def _grab(self, *, grabs: bool) -> None:
        handle = self._window.windowHandle()
        if handle is not None and QGuiApplication.platformName() in _GRABBING:
            handle.setKeyboardGrabEnabled(grabs)
