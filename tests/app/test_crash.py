# SPDX-License-Identifier: Apache-2.0
"""A failure nobody foresaw is recorded without anything that a patient said."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from intake.app.crash import CrashRecord


def _fail(record: CrashRecord, secret: str) -> None:
    try:
        raise ValueError(secret)
    except ValueError:
        kind, error, trace = sys.exc_info()
        assert kind is not None
        assert error is not None
        record(kind, error, trace)


def test_the_record_says_where_and_never_what(tmp_path: Path) -> None:
    told: list[None] = []
    path = tmp_path / "new" / "failures.txt"

    _fail(CrashRecord(path, lambda: told.append(None)), "Ana answered 3")

    written = path.read_text(encoding="utf-8")
    assert "builtins.ValueError" in written
    assert "test_crash.py" in written
    assert "Ana" not in written
    assert told == [None]


def test_the_same_failure_is_told_once(tmp_path: Path) -> None:
    told: list[None] = []
    record = CrashRecord(tmp_path / "failures.txt", lambda: told.append(None))

    for _ in range(3):
        _fail(record, "again")

    assert told == [None]


def test_a_record_that_cannot_be_written_still_tells(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    told: list[None] = []

    _fail(CrashRecord(tmp_path / "file" / "failures.txt", lambda: told.append(None)), "x")

    assert told == [None]


class _Fails:
    def __del__(self) -> None:
        raise ValueError("Ana answered 3")


def test_a_failure_while_something_is_cleared_away_prints_nothing_and_is_written_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    told: list[None] = []
    path = tmp_path / "failures.txt"
    record = CrashRecord(path, lambda: told.append(None))
    monkeypatch.setattr("sys.unraisablehook", record.pass_by)

    _Fails()

    assert "__del__" in path.read_text(encoding="utf-8")
    assert "Ana" not in path.read_text(encoding="utf-8")
    assert "".join(capfd.readouterr()) == ""
    assert told == []
