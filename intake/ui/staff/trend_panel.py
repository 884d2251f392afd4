# SPDX-License-Identifier: Apache-2.0
"""One score over time on the screen, from the same content as the report's panel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from fractions import Fraction
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from intake.core.content import Basis, Panel, Point, TreatmentLine, Trends
from intake.ui.staff.parts import card, empty, label
from intake.ui.theme import font

HEIGHT = 190
ACROSS = 2
_LEFT, _RIGHT, _TOP, _BOTTOM = 34.0, 128.0, 24.0, 22.0
_SMALL = 15
_MARK = 4.5


class TrendPlot(QWidget):
    """Draws the points of a panel on its whole published range, days apart as they were."""

    def __init__(
        self, panel: Panel, treatments: Sequence[TreatmentLine], ends: tuple[datetime, datetime]
    ) -> None:
        super().__init__()
        self._panel = panel
        self._treatments = treatments
        self._start, self._end = ends
        self.setMinimumHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_words(panel))

    def x_of(self, at: datetime) -> float:
        """Return where a moment stands from left to right."""
        length = (self._end - self._start).total_seconds()
        share = (at - self._start).total_seconds() / length if length else 0.5
        return _LEFT + 10 + share * (self.width() - _LEFT - _RIGHT - 20)

    def y_of(self, value: Fraction) -> float:
        """Return where a value stands: the highest on top, whatever its direction."""
        share = float((value - self._panel.low) / (self._panel.high - self._panel.low))
        return self.height() - _BOTTOM - share * (self.height() - _TOP - _BOTTOM)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw range, bands, treatments, line and points, in this order."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(_SMALL))
        self._draw_range(painter)
        self._draw_treatments(painter)
        self._draw_points(painter)
        painter.end()

    def _ink(self, role: QPalette.ColorRole) -> QColor:
        return self.window().palette().color(role)

    def _draw_range(self, painter: QPainter) -> None:
        panel, right = self._panel, self.width() - _RIGHT
        quiet = self._ink(QPalette.ColorRole.PlaceholderText)
        for value in (panel.low, *panel.cuts, panel.high):
            is_end = value in (panel.low, panel.high)
            line = QPen(self._ink(QPalette.ColorRole.Mid), 1.2 if is_end else 1.0)
            line.setStyle(Qt.PenStyle.SolidLine if is_end else Qt.PenStyle.DashLine)
            painter.setPen(line)
            y = self.y_of(value)
            painter.drawLine(QPointF(_LEFT, y), QPointF(right, y))
            painter.setPen(quiet)
            box = QRectF(0, y - 10, _LEFT - 6, 20)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight, _number(value))
        edges = (panel.low, *panel.cuts, panel.high)
        for name, low, high in zip(panel.bands, edges, edges[1:], strict=False):
            middle = (self.y_of(low) + self.y_of(high)) / 2
            box = QRectF(right + 8, middle - 10, _RIGHT - 8, 20)
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft, name.partition(" (")[0])

    def _draw_treatments(self, painter: QPainter) -> None:
        painter.setPen(QPen(self._ink(QPalette.ColorRole.Text), 1.2, Qt.PenStyle.DotLine))
        for each in self._treatments:
            for at in each.times:
                x = self.x_of(at)
                painter.drawLine(QPointF(x, _TOP - 4), QPointF(x, self.height() - _BOTTOM))
                box = QRectF(x - 20, 0, 40, _TOP - 4)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, each.letter)

    def _draw_points(self, painter: QPainter) -> None:
        ink = self._ink(QPalette.ColorRole.Highlight)
        places = [(p, QPointF(self.x_of(p.at), self.y_of(p.value))) for p in self._panel.points]
        painter.setPen(QPen(ink, 2))
        for (_, before), (point, place) in pairwise(places):
            if point.joins:
                painter.drawLine(before, place)
        for number, (point, place) in enumerate(places):
            self._draw_mark(painter, point, place)
            is_told = number in {0, len(places) - 1} or len(places) <= MOST_TOLD
            if is_told:
                self._draw_number(painter, point, place)

    def _draw_mark(self, painter: QPainter, point: Point, at: QPointF) -> None:
        ink = self._ink(QPalette.ColorRole.Highlight)
        paper = self._ink(QPalette.ColorRole.Light)
        painter.setPen(QPen(ink, 2))
        painter.setBrush(paper if Basis.PRORATED in point.basis else ink)
        if Basis.OTHER_VERSION in point.basis:
            reach = _MARK * 1.4
            corners = ((-reach, 0), (0, reach), (reach, 0), (0, -reach))
            painter.drawPolygon(QPolygonF([at + QPointF(x, y) for x, y in corners]))
        elif Basis.PROXY in point.basis:
            painter.drawRect(QRectF(at.x() - _MARK, at.y() - _MARK, 2 * _MARK, 2 * _MARK))
        else:
            painter.drawEllipse(at, _MARK, _MARK)
        if Basis.TREATMENT_DAY in point.basis:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(at, _MARK * 2, _MARK * 2)

    def _draw_number(self, painter: QPainter, point: Point, at: QPointF) -> None:
        painter.setFont(font(_SMALL, semibold=True))
        painter.setPen(self._ink(QPalette.ColorRole.Text))
        above = at.y() - 24 if at.y() > _TOP + 24 else at.y() + 8
        box = QRectF(at.x() - 40, above, 80, 18)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, point.shown)


MOST_TOLD = 8
"""With more points than this only the first and the last have their numbers beside them."""


class TrendGrid(QWidget):
    """Every panel of a person, and the key of the treatments below."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        self._key = label("", "hint")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._grid)
        layout.addWidget(self._key)

    def show_trends(self, trends: Trends | None) -> None:
        """Show these panels; without any nothing shows."""
        empty(self._grid)
        self.setVisible(trends is not None and bool(trends.panels))
        if trends is None or not trends.panels:
            return
        ends = _ends(trends)
        for number, panel in enumerate(trends.panels):
            frame, inside = card()
            inside.addWidget(label(panel.name, "strong"))
            scale = f"{_number(panel.low)}–{_number(panel.high)}, {panel.direction}"
            inside.addWidget(label(scale, "hint"))
            inside.addWidget(TrendPlot(panel, trends.treatments, ends))
            days = f"{panel.points[0].on} – {panel.points[-1].on}"
            inside.addWidget(label(days, "hint"))
            self._grid.addWidget(frame, number // ACROSS, number % ACROSS)
        self._key.setText("\n".join(f"{t.letter}  {t.words}, {t.when}" for t in trends.treatments))
        self._key.setVisible(bool(trends.treatments))


def _ends(trends: Trends) -> tuple[datetime, datetime]:
    times = sorted(_times(trends))
    return times[0], times[-1]


def _times(trends: Trends) -> Iterator[datetime]:
    for panel in trends.panels:
        yield from (point.at for point in panel.points)
    for each in trends.treatments:
        yield from each.times


def _number(value: Fraction) -> str:
    return str(value) if value.denominator == 1 else f"{float(value):g}"


def _words(panel: Panel) -> str:
    values = "; ".join(f"{point.on}: {point.shown}" for point in panel.points)
    scale = f"{_number(panel.low)}–{_number(panel.high)}"
    return f"{panel.name} over time, {scale}, {panel.direction}. {values}."
