# SPDX-License-Identifier: Apache-2.0
"""Answers, and the five ways of not having one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from intake.core.instrument import Item, ResponseKind


class Missing(StrEnum):
    """Why there is no answer. The kinds are kept apart everywhere, exports included."""

    DECLINED = "declined"
    SKIPPED = "skipped"
    NOT_REACHED = "not_reached"
    NOT_SHOWN = "not_shown"


Answer = str | int | Missing
"""An option's id or a text (`str`), the number of a scale, number or mark (`int`), or why not.

`Missing` is a `str` too: ask `is_answered` before treating a `str` as an option's id.
"""

Answers = Mapping[str, Answer]
"""The answers of one form, by item id. An absent item was not reached."""


def is_answered(answer: Answer | None) -> bool:
    """Say whether this is an answer rather than a reason for having none."""
    return answer is not None and not isinstance(answer, Missing)


def number_of(item: Item, answer: Answer | None) -> int | None:
    """Return what an answer is worth; `None` when it is missing or a text."""
    if answer is None or isinstance(answer, Missing):
        return None
    if item.response.kind is ResponseKind.OPTIONS:
        option = item.response.option(str(answer))
        return None if option is None else option.value
    return answer if isinstance(answer, int) else None


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the append-only log: this item of this form became this answer."""

    form: str
    item: str
    answer: Answer
    at: datetime
