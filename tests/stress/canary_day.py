# SPDX-License-Identifier: Apache-2.0
"""The day that `canaries` looks for traces of: the real windows, all that they do, and failures.

`canaries` lets pytest run it, for its hands on the windows, with a home of its own.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from intake.app.crash import CrashRecord
from intake.app.exports import ExportKind, ExportWanted, Selection, export_visits
from intake.app.places import Places
from intake.app.privacy import hide_memory, keep_to_ourselves
from intake.core.errors import StoreError
from intake.core.visit import Treatment
from intake.exchange.exporting import Course
from intake.store.keyring import Keyring
from intake.store.store import Store
from intake.store.team import Team
from tests.clinic_files import CHEAP
from tests.stress.canaries import FOLDER, NAME, NOTE, NUMBER, OTHER_NAME, OTHER_NUMBER, WRONG
from tests.test_whole_day import OKAFOR, ROSA, SLOW, Day

HOME = Path(os.environ[FOLDER])


class Titles(QObject):
    """Remembers every title that a window of the app had, which the system shows and logs."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at a window that shows or gets another title."""
        if event.type() in {QEvent.Type.WindowTitleChange, QEvent.Type.Show}:
            if isinstance(watched, QWidget) and watched.isWindow():
                self.seen |= {watched.windowTitle(), watched.windowFilePath()}
            elif isinstance(watched, QWindow):
                self.seen |= {watched.title(), watched.filePath()}
        return False


@pytest.fixture
def day(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Day]:
    for function in (Keyring.add, Team.set_pin):
        # the slow hash has nothing to do with what lies about
        monkeypatch.setattr(function, "__defaults__", (CHEAP,))
    keep_to_ourselves()
    hide_memory()
    titles = Titles()
    QApplication.instance().installEventFilter(titles)
    made = Day(qtbot, Places(HOME / "data", HOME / "reports"))
    before = sys.excepthook
    sys.excepthook = CrashRecord(made.places.data / "failures.txt", lambda: None)
    yield made
    sys.excepthook = before
    made.end()
    QApplication.instance().removeEventFilter(titles)
    print("titles:", *sorted(titles.seen), QGuiApplication.applicationDisplayName())
    print("clipboard:", QGuiApplication.clipboard().text())


def test_a_day_with_words_that_stand_nowhere_else(
    day: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    day.set_up()
    day.sign_in("Rosa Lima", ROSA)
    _visit(day)
    _lost_process(day)
    day.hands.press("Lock")
    _wrong_passphrase(day)
    day.sign_in("Dr. Okafor", OKAFOR)
    _record(day)
    _give_away(day)
    _fail(day)
    _back_up_and_restore(day, monkeypatch)


def _visit(day: Day) -> None:
    """Somebody answers; item 9 leads to a message, which is acknowledged in words."""
    day.new_patient(NAME, NUMBER, "2")
    day.arrive(2)
    day.answer(item_9=3)
    day.finish("Rosa Lima")
    day.hands.pick("The clinician was told")
    day.hands.write("Whom you told, or what you did", NOTE)
    day.hands.pick("Yes")
    day.hands.press("Acknowledge")


def _lost_process(day: Day) -> None:
    """The process is lost while somebody else answers; the visit is ended and erased."""
    day.new_patient(OTHER_NAME, OTHER_NUMBER, "3")
    day.arrive(3)
    day.answer(stop_before="phq9.sleep")
    day.crash()
    day.start()
    day.sign_in("Rosa Lima", ROSA)
    day.hands.press("Continue")
    day.say_birthday(3)
    day.answer()
    day.finish("Rosa Lima")


def _wrong_passphrase(day: Day) -> None:
    field = day.staff.sign_in.passphrase
    field._field.setText(WRONG)
    field._try()
    day.wait_for("not the right passphrase")


def _record(day: Day) -> None:
    """The clinician looks, notes, corrects, copies and reads."""
    access = day.root.access
    day.open(NAME.split()[0])
    page = day.staff.screens.patient
    (visit,) = page.page.visits
    page.correction_wanted.emit(visit)
    field = day.staff.screens.correction.grids._grids[0]._order[0]
    field.setFocus()
    field.selectAll()
    day.hands.key("9")
    day.hands.write("Why is it corrected? The reason is kept.", NOTE)
    day.hands.press("Save the correction")
    treatment = Treatment(access.stamp().at, NOTE, NOTE, NOTE)
    day.staff._desk.patients.add_treatment(NUMBER, treatment)
    page.copied.emit(visit)
    assert NAME in QGuiApplication.clipboard().text()
    day.hands.press("Report")
    day.wait_for("Saved as")
    day.hands.press("Back")
    day.hands.press("Mark read")


def _give_away(day: Day) -> None:
    """The clinic asks for what it may have in the clear, and erases the other patient."""
    access, catalogue = day.root.access, day.root._engine.catalogue
    exports = HOME / "exports"
    exports.mkdir()
    (exports / "one.json").write_bytes(access.store.erasing.export(NUMBER, access.stamp()))
    for kind in ExportKind:
        wanted = ExportWanted(kind, exports / kind, Selection(number=NUMBER), names=True)
        export_visits(access.store, catalogue, wanted, access.stamp(), Course())
    day.staff._desk.records.erase_patient(OTHER_NUMBER, NOTE)


def _fail(day: Day) -> None:
    """Fail in every way, with words of the patient's in hand."""
    store = day.root.access.store

    def fail() -> None:
        raise ValueError(f"{NAME} {NUMBER}\r\n{NOTE}")

    QTimer.singleShot(0, fail)
    day.qtbot.waitUntil((day.places.data / "failures.txt").exists, timeout=SLOW)
    for act in (
        lambda: store.visits.load(f"{NAME} {NOTE}"),
        lambda: store.patients.subject(f"{NAME}"),
        lambda: Store.open(day.places.file, bytes(32)),
    ):
        with pytest.raises(StoreError) as told:
            act()
        sys.excepthook(told.type, told.value, told.tb)
    with pytest.raises(StoreError) as told, store.database.writing() as connection:
        connection.execute(text("SELECT :name FROM nowhere"), {"name": NAME})
    print(told.value)


def _back_up_and_restore(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    """Back up, make a new key, and put the backup back, as the windows lead there."""
    path = HOME / "stick.intake-backup"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    day.hands.enter("Backup")
    day.hands.press("Back up now …")
    day.wait_for("Written to")
    day.staff._desk.team.rekey()
    day.hands.press("Restore a backup …")
    day.staff.screens.restore.choose(path)
    day.wait_for(path.name)
    day.hands.write("Passphrase from that time", OKAFOR)
    day.hands.press("Restore")
    day.sign_in("Dr. Okafor", OKAFOR)
