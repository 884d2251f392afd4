# SPDX-License-Identifier: Apache-2.0
"""The audit trail as the rest of the app sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Anchor:
    """How many entries the trail had at some moment, and the hash that stands for all of them.

    Kept outside the clinic's file, it shows later that the file was put back to an older state.
    """

    entries: int
    head: str

    def __str__(self) -> str:
        return f"{self.entries}-{self.head[:12]}"

    @classmethod
    def parse(cls, text: str) -> Anchor:
        """Return the anchor of its short form, as a report prints it.

        Raises:
            ValueError: when it is none.
        """
        entries, _, head = text.partition("-")
        if not entries.isdecimal() or not head:
            raise ValueError(f"{text} is no place of an audit trail")
        return cls(int(entries), head)


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One entry of the trail. `detail` is empty where it was erased with a patient's data.

    `subject` is a kind and an id, such as `visit:…`, `patient:…` (the file's own key, never a
    record number), `report:12`, `staff:…`; it is empty for the clinic as a whole.
    """

    number: int
    at: datetime
    by: str
    action: str
    subject: str
    detail: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which entries are wanted. An empty field wants all; `subject` is compared by its start."""

    by: str = ""
    action: str = ""
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None
    limit: int = 200
