# SPDX-License-Identifier: Apache-2.0
"""The clinic's folder of reports: whether it can be written to, and what waits for it."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from intake.core.staff import Stamp

if TYPE_CHECKING:
    from intake.store.store import Store

WAITING = "reports_waiting"
"""The setting that keeps which reports could not be written, by number, with their file's name."""

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_GONE = frozenset({errno.ENOENT, errno.ENOTDIR})
_CLOSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_KEPT = (
    "The report is kept, but it could not be written to {folder}: {why}. It is written there with "
    "the next report, or when it is opened again, once the folder is mended."
)


def folder_fault(folder: Path, own: Path) -> str:
    """Return why nothing can be written to a folder, nothing when something can.

    `own` is the app's own folder, which is made when it is needed; one that the clinic chose must
    be there: where a drive is gone, a folder made in its place would swallow the reports.
    """
    if folder.is_dir():
        return "" if os.access(folder, os.W_OK) else "no right to write there"
    if folder == own and not folder.exists():
        return ""
    return "the folder is not there"


def write_into(folder: Path, own: Path, name: str, content: bytes, write: _Write) -> str:
    """Write a file into the folder and return why that was not possible, if it was not."""
    fault = folder_fault(folder, own)
    if fault:
        return _KEPT.format(folder=folder, why=fault)
    try:
        if folder == own:
            folder.mkdir(parents=True, exist_ok=True)
        write(folder / name, content)
    except OSError as error:
        return _KEPT.format(folder=folder, why=reason_of(error))
    return ""


def reason_of(error: OSError) -> str:
    """Return why a file could not be written, in words of the house."""
    for numbers, words in (
        (_FULL, "the disk is full"),
        (_GONE, "the folder is not there"),
        (_CLOSED, "no right to write there"),
    ):
        if error.errno in numbers:
            return words
    return error.strerror or str(error)


def waiting_of(store: Store) -> dict[int, str]:
    """Return which kept reports wait for the folder: the name of the file by number."""
    kept = json.loads(store.settings.get(WAITING) or "{}")
    return {int(number): name for number, name in kept.items()}


def keep_waiting(store: Store, waiting: Mapping[int, str], stamp: Stamp) -> None:
    """Remember which reports wait, over the end of the app too."""
    text = json.dumps({str(number): name for number, name in sorted(waiting.items())})
    store.settings.change(WAITING, text, stamp)


_Write = Callable[[Path, bytes], None]
