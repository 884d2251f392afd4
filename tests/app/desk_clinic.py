# SPDX-License-Identifier: Apache-2.0
"""A desk over a real file, with the real forms and a report that is quickly made."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

from intake.app.desk import Doings, Office, open_desk
from intake.app.places import Places
from intake.app.visits import RunningVisit
from intake.catalogue import Catalogue
from intake.core.answers import Answer
from intake.core.records import Known
from intake.core.staff import Role, StaffMember, Stamp
from intake.core.visit import Patient, Respondent, Sex, VisitRecord
from intake.store.store import Store
from intake.ui.staff.context import NewMember, Settings, VisitForm
from tests.clinic_files import KEY

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ANA = Patient("A-1042", "Ana Nguyễn", date(1979, 4, 2), Sex.NOT_RECORDED)
BO = Patient("B-7", "Bo Hahn", date(1960, 11, 9), Sex.MALE)


class DeskClinic:
    """Remembers what the desk gave to patients, rendered and changed."""

    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        self.store = Store.create(folder / "data" / "clinic.db", KEY)
        self.store.settings.change("clinic", "Riverside", _stamp())
        self.places = Places(folder / "data", folder / "reports")
        self.given: list[RunningVisit] = []
        self.made: list[VisitRecord] = []
        self.styles: list[Settings] = []
        self.joined: list[NewMember] = []
        self.now = NOON
        self.warning = ""
        self.member = StaffMember("okafor", "Dr. Okafor", Role.LEAD)
        ids = count(1)
        self.doings = Doings(
            give=self.given.append,
            render=self._render,
            write=_write,
            now=lambda: self.now,
            new_id=lambda: f"v{next(ids)}",
            who=lambda: self.member,
            add_member=self._join,
            remove_member=lambda _member: None,
            restyle=self.styles.append,
            rekey=lambda: ("ABCDE",),
            back_up=self._back_up,
            verify=lambda: "The chain holds.",
            warning=lambda: self.warning,
        )
        self.office = Office(self.store, catalogue, self.places, self.doings)
        self.desk = open_desk(self.office)

    def be(self, role: Role) -> None:
        """Let somebody of this role sign in."""
        self.member = StaffMember(role, f"A {role}", role)

    def form(self, patient: Patient = ANA, *forms: str) -> VisitForm:
        """Return a filled-in form for a visit."""
        return VisitForm(
            patient,
            Known.NOT_KNOWN,
            "fibromyalgia_first",
            forms or ("peg", "phq9"),
            "en",
            Respondent.SELF,
            staff_within_reach=True,
        )

    def begin(self, patient: Patient = ANA, *forms: str) -> str:
        """Begin a visit and return its id."""
        return self.desk.visits.begin(self.form(patient, *forms))

    def answer(self, visit: str, item: str, answer: Answer, form: str = "phq9") -> None:
        """Give one answer as the patient's window would."""
        running = self.office.running(visit)
        flow = running.flow
        while flow.here is not None and flow.here.key != f"{form}.{item}":
            flow.next()
        assert flow.here is not None
        running.commit(flow.record(flow.here, {item: answer}, self.now), None)

    def finish(self, visit: str) -> None:
        """End a visit as the patient does."""
        self.office.running(visit).finish(Respondent.SELF)

    def visit(self, patient: Patient = ANA, *forms: str, **answers: Answer) -> str:
        """Begin a visit, answer items of the PHQ-9 and end it."""
        made = self.begin(patient, *forms)
        for item, answer in answers.items():
            self.answer(made, item, answer)
        self.finish(made)
        return made

    def later(self, **length: float) -> None:
        """Let time pass."""
        self.now += timedelta(**length)

    def _render(self, record: VisitRecord) -> bytes:
        self.made.append(record)
        return f"%PDF {record.report.created}".encode()

    def _back_up(self, path: Path) -> str:
        stamp = Stamp(self.member.name, self.now)
        self.store.settings.change("last_backup", self.now.isoformat(), stamp)
        return f"Written to {path.name}."

    def _join(self, new: NewMember, own: str) -> bool:
        if own == "right":
            self.joined.append(new)
        return own == "right"


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _stamp() -> Stamp:
    return Stamp("Dr. Okafor", NOON)
