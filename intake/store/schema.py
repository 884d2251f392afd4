# SPDX-License-Identifier: Apache-2.0
"""The tables, in plain SQL that SQLite and PostgreSQL share. Times are ISO 8601 with zone."""

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
)

VERSION = 1
"""The version of these tables; an app refuses a file with a newer one."""

metadata = MetaData()

setting = Table(
    "setting",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", Text, nullable=False),
)

patient = Table(
    "patient",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", Text),
    Column("birth_date", String),
    Column("sex", String),
)

visit = Table(
    "visit",
    metadata,
    Column("id", String, primary_key=True),
    Column("patient", String, ForeignKey("patient.id"), nullable=False, index=True),
    Column("state", String, nullable=False, index=True),
    Column("started", String, nullable=False),
    Column("finished", String),
    Column("language", String),
    Column("battery", String),
    Column("respondent_start", String),
    Column("respondent_end", String),
    Column("timing", String),
    Column("staff_within_reach", Integer),
    Column("known_diagnosis", String, nullable=False),
    Column("position", String, nullable=False, default=""),
)

administration = Table(
    "administration",
    metadata,
    Column("visit", String, ForeignKey("visit.id"), primary_key=True),
    Column("form", String, primary_key=True),
    Column("place", Integer, nullable=False),
    Column("version", String, nullable=False),
    Column("scores", Text),
)

event = Table(
    "event",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("visit", String, ForeignKey("visit.id"), nullable=False),
    Column("form", String, nullable=False),
    Column("item", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("value", Text, nullable=False),
    Column("at", String, nullable=False),
)
Index("event_of_visit", event.c.visit, event.c.seq)

pause = Table(
    "pause",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("visit", String, ForeignKey("visit.id"), nullable=False, index=True),
    Column("begun", String, nullable=False),
    Column("ended", String, nullable=False),
)

alert = Table(
    "alert",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("visit", String, ForeignKey("visit.id"), nullable=False, index=True),
    Column("form", String, nullable=False),
    Column("alert", String, nullable=False),
    Column("why", String, nullable=False),
    Column("level", String, nullable=False),
    Column("answers", Text, nullable=False),
    Column("at", String, nullable=False),
    Column("withdrawn", String),
)

acknowledgement = Table(
    "acknowledgement",
    metadata,
    Column("alert", Integer, ForeignKey("alert.id"), primary_key=True),
    Column("by", Text, nullable=False),
    Column("at", String, nullable=False),
    Column("action", Text, nullable=False),
)

report = Table(
    "report",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("visit", String, ForeignKey("visit.id"), nullable=False, index=True),
    Column("created", String, nullable=False),
    Column("sha256", String),
    Column("pdf", LargeBinary),
)
