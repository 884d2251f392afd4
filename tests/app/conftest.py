# SPDX-License-Identifier: Apache-2.0
"""Fixtures: a desk over a real file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from intake.assets import forms_dir
from intake.catalogue import Catalogue, load
from tests.app.desk_clinic import DeskClinic


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """Return the real forms."""
    return load(forms_dir())


@pytest.fixture
def clinic(tmp_path: Path, catalogue: Catalogue) -> Iterator[DeskClinic]:
    """Return a clinic in which nothing happened yet."""
    made = DeskClinic(tmp_path, catalogue)
    yield made
    made.store.close()
