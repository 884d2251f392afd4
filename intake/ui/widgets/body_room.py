# SPDX-License-Identifier: Apache-2.0
"""How the body map shares its room: a tall figure beside its words, or above them."""

from __future__ import annotations

from PySide6.QtCore import QSize

GAP = 14
"""Between the parts of the body map, in pixels."""

_WIDE = 1.15
_FIGURE_SHARE = 0.62
_FIGURE_SHAPE = 0.9


def stands_beside(size: QSize) -> bool:
    """Say whether a room is wide enough for the words beside the figure."""
    return size.width() > size.height() * _WIDE


def beside_left(size: QSize) -> int:
    """Return where the column beside the figure begins; the figure has the whole height."""
    return round(min(size.width() * _FIGURE_SHARE, size.height() * _FIGURE_SHAPE)) + GAP
