# SPDX-License-Identifier: Apache-2.0
"""What `intake report` does beside the PDF: the password and the sidecar."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pikepdf
import pypdfium2
import pytest

from intake import whole_file
from intake.assets import resources_dir
from intake.cli import FINE, USAGE, WRONG_INPUT
from tests.cli.test_program import pdf_text, run, said

EXAMPLE = str(resources_dir() / "examples" / "follow_up.json")
SECRET = "two words"  # noqa: S105 - of nobody


@pytest.fixture(name="here", autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def files(here: Path) -> list[str]:
    return sorted(path.name for path in here.iterdir())


@pytest.mark.parametrize("line_end", ["", "\n", "\r\n"])
def test_the_line_of_a_file_is_the_password(here: Path, line_end: str) -> None:
    (here / "p.txt").write_bytes(f"{SECRET}{line_end}".encode())

    assert run("report", EXAMPLE, "--password-file", "p.txt", "-o", "x.pdf") == FINE

    with pytest.raises(pypdfium2.PdfiumError, match="password"):
        pypdfium2.PdfDocument(here / "x.pdf")
    document = pypdfium2.PdfDocument(here / "x.pdf", password=SECRET)
    assert "Joana Ferreira" in document[0].get_textpage().get_text_bounded()
    document.close()


def test_the_patients_page_can_be_locked_with_a_password_from_standard_input(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stdin = SimpleNamespace(buffer=io.BytesIO(SECRET.encode()), isatty=lambda: False)
    monkeypatch.setattr(sys, "stdin", stdin)

    done = run("report", EXAMPLE, "--for", "patient", "--password-file", "-", "-o", "x.pdf")

    assert done == FINE
    with pikepdf.open(here / "x.pdf", password=SECRET) as pdf:
        assert not pdf.attachments


def test_at_a_terminal_the_password_is_asked_for_unseen(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("getpass.getpass", lambda _prompt: SECRET)

    assert run("report", EXAMPLE, "--password-file", "-", "-o", "x.pdf") == FINE
    with pikepdf.open(here / "x.pdf", password=SECRET) as pdf:
        assert pdf.user_password_matched


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "p.txt: the password is empty; choose another."),
        (b"\n", "p.txt: the password is empty; choose another."),
        (b"a\nb\n", "more than one line"),
        (b"\xff\xfe", "p.txt: is not text in UTF-8; save it so."),
        (b"a" * 5000, "longer than the 127 bytes"),
        (None, "p.txt: cannot be read: there is no such file"),
    ],
)
def test_a_password_that_cannot_be_is_one_sentence_and_no_file(
    here: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, words: str
) -> None:
    if content is not None:
        (here / "p.txt").write_bytes(content)

    assert run("report", EXAMPLE, "--password-file", "p.txt", "-o", "x.pdf") == WRONG_INPUT

    (line,) = said(capsys)
    assert words in line
    assert not (here / "x.pdf").exists()


def test_the_sidecar_is_the_attachment_to_the_letter(here: Path) -> None:
    assert run("report", EXAMPLE, "-o", "x.pdf", "--sidecar") == FINE

    with pikepdf.open(here / "x.pdf") as pdf:
        inside = pdf.attachments["visit.json"].get_file().read_bytes()
    assert (here / "x.json").read_bytes() == inside
    assert json.loads(inside)["format"] == "intake-visit/1"
    assert files(here) == ["x.json", "x.pdf"]


def test_the_sidecar_changes_nothing_in_the_report(here: Path) -> None:
    assert run("report", EXAMPLE, "-o", "x.pdf", "--sidecar") == FINE
    assert run("report", "x.json", "-o", "y.pdf") == FINE

    assert (here / "x.pdf").read_bytes() == (here / "y.pdf").read_bytes()


def test_a_second_report_replaces_both(here: Path) -> None:
    first = str(resources_dir() / "examples" / "all_zero.json")
    assert run("report", first, "-o", "x.pdf", "--sidecar") == FINE
    before = (here / "x.json").read_bytes()

    assert run("report", EXAMPLE, "-o", "x.pdf", "--sidecar") == FINE

    assert (here / "x.json").read_bytes() != before
    assert "Joana Ferreira" in pdf_text(here / "x.pdf")
    assert files(here) == ["x.json", "x.pdf"]


@pytest.mark.parametrize("had", [None, b"the old one"])
def test_a_pdf_that_fails_leaves_no_new_sidecar(
    here: Path, capsys: pytest.CaptureFixture[str], had: bytes | None
) -> None:
    (here / "x.pdf").mkdir()
    if had is not None:
        (here / "x.json").write_bytes(had)

    assert run("report", EXAMPLE, "-o", "x.pdf", "--sidecar") == WRONG_INPUT

    assert "x.pdf: cannot be written: it is a folder" in "\n".join(said(capsys))
    assert files(here) == (["x.pdf"] if had is None else ["x.json", "x.pdf"])
    assert had is None or (here / "x.json").read_bytes() == had


@pytest.mark.parametrize("failing", [1, 2])
def test_a_full_disk_keeps_the_old_pair(
    here: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    failing: int,
) -> None:
    old = {"x.json": b"old data", "x.pdf": b"old report"}
    for name, content in old.items():
        (here / name).write_bytes(content)
    flushed = []

    def flush(_handle: int) -> None:
        flushed.append(1)
        if len(flushed) == failing:
            raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", flush)
    monkeypatch.setattr(whole_file, "sync_folder", lambda _folder: None)

    assert run("report", EXAMPLE, "-o", "x.pdf", "--sidecar") == WRONG_INPUT

    assert "disk is full" in "\n".join(said(capsys))
    assert {path.name: path.read_bytes() for path in here.iterdir()} == old


def test_a_folder_in_the_place_of_the_sidecar_stops_both(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "x.json").mkdir()

    assert run("report", EXAMPLE, "-o", "x.pdf", "--sidecar") == WRONG_INPUT

    assert "x.json: cannot be written: it is a folder" in "\n".join(said(capsys))
    assert files(here) == ["x.json"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--for", "patient", "-o", "x.pdf", "--sidecar"), "carries no data"),
        (("-o", "-", "--sidecar"), "name a file after -o"),
        (("-o", "x.json", "--sidecar"), "would replace x.json"),
        (("-o", "v.pdf", "--sidecar"), "would replace v.json"),
        (("-o", "x.pdf", "--sidecar", "--password-file", "p.txt"), "leave one out"),
    ],
)
def test_what_does_not_go_together_is_wrong_use(
    here: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    (here / "v.json").write_bytes(Path(EXAMPLE).read_bytes())

    assert run("report", "v.json", *arguments) == USAGE

    (line,) = said(capsys)
    assert words in line
    assert files(here) == ["v.json"]


def test_visit_and_password_cannot_share_standard_input(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("report", "-", "--password-file", "-", "-o", "x.pdf") == USAGE
    assert "standard input" in "\n".join(said(capsys))
