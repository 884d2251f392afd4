# SPDX-License-Identifier: Apache-2.0
"""Start to the first usable screen, against a bare window in the same interpreter."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from row import Row, median, milliseconds

STARTS = 15

_UNTIL_PAINTED = """
import os, sys
from PySide6.QtCore import QEvent, QObject
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            os._exit(0)
        return False
watch = Watch()
"""

_BARE = (
    "from PySide6.QtWidgets import QApplication, QLabel\n"
    + _UNTIL_PAINTED
    + """
application = QApplication([])
label = QLabel("bare")
label.installEventFilter(watch)
label.resize(1200, 860)
label.show()
application.exec()
"""
)

_APP = (
    _UNTIL_PAINTED
    + """
from pathlib import Path
from PySide6.QtWidgets import QApplication
application = QApplication([])
from intake.app.places import Places
from intake.app.root import Root
folder = Path(sys.argv[1])
root = Root(Places(folder, folder), demo=False)
root.staff.installEventFilter(watch)
root.start()
application.exec()
"""
)


def rows() -> Iterator[Row]:
    """Measure interleaved starts, so that both see the same machine."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "state.json").write_text('{"clinic": "Bench", "waiting": 1}')
        _run(_BARE, folder)
        _run(_APP, folder)
        bare, app = [], []
        for _ in range(STARTS):
            bare.append(milliseconds(lambda: _run(_BARE, folder)))
            app.append(milliseconds(lambda: _run(_APP, folder)))
    yield Row(
        "start to the first usable screen",
        median(app) / median(bare),
        1.25,
        1.5,
        "x",
        f"{median(app):.0f} ms against {median(bare):.0f} ms of a bare window, "
        f"{STARTS} interleaved starts",
    )


def _run(program: str, folder: str) -> None:
    # As on a clinic's machine: Python keeps what it has compiled.
    env = {**os.environ, "PYTHONPYCACHEPREFIX": str(Path(folder, "compiled"))}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run(
        [sys.executable, "-c", program, folder], check=True, capture_output=True, env=env
    )
