# SPDX-License-Identifier: Apache-2.0
"""LOINC codes: a slip of the finger is found by the check digit."""

from __future__ import annotations

import re

_CODE = re.compile(r"(LA|LL)?([0-9]{1,7})-([0-9])")
_LETTERS = {None: "", "LA": "149", "LL": "9"}


def is_loinc(code: str) -> bool:
    """Say whether this has the shape and the check digit of a LOINC code, answer or list."""
    match = _CODE.fullmatch(code)
    if match is None:
        return False
    digits = f"{_LETTERS[match[1]]}{match[2]}"
    # Luhn: every second digit from the right counts twice.
    doubled = (int(d) * (2 - place % 2) for place, d in enumerate(reversed(digits)))
    total = sum(value // 10 + value % 10 for value in doubled)
    return (10 - total % 10) % 10 == int(match[3])
