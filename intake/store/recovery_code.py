# SPDX-License-Identifier: Apache-2.0
"""The data key in letters that a person can copy: groups of four, each with a check letter."""

from __future__ import annotations

import hashlib
import re

from intake.core.errors import StoreError
from intake.store.connection import KEY_BYTES

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No I, L, O, U: they are taken for others, or make words."""

GROUPS = 14
_OF_THE_KEY = 13
_LENGTH = 4
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0"})


def write_code(key: bytes) -> tuple[str, ...]:
    """Return the groups to be printed; the last one checks all others."""
    bits = int.from_bytes(key, "big") << 4  # 13 groups hold 260 bits
    letters = "".join(LETTERS[bits >> shift & 31] for shift in range(255, -1, -5))
    groups = [letters[at : at + _LENGTH] for at in range(0, len(letters), _LENGTH)]
    groups.append(_whole_check(key))
    return tuple(group + _check(place, group) for place, group in enumerate(groups))


def read_code(text: str) -> bytes:
    """Return the data key that was copied from a recovery sheet.

    Raises:
        StoreError: naming the first group that cannot be right.
    """
    letters = re.sub(r"[\W_]+", "", text.upper()).translate(_MISREAD)
    groups = re.findall(f".{{1,{_LENGTH + 1}}}", letters)
    for place, group in enumerate(groups[:GROUPS]):
        if len(group) <= _LENGTH:
            break
        if group[-1] != _check(place, group[:-1]) or set(group) - set(LETTERS):
            raise StoreError(
                f"Group {place + 1} of the recovery code ({group}) is not right. "
                "Compare it with the sheet, letter by letter."
            )
    if len(letters) != GROUPS * (_LENGTH + 1):
        raise StoreError(
            f"The recovery code has {GROUPS} groups of {_LENGTH + 1} letters; "
            f"{len(letters)} letters were typed."
        )
    bits = 0
    for group in groups[:_OF_THE_KEY]:
        for letter in group[:-1]:
            bits = bits << 5 | LETTERS.index(letter)
    key = (bits >> 4).to_bytes(KEY_BYTES, "big")
    if groups[-1][:-1] != _whole_check(key):
        raise StoreError("The groups of the recovery code do not belong together. Start again.")
    return key


def _check(place: int, group: str) -> str:
    return LETTERS[hashlib.sha256(f"{place} {group}".encode()).digest()[0] & 31]


def _whole_check(key: bytes) -> str:
    digest = hashlib.sha256(b"recovery" + key).digest()
    return "".join(LETTERS[each & 31] for each in digest[:_LENGTH])
