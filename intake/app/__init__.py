# SPDX-License-Identifier: Apache-2.0
"""The composition root: builds everything, wires it, and ends it in order."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication

from intake.app.crash import CrashRecord
from intake.app.places import Places, own_places
from intake.app.root import Root


def main(*, demo: bool = False) -> int:
    """Open the app and return its exit code when it is closed."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    application.setApplicationName("Intake")
    with _places(demo=demo) as places:
        root = Root(places, demo=demo)
        sys.excepthook = CrashRecord(places.data / "failures.txt", root.apologise)
        root.start()
        code = application.exec()
        root.close()
        sys.excepthook = sys.__excepthook__
    return code


@contextmanager
def _places(*, demo: bool) -> Iterator[Places]:
    if not demo:
        yield own_places()
        return
    # Imported here: it brings half of the standard library along, and only the demo needs it.
    import tempfile  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="intake-demo-", ignore_cleanup_errors=True) as folder:
        yield Places(data=Path(folder), reports=Path(folder) / "reports")
