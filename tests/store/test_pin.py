# SPDX-License-Identifier: Apache-2.0
"""A PIN is checked without being kept."""

from __future__ import annotations

import pytest

from intake.store.pin import check_pin, hash_pin


def test_only_the_right_pin_opens() -> None:
    stored = hash_pin("482913", b"0123456789abcdef")

    assert check_pin("482913", stored)
    assert not check_pin("482914", stored)
    assert "482913" not in stored


def test_two_salts_give_two_hashes() -> None:
    assert hash_pin("1234", b"a" * 16) != hash_pin("1234", b"b" * 16)


@pytest.mark.parametrize("stored", ["", "nonsense", "1,2$x$y", "a,b,c$AA==$AA=="])
def test_an_unreadable_hash_opens_for_nobody(stored: str) -> None:
    assert not check_pin("1234", stored)
