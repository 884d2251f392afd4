# SPDX-License-Identifier: Apache-2.0
"""Output that is written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

_BINARY = getattr(os, "O_BINARY", 0)  # only Windows has it, and would change line ends without


@contextmanager
def whole(target: Path) -> Iterator[BinaryIO]:
    """Open a stream whose content takes the target's place when the block ends well.

    Until then it stands in a file beside the target, so that the place never holds a part; when
    the block fails nothing is left behind. A target that is no file, such as a pipe, gets
    everything at once at the end.

    Raises:
        OSError: when the folder cannot be written, the disk is full or the target is a folder.
    """
    mode = _mode_of(target)
    if mode is not None and stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if mode is not None and not stat.S_ISREG(mode):
        held = io.BytesIO()
        yield held
        with target.open("wb") as stream:
            stream.write(held.getbuffer())
        return
    # a link stays a link: what it leads to is replaced
    place = Path(os.path.realpath(target))
    if mode is not None and not os.access(place, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    with _beside(place, mode) as stream:
        yield stream


@contextmanager
def _beside(place: Path, mode: int | None) -> Iterator[BinaryIO]:
    temporary = place.with_name(f".intake-{secrets.token_hex(8)}.part")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
    try:
        with os.fdopen(handle, "wb") as stream:
            if mode is not None:
                temporary.chmod(stat.S_IMODE(mode))
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(place)
        sync_folder(place.parent)
    except BaseException:
        # a part that cannot be deleted must not hide why it came to that
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def sync_folder(folder: Path) -> None:
    """Make a new name last through a power cut, where the system lets folders be flushed."""
    if os.name == "nt":
        return
    # some network drives refuse it; the file itself is on the disk by then
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _mode_of(place: Path) -> int | None:
    try:
        return place.stat().st_mode
    except FileNotFoundError:
        return None
