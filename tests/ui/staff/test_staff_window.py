# SPDX-License-Identifier: Apache-2.0
"""The team's screens: the PIN, the desk's form, and an alert that a person must acknowledge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from intake.core.errors import StoreError
from intake.core.instrument import Level
from intake.core.records import AlertLine, Known, VisitLine, VisitState
from intake.core.staff import Role, StaffMember
from intake.core.visit import (
    Battery,
    Patient,
    RaisedAlert,
    RaisedAs,
    Respondent,
    Sitting,
)
from intake.ui.background import Background
from intake.ui.staff.context import (
    AlertWords,
    FinishedReport,
    FormName,
    VisitForm,
    VisitPlan,
)
from intake.ui.staff.first_run import Beginning
from intake.ui.staff.sign_in import FREE_TRIES, wait_after
from intake.ui.staff.tick_box import TickBox
from intake.ui.staff.window import StaffWindow

SECRET = "teal harbour lantern"  # noqa: S105 - of nobody
PEOPLE = (
    StaffMember("1", "Ben", Role.FRONT_DESK),
    StaffMember("2", "Dr. Okafor", Role.CLINICIAN),
)
NOON = datetime(2026, 11, 22, 12, 5, tzinfo=UTC)
ANA = Patient("A-1042", "Ana Nguyễn", date(1979, 4, 2))
RAISED = RaisedAlert("mood", "self_harm", RaisedAs.RAISED, NOON)


@dataclass
class FakeDesk:
    """A clinic in memory."""

    clinic: str = "Riverside"
    problems: tuple[str, ...] = ()
    alerts: list[AlertLine] = field(default_factory=list)
    lines: list[VisitLine] = field(default_factory=list)
    begun: list[VisitForm] = field(default_factory=list)
    given: list[str] = field(default_factory=list)
    acknowledged: list[tuple[int, str, str]] = field(default_factory=list)
    broken: bool = False
    batteries: tuple[Battery, ...] = (Battery("first", ("acr", "mood"), "First visit"),)

    def plan_for(
        self,
        battery: str,
        known: Known,
        language: str,
        respondent: Respondent | None,
        record_number: str = "",
    ) -> VisitPlan:
        del respondent, record_number
        forms = (FormName(f"{battery} {known}", is_provisional=True), FormName("PHQ-9"))
        return VisitPlan(forms, (f"No official wording in {language}: SIQR",), 7)

    def languages_for(self, battery: str, known: Known) -> tuple[str, ...]:
        del battery, known
        return ("en",)

    def person(self, record_number: str) -> Patient | None:
        return ANA if record_number == ANA.id else None

    def visits(self) -> tuple[VisitLine, ...]:
        return tuple(self.lines)

    def open_alerts(self) -> tuple[AlertLine, ...]:
        if self.broken:
            raise StoreError("The folder of the clinic's file cannot be reached. Check the drive.")
        return tuple(self.alerts)

    def words_of(self, alert: AlertLine) -> AlertWords:
        return AlertWords(f"About {alert.raised.alert}", "Several days (1)")

    def acknowledge(self, alert: int, by: str, action: str) -> None:
        self.acknowledged.append((alert, by, action))
        self.alerts = [each for each in self.alerts if each.id != alert]

    def begin(self, form: VisitForm) -> str:
        self.begun.append(form)
        return f"visit-{len(self.begun)}"

    def hand_over(self, visit: str) -> None:
        self.given.append(visit)

    def end_early(self, visit: str) -> None:
        self.lines = [each for each in self.lines if each.id != visit]

    def prepare_report(self, visit: str) -> object:
        def job() -> FinishedReport:
            raise OSError(f"no report of {visit}")

        return job

    def keep_report(self, report: FinishedReport) -> None:
        raise AssertionError(report)


def _alert(raised: RaisedAlert = RAISED) -> AlertLine:
    return AlertLine(7, "v1", ANA, Level.NOW, raised)


def _line(state: VisitState) -> VisitLine:
    return VisitLine(f"v-{state}", ANA, Sitting("v1", started=NOON), state, ())


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def window(qtbot: QtBot, desk: FakeDesk) -> Iterator[StaffWindow]:
    background = Background()
    made = StaffWindow(lambda who, typed: (who, typed) == ("2", SECRET), background)
    made.sign_in.opened.connect(made.open)
    made.sign_in.show_people(PEOPLE)
    qtbot.addWidget(made)
    made.attach(desk)  # type: ignore[arg-type]  # the fake's job raises instead of returning
    made.lock("Riverside", 0)
    made.show()
    yield made
    background.close()
    background.deleteLater()


def _texts(screen: QWidget) -> str:
    return "\n".join(label.text() for label in screen.findChildren(QLabel) if label.isVisible())


def _press(qtbot: QtBot, screen: QWidget, text: str) -> None:
    found = [b for b in screen.findChildren(QPushButton) if b.text() == text and b.isVisible()]
    assert len(found) == 1, [b.text() for b in screen.findChildren(QPushButton)]
    qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)


def _pick(qtbot: QtBot, screen: QWidget, text: str) -> None:
    found = [each for each in screen.findChildren(QRadioButton) if each.text() == text]
    qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)


def _sign_in(qtbot: QtBot, window: StaffWindow, name: str, secret: str) -> None:
    asked = window.sign_in.passphrase
    names, field = asked.findChild(QComboBox), asked.findChild(QLineEdit)
    assert isinstance(names, QComboBox)
    names.setCurrentText(name)
    qtbot.keyClicks(field, secret)
    with qtbot.waitSignal(window.sign_in.opened, raising=False, timeout=500):
        qtbot.keyClick(field, Qt.Key.Key_Return)


def test_the_locked_screen_counts_messages_and_names_nobody(window: StaffWindow) -> None:
    window.lock("Riverside", 1)

    assert "1 message waits for the team" in _texts(window)
    assert "Ana" not in _texts(window) + window.windowTitle()


def test_the_right_name_and_passphrase_open_the_home_screen(
    qtbot: QtBot, window: StaffWindow
) -> None:
    _sign_in(qtbot, window, "Dr. Okafor", SECRET)

    assert window.home.isVisible()


@pytest.mark.parametrize(("name", "secret"), [("Dr. Okafor", "teal harbour"), ("Ben", SECRET)])
def test_a_wrong_passphrase_or_another_persons_opens_nothing_and_says_so(
    qtbot: QtBot, window: StaffWindow, name: str, secret: str
) -> None:
    _sign_in(qtbot, window, name, secret)

    assert not window.home.isVisible()
    assert "not the right passphrase" in _texts(window.sign_in)


def test_wrong_tries_make_the_wait_grow_up_to_a_minute() -> None:
    waits = [wait_after(failures) for failures in range(FREE_TRIES, FREE_TRIES + 12)]

    assert wait_after(FREE_TRIES - 1) == 0
    assert waits == sorted(waits)
    assert waits[0] > 0
    assert waits[-1] == 60_000


def test_an_open_alert_is_the_first_thing_after_the_pin(
    qtbot: QtBot, window: StaffWindow, desk: FakeDesk
) -> None:
    desk.alerts = [_alert()]
    _sign_in(qtbot, window, "Dr. Okafor", SECRET)

    said = _texts(window.alert)
    assert "About self_harm" in said
    assert "Several days (1) · 12:05" in said
    assert "Call the clinician now" in said
    assert "A clinical interview is required" in said


def test_an_unanswered_question_says_to_ask_in_person(window: StaffWindow, desk: FakeDesk) -> None:
    desk.alerts = [_alert(RaisedAlert("mood", "self_harm", RaisedAs.UNANSWERED, NOON))]
    window.open()

    assert "ask in person before the patient leaves" in _texts(window.alert)


def test_an_alert_is_acknowledged_by_a_name_and_an_action_or_not_at_all(
    qtbot: QtBot, window: StaffWindow, desk: FakeDesk
) -> None:
    desk.alerts = [_alert()]
    window.open()
    _press(qtbot, window.alert, "Acknowledge")
    assert "write your name" in _texts(window.alert)
    qtbot.keyClicks(window.alert.findChildren(QLineEdit)[0], "Dr. Okafor")
    _press(qtbot, window.alert, "Acknowledge")
    assert "what is being done" in _texts(window.alert)
    assert desk.acknowledged == []

    _pick(qtbot, window.alert, "The clinician was told")
    qtbot.keyClicks(window.alert.findChildren(QLineEdit)[1], "Dr. Silva")
    _press(qtbot, window.alert, "Acknowledge")

    assert desk.acknowledged == [(7, "Dr. Okafor", "The clinician was told: Dr. Silva")]
    assert window.home.isVisible()


def test_the_home_screen_lists_what_waits_what_runs_and_what_is_broken(
    window: StaffWindow, desk: FakeDesk
) -> None:
    desk.lines = [_line(VisitState.RUNNING), _line(VisitState.ENDED_EARLY)]
    desk.problems = ("forms/peg/instrument.toml: score.peg: no such thing",)
    window.open()

    said = _texts(window.home)
    for words in ("In progress", "Done", "ended early", "Needs attention", "forms/peg"):
        assert words in said
    assert "no. A-1042 · born 2 Apr 1979" in said


def _fill(qtbot: QtBot, window: StaffWindow) -> None:
    form = window.new_visit
    number, name, day, year = form.findChildren(QLineEdit)
    for edit, text in ((number, "B-7"), (name, "Bo Hahn"), (day, "9"), (year, "1960")):
        edit.clear()
        qtbot.keyClicks(edit, text)
    form.findChildren(QComboBox)[0].setCurrentIndex(11)
    for choice in ("Not known", "The patient, with help"):
        _pick(qtbot, form, choice)
    tick = form.findChild(TickBox)
    assert isinstance(tick, TickBox)
    qtbot.mouseClick(tick, Qt.MouseButton.LeftButton, pos=QPoint(12, tick.height() // 2))


def test_a_visit_begins_with_what_the_desk_wrote(
    qtbot: QtBot, window: StaffWindow, desk: FakeDesk
) -> None:
    window.open()
    _press(qtbot, window.home, "New visit")
    _fill(qtbot, window)
    _press(qtbot, window.new_visit, "Hand over")
    assert desk.begun == [
        VisitForm(
            Patient("B-7", "Bo Hahn", date(1960, 11, 9), desk.begun[0].patient.sex),
            Known.NOT_KNOWN,
            "first",
            "en",
            Respondent.HELPED,
            staff_within_reach=True,
        )
    ]
    assert desk.given == []

    assert "Bo" not in _texts(window.hand_over)
    _press(qtbot, window.hand_over, "Start")

    assert desk.given == ["visit-1"]


def test_nothing_is_chosen_for_the_desk(qtbot: QtBot, window: StaffWindow) -> None:
    window.open()
    _press(qtbot, window.home, "New visit")

    assert not any(each.isChecked() for each in window.new_visit.findChildren(QRadioButton))
    assert not window.new_visit.findChild(TickBox).isChecked()


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        ("number", "record number"),
        ("name", "patient's name"),
        ("date", "date of birth"),
        ("reach", "within reach"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    qtbot: QtBot, window: StaffWindow, desk: FakeDesk, spoil: str, sentence: str
) -> None:
    window.open()
    _press(qtbot, window.home, "New visit")
    _fill(qtbot, window)
    number, name, day, _ = window.new_visit.findChildren(QLineEdit)
    if spoil == "reach":
        window.new_visit.findChild(TickBox).setChecked(False)
    else:
        {"number": number, "name": name, "date": day}[spoil].clear()
    _press(qtbot, window.new_visit, "Hand over")

    assert sentence in _texts(window.new_visit)
    assert desk.begun == []
    assert spoil == "name" or name.text() == "Bo Hahn"


def test_a_day_that_does_not_exist_is_no_date_of_birth(
    qtbot: QtBot, window: StaffWindow, desk: FakeDesk
) -> None:
    window.open()
    _press(qtbot, window.home, "New visit")
    _fill(qtbot, window)
    day = window.new_visit.findChildren(QLineEdit)[2]
    day.setText("31")
    _press(qtbot, window.new_visit, "Hand over")

    assert "date of birth" in _texts(window.new_visit)
    assert desk.begun == []


def test_a_known_record_number_brings_the_person(qtbot: QtBot, window: StaffWindow) -> None:
    window.open()
    _press(qtbot, window.home, "New visit")
    number, name, day, year = window.new_visit.findChildren(QLineEdit)
    qtbot.keyClicks(number, "A-1042")
    qtbot.keyClick(number, Qt.Key.Key_Tab)

    assert (name.text(), day.text(), year.text()) == ("Ana Nguyễn", "2", "1979")


def test_a_file_that_cannot_be_reached_is_one_sentence(
    window: StaffWindow, desk: FakeDesk
) -> None:
    desk.broken = True
    window.open()

    assert "Check the drive" in _texts(window.message)


def test_a_report_that_fails_says_why(qtbot: QtBot, window: StaffWindow, desk: FakeDesk) -> None:
    desk.lines = [_line(VisitState.DONE)]
    window.open()
    _press(qtbot, window.home, "Report")

    qtbot.waitUntil(lambda: "no report of v-done" in _texts(window.report), timeout=2000)


def test_the_first_run_gives_back_what_was_written(qtbot: QtBot, window: StaffWindow) -> None:
    window.welcome()
    filled = ("Riverside", "Dr. Okafor", SECRET, SECRET, "1357", "1357")
    for edit, text in zip(window.first_run.findChildren(QLineEdit), filled, strict=True):
        qtbot.keyClicks(edit, text)

    with qtbot.waitSignal(window.first_run.chosen) as chosen:
        _press(qtbot, window.first_run, "Start")

    assert chosen.args == [Beginning("Riverside", "Dr. Okafor", SECRET, "1357")]


@pytest.mark.parametrize(
    ("filled", "sentence"),
    [
        (("", "", "", "", "", ""), "clinic's name"),
        (("Riverside", "", "", "", "", ""), "your name"),
        (("Riverside", "Ada", "short", "short", "1357", "1357"), "at least 10 characters"),
        (("Riverside", "Ada", SECRET, "other", "1357", "1357"), "two passphrases are not"),
        (("Riverside", "Ada", SECRET, SECRET, "135", "135"), "PIN needs at least 4"),
        (("Riverside", "Ada", SECRET, SECRET, "1357", "1358"), "two PINs are not the same"),
    ],
)
def test_the_first_run_says_what_is_missing_and_keeps_what_was_typed(
    qtbot: QtBot, window: StaffWindow, filled: tuple[str, ...], sentence: str
) -> None:
    window.welcome()
    fields = window.first_run.findChildren(QLineEdit)
    for edit, text in zip(fields, filled, strict=True):
        edit.setText(text)
    _press(qtbot, window.first_run, "Start")

    assert sentence in _texts(window.first_run)
    assert [edit.text() for edit in fields] == list(filled)


def test_the_recovery_code_is_left_only_when_it_is_said_to_be_on_paper(
    qtbot: QtBot, window: StaffWindow
) -> None:
    window.welcome()
    window.show_recovery(("ABCD1", "EFGH2"))
    _press(qtbot, window.recovery, "Go on")
    assert "on paper first" in _texts(window.recovery)
    assert "ABCD1" in _texts(window.recovery)
    tick = window.recovery.findChild(TickBox)
    assert isinstance(tick, TickBox)
    tick.setChecked(True)

    with qtbot.waitSignal(window.recovery.kept):
        _press(qtbot, window.recovery, "Go on")

    qtbot.waitUntil(lambda: "ABCD1" not in _texts(window.recovery))
