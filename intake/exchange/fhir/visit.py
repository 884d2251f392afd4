# SPDX-License-Identifier: Apache-2.0
"""What the resources of one visit share: who, when, and under which ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from intake.core.given import Given
from intake.core.visit import VisitRecord
from intake.exchange.fhir.systems import Resource, Systems


@dataclass(frozen=True, slots=True)
class ExportedVisit:
    """One visit on its way out. `recorded` is when what is said of it was put together."""

    record: VisitRecord
    given: Sequence[Given]
    systems: Systems
    recorded: datetime
    _ids: dict[tuple[str, ...], str] = field(default_factory=dict)

    @property
    def at(self) -> datetime | None:
        """When the answers were complete, as far as that is known."""
        return self.record.sitting.finished or self.record.sitting.started

    def uuid(self, *part: str) -> str:
        """Return the id of a part of the visit."""
        if part not in self._ids:
            self._ids[part] = self.systems.uuid(self.record, *part)
        return self._ids[part]

    def identifier(self, *part: str) -> Resource:
        """Return the business identifier of a part of the visit."""
        return {"system": self.systems.clinic, "value": self.uuid(*part)}

    def reference(self, kind: str, *part: str) -> Resource:
        """Return a reference to another entry of the same bundle."""
        return {"reference": f"urn:uuid:{self.uuid(*part)}", "type": kind}

    @property
    def patient(self) -> Resource:
        """A reference to the patient."""
        return self.reference("Patient", "patient")

    @property
    def encounter(self) -> Resource:
        """The visit, named but not described: the health record has encounters of its own."""
        value = self.record.sitting.id
        identifier = {"system": f"{self.systems.clinic}/visits", "value": value}
        return {"type": "Encounter", "identifier": identifier, "display": f"visit {value}"}


def instant(at: datetime) -> str:
    """Return a point in time with its zone; without one it is taken as UTC."""
    known = at if at.utcoffset() is not None else at.replace(tzinfo=UTC)
    return known.isoformat(timespec="seconds" if not known.microsecond else "milliseconds")
