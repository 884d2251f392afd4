# SPDX-License-Identifier: Apache-2.0
"""The questions of a form as they are answered with a pen: boxes, scales, lines, a body."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from intake.core.content import BodyMap
from intake.core.durations import recall_words
from intake.core.figure import Figure
from intake.core.instrument import (
    Instrument,
    Item,
    Kind,
    Page,
    Response,
    ResponseKind,
    Test,
)
from intake.core.wording import Wording
from intake.report.areas import Box
from intake.report.figure import draw_figure
from intake.report.fonts import Face, width_of
from intake.report.pen import Pen
from intake.report.rows import Cell, Row, Shape, cell
from intake.report.style import MM, QUIET, Ink, Style
from intake.report.text import Line, Piece, lines_of

ASK = Style(12, 15.5)
STEM = Style(12, 15.5, Face.SEMIBOLD)
OPTION = Style(10.5, 12.5)
NUMBER = Style(12, 15.5, Face.REGULAR, Ink.QUIET)

_BOX = 5.5 * MM
_SMALL_BOX = 4.2 * MM
_INDENT = 22.0
_GRID_SHARE = 0.54
_COLUMN_SHARE = 0.135
"""How much of the width the answers may take together, and each of a few."""
_MOST_LINES = 4
_OWN_WORDS = "en"
"""The one language in which this program may say a period where the form brings no stem."""
_YES_NO = 2
"""Answers of which none needs its value beside it."""
_MAP_HEIGHT = 330.0
_LINES_TO_WRITE = 4
_NOTHING = BodyMap("", "", "", 0, frozenset())


@dataclass(frozen=True, slots=True)
class Blank:
    """A form to be printed: the questions of one language, and the figure for its body map."""

    form: Instrument
    wording: Wording
    figure: Figure | None = None


def question_rows(blank: Blank, width: float) -> Iterator[Row]:
    """Yield the questions of a form in order, each with its place for the answer."""
    number, before = 0, ""
    for page in blank.form.pages:
        stem = blank.wording.stems.get(page.id, "")
        if not stem or stem != before:
            yield from _above(blank, page, width)
        before = stem
        if page.is_map:
            yield from _map(blank, page, width)
            continue
        for response, group in groupby(page.items, key=lambda item: item.response):
            items = list(group)
            numbers = list(range(number + 1, number + 1 + len(items)))
            number += len(items)
            yield from _asked(blank, response, list(zip(numbers, items, strict=True)), width)
    yield from _told(blank, width)


def _told(blank: Blank, width: float) -> Iterator[Row]:
    """Yield what the screen would tell the patient at once, with the answer that it is for."""
    asked = [item.id for page in blank.form.pages if not page.is_map for item in page.items]
    for alert in blank.form.alerts:
        test = alert.when
        if not alert.tell or not isinstance(test, Test) or test.name not in asked:
            continue
        options = blank.form.item(test.name).response.options
        text = next((each.id for each in options if each.value == test.low), "")
        answer = blank.wording.options[blank.form.item(test.name).response.id].get(text, "")
        words = f"{asked.index(test.name) + 1}, {answer}: {blank.wording.tell[alert.id]}"
        yield Row((cell(0, width, (words, STEM)),), above=10, below=4)


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
        ResponseKind.SCALE: _scale,
        ResponseKind.NUMBER: _number,
        ResponseKind.TEXT: _text,
    }
    for number, item in items:
        yield kinds[response.kind](blank, item, number, width)


def _question(blank: Blank, item: Item, number: int, width: float) -> tuple[Cell, Cell]:
    text = blank.wording.items[item.id]
    return cell(0, _INDENT, (f"{number}", NUMBER)), cell(_INDENT, width - _INDENT, (text, ASK))


def _columns(
    response: Response, texts: Mapping[str, str], width: float
) -> tuple[float, float] | None:
    """Return where the first column begins and how wide each is; nothing when they are narrow."""
    count = len(response.options)
    start = width * (1 - min(_GRID_SHARE, _COLUMN_SHARE * count))
    share = (width - start) / count
    for option in response.options:
        words = texts[option.id].split()
        if any(width_of(word, OPTION.face, OPTION.size) > share - 4 for word in words):
            return None
        if len(lines_of(((" ".join(words), OPTION),), share - 4)) > _MOST_LINES:
            return None
    return start, share


def _grid(blank: Blank, response: Response, items: Numbered, width: float) -> Iterator[Row]:
    texts = blank.wording.options[response.id]
    start, share = _columns(response, texts, width) or (width / 2, width)
    middles = [start + share * (place + 0.5) for place in range(len(response.options))]
    titles = [
        _centred(texts[option.id], middle, share - 4)
        for option, middle in zip(response.options, middles, strict=True)
    ]
    tallest = max(each.height for each in titles)
    head = Row(tuple(titles), above=3, below=3, keeps=True, rule=True, width=width, least=tallest)
    yield head
    has_values = len(middles) > _YES_NO and blank.form.kind is not Kind.CHECKLIST
    values = [str(option.value) if has_values else "" for option in response.options]
    for number, item in items:
        text = blank.wording.items[item.id]
        asked = cell(_INDENT, start - _INDENT - 10, (text, ASK))
        boxes = partial(_boxes, middles=middles, labels=values, size=_BOX)
        yield Row(
            (cell(0, _INDENT, (f"{number}", NUMBER)), asked),
            above=5,
            below=6,
            least=_BOX,
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


def _boxes(
    pen: Pen,
    left: float,
    top: float,
    *,
    middles: Sequence[float],
    labels: Sequence[str],
    size: float,
) -> None:
    for middle, label in zip(middles, labels, strict=True):
        pen.box(left + middle - size / 2, top - size, size, size, line=Ink.TEXT, thick=1)
        if label:
            _label(pen, label, left + middle, top - (size - QUIET.leading) / 2)


def _label(pen: Pen, text: str, middle: float, top: float) -> None:
    half = width_of(text, QUIET.face, QUIET.size) / 2
    pen.line_of_text(Line((Piece(0, text, QUIET),), QUIET.leading), middle - half, top)


def _list(blank: Blank, item: Item, number: int, width: float) -> Iterator[Row]:
    yield Row(_question(blank, item, number, width), above=8, below=2, keeps=True)
    texts = blank.wording.options[item.response.id]
    inside = width - _INDENT - _SMALL_BOX - 8
    last = len(item.response.options) - 1
    for place, option in enumerate(item.response.options):
        is_last = place == last
        yield Row(
            (cell(_INDENT + _SMALL_BOX + 8, inside, (texts[option.id], ASK)),),
            above=2.5,
            below=5 if is_last else 2.5,
            least=_SMALL_BOX,
            keeps=not is_last,
            rule=is_last,
            width=width,
            shapes=(_tick,),
        )


def _tick(pen: Pen, left: float, top: float) -> None:
    pen.box(left + _INDENT, top - _SMALL_BOX - 1, _SMALL_BOX, _SMALL_BOX, line=Ink.TEXT, thick=1)


def _scale(blank: Blank, item: Item, number: int, width: float) -> Row:
    low, high = item.response.low, item.response.high
    count = high - low + 1
    inside = width - _INDENT
    share = inside / count
    size = min(share - 3, 9 * MM)
    middles = [_INDENT + share * (place + 0.5) for place in range(count)]
    labels = [str(each) for each in range(low, high + 1)]
    asked = _question(blank, item, number, width)
    ends = blank.wording.anchors[item.id]
    half = inside / 2 - 6
    under = [lines_of(((text, OPTION),), half) for text in ends]
    height = asked[1].height + 5

    def draw(pen: Pen, left: float, top: float) -> None:
        _boxes(pen, left, top - height, middles=middles, labels=labels, size=size)
        below = top - height - size - 3
        pen.lines_of_text(under[0], left + _INDENT, below)
        for line in under[1]:
            pen.line_of_text(line, left + width - line.width, below)
            below -= line.leading

    anchors = max(sum(line.leading for line in lines) for lines in under)
    least = height + size + 3 + anchors
    return Row(asked, above=7, below=7, least=least, rule=True, width=width, shapes=(draw,))


def _number(blank: Blank, item: Item, number: int, width: float) -> Row:
    digits = len(str(item.response.high))
    start = width - 9 * MM * digits - 4
    text = blank.wording.items[item.id]
    note = f" ({item.response.low}–{item.response.high})"
    asked = cell(_INDENT, start - _INDENT - 14, (text, ASK), (note, QUIET))

    def draw(pen: Pen, left: float, top: float) -> None:
        for place in range(digits):
            x = left + start + 9 * MM * place
            pen.box(x, top - 9 * MM, 9 * MM, 9 * MM, line=Ink.TEXT, thick=1)

    return Row(
        (cell(0, _INDENT, (f"{number}", NUMBER)), asked),
        above=6,
        below=6,
        least=9 * MM,
        rule=True,
        width=width,
        shapes=(draw,),
    )


def _text(blank: Blank, item: Item, number: int, width: float) -> Row:
    asked = _question(blank, item, number, width)
    height = asked[1].height

    def draw(pen: Pen, left: float, top: float) -> None:
        for line in range(1, _LINES_TO_WRITE + 1):
            pen.rule(left + _INDENT, left + width, top - height - 22 * line)

    least = height + 22 * _LINES_TO_WRITE
    return Row(asked, above=7, below=10, least=least, shapes=(draw,))


def _map(blank: Blank, page: Page, width: float) -> Iterator[Row]:
    wide = width * 0.62 if blank.figure is not None else 0.0
    texts = [blank.wording.items[item.id] for item in page.items]
    none = blank.wording.none[page.id]
    gap = _SMALL_BOX + 7
    lines = [lines_of(((text, OPTION),), width - wide - gap - 6) for text in (*texts, none)]
    pitch = [max(_SMALL_BOX + 3, sum(line.leading for line in each) + 3) for each in lines]
    height = max(_MAP_HEIGHT, sum(pitch))

    def draw(pen: Pen, left: float, top: float) -> None:
        if blank.figure is not None:
            box = Box(left, top - _MAP_HEIGHT, wide - 14, _MAP_HEIGHT)
            draw_figure(pen, blank.figure, _NOTHING, box)
        y = top
        for each, step in zip(lines, pitch, strict=True):
            pen.box(left + wide, y - _SMALL_BOX, _SMALL_BOX, _SMALL_BOX, line=Ink.TEXT, thick=1)
            pen.lines_of_text(each, left + wide + gap, y + 1)
            y -= step

    shapes: tuple[Shape, ...] = (draw,)
    yield Row((), above=4, below=8, least=height, rule=True, width=width, shapes=shapes)
