# SPDX-License-Identifier: Apache-2.0
"""Every staff screen as a picture, to be looked at: `python -m tests.pictures.staff FOLDER`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from intake.assets import resources_dir
from intake.core.records import FollowUp, Reading, TreatmentLine, VisitState
from intake.core.staff import Role, StaffMember
from intake.core.visit import Patient, Treatment
from intake.ui.background import Background
from intake.ui.staff.context import AuditLine, OwnForms, Refusal
from intake.ui.staff.form_dialog import FormDialog
from intake.ui.staff.window import StaffWindow
from intake.ui.theme import Look, apply_theme, load_fonts
from tests.ui.staff.fake_clinic import ANA, BO, HISTORY, NOON, FakeClinic, alert_of, visit_of

SIZES = ((1280, 800), (1920, 1080))
THEMES = ("light", "dark", "contrast")
ROSA = StaffMember("Rosa Lima", "Rosa Lima", Role.FRONT_DESK)
OKAFOR = StaffMember("Dr. Okafor", "Dr. Okafor", Role.LEAD)


def main() -> None:
    """Make every picture anew."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication([])
    load_fonts()
    resources = resources_dir()
    look = Look.load(
        (resources / "theme.toml").read_text(encoding="utf-8"),
        (resources / "style.qss").read_text(encoding="utf-8")
        + (resources / "staff.qss").read_text(encoding="utf-8"),
    )
    background = Background()
    clinic = clinic_to_see()
    window = StaffWindow(lambda _who, _secret: True, background)
    window.attach(clinic.desk())
    QFileDialog.getExistingDirectory = staticmethod(lambda *_: "/srv/exports")  # type: ignore[method-assign]
    window.sign_in.show_people([clinic.member])
    window.show()
    for theme in THEMES:
        apply_theme(window, look, theme)
        window.open()
        for size in SIZES:
            window.resize(*size)
            window.open()
            for name, show in Shows(window, clinic).all().items():
                show()
                application.processEvents()
                QTest.qWait(30)
                target = QApplication.activeModalWidget() or window
                target.grab().save(str(folder / f"{name}-{theme}-{size[0]}.png"))
                for dialog in window.findChildren(QDialog):
                    dialog.reject()
                application.processEvents()
    window.close()
    background.close()


def clinic_to_see() -> FakeClinic:
    """Return a clinic in which much has happened."""
    clinic = FakeClinic(history=HISTORY)
    clinic.alerts = [alert_of(BO)]
    told = FollowUp("Rosa Lima", NOON, "The clinician was told", "Dr. Silva")
    clinic.past_alerts = [replace(alert_of(ANA), follow_up=(told,))]
    seen = Reading("Dr. Okafor", NOON)
    clinic.visits = [
        visit_of(BO, VisitState.RUNNING),
        visit_of(ANA),
        replace(visit_of(ANA, days=24), read_by=seen),
        replace(visit_of(ANA, VisitState.ENDED_EARLY, days=255), read_by=seen),
        *(
            visit_of(Patient(f"C-{number}", f"Carla Person{number}", ANA.birth_date), days=1)
            for number in range(30)
        ),
    ]
    clinic.treatments = [
        TreatmentLine(number, given, "Rosa Lima", given.at)
        for number, given in enumerate(
            (
                Treatment(NOON - timedelta(days=52), "ketamine infusion", "0.5 mg/kg"),
                Treatment(NOON - timedelta(days=45), "ketamine infusion", "0.5 mg/kg", "slower"),
            )
        )
    ]
    clinic.kept = replace(clinic.kept, own_forms="/clinic/forms")
    clinic.own_forms = OwnForms(
        given=("Morning ease", "Hand grip"),
        refused=(
            Refusal(
                "evening_ease",
                (
                    "forms/evening_ease/instrument.toml: score.total.range: says 0 to 7, ...",
                    "forms/evening_ease/en.toml: item.third: is missing; add it.",
                ),
            ),
        ),
    )
    clinic.members = [
        ROSA,
        StaffMember("Dr. Silva", "Dr. Silva", Role.CLINICIAN),
    ]
    clinic.problems = (
        "The last backup is 3 days old. “Backup”, under “Clinic”, makes a new one.",
    )
    clinic.audit_lines = [
        AuditLine(400 - n, NOON - timedelta(minutes=n), "Rosa Lima", "visit started", "A-1042")
        for n in range(400)
    ]
    return clinic


class Shows:
    """Brings the window to each of the things that are to be seen."""

    def __init__(self, window: StaffWindow, clinic: FakeClinic) -> None:
        self._window, self._clinic = window, clinic
        self._screens, self._routes = window.screens, window.routes

    def all(self) -> dict[str, Callable[[], object]]:
        """Return how each is shown, by name."""
        window, routes, clinic = self._window, self._routes, self._clinic
        rooms = ("forms", "settings", "team", "audit", "export", "backup", "records")
        return {
            "home": window.go_home,
            "search": self._search,
            "new_known": lambda: routes.new_visit(ANA),
            "nothing_due": self._nothing_due,
            "new_person": lambda: routes.new_visit(None),
            "duplicate": self._duplicate,
            "alert_front_desk": lambda: self._alert(ROSA),
            "alert_clinician": lambda: self._alert(OKAFOR),
            "ask": lambda: routes._ask(clinic.alerts[0], "phq9"),
            "patient": lambda: routes._open_patient(ANA),
            "paper": self._paper,
            "correction": lambda: routes._correct(clinic.visits[1]),
            **{room: partial(window.enter_room, room) for room in rooms},
            "form": lambda: routes.forms.show_form("fiqr"),
            "restore": self._restore,
            **self._exports(),
            **self._dialogs(),
            **self._refusals(),
            "welcome": self._welcome,
            "recovery": self._recovery,
            "locked": lambda: window.lock(clinic.clinic, 1),
        }

    def _exports(self) -> dict[str, Callable[[], object]]:
        return {
            "export_redcap": self._export_redcap,
            "export_patient": lambda: self._routes._export(ANA),
            "export_visit": lambda: self._routes._export(self._clinic.visits[1]),
            "export_runs": self._export_runs,
            "export_done": self._export_done,
        }

    def _dialogs(self) -> dict[str, Callable[[], object]]:
        routes, clinic = self._routes, self._clinic
        member = clinic.members[0]
        return {
            "treatment": lambda: routes._record_treatment(ANA),
            "treatment_right": lambda: routes._change_treatment(clinic.treatments[0]),
            "treatment_back": lambda: routes._withdraw_treatment(clinic.treatments[0]),
            "erasing": self._erasing,
            "removed": lambda: routes.clinic._removed(member),
            "role": lambda: routes.clinic._change_role(member),
            "renewal": lambda: routes.clinic._renew_passphrase(member),
            "own_passphrase": routes.clinic.change_own_passphrase,
            "own_pin": routes.clinic.change_own_pin,
        }

    def _refusals(self) -> dict[str, Callable[[], object]]:
        return {
            "refused_visit": self._refused_visit,
            "refused_paper": self._refused_paper,
            "refused_team": self._refused_team,
            "refused_dialog": self._refused_dialog,
            "refused_welcome": self._refused_welcome,
        }

    def _search(self) -> None:
        self._window.go_home()
        self._screens.home.search.field.setText("ana")
        QTest.qWait(200)

    def _alert(self, member: StaffMember) -> None:
        self._clinic.member = member
        self._routes.open_alert(self._clinic.alerts[0])

    def _nothing_due(self) -> None:
        self._clinic.is_all_lately = True
        self._routes.new_visit(ANA)
        self._clinic.is_all_lately = False

    def _duplicate(self) -> None:
        self._routes.new_visit(None)
        fields = self._screens.new_visit.fields
        fields.name.setText("Ana Nguyen")
        fields.born.set_date(ANA.birth_date)
        fields.number.setText("X-9")
        fields.number.editingFinished.emit()

    def _paper(self) -> None:
        self._routes._key_in(ANA)
        self._screens.paper.grids.add(self._clinic.blank("phq9", "en", ANA))

    def _restore(self) -> None:
        self._routes.clinic._show_restore()
        self._screens.restore.choose(Path("intake-2026-11-01.intake-backup"))
        QTest.qWait(100)

    def _export_redcap(self) -> None:
        self._window.enter_room("export")
        fields = self._screens.export.fields
        fields._kind.choose("redcap")
        fields._show_kind()
        fields.visits._which.choose("since")
        fields.visits._show_which()

    def _export_runs(self) -> None:
        self._clinic.may_end.clear()
        self._window.enter_room("export")
        self._screens.export._go.click()

    def _export_done(self) -> None:
        self._clinic.left_out = ("visit 17: own is not a form that is here; it is left out.",)
        self._clinic.may_end.set()
        while self._screens.export.run.is_running:
            QTest.qWait(10)

    def _erasing(self) -> None:
        self._window.enter_room("records")
        self._screens.records.patient_wanted.emit(
            ANA, "Ana Nguyễn · no. A-1042\n4 visits, 1 patient record, 3 reports."
        )

    def _refused_visit(self) -> None:
        self._routes.new_visit(None)
        self._screens.new_visit._start()

    def _refused_paper(self) -> None:
        self._paper()
        self._screens.paper._save()

    def _refused_team(self) -> None:
        self._window.enter_room("team")
        self._screens.team._name.setText("Ben Ode")
        self._screens.team._add()

    def _refused_dialog(self) -> None:
        self._routes._record_treatment(ANA)
        self._window.findChildren(FormDialog)[-1]._try()

    def _welcome(self) -> None:
        window = self._window
        if not hasattr(window, "first_run"):
            window.welcome(self._clinic.desk().restoring)
        window._show(window.first_run)

    def _refused_welcome(self) -> None:
        self._welcome()
        self._window.first_run._clinic.setText("Riverside Pain Clinic")
        self._window.first_run._done()

    def _recovery(self) -> None:
        if hasattr(self._window, "recovery"):
            self._window.recovery._forget()
        self._window.show_recovery([f"{number:05d}" for number in range(10, 24)])


if __name__ == "__main__":
    main()
