# SPDX-License-Identifier: Apache-2.0
"""The clinic's folder of reports: what it lacks is said once, and nothing made is lost."""

from __future__ import annotations

import errno
from dataclasses import replace
from pathlib import Path

import pytest

from intake.app.desk.report_folder import folder_fault, write_into
from intake.ui.staff.context import FinishedReport
from tests.app.desk_clinic import ANA, BO, DeskClinic

SAID = (
    "The report is kept, but it could not be written to {folder}: {why}. It is written there with "
    "the next report, or when it is opened again, once the folder is mended."
)


def opened(clinic: DeskClinic, visit: str) -> FinishedReport:
    report = clinic.desk.reports.prepare(visit)()
    clinic.desk.reports.keep(report)
    return report


def choose(clinic: DeskClinic, folder: Path, *, sidecar: bool = False) -> None:
    now = clinic.desk.clinic.settings()
    clinic.desk.clinic.change_settings(
        replace(now, report_folder=str(folder), has_sidecar=sidecar)
    )


@pytest.mark.parametrize(
    ("number", "why"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.ENOENT, "the folder is not there"),
        (errno.EACCES, "no right to write there"),
        (errno.EROFS, "no right to write there"),
        (errno.EIO, "Input/output error"),
    ],
)
def test_why_a_report_was_not_written_is_one_clear_sentence(
    number: int, why: str, tmp_path: Path
) -> None:
    def refuse(_path: Path, _content: bytes) -> None:
        raise OSError(number, "Input/output error")

    said = write_into(tmp_path, tmp_path / "own", "x.pdf", b"", refuse)

    assert said == SAID.format(folder=tmp_path, why=why)


def test_a_chosen_folder_that_is_gone_is_never_made_again(
    clinic: DeskClinic, tmp_path: Path
) -> None:
    choose(clinic, tmp_path / "drive" / "reports")

    report = opened(clinic, clinic.visit(ANA))

    assert report.folder_problem.endswith("once the folder is mended.")
    assert "the folder is not there" in report.folder_problem
    assert not (tmp_path / "drive").exists()


def test_a_folder_that_is_a_file_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "own").write_text("in the way")

    assert folder_fault(tmp_path / "own", tmp_path / "own") == "the folder is not there"


def test_what_waited_is_written_once_the_folder_is_back(
    clinic: DeskClinic, tmp_path: Path
) -> None:
    folder = tmp_path / "drive"
    choose(clinic, folder)
    first, second = opened(clinic, clinic.visit(ANA)), opened(clinic, clinic.visit(BO))
    assert any("2 reports kept until then" in each for each in clinic.desk.day.problems)
    folder.mkdir()
    assert any("2 reports could not be written" in each for each in clinic.desk.day.problems)

    third = opened(clinic, clinic.visit(BO))

    assert {path.read_bytes() for path in folder.iterdir()} == {first.pdf, second.pdf, third.pdf}
    assert len(list(folder.iterdir())) == 3
    assert not any("report" in each for each in clinic.desk.day.problems)


def test_a_report_that_waited_is_written_when_it_is_opened_again(
    clinic: DeskClinic, tmp_path: Path
) -> None:
    folder = tmp_path / "drive"
    choose(clinic, folder)
    visit = clinic.visit(ANA)
    first = opened(clinic, visit)
    folder.mkdir()

    again = opened(clinic, visit)

    assert again.path is not None
    assert again.path.read_bytes() == first.pdf
    assert again.id == first.id


def test_the_visits_data_go_beside_the_report_where_the_clinic_wants_them(
    clinic: DeskClinic, tmp_path: Path
) -> None:
    choose(clinic, tmp_path, sidecar=True)

    report = opened(clinic, clinic.visit(ANA))

    assert report.path is not None
    assert report.path.with_suffix(".json").read_bytes() == b"{} " + report.pdf


def test_the_data_of_a_report_that_waited_are_written_with_it(
    clinic: DeskClinic, tmp_path: Path
) -> None:
    folder = tmp_path / "drive"
    choose(clinic, folder, sidecar=True)
    first = opened(clinic, clinic.visit(ANA))
    folder.mkdir()

    second = opened(clinic, clinic.visit(BO))

    assert second.caught_up == (first.number,)
    assert (folder / first.file).read_bytes() == first.pdf
    assert (folder / first.file).with_suffix(".json").read_bytes() == b"{} " + first.pdf


def test_without_that_wish_no_data_lie_about(clinic: DeskClinic, tmp_path: Path) -> None:
    choose(clinic, tmp_path)

    opened(clinic, clinic.visit(ANA))

    assert [path.suffix for path in tmp_path.glob("A-1042*")] == [".pdf"]


def test_a_copy_with_a_password_goes_where_it_is_wanted_and_leaves_a_trace(
    clinic: DeskClinic, tmp_path: Path
) -> None:
    report = opened(clinic, clinic.visit(ANA))

    said = clinic.desk.reports.lock(report, "plum tree 7", tmp_path / "x.pdf")()

    assert said == ""
    assert (tmp_path / "x.pdf").read_bytes() == b"locked " + report.pdf
    assert "report.locked_copy" in {each.action for each in clinic.store.journal.entries()}
    refused = clinic.desk.reports.lock(report, " ", tmp_path / "x.pdf")()
    assert refused == "The password is empty."


def test_the_patients_page_is_a_file_of_its_own(clinic: DeskClinic, tmp_path: Path) -> None:
    visit = clinic.visit(ANA)

    said = clinic.desk.reports.patient_page(visit, tmp_path / "page.pdf")()

    assert said == ""
    assert (tmp_path / "page.pdf").read_bytes() == "%PDF page of Ana Nguyễn".encode()
    assert list(clinic.places.reports.glob("*")) == []


def test_a_place_that_takes_nothing_is_said(clinic: DeskClinic, tmp_path: Path) -> None:
    visit = clinic.visit(ANA)

    said = clinic.desk.reports.patient_page(visit, tmp_path / "no" / "page.pdf")()

    assert said == f"It could not be written to {tmp_path / 'no' / 'page.pdf'}: {WHY_GONE}."


WHY_GONE = "the folder is not there"
