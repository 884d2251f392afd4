# SPDX-License-Identifier: Apache-2.0
"""The app while it runs: which window shows, and who is told what."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize, QTimer

from intake.app.places import DEMO_CLINIC, DEMO_PIN, Places, PlainState, read_state, write_state
from intake.assets import forms_dir, resources_dir
from intake.core.errors import StoreError
from intake.ui.background import Background
from intake.ui.staff.window import StaffWindow
from intake.ui.theme import Look, apply_theme, load_fonts

# Everything else is imported where it is first needed, most of it in the thread that gets the
# app ready while somebody types the PIN: the first paint waits for nothing but the above.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from intake.app.engine import Engine
    from intake.app.visits import RunningVisit
    from intake.ui.patient.window import PatientWindow


SIZE = (1200, 860)
"""How large the team's window opens, where the screen has room for that."""


class Root:
    """Owns the windows, the clinic's file and the one thread beside them."""

    def __init__(
        self, places: Places, *, demo: bool, ticks: Callable[[], float] = time.monotonic
    ) -> None:
        self._places = places
        self._ticks = ticks
        self._demo = demo
        self._engine: Engine | None = None
        self._pin = ""
        self._problem = ""
        self._patient: PatientWindow | None = None
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
        self._hint = f"Demo: the PIN is {DEMO_PIN}" if demo else ""
        self.staff = StaffWindow(self.check_pin, self._background, self._hint)
        apply_theme(self.staff, self._look)
        self.staff.closed.connect(QCoreApplication.quit)

    def start(self) -> None:
        """Show the first screen; what is heavy is made ready behind it."""
        state = read_state(self._places.state)
        if state is not None:
            self.staff.lock(state.clinic, state.waiting)
        elif self._demo:
            self.staff.lock(DEMO_CLINIC, 0)
        else:
            self.staff.say("Intake", "The app is getting ready …", "")
        self.staff.resize(QSize(*SIZE).boundedTo(self.staff.screen().availableSize()))
        self.staff.show()
        QTimer.singleShot(0, self._warm_up)

    def close(self) -> None:
        """End in order: no more input, the running job, the clinic's file."""
        if self._patient is not None:
            self._patient.dismiss()
            self._patient.deleteLater()
            self._patient = None
        self._background.close()
        if self._engine is not None:
            self._engine.store.close()
            self._engine = None

    def apologise(self) -> None:
        """Say that something failed; called once for each kind of failure."""
        if self._patient is not None:
            self._patient.apologise()
        self.staff.say(
            "Something went wrong inside the app",
            "What was answered is stored. Please close the app and open it again; if it happens "
            f"again, send the file {self._places.data / 'failures.txt'} to whoever looks after "
            "this computer. It holds no answers and no names.",
            "Go on",
        )

    @property
    def patient(self) -> PatientWindow | None:
        """The patient's window, while a visit is in a patient's hands."""
        return self._patient

    def check_pin(self, pin: str) -> bool:
        """Say whether this is the staff PIN. Slow on purpose; not for the window's thread.

        Raises:
            StoreError: when the clinic's file could not be opened, so that nobody can be checked.
        """
        from intake.store.pin import check_pin

        if self._engine is None:
            raise StoreError(self._problem or "The app is still getting ready. Try again.")
        return check_pin(pin, self._pin)

    def _warm_up(self) -> None:
        self._background.run(self._start_engine, self._ready, self._not_ready)

    def _start_engine(self) -> Engine:
        # The second is for `_ready`, which runs on the window's thread and must be quick.
        from intake.app import desk, handing  # noqa: F401
        from intake.app.engine import start_engine

        resources = resources_dir()
        engine = start_engine(self._places, forms_dir(), resources / "body_map.svg")
        if self._demo:
            self._fill_demo(engine, resources / "examples")
        self._pin = engine.pin or ""
        # The next job in line may be the check of a PIN, before `_ready` was called.
        self._engine = engine
        return engine

    def _fill_demo(self, engine: Engine, examples: Path) -> None:
        from intake.app.demo import fill
        from intake.app.engine import example_records

        records = example_records(examples, engine.catalogue)
        fill(engine.store, records, engine.catalogue.instruments)
        self._set_up(engine, DEMO_CLINIC, DEMO_PIN)

    def _ready(self, engine: Engine) -> None:
        import uuid

        from intake.app.desk import AppDesk, Doings
        from intake.app.engine import render_record

        actions = Doings(
            give=self._give,
            render=lambda record: render_record(record, engine.catalogue, engine.figure),
            write=_write_whole,
            now=now,
            new_id=lambda: str(uuid.uuid4()),
        )
        desk = AppDesk(engine.store, engine.catalogue, self._places, actions)
        self.staff.attach(desk)
        self.staff.first_run.chosen.connect(self._first_run)
        if not self._pin:
            self.staff.welcome()
        else:
            self.staff.lock(desk.clinic, len(desk.open_alerts()))

    def _not_ready(self, error: Exception) -> None:
        self._problem = str(error)
        self.staff.say("The app could not get ready", self._problem, "Try again")
        self.staff.message.left.connect(self._try_again)

    def _try_again(self) -> None:
        self.staff.message.left.disconnect(self._try_again)
        self._warm_up()

    def _first_run(self, clinic: str, pin: str) -> None:
        engine = self._engine
        if engine is not None:
            self._background.run(
                lambda: self._set_up(engine, clinic, pin), self._first_run_done, self._not_ready
            )

    def _first_run_done(self, _nothing: None) -> None:
        self.staff.open()

    def _set_up(self, engine: Engine, clinic: str, pin: str) -> None:
        import secrets

        from intake.store.pin import hash_pin

        engine.store.change_setting("clinic", clinic)
        hashed = hash_pin(pin, secrets.token_bytes(16))
        engine.store.change_setting("pin", hashed)
        self._pin = hashed
        write_state(self._places.state, PlainState(clinic, 0))

    def _give(self, running: RunningVisit) -> None:
        from intake.app.handing import patient_window

        if self._engine is None:
            return
        window = patient_window(
            running, self._engine, self._look, now, self._take_back, ticks=self._ticks
        )
        self._patient = window
        window.setScreen(self.staff.screen())
        window.open_full_screen()
        self.staff.hide()
        window.activateWindow()

    def _take_back(self) -> None:
        window = self._patient
        if window is None:
            return
        from intake.ui.staff.pin_dialog import PinDialog

        dialog = PinDialog(self.check_pin, self._background, self._hint, window)
        apply_theme(dialog, self._look)
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
            window.deleteLater()
        self._patient = None
        self.staff.show()
        if self._engine is not None:
            self._engine.store.rest()
        self.staff.open()


def _write_whole(path: Path, content: bytes) -> None:
    from intake.exchange.whole_file import whole

    with whole(path) as file:
        file.write(content)


def now() -> datetime:
    """Return the time with this machine's zone: the app's only clock."""
    return datetime.now().astimezone()  # noqa: TID251 - the one place that may ask
