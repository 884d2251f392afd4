#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Sets up an environment beside these files and opens the app. Needs Python and nothing else.

    python3 run.py            set up and open the app
    python3 run.py demo       a throw-away clinic with fictional patients and visits
    python3 run.py test       set up, then run every check and test; no display needed
    python3 run.py bench      set up, then print the budgets beside what this machine needs
    python3 run.py stress     set up, then run the long proofs; a name runs one of them

The environment is built aside and renamed when it is complete, so a broken attempt leaves
nothing half done. What is missing is found by trying, and named with the command that mends it.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
OLDEST_PYTHON = (3, 11)
OLDEST_GLIBC = (2, 34)
COMMANDS = ("demo", "test", "bench", "stress")
BUILDING = ".venv.new-"

# What Qt loads from the system, and the Debian packages that bring it.
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libz.so.1": "zlib1g",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libSM.so.6": "libsm6",
    "libICE.so.6": "libice6",
}

# Makes Qt load what the command will need, without showing anything.
PROBE_OFFSCREEN = """
from PySide6.QtWidgets import QApplication
QApplication([])
"""
PROBE_WINDOW = """
import ctypes, os, pathlib, sys
import PySide6
from PySide6 import QtWidgets
if sys.platform.startswith("linux"):
    if os.environ.get("DISPLAY"):
        folder = pathlib.Path(PySide6.__file__).parent / "Qt" / "plugins" / "platforms"
        ctypes.CDLL(str(folder / "libqxcb.so"))
    QtWidgets.QApplication([])
"""

# What an environment must be able to import, to be worth starting anything with.
PACKAGES = (
    "cryptography",
    "font_source_sans_pro",
    "intake",
    "platformdirs",
    "pypdfium2",
    "PySide6.QtWidgets",
    "reportlab",
    "sqlalchemy",
    "sqlcipher3",
)
PROBE_PACKAGES = f"""
from importlib.util import find_spec
gone = [name for name in {PACKAGES} if find_spec(name) is None]
raise SystemExit(f"missing: {{gone}}" if gone else 0)
"""


class SetupError(Exception):
    """Setting up cannot go on; the message says why and what helps."""


@dataclass(frozen=True)
class Done:
    """How a program ended, and everything it printed."""

    code: int
    output: str


def run_program(command: Sequence[str], env: Mapping[str, str] | None = None) -> Done:
    """Run a program to its end and keep what it prints."""
    try:
        ended = subprocess.run(
            list(command),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            env={**os.environ, **(env or {})},
            check=False,
        )
    except OSError as error:
        return Done(127, str(error))
    return Done(ended.returncode, ended.stdout.decode("utf-8", "replace"))


def say(text: str) -> None:
    """Tell whoever runs this."""
    print(text, flush=True)


@dataclass(frozen=True)
class Machine:
    """The machine as far as setting up depends on it; tests hand in another one."""

    system: str = field(default_factory=platform.system)
    processor: str = field(default_factory=platform.machine)
    python: tuple[int, int] = (sys.version_info[0], sys.version_info[1])
    executable: str = sys.executable
    libc: tuple[str, str] = field(default_factory=platform.libc_ver)
    is_root: bool = field(default_factory=lambda: hasattr(os, "geteuid") and os.geteuid() == 0)
    is_debian: bool = field(default_factory=lambda: shutil.which("apt-get") is not None)
    run: Callable[..., Done] = run_program
    say: Callable[[str], None] = say

    def check(self) -> None:
        """Refuse a machine for which there are no packages.

        Raises:
            SetupError: with the reason.
        """
        if self.python < OLDEST_PYTHON:
            raise SetupError(
                f"This needs Python {_dotted(OLDEST_PYTHON)} or newer; this is Python "
                f"{_dotted(self.python)}. Install a newer one, then run it with that."
            )
        if self.system == "Darwin" and self.processor != "arm64":
            raise SetupError(
                "There are no packages for Macs with Intel processors, only Apple silicon."
            )
        if self.system == "Windows" and self.processor.lower() not in ("amd64", "x86_64"):
            raise SetupError("There are packages for Windows on x64 only.")
        if self.system == "Linux":
            self._check_linux()

    def _check_linux(self) -> None:
        name, version = self.libc
        numbers = tuple(int(part) for part in re.findall(r"\d+", version)[:2])
        if self.processor != "x86_64":
            raise SetupError(
                f"There are packages for Linux on x86_64 only; this is {self.processor}."
            )
        if name == "glibc" and numbers < OLDEST_GLIBC:
            raise SetupError(
                f"This needs glibc {_dotted(OLDEST_GLIBC)} or newer; this system has {version}. "
                "A newer release of the system brings it."
            )

    def mend(self, packages: Sequence[str], why: str) -> None:
        """Install system packages as root on Debian and its like, or say how.

        Raises:
            SetupError: when a person has to do it, or when it failed.
        """
        install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
        if not self.is_debian:
            raise SetupError(f"{why} Install what brings it with this system's package manager.")
        if not self.is_root:
            raise SetupError(f"{why} Mend it with:\n    sudo {' '.join(install)}")
        self.say(f"{why} As root I will now run:\n    apt-get update\n    {' '.join(install)}")
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        self.run(["apt-get", "update"], quiet)
        done = self.run(install, quiet)
        if done.code:
            raise SetupError(f"That did not work:\n{_tail(done.output)}")


class Environment:
    """The environment of one checkout: `.venv`, made from a lock and stamped when complete."""

    def __init__(self, home: Path, machine: Machine) -> None:
        self.home = home
        self.machine = machine
        self.place = home / ".venv"

    def python(self, place: Path | None = None) -> Path:
        """Return the environment's interpreter."""
        folder = place or self.place
        if self.machine.system == "Windows":
            return folder / "Scripts" / "python.exe"
        return folder / "bin" / "python"

    def is_ready(self, locks: Sequence[str]) -> bool:
        """Say whether the environment was completed with one of these locks, as they now are."""
        try:
            found = (self.place / "complete").read_text(encoding="utf-8")
        except OSError:
            return False
        return any(found == self._stamp(lock) for lock in locks)

    def is_whole(self) -> bool:
        """Say whether nothing was taken out of a completed environment."""
        return self.machine.run([str(self.python()), "-c", PROBE_PACKAGES]).code == 0

    def make(self, lock: str) -> None:
        """Build the environment aside and put it in its place when it is complete.

        Raises:
            SetupError: when that is not possible; the place is then as it was before.
        """
        self._clear_leftovers()
        aside = self.home / f"{BUILDING}{os.getpid()}"
        try:
            self._build(aside, lock)
            self._swap(aside)
            if self.machine.system == "Windows":
                # Its launchers hold the folder they were made in.
                self._install_project(self.place)
        except OSError as error:
            raise SetupError(
                f"The environment could not be made in {self.home}: {error.strerror or error}. "
                "Make the folder writable and see that the disk has a gigabyte of room."
            ) from error
        finally:
            shutil.rmtree(aside, ignore_errors=True)

    def _build(self, aside: Path, lock: str) -> None:
        self.machine.say("Setting up, once: making an environment …")
        self._make_venv(aside)
        self.machine.say("Installing the packages, about 250 MB …")
        python = str(self.python(aside))
        options = ["--require-hashes", "--only-binary", ":all:", "--disable-pip-version-check"]
        wanted = ["-r", str(self.home / ".ci" / lock)]
        done = self.machine.run([python, "-m", "pip", "install", "--quiet", *options, *wanted])
        if done.code:
            raise SetupError(_why_not_installed(done.output))
        self._install_project(aside)
        self._move_scripts(aside)
        (aside / "complete").write_text(self._stamp(lock), encoding="utf-8")

    def _make_venv(self, aside: Path) -> None:
        aside.mkdir()
        make = [self.machine.executable, "-m", "venv", "--clear", str(aside)]
        done = self.machine.run(make)
        if done.code and ("ensurepip" in done.output or "No module named venv" in done.output):
            package = f"python{_dotted(self.machine.python)}-venv"
            self.machine.mend([package], f"Python's own venv is missing here ({package}).")
            done = self.machine.run(make)
        if done.code:
            raise SetupError(f"Python could not make an environment:\n{_tail(done.output)}")

    def _install_project(self, place: Path) -> None:
        options = ["--quiet", "--no-deps", "--no-build-isolation", "--disable-pip-version-check"]
        python = str(self.python(place))
        done = self.machine.run([python, "-m", "pip", "install", *options, "-e", str(self.home)])
        if done.code:
            raise SetupError(f"The app itself could not be installed:\n{_tail(done.output)}")

    def _move_scripts(self, aside: Path) -> None:
        """Let the scripts name the folder in which they will lie."""
        for script in (aside / "bin").glob("*"):
            content = script.read_bytes() if script.is_file() else b""
            old = os.fsencode(aside)
            if old in content and not script.is_symlink():
                script.write_bytes(content.replace(old, os.fsencode(self.place)))

    def _swap(self, aside: Path) -> None:
        old = self.home / f"{BUILDING}{os.getpid()}-old"
        if self.place.exists():
            self.place.rename(old)
        aside.rename(self.place)
        shutil.rmtree(old, ignore_errors=True)

    def _clear_leftovers(self) -> None:
        for left in self.home.glob(f"{BUILDING}*"):
            number = re.search(r"\d+", left.name.removeprefix(BUILDING))
            if number is None or not _is_running(int(number[0])):
                shutil.rmtree(left, ignore_errors=True)

    def _stamp(self, lock: str) -> str:
        """Name everything that the environment depends on."""
        content = (self.home / ".ci" / lock).read_bytes()
        project = (self.home / "pyproject.toml").read_bytes()
        digest = hashlib.sha256(content + b"\0" + project).hexdigest()
        return f"{_dotted(self.machine.python)} {self.place} {digest}\n"

    def check_qt(self, probe: str, env: Mapping[str, str]) -> None:
        """Let Qt load, and mend the system libraries that it turns out to lack.

        Raises:
            SetupError: when one stays missing.
        """
        named: set[str] = set()
        while True:
            done = self.machine.run([str(self.python()), "-c", probe], env)
            if done.code == 0:
                return
            missing = re.search(r"(lib[\w.+-]+\.so[\w.]*): cannot open shared", done.output)
            if missing is None and "could not connect to display" in done.output:
                raise SetupError(NO_DISPLAY)
            if missing is None:
                raise SetupError(f"Qt could not start:\n{_tail(done.output)}")
            library = missing[1]
            why = f"Qt needs the system library {library}, which is missing."
            if library in named or library not in LIBRARIES:
                raise SetupError(
                    f"{why} Install what brings it with this system's package manager."
                )
            # All at once: after one is there, the next would be missing.
            wanted = _OFFSCREEN if probe == PROBE_OFFSCREEN else list(LIBRARIES.values())
            named.update(LIBRARIES)
            self.machine.mend(list(dict.fromkeys([*wanted, LIBRARIES[library]])), why)


_OFFSCREEN = [
    LIBRARIES[name]
    for name in (
        "libEGL.so.1",
        "libGL.so.1",
        "libxkbcommon.so.0",
        "libdbus-1.so.3",
        "libfontconfig.so.1",
        "libglib-2.0.so.0",
    )
]


def _why_not_installed(output: str) -> str:
    text = output.lower()
    if "no space left" in text:
        reason = "The disk is full. Make a gigabyte of room, then run this again."
    elif "do not match the hashes" in text:
        reason = "A package is not the one that was pinned, so nothing was installed."
    elif re.search(r"connection|resolve|network|timed out|unreachable", text):
        reason = (
            "The packages could not be fetched: no connection to the package index. Connect this "
            "machine once; afterwards the app never needs a network."
        )
    elif "no matching distribution" in text:
        reason = "There is no package for this system and this Python; see README, “Supported”."
    else:
        reason = "The packages could not be installed."
    return f"{reason}\n{_tail(output)}"


def _tail(output: str, lines: int = 6) -> str:
    return "\n".join(f"    {line}" for line in output.strip().splitlines()[-lines:])


def _dotted(version: Sequence[int]) -> str:
    return ".".join(str(part) for part in version)


def _is_running(process: int) -> bool:
    if os.name == "nt":
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def run_checks(environment: Environment, arguments: Sequence[str]) -> int:
    """Run the checkers, then the tests, whose closing line comes last."""
    python = str(environment.python())
    failed = False
    for name, command in (
        ("ruff check", ["-m", "ruff", "check", "."]),
        ("ruff format", ["-m", "ruff", "format", "--check", "."]),
        ("mypy", ["-m", "mypy"]),
        ("import-linter", ["-c", "from importlinter.cli import lint_imports_command as c; c()"]),
    ):
        done = environment.machine.run([python, *command])
        environment.machine.say(f"{name}: {'ok' if done.code == 0 else 'FAILED'}")
        if done.code:
            failed = True
            environment.machine.say(done.output)
    code = subprocess.call([python, "-m", "pytest", *arguments])
    return code or int(failed)


NO_DISPLAY = "There is no display here. Run this on the desktop; tests need none."


def check_display(machine: Machine, env: Mapping[str, str]) -> None:
    """Refuse to open a window where there is no screen.

    Raises:
        SetupError: on a Linux without a display.
    """
    shown_on = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if machine.system == "Linux" and not any(env.get(name) for name in shown_on):
        raise SetupError(NO_DISPLAY)


def start(command: str, arguments: Sequence[str], environment: Environment) -> int:
    """Set up what a command needs, then run it.

    Raises:
        SetupError: when setting up is not possible.
    """
    environment.machine.check()
    is_for_people = command in ("", "demo")
    if is_for_people:
        check_display(environment.machine, os.environ)
    locks = ["app.lock", "test.lock"] if is_for_people else ["test.lock"]
    if not environment.is_ready(locks):
        environment.make(locks[0])
    elif not environment.is_whole():
        environment.machine.say("The environment is damaged, so it is made anew.")
        environment.make(locks[0])
    if is_for_people:
        environment.check_qt(PROBE_WINDOW, {})
        options = ["--demo"] if command == "demo" else []
        return become([str(environment.python()), "-m", "intake", *options])
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    environment.check_qt(PROBE_OFFSCREEN, {"QT_QPA_PLATFORM": "offscreen"})
    os.chdir(environment.home)
    if command == "bench":
        return subprocess.call([str(environment.python()), "tests/bench", *arguments])
    if command == "stress":
        return subprocess.call([str(environment.python()), "-m", "tests.stress", *arguments])
    return run_checks(environment, arguments)


def become(command: list[str]) -> int:
    """Run the app in place of this program, so that whoever ends one ends the other."""
    if os.name == "posix":
        os.execv(command[0], command)
    return subprocess.call(command)


def main(arguments: Sequence[str], home: Path = HERE, machine: Machine | None = None) -> int:
    """Run one command and return its exit code."""
    here = machine or Machine()
    command = arguments[0] if arguments else ""
    if command in ("-h", "--help"):
        here.say((__doc__ or "").strip())
        return 0
    stray = command if command and command not in COMMANDS else ""
    if not stray and command in ("", "demo"):
        stray = " ".join(arguments[1:])
    if stray:
        here.say(f"python3 run.py [{' | '.join(COMMANDS)}]: there is no “{stray}”.")
        return 2
    try:
        return start(command, arguments[1:], Environment(home, here))
    except SetupError as problem:
        here.say(str(problem))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
