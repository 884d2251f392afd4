# SPDX-License-Identifier: Apache-2.0
"""Damage forms and folders ten thousand times; none may crash or hang the loader.

    python tests/stress/forms.py [TIMES]

Prints how many were refused and how many loaded all the same, and the longest that one took.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from intake.catalogue import check, load
from tests.broken_forms import damaged

TIMES = 10_000


def main(times: int) -> None:
    """Damage, load and check, one after the other."""
    refused = longest = 0.0
    worst = 0
    for number in range(times):
        folder = Path(tempfile.mkdtemp())
        try:
            damaged(number, folder)
            began = time.perf_counter()
            loaded = load(folder)
            problems = check(folder).problems
            took = time.perf_counter() - began
            refused += not loaded.instruments
            if not loaded.instruments and not problems:
                raise SystemExit(f"number {number}: left out without a word")
            if took > longest:
                longest, worst = took, number
        finally:
            shutil.rmtree(folder)
    print(
        f"{times:,} damaged forms and folders: none crashed or hung; {refused:,.0f} were refused "
        f"with a reason, {times - refused:,.0f} were still sound; the longest took "
        f"{longest * 1000:.0f} ms (number {worst})"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else TIMES)
