# SPDX-License-Identifier: Apache-2.0
"""What the staff screens may ask of the app, screen by screen.

The app gives the window one `Desk`; every screen gets only its own part of it. Every method
may raise `StoreError`, whose message is shown as it is. A part refuses what the person who is
signed in has no right to; the screens only leave out what would be refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from intake.core.answers import Answer, Answers
from intake.core.content import History, Trends
from intake.core.instrument import Instrument
from intake.core.records import AlertLine, FollowUp, Known, Reading, VisitLine
from intake.core.rights import Right
from intake.core.staff import Role, StaffMember
from intake.core.visit import Battery, Patient, Respondent, Treatment
from intake.core.wording import Wording


@dataclass(frozen=True, slots=True)
class NewMember:
    """Somebody who joins the team."""

    name: str
    role: Role
    passphrase: str
    pin: str


@dataclass(frozen=True, slots=True)
class ListedVisit:
    """A visit as a list shows it. `asked` names its forms, in short words.

    `may_reopen` says that it ended today, so that it can still go on.
    """

    line: VisitLine
    asked: str = ""
    read_by: Reading | None = None
    is_cancelled: bool = False
    may_reopen: bool = False


@dataclass(frozen=True, slots=True)
class AlertWords:
    """An alert in words for whoever is signed in.

    `answer` is empty for those who may not see it; `now` while it is still the same. `advice`
    is what the form suggests; `offer` is the form that staff are offered to ask in person, and
    `offer_name` its name.
    """

    title: str
    answer: str
    now: str = ""
    advice: tuple[str, ...] = ()
    offer: str = ""
    offer_name: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A person that a search found."""

    patient: Patient
    last_visit: date | None = None


@dataclass(frozen=True, slots=True)
class OfferedForm:
    """A form that this visit may ask.

    `is_planned` says that the battery brings it. `hint` is what the desk should know, such
    as when it was last given; `refusal` why it cannot be given, empty when it can.
    """

    id: str
    name: str
    is_planned: bool
    is_provisional: bool = False
    needs_reach: bool = False
    hint: str = ""
    refusal: str = ""
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """What a person's visit starts from: as last time, or what is due."""

    battery: str
    known_diagnosis: Known | None = None
    language: str = "en"
    respondent: Respondent | None = None
    interpreter: bool = False


@dataclass(frozen=True, slots=True)
class VisitForm:
    """What was filled in at the desk, complete and checked."""

    patient: Patient
    known_diagnosis: Known
    battery: str
    forms: tuple[str, ...]
    language: str
    respondent: Respondent
    staff_within_reach: bool = False
    interpreter: bool = False


@dataclass(frozen=True, slots=True)
class FinishedReport:
    """A finished report, and where in the clinic's folder it lies.

    `folder_problem` says in one sentence why it could not be written there. `anchor` is the
    place of the audit trail that is printed on it. `is_kept` says that it was kept before.
    """

    number: int
    id: str
    pdf: bytes
    visit: str = ""
    path: Path | None = None
    folder_problem: str = ""
    anchor: str = ""
    is_kept: bool = False


@dataclass(frozen=True, slots=True)
class PatientPage:
    """One person with everything that the clinic recorded.

    `history` and `trends` are `None` for those who may not see answers, and before the second
    visit.
    """

    patient: Patient
    visits: tuple[ListedVisit, ...] = ()
    treatments: tuple[Treatment, ...] = ()
    history: History | None = None
    trends: Trends | None = None
    lookalikes: tuple[Patient, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One form to be filled in by staff, and what is answered already."""

    instrument: Instrument
    wording: Wording
    answers: Answers = field(default_factory=dict)
    needs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PaperVisit:
    """A visit that was answered on paper: whose, when, in which language, and by whom."""

    patient: Patient
    at: datetime
    language: str
    respondent: Respondent
    answers: Mapping[str, Answers]


@dataclass(frozen=True, slots=True)
class BandChoice:
    """A score for which more than one set of bands was published."""

    key: str
    name: str
    sets: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Settings:
    """What the clinic decides. `crisis_line` is shown to patients only once it is confirmed."""

    clinic: str = ""
    address: str = ""
    logo: str = ""
    crisis_line: str = ""
    is_line_confirmed: bool = False
    report_folder: str = ""
    report_name: str = ""
    paper: str = "A4"
    languages: tuple[str, ...] = ("en",)
    name_style: str = "first_name"
    theme: str = "light"
    bands: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One entry of the audit."""

    number: int
    at: datetime
    who: str
    what: str
    about: str = ""


class Session(Protocol):
    """Who is signed in."""

    @property
    def member(self) -> StaffMember:
        """The person who is signed in."""

    @property
    def clinic(self) -> str:
        """The clinic's name, as it heads the reports."""

    def may(self, right: Right) -> bool:
        """Say whether the person who is signed in has a right."""

    def now(self) -> datetime:
        """Return the time, with its zone."""


class DayDesk(Protocol):
    """What the home screen lists."""

    @property
    def problems(self) -> tuple[str, ...]:
        """What needs attention, one line each."""

    def running(self) -> tuple[ListedVisit, ...]:
        """Return the visits that are not ended, newest first."""

    def unread(self, limit: int) -> tuple[ListedVisit, ...]:
        """Return the newest ended visits whose answers nobody has read yet."""

    def read_today(self) -> tuple[ListedVisit, ...]:
        """Return the visits of today that somebody has read, newest first."""

    def find(self, text: str) -> tuple[Found, ...]:
        """Return the people of whom a name word, record number or birth date begins like this."""


class AlertDesk(Protocol):
    """What the team must look at."""

    def open_alerts(self) -> tuple[AlertLine, ...]:
        """Return what the team must look at, oldest first."""

    def words_of(self, alert: AlertLine) -> AlertWords:
        """Say what an alert is about, to those who may know."""

    def follow_up(self, alert: int, done: FollowUp) -> None:
        """Record what the person who is signed in did about an alert."""

    def asked(self, visit: str, form: str) -> Sheet:
        """Return the form that staff ask in person at a visit."""

    def keep_asked(self, visit: str, form: str, answers: Answers) -> None:
        """Store what a patient answered when staff asked."""


class VisitDesk(Protocol):
    """Starting, ending and correcting visits."""

    @property
    def batteries(self) -> tuple[Battery, ...]:
        """The batteries that can be given."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which the clinic asks."""

    def person(self, record_number: str) -> Patient | None:
        """Return the person with this record number."""

    def lookalikes(self, patient: Patient) -> tuple[Patient, ...]:
        """Return known people who may be this one under another record number."""

    def plan(self, patient: str | None) -> Plan:
        """Return what a visit of a person starts from; `None` for somebody new."""

    def forms_for(
        self,
        battery: str,
        known: Known,
        language: str,
        patient: Patient | None,
        respondent: Respondent | None = None,
    ) -> tuple[OfferedForm, ...]:
        """Return the forms of a battery in order, and then every other that could be added."""

    def begin(self, form: VisitForm) -> str:
        """Store a new visit and return its id."""

    def hand_over(self, visit: str) -> None:
        """Show the patient's window for a visit."""

    def end_early(self, visit: str) -> None:
        """End a visit that the patient will not finish."""

    def cancel(self, visit: str, reason: str) -> None:
        """Take back a visit that should not have been started; it stays in the audit."""

    def reopen(self, visit: str) -> None:
        """Let a visit of today go on."""

    def move(self, visit: str, record_number: str, reason: str) -> None:
        """Give a visit to the person whose it is."""


class PatientDesk(Protocol):
    """One person's record."""

    def page(self, record_number: str) -> PatientPage:
        """Return everything about a person."""

    def change(self, record_number: str, patient: Patient) -> None:
        """Change what is recorded about a person."""

    def merge(self, kept: str, other: str, reason: str) -> None:
        """Make two records of one person one; `kept` is the record number that stays."""

    def add_treatment(self, record_number: str, treatment: Treatment) -> None:
        """Record a treatment."""

    def mark_read(self, visit: str) -> None:
        """Record that the person who is signed in has read a visit's answers."""

    def summary_lines(self, visit: str) -> tuple[str, ...]:
        """Return a visit in at most ten lines, for the health record; the copy is audited."""


class SheetDesk(Protocol):
    """Forms that staff key in or correct."""

    def blank(self, form: str, language: str, patient: Patient) -> Sheet:
        """Return an empty form."""

    def keep_paper(self, paper: PaperVisit) -> str:
        """Store a visit that was answered on paper and return its id."""

    def filled(self, visit: str) -> tuple[Sheet, ...]:
        """Return the forms of a visit with their answers."""

    def correct(self, visit: str, form: str, changed: Mapping[str, Answer], reason: str) -> None:
        """Add corrected answers; what stood there before stays in the file."""


class ReportDesk(Protocol):
    """Reports and where they lie."""

    def prepare(self, visit: str, *, anew: bool = False) -> Callable[[], FinishedReport]:
        """Return the job that makes a visit's report and writes it to the clinic's folder.

        A report that was made before is shown as it was kept, unless something about the
        person has changed since or it is wanted anew; it keeps its number. The job may take a
        while and touches neither windows nor the clinic's file.
        """

    def keep(self, report: FinishedReport) -> None:
        """Keep a finished report in the clinic's file, if it is not kept there already."""

    def save_as(self, report: FinishedReport, path: Path) -> None:
        """Write a report to a place that somebody chose."""

    def was_printed(self, report: FinishedReport) -> None:
        """Record that a report was printed."""


class ClinicDesk(Protocol):
    """What the clinic decides, who is in the team, and what happened."""

    def settings(self) -> Settings:
        """Return what the clinic decided."""

    def change_settings(self, settings: Settings) -> None:
        """Change what the clinic decided."""

    @property
    def bands(self) -> tuple[BandChoice, ...]:
        """The scores for which the clinic may choose another set of bands."""

    @property
    def all_languages(self) -> tuple[str, ...]:
        """Every language in which some form can be given."""

    def team(self) -> tuple[StaffMember, ...]:
        """Return the people of the team."""

    def add_member(self, new: NewMember, own_passphrase: str) -> bool:
        """Add somebody to the team; `False` when the passphrase is not that of who asks.

        Slow on purpose: not for the window's thread.
        """

    def remove_member(self, member: str) -> None:
        """Let somebody sign in no more."""

    def audit(self) -> Sequence[AuditLine]:
        """Return the audit, newest first."""

    def rekey(self) -> tuple[str, ...]:
        """Give the clinic's file a new key and return the recovery code that now counts.

        Not for the window's thread.
        """

    def audit_state(self) -> str:
        """Say in one sentence whether the audit's chain holds."""

    def export_audit(self, lines: Sequence[AuditLine], path: Path) -> None:
        """Write entries as CSV."""

    def back_up(self, path: Path) -> str:
        """Write a checked backup and say so in one sentence. Not for the window's thread."""

    def last_backup(self) -> datetime | None:
        """Return when the last backup was made."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The app, as far as the staff screens need it."""

    session: Session
    day: DayDesk
    alerts: AlertDesk
    visits: VisitDesk
    patients: PatientDesk
    sheets: SheetDesk
    reports: ReportDesk
    clinic: ClinicDesk
