# SPDX-License-Identifier: Apache-2.0
"""Makes the PDF of a summary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from intake.core.content import Fact, Summary
from intake.core.figure import Figure
from intake.report.archive import Attachment
from intake.report.attached import VISIT
from intake.report.back import back_rows
from intake.report.figure import draw_figure
from intake.report.front import draw_front, front_of
from intake.report.pen import Pen
from intake.report.rows import Placed, pages_of
from intake.report.style import PAPERS, QUIET, STRONG
from intake.report.text import one_line

_HEADER = 20.0


_ATTACHED = "The visit that this report was made of (intake-visit/1)"
_CODES = "A code such as [U+4E2D] stands for a letter that this report's typeface lacks."


def render(summary: Summary, figure: Figure | None = None, visit: bytes | None = None) -> bytes:
    """Return the clinician's report as a PDF. The same input gives the same bytes.

    `figure` is the drawing of the body map; without it the areas are told in words only.
    `visit` is the visit as a file, which the PDF then carries: the report can be made again
    from it.
    """
    file = None if visit is None else Attachment(VISIT, visit, _ATTACHED)
    if file is not None:
        fact = Fact("Attached data", f"{file.name}, SHA-256 {file.digest}")
        summary = replace(summary, details=(*summary.details, fact))
    paper = PAPERS.get(summary.paper, PAPERS["A4"])
    pen = Pen(paper, summary.created)
    pen.describe(summary.title, summary.headline, summary.footer.versions)
    if file is not None:
        pen.attach(file)
    front = front_of(summary, paper)
    drawing = None if figure is None else partial(draw_figure, figure=figure)
    pages = pages_of(back_rows(summary, front, drawing, paper.column), paper.room - _HEADER)
    draw_front(pen, front, summary, drawing)
    marks = _marks(summary, file)
    _footer(pen, summary, marks, (1, len(pages) + 1))
    for number, page in enumerate(pages, start=2):
        pen.end_page()
        _header(pen, summary)
        _draw_page(pen, page)
        _footer(pen, summary, marks, (number, len(pages) + 1))
    return pen.finish()


def _draw_page(pen: Pen, page: Sequence[Placed]) -> None:
    top = pen.paper.height - pen.paper.top - _HEADER
    for placed in page:
        placed.row.draw(pen, pen.paper.side, top - placed.y)


def _header(pen: Pen, summary: Summary) -> None:
    paper = pen.paper
    left, right, top = paper.side, paper.width - paper.side, paper.height - paper.top
    date = one_line(summary.headline, QUIET, paper.column)
    pen.line_of_text(one_line(summary.title, STRONG, paper.column - date.width - 12), left, top)
    pen.line_of_text(date, right - date.width, top)
    pen.rule(left, right, top - 14)


def _marks(summary: Summary, file: Attachment | None) -> str:
    # By these a printed page can be told to belong to a file and to a state of the audit trail.
    anchor = f"audit {summary.footer.anchor}" if summary.footer.anchor else ""
    data = f"data SHA-256 {file.digest[:16]}…" if file else ""
    return " · ".join(part for part in (data, anchor) if part)


def _footer(pen: Pen, summary: Summary, marks: str, page_of: tuple[int, int]) -> None:
    paper, footer = pen.paper, summary.footer
    left, right, top = paper.side, paper.width - paper.side, paper.bottom - 4
    pen.rule(left, right, top)
    number, of = page_of
    page = one_line(f"page {number} of {of}", STRONG, paper.column)
    first = " · ".join((footer.purpose, footer.patient, footer.report, footer.created))
    room = paper.column - page.width - 10
    pen.line_of_text(one_line(first, QUIET, room), left, top - 3)
    pen.line_of_text(page, right - page.width, top - 3)
    pen.line_of_text(one_line(footer.versions, QUIET, paper.column), left, top - 15)
    last = " ".join(part for part in (marks, _CODES if pen.shows_codes else "") if part)
    pen.line_of_text(one_line(last, QUIET, paper.column), left, top - 27)
