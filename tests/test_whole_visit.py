# SPDX-License-Identifier: Apache-2.0
"""A whole visit through the real windows, from the first start to the numbers in the PDF.

Once by keys alone, once by the mouse alone. The answers are worked examples of the instrument
files, so the numbers that the PDF must hold were published, not computed here.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from intake.app.places import Places
from intake.app.root import Root
from intake.assets import forms_dir
from intake.core.instrument import ResponseKind
from intake.core.records import VisitState
from intake.ui.patient.stage import WIPE_SECONDS, Step
from intake.ui.patient.window import PatientWindow
from intake.ui.staff.pin_dialog import PinDialog
from intake.ui.staff.tick_box import TickBox
from intake.ui.widgets.body_map import BodyMapInput
from tests.ui.aiming import place_of

READER = """
import sys, pypdfium2
for page in pypdfium2.PdfDocument(sys.argv[1]):
    text = page.get_textpage().get_text_bounded()
    sys.stdout.buffer.write(text.replace("\\r", "").encode("utf-8"))
"""
PASSPHRASE = "teal harbour lantern"  # noqa: S105 - of nobody
PIN = "1357"
BEGINNING = ("Riverside", "Dr. Okafor", PASSPHRASE, PASSPHRASE, PIN, PIN)
SIX = ("acr2016", "fiqr", "siqr", "peg", "gad7", "phq9")
KEPT = "The sheet is on paper and lies where only we can reach it."
MARKED = ("shoulder_l", "shoulder_r", "hip_l", "lower_back")
ANSWERS: Mapping[str, tuple[int, ...]] = {
    "acr2016": (3, 2, 2, 1, 1, 0, 1),  # "second arm: WPI 4, SSS 9, 4 regions"
    "fiqr": (2, 6, 4, 8, 7, 5, 6, 7, 5, 6, 5, 7, 8, 6, 8, 3, 6, 4, 7, 4, 6),  # "mixed"
    "siqr": (5,) * 21,  # "all five"
    "peg": (4, 5, 5),  # "thirds"
    "gad7": (2, 2, 2, 2, 1, 1, 0),  # "at cut-off"
    "phq9": (2, 1, 2, 2, 2, 0, 0, 0, 1, 2),  # "exactly 5 symptoms; item 9 counts at 1"
}
IN_THE_PDF = (
    ("Widespread Pain Index (WPI)", "4"),
    ("Symptom Severity Scale (SSS)", "9"),
    ("Fibromyalgia severity score", "13"),
    ("FIQR total", "57.2"),
    ("SIQR total", "50.0"),
    ("PEG", "4.7"),
    ("GAD-7 total", "10"),
    ("PHQ-9 total", "10"),
)


class Ticks:
    """A clock that goes on with every press, so that no press waits for the one before."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class Clinic:
    """The running app, its folder, and the clock of its presses."""

    qtbot: QtBot
    root: Root
    places: Places
    ticks: Ticks

    @property
    def patient(self) -> PatientWindow:
        """The patient's window."""
        window = self.root.patient
        assert window is not None
        return window

    def wait_for(self, screen: QWidget) -> None:
        """Wait until a screen shows and keys go to its window."""
        self.qtbot.waitUntil(screen.isVisible, timeout=20_000)
        self.qtbot.waitUntil(
            lambda: QApplication.activeWindow() is screen.window(), timeout=20_000
        )

    def report(self) -> str:
        """Wait for the PDF and read it back with a reader of its own."""
        self.qtbot.waitUntil(lambda: any(self.places.reports.glob("*.pdf")), timeout=20_000)
        (path,) = self.places.reports.glob("*.pdf")
        # In a process of its own: PDFium has no threads, and the app's preview uses it now.
        done = subprocess.run(
            [sys.executable, "-c", READER, str(path)], check=True, capture_output=True
        )
        return done.stdout.decode("utf-8")


@pytest.fixture
def clinic(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Clinic]:
    forms = tmp_path / "forms"
    shutil.copytree(forms_dir(), forms)
    listed = ", ".join(f'"{form}"' for form in SIX)
    (forms / "batteries.toml").write_text(
        f'[battery.six]\ntitle = "All six"\nforms = [{listed}]\n', encoding="utf-8"
    )
    monkeypatch.setattr("intake.app.root.forms_dir", lambda: forms)
    places = Places(tmp_path / "data", tmp_path / "reports")
    ticks = Ticks()
    root = Root(places, demo=False, ticks=ticks)
    made = Clinic(qtbot, root, places, ticks)
    root.start()
    qtbot.waitUntil(lambda: hasattr(root.staff, "first_run"), timeout=20_000)
    made.wait_for(root.staff.first_run)
    yield made
    root.close()
    root.staff.close()
    root.staff.deleteLater()


class Keys:
    """A person who has nothing but a keyboard."""

    def __init__(self, clinic: Clinic) -> None:
        self._clinic = clinic

    def press(self, *keys: Qt.Key | str) -> None:
        """Press keys into whatever has the focus."""
        for key in keys:
            self._clinic.ticks.seconds += 1
            target = QApplication.focusWidget() or QApplication.activeWindow()
            assert target is not None
            self._clinic.qtbot.keyClick(target, key)

    def type(self, text: str) -> None:
        """Type a text."""
        target = QApplication.focusWidget()
        assert target is not None
        self._clinic.qtbot.keyClicks(target, text)

    def number(self, number: int) -> None:
        """Type the digits of a number right after each other."""
        for digit in str(number):
            self._clinic.ticks.seconds += 0.4
            target = QApplication.focusWidget() or QApplication.activeWindow()
            self._clinic.qtbot.keyClick(target, digit)
        self._clinic.ticks.seconds += 1

    def tab_to(self, name: str) -> None:
        """Walk with Tab until something of this name has the focus."""
        for _ in range(120):
            focused = QApplication.focusWidget()
            text = focused.text() if isinstance(focused, QAbstractButton) else ""
            if focused is not None and name in (focused.accessibleName(), text):
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never reaches {name}")

    def first_run(self) -> None:
        """Name the clinic and its administrator, and put the recovery code away."""
        clinic, name, *secrets = BEGINNING
        self.type(clinic)
        self.press(Qt.Key.Key_Tab)
        self.type(name)
        self.tab_to("I see patients")
        self.press(Qt.Key.Key_Space)
        for text in secrets:
            self.press(Qt.Key.Key_Tab)
            self.type(text)
        self.tab_to("Set up the clinic")
        self.press(Qt.Key.Key_Return)
        self._clinic.wait_for(self._clinic.root.staff.recovery)
        self.tab_to(KEPT)
        self.press(Qt.Key.Key_Space)
        self.tab_to("Go on")
        self.press(Qt.Key.Key_Return)
        self._clinic.wait_for(self._clinic.root.staff.screens.settings)
        self.tab_to("Save and begin")
        self.press(Qt.Key.Key_Return)

    def new_visit(self) -> None:
        """Fill in the desk's form."""
        self.tab_to("New patient")
        self.press(Qt.Key.Key_Return)
        for text in ("Ana Nguyen", "2"):
            self.type(text)
            self.press(Qt.Key.Key_Tab)
        self.type("Apr")
        self.press(Qt.Key.Key_Tab)
        self.type("1979")
        self.press(Qt.Key.Key_Tab)
        self.type("A-1042")
        self.tab_to("Yes")
        self.press(Qt.Key.Key_Space)
        self.tab_to("The patient alone")
        self.press(Qt.Key.Key_Space)
        self.tab_to("Someone of us stays within reach")
        self.press(Qt.Key.Key_Space)
        self.tab_to("Hand over to the patient")
        self.press(Qt.Key.Key_Return)

    def arrive(self) -> None:
        """Say who it is, read, practise."""
        self.number(2)
        self.press(Qt.Key.Key_Tab)
        while not any(tile.hasFocus() for tile in self._clinic.patient.welcome.months.tiles()):
            self.press(Qt.Key.Key_Tab)
        self.number(4)
        assert self._clinic.patient.welcome.birthday() == (2, 4)
        self.press(Qt.Key.Key_Return, Qt.Key.Key_Return)
        self.number(3)
        self.press(Qt.Key.Key_Return)

    def mark(self) -> None:
        """Mark areas of the body."""
        (shown,) = self._clinic.patient.findChildren(BodyMapInput)
        names = {row.property("area"): row.text() for row in shown.rows.values()}
        for area in MARKED:
            view = "back" if area == "lower_back" else "front"
            self.tab_to(f"{names[area]}, {view}")
            self.press(Qt.Key.Key_Space)

    def answer(self, kind: ResponseKind, value: int, place: int) -> None:
        """Answer a question: a scale by its number, a list by the place of the option."""
        self.number(value if kind is ResponseKind.SCALE else place + 1)

    def go_on(self) -> None:
        """Go to the next screen."""
        self.press(Qt.Key.Key_Return)

    def say_alone(self) -> None:
        """Say who answered."""
        self.number(1)

    def take_back(self) -> None:
        """Take the device back."""
        self.tab_to("For the team")
        self.press(Qt.Key.Key_Space)
        self._clinic.qtbot.waitUntil(
            lambda: isinstance(QApplication.focusWidget(), QLineEdit), timeout=20_000
        )
        self.type(PIN)
        self.press(Qt.Key.Key_Return)

    def acknowledge(self) -> None:
        """Take on the alert; who does is who is signed in."""
        self.tab_to("The clinician was told")
        self.press(Qt.Key.Key_Space)
        self.tab_to("Whom you told, or what you did")
        self.type("Dr. Silva")
        self.tab_to("Yes")
        self.press(Qt.Key.Key_Space)
        self.tab_to("Acknowledge")
        self.press(Qt.Key.Key_Return)

    def ask_for_report(self) -> None:
        """Open the report."""
        self.tab_to("Report")
        self.press(Qt.Key.Key_Return)


class Mouse:
    """A person who has nothing but a mouse; a name is typed by whoever sits at the desk."""

    def __init__(self, clinic: Clinic) -> None:
        self._clinic = clinic

    def click(self, target: QWidget) -> None:
        """Click the middle of something that can be seen."""
        self._clinic.ticks.seconds += 1
        assert target.isVisible()
        middle = QPoint(target.width() // 2, target.height() // 2)
        self._clinic.qtbot.mouseClick(target, Qt.MouseButton.LeftButton, pos=middle)

    def click_text(self, inside: QWidget, text: str) -> None:
        """Click the button with this text."""
        (found,) = [
            each
            for each in inside.findChildren(QAbstractButton)
            if each.text() == text and each.isVisible()
        ]
        self.click(found)

    def first_run(self) -> None:
        """Name the clinic and its administrator; text needs keys, all else is clicked."""
        screen = self._clinic.root.staff.first_run
        for field, text in zip(screen.findChildren(QLineEdit), BEGINNING, strict=True):
            self.click(field)
            self._clinic.qtbot.keyClicks(field, text)
        self.click_text(screen, "I see patients")
        self.click_text(screen, "Set up the clinic")
        recovery = self._clinic.root.staff.recovery
        self._clinic.wait_for(recovery)
        tick = recovery.findChild(TickBox)
        assert isinstance(tick, TickBox)
        self._clinic.qtbot.mouseClick(
            tick, Qt.MouseButton.LeftButton, pos=QPoint(24, tick.height() // 2)
        )
        self.click_text(recovery, "Go on")
        staff = self._clinic.root.staff
        self._clinic.wait_for(staff.screens.settings)
        self.click_text(staff.screens.settings, "Save and begin")

    def new_visit(self) -> None:
        """Fill in the desk's form."""
        staff = self._clinic.root.staff
        self.click_text(staff.screens.home, "New patient")
        form = staff.screens.new_visit
        for field, text in zip(
            form.findChildren(QLineEdit), ("Ana Nguyen", "2", "1979", "A-1042"), strict=True
        ):
            self.click(field)
            self._clinic.qtbot.keyClicks(field, text)
        form.findChildren(QComboBox)[0].setCurrentIndex(4)
        for text in ("Not known", "The patient alone"):
            (choice,) = [c for c in form.findChildren(QRadioButton) if c.text() == text]
            self.click(choice)
        tick = form.findChild(TickBox)
        assert isinstance(tick, TickBox)
        self._clinic.qtbot.mouseClick(
            tick, Qt.MouseButton.LeftButton, pos=QPoint(14, tick.height() // 2)
        )
        self.click_text(form, "Hand over to the patient")

    def arrive(self) -> None:
        """Say who it is, read, practise."""
        patient = self._clinic.patient
        self.click(patient.welcome.days.tiles()[1])
        self.click(patient.welcome.months.tiles()[3])
        self.go_on()
        self.go_on()
        used = patient.question.scale.tiles() or patient.question.choice.used
        self.click(used[3])
        self.go_on()

    def mark(self) -> None:
        """Mark areas of the body."""
        (shown,) = self._clinic.patient.findChildren(BodyMapInput)
        for area in MARKED:
            self._clinic.ticks.seconds += 1
            view = "back" if area == "lower_back" else "front"
            at = place_of(shown.figure, area, view)
            self._clinic.qtbot.mouseClick(shown.figure, Qt.MouseButton.LeftButton, pos=at)

    def answer(self, kind: ResponseKind, value: int, place: int) -> None:
        """Answer a question by clicking its box or row."""
        question = self._clinic.patient.question
        is_scale = kind is ResponseKind.SCALE
        self.click(question.scale.tiles()[value] if is_scale else question.choice.used[place])

    def go_on(self) -> None:
        """Go to the next screen."""
        self.click(self._clinic.patient.footer.next)

    def say_alone(self) -> None:
        """Say who answered."""
        self.click(self._clinic.patient.question.choice.used[0])

    def take_back(self) -> None:
        """Take the device back."""
        self.click_text(self._clinic.patient, "For the team")
        self._clinic.qtbot.waitUntil(lambda: bool(_dialogs()), timeout=20_000)
        (dialog,) = _dialogs()
        field = dialog.findChild(QLineEdit)
        assert isinstance(field, QLineEdit)
        self._clinic.qtbot.keyClicks(field, PIN)
        self.click_text(dialog, "Open")

    def acknowledge(self) -> None:
        """Take on the alert; who does is who is signed in."""
        screen = self._clinic.root.staff.screens.alert
        self.click_text(screen, "I speak with the patient now")
        self.click_text(screen, "Not yet")
        self.click_text(screen, "Acknowledge")

    def ask_for_report(self) -> None:
        """Open the report."""
        self.click_text(self._clinic.root.staff.screens.home, "Report")


def _dialogs() -> list[PinDialog]:
    return [
        w for w in QApplication.topLevelWidgets() if isinstance(w, PinDialog) and w.isVisible()
    ]


def _answer_everything(clinic: Clinic, person: Keys | Mouse) -> int:
    patient = clinic.patient
    given = {form: iter(values) for form, values in ANSWERS.items()}
    answered = 0
    while patient.step is not Step.REVIEW:
        assert patient.step in (Step.QUESTION, Step.INTRODUCTION, Step.BREAK)
        if patient.step is Step.QUESTION:
            here = patient._flow.here
            assert here is not None
            page = patient._flow.page(here)
            if page.is_map:
                person.mark()
            else:
                response = page.items[[i.id for i in page.items].index(here.items[0])].response
                value = next(given[here.form])
                values = [option.value for option in response.options]
                place = values.index(value) if values else 0
                person.answer(response.kind, value, place)
            answered += 1
        person.go_on()
    assert all(next(rest, None) is None for rest in given.values())
    return answered


@pytest.mark.parametrize("hands", [Keys, Mouse])
def test_a_six_instrument_visit_ends_in_a_report_with_the_published_numbers(
    clinic: Clinic, hands: type[Keys | Mouse]
) -> None:
    person = hands(clinic)
    staff = clinic.root.staff
    person.first_run()
    clinic.wait_for(staff.screens.home)
    person.new_visit()
    clinic.wait_for(clinic.patient)
    assert not staff.isVisible()
    assert clinic.patient.step is Step.WIPE
    clinic.ticks.seconds += WIPE_SECONDS
    person.go_on()
    person.arrive()

    assert _answer_everything(clinic, person) == 1 + sum(map(len, ANSWERS.values()))
    person.go_on()
    person.say_alone()
    person.go_on()

    thanks = _visible_words(clinic.patient)
    assert "Please give this device to a member of the team" in thanks
    assert "Ana" not in thanks
    person.take_back()
    clinic.wait_for(staff.screens.alert)
    assert "Several days (1)" in _visible_words(staff.screens.alert)
    person.acknowledge()
    clinic.wait_for(staff.screens.home)
    (line,) = clinic.root.access.store.visits.all()
    assert line.state is VisitState.DONE
    person.ask_for_report()

    text = clinic.report()
    page_1 = text.split("page 1 of")[0]
    for name, value in IN_THE_PDF:
        after = page_1.split(name, 1)[1].split()
        assert value in after[:14], (name, after[:14])
    assert "Answers consistent with the 2016 criteria" in page_1
    assert "Answers meet the PHQ-9 algorithm for major depressive syndrome" in page_1
    assert "acknowledged by Dr. Okafor" in page_1
    assert "higher = worse" in page_1
    assert "Ana Nguyen" in page_1
    assert next(clinic.places.reports.iterdir()).name.startswith("A-1042_")


def _visible_words(window: QWidget) -> str:
    labels = window.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisible())
