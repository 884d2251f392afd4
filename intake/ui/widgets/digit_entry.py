# SPDX-License-Identifier: Apache-2.0
"""Numbers typed as single keys: `1` is 1, and `1` with `0` right after it is 10."""

from __future__ import annotations

import time

from intake.ui.widgets.press_gate import Ticks

JOIN_SECONDS = 0.8
_BASE = 10


class DigitEntry:
    """Joins a digit to the number before it when it follows within 0.8 s and still fits.

    Every key counts at once, so nobody waits: 1 is chosen first and becomes 10 when the 0
    arrives in time; a 0 that comes later is a 0.
    """

    def __init__(self, ticks: Ticks = time.monotonic) -> None:
        self._ticks = ticks
        self._number = 0
        self._at: float | None = None

    def clear(self) -> None:
        """Forget what was typed; the next digit starts a number."""
        self._at = None

    def press(self, digit: int, low: int, high: int) -> int | None:
        """Return the number meant by this digit; `None` when it is none from `low` to `high`."""
        now = self._ticks()
        joins = self._at is not None and now - self._at <= JOIN_SECONDS
        number = self._number * _BASE + digit
        if not joins or not low <= number <= high:
            number = digit
        self._number, self._at = number, now
        return number if low <= number <= high else None
