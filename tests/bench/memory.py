# SPDX-License-Identifier: Apache-2.0
"""Memory through whole visits and their PDFs, against a bare window."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from row import Row

HERE = Path(__file__).resolve().parent
VISITS = 10

_BARE = """
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
label = QLabel("bare")
label.resize(1920, 1080)
label.show()
application.processEvents()
print(memory())
"""

_APP = """
import answering, gc, tempfile
from intake.store.store import Store
from pathlib import Path
from intake.app.engine import render_record, start_engine
from intake.app.reports import record_of
from intake.assets import forms_dir, resources_dir
from PySide6.QtWidgets import QApplication
from intake.ui.staff.context import Settings
from intake.ui.theme import load_fonts
application = QApplication([])
load_fonts()
with tempfile.TemporaryDirectory() as folder:
    engine = start_engine(forms_dir(), resources_dir() / "body_map.svg")
    store = Store.create(Path(folder) / "clinic.db", bytes(32))
    for number in range(VISITS):
        answering._walk(application, engine, store, f"walk-{number}")
        record = record_of(
            store, f"walk-{number}", answering.NOW, Settings("Bench"), "R-000001"
        )
        render_record(record, engine.catalogue, engine.figure)
        gc.collect()
        print(memory(), flush=True)
    store.close()
"""

_MEMORY = """
import sys
def memory():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
"""


def rows() -> Iterator[Row]:
    """Read the resident memory from Linux; elsewhere there is nothing to measure with."""
    if not sys.platform.startswith("linux"):
        return
    bare = _measure(_MEMORY + _BARE)[0]
    visits = _measure(_MEMORY + f"VISITS = {VISITS}\n" + _APP)
    yield Row(
        "memory through a whole visit and its PDF",
        visits[0] / bare,
        2.2,
        3,
        "x",
        f"{visits[0] / 1024:.0f} MB against {bare / 1024:.0f} MB of a bare window",
    )
    yield Row(
        "memory of the tenth visit above the second",
        (visits[-1] / visits[1] - 1) * 100,
        2,
        2,
        "%",
    )


def _measure(program: str) -> list[int]:
    done = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        capture_output=True,
        text=True,
        cwd=HERE,
        env={**os.environ, "PYTHONPATH": str(HERE.parents[1])},
    )
    return [int(line) for line in done.stdout.split()]
