# SPDX-License-Identifier: Apache-2.0
"""A folder of files that is there whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """Give a folder to fill, which takes the target's name when the block ends well.

    Until then it stands beside the target under a name that begins with a dot, so that whoever
    picks files up never finds a part; when the block fails nothing is left behind.

    Raises:
        FileExistsError: when the target is there already and not empty.
        OSError: when the place cannot be written or the disk is full.
    """
    _refuse_content(target)
    aside = target.with_name(f".intake-{secrets.token_hex(8)}.part")
    aside.mkdir()
    try:
        yield aside
        flush_all = getattr(os, "sync", None)
        if flush_all is not None:
            flush_all()
        _refuse_content(target)
        if target.is_dir():
            target.rmdir()
        aside.rename(target)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise


def _refuse_content(target: Path) -> None:
    if target.is_dir() and not any(target.iterdir()):
        return
    if target.exists() or target.is_symlink():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
