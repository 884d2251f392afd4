# SPDX-License-Identifier: Apache-2.0
"""What every command shares: exit codes, its one clock, how it complains and shows progress."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Protocol

FINE = 0
WRONG_INPUT = 1
USAGE = 2
INTERRUPTED = 130
"""What a shell gives to a program that was stopped with Ctrl-C."""

Clock = Callable[[], datetime]


class CommandError(Exception):
    """The command cannot go on; `lines` say why, one problem each."""

    def __init__(self, *lines: str, more: int = 0, code: int = WRONG_INPUT) -> None:
        """Keep the lines, the number of further ones and the exit code."""
        super().__init__("\n".join(lines))
        self.lines = lines
        self.more = more
        self.code = code


def say(line: str) -> None:
    """Print a line where problems are printed."""
    print(line, file=sys.stderr)


class Count(Protocol):
    """Shows how many there are so far; `noun` says of what, if not of what was said before."""

    def __call__(self, count: int, /, noun: str = ...) -> None:
        """Show it."""


@contextmanager
def progress(noun: str) -> Iterator[Count | None]:
    """Give a callback that counts on the terminal, if there is one to look at."""
    if not sys.stderr.isatty():
        yield None
        return
    shown = 0

    def show(count: int, /, noun: str = noun) -> None:
        nonlocal shown
        # what was longer before is written over
        text = f"{count:,} {noun}"
        print(f"\r{text.ljust(shown)}", end="", file=sys.stderr, flush=True)
        shown = len(text)

    try:
        yield show
    finally:
        if shown:
            print(file=sys.stderr)
