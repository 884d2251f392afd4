# SPDX-License-Identifier: Apache-2.0
"""Keys that lead out of a program, against the patient's window under a window manager.

    python tests/stress/kiosk_keys.py

Opens the window under Xvfb and openbox and presses what leaves other windows; says after each
whether the patient's window is still the active one, and whether ordinary keys still answer.
Needs Debian's `xvfb openbox xdotool`; says what is missing and ends well where it cannot run.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from x_server import missing, x_server

ROOT = Path(__file__).parents[2]
TOOLS = ("Xvfb", "openbox", "xdotool")
LEADING_OUT = (
    "alt+Tab", "alt+F4", "alt+space", "alt+Escape", "super+d", "super+e", "super", "Print",
    "ctrl+Escape", "ctrl+alt+t",
)  # fmt: skip
SECONDS = 10.0


def main() -> int:
    """Start a display and its window manager, and press the keys there."""
    if lacking := missing(TOOLS):
        print(f"Skipped: the keys cannot be tried without {', '.join(lacking)}.")
        return 0
    if len(sys.argv) > 1:
        return _press_all()
    with x_server(is_managed=True) as environment:
        return subprocess.run(
            [sys.executable, __file__, "window"],
            env=environment,
            check=False,
            stderr=subprocess.DEVNULL,
        ).returncode


def _press_all() -> int:
    sys.path.insert(0, str(ROOT))
    from patient_by_bus import open_window
    from PySide6.QtWidgets import QApplication

    application = QApplication([])
    window = open_window()

    def press(key: str, holds: Callable[[], bool]) -> bool:
        subprocess.run(["xdotool", "key", key], check=True)
        time.sleep(0.5)
        ends = time.monotonic() + SECONDS
        application.processEvents()
        while not holds() and time.monotonic() < ends:
            application.processEvents()
        return holds()

    ends = time.monotonic() + SECONDS
    while not window.isActiveWindow() and time.monotonic() < ends:
        application.processEvents()
    time.sleep(0.5)
    application.processEvents()
    out = [key for key in LEADING_OUT if not press(key, window.isActiveWindow)]
    answers = press("2", lambda: window.welcome.days.number == 2)
    print(
        f"{len(LEADING_OUT) - len(out)} of {len(LEADING_OUT)} keys stay in the window; out: {out}"
    )
    print("an ordinary key answers" if answers else "an ordinary key does not arrive")
    return int(bool(out) or not answers)


if __name__ == "__main__":
    raise SystemExit(main())
