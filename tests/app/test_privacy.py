# SPDX-License-Identifier: Apache-2.0
"""Neither a crash nor another program hands out what the app has in its memory."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

_CRASHES = """
import os, resource
from intake.app.privacy import hide_memory, keep_to_ourselves
hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
keep_to_ourselves()
hide_memory()
os.abort()
"""
_ASKS = """
import ctypes, resource
from intake.app.privacy import hide_memory, keep_to_ourselves
keep_to_ourselves()
hide_memory()
print(resource.getrlimit(resource.RLIMIT_CORE)[0], ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
"""


def _run(program: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    root = Path(__file__).parents[2]
    program = f"import sys; sys.path.insert(0, {str(root)!r})\n{program}"
    return subprocess.run(
        [sys.executable, "-c", program], check=False, capture_output=True, cwd=folder
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows writes no core files")
def test_a_crash_leaves_no_memory_on_the_disk(tmp_path: Path) -> None:
    assert _run(_CRASHES, tmp_path).returncode == -signal.SIGABRT
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a switch of Linux")
def test_no_program_of_the_same_account_may_read_the_memory(tmp_path: Path) -> None:
    done = _run(_ASKS, tmp_path)

    assert done.stdout.split() == [b"0", b"0"], done.stderr
