# SPDX-License-Identifier: Apache-2.0
"""The patient's own page: a file of its own, in plain words, for talking about the answers.

It names no diagnosis and no severity, says nothing of single questions, and never carries the
visit's data.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from intake.core.content import ScoreRow, Summary
from intake.core.figure import Figure
from intake.report.areas import Box, Drawing, draw_body
from intake.report.figure import draw_figure
from intake.report.front import letterhead
from intake.report.pen import Pen
from intake.report.rows import Row, Shape, cell, pages_of
from intake.report.style import (
    MM,
    PAPERS,
    PLAIN,
    PLAIN_NUMBER,
    PLAIN_STRONG,
    PLAIN_TITLE,
    QUIET,
    Paper,
)
from intake.report.tags import Role
from intake.report.text import Run, one_line

TITLE = "Your answers"
_MEANING = (
    "These numbers are your own answers, added up. They are not a diagnosis, and one number never "
    "tells the whole story. Talk about them with your clinician."
)
_ABSENT = "There were not enough answers to add up a number this time. That is all right."
_HELP = (
    "If you feel worse, or unsafe, do not wait for your next visit: tell a member of the team, or "
    "call your local emergency number."
)
_FOOT = "For you to keep. Not a diagnosis."
_COLUMNS = (0.0, 0.6, 0.72)
_BODY = 156.0
_LINES = 3


def render_patient(summary: Summary, figure: Figure | None = None) -> bytes:
    """Return the patient's page as a PDF. The same input gives the same bytes."""
    paper = PAPERS.get(summary.paper, PAPERS["A4"])
    pen = Pen(paper, summary.created)
    pen.describe(f"{TITLE} · {summary.identity.name}", TITLE, summary.footer.app)
    drawing = None if figure is None else partial(draw_figure, figure=figure)
    pages = pages_of(list(_rows(summary, drawing, paper.column)), paper.room)
    for number, page in enumerate(pages, start=1):
        if number > 1:
            pen.end_page()
        for placed in page:
            placed.row.draw(pen, paper.side, paper.height - paper.top - placed.y)
        _footer(pen, paper, f"page {number} of {len(pages)}")
    return pen.finish()


def _rows(summary: Summary, drawing: Drawing | None, width: float) -> Iterator[Row]:
    yield from letterhead(summary.letterhead, summary.on, width)
    yield Row((cell(0, width, (TITLE, PLAIN_TITLE)),), above=14, role=Role.TITLE)
    yield _text(width, f"{summary.identity.name} · {summary.on}", above=2)
    yield _text(width, _MEANING, above=8, below=6)
    yield from _scores([row for row in summary.scores if row.plain], width)
    for shown in summary.body_maps[:1]:
        if shown.marked is not None and drawing is not None:
            yield _heading("Where you marked pain", width)
            areas = "; ".join(shown.areas) or "None of the areas."
            draw = _body(summary, drawing)
            yield Row((cell(220, width - 220, (areas, PLAIN)),), least=_BODY, shapes=(draw,))
    yield _heading("What I want to talk about", width)
    for _ in range(_LINES):
        yield Row((), least=24, rule=True, width=width)
    yield _text(width, _HELP, above=12)


def _scores(rows: list[ScoreRow], width: float) -> Iterator[Row]:
    starts = tuple(width * share for share in _COLUMNS)
    ends = (*starts[1:], width + 8)

    def line(texts: tuple[tuple[Run, ...], ...], role: Role) -> Row:
        cells = tuple(
            cell(x, end - x - 8, *runs) for x, end, runs in zip(starts, ends, texts, strict=True)
        )
        return Row(cells, above=5, below=5, rule=True, width=width, role=role)

    heads = ("What it is about", "Today", "Possible numbers")
    yield line(tuple(((head, QUIET),) for head in heads), Role.HEAD)
    for row in rows:
        now: tuple[Run, ...] = ((row.now, PLAIN_NUMBER),)
        told = [f"{row.scale}, {row.direction}"]
        if not row.has_value:
            now, told = (("–", PLAIN_NUMBER),), [_ABSENT]
        elif row.detail:
            told.append("worked out from the answers you gave")
        if row.last is not None:
            told.append(f"last time, {row.last.on}: {row.last.value}")
        yield line((((row.plain, PLAIN_STRONG),), now, (("\n".join(told), PLAIN),)), Role.ROW)


def _body(summary: Summary, drawing: Drawing) -> Shape:
    def draw(pen: Pen, left: float, top: float) -> None:
        now = replace(summary.body_maps[0], before=None)
        draw_body(pen, now, drawing, Box(left, top - _BODY, 200, _BODY))

    return draw


def _heading(text: str, width: float) -> Row:
    return Row(
        (cell(0, width, (text, PLAIN_STRONG)),), above=14, below=4, role=Role.PART, keeps=True
    )


def _text(width: float, text: str, *, above: float = 0, below: float = 0) -> Row:
    return Row((cell(0, width, (text, PLAIN)),), above=above, below=below)


def _footer(pen: Pen, paper: Paper, page: str) -> None:
    left, right, top = paper.side, paper.width - paper.side, paper.bottom - 2 * MM
    pen.rule(left, right, top)
    pen.line_of_text(one_line(_FOOT, QUIET, paper.column), left, top - 3)
    line = one_line(page, QUIET, 100)
    pen.line_of_text(line, right - line.width, top - 3)
