# SPDX-License-Identifier: Apache-2.0
"""The team's window, as far as what leads from screen to screen needs it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtWidgets import QWidget

from intake.ui.staff.parts import Screen


class Stage(Protocol):
    """The window."""

    def show_screen(self, screen: Screen) -> None:
        """Show a screen."""

    def guard(self, act: Callable[[], None]) -> None:
        """Do something; what goes wrong with the clinic's file is said."""

    def open(self) -> None:
        """Show what needs the team first."""

    def go_home(self) -> None:
        """Show the home screen."""

    def enter_room(self, name: str) -> None:
        """Show a room of the line above."""

    def say(self, title: str, text: str, way_on: str) -> None:
        """Show one message instead of everything else."""

    def show_recovery(self, groups: Sequence[str]) -> None:
        """Show the recovery code."""

    def tell_restored(self) -> None:
        """Say that a backup was put back, so that everybody signs in anew."""

    def over(self) -> QWidget:
        """Return the window that dialogs lie over."""
