# SPDX-License-Identifier: Apache-2.0
"""A visit that is killed again and again, at random moments, and goes on each time.

A child process answers and says so once the answer is stored; it is killed with a signal that
nothing can catch. Then the file must open, hold every answer that was acknowledged and at most
one more, agree with its audit trail, and let the visit go on.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from intake.app.visits import RunningVisit
from intake.assets import forms_dir
from intake.catalogue import load
from intake.core.answers import Answers
from intake.core.instrument import Instrument
from intake.core.records import NewVisit, PlannedForm, VisitState
from intake.core.visit import Patient, Respondent, Sitting
from intake.store.store import Store
from intake.store.verifying import verify
from tests.clinic_files import ADA, KEY, NOON
from tests.stress.figures import Figure

FORMS = ("phq9", "gad7", "peg")
LONGEST = 0.3
"""The latest moment of a kill, in seconds after the child has begun, or given its first answer."""

IN_ONE_FILE = 100
"""So many kills go to one file: after each, its whole trail is gone through."""


@dataclass
class _Count:
    """What was acknowledged, and what of it went wrong."""

    answers: int = 0
    visits: int = 0
    lost: int = 0
    unopened: int = 0
    untrue: int = 0


def kills(folder: Path, times: int, seed: int = 1) -> Figure:
    """Kill visits so many times and count what was lost, unreadable or untrue."""
    chance = random.Random(seed)
    instruments = load(forms_dir()).instruments
    count = _Count()
    for first in range(0, times, IN_ONE_FILE):
        path = folder / f"clinic-{first}.db"
        _kill_in(path, min(IN_ONE_FILE, times - first), instruments, chance, count)
        path.unlink()
    return Figure(
        "kill -9 at a random moment of a visit",
        times,
        count.lost + count.unopened + count.untrue,
        f"{count.answers:,} acknowledged answers in {count.visits:,} visits: {count.lost} lost, "
        f"{count.unopened} files that do not open, {count.untrue} that do not agree with their "
        "trail.",
    )


def _kill_in(
    path: Path,
    times: int,
    instruments: Mapping[str, Instrument],
    chance: random.Random,
    count: _Count,
) -> None:
    """Kill in one file, which is looked at after each kill, and once more for all of them."""
    Store.create(path, KEY).close()
    every: dict[str, str] = {}
    for _ in range(times):
        # One in four dies while it opens the file, the others while they answer.
        is_early = chance.random() < 0.25
        said = _run_and_kill(path, instruments, chance.uniform(0, LONGEST), is_early=is_early)
        every |= said
        try:
            store = Store.open(path, KEY)
        except Exception:  # noqa: BLE001 - whatever it is, the file did not open
            count.unopened += 1
            continue
        count.lost += _lost(store, said)
        count.untrue += len(verify(store.database).problems)
        store.close()
    store = Store.open(path, KEY)
    count.lost += _lost(store, every)
    store.close()
    count.answers += len(every)
    count.visits += len({name.split("/")[0] for name in every})


def _lost(store: Store, acknowledged: Mapping[str, str]) -> int:
    """Return how many acknowledged answers are not there as they were given."""
    lost = 0
    stored: dict[str, Mapping[str, Answers]] = {}
    for name, value in acknowledged.items():
        visit, form, item = name.split("/")
        if visit not in stored:
            stored[visit] = store.visits.load(visit).answers
        lost += str(stored[visit].get(form, {}).get(item)) != value
    return lost


def _run_and_kill(
    path: Path, instruments: Mapping[str, Instrument], seconds: float, *, is_early: bool
) -> dict[str, str]:
    """Let a child answer, kill it, and return what it has acknowledged."""
    near, far = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(near)
        try:
            _answer(path, instruments, far)
        finally:
            os._exit(1)
    os.close(far)
    beginning = b""
    while not is_early and b"\n" not in beginning and (more := os.read(near, 4096)):
        beginning += more
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(near, "rb") as pipe:
        lines = (beginning + pipe.read()).decode().splitlines(keepends=True)
    whole = [line.rstrip("\n") for line in lines if line.endswith("\n")]
    return dict(line.split("=", 1) for line in whole)


def _answer(path: Path, instruments: Mapping[str, Instrument], pipe: int) -> None:
    """Go on with the visit that runs, or begin one; acknowledge each answer once it is stored."""
    chance = random.Random(os.getpid())
    store = Store.open(path, KEY)
    while True:
        running = store.visits.all(VisitState.RUNNING)
        visit = running[0].id if running else _begin(store, instruments)
        going = RunningVisit(store, store.visits.load(visit), instruments, lambda: NOON)
        while (here := going.flow.here) is not None:
            item = instruments[here.form].item(here.items[0])
            options = [each.id for each in item.response.options]
            value = chance.choice(options) if options else chance.randint(0, 10)
            events = going.flow.record(here, {item.id: value}, NOON)
            going.flow.next()
            going.commit(events, None)
            os.write(pipe, f"{visit}/{here.form}/{item.id}={value}\n".encode())
        going.finish(Respondent.SELF)
        if chance.random() < 0.2:
            store.rest()


def _begin(store: Store, instruments: Mapping[str, Instrument]) -> str:
    visit = f"visit-{store.anchor().entries}"
    planned = tuple(PlannedForm(form, instruments[form].version) for form in FORMS)
    sitting = Sitting(visit, started=NOON, language="en")
    store.visits.begin(NewVisit(Patient("K-1", "Kim"), sitting, planned), ADA)
    return visit
