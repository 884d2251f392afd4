# SPDX-License-Identifier: Apache-2.0
"""Fixtures: a desk over a real file, and an app that somebody has signed in to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from intake.app.access import Access
from intake.app.places import Places
from intake.assets import forms_dir
from intake.catalogue import Catalogue, load
from intake.store.keyring import Keyring
from intake.store.team import Team
from intake.ui.staff.first_run import Beginning
from tests.app.desk_clinic import DeskClinic
from tests.clinic_files import CHEAP, NOON, SECRET, begin


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


@pytest.fixture
def access(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Access]:
    """Return a clinic that Ada has set up, with one visit begun; keys cost little."""
    for function in (Keyring.add, Team.set_pin):
        monkeypatch.setattr(function, "__defaults__", (CHEAP,))
    made = Access(Places(tmp_path / "data", tmp_path / "reports"), lambda: NOON)
    made.set_up(Beginning("Riverside", "Ada", SECRET, "1357"))
    begin(made.store)
    yield made
    made.close()
