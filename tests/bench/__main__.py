# SPDX-License-Identifier: Apache-2.0
"""Prints the budgets of the design beside what this machine needs; `python3 run.py bench`.

Ratios are measured in one run, since times on another machine mean little. Nothing here is
a test: a missed budget is a line to read, not a failure.
"""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# The offscreen platform says at every shown window that it cannot pass on size hints.
os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")

import answering
import memory
import reporting
import scoring
import starting


def main() -> None:
    """Measure every budget for which there is something to measure."""
    for part in (starting, answering, reporting, memory, scoring):
        for row in part.rows():
            print(row.line(), flush=True)


main()
