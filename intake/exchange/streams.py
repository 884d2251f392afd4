# SPDX-License-Identifier: Apache-2.0
"""What a command reads and writes: a file, or `-` for standard input and output."""

from __future__ import annotations

import errno
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from intake.core.problem import printable
from intake.whole_file import whole

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

STANDARD = "-"

_NO_RIGHT = "you lack the right to; choose another place or have it granted"
_REASONS = {
    errno.ENOENT: "there is no such file or folder; check the name",
    errno.ENOTDIR: "there is no such folder; check the name",
    errno.EISDIR: "it is a folder; name a file",
    errno.EACCES: _NO_RIGHT,
    errno.EPERM: _NO_RIGHT,
    errno.EROFS: "the disk can only be read; choose another place",
    errno.ENOSPC: "the disk is full; make room or choose another place",
    errno.EFBIG: "the file would be larger than is allowed here; choose another place",
    errno.EDQUOT: "your share of the disk is full; make room or choose another place",
}


class StreamError(Exception):
    """Something cannot be read or written; the message is one line with its name and why."""


def input_name(source: str) -> str:
    """Return what an input is called in problems."""
    return "standard input" if source == STANDARD else printable(source)


@contextmanager
def reading(source: str) -> Iterator[io.BufferedReader]:
    """Open an input.

    Raises:
        StreamError: when it cannot be opened, or later when it cannot be read on.
    """
    if source == STANDARD:
        yield cast("io.BufferedReader", sys.stdin.buffer)
        return
    try:
        raw = _Input(source)
    except OSError as error:
        raise _unread(source, error) from error
    # typeshed knows a raw stream by another signature of readinto than Python's own file has
    with io.BufferedReader(cast("Any", raw)) as stream:
        yield stream


@contextmanager
def writing(target: str) -> Iterator[BinaryIO]:
    """Open an output that is written whole when the block ends well, or not at all.

    Raises:
        StreamError: when it cannot be written.
        BrokenPipeError: when nobody reads standard output any more.
    """
    try:
        if target == STANDARD:
            # held until all is well: a pipe cannot take anything back
            held = io.BytesIO()
            yield held
            sys.stdout.buffer.write(held.getbuffer())
            sys.stdout.buffer.flush()
        else:
            with whole(Path(target)) as stream:
                yield stream
    except BrokenPipeError:
        raise
    except OSError as error:
        name = "standard output" if target == STANDARD else printable(target)
        raise StreamError(f"{name}: cannot be written: {reason(error)}.") from error


class _Input(io.FileIO):
    """A file whose reading fails with its own sentence, so that nobody blames the output."""

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill the buffer."""
        try:
            return super().readinto(buffer) or 0
        except OSError as error:
            raise _unread(str(self.name), error) from error

    def readall(self) -> bytes:
        """Return the rest."""
        try:
            return super().readall() or b""
        except OSError as error:
            raise _unread(str(self.name), error) from error


def _unread(source: str, error: OSError) -> StreamError:
    return StreamError(f"{printable(source)}: cannot be read: {reason(error)}.")


def reason(error: OSError) -> str:
    """Return why a file or folder cannot be used, with the way out where there is one."""
    return _REASONS.get(error.errno or 0) or error.strerror or "the system refuses"
