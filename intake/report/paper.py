# SPDX-License-Identifier: Apache-2.0
"""Blank paper forms for the day when the screen is gone; they are keyed in later at the desk."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from intake.core.behind import items_behind
from intake.core.instrument import AskedBy, Instrument, Level
from intake.report.fonts import Face
from intake.report.paper_marks import Blank
from intake.report.paper_questions import question_rows
from intake.report.pen import Pen
from intake.report.rows import Placed, Row, cell, pages_of
from intake.report.style import PAPERS, QUIET, SMALL, STRONG, Style
from intake.report.text import Line, lines_of, one_line

_TITLE = Style(16, 20, Face.BOLD)
_HEADER = 44.0
_RECORD = "Record no."
_DATE = "Date"


def render_paper(blanks: Sequence[Blank], paper: str = "A4") -> bytes:
    """Return blank forms, each beginning on a page of its own, as one PDF."""
    language = blanks[0].wording.language
    pen = Pen(PAPERS.get(paper, PAPERS["A4"]), None, language)
    names = ", ".join(blank.wording.short for blank in blanks)
    pen.describe(names, "Blank paper form", "intake forms paper")
    is_first = True
    for blank in blanks:
        under = _under(blank, pen.paper.column)
        room = pen.paper.room - _HEADER - max(0.0, _height(under) - 24)
        pages = pages_of(_rows(blank, pen.paper.column), room)
        for number, page in enumerate(pages, start=1):
            if not is_first:
                pen.end_page()
            is_first = False
            _page(pen, page)
            _head(pen, blank)
            _foot(pen, under, f"{number} / {len(pages)}")
    return pen.finish()


def _rows(blank: Blank, width: float) -> list[Row]:
    title = Row((cell(0, width, (blank.wording.title, _TITLE)),), below=6, keeps=True)
    return [title, *question_rows(blank, width)]


def _page(pen: Pen, page: Sequence[Placed]) -> None:
    top = pen.paper.height - pen.paper.top - _HEADER
    for placed in page:
        placed.row.draw(pen, pen.paper.side, top - placed.y)


def _head(pen: Pen, blank: Blank) -> None:
    """Leave room for what the desk writes: the record number and the date, no name."""
    paper = pen.paper
    left, right, top = paper.side, paper.width - paper.side, paper.height - paper.top
    date = right - 130
    number = date - 190
    short = one_line(blank.wording.short, STRONG, number - left - 12)
    pen.line_of_text(short, left, top - 8)
    for text, start, end in ((_RECORD, number, date - 12), (_DATE, date, right)):
        line = one_line(text, QUIET, 80)
        pen.line_of_text(line, start, top - 8)
        pen.rule(start + line.width + 6, end, top - 20)


def _foot(pen: Pen, under: Sequence[Line], number: str) -> None:
    paper = pen.paper
    left, right = paper.side, paper.width - paper.side
    top = paper.bottom - 6 + max(0.0, _height(under) - 24)
    pen.rule(left, right, top)
    page = one_line(number, STRONG, paper.column)
    pen.line_of_text(page, right - page.width, top - 3)
    pen.lines_of_text(under, left, top - 3)


def _under(blank: Blank, width: float) -> tuple[Line, ...]:
    """Return what stands below each page: the attribution, and what the desk needs."""
    form, wording = blank.form, blank.wording
    look = looked_at_first(form)
    desk = [f"{form.id} {form.version} {wording.language} {wording.digest[:8]}".strip()]
    if look:
        desk.append(f"look at {_runs(look)} on receipt")
    if form.asked_by is AskedBy.STAFF:
        desk.append("asked by staff")
    attribution = wording.attribution or form.rights.attribution
    return lines_of(((f"{attribution}\n", SMALL), (" · ".join(desk), QUIET)), width - 48)


def looked_at_first(form: Instrument) -> list[int]:
    """Return the numbers of the questions that staff look at as soon as they get the paper.

    On paper no alert is raised until somebody keys the answers in.
    """
    urgent = [alert for alert in form.alerts if alert.level is not Level.NOTE]
    behind = {item for alert in urgent for item in items_behind(form, alert)}
    asked = [item.id for page in form.pages if not page.is_map for item in page.items]
    return [place for place, item in enumerate(asked, start=1) if item in behind]


def _runs(numbers: Sequence[int]) -> str:
    """Return numbers with runs drawn together: "1–4, 9"."""
    parts = []
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        values = [value for _, value in run]
        parts.append(str(values[0]) if len(values) == 1 else f"{values[0]}–{values[-1]}")
    return ", ".join(parts)


def _height(lines: Sequence[Line]) -> float:
    return sum(line.leading for line in lines)
