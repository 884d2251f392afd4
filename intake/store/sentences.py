# SPDX-License-Identifier: Apache-2.0
"""What went wrong with the clinic's file, in one sentence with the way out."""

from __future__ import annotations

import errno
import os
from pathlib import Path

DAMAGED = (
    "The clinic's file{place} is damaged, or does not belong to the key file beside it. "
    "Nothing was changed: restore the last backup."
)
CHANGED = (
    "The clinic's file{place} is damaged: {count} of its {pages} pages are not as this app wrote "
    "them. Nothing was changed: restore the last backup."
)
INCOMPLETE = (
    "The clinic's file{place} is damaged: it was cut short, or a part of it was lost. "
    "Nothing was changed: restore the last backup."
)
FULL = "The disk is full{place}. Nothing is lost: make room, then try again."
READ_ONLY = "The clinic's file{place} may not be written. Ask for write access to its folder."
IN_USE = "The clinic's file{place} is in use by another window of this app. Close that one."
DRIVE_FAILED = (
    "The drive of the clinic's file{place} reported a fault. What was stored before is safe: "
    "check the drive, then try again."
)
OUT_OF_REACH = "The folder of the clinic's file{place} cannot be reached. Check the drive."
OTHER = "The clinic's file{place} could not be used ({why})."


def sentence(error: Exception, path: Path | None = None) -> str:
    """Say in one sentence what went wrong with the file and what helps."""
    cause = getattr(error, "orig", None) or error
    place = f" ({path})" if path else ""
    pattern = _pattern(cause)
    if pattern == DRIVE_FAILED and path and path.exists() and not os.access(path, os.W_OK):
        # SQLite calls it a fault when it may read a file but not write it.
        pattern = READ_ONLY
    return pattern.format(place=place, why=type(cause).__name__)


def _pattern(cause: BaseException) -> str:
    if isinstance(cause, OSError):
        return _of_the_system(cause)
    text = str(cause).lower()
    for words, pattern in _WORDS:
        if any(word in text for word in words):
            return pattern
    return OTHER


def _of_the_system(cause: OSError) -> str:
    if cause.errno in {errno.ENOSPC, errno.EDQUOT}:
        return FULL
    if cause.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return READ_ONLY
    if cause.errno == errno.EIO:
        return DRIVE_FAILED
    return OUT_OF_REACH


_WORDS = (
    (("not a database",), DAMAGED),
    (("malformed",), INCOMPLETE),
    (("disk is full",), FULL),
    (("readonly", "read-only"), READ_ONLY),
    (("locked",), IN_USE),
    (("i/o error",), DRIVE_FAILED),
    (("unable to open",), OUT_OF_REACH),
)
