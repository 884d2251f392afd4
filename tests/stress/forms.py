# SPDX-License-Identifier: Apache-2.0
"""Damage forms and folders ten thousand times; none may crash or hang the loader."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from intake.catalogue import check, load
from tests.broken_forms import damaged
from tests.stress.figures import Figure

LONGEST = 5.0
"""In seconds; a form that takes longer counts as one that hangs."""


def forms(folder: Path, times: int) -> Figure:
    """Damage, load and check, one after the other; a form left out has to be told why."""
    refused = failed = worst = 0
    longest = 0.0
    for number in range(times):
        with tempfile.TemporaryDirectory(dir=folder) as place:
            damaged(number, Path(place))
            began = time.perf_counter()
            loaded = load(Path(place)).instruments
            problems = check(Path(place)).problems
            took = time.perf_counter() - began
        refused += not loaded
        failed += (not loaded and not problems) or took > LONGEST
        if took > longest:
            longest, worst = took, number
    return Figure(
        "damaged forms and folders are refused with a reason or still sound",
        times,
        failed,
        f"{refused:,} were refused, {times - refused:,} were still sound; the longest took "
        f"{longest * 1000:.0f} ms (number {worst}).",
    )
