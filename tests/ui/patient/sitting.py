# SPDX-License-Identifier: Apache-2.0
"""A small visit of two made-up forms, and hands to answer it with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from intake.core.answers import Event
from intake.core.figure import Figure
from intake.core.flow import Flow
from intake.core.instrument import (
    Instrument,
    Item,
    Need,
    Option,
    Page,
    Response,
    ResponseKind,
    Rights,
    Status,
)
from intake.core.visit import Respondent
from intake.core.wording import Wording
from intake.ui.metrics import Metrics
from intake.ui.patient.context import PatientContext
from intake.ui.patient.stage import Step
from intake.ui.patient.window import PatientWindow
from intake.ui.speaker import Voices
from intake.ui.theme import Look

RESOURCES = Path(__file__).parents[3] / "resources"
DESK = Metrics(92.0)
TREATED = {str(Need.TREATMENT_START): "2026-10-01"}
"""What is known of somebody whom every form may ask: that a treatment is recorded."""

BIRTHDAY = (2, 11)

_OFTEN = Response(
    "often",
    ResponseKind.OPTIONS,
    (Option("never", 0), Option("sometimes", 1), Option("always", 2)),
)
_YES_NO = Response("yes_no", ResponseKind.OPTIONS, (Option("yes", 1), Option("no", 0)))
_SCALE = Response("scale", ResponseKind.SCALE, low=0, high=10)
_DAYS = Response("days", ResponseKind.NUMBER, low=0, high=30)


def _form(form: str, *pages: Page) -> Instrument:
    rights = Rights("nobody", "made up", "none", "none", date(2026, 11, 22))
    return Instrument(form, "1.0.0", Status.DRAFT, pages, rights)


def _page(page: str, response: Response, *items: str, **facts: object) -> Page:
    made = Page(page, tuple(Item(item, page, response) for item in items))
    return replace(made, **facts)  # type: ignore[arg-type]  # the facts are those of a page


FORMS = (
    _form(
        "mood",
        _page("week", _OFTEN, "tired", "calm", recall="P7D", stem=True),
        _page("ever", _YES_NO, "moved"),
    ),
    _form(
        "pain",
        _page("now", _SCALE, "worst", "usual", recall="P1W", introduction=True),
        _page("count", _DAYS, "bad_days", recall="P1M"),
    ),
)

WORDINGS = {
    "mood": Wording(
        "mood",
        "en",
        "Mood",
        "Mood",
        Status.DRAFT,
        {"tired": "Being tired", "calm": "Being calm & <b>quiet</b>", "moved": "Did you move?"},
        stems={"week": "How often was this so?"},
        options={
            "often": {"never": "Never", "sometimes": "Sometimes", "always": "Always"},
            "yes_no": {"yes": "Yes", "no": "No"},
        },
    ),
    "pain": Wording(
        "pain",
        "en",
        "Pain",
        "Pain",
        Status.DRAFT,
        {"worst": "Your worst pain", "usual": "Your usual pain", "bad_days": "How many bad days?"},
        introductions={"now": "The next questions are about pain. Choose one number for each."},
        anchors={"worst": ("No pain", "Worst pain"), "usual": ("No pain", "Worst pain")},
    ),
}


def load_look() -> Look:
    """Return the look that ships."""
    theme = (RESOURCES / "theme.toml").read_text(encoding="utf-8")
    icons = {
        path.stem: path.read_text(encoding="utf-8") for path in (RESOURCES / "icons").glob("*.svg")
    }
    return Look.load(theme, (RESOURCES / "style.qss").read_text(encoding="utf-8"), icons)


@dataclass
class Sitting:
    """A window, the hands in front of it and what reaches the store."""

    qtbot: QtBot
    flow: Flow
    window: PatientWindow = field(init=False)
    commits: list[tuple[tuple[Event, ...], str | None]] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    ended: list[Respondent | None] = field(default_factory=list)
    staff_calls: int = 0
    now: datetime = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    seconds: float = 0.0
    alerts: bool = False
    broken: bool = False
    wordings: Mapping[str, Wording] = field(default_factory=lambda: WORDINGS)
    figure: Figure | None = None
    voices: Voices | None = None
    wiped_first: bool = False
    note: str = ""
    moves: bool = False

    def commit(self, events: Sequence[Event], position: str | None) -> None:
        """Store, or fail as a full disk does."""
        if self.broken:
            raise OSError(28, "No space left on device")
        self.commits.append((tuple(events), position))
        self.calls.append("commit")

    def finish(self, respondent: Respondent | None) -> None:
        """Take note of the end."""
        self.ended.append(respondent)

    def staff(self) -> None:
        """Take note that staff are asked for."""
        self.staff_calls += 1

    def ticks(self) -> float:
        """Return a clock that only goes on when a test says so."""
        return self.seconds

    def open(self, size: tuple[int, int] = (1280, 800), metrics: Metrics = DESK) -> PatientWindow:
        """Show the window."""
        context = PatientContext(
            self.flow,
            self.wordings,
            "Alexandra",
            BIRTHDAY,
            "en",
            lambda: self.alerts,
            self.commit,
            lambda: self.now,
            self.finish,
            self.staff,
            load_look(),
            self.figure,
            "If you need help now, tell a member of the team.",
            self.ticks,
            self.voices,
            self.wiped_first,
            self.note,
            self.moves,
        )
        self.window = PatientWindow(context, metrics)
        self.qtbot.addWidget(self.window)
        self.window.resize(*size)
        self.window.show()
        self.qtbot.waitExposed(self.window)
        self.wait()
        return self.window

    def wait(self, seconds: float = 1.0) -> None:
        """Let time go by."""
        self.seconds += seconds
        self.now += timedelta(seconds=seconds)

    def key(self, *keys: Qt.Key | str) -> None:
        """Type unhurriedly, as into whatever has the focus."""
        for key in keys:
            self.qtbot.keyClick(self.window.focusWidget() or self.window, key)
            self.wait()

    def quick_keys(self, digits: str) -> None:
        """Type the digits of one number right after each other."""
        for digit in digits:
            self.qtbot.keyClick(self.window.focusWidget() or self.window, digit)
            self.wait(0.2)
        self.wait()

    def tap(self, widget: QWidget, *, then_wait: float = 1.0) -> None:
        """Tap the middle of something that can be seen."""
        assert widget.isVisible()
        middle = QPoint(widget.width() // 2, widget.height() // 2)
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=middle)
        self.wait(then_wait)

    def begin(self) -> None:
        """Say who it is and go to the first question."""
        window = self.window
        window.welcome.days.show_number(BIRTHDAY[0])
        window.welcome.months.show_number(BIRTHDAY[1])
        while window.step is not Step.QUESTION:
            self.key(Qt.Key.Key_Return)

    def answers(self) -> dict[str, object]:
        """Return what the store holds in the end, by form and item."""
        return {f"{e.form}.{e.item}": e.answer for events, _ in self.commits for e in events}
