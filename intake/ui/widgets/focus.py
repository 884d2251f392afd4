# SPDX-License-Identifier: Apache-2.0
"""The way of the Tab key: widgets that are made when first needed would all come last."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def move_focus(widgets: Iterable[QWidget], *, forwards: bool) -> None:
    """Give the focus to the next or previous of these that takes it, round and round."""
    stops = [
        widget
        for widget in widgets
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    here = next((place for place, widget in enumerate(stops) if widget.hasFocus()), None)
    if not stops:
        return
    if here is None:
        following = 0 if forwards else len(stops) - 1
    else:
        following = (here + (1 if forwards else -1)) % len(stops)
    stops[following].setFocus(Qt.FocusReason.TabFocusReason)
