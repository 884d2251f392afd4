# SPDX-License-Identifier: Apache-2.0
"""The window around every patient screen: top line, body, footer, sheets and the blank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QMargins, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayout, QStackedWidget, QVBoxLayout, QWidget

from intake.ui.announce import announce
from intake.ui.metrics import Metrics, metrics_of
from intake.ui.patient.fit import (
    NARROW_MM,
    Room,
    best_room,
    page_of,
    sizes_that_fit,
    sizes_to_offer,
    usual_size,
)
from intake.ui.patient.inputs import MakeMap
from intake.ui.patient.kiosk import Kiosk
from intake.ui.patient.prompts import Prompt
from intake.ui.patient.question_screen import QuestionScreen
from intake.ui.patient.review_screen import ReviewScreen
from intake.ui.patient.text_screen import TextScreen
from intake.ui.patient.welcome_screen import WelcomeScreen
from intake.ui.theme import DEFAULT_THEME, Look, apply_theme, font, load_fonts
from intake.ui.widgets.about_sheet import AboutSheet
from intake.ui.widgets.fade import Fade
from intake.ui.widgets.focus import move_focus
from intake.ui.widgets.footer_bar import FooterBar
from intake.ui.widgets.gentle_sheet import GentleSheet
from intake.ui.widgets.look_sheet import LookSheet, Reading
from intake.ui.widgets.neutral_mark import NeutralMark
from intake.ui.widgets.option_row import RING_ROOM
from intake.ui.widgets.press_gate import PressGate, Ticks
from intake.ui.widgets.progress_header import ProgressHeader
from intake.ui.widgets.sheet import Sheet
from intake.ui.widgets.still_there import StillThere
from intake.ui.widgets.veil import Veil

_MARGIN_MM = 5.0
_BAR_MM = 11.0
_TALL_BAR_MM = 15.0
_LOW_SCREEN_MM = 170.0
_CHROME_PT, _MOST_CHROME_PT = 18.0, 24.0
_CHROME_SHARE = 0.82
_WIDE_MM = 230.0
"""From this width on, the words of the bars grow with the text."""

_MARK_MM = 3.0
_RINGS = QMargins(RING_ROOM, 0, RING_ROOM, 0)
"""The body is a little wider than the text, for the focus rings around its answers."""


class PatientFrame(QWidget):
    """Owns every widget of the patient's side and knows nothing of the visit.

    `measured` tells that sizes were chosen anew.
    """

    measured = Signal()

    def __init__(
        self, look: Look, ticks: Ticks, make_map: MakeMap, metrics: Metrics | None = None
    ) -> None:
        super().__init__()
        load_fonts()
        self.setObjectName("patient")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setFont(font(16))
        self.gate = PressGate(ticks)
        self._look = look
        self._given_metrics = metrics
        self._prompts: tuple[Prompt, ...] = ()
        self._fitting: tuple[int, ...] = ()
        self._fitted: tuple[Room, Room] | None = None
        self.reading = Reading(0, DEFAULT_THEME)
        self._wished_size: int | None = None
        self.header = ProgressHeader(self.gate)
        self.footer = FooterBar(self.gate)
        self.welcome = WelcomeScreen(self.gate, ticks)
        self.words = TextScreen(self.gate)
        self.question = QuestionScreen(self.gate, ticks, make_map)
        self.review = ReviewScreen(self.gate)
        self.screens = QStackedWidget()
        for screen in (self.welcome, self.words, self.question, self.review):
            self.screens.addWidget(screen)
        self._column = QVBoxLayout(self)
        # What was measured for one display must not keep the window from fitting a smaller one.
        self._column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._column.addWidget(self.header)
        self._column.addWidget(self.screens, 1)
        self._column.addWidget(self.footer)
        self.veil = Veil(self.gate, self)
        self.sheet = GentleSheet(self.gate, self)
        self.look_sheet = LookSheet(self.gate, self)
        self.look_sheet.chosen.connect(self.read_as)
        self.header.look_pressed.connect(self._show_look)
        self.about_sheet = AboutSheet(self.gate, self)
        self.still_there = StillThere(self.gate, self)
        self.fade = Fade(self)
        self.mark = NeutralMark(self)
        self.kiosk = Kiosk(self)
        self._colour()

    def metrics(self) -> Metrics:
        """Return the measure of the screen that the window is on."""
        return self._given_metrics or metrics_of(self.screen())

    def expect(self, prompts: Sequence[Prompt]) -> None:
        """Take over everything that will be asked, so that sizes can be chosen to fit it all."""
        self._prompts = tuple(prompts)
        self._fitted = None
        self._measure()

    def open_full_screen(self) -> None:
        """Cover the screen, take all keys, and keep both until the window is dismissed."""
        self.kiosk.cover(self.screen())

    def changeEvent(self, event: QEvent) -> None:
        """Come back to the front when some key of the system brought something else there."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and hasattr(self, "kiosk"):
            self.kiosk.come_back()

    def show_screen(self, screen: QWidget, spoken: str) -> None:
        """Bring one screen to the front, refuse presses for a moment, and say what it asks."""
        self.gate.shut()
        self.screens.setCurrentWidget(screen)
        if self.reading.moves and self.isVisible():
            self.fade.play(self.screens)
        screen.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(screen, spoken)

    def close_sheets(self) -> None:
        """Take away whatever covers the screen for a moment."""
        for sheet in self._sheets():
            if sheet.isVisible():
                sheet.put_away()

    def show_mark(self, *, shown: bool) -> None:
        """Show the neutral mark, or not."""
        self.mark.setVisible(shown)
        self.mark.raise_()

    def show_veil(self, text: str) -> None:
        """Blank everything; one touch anywhere is enough to ask for more."""
        self.veil.say(text)
        self.veil.setGeometry(self.rect())
        self._show_below(shown=False)
        self.fade.stop()
        self.veil.show()
        self.veil.raise_()
        self.veil.setFocus(Qt.FocusReason.OtherFocusReason)
        self.gate.shut()

    def focusNextPrevChild(self, forwards: bool) -> bool:  # noqa: FBT001, N802, Qt's own signature
        """Lead the Tab key from the answers to the footer, then to the corner."""
        bar = (self.footer.middle, self.footer.back, self.footer.next)
        inside = (self.screens.currentWidget() or self).findChildren(QWidget)
        move_focus((*inside, *bar, *self.header.buttons), forwards=forwards)
        return True

    @property
    def recall_above(self) -> bool:
        """Whether the recall period stands above the question rather than in the top line."""
        return self._fitted is None or self._fitted[1].recall_above

    def lift_veil(self) -> None:
        """Show the screen again."""
        self.veil.hide()
        self._show_below(shown=True)

    def offered_sizes(self) -> tuple[int, ...]:
        """Return the text sizes in points that this screen has room for."""
        return sizes_to_offer(self._fitting)

    def usual_size(self) -> int:
        """Return the text size in points that this screen starts with."""
        return usual_size(self._fitting)

    def read_as(self, reading: Reading) -> None:
        """Use another text size and other colours; a size without room is not taken."""
        if reading.theme != self.reading.theme:
            self.reading = reading
            self._colour()
        self._wished_size = reading.size
        self.reading = reading
        self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the screen."""
        super().resizeEvent(event)
        self._measure()

    def _colour(self) -> None:
        theme = self._look.themes[self.reading.theme]
        apply_theme(self, self._look, theme.id)
        self.header.set_icons(self._look.icons, theme.colour("primary"))

    def _sheets(self) -> tuple[Sheet, ...]:
        return self.sheet, self.look_sheet, self.about_sheet, self.still_there

    def _show_below(self, *, shown: bool) -> None:
        for below in (self.header, self.screens, self.footer):
            below.setVisible(shown)

    def _measure(self) -> None:
        metrics = self.metrics()
        margin = metrics.mm(_MARGIN_MM)
        low = self.height() < metrics.mm(_LOW_SCREEN_MM)
        narrow = self.width() < metrics.mm(NARROW_MM)
        bar = metrics.mm(_BAR_MM if low else _TALL_BAR_MM)
        gap = metrics.mm(2 if low else 3 if narrow else 5)
        top = metrics.mm(2 if low else 3 if narrow else 5)
        bottom = metrics.mm(3.5 if low or narrow else 5)
        most = QSize(self.width() - 2 * margin, self.height() - bottom - top - 2 * (bar + gap))
        bare = Room(most.grownBy(_RINGS).expandedTo(QSize(1, 1)), metrics)
        room = self._fitting_room(bare)
        page = page_of(room, self.reading.size)
        # Bars and body are as wide as the page, which stands in the middle of a large screen.
        side = (self.width() - page.width()) // 2
        page.setWidth(self.width() - 2 * side)
        above = top + (bare.size.height() - page.height()) // 2
        below = self.height() - above - page.height() - 2 * (bar + gap)
        self._column.setContentsMargins(side, above, side, below)
        self._column.setSpacing(gap)
        width = page.width() - 2 * RING_ROOM
        chrome = metrics.pt(self._chrome(metrics, width))
        self.header.set_metrics(metrics, chrome, bar)
        self.footer.set_metrics(metrics, chrome, bar, width)
        room = replace(room, size=page)
        for screen in (self.welcome, self.words, self.question, self.review):
            screen.set_room(room, self.reading.size)
        self.sheet.set_metrics(metrics, self.reading.size, width)
        self.look_sheet.set_metrics(metrics, self.reading.size, width)
        self.about_sheet.set_metrics(metrics, self.reading.size, width)
        self.still_there.set_metrics(metrics, self.reading.size, width)
        for sheet in self._sheets():
            sheet.cover()
        self.veil.setGeometry(self.rect())
        self.veil.set_pixels(metrics.pt(self.reading.size))
        ring = metrics.mm(_MARK_MM)
        left, under = (self.width() - ring) // 2, self.height() - (bottom + ring) // 2
        self.mark.setGeometry(left, under, ring, ring)
        self.measured.emit()

    def _chrome(self, metrics: Metrics, width: int) -> float:
        """Return the text size of the bars, in points."""
        grown = self.reading.size * _CHROME_SHARE if width >= metrics.mm(_WIDE_MM) else 0.0
        return max(_CHROME_PT, min(grown, _MOST_CHROME_PT))

    def _fitting_room(self, bare: Room) -> Room:
        if self._fitted is None or self._fitted[0] != bare:
            room = best_room(self._prompts, bare)
            self._fitted = bare, room
            self._fitting = sizes_that_fit(self._prompts, room)
        size = self._wished_size
        if size is None or size not in self._fitting:
            size = usual_size(self._fitting)
        self.reading = replace(self.reading, size=size)
        return self._fitted[1]

    def _show_look(self) -> None:
        self.look_sheet.show_reading(self.reading, self.offered_sizes(), self.usual_size())
