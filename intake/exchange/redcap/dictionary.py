# SPDX-License-Identifier: Apache-2.0
"""REDCap's data dictionary: eighteen columns, a row a field."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from intake.exchange.redcap.field import Field

HEAD = (
    "Variable / Field Name",
    "Form Name",
    "Section Header",
    "Field Type",
    "Field Label",
    "Choices, Calculations, OR Slider Labels",
    "Field Note",
    "Text Validation Type OR Show Slider Number",
    "Text Validation Min",
    "Text Validation Max",
    "Identifier?",
    "Branching Logic (Show field only if...)",
    "Required Field?",
    "Custom Alignment",
    "Question Number (surveys only)",
    "Matrix Group Name",
    "Matrix Ranking?",
    "Field Annotation",
)
RECORD_ID = "record_id"

_ZIP_DAY = (2026, 1, 1, 0, 0, 0)
"""Every entry has this date, so that the same form gives the same bytes."""


def record_id(instrument: str, label: str) -> tuple[str, ...]:
    """Return the row that every project begins with."""
    return (RECORD_ID, instrument, "", "text", label, *[""] * (len(HEAD) - 5))


def rows(instrument: str, fields: Iterable[Field]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of one instrument."""
    for each in fields:
        yield (
            each.name,
            instrument,
            each.header,
            each.kind,
            each.label,
            each.choices,
            each.note,
            each.validation,
            each.low,
            each.high,
            "y" if each.is_identifier else "",
            "",
            "",
            "",
            "",
            each.matrix,
            "",
            "",
        )


def write_dictionary(place: Path, lines: Iterable[tuple[str, ...]]) -> None:
    """Write a dictionary for a new project: uploading one replaces all that the project has."""
    place.write_text(_table(lines), encoding="utf-8", newline="")


def write_instrument(place: Path, lines: Iterable[tuple[str, ...]]) -> None:
    """Write one instrument, which can be added to a project that has others."""
    with zipfile.ZipFile(place, "x", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(zipfile.ZipInfo("instrument.csv", _ZIP_DAY), _table(lines))


def _table(lines: Iterable[tuple[str, ...]]) -> str:
    """Return a dictionary to the letter: only forms and maps speak in it, nobody else typed."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEAD)
    writer.writerows(lines)
    return text.getvalue()
