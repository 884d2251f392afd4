# SPDX-License-Identifier: Apache-2.0
"""Fixtures: somebody of the team stands in front of the window of a clinic in memory."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from intake.ui.background import Background
from intake.ui.staff.window import StaffWindow
from tests.ui.staff.fake_clinic import FakeClinic
from tests.ui.staff.hands import Hands


@pytest.fixture
def clinic() -> FakeClinic:
    """Return a clinic in which nothing happened yet."""
    return FakeClinic()


@pytest.fixture
def background() -> Iterator[Background]:
    """Return the thread beside the window."""
    made = Background()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def window(qtbot: QtBot, clinic: FakeClinic, background: Background) -> StaffWindow:
    """Return the window, locked."""
    made = StaffWindow(lambda who, secret: (who, secret) == ("okafor", "open"), background)
    qtbot.addWidget(made)
    made.attach(clinic.desk())
    made.sign_in.show_people([clinic.member])
    made.sign_in.opened.connect(made.open)
    made.lock("Riverside", 0)
    made.resize(1280, 800)
    made.show()
    return made


@pytest.fixture
def hands(qtbot: QtBot, window: StaffWindow) -> Hands:
    """Return somebody's hands on the window."""
    return Hands(qtbot, window)
