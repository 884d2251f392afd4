# SPDX-License-Identifier: Apache-2.0
"""What the team must look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from intake.core.answers import Answers
from intake.core.records import AlertLine, FollowUp
from intake.ui.staff.context.sheets import Sheet


@dataclass(frozen=True, slots=True)
class AlertWords:
    """An alert in words for whoever is signed in.

    `answer` is empty for those who may not see it; `now` while it is still the same. `advice`
    is what the forms suggest; `offer` is the form that staff are offered to ask in person, and
    `offer_name` its name. `done` says what was done about it so far.
    """

    title: str
    answer: str
    now: str = ""
    advice: tuple[str, ...] = ()
    offer: str = ""
    offer_name: str = ""
    done: tuple[str, ...] = ()


class AlertDesk(Protocol):
    """What the team must look at."""

    def open_alerts(self) -> tuple[AlertLine, ...]:
        """Return what the team must look at, oldest first."""

    def words_of(self, alert: AlertLine) -> AlertWords:
        """Say what an alert is about, to those who may know."""

    def follow_up(self, alert: int, done: FollowUp) -> None:
        """Record what the person who is signed in did about an alert."""

    def asked(self, visit: str, form: str) -> Sheet:
        """Return the form that staff ask in person at a visit."""

    def keep_asked(self, visit: str, form: str, answers: Answers) -> None:
        """Store what a patient answered when staff asked."""
