# SPDX-License-Identifier: Apache-2.0
"""Sees to it that what a patient answered is stored, or is offered again until it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from intake.core.answers import Event
from intake.core.errors import StoreError

Commit = Callable[[Sequence[Event], str | None], None]


class Keeper:
    """Hands events to `commit` in order; those that could not be stored wait for the next try."""

    def __init__(self, commit: Commit) -> None:
        self._commit = commit
        self._waiting: tuple[Event, ...] = ()
        self._position: str | None = None

    def keep(self, events: Sequence[Event], position: str) -> bool:
        """Store events and the place to resume at; say whether everything is durable now."""
        self._waiting += tuple(events)
        if not self._waiting and position == self._position:
            return True
        waiting = self._waiting
        if not succeeds(lambda: self._commit(waiting, position)):
            return False
        self._waiting = ()
        self._position = position
        return True


def succeeds(action: Callable[[], None]) -> bool:
    """Do something that stores; say whether it was stored."""
    try:
        action()
    except (OSError, StoreError):
        return False
    return True
