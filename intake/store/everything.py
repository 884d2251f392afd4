# SPDX-License-Identifier: Apache-2.0
"""Everything that the clinic's file holds about one person, table by table."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, or_, select

from intake.store import patients, schema, trail

OF_A_VISIT = (
    schema.alert,
    schema.result,
    schema.pause,
    schema.event,
    schema.administration,
)
"""The tables whose rows name their visit, in an order in which they can be taken out."""


def everything_of(
    connection: Connection, keys: Sequence[int], visits: Sequence[str]
) -> Mapping[str, object]:
    """Return the rows of the people with these keys and of their visits, by table."""
    subjects = [patients.subject(key) for key in keys]
    subjects += [trail.seal_of(schema.visit, visit) for visit in visits]
    alerts = select(schema.alert.c.seq).where(schema.alert.c.visit.in_(visits))
    reports = select(schema.report.c.number).where(schema.report.c.visit.in_(visits))
    wanted: tuple[tuple[Table, Any], ...] = (
        (schema.patient, schema.patient.c.key.in_(keys)),
        (schema.visit, schema.visit.c.id.in_(visits)),
        *((table, table.c.visit.in_(visits)) for table in OF_A_VISIT),
        (schema.withdrawal, schema.withdrawal.c.alert.in_(alerts)),
        (schema.follow_up, schema.follow_up.c.alert.in_(alerts)),
        (schema.treatment, schema.treatment.c.patient.in_(keys)),
        (schema.report, schema.report.c.visit.in_(visits)),
        (schema.report_file, schema.report_file.c.report.in_(reports)),
        (schema.reading, schema.reading.c.report.in_(reports)),
        (schema.audit, or_(*(schema.audit.c.subject == each for each in subjects))),
    )
    return {
        table.name: [
            {name: _plain(value) for name, value in row.items() if value is not None}
            for row in connection.execute(select(table).where(condition)).mappings()
        ]
        for table, condition in wanted
    }


def _plain(value: object) -> object:
    return base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else value
