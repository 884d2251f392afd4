# SPDX-License-Identifier: Apache-2.0
"""Every staff screen as a picture, to be looked at: `python -m tests.pictures.staff FOLDER`."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from intake.assets import resources_dir
from intake.core.records import Reading, VisitState
from intake.core.staff import Role, StaffMember
from intake.core.visit import Patient, Treatment
from intake.ui.background import Background
from intake.ui.staff.context import AuditLine, OwnForms, Refusal
from intake.ui.staff.window import StaffWindow
from intake.ui.theme import Look, apply_theme, load_fonts
from tests.ui.staff.fake_clinic import ANA, BO, HISTORY, NOON, FakeClinic, alert_of, visit_of

SIZES = ((1280, 800), (1920, 1080))
THEMES = ("light", "dark", "contrast")


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
    clinic = _clinic()
    window = StaffWindow(lambda _who, _secret: True, background)
    window.attach(clinic.desk())
    QFileDialog.getExistingDirectory = staticmethod(lambda *_: "/srv/exports")  # type: ignore[method-assign]
    window.show()
    for theme in THEMES:
        apply_theme(window, look, theme)
        window.open()
        for size in SIZES:
            window.resize(*size)
            window.open()
            for name, show in _shows(window, clinic).items():
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


def _clinic() -> FakeClinic:
    clinic = FakeClinic(history=HISTORY)
    clinic.alerts = [alert_of(BO)]
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
        Treatment(NOON - timedelta(days=52), "ketamine infusion", "0.5 mg/kg"),
        Treatment(NOON - timedelta(days=45), "ketamine infusion", "0.5 mg/kg", "slower"),
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
        StaffMember("Rosa Lima", "Rosa Lima", Role.FRONT_DESK),
        StaffMember("Dr. Silva", "Dr. Silva", Role.CLINICIAN),
    ]
    clinic.problems = ("The last backup is 3 days old. “Backup” makes a new one.",)
    clinic.audit_lines = [
        AuditLine(400 - n, NOON - timedelta(minutes=n), "Rosa Lima", "visit started", "A-1042")
        for n in range(400)
    ]
    return clinic


def _shows(window: StaffWindow, clinic: FakeClinic) -> dict[str, object]:
    screens, routes = window.screens, window.routes

    def search() -> None:
        window.go_home()
        screens.home.search.field.setText("ana")
        QTest.qWait(200)

    def front_desk() -> None:
        clinic.member = StaffMember("Rosa Lima", "Rosa Lima", Role.FRONT_DESK)
        routes.open_alert(clinic.alerts[0])

    def clinician() -> None:
        clinic.member = StaffMember("Dr. Okafor", "Dr. Okafor", Role.LEAD)
        routes.open_alert(clinic.alerts[0])

    def duplicate() -> None:
        routes.new_visit(None)
        fields = screens.new_visit.fields
        fields.name.setText("Ana Nguyen")
        fields.born.set_date(ANA.birth_date)
        fields.number.setText("X-9")
        fields.number.editingFinished.emit()

    def paper() -> None:
        routes._key_in(ANA)
        screens.paper.grids.add(clinic.blank("phq9", "en", ANA))

    return {
        "home": window.go_home,
        "search": search,
        "new_known": lambda: routes.new_visit(ANA),
        "new_person": lambda: routes.new_visit(None),
        "duplicate": duplicate,
        "alert_front_desk": front_desk,
        "alert_clinician": clinician,
        "ask": lambda: routes._ask(clinic.alerts[0], "phq9"),
        "patient": lambda: routes._open_patient(ANA),
        "treatment": lambda: routes._record_treatment(ANA),
        "paper": paper,
        "correction": lambda: routes._correct(clinic.visits[1]),
        "forms": lambda: window.enter_room("forms"),
        "form": lambda: routes.forms.show_form("fiqr"),
        "settings": lambda: window.enter_room("settings"),
        "team": lambda: window.enter_room("team"),
        "audit": lambda: window.enter_room("audit"),
        **_export_shows(window, clinic),
        "backup": lambda: window.enter_room("backup"),
        "locked": lambda: window.lock(clinic.clinic, 1),
    }


def _export_shows(window: StaffWindow, clinic: FakeClinic) -> dict[str, object]:
    screen = window.screens.export

    def export() -> None:
        clinic.export_files = {"fhir": "/srv/intake/export.toml"}
        window.enter_room("export")

    def export_redcap() -> None:
        window.enter_room("export")
        fields = screen.fields
        fields._kind.choose("redcap")
        fields._which.choose("since")
        fields._show_kind()
        fields._show_which()

    def export_runs() -> None:
        clinic.may_end.clear()
        window.enter_room("export")
        screen._go.click()

    def export_done() -> None:
        clinic.left_out = ("visit 17: own_form is not a form that is here; it is left out.",)
        clinic.may_end.set()
        while screen.run.is_running:
            QTest.qWait(10)

    return {
        "export": export,
        "export_redcap": export_redcap,
        "export_patient": lambda: window.routes._export(ANA),
        "export_visit": lambda: window.routes._export(clinic.visits[1]),
        "export_runs": export_runs,
        "export_done": export_done,
    }


if __name__ == "__main__":
    main()
