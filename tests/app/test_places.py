# SPDX-License-Identifier: Apache-2.0
"""What the app keeps in the clear, and what a report's file is called."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from intake.app.places import (
    PlainState,
    read_state,
    read_tries,
    report_name,
    write_state,
    write_tries,
)

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def test_the_plain_state_comes_back(tmp_path: Path) -> None:
    write_state(tmp_path / "state.json", PlainState("Praxis Süd", 2))

    assert read_state(tmp_path / "state.json") == PlainState("Praxis Süd", 2)
    assert [path.name for path in tmp_path.iterdir()] == ["state.json"]


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"clinic": "x"}', '{"waiting": "many"}'])
def test_an_unreadable_state_is_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "state.json").write_text(content, encoding="utf-8")

    assert read_state(tmp_path / "state.json") is None


def test_a_state_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    write_state(tmp_path / "nowhere" / "state.json", PlainState("x", 1))

    assert read_state(tmp_path / "nowhere" / "state.json") is None


def test_wrong_tries_are_counted_until_there_are_none(tmp_path: Path) -> None:
    path = tmp_path / "tries"
    write_tries(path, 12)

    assert read_tries(path) == 12
    write_tries(path, 0)
    assert read_tries(path) == 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", ["", "-4", "two", "1.5", "²", "\x00" * 9, "é"])
def test_an_unreadable_count_of_tries_is_none_at_all(tmp_path: Path, content: str) -> None:
    (tmp_path / "tries").write_text(content, encoding="utf-8")

    assert read_tries(tmp_path / "tries") == 0


def test_a_count_that_was_tampered_with_is_read_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "tries").write_text("9" * 10_000, encoding="utf-8")

    assert read_tries(tmp_path / "tries") == 999_999


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("A-1042", "A-1042_2026-11-22_R-000007.pdf"),
        ("../../etc/passwd", "etc-passwd_2026-11-22_R-000007.pdf"),
        ("…", "visit_2026-11-22_R-000007.pdf"),
    ],
)
def test_a_report_is_named_by_number_and_date_and_stays_in_its_folder(
    number: str, name: str
) -> None:
    assert report_name("{number}_{date}_{report}", number, NOON, "R-000007") == name


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("{date} {number}", "2026-11-22-A-1042_R-000007.pdf"),
        ("{report}", "R-000007.pdf"),
        ("../{number}/x", "A-1042-x_R-000007.pdf"),
        ("{name}{0}", "name-0_R-000007.pdf"),
        ("", "R-000007.pdf"),
    ],
)
def test_no_pattern_leads_out_of_the_folder_or_to_the_file_of_another_report(
    pattern: str, name: str
) -> None:
    assert report_name(pattern, "A-1042", NOON, "R-000007") == name
