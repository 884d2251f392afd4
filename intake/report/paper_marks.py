# SPDX-License-Identifier: Apache-2.0
"""The places for an answer on paper: scales, digits, lines, a body, and what is told at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from intake.core.condition import Test
from intake.core.content import BodyMap
from intake.core.figure import Figure
from intake.core.instrument import Instrument, Item, Page
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

BOX = 5.5 * MM
SMALL_BOX = 4.2 * MM
INDENT = 22.0

_DIGIT = 9 * MM
_MAP_HEIGHT = 330.0
_LINES_TO_WRITE = 4
_LINE_PITCH = 22.0
_NOTHING = BodyMap("", "", "", 0, frozenset())


@dataclass(frozen=True, slots=True)
class Blank:
    """A form to be printed: the questions of one language, and the figure for its body map."""

    form: Instrument
    wording: Wording
    figure: Figure | None = None


def scale_row(blank: Blank, item: Item, number: int, width: float) -> Row:
    """Return a question with numbered boxes in one line, the anchors under its ends."""
    low, high = item.response.low, item.response.high
    count = high - low + 1
    inside = width - INDENT
    share = inside / count
    size = min(share - 3, _DIGIT)
    middles = [INDENT + share * (place + 0.5) for place in range(count)]
    labels = [str(each) for each in range(low, high + 1)]
    asked = question_cells(blank, item, number, width)
    ends = blank.wording.anchors[item.id]
    half = inside / 2 - 6
    under = [lines_of(((text, OPTION),), half) for text in ends]
    height = asked[1].height + 5

    def draw(pen: Pen, left: float, top: float) -> None:
        draw_boxes(pen, left, top - height, middles=middles, labels=labels, size=size)
        below = top - height - size - 3
        pen.lines_of_text(under[0], left + INDENT, below)
        for line in under[1]:
            pen.line_of_text(line, left + width - line.width, below)
            below -= line.leading

    anchors = max(sum(line.leading for line in lines) for lines in under)
    least = height + size + 3 + anchors
    return Row(asked, above=7, below=7, least=least, rule=True, width=width, shapes=(draw,))


def number_row(blank: Blank, item: Item, number: int, width: float) -> Row:
    """Return a question with a box for each digit."""
    digits = len(str(item.response.high))
    start = width - _DIGIT * digits - 4
    text = blank.wording.items[item.id]
    note = f" ({item.response.low}–{item.response.high})"
    asked = cell(INDENT, start - INDENT - 14, (text, ASK), (note, QUIET))

    def draw(pen: Pen, left: float, top: float) -> None:
        for place in range(digits):
            x = left + start + _DIGIT * place
            pen.box(x, top - _DIGIT, _DIGIT, _DIGIT, line=Ink.TEXT, thick=1)

    return Row(
        (cell(0, INDENT, (f"{number}", NUMBER)), asked),
        above=6,
        below=6,
        least=_DIGIT,
        rule=True,
        width=width,
        shapes=(draw,),
    )


def text_row(blank: Blank, item: Item, number: int, width: float) -> Row:
    """Return a question with lines to write on."""
    asked = question_cells(blank, item, number, width)
    height = asked[1].height

    def draw(pen: Pen, left: float, top: float) -> None:
        for line in range(1, _LINES_TO_WRITE + 1):
            pen.rule(left + INDENT, left + width, top - height - _LINE_PITCH * line)

    least = height + _LINE_PITCH * _LINES_TO_WRITE
    return Row(asked, above=7, below=10, least=least, shapes=(draw,))


def map_row(blank: Blank, page: Page, width: float) -> Iterator[Row]:
    """Yield the body, blank, beside the list of its areas."""
    wide = width * 0.62 if blank.figure is not None else 0.0
    texts = [blank.wording.items[item.id] for item in page.items]
    none = blank.wording.none[page.id]
    gap = SMALL_BOX + 7
    lines = [lines_of(((text, OPTION),), width - wide - gap - 6) for text in (*texts, none)]
    pitch = [max(SMALL_BOX + 3, sum(line.leading for line in each) + 3) for each in lines]
    height = max(_MAP_HEIGHT, sum(pitch))

    def draw(pen: Pen, left: float, top: float) -> None:
        if blank.figure is not None:
            box = Box(left, top - _MAP_HEIGHT, wide - 14, _MAP_HEIGHT)
            draw_figure(pen, blank.figure, _NOTHING, box)
        y = top
        for each, step in zip(lines, pitch, strict=True):
            pen.box(left + wide, y - SMALL_BOX, SMALL_BOX, SMALL_BOX, line=Ink.TEXT, thick=1)
            pen.lines_of_text(each, left + wide + gap, y + 1)
            y -= step

    shapes: tuple[Shape, ...] = (draw,)
    yield Row((), above=4, below=8, least=height, rule=True, width=width, shapes=shapes)


def told_rows(blank: Blank, width: float) -> Iterator[Row]:
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


def question_cells(blank: Blank, item: Item, number: int, width: float) -> tuple[Cell, Cell]:
    """Return the number and the words of a question."""
    text = blank.wording.items[item.id]
    return cell(0, INDENT, (f"{number}", NUMBER)), cell(INDENT, width - INDENT, (text, ASK))


def draw_boxes(
    pen: Pen,
    left: float,
    top: float,
    *,
    middles: Sequence[float],
    labels: Sequence[str],
    size: float,
) -> None:
    """Draw boxes in a line, each with its label inside."""
    for middle, label in zip(middles, labels, strict=True):
        pen.box(left + middle - size / 2, top - size, size, size, line=Ink.TEXT, thick=1)
        if label:
            _label(pen, label, left + middle, top - (size - QUIET.leading) / 2)


def _label(pen: Pen, text: str, middle: float, top: float) -> None:
    half = width_of(text, QUIET.face, QUIET.size) / 2
    pen.line_of_text(Line((Piece(0, text, QUIET),), QUIET.leading), middle - half, top)
