# SPDX-License-Identifier: Apache-2.0
"""Looking at every page of the clinic's file; each of two checks finds what the other misses."""

from __future__ import annotations

from pathlib import Path

from intake.core.errors import StoreError
from intake.store.connection import Database
from intake.store.sentences import CHANGED, DAMAGED, INCOMPLETE

AT_OPENING = 64 * 1024 * 1024
"""Up to this size in bytes every page is looked at on opening, in about a third of a second."""

PAGE = 4096


def check_on_opening(database: Database) -> None:
    """Refuse a file that was cut short, and look at every page unless there are very many.

    Raises:
        StoreError: when the file is damaged.
    """
    _check_length(database)
    if database.path.stat().st_size <= AT_OPENING:
        check_pages(database)


def check_pages(database: Database) -> None:
    """Look at every page of the file and at what they say together.

    Raises:
        StoreError: when something is wrong with it.
    """
    # The first finds a changed bit in any page, the second a page that is lost or misplaced.
    changed = database.run("PRAGMA cipher_integrity_check")
    if changed:
        (pages,) = database.run("PRAGMA page_count")[0]
        place = f" ({database.path})"
        raise StoreError(CHANGED.format(place=place, count=len(changed), pages=pages))
    if database.run("PRAGMA integrity_check(1)") != [("ok",)]:
        raise _incomplete(database.path)


def damaged(path: Path) -> StoreError:
    """Return the sentence about a file that cannot be read, with this key at least."""
    return StoreError(DAMAGED.format(place=f" ({path})"))


def _check_length(database: Database) -> None:
    (pages,) = database.run("PRAGMA page_count")[0]
    length = database.path.stat().st_size
    has_log = database.path.with_name(f"{database.path.name}-wal").exists()
    is_whole = length % PAGE == 0 and (has_log or length == int(str(pages)) * PAGE)
    if not is_whole:
        raise _incomplete(database.path)


def _incomplete(path: Path) -> StoreError:
    return StoreError(INCOMPLETE.format(place=f" ({path})"))
