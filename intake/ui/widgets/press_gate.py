# SPDX-License-Identifier: Apache-2.0
"""A hand that trembles taps twice: what comes right after a new screen is not meant for it."""

from __future__ import annotations

import time
from collections.abc import Callable

QUIET_SECONDS = 0.3

Ticks = Callable[[], float]
"""A clock in seconds that only ever goes forward."""


class PressGate:
    """Refuses presses until there has been a moment of quiet since the screen changed.

    A refused press starts the moment again, so fifty taps a second are one tap.
    """

    def __init__(self, ticks: Ticks = time.monotonic) -> None:
        self._ticks = ticks
        self._since: float | None = None
        self._quiet = QUIET_SECONDS

    def shut(self, quiet: float = QUIET_SECONDS) -> None:
        """Start the moment of quiet; called whenever another screen is shown."""
        self._since, self._quiet = self._ticks(), quiet

    def lets_through(self) -> bool:
        """Say whether a press that comes now is meant for what is on the screen."""
        now = self._ticks()
        is_open = self._since is None or now - self._since >= self._quiet
        if not is_open:
            self._since = now
        return is_open
