# SPDX-License-Identifier: Apache-2.0
"""Where everything of a question goes, and which text sizes a screen has room for.

A question never scrolls and never loses a word, so a text size is offered only when every
question of the visit fits at it with targets of at least 11 mm. Computed from the type alone:
nothing has to be painted to know.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics

from intake.ui.metrics import Metrics
from intake.ui.patient.prompts import (
    ChoiceAsk,
    MapAsk,
    NumberAsk,
    Prompt,
    ScaleAsk,
    TextAsk,
)
from intake.ui.theme import font
from intake.ui.widgets.option_row import (
    AIR,
    DIGIT_ROOM,
    MARK_ROOM,
    RING_ROOM,
    wrapped_height,
)
from intake.ui.widgets.scale_input import ANCHOR_SHARE

SIZES = (18, 20, 22, 24, 27, 30, 33)
"""Text sizes in real points, from the least that tired eyes should get."""

USUAL_SIZE = 22
LEAST_SIZES = (16, 14, 12, 10)
"""Only for a screen on which not even the smallest size fits, with keyboard and mouse."""

ROW_MM = 20.0
LEAST_ROW_MM = 11.0
LEAST_BOX_MM = 9.0
LEAST_MAP_MM = 62.0
COLUMN_EMS = 32.0
"""The width of the column in times the text size: about 75 characters."""

QUESTION_SHARE = 1.25
_MOST_BOX_MM = 22.0
_ROW_GAP_MM = 0.6
_AIR_MM = 8.0
_MAP_AIR_MM = 2.5
_LINE = 1.5
_LEAST_LINES = 4
_LINES = 8


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part goes, in pixels from the top of the body."""

    top: int
    height: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A question laid out: all parts are as wide as the column and centred in the body."""

    text_px: int
    question_px: int
    width: int
    recall: Place
    stem: Place
    question: Place
    answer: Place
    gap: int
    anchor_height: int = 0
    columns: int = 1
    is_roomy: bool = True


@dataclass(frozen=True, slots=True)
class Room:
    """The body of the window and the screen that it is on.

    `touch` asks for rows of 11 mm. `recall_above` says whether the recall period has a line of
    its own above the stem; on a low screen it moves to the top line for the whole visit.
    """

    size: QSize
    metrics: Metrics
    touch: bool = True
    recall_above: bool = True

    @property
    def least_row(self) -> int:
        """The lowest an answer's row may be, in pixels."""
        return self.metrics.mm(LEAST_ROW_MM if self.touch else LEAST_ROW_MM / 2)


def sizes_that_fit(prompts: Iterable[Prompt], room: Room) -> tuple[int, ...]:
    """Return every size in points at which all the questions fit; never none."""
    every = tuple(prompts)
    fitting = tuple(size for size in SIZES if _all_fit(every, room, size))
    if fitting:
        return fitting
    return next(((size,) for size in LEAST_SIZES if _all_fit(every, room, size)), LEAST_SIZES[-1:])


def best_room(prompts: Iterable[Prompt], room: Room) -> Room:
    """Return the room, with the recall period moved up when that lets larger text fit."""
    every = tuple(prompts)
    if _all_fit(every, room, USUAL_SIZE):
        return room
    moved = replace(room, recall_above=False)
    usual, larger = (usual_size(sizes_that_fit(every, each)) for each in (room, moved))
    return moved if larger > usual else room


def usual_size(fitting: tuple[int, ...]) -> int:
    """Return the size to start with: 22 points, or the nearest below that fits."""
    return max((size for size in fitting if size <= USUAL_SIZE), default=fitting[0])


def sizes_to_offer(fitting: tuple[int, ...]) -> tuple[int, ...]:
    """Return at most three sizes: a smaller one, the usual one and the largest."""
    usual = usual_size(fitting)
    return tuple(sorted({fitting[0], usual, fitting[-1]}))


def _all_fit(prompts: tuple[Prompt, ...], room: Room, size: int) -> bool:
    return all(plan_of(prompt, room, size).is_roomy for prompt in prompts)


def plan_of(prompt: Prompt, room: Room, size: int) -> Plan:
    """Lay a question out; a long one gives up the larger type of its question first."""
    # A body needs the room more than its question needs the larger type.
    plan = _planned(prompt, room, size, 1.0 if isinstance(prompt.ask, MapAsk) else QUESTION_SHARE)
    return plan if plan.is_roomy else _planned(prompt, room, size, 1.0)


def _planned(prompt: Prompt, room: Room, size: int, share: float) -> Plan:
    is_map = isinstance(prompt.ask, MapAsk)
    text_px = room.metrics.pt(size)
    question_px = round(text_px * share)
    width = room.size.width() - 2 * RING_ROOM
    if not is_map:
        width = min(width, round(text_px * COLUMN_EMS))
    recall = _height(prompt.recall, text_px, width, semibold=True) if room.recall_above else 0
    stem = _height(prompt.stem, text_px, width)
    question = _height(prompt.text, question_px, width, semibold=True)
    least, wanted, extra = _answer_heights(prompt, room, text_px, width)
    spare = room.size.height() - recall - stem - question - least
    # Air first between question and answers, then larger targets, then above everything.
    between = _share(spare, room.metrics.mm(_MAP_AIR_MM if is_map else _AIR_MM), 0.3)
    answer = min(wanted, least + max(0, spare - between))
    spare -= between + answer - least
    small = _share(spare, room.metrics.mm(4), 0.3) if recall or stem else 0
    top = _share(spare - small, room.metrics.mm(20), 0.5)
    fits = least <= room.size.height() - recall - stem - question and extra.is_wide_enough
    stem_top = top + recall
    question_top = stem_top + stem + small
    return Plan(
        text_px,
        question_px,
        width,
        Place(top, recall),
        Place(stem_top, stem),
        Place(question_top, question),
        Place(question_top + question + between, answer),
        extra.gap,
        extra.anchor_height,
        extra.columns,
        fits,
    )


def _share(spare: int, wanted: int, part: float) -> int:
    return max(0, min(wanted, round(spare * part)))


@dataclass(frozen=True, slots=True)
class _Extra:
    gap: int
    anchor_height: int = 0
    columns: int = 1
    is_wide_enough: bool = True


def _answer_heights(
    prompt: Prompt, room: Room, text_px: int, width: int
) -> tuple[int, int, _Extra]:
    """Return the least and the wanted height of the answers, and what else they need."""
    ask = prompt.ask
    if isinstance(ask, ChoiceAsk):
        return _choice(ask, room, text_px, width)
    if isinstance(ask, ScaleAsk):
        return _scale(ask, room, text_px, width)
    if isinstance(ask, NumberAsk):
        return _number(ask, room, text_px, width)
    if isinstance(ask, TextAsk):
        line = round(text_px * _LINE)
        return _LEAST_LINES * line, _LINES * line, _Extra(room.metrics.mm(1))
    return room.metrics.mm(LEAST_MAP_MM), 1 << 20, _Extra(room.metrics.mm(1))


def _choice(ask: ChoiceAsk, room: Room, text_px: int, width: int) -> tuple[int, int, _Extra]:
    gap = room.metrics.mm(_ROW_GAP_MM)
    inner = width + 2 * RING_ROOM - round(text_px * MARK_ROOM) - round(text_px * DIGIT_ROOM)
    tallest = max(_height(text, text_px, inner) for _, text in ask.options) + round(text_px * AIR)
    least = max(tallest, room.least_row)
    wanted = max(least, room.metrics.mm(ROW_MM))
    count = len(ask.options)
    gaps = gap * (count - 1)
    return least * count + gaps, wanted * count + gaps, _Extra(gap)


def _scale(ask: ScaleAsk, room: Room, text_px: int, width: int) -> tuple[int, int, _Extra]:
    count = ask.high - ask.low + 1
    gap = max(2, room.metrics.mm(0.5))
    box = (width + 2 * RING_ROOM - gap * (count - 1)) // count
    least = max(room.least_row, round(text_px * 1.8))
    wanted = max(least, min(room.metrics.mm(ROW_MM), max(box, least)))
    under = max(_height(text, text_px, round(width * ANCHOR_SHARE)) for text in ask.anchors)
    room_under = under + gap if under else 0
    is_wide = box >= room.metrics.mm(LEAST_BOX_MM) and box >= text_px * 1.3
    return least + room_under, wanted + room_under, _Extra(gap, under, count, is_wide)


def _number(ask: NumberAsk, room: Room, text_px: int, width: int) -> tuple[int, int, _Extra]:
    count = ask.high - ask.low + 1
    gap = max(2, room.metrics.mm(0.5))
    side = max(room.least_row, round(text_px * 1.8))
    columns = max(1, min(10, (width + gap) // (side + gap)))
    rows = -(-count // columns)
    wide = room.metrics.mm(_MOST_BOX_MM)
    gaps = gap * (rows - 1)
    return side * rows + gaps, min(wide, side * 2) * rows + gaps, _Extra(gap, 0, columns)


def _height(text: str, pixels: int, width: int, *, semibold: bool = False) -> int:
    return wrapped_height(_metrics(pixels, semibold), text, width) if text else 0


@lru_cache(maxsize=64)
def _metrics(pixels: int, semibold: bool) -> QFontMetrics:  # noqa: FBT001, lru_cache keys
    return QFontMetrics(font(pixels, semibold=semibold))
