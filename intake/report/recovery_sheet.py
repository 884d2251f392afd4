# SPDX-License-Identifier: Apache-2.0
"""The recovery sheet: the code that opens the clinic's file when nothing else does, on paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from intake.report.fonts import Face
from intake.report.pen import Pen
from intake.report.rows import Cell, Row, cell, pages_of
from intake.report.style import PAPERS, PLAIN, PLAIN_STRONG, PLAIN_TITLE, QUIET, Ink, Style
from intake.report.tags import Role

TITLE = "Recovery sheet"
_CODE = Style(26, 34, Face.SEMIBOLD)
_PLACE = Style(12, 34, Face.REGULAR, Ink.QUIET)
_COLUMNS = 2
_NUMBER = 30.0

_WHY = (
    "Everything that patients answer is kept encrypted on the clinic's computer. If every "
    "passphrase is forgotten, or the key file is lost with the computer, this code and a backup "
    "bring everything back. Without it nobody can, and nobody can send it to you."
)
_KEEP = (
    "Whoever has this sheet and the clinic's file, or a backup of it, can read everything. Lock "
    "it away, apart from the backups. Keep no copy on a computer and no photograph. When the "
    "clinic's file gets a new key, this sheet opens only backups from before: make a new one, and "
    "keep this one as long as those backups."
)
_HOW = (
    "On the same or another computer, install the app, then type in a terminal:\n"
    "intake restore BACKUP --sheet\n"
    "and copy the groups above in the order of their numbers. Capital and small letters are the "
    "same. The last letter of each group checks the four before it, and the last group checks "
    "all others: a slip of the pen is told with the number of its group. There is no I, L, O or U."
)


def render_sheet(groups: Sequence[str], clinic: str, made: datetime, paper: str = "A4") -> bytes:
    """Return the sheet as a PDF of one page."""
    sheet = PAPERS.get(paper, PAPERS["A4"])
    pen = Pen(sheet, made)
    pen.describe(TITLE, TITLE, "intake")
    (page,) = pages_of(list(_rows(groups, clinic, made, sheet.column)), sheet.room)
    for placed in page:
        placed.row.draw(pen, sheet.side, sheet.height - sheet.top - placed.y)
    return pen.finish()


def _rows(groups: Sequence[str], clinic: str, made: datetime, width: float) -> Iterator[Row]:
    yield Row((cell(0, width, (TITLE, PLAIN_TITLE)),), role=Role.TITLE)
    yield Row((cell(0, width, (f"{clinic} · {made.day} {made:%b %Y}", QUIET)),), below=6)
    yield _text(width, _WHY)
    yield _heading("The code", width)
    half = -(-len(groups) // _COLUMNS)
    for place in range(half):
        pair = range(place, len(groups), half)
        yield Row(
            tuple(
                part
                for column, number in enumerate(pair)
                for part in _group(number, groups[number], column * width / _COLUMNS, width)
            ),
            rule=True,
            width=width,
        )
    yield _heading("How to use it", width)
    yield _text(width, _HOW)
    yield _heading("How to keep it", width)
    yield _text(width, _KEEP)


def _group(number: int, group: str, left: float, width: float) -> Iterator[Cell]:
    yield cell(left, _NUMBER, (f"{number + 1}", _PLACE))
    spaced = "\N{NO-BREAK SPACE}".join(group)
    yield cell(left + _NUMBER, width / _COLUMNS - _NUMBER, (spaced, _CODE))


def _heading(text: str, width: float) -> Row:
    return Row(
        (cell(0, width, (text, PLAIN_STRONG)),), above=12, below=4, role=Role.PART, keeps=True
    )


def _text(width: float, text: str) -> Row:
    return Row((cell(0, width, (text, PLAIN)),))
