# SPDX-License-Identifier: Apache-2.0
"""Which records are offered as one person written down twice."""

from __future__ import annotations

from datetime import date

import pytest

from intake.core.likeness import may_be_same, same_number
from intake.core.visit import Patient

ANA = Patient("A-1", "Ana Nguyễn", date(1979, 4, 2))


@pytest.mark.parametrize(
    ("name", "born", "same"),
    [
        ("ana nguyen", date(1979, 4, 2), True),
        ("Nguyen, Ana", date(1979, 2, 4), True),
        ("Ana Nguyen", date(1979, 4, 3), True),
        ("Ana Nguyen", None, True),
        ("Ana Silva", date(1979, 4, 2), True),
        ("Ana Silva", date(1980, 4, 2), False),
        ("Ana Nguyen", date(1961, 8, 2), False),
        ("Bo Hahn", date(1979, 4, 2), False),
        (None, date(1979, 4, 2), False),
    ],
)
def test_two_records_look_like_one_person(
    name: str | None, born: date | None, *, same: bool
) -> None:
    other = Patient("A-2", name, born)

    assert may_be_same(ANA, other) == same
    assert may_be_same(other, ANA) == same


def test_a_record_is_no_duplicate_of_itself() -> None:
    assert not may_be_same(ANA, ANA)


@pytest.mark.parametrize("typed", ["a-1042", "A 1042", "𝗔-𝟭𝟬𝟰𝟮", "Ａ１０４２"])
def test_case_spaces_signs_and_typefaces_make_no_other_number(typed: str) -> None:
    assert same_number("A-1042", typed)
    assert not same_number("A-1043", typed)
