# SPDX-License-Identifier: Apache-2.0
"""The recovery code brings the key back, and a slip of the pen is found and placed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.core.errors import StoreError
from intake.store.recovery_code import GROUPS, LETTERS, read_code, write_code
from tests.clinic_files import KEY

keys = st.binary(min_size=32, max_size=32)


@given(keys)
def test_every_key_comes_back_from_its_groups(key: bytes) -> None:
    groups = write_code(key)

    assert len(groups) == GROUPS
    assert all(len(group) == 5 and set(group) <= set(LETTERS) for group in groups)
    assert read_code(" ".join(groups)) == key
    assert read_code("-".join(groups).lower().replace("0", "o").replace("1", "l")) == key


@given(keys, st.integers(0, 69), st.sampled_from(LETTERS))
def test_one_wrong_letter_never_gives_a_key(key: bytes, place: int, letter: str) -> None:
    code = "".join(write_code(key))
    wrong = code[:place] + letter + code[place + 1 :]

    if wrong == code:
        assert read_code(wrong) == key
    else:
        with pytest.raises(StoreError):
            read_code(wrong)


def test_the_group_with_the_slip_is_named() -> None:
    groups = list(write_code(KEY))
    groups[4] = ("Z" if groups[4][0] != "Z" else "Y") + groups[4][1:]

    with pytest.raises(StoreError, match=r"Group 5 of the recovery code"):
        read_code(" ".join(groups))


def test_too_few_letters_are_counted() -> None:
    with pytest.raises(StoreError, match="10 letters were typed"):
        read_code(" ".join(write_code(KEY)[:2]))


def test_groups_in_another_order_are_not_taken() -> None:
    first, second, *rest = write_code(KEY)

    with pytest.raises(StoreError):
        read_code(" ".join((second, first, *rest)))
