# SPDX-License-Identifier: Apache-2.0
"""Fixtures: somebody sits down in front of a visit."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from intake.app.handing import own_words
from intake.core.flow import Flow
from tests.ui.patient.sitting import FORMS, Sitting


@pytest.fixture
def start(qtbot: QtBot) -> Callable[..., Sitting]:
    """Return a way to sit down in front of a visit."""

    def _start(**facts: object) -> Sitting:
        flow = Flow(FORMS, facts.pop("answers", None))  # type: ignore[arg-type]  # as Flow says
        position = facts.pop("position", None)
        if isinstance(position, str):
            flow.resume(position)
        sitting = Sitting(qtbot, flow, **facts)  # type: ignore[arg-type]  # as Sitting says
        sitting.open()
        return sitting

    return _start


@pytest.fixture
def sitting(start: Callable[..., Sitting]) -> Sitting:
    """Return a fresh visit at its welcome."""
    return start()


@pytest.fixture
def asked(sitting: Sitting) -> Sitting:
    """Return a visit at its first question."""
    sitting.begin()
    return sitting


@pytest.fixture(autouse=True)
def _own_words(qapp: QCoreApplication) -> Iterator[None]:
    """Let the app speak English as the patient hears it: with its plurals."""
    words = own_words("en")
    qapp.installTranslator(words)
    yield
    qapp.removeTranslator(words)
