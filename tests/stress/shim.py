# SPDX-License-Identifier: Apache-2.0
"""Faults of a disk, put between this process and the system's own calls for files.

A small library in C is compiled when it is needed and loaded before all others. It counts every
call that opens a file for writing, writes, flushes, cuts, renames or deletes below one folder, in
Python as well as in SQLite, and lets the chosen one fail. Linux with a C compiler only.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

VARIABLE = "INTAKE_FAULT_FOLDER"

SOURCE = Path(__file__).with_suffix(".c")


def can_inject() -> bool:
    """Say whether faults can be put in on this machine."""
    return sys.platform.startswith("linux") and shutil.which("gcc") is not None


def run_under_faults(module: str, arguments: list[str], folder: Path, work: Path) -> str:
    """Run a module of ours with the library loaded and return what it printed."""
    library = work / "faults.so"
    command = ["gcc", "-shared", "-fPIC", "-O1", "-o", str(library), str(SOURCE), "-ldl"]
    subprocess.run(command, check=True, capture_output=True)
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        check=False,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        env={
            **os.environ,
            "LD_PRELOAD": str(library),
            VARIABLE: str(folder),
            "PYTHONDONTWRITEBYTECODE": "1",
        },
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return done.stdout


def arm(call: int, error: int = 0, *, stays: bool = False) -> None:
    """Let a call from now on fail, counted from 1; 0 lets none."""
    ctypes.CDLL(None).fault_arm(call, error, int(stays))


def count() -> int:
    """Return how many calls there were since `arm`."""
    return int(ctypes.CDLL(None).fault_calls())
