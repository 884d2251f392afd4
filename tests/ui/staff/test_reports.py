# SPDX-License-Identifier: Apache-2.0
"""The report on the screen and on paper: never another person's pages under its number."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QFileDialog, QLabel

from intake.core.staff import Role, StaffMember
from intake.ui.staff.window import StaffWindow
from tests.ui.staff.fake_clinic import ANA, BO, FakeClinic, visit_of
from tests.ui.staff.hands import Hands


def _pdf() -> bytes:
    from io import BytesIO

    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 280)
    document.new_page(200, 280)
    stream = BytesIO()
    document.save(stream)
    document.close()
    return stream.getvalue()


def _pages(window: StaffWindow) -> list[QLabel]:
    found = window.screens.report.findChildren(QLabel)
    return [each for each in found if each.property("role") == "sheet" and each.isVisible()]


@pytest.fixture(autouse=True)
def _visits(clinic: FakeClinic, window: StaffWindow) -> None:
    clinic.visits = [visit_of(ANA), visit_of(BO, days=1)]
    clinic.pdf = _pdf()
    window.open()


def test_a_report_shows_its_pages_and_is_kept(
    window: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    hands.press("Report")

    hands.qtbot.waitUntil(lambda: len(_pages(window)) == 2, timeout=5000)
    assert ("prepare", "A-1042-done-0", False) in clinic.done
    assert ("keep", "R-000001") in clinic.done
    assert "Saved as R-000001.pdf" in hands.read()


def test_a_report_is_marked_read_where_it_is_read(
    window: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    hands.press("Report")
    hands.qtbot.waitUntil(lambda: len(_pages(window)) == 2, timeout=5000)
    hands.press("Mark read")
    hands.press("Mark read")

    assert [each for each in clinic.done if each[0] == "read"] == [("read", "A-1042-done-0")]
    assert "Marked as read by you." in hands.read()


def test_made_anew_is_asked_for(window: StaffWindow, clinic: FakeClinic, hands: Hands) -> None:
    hands.press("Report")
    hands.qtbot.waitUntil(lambda: len(_pages(window)) == 2, timeout=5000)
    hands.press("Make anew")

    assert ("prepare", "A-1042-done-0", True) in clinic.done
    hands.qtbot.waitUntil(lambda: len(_pages(window)) == 2, timeout=5000)


def test_a_report_that_fails_says_why(
    clinic: FakeClinic, hands: Hands, window: StaffWindow
) -> None:
    clinic.pdf = b""
    hands.press("Report")

    hands.qtbot.waitUntil(lambda: "no report of A-1042-done-0" in hands.read(), timeout=5000)
    assert _pages(window) == []
    hands.press("Mark read")
    assert not [each for each in clinic.done if each[0] == "read"]


def test_another_persons_pages_never_stand_under_a_number(
    window: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    hands.press("Report")
    hands.press("Back")
    clinic.pdf = b""
    hands.press("Report", 1)

    hands.qtbot.waitUntil(lambda: "no report of B-7-done-1" in hands.read(), timeout=5000)
    assert _pages(window) == []
    assert "R-000001" not in hands.read()


def test_who_may_not_see_answers_prints_and_saves_without_a_page(
    window: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    clinic.member = StaffMember("rosa", "Rosa", Role.FRONT_DESK)
    hands.press("Report")

    hands.qtbot.waitUntil(lambda: "for clinicians" in hands.read(), timeout=5000)
    assert _pages(window) == []
    assert not {"Open the PDF", "Mark read"} & set(hands.buttons())
    assert "Print …" in hands.buttons()


def test_a_report_is_saved_where_somebody_wants_it(
    clinic: FakeClinic, hands: Hands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "here.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    hands.press("Report")
    hands.qtbot.waitUntil(lambda: "Saved as" in hands.read(), timeout=5000)
    hands.press("Save as …")

    assert ("save_as", "R-000001", path) in clinic.done


def test_a_print_is_recorded_once_it_was_sent(
    clinic: FakeClinic, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = [False, True]
    monkeypatch.setattr("intake.ui.staff.printing.print_pdf", lambda *_: sent.pop(0))
    hands.press("Report")
    hands.qtbot.waitUntil(lambda: "Saved as" in hands.read(), timeout=5000)
    hands.press("Print …")
    assert ("printed", "R-000001") not in clinic.done
    hands.press("Print …")

    assert ("printed", "R-000001") in clinic.done
    assert "Sent to the printer" in hands.read()


def test_the_patients_page_is_saved_apart(
    clinic: FakeClinic, hands: Hands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path, wanted = tmp_path / "page.pdf", []
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *said: wanted.append(said[2]) or (str(path), "")
    )
    hands.press("Report")
    hands.qtbot.waitUntil(lambda: "Saved as" in hands.read(), timeout=5000)
    hands.press("Patient's page …")

    hands.qtbot.waitUntil(lambda: f"Saved as {path}" in hands.read(), timeout=5000)
    assert ("patient_page", "A-1042-done-0", path) in clinic.done
    assert wanted == ["R-000001_patient.pdf"]


def test_why_there_is_no_patients_page_is_said(
    clinic: FakeClinic, hands: Hands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    clinic.refused = "The patient's page is written in English only."
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "x"), ""))
    hands.press("Report")
    hands.qtbot.waitUntil(lambda: "Saved as" in hands.read(), timeout=5000)
    hands.press("Patient's page …")

    hands.qtbot.waitUntil(lambda: clinic.refused in hands.read(), timeout=5000)


def test_a_copy_is_locked_with_a_password_typed_twice(
    clinic: FakeClinic, hands: Hands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "locked.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    hands.press("Report")
    hands.qtbot.waitUntil(lambda: "Saved as" in hands.read(), timeout=5000)
    hands.press("Save with a password …")
    hands.write("Password", "plum tree 7")
    hands.write("The same password again", "plum tree")
    hands.press("Choose a place …")
    assert "not the same" in hands.read()
    hands.write("The same password again", "plum tree 7")
    hands.press("Choose a place …")

    hands.qtbot.waitUntil(lambda: f"Saved as {path}" in hands.read(), timeout=5000)
    assert ("lock", "R-000001", "plum tree 7", path) in clinic.done


def test_the_folders_problem_is_said_beside_the_pages(
    window: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    clinic.folder_problem = "The report is kept, but the disk is full."
    hands.press("Report")

    hands.qtbot.waitUntil(lambda: len(_pages(window)) == 2, timeout=5000)
    assert clinic.folder_problem in hands.read()
    assert "Saved as" not in hands.read()
    assert ("keep", "R-000001") in clinic.done
