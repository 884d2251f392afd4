# SPDX-License-Identifier: Apache-2.0
"""Pages: every row is there once and in order, and nothing reaches below the margin."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from intake.report.rows import Cell, Placed, Row, cell, pages_of
from intake.report.style import BODY
from intake.report.text import Line, Piece

ROOM = 200.0


def row(name: str, lines: int, *, keeps: bool = False, flows: bool = False) -> Row:
    text = tuple(Line((Piece(0, f"{name}.{n}", BODY),), BODY.leading) for n in range(lines))
    return Row((Cell(0, text),), above=2, below=2, keeps=keeps, flows=flows)


def words(placed: Placed) -> list[str]:
    lines = (line for each in placed.row.cells for line in each.lines)
    return [piece.text for line in lines for piece in line.pieces]


@given(st.lists(st.tuples(st.integers(1, 40), st.booleans(), st.booleans()), max_size=25))
def test_every_line_is_printed_once_in_order_and_inside_the_page(
    shape: list[tuple[int, bool, bool]],
) -> None:
    rows = [
        row(str(number), lines, keeps=keeps, flows=flows)
        for number, (lines, keeps, flows) in enumerate(shape)
    ]

    pages = pages_of(rows, ROOM)

    printed = [text for page in pages for placed in page for text in words(placed)]
    assert printed == [f"{n}.{line}" for n, each in enumerate(shape) for line in range(each[0])]
    for page in pages:
        for placed in page:
            assert placed.y + placed.row.height - placed.row.below <= ROOM + 0.01


def test_a_heading_moves_to_the_next_page_with_its_row() -> None:
    rows = [row("a", 10), row("heading", 1, keeps=True), row("b", 5)]

    pages = pages_of(rows, ROOM)

    assert [words(placed)[0] for placed in pages[1]] == ["heading.0", "b.0"]


def test_the_head_of_a_table_is_repeated_where_it_goes_on() -> None:
    head = row("head", 1, keeps=True)
    rows = [head, *(replace(row(f"r{n}", 3), head=(head,)) for n in range(12))]

    pages = pages_of(rows, ROOM)

    assert len(pages) > 2
    assert all(words(page[0]) == ["head.0"] for page in pages)


def test_a_row_longer_than_a_page_goes_on_over_pages() -> None:
    long = cell(0, 300, ("word " * 3000, BODY))

    pages = pages_of([Row((long,))], ROOM)

    assert len(pages) > 5
    assert sum(len(placed.row.cells[0].lines) for page in pages for placed in page) == len(
        long.lines
    )


def test_a_flowing_row_fills_the_page_before_it_goes_on() -> None:
    rows = [row("a", 10), row("b", 9, flows=True)]

    pages = pages_of(rows, ROOM)

    assert words(pages[0][1])[0] == "b.0"
    assert words(pages[1][0])[0] != "b.0"
