# SPDX-License-Identifier: Apache-2.0
"""The clinic's file, open: one object a kind of thing that it keeps."""

from __future__ import annotations

from pathlib import Path

from intake.core.audit import Anchor
from intake.core.errors import StoreError
from intake.store import schema
from intake.store.alerts import Alerts
from intake.store.answering import Answering
from intake.store.checks import check_on_opening, damaged
from intake.store.connection import KEY_BYTES, Database
from intake.store.erasing import Erasing
from intake.store.journal import Journal
from intake.store.migrations import forget_copies, migrate, set_version, version_of
from intake.store.patients import Patients
from intake.store.reports import Reports
from intake.store.sentences import OUT_OF_REACH, sentence
from intake.store.settings import Settings
from intake.store.subjects import Subjects
from intake.store.team import Team
from intake.store.treatments import Treatments
from intake.store.visits import Visits


class Store:
    """The clinic's file. Every method of every part raises `StoreError` when it cannot be used.

    A part's change is on the disk when the method returns, together with its audit entry.
    """

    def __init__(self, database: Database) -> None:
        """Give each kind of thing its part."""
        self.database = database
        self.settings = Settings(database)
        self.team = Team(database)
        self.patients = Patients(database)
        self.visits = Visits(database)
        self.answers = Answering(database)
        self.alerts = Alerts(database)
        self.treatments = Treatments(database)
        self.reports = Reports(database)
        self.journal = Journal(database)
        self.erasing = Erasing(database)
        self.subjects = Subjects(database)

    @classmethod
    def create(cls, path: Path, key: bytes) -> Store:
        """Make an empty file.

        Raises:
            StoreError: when there is one already, or the folder cannot be used.
        """
        _check_key(key)
        if path.exists():
            raise StoreError(f"There is a clinic's file already ({path}).")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600, exist_ok=False)
        except OSError as error:
            raise StoreError(sentence(error, path)) from error
        database = Database(path, key)
        try:
            with database.writing() as connection:
                schema.metadata.create_all(connection)
                set_version(connection, schema.VERSION)
        except StoreError:
            database.close()
            path.unlink(missing_ok=True)
            raise
        return cls(database)

    @classmethod
    def open(cls, path: Path, key: bytes) -> Store:
        """Open the clinic's file.

        Raises:
            StoreError: when it is missing, cannot be used, is damaged, or is too new.
        """
        _check_key(key)
        if not path.is_file():
            raise StoreError(
                OUT_OF_REACH.format(place=f" ({path})")
                if not path.parent.is_dir()
                else f"The clinic's file ({path}) is missing. Put it back from the last backup."
            )
        if not path.stat().st_size:
            # The layer below would take it for a file that is to be made.
            raise damaged(path)
        database = Database(path, key)
        try:
            check_on_opening(database)
            version = version_of(database)
        except StoreError:
            database.close()
            raise
        if version != schema.VERSION:
            database.rest()
            database.close()
            migrate(path, key, version)
            database = Database(path, key)
        else:
            forget_copies(path)
        return cls(database)

    def anchor(self) -> Anchor:
        """Return where the audit trail ends now."""
        return self.journal.anchor()

    def rest(self) -> None:
        """Tidy the log at a moment when nobody waits for an answer to be stored."""
        self.database.rest()

    def close(self) -> None:
        """Put everything into the one file and let go of it."""
        self.database.rest()
        self.database.close()


def _check_key(key: bytes) -> None:
    if len(key) != KEY_BYTES:
        raise StoreError("The key of the clinic's file has the wrong length.")
