# SPDX-License-Identifier: Apache-2.0
"""Lines: nothing is lost, nothing is wider than its column, nothing is markup."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.report.fonts import Face, advances, printable, width_of
from intake.report.style import BODY, NAME, STRONG
from intake.report.text import Line, clipped, lines_of, one_line

WIDTH = 120.0


def words(lines: tuple[Line, ...]) -> str:
    return "".join(piece.text for line in lines for piece in line.pieces)


@given(st.text(max_size=300))
def test_whatever_is_typed_can_be_printed(text: str) -> None:
    known = advances(Face.BOLD)

    assert known.keys() >= set(printable(text)) - {"\n"}


@given(st.text(max_size=300))
def test_no_letter_is_lost_and_no_line_is_too_wide(text: str) -> None:
    lines = lines_of(((text, BODY), (text, STRONG)), WIDTH)

    expected = printable(text) * 2
    assert words(lines).replace(" ", "") == expected.replace(" ", "").replace("\n", "")
    assert all(line.width <= WIDTH + 0.1 for line in lines)


def test_line_breaks_are_kept_and_empty_lines_too() -> None:
    lines = lines_of((("one\n\r\ntwo\rthree", BODY),), WIDTH)

    # the space at a line's end parts its words from the next line's when they are read aloud
    assert [words((line,)) for line in lines] == ["one ", "", "two ", "three"]


def test_a_word_longer_than_the_column_is_cut_into_lines() -> None:
    lines = lines_of((("x" * 200, BODY),), WIDTH)

    assert len(lines) > 1
    assert words(lines) == "x" * 200


def test_runs_share_a_line_and_keep_their_style() -> None:
    (line,) = lines_of((("Total ", STRONG), ("14", BODY)), WIDTH)

    assert [piece.style for piece in line.pieces] == [STRONG, BODY]
    assert line.pieces[1].x == pytest.approx(width_of("Total ", STRONG.face, STRONG.size))


def test_a_hard_space_never_ends_a_line() -> None:
    lines = lines_of((("aaa bbb ccc ddd\N{NO-BREAK SPACE}eee fff", BODY),), 70)

    assert any("ddd\N{NO-BREAK SPACE}eee" in words((line,)) for line in lines)


def test_cut_text_says_where_it_goes_on() -> None:
    lines = lines_of((("word " * 100, BODY),), WIDTH)

    cut = clipped(lines, 3, "… (continues on page 2)", BODY)

    assert len(cut) == 3
    assert words(cut[-1:]) == "… (continues on page 2)"
    assert clipped(lines[:3], 3, "…", BODY) == lines[:3]


def test_one_line_ends_in_an_ellipsis_when_it_is_cut() -> None:
    line = one_line("Wolfeschlegelsteinhausen\nthe Second", NAME, WIDTH)

    assert line.pieces[0].text.endswith("…")
    assert line.width <= WIDTH
    assert one_line("Anna", NAME, WIDTH).pieces[0].text == "Anna"


def test_letters_that_come_in_parts_are_put_together() -> None:
    assert printable("Nguye\u0302\u0303n") == "Nguyễn"


def test_control_letters_and_halves_of_letters_are_visible() -> None:
    assert printable("a\x00b\ud800c\u202e") == "a[U+0000]b[U+D800]c[U+202E]"
    assert printable("a\tb\u2009c") == "a b c"
