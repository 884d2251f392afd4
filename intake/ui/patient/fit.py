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
from intake.ui.patient.prompts import ChoiceAsk, MapAsk, NumberAsk, Prompt, ScaleAsk, TextAsk
from intake.ui.theme import font
from intake.ui.widgets.body_room import beside_left, stands_beside
from intake.ui.widgets.number_pad import ROWS
from intake.ui.widgets.option_row import (
    AIR,
    DIGIT_ROOM,
    MARK_ROOM,
    RING_ROOM,
    wrapped_height,
)
from intake.ui.widgets.scale_input import ANCHOR_SHARE
from intake.ui.widgets.text_input import hint_text

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
"""The width of a text in times its size: about 75 characters."""

NARROW_MM = 190.0
"""Below this width the top line is two short ones."""

PAGE_WIDTH_MM = 300.0
PAGE_HEIGHT_MM = 178.0
"""On a large screen everything stays together on a page of this size in its middle."""

QUESTION_SHARE = 1.25
_MOST_BOX_MM = 22.0
_MOST_PAD_MM = 110.0
_ROW_GAP_MM = 0.6
_AIR_MM = 8.0
_BELOW_MM = 4.0
_MAP_AIR_MM = 2.5
_TOP_MM = 14.0
_LINE_GAP_MM = 3.0
_TALK_EMS = 1.75
_UPRIGHT = 1.1
"""A page that stands upright is as many times higher than wide, where the screen is."""

_LARGE = 24
"""Text above this size, in points, makes the page grow with it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part goes, in pixels from the top of the body."""

    top: int
    height: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A question laid out: its words begin at `text_left`, its answers fill the page."""

    text_px: int
    question_px: int
    width: int
    text_left: int
    text_width: int
    recall: Place
    stem: Place
    question: Place
    answer: Place
    gap: int
    anchor_height: int = 0
    columns: int = 1
    is_roomy: bool = True
    answer_width: int = 0
    """Less than the page, where the answers need less; 0 for all of it."""


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


def page_of(room: Room, size: int) -> QSize:
    """Return what of the body is used at a text size: all of a small screen, less of a large."""
    grown = max(1.0, size / _LARGE)
    text = round(room.metrics.pt(size) * COLUMN_EMS)
    width = max(room.metrics.mm(PAGE_WIDTH_MM), text) + 2 * RING_ROOM
    height = room.metrics.mm(PAGE_HEIGHT_MM * grown)
    if room.size.height() > room.size.width():
        height = max(height, round(min(width, room.size.width()) * _UPRIGHT))
    return room.size.boundedTo(QSize(width, height))


def sizes_that_fit(prompts: Iterable[Prompt], room: Room) -> tuple[int, ...]:
    """Return every size in points at which all the questions fit; never none."""
    every = tuple(prompts)
    fitting = tuple(size for size in SIZES if _all_fit(every, room, size))
    if fitting:
        return fitting
    return next(((size,) for size in LEAST_SIZES if _all_fit(every, room, size)), LEAST_SIZES[-1:])


def best_room(prompts: Iterable[Prompt], room: Room) -> Room:
    """Return the room, with the recall period moved up when that lets larger text fit.

    The top line of a narrow screen has no room for it at a size that tired eyes can read.
    """
    every = tuple(prompts)
    is_narrow = room.size.width() < room.metrics.mm(NARROW_MM)
    if is_narrow or _all_fit(every, room, USUAL_SIZE):
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


def plan_of(prompt: Prompt, room: Room, size: int, *, as_list: bool = False) -> Plan:
    """Lay a question out; a long one gives up the larger type of its question first.

    `as_list` is for a body map that shows its areas as a list.
    """
    page = page_of(room, size)
    if prompt.talk:
        page.setHeight(max(1, page.height() - talk_height(room, size) - 2 * talk_gap(room)))
    paged = replace(room, size=page)
    is_map = isinstance(prompt.ask, MapAsk)
    if is_map and not as_list and stands_beside(paged.size):
        return _planned_beside(prompt, paged, size)
    # A body needs the room more than its question needs the larger type.
    plan = _planned(prompt, paged, size, 1.0 if is_map else QUESTION_SHARE)
    return plan if plan.is_roomy else _planned(prompt, paged, size, 1.0)


def talk_height(room: Room, size: int) -> int:
    """Return how high the way out of a form is at a text size."""
    return max(room.least_row, round(room.metrics.pt(size) * _TALK_EMS))


def talk_gap(room: Room) -> int:
    """Return the air above and below the way out of a form."""
    return room.metrics.mm(_LINE_GAP_MM if room.touch else _LINE_GAP_MM / 2)


def _planned_beside(prompt: Prompt, room: Room, size: int) -> Plan:
    """Give the body the whole height, and its question the column beside it."""
    text_px = room.metrics.pt(size)
    width = room.size.width() - 2 * RING_ROOM
    left = beside_left(QSize(width, room.size.height()))
    wide = width - left
    heights = _text_heights(prompt, room, (text_px, text_px), wide)
    gap = room.metrics.mm(1)
    recall, stem, question = heights
    stem_top = recall + (gap if recall else 0)
    question_top = stem_top + stem + (gap if stem else 0)
    head = question_top + question
    ask = prompt.ask
    none = _height(ask.none_label, text_px, wide - text_px * 2) if isinstance(ask, MapAsk) else 0
    # Beside the question: the way to the list, what is marked in short, and "none of these".
    least = head + none + round(text_px * 5)
    is_roomy = least <= room.size.height() >= room.metrics.mm(LEAST_MAP_MM)
    return Plan(
        text_px, text_px, width, left, wide,
        Place(0, recall), Place(stem_top, stem), Place(question_top, question),
        Place(0, room.size.height()), gap, is_roomy=is_roomy,
    )  # fmt: skip


def _text_heights(
    prompt: Prompt, room: Room, pixels: tuple[int, int], width: int
) -> tuple[int, int, int]:
    text_px, question_px = pixels
    recall = _height(prompt.recall, text_px, width, semibold=True) if room.recall_above else 0
    stem = _height(prompt.stem, text_px, width)
    return recall, stem, _height(prompt.text, question_px, width, semibold=True)


def _planned(prompt: Prompt, room: Room, size: int, share: float) -> Plan:
    is_map = isinstance(prompt.ask, MapAsk)
    text_px = room.metrics.pt(size)
    question_px = round(text_px * share)
    width = room.size.width() - 2 * RING_ROOM
    text_width = width if is_map else min(width, round(text_px * COLUMN_EMS))
    recall, stem, question = _text_heights(prompt, room, (text_px, question_px), text_width)
    least, wanted, extra = _answer_heights(prompt, room, text_px, width)
    spare = room.size.height() - recall - stem - question - least
    # Air first between question and answers, then larger targets, then above everything.
    between = _share(spare, room.metrics.mm(_MAP_AIR_MM if is_map else _AIR_MM), 0.3)
    # A hand that misses the last answer must not meet Back.
    below = 0 if is_map else _share(spare - between, room.metrics.mm(_BELOW_MM), 0.3)
    answer = min(wanted, least + max(0, spare - between - below))
    spare -= between + below + answer - least
    gaps = bool(recall) + bool(stem)
    small = _share(spare, room.metrics.mm(_LINE_GAP_MM) * gaps, 0.4) // max(1, gaps)
    top = _share(spare - small * gaps, room.metrics.mm(_TOP_MM), 0.4)
    fits = least <= room.size.height() - recall - stem - question and extra.is_wide_enough
    stem_top = top + recall + (small if recall else 0)
    question_top = stem_top + stem + (small if stem else 0)
    return Plan(
        text_px,
        question_px,
        width,
        0,
        text_width,
        Place(top, recall),
        Place(stem_top, stem),
        Place(question_top, question),
        Place(question_top + question + between, answer),
        extra.gap,
        extra.anchor_height,
        extra.columns,
        fits,
        extra.width,
    )


def _share(spare: int, wanted: int, part: float) -> int:
    return max(0, min(wanted, round(spare * part)))


@dataclass(frozen=True, slots=True)
class _Extra:
    gap: int
    anchor_height: int = 0
    columns: int = 1
    is_wide_enough: bool = True
    width: int = 0


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
        sizes = _pad if ask.is_long else _number
        return sizes(ask, room, text_px, width)
    if isinstance(ask, TextAsk):
        hint = _height(hint_text(), text_px, width)
        return hint + text_px * 4, hint + text_px * 9, _Extra(0)
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


def _pad(_ask: NumberAsk, room: Room, text_px: int, width: int) -> tuple[int, int, _Extra]:
    gap = room.metrics.mm(1)
    least, wide = max(room.least_row, round(text_px * 1.4)), room.metrics.mm(_MOST_PAD_MM)
    gaps = gap * (ROWS - 1)
    wanted = max(least, room.metrics.mm(ROW_MM))
    return least * ROWS + gaps, wanted * ROWS + gaps, _Extra(gap, width=min(width, wide))


@lru_cache(maxsize=8192)
def _height(text: str, pixels: int, width: int, *, semibold: bool = False) -> int:
    return wrapped_height(_metrics(pixels, semibold), text, width) if text else 0


@lru_cache(maxsize=64)
def _metrics(pixels: int, semibold: bool) -> QFontMetrics:  # noqa: FBT001, lru_cache keys
    return QFontMetrics(font(pixels, semibold=semibold))
