# SPDX-License-Identifier: Apache-2.0
"""A desk over a real file, with the real forms and a report that is quickly made."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

from intake.app.desk import Doings, Office, open_desk
from intake.app.exports import pseudonym_key
from intake.app.places import Places
from intake.app.visits import RunningVisit
from intake.catalogue import Catalogue
from intake.core.answers import Answer
from intake.core.records import Known
from intake.core.staff import Role, StaffMember, Stamp
from intake.core.visit import Patient, Respondent, Sex, VisitRecord
from intake.store.store import Store
from intake.ui.staff.context import NewMember, Settings, VisitForm, WayBack
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
        self.restored: list[WayBack] = []
        self.now = NOON
        self.warning = ""
        self.member = StaffMember("okafor", "Dr. Okafor", Role.LEAD)
        ids = count(1)
        self.doings = Doings(
            give=self.given.append,
            render=self._render,
            render_page=self._render_page,
            attached=lambda pdf: b"{} " + pdf,
            lock=_lock,
            write=_write,
            now=lambda: self.now,
            new_id=lambda: f"v{next(ids)}",
            who=lambda: self.member,
            keys=FakeKeys(self),
            restyle=self.styles.append,
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

    def _render_page(self, record: VisitRecord) -> bytes:
        if record.sitting.language != "en":
            raise ValueError("the patient's page is written in English only")
        return f"%PDF page of {record.patient.name}".encode()


def _lock(pdf: bytes, password: str) -> bytes:
    if password.isspace():
        raise ValueError("the password is empty")
    return b"locked " + pdf


class FakeKeys:
    """Remembers what only whoever holds the keys could have done."""

    def __init__(self, clinic: DeskClinic) -> None:
        self._clinic = clinic

    def add(self, new: NewMember, own: str) -> bool:
        if own == "right":
            self._clinic.joined.append(new)
        return own == "right"

    def change_role(self, member: str, role: Role, own: str) -> bool:
        del member, role
        return own == "right"

    def renew(self, member: str, passphrase: str, own: str) -> bool:
        del member, passphrase
        return own == "right"

    def remove(self, member: str, reason: str) -> None:
        del member, reason

    def change_own(self, own: str, passphrase: str) -> bool:
        del passphrase
        return own == "right"

    def change_own_pin(self, own: str, pin: str) -> bool:
        del pin
        return own == "right"

    def rekey(self) -> tuple[str, ...]:
        return ("ABCDE",)

    def pseudonym_key(self) -> bytes:
        return pseudonym_key(KEY)

    def back_up(self, path: Path) -> str:
        clinic = self._clinic
        stamp = Stamp(clinic.member.name, clinic.now)
        clinic.store.settings.change("last_backup", clinic.now.isoformat(), stamp)
        return f"Written to {path.name}."

    def restore(self, way: WayBack) -> None:
        self._clinic.restored.append(way)

    def verify(self) -> str:
        return "The chain holds."


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _stamp() -> Stamp:
    return Stamp("Dr. Okafor", NOON)
