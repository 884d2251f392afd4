# SPDX-License-Identifier: Apache-2.0
"""The questions of a form as they are answered with a pen: boxes, scales, lines, a body."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby

from intake.core.durations import recall_words
from intake.core.instrument import Item, Kind, Page, Response, ResponseKind
from intake.report.fonts import width_of
from intake.report.paper_marks import (
    ASK,
    BOX,
    INDENT,
    NUMBER,
    OPTION,
    SMALL_BOX,
    STEM,
    Blank,
    draw_boxes,
    map_row,
    number_row,
    question_cells,
    scale_row,
    text_row,
    told_rows,
)
from intake.report.pen import Pen
from intake.report.rows import Cell, Row, cell
from intake.report.style import Ink
from intake.report.text import Line, Piece, lines_of

_GRID_SHARE = 0.46
_COLUMN_SHARE = 0.135
_MOST_SHARE = 0.6
"""How much of the width the answers take together, and each of a few; and for a long word."""
_APART = 4.0
_MOST_LINES = 4
_OWN_WORDS = "en"
"""The one language in which this program may say what the form brings no words for."""
_BY_PEN = "With a pen: tick each of these areas in the list."
_YES_NO = 2
"""Answers of which none needs its value beside it."""


def question_rows(blank: Blank, width: float) -> Iterator[Row]:
    """Yield the questions of a form in order, each with its place for the answer."""
    number, before = 0, ""
    for page in blank.form.pages:
        stem = blank.wording.stems.get(page.id, "")
        if not stem or stem != before:
            yield from _above(blank, page, width)
        before = stem
        if page.is_map:
            if blank.wording.language == _OWN_WORDS:
                yield Row((cell(0, width, (_BY_PEN, OPTION)),), below=3, keeps=True)
            yield from map_row(blank, page, width)
            continue
        for response, group in groupby(page.items, key=lambda item: item.response):
            items = list(group)
            numbers = list(range(number + 1, number + 1 + len(items)))
            number += len(items)
            yield from _asked(blank, response, list(zip(numbers, items, strict=True)), width)
    yield from told_rows(blank, width)


def _above(blank: Blank, page: Page, width: float) -> Iterator[Row]:
    introduction = blank.wording.introductions.get(page.id, "")
    stem = blank.wording.stems.get(page.id, "")
    if introduction:
        yield Row((cell(0, width, (introduction, ASK)),), above=6, below=4, keeps=True, flows=True)
    if stem and stem not in introduction:
        yield Row((cell(0, width, (stem, STEM)),), above=8, below=3, keeps=True)
    elif not stem and page.recall and blank.wording.language == _OWN_WORDS:
        period = recall_words(page.recall)
        text = f"{period[0].upper()}{period[1:]}"
        yield Row((cell(0, width, (text, STEM)),), above=8, below=3, keeps=True)


Numbered = Sequence[tuple[int, Item]]


def _asked(blank: Blank, response: Response, items: Numbered, width: float) -> Iterator[Row]:
    if response.kind is ResponseKind.OPTIONS:
        texts = blank.wording.options[response.id]
        columns = _columns(response, texts, width)
        if columns is not None:
            yield from _grid(blank, response, items, width)
        else:
            for number, item in items:
                yield from _list(blank, item, number, width)
        return
    kinds: dict[ResponseKind, Callable[[Blank, Item, int, float], Row]] = {
        ResponseKind.SCALE: scale_row,
        ResponseKind.NUMBER: number_row,
        ResponseKind.TEXT: text_row,
    }
    for number, item in items:
        yield kinds[response.kind](blank, item, number, width)


def _columns(
    response: Response, texts: Mapping[str, str], width: float
) -> tuple[float, float] | None:
    """Return where the first column begins and how wide each is; nothing when they are narrow."""
    count = len(response.options)
    options = [texts[option.id].split() for option in response.options]
    longest = max(width_of(word, OPTION.face, OPTION.size) for words in options for word in words)
    share = max(width * min(_GRID_SHARE / count, _COLUMN_SHARE), longest + _APART)
    if share * count > width * _MOST_SHARE:
        return None
    for words in options:
        if len(lines_of(((" ".join(words), OPTION),), share - _APART)) > _MOST_LINES:
            return None
    return width - share * count, share


def _grid(blank: Blank, response: Response, items: Numbered, width: float) -> Iterator[Row]:
    texts = blank.wording.options[response.id]
    start, share = _columns(response, texts, width) or (width / 2, width)
    middles = [start + share * (place + 0.5) for place in range(len(response.options))]
    titles = [
        _centred(texts[option.id], middle, share - _APART)
        for option, middle in zip(response.options, middles, strict=True)
    ]
    tallest = max(each.height for each in titles)
    head = Row(tuple(titles), above=3, below=3, keeps=True, rule=True, width=width, least=tallest)
    yield head
    has_values = len(middles) > _YES_NO and blank.form.kind is not Kind.CHECKLIST
    values = [str(option.value) if has_values else "" for option in response.options]
    for left, (number, item) in zip(reversed(range(len(items))), items, strict=True):
        text = blank.wording.items[item.id]
        asked = cell(INDENT, start - INDENT - 10, (text, ASK))
        boxes = partial(draw_boxes, middles=middles, labels=values, size=BOX)
        yield Row(
            (cell(0, INDENT, (f"{number}", NUMBER)), asked),
            above=5,
            below=6,
            least=BOX,
            keeps=left == 1,  # the last question never stands alone on a page
            rule=True,
            width=width,
            shapes=(boxes,),
            head=(head,),
        )


def _centred(text: str, middle: float, width: float) -> Cell:
    lines = []
    for line in lines_of(((text, OPTION),), width):
        shift = (width - line.width) / 2
        pieces = tuple(Piece(piece.x + shift, piece.text, piece.style) for piece in line.pieces)
        lines.append(Line(pieces, line.leading))
    return Cell(middle - width / 2, tuple(lines))


def _list(blank: Blank, item: Item, number: int, width: float) -> Iterator[Row]:
    yield Row(question_cells(blank, item, number, width), above=8, below=2, keeps=True)
    texts = blank.wording.options[item.response.id]
    inside = width - INDENT - SMALL_BOX - 8
    last = len(item.response.options) - 1
    for place, option in enumerate(item.response.options):
        is_last = place == last
        yield Row(
            (cell(INDENT + SMALL_BOX + 8, inside, (texts[option.id], ASK)),),
            above=2.5,
            below=5 if is_last else 2.5,
            least=SMALL_BOX,
            keeps=not is_last,
            rule=is_last,
            width=width,
            shapes=(_tick,),
        )


def _tick(pen: Pen, left: float, top: float) -> None:
    pen.box(left + INDENT, top - SMALL_BOX - 1, SMALL_BOX, SMALL_BOX, line=Ink.TEXT, thick=1)
