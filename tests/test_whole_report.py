# SPDX-License-Identifier: Apache-2.0
"""Reports through the real windows and the real file: nobody waits for one, and none is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from intake.app.engine import attached, render_record
from intake.app.places import Places
from intake.ui.patient.stage import Step
from tests.test_whole_day import OKAFOR, SLOW, Day

DATA = "Also write the visit's data beside each report (.json)"


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> Iterator[Press]:
    made = Press()
    monkeypatch.setattr("intake.app.engine.render_record", made.render)
    yield made
    made.go_on.set()


@pytest.fixture
def day(qtbot: QtBot, press: Press, tmp_path: Path) -> Iterator[Day]:
    made = Day(qtbot, Places(tmp_path / "data", tmp_path / "reports"))
    made.set_up()
    made.sign_in("Dr. Okafor", OKAFOR)
    yield made
    press.go_on.set()
    made.end()


class Press:
    """Makes reports as ever, and can be held up in the middle of one."""

    def __init__(self) -> None:
        self.begun, self.go_on = Event(), Event()
        self.go_on.set()

    def render(self, *given: object) -> bytes:
        self.begun.set()
        assert self.go_on.wait(SLOW / 1000)
        return render_record(*given)  # type: ignore[arg-type] # whatever it is called with


def visit(day: Day, name: str, number: str, born: int) -> None:
    """Answer everything, up to the screen that says thank you."""
    day.hands.press("Home")
    day.new_patient(name, number, str(born))
    day.arrive(born)
    day.answer()
    day.go_on()
    day._answer(0)
    day.go_on()


def test_the_thank_you_screen_never_waits_for_a_report(day: Day, press: Press) -> None:
    visit(day, "Ana Nguyen", "A-1", 2)
    day.take_back("Dr. Okafor")
    press.go_on.clear()
    day.open("ana")
    day.hands.press("Report")
    day.qtbot.waitUntil(press.begun.is_set, timeout=SLOW)

    visit(day, "Bo Hahn", "B-2", 3)

    assert day.patient.step is Step.CLOSED
    assert "Thank you" in day.hands.read(day.patient)
    assert not list(day.places.reports.glob("*.pdf"))
    press.go_on.set()
    day.take_back("Dr. Okafor")
    day.qtbot.waitUntil(lambda: any(day.places.reports.glob("A-1_*.pdf")), timeout=SLOW)


def test_what_the_folder_did_not_take_is_there_with_its_data_once_it_is_back(
    day: Day, tmp_path: Path
) -> None:
    drive = tmp_path / "drive"
    day.hands.enter("Settings")
    day.hands.write("Folder", str(drive))
    day.hands.tick(DATA)
    day.hands.press("Save")
    for name, number, born in (("Ana Nguyen", "A-1", 2), ("Bo Hahn", "B-2", 3)):
        visit(day, name, number, born)
        day.take_back("Dr. Okafor")

    day.open("ana")
    day.hands.press("Report")
    day.wait_for("The report is kept, but it could not be written")
    assert "the folder is not there" in day.hands.read()
    day.hands.press("Home")
    assert "1 report kept until then" in day.hands.read()
    assert not drive.exists()
    drive.mkdir()
    day.open("bo")
    day.hands.press("Report")
    day.wait_for("Saved as")

    reports = sorted(drive.glob("*.pdf"))
    assert [path.name[:3] for path in reports] == ["A-1", "B-2"]
    for path in reports:
        assert path.with_suffix(".json").read_bytes() == attached(path.read_bytes())
    kept = day.root.access.store.reports
    assert [kept.load(number) for number in (1, 2)] == [path.read_bytes() for path in reports]
    day.hands.press("Home")
    assert "could not be written" not in day.hands.read()
