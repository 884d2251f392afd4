# SPDX-License-Identifier: Apache-2.0
"""Where a finger would aim on the figure of the body map."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF

from intake.core.figure import Zone
from intake.ui.widgets.body_figure import BodyFigure, painter_path


def place_of(figure: BodyFigure, area: str, view: str = "") -> QPoint:
    """Return a place well inside an area, on a view or on the first that shows it, in pixels."""
    zone = next(
        button.zone
        for button in figure.zones
        if button.zone.area == area and view in ("", button.zone.view)
    )
    return figure.transform.map(_inside(zone)).toPoint()


def _inside(zone: Zone) -> QPointF:
    """Return a point far from every edge, also inside a zone that bends."""
    shape, bounds = painter_path(zone.path), zone.bounds
    edges = [corner for polygon in shape.toFillPolygons() for corner in polygon.toList()]
    grid = (
        QPointF(
            bounds.left + bounds.width * column / 12,
            bounds.top + bounds.height * row / 12,
        )
        for row in range(1, 12)
        for column in range(1, 12)
    )

    def room(point: QPointF) -> float:
        return min(abs(point.x() - edge.x()) + abs(point.y() - edge.y()) for edge in edges)

    return max((point for point in grid if shape.contains(point)), key=room)
