# SPDX-License-Identifier: Apache-2.0
"""A disk that is full, faulty or forbidden at every single write of a day's work.

Run by `shim.run_under_faults`. For each call that writes, in turn, a child process does the work
with that call failing: a visit with an alert, a report into the store and into the clinic's
folder, an anchor into the key file, a backup over an older one, a restore of it over the clinic's
file. Each failure must come as one sentence; after it the same work must go through; and what was
acknowledged, the older report and the older backup must be there whole.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from intake.core.answers import Event
from intake.core.errors import StoreError
from intake.core.instrument import Level
from intake.core.records import AlertNow, NewVisit, PlannedForm, VisitEnd, VisitState
from intake.core.staff import Role
from intake.core.visit import RaisedAs, Sitting
from intake.store.backup import read_backup, restore, write_backup
from intake.store.keyring import Keyring, older, read_keyring
from intake.store.store import Store
from intake.store.verifying import verify
from intake.whole_file import whole
from tests.clinic_files import ADA, ANA, CHEAP, KEY, NOON
from tests.stress import shim
from tests.stress.figures import Figure

ERRORS = ("ENOSPC", "EIO", "EACCES")
ANSWERS = 6
OLD = b"%PDF of yesterday"
RAISED = AlertNow("mood", "self_harm", RaisedAs.RAISED, Level.NOW, {"a0": 1})


def faults(work: Path, step: int = 1) -> Iterator[Figure]:
    """Run the proof; `step` takes only every so many-th call."""
    if not shim.can_inject():
        return
    folder = work / "disk"
    folder.mkdir()
    said = shim.run_under_faults("tests.stress.faults", [str(folder), str(step)], folder, work)
    for name, tried, failed, detail in json.loads(said):
        yield Figure(name, tried, failed, detail)


@dataclass
class _Day:
    """A day's work in one folder, and what of it was acknowledged."""

    folder: Path
    told: list[str] = field(default_factory=list)
    untold: list[str] = field(default_factory=list)
    answers: dict[str, int] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)

    @property
    def file(self) -> Path:
        return self.folder / "clinic.db"

    @property
    def keys(self) -> Path:
        return self.folder / "keys.json"

    @property
    def report(self) -> Path:
        return self.folder / "report.pdf"

    @property
    def backup(self) -> Path:
        return self.folder / "b.intake-backup"

    def work(self) -> None:
        """Do it all; what fails is done once more, as people do."""
        store = self._try("open", lambda: Store.open(self.file, KEY))
        if store is None:
            return
        new = NewVisit(ANA, Sitting("v1", started=NOON), (PlannedForm("mood", "1"),))
        self._try("begin", lambda: store.visits.begin(new, ADA))
        for number in range(ANSWERS):
            self._try(f"answer {number}", lambda n=number: self._answer(store, n))
        end = VisitEnd(VisitState.DONE, NOON, scores={"mood": {"total": "3"}})
        self._try("finish", lambda: store.answers.finish("v1", end))
        number = self._try("reserve", lambda: store.reports.reserve("v1", ADA)) or 0
        self._try("keep", lambda: store.reports.keep(number, b"%PDF new", "1-ab", ADA))
        self._try("report", lambda: _write(self.report, b"%PDF new"))
        anchored = replace(read_keyring(self.keys), anchor=store.anchor())
        self._try("anchor", lambda: anchored.write(self.keys))
        self._try("backup", lambda: write_backup(store.database, KEY, anchored, self.backup))
        self._try("rest", store.rest)
        self._try("close", store.close)
        if "backup" in self.done:
            self._try("restore", lambda: self._restore(anchored))

    def _restore(self, keyring: Keyring) -> None:
        restore(read_backup(self.backup), KEY, self.file, self.keys, keyring)

    def _answer(self, store: Store, number: int) -> None:
        event = Event("mood", f"a{number}", number, NOON)
        store.answers.commit("v1", [event], f"mood.a{number}", (RAISED,), NOON)
        self.answers[f"a{number}"] = number

    def _try(self, name: str, act: Callable[[], object]) -> object:
        for _ in range(2):
            try:
                made = act()
            except StoreError as error:
                self.told.append(str(error))
            except OSError as error:
                # The app says this one with the folder's name and the system's words.
                self.told.append(str(error))
            except Exception as error:  # noqa: BLE001 - whatever it is, nobody was told in words
                self.untold.append(f"{name}: {error!r}")
            else:
                self.done.append(name)
                return made
        return None


def _write(path: Path, content: bytes) -> None:
    with whole(path) as file:
        file.write(content)


def _prepare(folder: Path) -> None:
    folder.mkdir()
    day = _Day(folder)
    store = Store.create(day.file, KEY)
    keyring = Keyring(()).add("Ada", Role.ADMINISTRATOR, "teal harbour lantern", KEY, CHEAP)
    store.team.add(keyring.slots[0], ADA)
    keyring.write(day.keys)
    keyring.write(day.keys)
    write_backup(store.database, KEY, keyring, day.backup)
    store.close()
    _write(day.report, OLD)


def _problems(day: _Day, *, is_passing: bool) -> list[str]:
    """Look at what the day left behind, on a disk that is well again."""
    found = list(day.untold)
    if is_passing and (missing := _MUST - set(day.done)):
        found.append(f"did not go through the second time: {sorted(missing)}")
    store = Store.open(day.file, KEY)
    try:
        found += verify(store.database).problems
        if "begin" in day.done:
            stored = store.visits.load("v1").answers.get("mood", {})
            if not day.answers.items() <= stored.items():
                found.append(f"answers lost: {day.answers} / {stored}")
            if day.answers and not store.alerts.of("v1"):
                found.append("the alert is lost")
    finally:
        store.close()
    if day.report.read_bytes() != (b"%PDF new" if "report" in day.done else OLD):
        found.append("the report's file is neither the old nor the new one")
    for path in (day.keys, older(day.keys)):
        read_keyring(path)
    read_backup(day.backup)
    left = [each.name for each in day.folder.iterdir() if each.name.startswith(".intake-")]
    if left and is_passing:
        found.append(f"left behind: {left}")
    return found


_MUST = {
    "open",
    "begin",
    "finish",
    "report",
    "anchor",
    "backup",
    "restore",
    *map("answer {}".format, range(ANSWERS)),
}


def _attempt(base: Path, folder: Path, call: int, error: int, *, stays: bool) -> list[str]:
    """Do the day's work in a child, so that nothing of one attempt is left for the next."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(base, folder)
    near, far = os.pipe()
    child = os.fork()
    if child == 0:
        day = _Day(folder)
        try:
            shim.arm(call, error, stays=stays)
            day.work()
            calls = shim.count()
            shim.arm(0)
            found = _problems(day, is_passing=not stays)
        except BaseException as problem:  # noqa: BLE001 - the parent must hear of it
            calls, found = 0, [repr(problem)]
        said = json.dumps({"calls": calls, "found": found, "told": day.told})
        os.write(far, said.encode())
        os._exit(0)
    os.close(far)
    with os.fdopen(near, "rb") as pipe:
        said = json.loads(pipe.read())
    os.waitpid(child, 0)
    _CALLS.append(said["calls"])
    _TOLD.update(said["told"])
    return list(said["found"])


_CALLS: list[int] = []
_TOLD: Counter[str] = Counter()


def _main(folder: Path, step: int) -> None:
    base, place = folder / "base", folder / "day"
    shim.arm(0)
    _prepare(base)
    sound = _attempt(base, place, 0, 0, stays=False)
    calls = _CALLS[-1]
    figures = []
    if sound:
        figures.append(("the day's work without faults", 1, 1, "; ".join(sound)))
    for name in ERRORS:
        for stays in (False, True):
            _TOLD.clear()
            failed = {}
            tried = range(1, calls + 1, step)
            for call in tried:
                found = _attempt(base, place, call, getattr(errno, name), stays=stays)
                if found:
                    failed[call] = found
            kind = "and at all after it" if stays else "alone"
            detail = f"{calls} calls write in a day's work; {sum(_TOLD.values())} sentences said."
            for call, found in list(failed.items())[:5]:
                detail += f"\n         call {call}: {'; '.join(found)[:400]}"
            figures.append((f"{name} at each of them {kind}", len(tried), len(failed), detail))
    print(json.dumps(figures))


if __name__ == "__main__":
    _main(Path(sys.argv[1]), int(sys.argv[2]))
