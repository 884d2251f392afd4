# SPDX-License-Identifier: Apache-2.0
"""What every part of the desk shares: the file, the forms, the clock, and who is signed in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from intake.app.places import Places
from intake.app.visits import RunningVisit
from intake.core.errors import StoreError
from intake.core.instrument import Instrument, Status
from intake.core.naming import Shown, shown_name
from intake.core.records import PlannedForm, StoredVisit, VisitLine
from intake.core.rights import Right, may
from intake.core.staff import Role, StaffMember, Stamp
from intake.core.visit import Patient, VisitRecord
from intake.ui.staff.context import NewMember, Settings, WayBack

if TYPE_CHECKING:
    from intake.catalogue import Catalogue
    from intake.store.store import Store

REPORT_LANGUAGE = "en"
"""The language of what staff and clinicians read."""

LAST_BACKUP = "last_backup"
"""The setting that says when the last backup was made."""


class KeyHolder(Protocol):
    """What only whoever holds the keys can do, in the name of whoever is signed in.

    `own` is the passphrase of who asks; `False` comes back when it is wrong. All but `remove` and
    `pseudonym_key` are slow.
    """

    def add(self, new: NewMember, own: str) -> bool:
        """Add somebody to the team."""

    def change_role(self, member: str, role: Role, own: str) -> bool:
        """Give somebody another role."""

    def renew(self, member: str, passphrase: str, own: str) -> bool:
        """Give a passphrase to somebody who has forgotten theirs."""

    def remove(self, member: str, reason: str) -> None:
        """Let somebody sign in no more."""

    def change_own(self, own: str, passphrase: str) -> bool:
        """Change the passphrase of who asks."""

    def change_own_pin(self, own: str, pin: str) -> bool:
        """Change the PIN of who asks."""

    def rekey(self) -> tuple[str, ...]:
        """Give the clinic's file a new key and return the recovery code that now counts."""

    def back_up(self, path: Path) -> str:
        """Write a checked backup and say so in one sentence."""

    def restore(self, way: WayBack) -> None:
        """Put a backup in the place of the clinic's file, and let nobody be signed in."""

    def verify(self) -> str:
        """Say in one sentence whether the audit accounts for the file as it is."""

    def pseudonym_key(self) -> bytes:
        """Return the key by which patients are called otherwise in exports."""


@dataclass(frozen=True, slots=True)
class Doings:
    """What the desk cannot do by itself.

    `give` shows the patient's window; `render` makes the PDF of a record, `render_page` the
    patient's page or a `ValueError` that says why there is none, `attached` takes the visit's file
    out of a PDF; `lock` puts a password on one and may raise `ValueError`; `write` puts bytes into
    a file whole or not at all and raises `OSError`; `who` is signed in. `restyle` is told that
    what the clinic decided has changed. `warning` says what was wrong with the file when it was
    opened, if anything.
    """

    give: Callable[[RunningVisit], None]
    render: Callable[[VisitRecord], bytes]
    render_page: Callable[[VisitRecord], bytes]
    attached: Callable[[bytes], bytes | None]
    lock: Callable[[bytes, str], bytes]
    write: Callable[[Path, bytes], None]
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    who: Callable[[], StaffMember]
    keys: KeyHolder
    restyle: Callable[[Settings], None]
    warning: Callable[[], str]


class Office:
    """The clinic's file and forms, as far as the person who is signed in may use them."""

    def __init__(self, store: Store, catalogue: Catalogue, places: Places, doings: Doings) -> None:
        """Share these among the parts of the desk."""
        self.store = store
        self.catalogue = catalogue
        self.places = places
        self.do = doings

    @property
    def member(self) -> StaffMember:
        """The person who is signed in."""
        return self.do.who()

    @property
    def clinic(self) -> str:
        """The clinic's name."""
        return self.store.settings.get("clinic") or ""

    def may(self, right: Right) -> bool:
        """Say whether the person who is signed in has a right."""
        return may(self.member.role, right)

    def called(self, patient: Patient) -> str:
        """Return what a patient is called on the team's screens, as the clinic decided."""
        return shown_name(patient, Shown(self.store.settings.get("names_shown") or Shown.NAME))

    def now(self) -> datetime:
        """Return the time."""
        return self.do.now()

    def require(self, right: Right) -> None:
        """Let somebody go on who has a right.

        Raises:
            StoreError: when the person who is signed in has it not.
        """
        if not self.may(right):
            raise StoreError(
                "Your role does not allow this. Somebody whose role does has to sign in."
            )

    def stamp(self) -> Stamp:
        """Return the mark of whoever is signed in, now."""
        return Stamp(self.member.name, self.now())

    def short(self, form: str) -> str:
        """Return what a form is called in a list."""
        if form not in self.catalogue.instruments:
            return form
        return self.catalogue.wording(form, REPORT_LANGUAGE).short

    def asked(self, line: VisitLine) -> str:
        """Return the forms of a visit in short words."""
        return ", ".join(self.short(planned.form) for planned in line.forms)

    def planned(self, forms: Iterable[str]) -> tuple[PlannedForm, ...]:
        """Return forms in the versions that will be answered now."""
        instruments = self.catalogue.instruments
        return tuple(PlannedForm(form, instruments[form].version) for form in forms)

    def running(self, visit: str) -> RunningVisit:
        """Return a visit with its questions.

        Raises:
            StoreError: also when one of its forms could not be loaded.
        """
        return self.running_from(self.store.visits.load(visit))

    def running_from(self, stored: StoredVisit) -> RunningVisit:
        """Return a visit with its questions, with the answers as they are given here.

        Raises:
            StoreError: when one of its forms could not be loaded.
        """
        instruments = self.catalogue.instruments
        gone = [each.form for each in stored.line.forms if each.form not in instruments]
        if gone:
            raise StoreError(
                f"This visit asks {', '.join(gone)}, which could not be loaded. "
                "Mend the form as “Needs attention” says, then continue."
            )
        language = stored.line.sitting.language or REPORT_LANGUAGE
        forms = [each.form for each in stored.line.forms]
        asked = {form: self._asked(form, language) for form in forms}
        return RunningVisit(self.store, stored, asked, self.now)

    def languages(self, form: str) -> tuple[str, ...]:
        """Return the languages in which a form can be given: a draft cannot."""
        return tuple(
            language
            for language in self.catalogue.languages(form)
            if self.catalogue.wording(form, language).status is not Status.DRAFT
        )

    def _asked(self, form: str, language: str) -> Instrument:
        # What staff ask may have no wording in the patient's language: it is asked in English.
        known = language if language in self.catalogue.languages(form) else REPORT_LANGUAGE
        return self.catalogue.asked(form, known)

    def refuse_while_waiting(self, visit: str) -> None:
        """Let nobody close a visit while the team has not looked at a message about it.

        Raises:
            StoreError: when there is such a message.
        """
        if any(alert.is_open for alert in self.store.alerts.of(visit)):
            raise StoreError(
                "A message about this visit waits for the team. Acknowledge it first."
            )
