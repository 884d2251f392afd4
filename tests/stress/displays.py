# SPDX-License-Identifier: Apache-2.0
"""Displays that turn, are unplugged and plugged, and a computer that sleeps: with real ones.

    python tests/stress/displays.py

Opens the patient's window on an X server whose displays can change, under a window manager;
after each change says whether the window covers its display, with its question and its answer.
A sleep is the process stopped while the clock goes on. Needs Debian's `tigervnc-standalone-server
openbox x11-xserver-utils xdotool`; says what is missing and ends well where it cannot run.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from x_server import missing, x_server

if TYPE_CHECKING:
    from PySide6.QtCore import QRect

ROOT = Path(__file__).parents[2]
TOOLS = ("Xvnc", "openbox", "xrandr", "xdotool")
SECONDS = 10.0
ASLEEP = 6
FASTER = 20
"""Seconds of the visit in one of ours, so that six of them are two minutes of sleep."""


def main() -> int:
    """Start the displays, and change them."""
    if lacking := missing(TOOLS):
        print(f"Skipped: displays cannot be changed without {', '.join(lacking)}.")
        return 0
    if len(sys.argv) > 1:
        return _change_all()
    with tempfile.TemporaryDirectory(prefix="intake-displays-") as folder:
        changing = (
            "Xvnc", "-geometry", "1280x800", "-depth", "24", "-SecurityTypes", "None",
            "-rfbunixpath", f"{folder}/socket",
        )  # fmt: skip
        with x_server(changing, is_managed=True) as environment:
            return subprocess.run(
                [sys.executable, __file__, "window"], env=environment, check=False
            ).returncode


class Displays:
    """Makes modes, and cuts one wide display into two."""

    def turn(self, wide: int, tall: int) -> None:
        """Show as many pixels; a display that was turned is one of other sides."""
        name = f"{wide}x{tall}_own"
        figures = [str(each) for each in (0, wide, 0, 0, wide, tall, 0, 0, tall)]
        self._tell("--newmode", name, *figures)
        self._tell("--addmode", "VNC-0", name)
        self._tell("--output", "VNC-0", "--mode", name)

    def plug(self, name: str, left: int, output: str) -> None:
        """Plug a display of 10.1 inches in."""
        self._tell("--setmonitor", name, f"1280/217x800/136+{left}+0", output)

    def unplug(self, name: str) -> None:
        """Take a display away."""
        self._tell("--delmonitor", name)

    def _tell(self, *words: str) -> None:
        subprocess.run(["xrandr", *words], check=False, capture_output=True)


def _change_all() -> int:
    sys.path.insert(0, str(ROOT))
    from patient_by_bus import open_window
    from PySide6.QtCore import QRect
    from PySide6.QtWidgets import QApplication

    application = QApplication([])
    began = time.monotonic()

    def now() -> datetime:
        passed = timedelta(seconds=(time.monotonic() - began) * FASTER)
        return datetime(2026, 11, 22, 9, 12, tzinfo=UTC) + passed

    def wait(holds: Callable[[], bool]) -> bool:
        ends = time.monotonic() + SECONDS
        while not holds() and time.monotonic() < ends:
            window.idle.note()
            application.processEvents()
            time.sleep(0.01)
        return holds()

    window = open_window(("phq9",), clock=now)
    window.welcome.days.tiles()[1].click()
    window.welcome.months.tiles()[3].click()
    while window.step.value != "question":
        window.footer.next.click()
    window.question.choice.rows()[1].click()
    displays, faults = Displays(), []

    def covers(box: QRect) -> bool:
        chosen = window.question.selection().answer == "several_days"
        shown = window.question.isVisible() and window.geometry() == box
        return chosen and shown and window.isFullScreen() and window.isActiveWindow()

    def check(what: str, *box: int) -> None:
        if not wait(lambda: covers(QRect(*box))):
            faults.append(f"{what}: the window is at {window.geometry().getRect()}")

    check("at first", 0, 0, 1280, 800)
    for wide, tall in ((800, 1280), (1280, 800)):
        displays.turn(wide, tall)
        check(f"turned to {wide} × {tall}", 0, 0, wide, tall)
    displays.turn(2560, 800)
    displays.plug("first", 0, "VNC-0")
    displays.plug("second", 1280, "none")
    wait(lambda: len(application.screens()) == 2)
    window.kiosk.cover(application.screens()[1])
    check("on the second display", 1280, 0, 1280, 800)
    for _ in range(3):
        displays.unplug("second")
        check("unplugged", 0, 0, 1280, 800)
        displays.plug("second", 1280, "none")
        check("plugged again", 1280, 0, 1280, 800)
    subprocess.run(["xdotool", "key", "3"], check=True)
    keys = wait(lambda: window.question.selection().answer == "more_than_half_the_days")
    faults += [] if keys else ["no key arrives any more"]
    faults += _sleep(application, window)
    print(f"2 turns, 3 times unplugged and plugged, one sleep; wrong: {faults or 'nothing'}")
    return int(bool(faults))


def _sleep(application: object, window: object) -> list[str]:
    """Stop this process as a sleeping computer does; the screen is blank when it wakes."""
    from PySide6.QtWidgets import QApplication

    from intake.ui.patient.window import PatientWindow

    assert isinstance(application, QApplication)
    assert isinstance(window, PatientWindow)
    waker = subprocess.Popen(["sh", "-c", f"sleep {ASLEEP}; kill -CONT {os.getpid()}"])
    window.idle.note()
    os.kill(os.getpid(), signal.SIGSTOP)
    waker.wait()
    ends = time.monotonic() + SECONDS
    while window.step.value != "hidden" and time.monotonic() < ends:
        application.processEvents()
        time.sleep(0.01)
    blank = window.step.value == "hidden" and window.veil.isVisible()
    kept = window._flow.answers["phq9"].get("interest") == "more_than_half_the_days"
    return [
        *([] if blank else ["after the sleep the question can be read"]),
        *([] if kept else ["after the sleep the answer is gone"]),
    ]


if __name__ == "__main__":
    raise SystemExit(main())
