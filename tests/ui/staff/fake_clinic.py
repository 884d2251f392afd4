# SPDX-License-Identifier: Apache-2.0
"""A clinic in memory, with the real forms: everything that the staff screens may ask."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from threading import Event, Thread, current_thread

from intake.assets import forms_dir
from intake.catalogue import Catalogue, load
from intake.core.answers import Answer, Answers
from intake.core.content import History, HistoryRow
from intake.core.errors import StoreError
from intake.core.export import ExportKind
from intake.core.instrument import AskedBy, Level
from intake.core.likeness import folded, may_be_same
from intake.core.naming import Shown, shown_name
from intake.core.records import (
    AlertLine,
    FollowUp,
    Known,
    PlannedForm,
    Reading,
    TreatmentLine,
    VisitLine,
    VisitState,
)
from intake.core.rights import Right, may
from intake.core.sheet import ReviewSheet, sheet_of
from intake.core.staff import Role, StaffMember
from intake.core.visit import (
    Battery,
    Patient,
    RaisedAlert,
    RaisedAs,
    Respondent,
    Sitting,
    Treatment,
)
from intake.ui.staff.context import (
    AlertWords,
    AuditLine,
    AuditWish,
    BandChoice,
    Desk,
    FinishedReport,
    Found,
    ListedForm,
    ListedVisit,
    NewMember,
    OfferedForm,
    OwnForms,
    PaperVisit,
    PatientPage,
    Plan,
    Settings,
    Sheet,
    ToErase,
    VisitForm,
    WayBack,
)
from intake.ui.staff.context.exports import (
    ExportChoice,
    Exported,
    ExportJob,
    ExportStep,
    IsStopped,
    Told,
)

NOON = datetime(2026, 11, 22, 12, 5, tzinfo=UTC)
ANA = Patient("A-1042", "Ana Nguyễn", date(1979, 4, 2))
BO = Patient("B-7", "Bo Hahn", date(1960, 11, 9))
TWIN = Patient("A-1420", "Ana Nguyen", date(1979, 4, 2))
IMPACT = {"impact": {"yes": "fiqr", "no": "siqr", "not_known": "siqr"}}
BATTERIES = (
    Battery(
        "fibromyalgia_first", ("acr2016", "impact", "peg", "gad7", "phq9"), "First visit", IMPACT
    ),
    Battery("follow_up", ("impact", "peg", "phq9"), "Monthly follow-up", IMPACT),
)
LEFT_OUT = "PHQ-9 left out: staff ask the ASQ in person"
OWN = "my own passphrase"
LEAD = StaffMember("okafor", "Dr. Okafor", Role.LEAD)
RAISED = RaisedAlert("phq9", "self_harm_reported", RaisedAs.RAISED, NOON)


@cache
def forms() -> Catalogue:
    """Return the real forms, loaded once for all tests."""
    return load(forms_dir())


def alert_of(patient: Patient = ANA, raised: RaisedAlert = RAISED) -> AlertLine:
    """Return an alert as the file holds it."""
    return AlertLine(7, "v1", patient, Level.NOW, raised)


def visit_of(
    patient: Patient = ANA, state: VisitState = VisitState.DONE, days: int = 0
) -> ListedVisit:
    """Return a visit that began at noon, so many days ago."""
    started = NOON - timedelta(days=days)
    sitting = Sitting(f"{patient.id}-{state}-{days}", started=started)
    forms = (PlannedForm("peg", "1.0.0"), PlannedForm("phq9", "1.0.0"))
    line = VisitLine(sitting.id, patient, sitting, state, forms)
    ended = state is not VisitState.RUNNING
    return ListedVisit(line, "PEG, PHQ-9", may_reopen=ended and days == 0)


@dataclass
class FakeClinic:
    """Plays every part of the desk and remembers what it was asked to do."""

    catalogue: Catalogue = field(default_factory=forms)
    member: StaffMember = field(default_factory=lambda: LEAD)
    clinic: str = "Riverside Pain Clinic"
    problems: tuple[str, ...] = ()
    alerts: list[AlertLine] = field(default_factory=list)
    past_alerts: list[AlertLine] = field(default_factory=list)
    visits: list[ListedVisit] = field(default_factory=list)
    patients: list[Patient] = field(default_factory=lambda: [ANA, BO, TWIN])
    treatments: list[TreatmentLine] = field(default_factory=list)
    history: History | None = None
    members: list[StaffMember] = field(default_factory=list)
    audit_lines: list[AuditLine] = field(default_factory=list)
    kept: Settings = field(
        default_factory=lambda: Settings("Riverside Pain Clinic", report_folder="Reports")
    )
    done: list[tuple[object, ...]] = field(default_factory=list)
    own_forms: OwnForms = field(default_factory=OwnForms)
    read_by: Thread | None = None
    broken: bool = False
    is_all_lately: bool = False
    old: ToErase = field(default_factory=lambda: ToErase(0, 0))
    wishes: list[AuditWish] = field(default_factory=list)
    pdf: bytes = b""
    refused: str = ""
    folder_problem: str = ""
    moment: datetime = NOON
    export_files: dict[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    may_end: Event = field(default_factory=Event)

    def desk(self) -> Desk:
        """Return the clinic as the window takes it."""
        visits, audit, way, exports = _Visits(self), _Audit(self), _Way(self), _Exports(self)
        parts = (self, self, self, visits, *[self] * 7, audit, self, way, self, exports)
        return Desk(*parts)  # type: ignore[arg-type]  # some names have two shapes

    # Who is signed in.

    def may(self, right: Right) -> bool:
        return may(self.member.role, right)

    def called(self, patient: Patient) -> str:
        return shown_name(patient, Shown(self.kept.names_shown))

    def proposed_line(self, country: str) -> str:
        return "988" if country == "US" else ""

    def now(self) -> datetime:
        return self.moment

    # The day.

    def running(self) -> tuple[ListedVisit, ...]:
        return tuple(v for v in self.visits if v.line.state is VisitState.RUNNING)

    def unread(self, limit: int) -> tuple[ListedVisit, ...]:
        ended = [v for v in self.visits if v.line.state is not VisitState.RUNNING]
        return tuple(v for v in ended if v.read_by is None)[:limit]

    def read_today(self) -> tuple[ListedVisit, ...]:
        return tuple(v for v in self.visits if v.read_by is not None)

    def find(self, text: str) -> tuple[Found, ...]:
        start = folded(text)
        return tuple(
            Found(each, NOON.date())
            for each in self.patients
            if any(
                word.startswith(start)
                for word in (*folded(each.name or "").split(), folded(each.id))
            )
        )

    # Alerts.

    def open_alerts(self) -> tuple[AlertLine, ...]:
        if self.broken:
            raise StoreError("The folder of the clinic's file cannot be reached. Check the drive.")
        return tuple(self.alerts)

    def words_of(self, alert: AlertLine) -> AlertWords:
        if not self.may(Right.SEE_ALERT_ANSWER):
            return AlertWords("Call the clinician now", "")
        title = "PHQ-9 item 9: thoughts of being better off dead or of self-harm"
        missing = alert.raised.state is RaisedAs.UNANSWERED
        answer = "preferred not to answer" if missing else "Several days (1)"
        done = tuple(f"{act.by}: {act.action}" for act in alert.follow_up)
        return AlertWords(title, answer, offer="phq9", offer_name="PHQ-9", done=done)

    def follow_up(self, alert: int, done: FollowUp) -> None:
        self.done.append(("follow up", alert, done))
        self.alerts = [each for each in self.alerts if each.id != alert]

    def asked(self, visit: str, form: str) -> Sheet:
        del visit
        return self.blank(form, "en", ANA)

    def keep_asked(self, visit: str, form: str, answers: Answers) -> None:
        self.done.append(("asked", visit, form, answers))

    # One person.

    def page(self, record_number: str) -> PatientPage:
        (person,) = [each for each in self.patients if each.id == record_number]
        return PatientPage(
            person,
            tuple(v for v in self.visits if v.line.patient == person),
            tuple(self.treatments),
            self.history if self.may(Right.SEE_ANSWERS) else None,
            lookalikes=tuple(each for each in self.patients if may_be_same(each, person)),
            alerts=tuple(each for each in self.past_alerts if each.patient == person),
        )

    def change(self, record_number: str, patient: Patient) -> None:
        self.done.append(("change", record_number, patient))
        self.patients = [patient if p.id == record_number else p for p in self.patients]

    def merge(self, kept: str, other: str, reason: str) -> None:
        self.done.append(("merge", kept, other, reason))
        self.patients = [each for each in self.patients if each.id != other]

    def add_treatment(self, record_number: str, treatment: Treatment) -> None:
        self.done.append(("treatment", record_number, treatment))
        self.treatments.append(TreatmentLine(len(self.treatments), treatment, "Ada", NOON))

    def change_treatment(self, treatment: int, right: Treatment, reason: str) -> None:
        self.done.append(("treatment changed", treatment, right, reason))

    def withdraw_treatment(self, treatment: int, reason: str) -> None:
        self.done.append(("treatment withdrawn", treatment, reason))

    def mark_read(self, visit: str) -> None:
        self.done.append(("read", visit))
        seen = Reading(self.member.name, NOON)
        self.visits = [replace(v, read_by=seen) if v.line.id == visit else v for v in self.visits]

    def summary_lines(self, visit: str) -> tuple[str, ...]:
        self.done.append(("copied", visit))
        return ("Ana Nguyễn, born 2 Apr 1979", "PHQ-9 total 14 (0–27, higher = worse)")

    # Sheets.

    def blank(self, form: str, language: str, patient: Patient) -> Sheet:
        del patient
        return Sheet(self.catalogue.instruments[form], self.catalogue.wording(form, language))

    def keep_paper(self, paper: PaperVisit) -> str:
        self.done.append(("paper", paper))
        return "paper"

    def filled(self, visit: str) -> tuple[Sheet, ...]:
        del visit
        return (replace(self.blank("peg", "en", ANA), answers={"peg_pain": 4}),)

    def correct(self, visit: str, form: str, changed: Mapping[str, Answer], reason: str) -> None:
        self.done.append(("correct", visit, form, dict(changed), reason))

    # Reports.

    def prepare(self, visit: str, *, anew: bool = False) -> Callable[[], FinishedReport]:
        self.done.append(("prepare", visit, anew))

        def job() -> FinishedReport:
            if not self.pdf:
                raise OSError(f"no report of {visit}")
            path = None if self.folder_problem else Path("R-000001.pdf")
            return FinishedReport(1, "R-000001", self.pdf, visit, path, self.folder_problem)

        return job

    def keep(self, report: FinishedReport) -> None:
        self.done.append(("keep", report.id))

    def save_as(self, report: FinishedReport, path: Path) -> None:
        self.done.append(("save_as", report.id, path))

    def lock(self, report: FinishedReport, password: str, path: Path) -> Callable[[], str]:
        self.done.append(("lock", report.id, password, path))
        return lambda: self.refused

    def patient_page(self, visit: str, path: Path) -> Callable[[], str]:
        self.done.append(("patient_page", visit, path))
        return lambda: self.refused

    def was_printed(self, report: FinishedReport) -> None:
        self.done.append(("printed", report.id))

    # The questionnaires.

    def all_forms(self) -> tuple[ListedForm, ...]:
        return tuple(
            ListedForm(
                form,
                self.catalogue.wording(form, "en").title,
                f"{self.catalogue.wording(form, 'en').short} · English "
                f"{self.catalogue.status(form)}",
                len(self.catalogue.unconfirmed(form)),
                "Ada, 22 Nov 2026" if ("confirm", form) in self.done else "",
            )
            for form in self.catalogue.instruments
        )

    def details(self, form: str, language: str = "") -> ReviewSheet:
        found = self.catalogue.instruments[form]
        wording = self.catalogue.wording(form, language or "en")
        return sheet_of(found, wording, self.catalogue.cases(form), {"en": wording.status})

    def confirm(self, form: str) -> None:
        self.done.append(("confirm", form))

    # The clinic.

    def settings(self) -> Settings:
        return self.kept

    def change_settings(self, settings: Settings) -> None:
        self.kept = settings

    def prepare_settings(self, settings: Settings) -> Callable[[], None]:
        self.read_by = current_thread()
        if self.own_forms.fault:
            raise StoreError(self.own_forms.fault)
        return lambda: self.change_settings(settings)

    @property
    def bands(self) -> tuple[BandChoice, ...]:
        return (
            BandChoice(
                "fiqr.total",
                "FIQR total",
                (("salaffi_2021", "Salaffi 2021"), ("bennett_2009", "Bennett 2009")),
            ),
        )

    @property
    def all_languages(self) -> tuple[str, ...]:
        return ("en", "es")

    def look_at_forms(self, folder: str) -> OwnForms:
        del folder
        return self.own_forms

    def team(self) -> tuple[StaffMember, ...]:
        return (self.member, *self.members)

    def add_member(self, new: NewMember, own_passphrase: str) -> bool:
        if own_passphrase != OWN:
            return False
        self.done.append(("member", new))
        self.members.append(StaffMember(new.name, new.name, new.role))
        return True

    def change_role(self, member: str, role: Role, own_passphrase: str) -> bool:
        self.done.append(("role", member, role))
        return own_passphrase == OWN

    def renew_passphrase(self, member: str, passphrase: str, own_passphrase: str) -> bool:
        self.done.append(("renewed", member, passphrase))
        return own_passphrase == OWN

    def change_own_passphrase(self, old: str, new: str) -> bool:
        self.done.append(("own passphrase", new))
        return old == OWN

    def change_own_pin(self, own_passphrase: str, pin: str) -> bool:
        self.done.append(("own pin", pin))
        return own_passphrase == OWN

    def remove_member(self, member: str, reason: str) -> None:
        self.done.append(("removed", member, reason))
        self.members = [each for each in self.members if each.id != member]

    def rekey(self) -> tuple[str, ...]:
        self.done.append(("rekey",))
        return ("ABCDE", "FGHIJ")

    def back_up(self, path: Path) -> str:
        self.done.append(("backup", path))
        return "Checked and written."

    def last_backup(self) -> datetime | None:
        return NOON - timedelta(days=3)

    # Records.

    def someone(self, record_number: str) -> Patient | None:
        return next((each for each in self.patients if each.id == record_number), None)

    def older_than(self, years: int) -> tuple[date, ToErase]:
        return NOON.replace(year=NOON.year - years).date(), self.old

    def erase_older(self, years: int) -> ToErase:
        self.done.append(("erased older", years))
        return self.old

    def all_of(self, record_number: str) -> ToErase:
        del record_number
        return ToErase(4, 1, 3)

    def erase_patient(self, record_number: str, reason: str) -> ToErase:
        self.done.append(("erased", record_number, reason))
        return ToErase(4, 1, 3)


class _Audit:
    """The part of the desk that tells what happened."""

    def __init__(self, clinic: FakeClinic) -> None:
        self._clinic = clinic

    def kinds(self) -> tuple[str, ...]:
        return ("report", "visit")

    def people(self) -> tuple[str, ...]:
        return tuple(sorted({line.who for line in self._clinic.audit_lines}))

    def audit(self, wish: AuditWish) -> Sequence[AuditLine]:
        self._clinic.wishes.append(wish)
        return tuple(
            line
            for line in self._clinic.audit_lines
            if wish.who in ("", line.who) and line.what.startswith(wish.kind)
        )

    def audit_state(self) -> str:
        return f"The chain of {len(self._clinic.audit_lines)} entries holds."

    def export_audit(self, lines: Sequence[AuditLine], path: Path) -> None:
        self._clinic.done.append(("export", len(lines), path))


class _Way:
    """The way back from a backup."""

    def __init__(self, clinic: FakeClinic) -> None:
        self._clinic = clinic

    def people_of(self, backup: Path) -> tuple[str, ...]:
        if backup.suffix != ".intake-backup":
            raise StoreError("That is no backup. Nothing was changed: take another.")
        return ("Ada", "Rosa Lima")

    def restore(self, way: WayBack) -> None:
        if OWN not in (way.passphrase, way.code):
            raise StoreError("That is not the passphrase that they had then.")
        self._clinic.done.append(("restored", way))


class _Visits:
    """The part of the desk that starts visits."""

    def __init__(self, clinic: FakeClinic) -> None:
        self._clinic = clinic
        self.languages = ("en",)

    @property
    def batteries(self) -> tuple[Battery, ...]:
        return BATTERIES

    def person(self, record_number: str) -> Patient | None:
        return next((p for p in self._clinic.patients if p.id == record_number), None)

    def lookalikes(self, patient: Patient) -> tuple[Patient, ...]:
        return tuple(each for each in self._clinic.patients if may_be_same(each, patient))

    def plan(self, patient: str | None) -> Plan:
        if patient is None:
            return Plan("fibromyalgia_first")
        return Plan("follow_up", Known.NO, "en", Respondent.SELF)

    def forms_for(
        self, battery: str, known: Known, language: str, patient: Patient | None
    ) -> tuple[OfferedForm, ...]:
        del language
        hint = "last given 9 days ago, covers 14: give or leave out" if patient else ""
        (chosen,) = [each for each in BATTERIES if each.id == battery]
        planned = chosen.forms_for(known)
        rest = [form for form in self._clinic.catalogue.instruments if form not in planned]
        return tuple(
            OfferedForm(
                form,
                self._clinic.catalogue.wording(form, "en").short,
                form in planned,
                is_provisional=form == "siqr",
                needs_reach=form == "phq9",
                is_due=not (patient and self._clinic.is_all_lately),
                hint=hint if form == "phq9" else "",
                left_out=LEFT_OUT if form == "phq9" else "",
                by_staff=self._clinic.catalogue.instruments[form].asked_by is AskedBy.STAFF,
            )
            for form in (*planned, *rest)
        )

    def begin(self, form: VisitForm) -> str:
        self._clinic.done.append(("begin", form))
        return "v-new"

    def hand_over(self, visit: str) -> None:
        self._clinic.done.append(("hand over", visit))

    def end_early(self, visit: str) -> None:
        self._clinic.visits = [v for v in self._clinic.visits if v.line.id != visit]

    def cancel(self, visit: str, reason: str) -> None:
        self._clinic.done.append(("cancel", visit, reason))
        self._clinic.visits = [v for v in self._clinic.visits if v.line.id != visit]

    def reopen(self, visit: str) -> None:
        self._clinic.done.append(("reopen", visit))

    def move(self, visit: str, record_number: str, reason: str) -> None:
        if self.person(record_number) is None:
            raise StoreError("Nobody has this record number. Check it.")
        self._clinic.done.append(("move", visit, record_number, reason))


class _Exports:
    """The part of the desk that exports: nothing is written, and it ends when it is told to."""

    def __init__(self, clinic: FakeClinic) -> None:
        self._clinic = clinic

    def person(self, record_number: str) -> Patient | None:
        return next((p for p in self._clinic.patients if p.id == record_number), None)

    def file_of(self, kind: ExportKind) -> str:
        return self._clinic.export_files.get(kind, "")

    def prepare(self, choice: ExportChoice) -> ExportJob:
        self._clinic.done.append(("export", choice))

        def job(told: Told, is_stopped: IsStopped) -> Exported | None:
            told(ExportStep(120, 340, is_writing=True))
            self._clinic.may_end.wait(10)
            folder = choice.parent / f"intake-{choice.kind}-2026-11-22"
            return None if is_stopped() else Exported(folder, 340, self._clinic.left_out)

        return job


HISTORY = History(
    ("PEG", "GAD-7", "PHQ-9", "FIQR"),
    (
        HistoryRow("12 Mar 2026", "", ("7.3", "13", "18", "68.2")),
        HistoryRow("1 Oct 2026", "A ketamine infusion, 0.5 mg/kg"),
        HistoryRow("29 Oct 2026", "", ("6.0", "9", "14", "57.2")),
        HistoryRow("22 Nov 2026", "", ("4.7", "7", "11", "44.7")),
    ),
    "higher = worse throughout",
)
