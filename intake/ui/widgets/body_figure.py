# SPDX-License-Identifier: Apache-2.0
"""The drawn body: every zone a check box that can be tapped, walked to and read aloud."""

from __future__ import annotations

import time
from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
    QTransform,
)
from PySide6.QtWidgets import QAbstractButton, QWidget

from intake.core.figure import Figure, Zone
from intake.core.shape import Bounds, Curve, Line, Move, Path, hatch_lines
from intake.ui.widgets.option_row import wrapped_height
from intake.ui.widgets.press_gate import PressGate, Ticks

_REPEAT_SECONDS = 0.3
_HATCH = 9.0
_LINE = 1.4
_WORD, _WORD_ROOM = 44.0, 126.0
"""How large a word beside the body may be, and the square it has, in units of the drawing."""

_LEAST_WORD, _WORD_SHARE = 9, 0.94

_STEPS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}


def painter_path(path: Path) -> QPainterPath:
    """Return the segments of a drawing as Qt fills them."""
    made = QPainterPath()
    for segment in path:
        if isinstance(segment, Move):
            made.moveTo(*segment.end)
        elif isinstance(segment, Line):
            made.lineTo(*segment.end)
        elif isinstance(segment, Curve):
            made.cubicTo(*segment.first, *segment.second, *segment.end)
        else:
            made.closeSubpath()
    return made


class ZoneButton(QAbstractButton):
    """One zone of one view: a check box in the shape of the body."""

    def __init__(self, zone: Zone, name: str, parent: BodyFigure) -> None:
        super().__init__(parent)
        self.zone = zone
        self._figure = parent
        self._shape = painter_path(zone.path)
        self.setCheckable(True)
        self.setAccessibleName(name)
        # The figure takes the mouse: a button would keep touches outside its shape to itself.
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def place(self, transform: QTransform) -> None:
        """Follow the size of the figure, with room for the focus ring."""
        room = transform.mapRect(_rect(self.zone.bounds)).adjusted(-6, -6, 6, 6)
        self.setGeometry(room.toAlignedRect())

    def nextCheckState(self) -> None:
        """Let the figure mark the area in every view at once."""
        self._figure.toggle(self.zone.area)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Mark with Space, walk with the arrows; every other key belongs to the screen."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._figure.walk(self, _STEPS[key])
        elif key != Qt.Key.Key_Space:
            event.ignore()
        elif not event.isAutoRepeat():
            self._figure.toggle(self.zone.area)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Do nothing more when a key comes up."""
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the zone: a mark is a tint, a hatch and a heavier line, never colour alone."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-self.x(), -self.y())
        painter.setTransform(self._figure.transform, combine=True)
        palette = self.window().palette()
        painter.fillPath(self._shape, palette.color(QPalette.ColorRole.Light))
        if self.isChecked():
            self._mark(painter, palette)
        line = QPalette.ColorRole.Highlight if self.isChecked() else QPalette.ColorRole.Mid
        painter.strokePath(self._shape, QPen(palette.color(line), _LINE))
        # One line around the whole person, as a pen would draw it, also where a zone ends.
        self._figure.draw_outline(painter, self.zone.view)
        if self.hasFocus():
            ring = QPen(palette.color(QPalette.ColorRole.Accent), _LINE * 3)
            painter.strokePath(self._shape, ring)
        painter.end()

    def _mark(self, painter: QPainter, palette: QPalette) -> None:
        painter.fillPath(self._shape, palette.color(QPalette.ColorRole.AlternateBase))
        painter.save()
        painter.setClipPath(self._shape)
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), _LINE * 1.6))
        for start, end in hatch_lines(self.zone.bounds, _HATCH):
            painter.drawLine(QPointF(*start), QPointF(*end))
        painter.restore()


class BodyFigure(QWidget):
    """Front and back of one body. An area that both views show is marked in both."""

    toggled = Signal(str)

    def __init__(
        self,
        figure: Figure,
        labels: Mapping[str, str],
        words: Mapping[str, str],
        gate: PressGate,
        *,
        ticks: Ticks = time.monotonic,
        parent: QWidget | None = None,
    ) -> None:
        """Make the zones; `words` names the anchors of the drawing and its views."""
        super().__init__(parent)
        self._figure = figure
        # Each word on a line of its own: two sides stand next to each other between the views.
        self._words = {name: "\n".join(said.split()) for name, said in words.items()}
        self._gate = gate
        self._ticks = ticks
        self._last: tuple[str, float] = ("", 0.0)
        self._tolerance = 0.0
        self.transform = QTransform()
        self._marked: frozenset[str] = frozenset()
        self._outlines = {shape.view: painter_path(shape.path) for shape in figure.outlines}
        self._details = [painter_path(shape.path) for shape in figure.details]
        self.zones = [
            ZoneButton(zone, f"{labels[zone.area]}, {words[zone.view]}", self)
            for zone in figure.zones
            if zone.area in labels
        ]
        for button in self.zones:
            button.toggled.connect(self._zone_toggled)

    def show_marked(self, marked: frozenset[str]) -> None:
        """Show these areas as marked, in every view."""
        self._marked = marked
        for zone in self.zones:
            if zone.isChecked() != (zone.zone.area in marked):
                zone.setChecked(zone.zone.area in marked)

    def toggle(self, area: str) -> None:
        """Take a touch or a key for an area; two within a moment are one."""
        now = self._ticks()
        last, at = self._last
        if area == last and now - at < _REPEAT_SECONDS:
            return
        self._last = (area, now)
        self.toggled.emit(area)

    def _zone_toggled(self) -> None:
        # A screen reader may turn a check box over without pressing it.
        zone = self.sender()
        if isinstance(zone, ZoneButton) and zone.isChecked() != (zone.zone.area in self._marked):
            self.toggle(zone.zone.area)
            self.show_marked(self._marked)

    def walk(self, start: ZoneButton, step: tuple[float, float]) -> None:
        """Give the focus to the nearest zone in a direction."""
        x, y = start.zone.bounds.middle
        best: tuple[float, ZoneButton] | None = None
        for zone in self.zones:
            across, down = zone.zone.bounds.middle[0] - x, zone.zone.bounds.middle[1] - y
            ahead = across * step[0] + down * step[1]
            aside = abs(across * step[1]) + abs(down * step[0])
            if ahead > 1 and (best is None or ahead + 2 * aside < best[0]):
                best = (ahead + 2 * aside, zone)
        if best is not None:
            best[1].setFocus(Qt.FocusReason.OtherFocusReason)

    def set_tolerance(self, pixels: float) -> None:
        """Set how far beside a zone a finger may land, in pixels."""
        self._tolerance = pixels

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Mark the one zone that a touch means."""
        inverted, _ = self.transform.inverted()
        at = inverted.map(event.position())
        scale = self.transform.m11() or 1.0
        zone = self._figure.pick((at.x(), at.y()), self._tolerance / scale)
        if zone is not None and self._gate.lets_through():
            self.toggle(zone.area)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take the second tap of two for a tap of its own; `toggle` decides."""
        self.mousePressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw as large as the room allows."""
        super().resizeEvent(event)
        box = self._figure.box
        scale = min(self.width() / box.width, self.height() / box.height)
        self.transform = QTransform()
        self.transform.translate(
            (self.width() - box.width * scale) / 2, (self.height() - box.height * scale) / 2
        )
        self.transform.scale(scale, scale)
        self.transform.translate(-box.left, -box.top)
        for zone in self.zones:
            zone.place(self.transform)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the body quietly, and left and right on both views."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setTransform(self.transform)
        palette = self.window().palette()
        quiet = palette.color(QPalette.ColorRole.PlaceholderText)
        skin = _between(
            palette.color(QPalette.ColorRole.Window), palette.color(QPalette.ColorRole.Mid), 0.16
        )
        for view, path in self._outlines.items():
            painter.fillPath(path, skin)
            self.draw_outline(painter, view)
        for path in self._details:
            painter.strokePath(path, QPen(palette.color(QPalette.ColorRole.Mid), _LINE))
        self._draw_words(painter, quiet)
        painter.end()

    def draw_outline(self, painter: QPainter, view: str) -> None:
        """Draw the line around one view of the body."""
        quiet = self.window().palette().color(QPalette.ColorRole.PlaceholderText)
        painter.strokePath(self._outlines[view], QPen(quiet, _LINE * 1.5))

    def _draw_words(self, painter: QPainter, colour: QColor) -> None:
        painter.resetTransform()
        painter.setPen(colour)
        scale = self.transform.m11()
        painter.setFont(self._word_font(scale))
        flags = int(Qt.TextFlag.TextWordWrap.value) | int(Qt.AlignmentFlag.AlignCenter.value)
        wide, tall = _WORD_ROOM * scale, _WORD_ROOM * scale
        for anchor in self._figure.anchors:
            name = anchor.view if anchor.name == "view" else anchor.name
            at = self.transform.map(QPointF(*anchor.at))
            room = QRectF(at.x() - wide / 2, at.y() - tall / 2, wide, tall)
            painter.drawText(room, flags, self._words[name])

    def _word_font(self, scale: float) -> QFont:
        """Return the type of the words: the patient's own, or what their room allows."""
        made = QFont(self.font())
        room = round(_WORD_ROOM * scale)
        size = round(min(self.fontInfo().pixelSize() * 0.8, _WORD * scale))
        for pixels in range(size, _LEAST_WORD, -1):
            made.setPixelSize(pixels)
            metrics = QFontMetrics(made)
            parts = [part for word in self._words.values() for part in word.split()]
            widest = max(map(metrics.horizontalAdvance, parts))
            tallest = max(wrapped_height(metrics, each, room) for each in self._words.values())
            if widest <= room * _WORD_SHARE and tallest <= room:
                break
        return made


def _rect(bounds: Bounds) -> QRectF:
    return QRectF(bounds.left, bounds.top, bounds.width, bounds.height)


def _between(first: QColor, second: QColor, share: float) -> QColor:
    def mix(low: int, high: int) -> int:
        return round(low + (high - low) * share)

    return QColor(
        mix(first.red(), second.red()),
        mix(first.green(), second.green()),
        mix(first.blue(), second.blue()),
    )
