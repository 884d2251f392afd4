# SPDX-License-Identifier: Apache-2.0
"""What every test gets: no display, repeatable examples, and nothing that outlives a test."""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "here", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.register_profile("ci", settings.get_profile("here"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture(autouse=True)
def _no_leftover_threads() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    left = [
        thread
        for thread in threading.enumerate()
        # A thread of Qt's pool that has called Python shows as a dummy; the pool is drained below.
        if thread not in before and not isinstance(thread, threading._DummyThread)
    ]
    assert not left, f"threads outlive the test: {left}"


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """Look for leftovers after every fixture is gone, pytest-qt's widgets among them."""
    result = yield
    if "PySide6.QtWidgets" in sys.modules:
        left = _qt_leftovers()
        if left:
            pytest.fail(f"{item.nodeid} leaves behind: {', '.join(left)}", pytrace=False)
    return result


def _qt_leftovers() -> list[str]:
    from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool, QTimer
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance()
    if not isinstance(application, QApplication):
        return []
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    application.processEvents()
    left = [f"window {widget!r}" for widget in application.topLevelWidgets()]
    if left:
        # Python may hold the last reference in a cycle; only then is the slow search worth it.
        gc.collect()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        left = [f"window {widget!r}" for widget in application.topLevelWidgets()]
    left += [f"timer {timer!r}" for timer in application.findChildren(QTimer) if timer.isActive()]
    if QThreadPool.globalInstance().activeThreadCount():
        left.append("a job of the thread pool")
    return left
