# SPDX-License-Identifier: Apache-2.0
"""Treatments as they are marked on a time axis: a letter for each kind and dose."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from intake.core.content import TreatmentLine
from intake.core.visit import Treatment
from intake.core.words import count_words, date_words

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def treatment_lines(treatments: Sequence[Treatment]) -> tuple[TreatmentLine, ...]:
    """Return the treatments, the same kind and dose under the same letter, oldest first."""
    kinds: dict[str, list[datetime]] = {}
    for each in treatments:
        words = " ".join(part for part in (each.kind, each.dose) if part)
        kinds.setdefault(words, []).append(each.at)
    return tuple(
        TreatmentLine(_letter(index), words, tuple(times), _times_words(times))
        for index, (words, times) in enumerate(kinds.items())
    )


def _letter(index: int) -> str:
    more, at = divmod(index, len(_LETTERS))
    return (_LETTERS[more - 1] if more else "") + _LETTERS[at]


def _times_words(times: Sequence[datetime]) -> str:
    days = list(dict.fromkeys(date_words(each.date()) for each in times))
    if len(days) == 1:
        return days[0]
    return f"{count_words(len(times), 'time')}, {days[0]} to {days[-1]}"
