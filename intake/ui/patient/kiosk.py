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
        self.is_on = False

    def cover(self, screen: QScreen) -> None:
        """Take the whole of a display and all keys, and keep them."""
        self.is_on = True
        self._name = screen.name()
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenAdded.connect(self.follow)
            application.screenRemoved.connect(self.follow)
        self._take(screen)

    def let_go(self) -> None:
        """Give the keys and the display back."""
        self.is_on = False
        self._grab(grabs=False)

    def follow(self, gone: QScreen | None = None) -> None:
        """Go to the chosen display where it is there, to the first one where it is not."""
        if not self.is_on:
            return
        there = [each for each in QGuiApplication.screens() if each is not gone or len(
            QGuiApplication.screens()) == 1]  # fmt: skip
        wanted = next((each for each in there if each.name() == self._name), None)
        self._take(wanted or there[0])

    def come_back(self) -> None:
        """Be the active window again, unless a window of our own is in front."""
        ours = any(
            each is not self._window and each.isVisible()
            for each in QApplication.topLevelWidgets()
        )
        if self.is_on and not ours and not self._window.isActiveWindow():
            self._window.raise_()
            self._window.activateWindow()

    def set_keys(self, *, ours: bool) -> None:
        """Take all keys, or leave them to a dialog of staff."""
        if self.is_on:
            self._grab(grabs=ours)

    def _take(self, screen: QScreen) -> None:
        if self._screen is not None:
            self._screen.geometryChanged.disconnect(self.follow)
        self._screen = screen
        screen.geometryChanged.connect(self.follow)
        self._window.setScreen(screen)
        # Without a window manager `showFullScreen` alone resizes nothing.
        self._window.setGeometry(screen.geometry())
        self._window.showFullScreen()
        self._grab(grabs=True)

    def _grab(self, *, grabs: bool) -> None:
        handle = self._window.windowHandle()
        if handle is not None and QGuiApplication.platformName() in _GRABBING:
            handle.setKeyboardGrabEnabled(grabs)
