# SPDX-License-Identifier: Apache-2.0
"""What the log of a visit's alerts must say next: a raised alert stays, whatever comes after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from intake.core.answers import Answer
from intake.core.records import AlertNow
from intake.core.visit import RaisedAs


@dataclass(frozen=True, slots=True)
class LoggedAlert:
    """An alert that was stored and not withdrawn, with the answers that it was raised on."""

    id: int
    form: str
    alert: str
    why: RaisedAs
    answers: Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class LogUpdate:
    """The alerts to add to the log, and the ids of those to withdraw."""

    raised: tuple[AlertNow, ...]
    withdrawn: tuple[int, ...]


def log_update(logged: Sequence[LoggedAlert], now: Sequence[AlertNow]) -> LogUpdate:
    """Compare the log, oldest first, with what the answers come to.

    An alert raised by answers is raised anew when other answers raise it: whoever acknowledged
    the first has not seen these. One for a missing answer goes only when the answer came; a
    declined question that is put off is still not answered.
    """
    last = {(each.form, each.alert): each for each in logged}
    waiting = {(each.form, each.alert) for each in now if each.why is RaisedAs.UNANSWERED}
    return LogUpdate(
        tuple(each for each in now if each.is_due and _is_news(each, last)),
        tuple(
            each.id
            for each in logged
            if each.why is RaisedAs.UNANSWERED and (each.form, each.alert) not in waiting
        ),
    )


def _is_news(now: AlertNow, last: Mapping[tuple[str, str], LoggedAlert]) -> bool:
    before = last.get((now.form, now.alert))
    if before is None:
        return True
    if now.why is RaisedAs.UNANSWERED:
        return False
    return before.why is RaisedAs.UNANSWERED or before.answers != now.answers
