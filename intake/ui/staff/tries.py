# SPDX-License-Identifier: Apache-2.0
"""How long nobody may try after wrong tries, also after the app was closed and opened again."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

FREE_TRIES = 3
FIRST_WAIT_MS = 2_000
LONGEST_WAIT_MS = 60_000
_MOST = 100
"""So many tries have long led to the longest wait."""


def wait_after(failures: int) -> int:
    """Return how long the field stays closed after so many wrong tries, in milliseconds."""
    if failures < FREE_TRIES:
        return 0
    doubled: int = FIRST_WAIT_MS * 2 ** (min(failures, _MOST) - FREE_TRIES)
    return min(doubled, LONGEST_WAIT_MS)


def _forget(_failures: int) -> None:
    """Keep nothing for the next start."""


class Tries:
    """Counts wrong tries for all fields together: asking elsewhere does not shorten the wait.

    `ticks` is a clock in seconds that is never set. `failures` were counted before the app was
    opened; their wait begins anew, so that no time of the day is needed to know what is left of
    it. `keep` notes the count for the next start.
    """

    def __init__(
        self,
        ticks: Callable[[], float] = time.monotonic,
        failures: int = 0,
        keep: Callable[[int], None] = _forget,
    ) -> None:
        self._ticks = ticks
        self._failures = failures
        self._keep = keep
        self._until = ticks() + wait_after(failures) / 1000

    def counted(self, check: Callable[[], bool]) -> bool:
        """Run a check that counts as wrong should the app be stopped before its answer."""
        self._keep(self._failures + 1)
        try:
            return check()
        except Exception:
            # It was not the secret that failed.
            self._keep(self._failures)
            raise

    def right(self) -> None:
        """Forget the wrong tries."""
        self._failures = 0
        self._keep(0)

    def wrong(self) -> None:
        """Count one more."""
        self._failures += 1
        self._until = self._ticks() + wait_after(self._failures) / 1000

    def left_ms(self) -> int:
        """Return how long nobody may try, in milliseconds."""
        return max(0, math.ceil((self._until - self._ticks()) * 1000))
