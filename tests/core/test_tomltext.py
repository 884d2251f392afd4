# SPDX-License-Identifier: Apache-2.0
"""Bytes from anywhere become tables or one sentence, never an error."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.core.problem import Problem
from intake.core.tomltext import LARGEST_FILE, read_toml

FILE = "forms/x/instrument.toml"


def test_decimals_are_exact() -> None:
    assert read_toml(b"a = 0.1\nb = -1_000.25\nc = 3", FILE) == {
        "a": Fraction(1, 10),
        "b": Fraction(-4001, 4),
        "c": 3,
    }


def test_numbers_that_no_form_needs_are_left_for_the_reader_to_refuse() -> None:
    found = read_toml(b"a = nan\nb = -inf\nc = 1e999999999\nd = 0.00000000000000000001", FILE)

    assert isinstance(found, dict)
    assert all(isinstance(value, float) and math.isnan(value) for value in found.values())


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"a = \n", "this is not valid TOML: Invalid value (at line 1, column 5)."),
        (b"a = 1\na = 2", "this is not valid TOML: Cannot overwrite a value"),
        (b"PK\x03\x04 zip", "this is not valid TOML:"),
        (b"a = '\x00'", "this is not valid TOML:"),
        (b"\xef\xbb\xbfa = 1", "the file starts with a byte order mark; save it as UTF-8 without"),
        ("a = 1".encode("utf-16"), "the file starts with a byte order mark; save it as UTF-8"),
        (b"a = 1\nb = '\xe9'", "line 2 is not UTF-8; save the file as UTF-8."),
        (b"a = " + b"9" * 10_000, "a number or date is out of all bounds; correct it."),
        (b"a = 2026-02-31", "this is not valid TOML:"),
        (b"a = " + b"[" * 10_000, "lists or tables are nested far too deeply"),
        (b"a = " + b"[\n" * 50_000, "lists or tables are nested far too deeply"),
        (b"a" + b".a" * 20_000 + b" = 1", "line 1 is longer than 20,000 bytes; shorten it."),
        (b"# x\n" * (LARGEST_FILE // 4 + 1), "the file has more than the 1,000,000 bytes that a"),
    ],
    ids=lambda value: str(value[:20]),
)
def test_what_is_no_toml_is_one_sentence(content: bytes, expected: str) -> None:
    found = read_toml(content, FILE)

    assert isinstance(found, Problem)
    assert expected in found.text
    assert "\n" not in str(found)
    assert str(found).startswith(f"{FILE}: ")


@given(st.binary(max_size=200))
def test_no_bytes_at_all_raise(content: bytes) -> None:
    assert isinstance(read_toml(content, FILE), dict | Problem)


@given(st.text(alphabet="ab.=[]{}\"'#\n 019-:TZ_e", max_size=80))
def test_no_text_that_looks_like_toml_raises(text: str) -> None:
    assert isinstance(read_toml(text.encode(), FILE), dict | Problem)
