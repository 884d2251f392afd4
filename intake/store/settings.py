# SPDX-License-Identifier: Apache-2.0
"""The clinic's settings: a name and a text each."""

from __future__ import annotations

from sqlalchemy import select

from intake.core.staff import Stamp
from intake.store import schema, trail
from intake.store.connection import Database


class Settings:
    """The setting table. Every method raises `StoreError` when the file cannot be used."""

    def __init__(self, database: Database) -> None:
        """Work on this file."""
        self._database = database

    def get(self, key: str) -> str | None:
        """Return a setting."""
        with self._database.reading() as connection:
            found: str | None = connection.scalar(
                select(schema.setting.c.value).where(schema.setting.c.key == key)
            )
        return found

    def change(self, key: str, value: str, stamp: Stamp) -> None:
        """Set a setting; what it was before stays in the trail."""
        table = schema.setting
        with self._database.writing() as connection:
            old = connection.scalar(select(table.c.value).where(table.c.key == key))
            if old == value:
                return
            detail = {"setting": key, "from": old or "", "to": value}
            about = trail.seal_of(table, key)
            with trail.entry(connection, stamp, "setting.changed", about, detail) as entry:
                connection.execute(table.delete().where(table.c.key == key))
                connection.execute(table.insert().values(key=key, value=value, entry=entry.number))
                entry.seal(table, key)
