# SPDX-License-Identifier: Apache-2.0
"""An open clinic's file for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from intake.store.store import Store
from tests.clinic_files import KEY


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "clinic.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = Store.create(path, KEY)
    yield opened
    opened.close()
