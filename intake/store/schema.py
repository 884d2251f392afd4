# SPDX-License-Identifier: Apache-2.0
"""The tables, in plain SQL that SQLite and PostgreSQL share. Times are ISO 8601 with zone.

Most tables only grow: a row is added and never changed, and carries the number of the audit
entry that accounts for it. Those of `STANDING` hold a present state, sealed at each change.
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

VERSION = 1
"""The version of these tables; an app refuses a file with a newer one."""

VERSION_KEY = "schema"
"""The setting that holds the version of a file; no audit entry accounts for it."""

metadata = MetaData()


def _growing(name: str, *columns: Column[str] | Column[int] | Column[bytes]) -> Table:
    """Describe a table whose rows are never changed."""
    return Table(
        name,
        metadata,
        Column("seq", Integer, primary_key=True),
        *columns,
        Column("entry", Integer, nullable=False),
    )


setting = Table(
    "setting",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", Text, nullable=False),
    Column("entry", Integer, nullable=False),
)

staff = Table(
    "staff",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", String, nullable=False),
    Column("public_key", String, nullable=False),
    Column("pin", Text),
    Column("added", String, nullable=False),
    Column("removed", String),
    Column("entry", Integer, nullable=False),
)

patient = Table(
    "patient",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("number", String, nullable=False, unique=True),
    Column("name", Text),
    Column("birth_date", String),
    Column("sex", String),
    Column("merged_into", Integer, ForeignKey("patient.key")),
    Column("entry", Integer, nullable=False),
)

patient_word = Table(
    "patient_word",
    metadata,
    Column("word", String, primary_key=True),
    Column("patient", Integer, ForeignKey("patient.key"), primary_key=True),
    sqlite_with_rowid=False,
)
Index("word_of_patient", patient_word.c.patient, patient_word.c.word)

visit = Table(
    "visit",
    metadata,
    Column("id", String, primary_key=True),
    Column("patient", Integer, ForeignKey("patient.key"), nullable=False),
    Column("state", String, nullable=False),
    Column("started", String, nullable=False),
    Column("finished", String),
    Column("language", String),
    Column("battery", String),
    Column("respondent_start", String),
    Column("respondent_end", String),
    Column("interpreter", Integer),
    Column("timing", String),
    Column("staff_within_reach", Integer),
    Column("known_diagnosis", String, nullable=False),
    Column("position", String, nullable=False),
    Column("entry", Integer, nullable=False),
)
Index("visit_of_patient", visit.c.patient, visit.c.started)
Index("visit_by_state", visit.c.state, visit.c.started)
Index("visit_by_start", visit.c.started)

administration = _growing(
    "administration",
    Column("visit", String, ForeignKey("visit.id"), nullable=False),
    Column("form", String, nullable=False),
    Column("place", Integer, nullable=False),
    Column("version", String, nullable=False),
)
administration.append_constraint(UniqueConstraint("visit", "form"))

event = _growing(
    "event",
    Column("visit", String, ForeignKey("visit.id"), nullable=False),
    Column("form", String, nullable=False),
    Column("item", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("value", Text, nullable=False),
    Column("at", String, nullable=False),
    Column("author", Text),
    Column("reason", Text),
)
Index("event_of_visit", event.c.visit, event.c.seq)

result = _growing(
    "result",
    Column("visit", String, ForeignKey("visit.id"), nullable=False, index=True),
    Column("form", String, nullable=False),
    Column("version", String, nullable=False),
    Column("at", String, nullable=False),
    Column("scores", Text, nullable=False),
)

pause = _growing(
    "pause",
    Column("visit", String, ForeignKey("visit.id"), nullable=False, index=True),
    Column("begun", String, nullable=False),
    Column("ended", String, nullable=False),
)

alert = _growing(
    "alert",
    Column("visit", String, ForeignKey("visit.id"), nullable=False, index=True),
    Column("form", String, nullable=False),
    Column("alert", String, nullable=False),
    Column("why", String, nullable=False),
    Column("level", String, nullable=False),
    Column("answers", Text, nullable=False),
    Column("at", String, nullable=False),
)

withdrawal = _growing(
    "withdrawal",
    Column("alert", Integer, ForeignKey("alert.seq"), nullable=False, unique=True),
    Column("at", String, nullable=False),
)

follow_up = _growing(
    "follow_up",
    Column("alert", Integer, ForeignKey("alert.seq"), nullable=False, index=True),
    Column("by", Text, nullable=False),
    Column("at", String, nullable=False),
    Column("action", Text, nullable=False),
    Column("told", Text, nullable=False),
    Column("seen", String, nullable=False),
)

treatment = _growing(
    "treatment",
    Column("patient", Integer, ForeignKey("patient.key"), nullable=False, index=True),
    Column("at", String, nullable=False),
    Column("kind", Text, nullable=False),
    Column("dose", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("recorded", String, nullable=False),
    Column("replaces", Integer, ForeignKey("treatment.seq"), unique=True),
    Column("is_withdrawn", Integer, nullable=False),
)

report = Table(
    "report",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("visit", String, ForeignKey("visit.id"), index=True),
    Column("created", String, nullable=False),
    Column("entry", Integer, nullable=False),
    sqlite_autoincrement=True,  # a number is never given again, even after a report was erased
)

report_file = _growing(
    "report_file",
    Column("report", Integer, ForeignKey("report.number"), nullable=False, index=True),
    Column("at", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("anchor", String, nullable=False),
    Column("pdf", LargeBinary, nullable=False),
)

reading = _growing(
    "reading",
    Column("report", Integer, ForeignKey("report.number"), nullable=False, index=True),
    Column("by", Text, nullable=False),
    Column("at", String, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("by", Text, nullable=False),
    Column("action", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("detail", Text),
    Column("salt", String),
    Column("digest", String, nullable=False),
    Column("content", String, nullable=False),
    Column("seals", Text, nullable=False),
    Column("link", String, nullable=False),
)
Index("audit_of_subject", audit.c.subject, audit.c.seq)

GROWING: tuple[Table, ...] = (
    administration,
    event,
    result,
    pause,
    alert,
    withdrawal,
    follow_up,
    treatment,
    report_file,
    reading,
)
"""The tables whose rows an audit entry accounts for as they were added."""

STANDING: tuple[Table, ...] = (setting, patient, visit, report, staff)
"""The tables whose rows an audit entry accounts for as they stand after a change."""

UNSEALED = {"entry", "position", "pdf", "pin"}
"""Columns that no seal covers: the accounting itself, where a patient is, bytes with a hash."""
