# SPDX-License-Identifier: Apache-2.0
"""The long proofs of tests/stress, small: what they claim holds at every run of the tests too."""

from __future__ import annotations

import base64
import gzip
import io
import sqlite3
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.stress.canaries import NAME, canaries, words_in
from tests.stress.damage import damage
from tests.stress.faults import faults
from tests.stress.kills import kills
from tests.stress.shim import can_inject
from tests.stress.soak import soak
from tests.stress.volume import volume


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 and fork are of Unix")
def test_a_visit_killed_at_random_moments_loses_nothing_that_was_acknowledged(
    tmp_path: Path,
) -> None:
    figure = kills(tmp_path, 6)

    assert not figure.failed, figure.line()


@pytest.mark.skipif(not can_inject(), reason="needs Linux and gcc")
def test_a_full_or_faulty_disk_at_any_write_costs_nothing_but_a_sentence(tmp_path: Path) -> None:
    figures = list(faults(tmp_path, 90))

    assert len(figures) == 6
    assert not any(figure.failed for figure in figures), [figure.line() for figure in figures]


def test_a_flipped_bit_in_any_page_and_a_cut_at_any_page_are_found(tmp_path: Path) -> None:
    figures = list(damage(tmp_path))

    assert all(figure.tried > 40 for figure in figures)
    assert not any(figure.failed for figure in figures), [figure.line() for figure in figures]


def _zipped(content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inside", content)
    return packed.getvalue()


def _in_a_database(content: bytes) -> bytes:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE t (filler, value)")
    # Long enough to be cut where its pages end.
    connection.execute("INSERT INTO t VALUES (?, ?)", ("x" * 4060, content.decode() * 900))
    return connection.serialize()


@pytest.mark.parametrize(
    "hide",
    [
        lambda content: content,
        lambda content: content.upper(),
        lambda content: content.decode().encode("utf-16-le"),
        lambda content: base64.b64encode(b"#" + content),
        lambda content: content.hex().encode(),
        lambda content: gzip.compress(_zipped(content)),
        lambda content: b"%PDF-1.7 stream\n" + zlib.compress(content) + b"endstream",
        _in_a_database,
    ],
)
def test_the_search_for_words_sees_through_what_hides_them(hide: Callable[[bytes], bytes]) -> None:
    hidden = hide(f"of {NAME} it is said".encode())

    assert set(words_in(hidden)) >= set(NAME.split())
    assert not list(words_in(hide(b"nothing is said of anybody")))


def test_nothing_of_a_patient_lies_outside_the_store_but_what_was_asked_for(
    tmp_path: Path,
) -> None:
    figure = canaries(tmp_path)

    assert figure.tried >= 5
    assert not figure.failed, figure.line()


def test_the_programs_about_memory_and_size_run(tmp_path: Path) -> None:
    for name in ("memory", "size"):
        (tmp_path / name).mkdir()

    assert soak(tmp_path / "memory", 3).tried == 3
    found = [figure.tried for figure in volume(tmp_path / "size", 300, 900, 5)]
    assert found[1:] == [30, 30, 5, 5, 5]
