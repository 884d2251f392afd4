# SPDX-License-Identifier: Apache-2.0
"""Everything a patient's window needs, handed in by the app."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from intake.core.answers import Event
from intake.core.flow import Flow
from intake.core.visit import Respondent
from intake.core.wording import Wording
from intake.ui.theme import Look
from intake.ui.widgets.press_gate import Ticks

if TYPE_CHECKING:
    from intake.core.figure import Figure
    from intake.ui.speaker import Voices


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which the patient did not answer."""

    began: datetime
    ended: datetime


@dataclass(frozen=True, slots=True)
class PatientContext:
    """One visit for one window.

    `commit` stores events and the position key and is durable when it returns; it raises
    `OSError` or `StoreError` when nothing was stored. `finished` is called once, with who
    answered in the end (`None`: not said). `staff_return` asks for the PIN; whoever passes it
    calls `PatientWindow.dismiss`, and opens another where the patient is to go on. `has_alerts`
    decides on the neutral mark.
    `birth_day_month` is `None` when no birthday is recorded; then nothing is asked.
    `help_line` is one whole sentence, the same for every patient. `figure` is the body of the
    map, needed only where a form has one. `voices` is the program that reads aloud, if there is
    one. `is_to_be_wiped` asks whoever hands the device over to wipe it first;
    `note_for_team` stands on that screen. `moves` lets a new screen come in softly.
    """

    flow: Flow
    wordings: Mapping[str, Wording]
    first_name: str
    birth_day_month: tuple[int, int] | None
    language: str
    has_alerts: Callable[[], bool]
    commit: Callable[[Sequence[Event], str | None], None]
    clock: Callable[[], datetime]
    finished: Callable[[Respondent | None], None]
    staff_return: Callable[[], None]
    look: Look
    figure: Figure | None
    help_line: str
    ticks: Ticks = time.monotonic
    voices: Voices | None = None
    is_to_be_wiped: bool = False
    note_for_team: str = ""
    moves: bool = False
