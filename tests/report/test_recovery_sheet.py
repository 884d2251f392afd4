# SPDX-License-Identifier: Apache-2.0
"""The recovery sheet holds the whole code in an order that can be copied, on one page."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from intake.report.recovery_sheet import render_sheet
from intake.store.recovery_code import read_code, write_code
from tests.clinic_files import KEY

MADE = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
READER = """
import sys, pypdfium2
document = pypdfium2.PdfDocument(sys.argv[1])
page = document[0]
text, middle = page.get_textpage(), page.get_width() / 2
halves = [text.get_text_bounded(right=middle), text.get_text_bounded(left=middle)]
said = "\\f".join([str(len(document)), text.get_text_bounded(), *halves])
sys.stdout.buffer.write(said.encode("utf-8"))
"""


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_code_is_read_back_from_the_paper_and_opens_the_file(
    tmp_path: Path, paper: str
) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(render_sheet(write_code(KEY), "Riverside Pain Clinic", MADE, paper))
    done = subprocess.run(
        [sys.executable, "-c", READER, str(path)], check=True, capture_output=True
    )
    pages, text, *halves = done.stdout.decode("utf-8").split("\f")

    assert pages == "1"
    assert "Riverside Pain Clinic · 25 Nov 2026" in text
    groups = [group for half in halves for group in _groups(half)]
    assert read_code(" ".join(groups)) == KEY


def _groups(half: str) -> list[str]:
    """Return the groups of one column, each of which stands behind its number."""
    columns = "".join(re.sub(r"[^0-9A-Z\s]|\b[A-Z]?[a-z]+\b", "", half).split())
    first = 1 if "1" + write_code(KEY)[0] in columns else 8
    found = []
    for number in range(first, first + 7):
        _, _, columns = columns.partition(str(number))
        found.append(columns[:5])
        columns = columns[5:]
    return found


def test_the_same_code_gives_the_same_sheet() -> None:
    groups = write_code(KEY)

    assert render_sheet(groups, "Riverside", MADE) == render_sheet(groups, "Riverside", MADE)
