# SPDX-License-Identifier: Apache-2.0
"""The app while it runs: which window shows, and who is told what."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize, QTimer
from PySide6.QtGui import QGuiApplication, QScreen

from intake.app.access import Access
from intake.app.places import (
    DEMO_CLINIC,
    DEMO_NAME,
    DEMO_PASSPHRASE,
    DEMO_PIN,
    Places,
    PlainState,
    read_state,
    read_tries,
    write_state,
    write_tries,
)
from intake.assets import forms_dir, resources_dir
from intake.core.errors import StoreError
from intake.ui.background import Background
from intake.ui.staff.tries import Tries
from intake.ui.staff.window import StaffWindow
from intake.ui.theme import DEFAULT_THEME, Look, apply_theme, load_fonts

# Everything else is imported where it is first needed, most of it in the thread that gets the
# app ready while somebody signs in: the first paint waits for nothing but the above.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from intake.app.engine import Engine
    from intake.app.handing import Manner
    from intake.app.visits import RunningVisit
    from intake.ui.patient.window import PatientWindow
    from intake.ui.staff.context import Settings
    from intake.ui.staff.first_run import Beginning


SIZE = (1200, 860)
"""How large the team's window opens, where the screen has room for that."""
FRAME = 60
"""What the system's frame and title may take, in pixels at 96 dpi."""


class Root:
    """Owns the windows, the clinic's file and the one thread beside them."""

    def __init__(
        self, places: Places, *, demo: bool, ticks: Callable[[], float] = time.monotonic
    ) -> None:
        self._places = places
        self._ticks = ticks
        self._demo = demo
        self._engine: Engine | None = None
        self._is_attached = False
        self._failed = False
        self._theme = DEFAULT_THEME
        self._manner: Manner | None = None
        self._recovery: tuple[str, ...] = ()
        self.access = Access(places, now)
        self._patient: PatientWindow | None = None
        self._display = ""
        self._background = Background()
        resources = resources_dir()
        self._look = Look.load(
            (resources / "theme.toml").read_text(encoding="utf-8"),
            (resources / "style.qss").read_text(encoding="utf-8")
            + (resources / "staff.qss").read_text(encoding="utf-8"),
            {
                path.stem: path.read_text(encoding="utf-8")
                for path in (resources / "icons").glob("*.svg")
            },
        )
        load_fonts()
        hint = f"Demo: the passphrase is “{DEMO_PASSPHRASE}”." if demo else ""
        tries = Tries(ticks, read_tries(places.tries), partial(write_tries, places.tries))
        self.staff = StaffWindow(self.access.sign_in, self._background, hint, ticks, tries)
        apply_theme(self.staff, self._look)
        self.staff.closed.connect(QCoreApplication.quit)
        self.staff.locked.connect(self._locked)
        self.staff.sign_in.opened.connect(self._enter)
        self.staff.recovery_kept.connect(self._recovery_kept)
        self.staff.restored.connect(self._restored)
        self.staff.sheet_wanted.connect(self._print_sheet)

    def start(self) -> None:
        """Show the first screen; what is heavy is made ready behind it."""
        if self.access.is_new:
            self.staff.say("Intake", "The app is getting ready …", "")
        else:
            self._show_lock()
        room = self.staff.screen().availableSize()
        self.staff.resize(QSize(*SIZE).boundedTo(room))
        if room.width() < SIZE[0] + FRAME or room.height() < SIZE[1] + FRAME:
            # With the system's frame around it, the lowest row would be out of sight.
            self.staff.showMaximized()
        else:
            self.staff.show()
        QTimer.singleShot(0, self._warm_up)

    def close(self) -> None:
        """End in order: no more input, the running jobs, the clinic's file."""
        if self._patient is not None:
            self._patient.dismiss()
            self._patient.deleteLater()
            self._patient = None
        if self._is_attached:
            self.staff.routes.clipboard.take_back()
            self.staff.screens.export.close_down()
        self._background.close()
        self.access.close()
        self._engine = None

    def apologise(self) -> None:
        """Say that something failed; called once for each kind of failure.

        While a patient has the device, the team is told when they take it back.
        """
        if self._patient is not None:
            self._failed = True
            self._patient.apologise()
        else:
            self._say_failed()

    def _say_failed(self) -> None:
        self.staff.say(
            "Something went wrong inside the app",
            "Please look whether the last answer or change is there, then close the app and open "
            "it again. If it happens again, send the file "
            f"{self._places.data / 'failures.txt'} to whoever looks after this computer. It "
            "holds no answers and no names.",
            "Go on",
        )

    @property
    def patient(self) -> PatientWindow | None:
        """The patient's window, while a visit is in a patient's hands."""
        return self._patient

    def _warm_up(self) -> None:
        self._background.run(self._start_engine, self._ready, self._not_ready)

    def _start_engine(self) -> Engine:
        # These are for the window's thread, which must be quick afterwards.
        from intake.app import desk, handing  # noqa: F401
        from intake.app.engine import start_engine
        from intake.app.privacy import hide_memory

        # Before anybody is signed in there is nothing of a patient to be seen.
        hide_memory()
        resources = resources_dir()
        engine = start_engine(forms_dir(), resources / "body_map.svg")
        if self._demo and self.access.is_new:
            self._fill_demo(engine, resources / "examples")
        # The next job in line may be a sign-in, before `_ready` was called.
        self._engine = engine
        return engine

    def _fill_demo(self, engine: Engine, examples: Path) -> None:
        from intake.app.demo import fill
        from intake.app.engine import example_records
        from intake.core.staff import Role
        from intake.ui.staff.first_run import Beginning

        self._set_up(Beginning(DEMO_CLINIC, DEMO_NAME, DEMO_PASSPHRASE, DEMO_PIN, Role.LEAD))
        records = example_records(examples, engine.catalogue)
        fill(self.access.store, records, engine.catalogue.instruments)
        waiting = len(self.access.store.alerts.open())
        write_state(self._places.state, PlainState(DEMO_CLINIC, waiting))
        self.access.sign_out()

    def _ready(self, _engine: Engine) -> None:
        if self.access.is_new:
            from intake.app.desk.team import EarlyRestoring

            self.staff.welcome(EarlyRestoring(self._places, now))
            self.staff.first_run.chosen.connect(self._first_run)
        elif self.access.is_signed_in:
            # Somebody was quicker than the forms.
            self._enter()
        elif self._demo:
            self._show_lock()

    def _show_lock(self) -> None:
        state = read_state(self._places.state) or PlainState()
        try:
            self.staff.sign_in.show_people(self.access.people())
        except StoreError as error:
            self._not_ready(error)
            return
        self.staff.lock(state.clinic, state.waiting)

    def _not_ready(self, error: Exception) -> None:
        self.staff.say("The app could not get ready", str(error), "Try again")
        self.staff.message.left.connect(self._try_again)

    def _try_again(self) -> None:
        self.staff.message.left.disconnect(self._try_again)
        if not self.access.is_new:
            self._show_lock()
        self._warm_up()

    def _first_run(self, beginning: Beginning) -> None:
        self._background.run(
            lambda: self._set_up(beginning), self._first_run_done, self._first_run_failed
        )

    def _set_up(self, beginning: Beginning) -> tuple[str, ...]:
        code = self.access.set_up(beginning)
        write_state(self._places.state, PlainState(beginning.clinic, 0))
        return code

    def _first_run_done(self, code: tuple[str, ...]) -> None:
        self._recovery = code
        self.staff.show_recovery(code)

    def _first_run_failed(self, error: Exception) -> None:
        self.staff.first_run.say(str(error))

    def _print_sheet(self) -> None:
        from intake.report.recovery_sheet import render_sheet
        from intake.ui.staff.printing import print_pdf

        clinic = self.access.store.settings.get("clinic") or ""
        pdf = render_sheet(self._recovery, clinic, now())
        # Not by way of a file: the code must lie on no disk.
        print_pdf(pdf, "Recovery sheet", self.staff)

    def _enter(self) -> None:
        """Open what somebody has just signed in to."""
        import uuid

        from intake.app.desk import Doings, Office, open_desk
        from intake.app.desk.settings import OWN_FORMS, read_settings
        from intake.app.desk.team import Keys
        from intake.app.engine import attached, lock, render_page, render_record

        self._recovery = ()
        engine = self._engine
        if engine is None:
            return
        if not self._is_attached:
            self._is_attached = True
            actions = Doings(
                give=self._give,
                render=lambda record: render_record(record, engine.catalogue, engine.figure),
                render_page=lambda record: render_page(record, engine.catalogue, engine.figure),
                attached=attached,
                lock=lock,
                write=_write_whole,
                now=now,
                new_id=lambda: str(uuid.uuid4()),
                who=lambda: self.access.who,
                keys=Keys(self.access, self._remember),
                restyle=self._restyle,
                warning=lambda: self.access.warning,
            )
            office = Office(self.access.store, engine.catalogue, self._places, actions)
            self.staff.attach(open_desk(office))
        # A backup may have been restored since, with other settings and another folder of forms.
        own = self.access.store.settings.get(OWN_FORMS)
        engine.catalogue.use_own(Path(own) if own else None)
        self._restyle(read_settings(self.access.store, self._places))
        self.staff.open()

    def _restored(self) -> None:
        """Let somebody sign in anew, to the file that was put back."""
        self.access.sign_out()
        self._show_lock()

    def _recovery_kept(self) -> None:
        is_first = not self._is_attached
        self._enter()
        if is_first:
            self.staff.show_choices()

    def _remember(self, code: tuple[str, ...]) -> None:
        # For the sheet, until somebody says that it is put away.
        self._recovery = code

    def _restyle(self, settings: Settings) -> None:
        from intake.app.handing import Manner

        line = settings.crisis_line if settings.is_line_confirmed else ""
        self._manner = Manner(settings.name_style, line)
        if settings.theme != self._theme and settings.theme in self._look.themes:
            self._theme = settings.theme
            apply_theme(self.staff, self._look, settings.theme)

    def _locked(self) -> None:
        self.access.sign_out()
        with suppress(StoreError):
            # Somebody may have joined or left; if the key file cannot be read, who signs in hears.
            self.staff.sign_in.show_people(self.access.people())
        self._background.run(self.access.keep_anchor, _nothing, _nothing)

    def _give(self, running: RunningVisit) -> None:
        from intake.app.handing import patient_window

        if self._engine is None or self._patient is not None:
            # One device serves one patient at a time: a second press changes nothing.
            return
        window = patient_window(
            running,
            self._engine,
            self._look,
            now,
            self._take_back,
            ticks=self._ticks,
            manner=self._manner,
        )
        self._patient = window
        self.staff.rest()
        window.setScreen(self._patients_display())
        window.open_full_screen()
        self.staff.hide()
        window.activateWindow()

    def _patients_display(self) -> QScreen:
        """Return the display that was chosen last time, or the one that the team looks at."""
        there = {screen.name(): screen for screen in QGuiApplication.screens()}
        return there.get(self._display, self.staff.screen())

    def _take_back(self) -> None:
        window = self._patient
        if window is None:
            return
        from intake.ui.staff.pin_dialog import PinDialog

        hint = f"Demo: the PIN is {DEMO_PIN}." if self._demo else ""
        people = self.access.with_pin()
        dialog = PinDialog(
            self.access.take_back, people, self._background, self.staff.tries, window, hint=hint
        )
        apply_theme(dialog, self._look, self._theme)
        dialog.accepted.connect(self._taken_back)
        # The patient's window holds all keys; the dialog needs them for a moment.
        window.kiosk.set_keys(ours=False)
        dialog.rejected.connect(lambda: window.kiosk.set_keys(ours=True))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _taken_back(self) -> None:
        window = self._patient
        if window is not None:
            if not window.dismiss():
                return  # the window says that an answer could not be stored, and offers to retry
            self._display = window.kiosk.display
            window.deleteLater()
        self._patient = None
        self.staff.show()
        self._background.run(self._rest, _nothing, _nothing)
        self.staff.open()
        if self._failed:
            self._failed = False
            self._say_failed()

    def _rest(self) -> None:
        self.access.store.rest()
        self.access.keep_anchor()


def _nothing(_outcome: object) -> None:
    """Take the end of a job that nobody waits for; the next one of its kind tries again."""


def _write_whole(path: Path, content: bytes) -> None:
    from intake.whole_file import whole

    with whole(path) as file:
        file.write(content)


def now() -> datetime:
    """Return the time with this machine's zone: the app's only clock."""
    return datetime.now().astimezone()  # noqa: TID251 - the one place that may ask
