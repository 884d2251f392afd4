# SPDX-License-Identifier: Apache-2.0
"""What the screens about patients lead to."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject

from intake.core.answers import Answer
from intake.core.errors import StoreError
from intake.core.records import AlertLine, FollowUp, TreatmentLine
from intake.core.visit import Patient
from intake.ui.background import Background
from intake.ui.staff.brief_clipboard import BriefClipboard
from intake.ui.staff.clinic_routes import ClinicRoutes
from intake.ui.staff.context import Desk, FinishedReport, ListedVisit, VisitForm
from intake.ui.staff.form_dialog import DialogWords, FormDialog, ask_reason, nothing_missing
from intake.ui.staff.form_routes import FormRoutes
from intake.ui.staff.patient_dialogs import change_dialog, merge_dialog, move_dialog
from intake.ui.staff.screens import Screens
from intake.ui.staff.stage import Stage
from intake.ui.staff.treatment_dialogs import record_dialog, set_right_dialog, take_back_dialog


class Routes(QObject):
    """Connects the screens with each other and with the app."""

    def __init__(
        self, stage: Stage, screens: Screens, desk: Desk, background: Background, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._stage = stage
        self._screens = screens
        self._desk = desk
        self._background = background
        self._back: Callable[[], None] = stage.go_home
        self._after_alert: Callable[[], None] = stage.open
        self._leave_alert_to: Callable[[], None] = stage.go_home
        self._wanted = ""
        self.clipboard = BriefClipboard(self)
        self._connect_day()
        self._connect_patient()
        self.clinic = ClinicRoutes(stage, screens, desk, background, self)
        self.forms = FormRoutes(stage, screens, desk, self)

    def _connect_day(self) -> None:
        home, alert, ask = self._screens.home, self._screens.alert, self._screens.ask
        home.new_visit.connect(self.new_visit)
        home.somebody_new.connect(self._somebody_new)
        home.patient_opened.connect(self._open_patient)
        home.alert_opened.connect(self.open_alert)
        home.visit_continued.connect(self._hand_over)
        home.visit_ended.connect(self._end)
        home.visit_cancelled.connect(self._cancel)
        home.report_opened.connect(self._report_from_home)
        alert.acknowledged.connect(self._acknowledge)
        alert.asks.connect(self._ask)
        alert.left.connect(self._leave_alert)
        ask.asked.connect(self._keep_asked)
        ask.left.connect(self._stage.open)
        self._screens.new_visit.started.connect(self._begin)
        self._screens.new_visit.left.connect(self._return)

    def _connect_patient(self) -> None:
        page = self._screens.patient
        page.left.connect(self._stage.go_home)
        page.visit_wanted.connect(self._new_visit_here)
        page.paper_wanted.connect(self._key_in)
        page.alert_wanted.connect(self._alert_of_page)
        page.treatment_wanted.connect(self._record_treatment)
        page.treatment_change_wanted.connect(self._change_treatment)
        page.treatment_withdrawal_wanted.connect(self._withdraw_treatment)
        page.change_wanted.connect(self._change)
        page.merge_wanted.connect(self._merge)
        page.report_opened.connect(self._report_from_page)
        page.correction_wanted.connect(self._correct)
        page.move_wanted.connect(self._move)
        page.reopen_wanted.connect(self._reopen)
        page.read.connect(self._mark_read)
        page.copied.connect(self._copy)
        page.export_wanted.connect(self._export)
        for screen in (self._screens.paper, self._screens.correction):
            screen.finished.connect(self._open_patient)
            screen.left.connect(self._return)
        self._screens.report.left.connect(self._return)
        self._screens.report.read.connect(self._mark_report_read)
        self._screens.export.left.connect(self._return)
        self._screens.report.anew_wanted.connect(self._make_anew)

    # Alerts.

    def open_alert(self, line: AlertLine) -> None:
        """Show one alert."""
        self._show_alert(line)
        self._after_alert, self._leave_alert_to = self._stage.open, self._stage.go_home

    def _alert_of_page(self, line: AlertLine) -> None:
        self._show_alert(line)
        self._after_alert = self._leave_alert_to = self._again

    def _leave_alert(self) -> None:
        self._leave_alert_to()

    def _show_alert(self, line: AlertLine) -> None:
        def show() -> None:
            self._screens.alert.show_alert(line, self._desk.alerts.words_of(line))
            self._stage.show_screen(self._screens.alert)

        self._stage.guard(show)

    def _acknowledge(self, alert: int, done: FollowUp) -> None:
        try:
            self._desk.alerts.follow_up(alert, done)
        except StoreError as error:
            self._screens.alert.say(str(error))
            return
        self._after_alert()

    def _ask(self, line: AlertLine, form: str) -> None:
        def show() -> None:
            self._screens.ask.begin(line, self._desk.alerts.asked(line.visit, form))
            self._stage.show_screen(self._screens.ask)

        self._stage.guard(show)

    def _keep_asked(self, line: AlertLine, form: str, answers: Mapping[str, Answer]) -> None:
        try:
            self._desk.alerts.keep_asked(line.visit, form, answers)
        except StoreError as error:
            self._screens.ask.say(str(error))
            return
        self._stage.open()

    # Visits.

    def new_visit(self, person: Patient | None) -> None:
        """Show the form that starts a visit."""
        self._back = self._stage.go_home
        self._start(person)

    def _somebody_new(self, name: str) -> None:
        self.new_visit(None)
        self._screens.new_visit.fields.name.setText(name)

    def _new_visit_here(self, person: Patient) -> None:
        self._back = lambda: self._open_patient(person)
        self._start(person)

    def _start(self, person: Patient | None) -> None:
        def show() -> None:
            if not self._desk.visits.batteries:
                raise StoreError(
                    self.tr("No questionnaire could be loaded. “Needs attention” says why.")
                )
            self._screens.new_visit.begin(person)
            self._stage.show_screen(self._screens.new_visit)

        self._stage.guard(show)

    def _begin(self, form: VisitForm) -> None:
        try:
            visit = self._desk.visits.begin(form)
        except StoreError as error:
            self._screens.new_visit.say(str(error))
            return
        self._hand_over(visit)

    def _hand_over(self, visit: str) -> None:
        self._stage.guard(lambda: self._desk.visits.hand_over(visit))

    def _end(self, visit: str) -> None:
        dialog = FormDialog(
            self._stage.over(),
            DialogWords(
                self.tr("End this visit now?"),
                self.tr(
                    "The patient cannot go on with it then. What was not answered is reported as "
                    "not reached."
                ),
                self.tr("End the visit"),
            ),
            nothing_missing,
            lambda: self._desk.visits.end_early(visit),
        )
        dialog.changed.connect(self._stage.open)
        dialog.open()

    def _cancel(self, visit: str) -> None:
        dialog = ask_reason(
            self._stage.over(),
            DialogWords(
                self.tr("Cancel this visit?"),
                self.tr(
                    "For a visit that should not have been started. Its answers stay in the file."
                ),
                self.tr("Cancel the visit"),
            ),
            lambda reason: self._desk.visits.cancel(visit, reason),
        )
        dialog.changed.connect(self._stage.go_home)
        dialog.open()

    def _reopen(self, visit: ListedVisit) -> None:
        def reopen() -> None:
            self._desk.visits.reopen(visit.line.id)
            self._screens.patient.open(visit.line.patient.id)

        self._stage.guard(reopen)

    # One person.

    def _open_patient(self, person: Patient) -> None:
        def show() -> None:
            self._screens.patient.open(person.id)
            self._stage.show_screen(self._screens.patient)

        self._stage.guard(show)

    def _again(self) -> None:
        self._open_patient(self._screens.patient.page.patient)

    def _return(self) -> None:
        self._back()

    def _key_in(self, person: Patient) -> None:
        self._back = self._again
        self._screens.paper.begin(person, self._desk.session.now())
        self._stage.show_screen(self._screens.paper)

    def _correct(self, visit: ListedVisit) -> None:
        def show() -> None:
            self._back = self._again
            self._screens.correction.begin(visit)
            self._stage.show_screen(self._screens.correction)

        self._stage.guard(show)

    def _record_treatment(self, person: Patient) -> None:
        now = self._desk.session.now()
        over, desk = self._stage.over(), self._desk.patients
        self._open(record_dialog(over, desk, person, self._kinds_given(), now))

    def _change_treatment(self, line: TreatmentLine) -> None:
        over, desk = self._stage.over(), self._desk.patients
        self._open(set_right_dialog(over, desk, line, self._kinds_given()))

    def _withdraw_treatment(self, line: TreatmentLine) -> None:
        self._open(take_back_dialog(self._stage.over(), self._desk.patients, line))

    def _kinds_given(self) -> list[str]:
        given = self._screens.patient.page.treatments
        return list(dict.fromkeys(each.treatment.kind for each in given))

    def _change(self, person: Patient) -> None:
        self._open(
            change_dialog(
                self._stage.over(),
                self._desk.patients,
                self._desk.session.called,
                person,
                self._desk.session.now().date(),
            )
        )

    def _merge(self, person: Patient) -> None:
        others = self._screens.patient.page.lookalikes
        over, desk = self._stage.over(), self._desk.patients
        self._open(merge_dialog(over, desk, self._desk.session.called, person, others))

    def _move(self, visit: ListedVisit) -> None:
        over, called = self._stage.over(), self._desk.session.called
        self._open(move_dialog(over, self._desk.visits, called, visit.line.id))

    def _open(self, dialog: FormDialog) -> None:
        dialog.changed.connect(self._again)
        dialog.open()

    def _mark_read(self, visit: ListedVisit) -> None:
        def mark() -> None:
            self._desk.patients.mark_read(visit.line.id)
            self._screens.patient.open(visit.line.patient.id)

        self._stage.guard(mark)

    def _copy(self, visit: ListedVisit) -> None:
        def copy() -> None:
            lines = self._desk.patients.summary_lines(visit.line.id)
            self.clipboard.put("\n".join(lines))
            self._screens.patient.say(
                self.tr("Copied. The clipboard is cleared after one minute.")
            )

        self._stage.guard(copy)

    def _export(self, about: Patient | ListedVisit) -> None:
        def show() -> None:
            self._back = self._again
            self._screens.export.begin(about)
            self._stage.show_screen(self._screens.export)

        self._stage.guard(show)

    # Reports.

    def _report_from_home(self, visit: str) -> None:
        self._back = self._stage.go_home
        self._make_report(visit)

    def _report_from_page(self, visit: str) -> None:
        self._back = self._again
        self._make_report(visit)

    def _make_report(self, visit: str) -> None:
        self._prepare(visit, anew=False)

    def _make_anew(self, visit: str) -> None:
        self._prepare(visit, anew=True)

    def _prepare(self, visit: str, *, anew: bool) -> None:
        def start() -> None:
            job = self._desk.reports.prepare(visit, anew=anew)
            self._wanted = visit
            self._screens.report.wait()
            self._stage.show_screen(self._screens.report)
            self._background.run(job, self._show_report, self._no_report)

        self._stage.guard(start)

    def _mark_report_read(self, visit: str) -> None:
        def mark() -> None:
            self._desk.patients.mark_read(visit)
            self._screens.report.tell_read()

        self._stage.guard(mark)

    def _show_report(self, report: FinishedReport) -> None:
        def keep() -> None:
            self._desk.reports.keep(report)
            if report.visit == self._wanted:
                self._screens.report.show_report(report)

        self._stage.guard(keep)

    def _no_report(self, error: Exception) -> None:
        why = str(error) or type(error).__name__
        self._screens.report.fail(self.tr("The report could not be made: {why}").format(why=why))
