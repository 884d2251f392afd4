# SPDX-License-Identifier: Apache-2.0
"""Icons of our own, drawn in the ink of the theme from the same few path commands as the body."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from intake.core.figure import parse
from intake.ui.widgets.body_figure import painter_path

_LINE = 2.0
ICON_AIR = 0.12
"""At either side of a drawing, in times its height, so that no word touches it."""

_SHARPNESS = 3
"""Pixels a side for each one that is asked for, so that no screen shows a blurred icon."""


def icon_of(svg_text: str, colour: QColor, pixels: int) -> QIcon:
    """Return a drawing as an icon of one colour."""
    drawn = _drawn(svg_text)
    side = max(1, pixels * _SHARPNESS)
    air = round(side * ICON_AIR)
    picture = QPixmap(side + 2 * air, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(air, 0)
    painter.scale(side / drawn.box.width, side / drawn.box.height)
    pen = QPen(colour, _LINE)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    for line in drawn.details:
        painter.strokePath(painter_path(line.path), pen)
    painter.end()
    return QIcon(picture)


_drawn = lru_cache(maxsize=16)(parse)
