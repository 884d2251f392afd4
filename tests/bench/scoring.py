# SPDX-License-Identifier: Apache-2.0
"""Scoring a long file from the command line."""

from __future__ import annotations

import csv
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

from row import Row, milliseconds

from intake.assets import forms_dir
from intake.catalogue import load
from intake.cli import main

ROWS = 100_000
FORM = "phq9"


def rows() -> Iterator[Row]:
    """Score random answers, one in twenty of them missing."""
    form = load(forms_dir()).instruments[FORM]
    chance = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "in.csv"), Path(folder, "out.csv")
        with source.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow([item.id for item in form.items])
            for _ in range(ROWS):
                writer.writerow(
                    ["" if chance.random() < 0.05 else chance.randint(0, 3) for _ in form.items]
                )
        spent = milliseconds(lambda: main(["score", FORM, str(source), "-o", str(target)]))
    yield Row(f"score {ROWS:,} PHQ-9 rows from CSV", spent / 1000, 8, 20, "s")
