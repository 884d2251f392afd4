# SPDX-License-Identifier: Apache-2.0
"""What can be said of a visit in REDCap: the columns of the table of visits, and its day."""

from __future__ import annotations

from collections.abc import Iterable

from intake.core.visit import VisitRecord
from intake.exchange.redcap.field import Field
from intake.exchange.redcap.field_map import FormMap
from intake.exchange.redcap.names import DATE, field_name
from intake.exchange.research.columns import VISIT_COLUMNS, VisitColumn, disguised_columns


def visit_facts(*, names: bool, hidden: bool) -> list[VisitColumn]:
    """Return what can be said of a visit, its day among it.

    What names people comes only with `names`; with `hidden` nothing does that might.
    """
    day = VisitColumn(
        DATE,
        "Day of the visit",
        lambda record: (
            record.sitting.started.date().isoformat() if record.sitting.started else None
        ),
        "date",
        disguised="Day of the visit, moved back with all days of the patient",
    )
    facts = [fact for fact in (day, *VISIT_COLUMNS) if names or not fact.names_people]
    return disguised_columns(facts) if hidden else facts


def fact_text(fact: VisitColumn, record: VisitRecord) -> str:
    """Return a fact about a visit as a cell."""
    value = fact.read(record)
    return "" if value is None else str(value)


def fact_field(fact: VisitColumn, name: str) -> Field:
    """Return the field of a fact about a visit."""
    return Field(
        name,
        "text",
        fact.label,
        lambda record, _: fact_text(fact, record),
        validation={"number": "integer", "date": "date_ymd"}.get(fact.kind, ""),
        is_identifier=fact.names_people or fact.name == "patient",
    )


def visit_fields(own: FormMap, facts: Iterable[VisitColumn]) -> list[tuple[VisitColumn, Field]]:
    """Return the fields that describe a visit."""
    return [
        (fact, fact_field(fact, own.fields.get(fact.name) or field_name("intake", fact.name)))
        for fact in facts
        if fact.name in own.fields or not own.only_listed
    ]
