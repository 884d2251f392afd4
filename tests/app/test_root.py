# SPDX-License-Identifier: Apache-2.0
"""The app starts with what it finds: nothing, a clinic, a second window, or lost files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from intake.app import safekeeping
from intake.app.access import Access
from intake.app.places import Places
from intake.app.root import Root
from intake.core.staff import Stamp
from intake.store.keyring import Keyring
from intake.store.team import Team
from intake.ui.staff.first_run import Beginning
from intake.ui.staff.restore_screen import RestoreScreen
from tests.clinic_files import CHEAP, NOON, SECRET
from tests.own_forms import own_form


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    for function in (Keyring.add, Team.set_pin):
        monkeypatch.setattr(function, "__defaults__", (CHEAP,))
    made = Places(tmp_path / "data", tmp_path / "reports")
    access = Access(made, lambda: NOON)
    access.set_up(Beginning("Riverside", "Ada", SECRET, "1357"))
    access.close()
    return made


@pytest.fixture
def root(qtbot: QtBot, places: Places) -> Iterator[Root]:
    del qtbot
    made = Root(places, demo=False)
    yield made
    made.close()
    made.staff.close()
    made.staff.deleteLater()


def _said(root: Root) -> str:
    labels = root.staff.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisible())


def _sign_in(qtbot: QtBot, root: Root) -> None:
    field = root.staff.sign_in.passphrase.findChild(QLineEdit)
    qtbot.keyClicks(field, SECRET + "\r")


def test_a_clinic_is_opened_by_name_and_passphrase(qtbot: QtBot, root: Root) -> None:
    root.start()
    assert root.staff.sign_in.isVisible()
    _sign_in(qtbot, root)

    qtbot.waitUntil(
        lambda: root._is_attached and root.staff.screens.home.isVisible(), timeout=30_000
    )
    assert root.access.who.name == "Ada"


def test_a_second_window_is_told_that_the_first_has_the_file(
    qtbot: QtBot, root: Root, places: Places
) -> None:
    first = Access(places, lambda: NOON)
    assert first.sign_in(first.people()[0].id, SECRET)
    root.start()
    _sign_in(qtbot, root)

    qtbot.waitUntil(lambda: "in use by another window" in _said(root), timeout=30_000)
    first.close()
    # What was typed is still there.
    field = root.staff.sign_in.passphrase.findChild(QLineEdit)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: root.access.is_open, timeout=30_000)


def test_a_lost_key_file_is_said_with_the_ways_out_and_not_taken_for_a_first_start(
    qtbot: QtBot, root: Root, places: Places
) -> None:
    kept = places.keys.read_bytes()
    places.keys.unlink()
    root.start()

    assert "is missing, and nobody can sign in without it" in _said(root)
    assert not hasattr(root.staff, "first_run")
    places.keys.write_bytes(kept)
    root.staff.message.left.emit()
    assert root.staff.sign_in.isVisible()
    qtbot.waitUntil(lambda: root._engine is not None, timeout=30_000)


def test_a_damaged_file_is_said_after_the_passphrase(
    qtbot: QtBot, root: Root, places: Places
) -> None:
    content = bytearray(places.file.read_bytes())
    content[9000] ^= 1
    places.file.write_bytes(content)
    root.start()
    _sign_in(qtbot, root)

    qtbot.waitUntil(lambda: "restore the last backup" in _said(root), timeout=30_000)
    assert places.file.read_bytes() == bytes(content)


def test_opening_the_app_again_does_not_shorten_the_wait_after_wrong_tries(
    qtbot: QtBot, root: Root, places: Places
) -> None:
    root.start()
    field = root.staff.sign_in.passphrase.findChild(QLineEdit)
    for _ in range(3):
        qtbot.keyClicks(field, "a guess at it\r")
        qtbot.waitUntil(lambda: "not the right passphrase" in _said(root), timeout=10_000)
    assert not field.isEnabled()

    again = Root(places, demo=False)
    again.start()
    again_field = again.staff.sign_in.passphrase.findChild(QLineEdit)

    assert not again_field.isEnabled()
    assert 0 < again.staff.tries.left_ms() <= 2_000
    qtbot.waitUntil(again_field.isEnabled, timeout=10_000)
    _sign_in(qtbot, again)
    qtbot.waitUntil(lambda: not places.tries.exists(), timeout=10_000)
    again.close()
    again.staff.close()
    again.staff.deleteLater()


def test_the_clinics_own_forms_are_there_when_somebody_has_signed_in(
    qtbot: QtBot, places: Places, root: Root, tmp_path: Path
) -> None:
    own_form(tmp_path / "own")
    access = Access(places, lambda: NOON)
    assert access.sign_in(access.people()[0].id, SECRET)
    access.store.settings.change("own_forms", str(tmp_path / "own"), Stamp("Ada", NOON))
    access.close()
    root.start()
    _sign_in(qtbot, root)

    qtbot.waitUntil(
        lambda: root._is_attached and root.staff.screens.home.isVisible(), timeout=30_000
    )
    assert "morning_ease" not in _said(root)
    root.staff.enter_room("forms")
    assert "morning_ease" in {form.id for form in root.staff.screens.forms._desk.all_forms()}


@pytest.fixture
def backup(places: Places, tmp_path: Path) -> Path:
    access = Access(places, lambda: NOON)
    access.sign_in(access.people()[0].id, SECRET)
    path = tmp_path / "made.intake-backup"
    safekeeping.back_up(access, path)
    access.store.settings.change("clinic", "Harbour", access.stamp())
    access.close()
    return path


def _restore(qtbot: QtBot, root: Root, screen: RestoreScreen, backup: Path) -> None:
    screen.choose(backup)
    qtbot.waitUntil(screen._passphrase.isVisible, timeout=30_000)
    qtbot.keyClicks(screen._passphrase, SECRET)
    qtbot.mouseClick(screen._go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(root.staff.sign_in.isVisible, timeout=30_000)


def test_a_backup_is_restored_from_the_window_and_whoever_signs_in_goes_on_with_it(
    qtbot: QtBot, root: Root, backup: Path
) -> None:
    root.start()
    _sign_in(qtbot, root)
    qtbot.waitUntil(lambda: root._is_attached, timeout=30_000)
    assert root.access.store.settings.get("clinic") == "Harbour"
    root.staff.routes.clinic._show_restore()
    _restore(qtbot, root, root.staff.screens.restore, backup)
    assert not root.access.is_signed_in
    assert "Riverside" in _said(root)
    _sign_in(qtbot, root)

    qtbot.waitUntil(root.staff.screens.home.isVisible, timeout=30_000)
    assert root.access.store.settings.get("clinic") == "Riverside"
    assert list(root.access.places.data.glob("clinic.db.before-restore-*"))


def test_the_first_run_restores_a_backup_instead_of_setting_up_a_clinic(
    qtbot: QtBot, backup: Path, tmp_path: Path
) -> None:
    root = Root(Places(tmp_path / "new", tmp_path / "reports"), demo=False)
    root.start()
    qtbot.waitUntil(lambda: hasattr(root.staff, "first_run"), timeout=30_000)
    root.staff.first_run.way_back_wanted.emit()
    (early,) = root.staff.findChildren(RestoreScreen)
    _restore(qtbot, root, early, backup)
    _sign_in(qtbot, root)

    qtbot.waitUntil(
        lambda: root._is_attached and root.staff.screens.home.isVisible(), timeout=30_000
    )
    assert root.access.who.name == "Ada"
    root.close()
    root.staff.close()
    root.staff.deleteLater()


class Display:
    """A display as the app sees it when it hands over."""

    def __init__(self, name: str) -> None:
        self._name = name

    def name(self) -> str:
        """Return what the system calls it."""
        return self._name


def test_a_patient_gets_the_display_of_last_time_while_it_is_there(
    root: Root, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, tablet = Display("desk"), Display("tablet")
    there = [desk, tablet]
    monkeypatch.setattr(QGuiApplication, "screens", lambda: there)
    monkeypatch.setattr(root.staff, "screen", lambda: desk)

    assert root._patients_display() is desk
    root._display = "tablet"
    assert root._patients_display() is tablet
    there.remove(tablet)
    assert root._patients_display() is desk
