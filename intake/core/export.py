# SPDX-License-Identifier: Apache-2.0
"""What leaves the clinic's file, in words that windows, commands and files share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ExportKind(StrEnum):
    """What visits become."""

    FHIR = "fhir"
    CSV = "csv"
    REDCAP = "redcap"


@dataclass(frozen=True, slots=True)
class Selection:
    """One `visit`, or the ended visits: of one person (`number`), since a day, or all."""

    number: str = ""
    since: date | None = None
    visit: str = ""


class Naming(StrEnum):
    """Who the people in an export are: nobody to be known, record numbers, or names too."""

    PSEUDONYMS = "pseudonyms"
    NUMBERS = "numbers"
    NAMES = "names"


NAMINGS: dict[ExportKind, tuple[Naming, ...]] = {
    # A health record has to know whose answers these are.
    ExportKind.FHIR: (Naming.NAMES,),
    ExportKind.CSV: (Naming.PSEUDONYMS, Naming.NAMES),
    ExportKind.REDCAP: (Naming.PSEUDONYMS, Naming.NUMBERS, Naming.NAMES),
}
"""What can be chosen for each; the first holds as long as nothing else is chosen."""
