# SPDX-License-Identifier: Apache-2.0
"""A display of its own for a proof that needs a real window."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

XVFB = ("Xvfb", "-screen", "0", "1280x800x24")
_READY = 1.5


def missing(tools: Sequence[str]) -> list[str]:
    """Return the tools that this machine lacks."""
    return [tool for tool in tools if not shutil.which(tool)]


@contextmanager
def x_server(server: Sequence[str] = XVFB, *, is_managed: bool) -> Iterator[dict[str, str]]:
    """Run an X server, and a window manager when it `is_managed`; give the environment for it."""
    display = f":{90 + os.getpid() % 100}"
    environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    program, *arguments = server
    commands = [[program, display, *arguments], *([["openbox"]] if is_managed else [])]
    with ExitStack() as running:
        for command in commands:
            _start(command, environment, running)
        yield environment


def _start(command: Sequence[str], environment: dict[str, str], running: ExitStack) -> None:
    quiet = subprocess.DEVNULL
    started = subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet)
    running.callback(started.wait)
    running.callback(started.terminate)
    time.sleep(_READY)
