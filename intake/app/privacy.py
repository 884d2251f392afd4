# SPDX-License-Identifier: Apache-2.0
"""What other accounts, other programs and whoever finds a crash's remains do not get to see."""

from __future__ import annotations

import contextlib
import os
import sys

_SET_DUMPABLE = 4
"""What `prctl` of Linux calls it."""


def keep_to_ourselves() -> None:
    """Let no other account read what is written, and no crash write memory to the disk."""
    if os.name == "nt":
        return
    import resource  # noqa: PLC0415 - Windows has none

    os.umask(0o077)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def hide_memory() -> None:
    """Let no other program of this account read this one's memory, where the system can do so.

    Nor does Linux hand it to a collector of crashes, which the limit on core files does not bind.
    """
    if not sys.platform.startswith("linux"):
        return
    import ctypes  # noqa: PLC0415 - it takes its time, which the first paint has not

    ctypes.CDLL(None).prctl(_SET_DUMPABLE, 0, 0, 0, 0)
