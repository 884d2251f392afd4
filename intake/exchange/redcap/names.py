# SPDX-License-Identifier: Apache-2.0
"""What can go into a REDCap field: our own names, before a map changes them."""

from __future__ import annotations

from intake.core.instrument import Instrument
from intake.exchange.research.columns import VISIT_COLUMNS
from intake.exchange.score_columns import ScoreColumns

DATE = "date"
MISSING = "missing"
VERSION = "version"


def fact_names() -> tuple[str, ...]:
    """Return what can be said of a visit."""
    return (DATE, *(column.name for column in VISIT_COLUMNS))


def local_names(form: Instrument) -> tuple[str, ...]:
    """Return what can be said of a form: items, scores and what belongs to them."""
    items = (item.id for item in form.items)
    return (*items, MISSING, VERSION, *ScoreColumns(form).names)


def field_name(form: str, local: str) -> str:
    """Return what a name is called in REDCap unless a map says otherwise."""
    return f"{form}_{local}".lower().replace(".", "_")
