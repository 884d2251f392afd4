# SPDX-License-Identifier: Apache-2.0
"""However the app ends, it ends in order, and leaves nothing of a patient on the disk."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from intake.app.opening import DEMO, clear_old_demos

_DEMO = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
application = QApplication([])
from intake.app import opening, root
ready = root.Root._ready
def told(self, engine):
    ready(self, engine)
    print("ready", flush=True)
root.Root._ready = told
code = opening.main(demo=True)
print("ended", code, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_a_request_to_end_closes_the_app_in_order_and_takes_the_demo_with_it(
    tmp_path: Path,
) -> None:
    app = subprocess.Popen(
        [sys.executable, "-c", _DEMO],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(tmp_path), "QT_LOGGING_RULES": "default.warning=false"},
    )
    assert app.stdout is not None
    assert app.stdout.readline() == "ready\n"
    (folder,) = tmp_path.glob(f"{DEMO}*")
    assert (folder / "clinic.db").stat().st_mode & 0o077 == 0
    app.send_signal(signal.SIGTERM)
    said, error = app.communicate(timeout=60)

    assert said == "ended 0\n"
    assert error == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="left alone there")
def test_demos_that_were_killed_are_cleared_and_those_that_run_are_not(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    for name in (f"{DEMO}{ended.pid}-abc", f"{DEMO}{os.getpid()}-abc", "intake-demo-x", "other"):
        (tmp_path / name).mkdir()
    clear_old_demos(tmp_path)

    left = {each.name for each in tmp_path.iterdir()}
    assert left == {f"{DEMO}{os.getpid()}-abc", "intake-demo-x", "other"}
