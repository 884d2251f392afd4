# SPDX-License-Identifier: Apache-2.0
"""Opening the app: whatever ends it, it ends in order and leaves nothing of a patient behind."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication

from intake.app.crash import CrashRecord
from intake.app.places import Places, own_places
from intake.app.privacy import keep_to_ourselves
from intake.app.root import Root

DEMO = "intake-demo-"


def main(*, demo: bool = False) -> int:
    """Open the app and return its exit code when it is closed."""
    keep_to_ourselves()
    application = QApplication.instance() or QApplication(sys.argv[:1])
    application.setApplicationName("Intake")
    with _places(demo=demo) as places, _ended_by_signals():
        root = Root(places, demo=demo)
        record = CrashRecord(places.data / "failures.txt", root.apologise)
        # Python's own hooks would print the message of an error, which may hold an answer.
        sys.excepthook, sys.unraisablehook = record, record.pass_by
        root.start()
        code = application.exec()
        root.close()
        sys.excepthook, sys.unraisablehook = sys.__excepthook__, sys.__unraisablehook__
    return code


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Let the system's request to end lead to the same orderly end as closing the window."""
    if os.name == "nt":
        # Windows ends a session by closing windows.
        yield
        return
    near, far = os.pipe()
    for end in (near, far):
        os.set_blocking(end, False)
    # Python sees a signal only when it runs; this wakes Qt, which then runs Python.
    before = signal.set_wakeup_fd(far, warn_on_full_buffer=False)
    notifier = QSocketNotifier(near, QSocketNotifier.Type.Read)
    notifier.activated.connect(QApplication.quit)
    handlers = {each: signal.signal(each, lambda *_: None) for each in _ENDING}
    try:
        yield
    finally:
        for each, handler in handlers.items():
            signal.signal(each, handler)
        signal.set_wakeup_fd(before)
        notifier.setEnabled(False)
        os.close(near)
        os.close(far)


_ENDING = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGINT", "SIGHUP") if hasattr(signal, name)
)


@contextmanager
def _places(*, demo: bool) -> Iterator[Places]:
    if not demo:
        yield own_places()
        return
    # Imported here: it brings half of the standard library along, and only the demo needs it.
    import tempfile  # noqa: PLC0415

    clear_old_demos(Path(tempfile.gettempdir()))
    prefix = f"{DEMO}{os.getpid()}-"
    with tempfile.TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True) as folder:
        yield Places(data=Path(folder), reports=Path(folder) / "reports")


def clear_old_demos(folder: Path) -> None:
    """Delete the throw-away clinics of apps that were stopped before they could."""
    import shutil  # noqa: PLC0415 - only the demo needs it

    for left in folder.glob(f"{DEMO}*-*"):
        number = left.name.removeprefix(DEMO).partition("-")[0]
        if number.isdecimal() and not _is_running(int(number)):
            shutil.rmtree(left, ignore_errors=True)


def _is_running(process: int) -> bool:
    if os.name == "nt":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
