# SPDX-License-Identifier: Apache-2.0
"""Long proofs of what the store and the exports promise: `python3 run.py stress [NAME …]`.

Each prints its figure; the names are those of `PROOFS`. Small ones of the same programs run with
the tests. All of them together take the better part of an hour.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")

from tests.stress.canaries import canaries
from tests.stress.damage import damage
from tests.stress.exporting import exports
from tests.stress.faults import faults
from tests.stress.figures import Figure
from tests.stress.fitting import fitting
from tests.stress.forms import forms
from tests.stress.kills import kills
from tests.stress.soak import soak
from tests.stress.volume import volume

PROOFS: Mapping[str, Callable[[Path], Iterable[Figure]]] = {
    "kills": lambda folder: [kills(folder, 1_000)],
    "faults": faults,
    "damage": lambda folder: damage(folder, visits=40, flips=3),
    "canaries": lambda folder: [canaries(folder)],
    "volume": volume,
    "soak": lambda folder: [soak(folder, 10_000)],
    "exports": exports,
    "fitting": fitting,
    "forms": lambda folder: [forms(folder, 10_000)],
}


def main(names: list[str]) -> int:
    """Run the proofs of these names, or all, and say whether every one holds."""
    failed = 0
    for name in names or PROOFS:
        with tempfile.TemporaryDirectory(prefix="intake-stress-") as folder:
            for figure in PROOFS[name](Path(folder)):
                print(figure.line(), flush=True)
                failed += bool(figure.failed)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
