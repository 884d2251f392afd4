# SPDX-License-Identifier: Apache-2.0
"""The review sheet of a form as a PDF: everything to compare, and room to sign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from intake.core.content import Fact
from intake.core.sheet import ReviewSheet, SheetCase, SheetPage
from intake.report.pen import Pen
from intake.report.rows import Row, cell, pages_of
from intake.report.style import (
    BODY,
    NUMBERING,
    PAPERS,
    QUIET,
    SECTION,
    SMALL,
    SMALL_STRONG,
    STRONG,
    TITLE,
    Ink,
)
from intake.report.text import one_line

_HEADER = 20.0
_LABEL = 92.0
_BOX = 9.0
_COMPARED = (
    "Wording: every word, capital and dash, and the order",
    "Values: every answer is worth what the publication says",
    "Scoring: sums, ranges, cut-offs, bands and missing answers",
    "Rights: holder, terms and the line that is displayed",
    "What is not confirmed is listed above, and nothing else is unsure",
)
_SIGNED = ("Name", "Profession", "Date", "Signature")


def render_sheet(sheet: ReviewSheet, paper: str = "A4") -> bytes:
    """Return the review sheet as a PDF. The same form gives the same bytes."""
    pen = Pen(PAPERS.get(paper, PAPERS["A4"]), None)
    pen.describe(f"Review sheet: {sheet.title}", "To be compared and signed", "intake forms sheet")
    width = pen.paper.column
    pages = pages_of(list(_rows(sheet, width)), pen.paper.room - _HEADER)
    for number, page in enumerate(pages, start=1):
        if number > 1:
            pen.end_page()
        _frame(pen, sheet, number, len(pages))
        top = pen.paper.height - pen.paper.top - _HEADER
        for placed in page:
            placed.row.draw(pen, pen.paper.side, top - placed.y)
    return pen.finish()


def _rows(sheet: ReviewSheet, width: float) -> Iterator[Row]:
    yield Row((cell(0, width, (sheet.title, TITLE)),), above=2, below=4, bookmark=(sheet.title, 0))
    yield from _facts(sheet.facts, width)
    if sheet.unconfirmed:
        yield _title("Not confirmed yet", width)
        yield from (_paragraph(text, width) for text in sheet.unconfirmed)
    yield _title("Wording and values", width)
    for page in sheet.pages:
        yield from _page(page, width)
    if sheet.rules:
        yield _title("Rules in words", width)
    for rule in sheet.rules:
        name = Row(
            (cell(0, width, (f"{rule.name}  ", STRONG), (rule.id, QUIET)),),
            above=5,
            below=1,
            keeps=True,
        )
        yield name
        yield from (_paragraph(line, width) for line in rule.lines)
    yield _title("Worked examples, which are the form's tests", width)
    yield from _cases(sheet.cases, width)
    yield _title("Sources and rights", width)
    yield from _facts(sheet.sources, width)
    yield from (_paragraph(text, width) for text in sheet.references)
    yield from _sign(width)


def _title(text: str, width: float) -> Row:
    return Row(
        (cell(0, width, (text, SECTION)),),
        above=12,
        below=3,
        keeps=True,
        rule=True,
        width=width,
        bookmark=(text, 0),
    )


def _paragraph(text: str, width: float) -> Row:
    return Row((cell(0, width, (text, SMALL)),), above=1, below=1.5, flows=True)


def _facts(facts: Sequence[Fact], width: float) -> Iterator[Row]:
    for fact in facts:
        label = cell(0, _LABEL - 8, (fact.label, SMALL_STRONG))
        text = cell(_LABEL, width - _LABEL, (fact.text, SMALL))
        yield Row((label, text), above=1.5, below=1.5, flows=True)


def _page(page: SheetPage, width: float) -> Iterator[Row]:
    columns = (0.0, 18.0, 112.0, width * 0.62)
    for text in page.above:
        yield Row((cell(0, width, (text, SMALL)),), above=3, keeps=True, flows=True)
    same = {item.answers for item in page.items}
    shared = same.pop() if len(same) == 1 and len(page.items) > 1 else ""
    if shared:
        yield Row((cell(0, width, ("Answers: ", SMALL_STRONG), (shared, SMALL)),), above=3)
    ends = (*columns[1:], width + 8)
    for item in page.items:
        texts = (
            (item.number, NUMBERING),
            (f"{item.id}\n{item.code}" if item.code else item.id, QUIET),
            (item.text, BODY),
            ("" if shared else item.answers, SMALL),
        )
        if shared:
            ends = (18.0, 112.0, width + 8, width + 8)
        cells = tuple(
            cell(x, max(end - x - 8, 1), run)
            for x, end, run in zip(columns, ends, texts, strict=True)
            if run[0]
        )
        yield Row(cells, above=2.5, below=2.5, rule=True, width=width)


def _cases(cases: Sequence[SheetCase], width: float) -> Iterator[Row]:
    columns = (0.0, width * 0.27, width * 0.56)
    ends = (*columns[1:], width + 8)
    head = Row(
        tuple(
            cell(x, end - x - 8, (text, QUIET))
            for x, end, text in zip(
                columns, ends, ("Example", "Answers in order", "Must come to"), strict=True
            )
        ),
        above=2,
        below=2,
        rule=True,
        width=width,
        keeps=True,
    )
    yield head
    for case in cases:
        texts = (case.name, case.answers, case.expected)
        cells = tuple(
            cell(x, end - x - 8, (text, SMALL))
            for x, end, text in zip(columns, ends, texts, strict=True)
        )
        yield Row(cells, above=2, below=2, rule=True, width=width, head=(head,))


def _sign(width: float) -> Iterator[Row]:
    yield _title("Compared with the published form", width)
    for text in _COMPARED:
        yield Row(
            (cell(_BOX + 8, width - _BOX - 8, (text, BODY)),),
            above=4,
            below=2,
            keeps=True,
            shapes=(_tick_box,),
        )
    remarks = Row((cell(0, width, ("Remarks", SMALL_STRONG)),), above=8, least=54, keeps=True)
    yield remarks
    share = width / len(_SIGNED)
    cells = tuple(cell(share * n, share - 10, (text, QUIET)) for n, text in enumerate(_SIGNED))

    def lines(pen: Pen, left: float, top: float) -> None:
        for number in range(len(_SIGNED)):
            start = left + share * number
            pen.rule(start, start + share - 10, top + 3)

    yield Row(cells, above=26, below=4, shapes=(lines,))


def _tick_box(pen: Pen, left: float, top: float) -> None:
    pen.box(left, top - _BOX - 1.5, _BOX, _BOX, line=Ink.TEXT)


def _frame(pen: Pen, sheet: ReviewSheet, number: int, of: int) -> None:
    paper = pen.paper
    left, right, top = paper.side, paper.width - paper.side, paper.height - paper.top
    page = one_line(f"page {number} of {of}", STRONG, paper.column)
    head = one_line(f"Review sheet · {sheet.facts[0].text}", QUIET, paper.column - page.width - 12)
    pen.line_of_text(head, left, top)
    pen.line_of_text(page, right - page.width, top)
    pen.rule(left, right, top - 14)
