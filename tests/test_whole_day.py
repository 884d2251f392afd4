# SPDX-License-Identifier: Apache-2.0
"""A whole day at the clinic through the real windows, and a storm on the patient's screen.

Two of the team, five patients; an alert, a crash, a wrong patient, a paper form, a correction.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from intake.app.places import Places
from intake.app.root import Root
from intake.core.records import VisitState
from intake.core.staff import Role
from intake.ui.patient.stage import WIPE_SECONDS, Step
from intake.ui.patient.window import PatientWindow
from intake.ui.staff.pin_dialog import PinDialog
from intake.ui.staff.window import StaffWindow
from tests.test_whole_visit import READER, Ticks
from tests.ui.staff.hands import Hands

OKAFOR, ROSA = "teal harbour lantern", "seven quiet ferries"
PINS = {"Dr. Okafor": "1357", "Rosa Lima": "8642"}
REACH = "Someone of us stays within reach"
SLOW = 30_000


class Day:
    """The running app, started again after a crash."""

    def __init__(self, qtbot: QtBot, places: Places) -> None:
        self.qtbot = qtbot
        self.places = places
        self.ticks = Ticks()
        self.start()

    def start(self) -> None:
        """Start the app as in the morning."""
        self.root = Root(self.places, demo=False, ticks=self.ticks)
        self.root.start()
        self.hands = Hands(self.qtbot, self.root.staff)
        self.qtbot.waitUntil(lambda: self.root._engine is not None, timeout=SLOW)

    def end(self) -> None:
        """Close the app in order."""
        self.root.close()
        self.root.staff.close()
        self.root.staff.deleteLater()

    def crash(self) -> None:
        """Leave everything as a lost process does: nothing is said good-bye to."""
        patient = self.root.patient
        self.root.access.store.database.close()
        assert patient is not None
        self.root._patient = None
        patient._may_close = True
        patient.hide()
        patient.deleteLater()
        self.root._background.close()
        self.root.staff.deleteLater()
        QApplication.processEvents()

    @property
    def staff(self) -> StaffWindow:
        """The team's window."""
        return self.root.staff

    @property
    def patient(self) -> PatientWindow:
        """The patient's window."""
        window = self.root.patient
        assert window is not None
        return window

    def wait_for(self, text: str) -> None:
        """Wait until a text stands on the team's window."""
        self.qtbot.waitUntil(lambda: text in self.hands.read(), timeout=SLOW)

    # The team.

    def set_up(self) -> None:
        """Set the clinic up and let Rosa join."""
        self.qtbot.waitUntil(lambda: hasattr(self.staff, "first_run"), timeout=SLOW)
        for name, text in (
            ("Name of the clinic", "Riverside"),
            ("Your name", "Dr. Okafor"),
            ("Passphrase, to sign in", OKAFOR),
            ("The same passphrase again", OKAFOR),
            ("PIN, to take the device back from a patient", PINS["Dr. Okafor"]),
            ("The same PIN again", PINS["Dr. Okafor"]),
        ):
            self.hands.field(name).setText(text)
        self.hands.pick("I see patients")
        self.hands.press("Set up the clinic")
        self.qtbot.waitUntil(self.staff.recovery.isVisible, timeout=SLOW)
        self.hands.tick("The sheet is on paper and lies where only we can reach it.")
        self.hands.press("Go on")
        self.hands.press("Save and begin")
        self.hands.enter("Team")
        for name, text in (
            ("Name, as it stands on reports", "Rosa Lima"),
            ("Passphrase, to sign in", ROSA),
            ("The same passphrase again", ROSA),
            ("PIN, to take the device back from a patient", PINS["Rosa Lima"]),
            ("The same PIN again", PINS["Rosa Lima"]),
            ("Your own passphrase, to confirm", OKAFOR),
        ):
            self.hands.field(name).setText(text)
        role = self.staff.screens.team._role
        role.setCurrentIndex(role.findData(Role.FRONT_DESK))
        self.hands.press("Add")
        self.wait_for("Rosa Lima")
        self.hands.press("Lock")

    def sign_in(self, name: str, passphrase: str) -> None:
        """Choose a name and type a passphrase."""
        self.qtbot.waitUntil(self.staff.sign_in.isVisible, timeout=SLOW)
        people = self.staff.sign_in.findChild(QComboBox)
        people.setCurrentIndex(people.findText(name))
        field = self.staff.sign_in.passphrase.findChild(QLineEdit)
        self.qtbot.keyClicks(field, passphrase)
        self.qtbot.keyClick(field, Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: not self.staff.sign_in.isVisible(), timeout=SLOW)

    def new_patient(self, name: str, number: str, day: str) -> None:
        """Start a visit of three plus ten questions for somebody new."""
        self.hands.press("New patient")
        self.hands.write("Name", name)
        self.hands.write("Day of birth", day)
        self.staff.screens.new_visit.fields.born._month.setCurrentIndex(4)
        self.hands.write("Year of birth", "1979")
        self.hands.write("Record number", number)
        battery = self.staff.screens.new_visit.visit.battery
        battery.setCurrentIndex(battery.findText("Before a treatment"))
        for form in self.staff.screens.new_visit.visit.chosen():
            if form.id not in {"peg", "phq9"}:
                self.hands.tick(f"{form.name}*" if form.is_provisional else form.name)
        self.hands.pick("Not known")
        self.hands.pick("The patient alone")
        self.hands.tick(REACH)
        self.hands.press("Hand over to the patient")
        assert not self.staff.isVisible()

    def open(self, name: str) -> None:
        """Find somebody and open the page."""
        self.hands.press("Home")
        self.hands.write("Find a patient", name)
        self.qtbot.waitUntil(lambda: "Open" in self.hands.buttons(), timeout=SLOW)
        self.hands.press("Open")

    def take_back(self, name: str) -> None:
        """Take the device back with somebody's PIN."""
        self.click(self.patient, "For the team")
        self.qtbot.waitUntil(lambda: bool(_dialogs()), timeout=SLOW)
        (dialog,) = _dialogs()
        people = dialog.findChild(QComboBox)
        people.setCurrentIndex(people.findText(name))
        field = dialog.findChild(QLineEdit)
        self.qtbot.keyClicks(field, PINS[name])
        self.qtbot.keyClick(field, Qt.Key.Key_Return)
        self.qtbot.waitUntil(self.staff.isVisible, timeout=SLOW)

    # The patient.

    def go_on(self) -> None:
        """Press Next."""
        self.ticks.seconds += 1
        self.qtbot.mouseClick(self.patient.footer.next, Qt.MouseButton.LeftButton)

    def say_birthday(self, day: int) -> None:
        """Choose day and month of birth."""
        for tile in (
            self.patient.welcome.days.tiles()[day - 1],
            self.patient.welcome.months.tiles()[3],
        ):
            self.ticks.seconds += 1
            self.qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)
        self.go_on()

    def arrive(self, day: int) -> None:
        """Wipe, say who it is, read, practise."""
        assert self.patient.step is Step.WIPE
        self.ticks.seconds += WIPE_SECONDS
        self.go_on()
        self.say_birthday(day)
        self.go_on()
        self._answer(3)
        self.go_on()

    def answer(self, *, item_9: int = 0, stop_before: str = "") -> None:
        """Answer every question, item 9 as said, or all before one of them."""
        for _ in range(60):
            if self.patient.step is Step.REVIEW:
                return
            here = self.patient._flow.here
            is_question = self.patient.step is Step.QUESTION and here is not None
            if is_question and here.key == stop_before:
                return
            if is_question:
                self._answer(item_9 if here.key == "phq9.self_harm" else 1)
            self.go_on()
        raise AssertionError("the questions never end")

    def finish(self, name: str) -> None:
        """Review, say who answered, and give the device back."""
        self.go_on()
        self._answer(0)
        self.go_on()
        assert self.patient.step is Step.CLOSED
        self.take_back(name)

    def click(self, inside: QWidget, text: str) -> None:
        """Click what says this."""
        self.ticks.seconds += 1
        (found,) = [
            each
            for each in inside.findChildren(QAbstractButton)
            if each.text() == text and each.isVisible()
        ]
        self.qtbot.mouseClick(found, Qt.MouseButton.LeftButton)

    def _answer(self, place: int) -> None:
        self.ticks.seconds += 1
        question = self.patient.question
        shown = [each for each in question.scale.tiles() if each.isVisible()]
        used = shown or [each for each in question.choice.used if each.isVisible()]
        self.qtbot.mouseClick(used[place], Qt.MouseButton.LeftButton)


def _dialogs() -> list[PinDialog]:
    found = QApplication.topLevelWidgets()
    return [each for each in found if isinstance(each, PinDialog) and each.isVisible()]


@pytest.fixture
def day(qtbot: QtBot, tmp_path: Path) -> Iterator[Day]:
    made = Day(qtbot, Places(tmp_path / "data", tmp_path / "reports"))
    yield made
    made.end()


def _alert(day: Day) -> None:
    """Ana: item 9 is above zero. The desk is told whom to call, and nothing else."""
    day.new_patient("Ana Nguyen", "A-1", "2")
    day.arrive(2)
    day.answer(item_9=1)
    day.finish("Rosa Lima")
    said = day.hands.read()
    assert "Call the clinician now" in said
    assert "Several days" not in said
    assert "item 9" not in said
    day.hands.pick("The clinician was told")
    day.hands.write("Whom you told, or what you did", "Dr. Okafor")
    day.hands.pick("Yes")
    day.hands.press("Acknowledge")


def _crash(day: Day) -> None:
    """Bo: the process is lost in the middle. The visit goes on where it stopped."""
    day.new_patient("Bo Hahn", "B-2", "3")
    day.arrive(3)
    day.answer(stop_before="phq9.sleep")
    day.crash()
    day.start()
    day.sign_in("Rosa Lima", ROSA)
    assert "In progress" in day.hands.read()
    day.hands.press("Continue")
    day.say_birthday(3)
    here = day.patient._flow.here
    assert here is not None
    assert here.key == "phq9.sleep"
    day.answer()
    day.finish("Rosa Lima")


def _wrong_patient(day: Day) -> None:
    """Cleo's visit is Dora's in truth."""
    day.new_patient("Dora Katz", "D-4", "4")
    day.arrive(4)
    day.answer()
    day.finish("Rosa Lima")
    day.new_patient("Cleo Park", "C-3", "5")
    day.arrive(5)
    day.answer()
    day.finish("Rosa Lima")
    day.open("cleo")
    store = day.root.access.store
    (wrong,) = store.visits.of("C-3")
    page = day.staff.screens.patient
    page.move_wanted.emit(page.page.visits[0])
    day.hands.write("Record number of the right patient", "D-4")
    assert "Dora Katz" in day.hands.read()
    day.hands.write("Reason", "called the wrong person")
    day.hands.press("Move the visit")
    assert wrong.id in [line.id for line in store.visits.of("D-4")]
    assert store.visits.of("C-3") == ()


def _paper(day: Day) -> None:
    """Eli answered a second form on paper."""
    store = day.root.access.store
    day.hands.press("Home")
    day.new_patient("Eli Moss", "E-5", "6")
    day.arrive(6)
    day.answer()
    day.finish("Rosa Lima")
    day.open("eli")
    day.hands.press("Key in paper")
    day.hands.pick("The patient, with help")
    add = day.staff.screens.paper._add
    add.setCurrentIndex(add.findData("gad7"))
    add.activated.emit(add.currentIndex())
    day.hands.key(*"2222110")
    day.hands.press("Save")
    keyed = next(each for each in store.visits.of("E-5") if each.sitting.battery == "paper")
    assert store.visits.load(keyed.id).keyed_by == ("Rosa Lima",)


def _correction(day: Day) -> None:
    """The clinician corrects an answer of Ana's, reads the report and marks it read."""
    store = day.root.access.store
    day.open("ana")
    (visit,) = day.staff.screens.patient.page.visits
    day.staff.screens.patient.correction_wanted.emit(visit)
    field = day.staff.screens.correction.grids._grids[0]._order[0]
    field.setFocus()
    field.selectAll()
    day.hands.key("9")
    day.hands.write("Why is it corrected? The reason is kept.", "the patient pointed at 9")
    day.hands.press("Save the correction")
    (corrected,) = store.answers.corrections(visit.line.id)
    assert (corrected.after, corrected.by) == (9, "Dr. Okafor")
    day.hands.press("Report")
    day.qtbot.waitUntil(lambda: any(day.places.reports.glob("A-1_*.pdf")), timeout=SLOW)
    day.wait_for("Saved as")
    day.hands.press("Back")
    day.hands.press("Mark read")
    day.wait_for("read by Dr. Okafor")


def test_a_day_of_two_of_the_team_and_five_patients(day: Day) -> None:
    day.set_up()
    day.sign_in("Rosa Lima", ROSA)
    assert not day.hands.sees("Settings")
    for episode in (_alert, _crash, _wrong_patient, _paper):
        episode(day)
    day.hands.press("Lock")
    day.sign_in("Dr. Okafor", OKAFOR)
    _correction(day)

    store = day.root.access.store
    assert {line.state for line in store.visits.all()} == {VisitState.DONE}
    assert store.alerts.open() == ()
    done = {entry.action for entry in store.journal.entries()}
    assert {
        "signed_in", "device.taken_back", "alert.followed_up", "visit.moved", "answers.keyed",
        "answers.corrected", "report.made", "report.read", "patient.viewed", "staff.added",
    } <= done  # fmt: skip
    text = _read(day.places)
    assert "acknowledged by Rosa Lima" in text
    assert "Ana Nguyen" in text


def _read(places: Places) -> str:
    import subprocess
    import sys

    (path,) = places.reports.glob("A-1_*.pdf")
    done = subprocess.run(
        [sys.executable, "-c", READER, str(path)], check=True, capture_output=True
    )
    return " ".join(done.stdout.decode("utf-8").split())


KEYS = (
    Qt.Key.Key_Escape, Qt.Key.Key_F1, Qt.Key.Key_F4, Qt.Key.Key_F5, Qt.Key.Key_F11,
    Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Print,
    Qt.Key.Key_Menu, Qt.Key.Key_Help, Qt.Key.Key_Q, Qt.Key.Key_W, Qt.Key.Key_P, Qt.Key.Key_N,
    Qt.Key.Key_O, Qt.Key.Key_S, Qt.Key.Key_M, Qt.Key.Key_Space, Qt.Key.Key_Delete,
    Qt.Key.Key_Insert, Qt.Key.Key_Super_L, Qt.Key.Key_Back, Qt.Key.Key_HomePage,
    Qt.Key.Key_1, Qt.Key.Key_9, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return,
    Qt.Key.Key_Backspace,
)  # fmt: skip
HELD = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.MetaModifier,
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
)
BUTTONS = (
    Qt.MouseButton.RightButton,
    Qt.MouseButton.MiddleButton,
    Qt.MouseButton.BackButton,
)
STORM = 500


def _blow(chance: random.Random, window: QWidget) -> None:
    inside = [each for each in window.findChildren(QWidget) if each.isVisible()]
    target = chance.choice(inside) if inside else window
    at = QPoint(
        chance.randrange(max(1, target.width())), chance.randrange(max(1, target.height()))
    )
    far = QPointF(target.mapToGlobal(at))
    kind = chance.randrange(7)
    if kind <= 2:
        key, held = chance.choice(KEYS), chance.choice(HELD)
        for step in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(
                QApplication.focusWidget() or window, QKeyEvent(step, key, held)
            )
    elif kind == 3:
        QTest.mouseClick(target, chance.choice(BUTTONS), pos=at)
    elif kind == 4:
        QTest.mouseDClick(target, Qt.MouseButton.LeftButton, pos=at)
    elif kind == 5:
        menu = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, far.toPoint())
        QApplication.sendEvent(target, menu)
    else:
        wheel = QWheelEvent(
            QPointF(at), far, QPoint(), QPoint(0, chance.choice((-240, 240))),
            Qt.MouseButton.NoButton, chance.choice(HELD), Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(target, wheel)


@pytest.mark.parametrize("seed", [1, 2])
def test_no_storm_of_keys_and_gestures_leaves_the_patients_screen(day: Day, seed: int) -> None:
    day.set_up()
    day.sign_in("Rosa Lima", ROSA)
    day.new_patient("Ana Nguyen", "A-1", "2")
    day.arrive(2)
    window, chance = day.patient, random.Random(seed)
    for _ in range(STORM):
        day.ticks.seconds += 0.5
        _blow(chance, window)
        window.close()
        QApplication.processEvents()
        shown = [each for each in QApplication.topLevelWidgets() if each.isVisible()]

        assert window.isVisible()
        assert day.root.patient is window
        assert not day.staff.isVisible()
        allowed = (PatientWindow, PinDialog)
        assert all(isinstance(each, allowed) for each in shown if each.isWindow()), shown
        assert "Ana" not in window.windowTitle()
        for dialog in _dialogs():
            dialog.reject()
