# SPDX-License-Identifier: Apache-2.0
"""What is chosen on a screen, and which answers that means when the question is left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from intake.core.answers import Answer, Missing, is_answered
from intake.core.flow import Question

MARKED = 1
UNMARKED = 0


@dataclass(frozen=True, slots=True)
class Selection:
    """An option, a number, or areas of a body map; `is_none` is its "none of these"."""

    answer: Answer | None = None
    marked: frozenset[str] = frozenset()
    is_none: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is chosen."""
        return self.answer is None and not self.marked and not self.is_none


def earlier_selection(
    question: Question, known: Mapping[str, Answer], *, is_map: bool
) -> Selection:
    """Return what the screen showed when the question was left; empty when it never was."""
    if not is_map:
        answer = known.get(question.items[0])
        return Selection(answer if is_answered(answer) else None)
    marked = frozenset(item for item in question.items if known.get(item) == MARKED)
    is_none = all(known.get(item) == UNMARKED for item in question.items)
    return Selection(marked=marked, is_none=is_none)


def answers_to_record(
    question: Question,
    selection: Selection,
    known: Mapping[str, Answer],
    *,
    is_map: bool,
    confirms: bool,
) -> dict[str, Answer]:
    """Return the answers that leaving the question means.

    Only Next confirms a body map; until then an area without a mark is not known to be free
    of pain. Taking an answer back leaves the question open, never a zero.
    """
    if is_map:
        return _areas(question, selection, known, confirms=confirms)
    item = question.items[0]
    if selection.answer is not None:
        return {item: selection.answer}
    return {item: Missing.SKIPPED} if is_answered(known.get(item)) else {}


def _areas(
    question: Question, selection: Selection, known: Mapping[str, Answer], *, confirms: bool
) -> dict[str, Answer]:
    answered = {item for item in question.items if is_answered(known.get(item))}
    was_confirmed = len(answered) == len(question.items)
    if selection.is_none or (selection.marked and (confirms or was_confirmed)):
        return {i: MARKED if i in selection.marked else UNMARKED for i in question.items}
    marks: dict[str, Answer] = dict.fromkeys(selection.marked, MARKED)
    taken_back = dict.fromkeys(answered - selection.marked, Missing.SKIPPED)
    return marks | taken_back
