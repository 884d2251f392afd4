# SPDX-License-Identifier: Apache-2.0
"""Setting up: every way it can fail is one clear sentence and leaves nothing half done."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("run", ROOT / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["run"] = module
    spec.loader.exec_module(module)
    return module


run = _load()


class FakePrograms:
    """Plays venv, pip, apt-get and Qt. `failing` maps a part of a command to what it prints."""

    def __init__(self, failing: Mapping[str, str] | None = None) -> None:
        self.failing = dict(failing or {})
        self.commands: list[str] = []
        self.mended_by = ""

    def __call__(self, command: Sequence[str], env: Mapping[str, str] | None = None) -> object:
        del env
        line = " ".join(command)
        self.commands.append(line)
        if self.mended_by and self.mended_by in line:
            self.failing.clear()
        for part, output in self.failing.items():
            if part in line:
                return run.Done(1, output)
        if " -m venv " in line:
            folder = Path(command[-1])
            (folder / "bin").mkdir(parents=True, exist_ok=True)
            (folder / "bin" / "intake").write_text(f"#!{folder}/bin/python\n", encoding="utf-8")
        return run.Done(0, "")

    def ran(self, part: str) -> bool:
        """Say whether a command with this part was run."""
        return any(part in line for line in self.commands)


class Desk:
    """A checkout in an empty folder, a machine, and what was said."""

    def __init__(self, home: Path) -> None:
        self.home = home
        (home / ".ci").mkdir()
        for name in ("app.lock", "test.lock"):
            (home / ".ci" / name).write_text(f"{name}==1\n", encoding="utf-8")
        (home / "pyproject.toml").write_text("", encoding="utf-8")
        self.said: list[str] = []
        self.programs = FakePrograms()
        self.machine = run.Machine(
            system="Linux",
            processor="x86_64",
            python=(3, 11),
            executable="/usr/bin/python3",
            libc=("glibc", "2.36"),
            is_root=False,
            is_debian=True,
            run=self.programs,
            say=self.said.append,
        )

    def environment(self) -> object:
        """Return the environment of this checkout."""
        return run.Environment(self.home, self.machine)

    def refusal(self) -> str:
        """Set up, and return why that was not possible."""
        environment = self.environment()
        with pytest.raises(run.SetupError) as stop:
            environment.make("app.lock")  # type: ignore[attr-defined]  # loaded at run time
        assert self.leftovers() == []
        return str(stop.value)

    def leftovers(self) -> list[str]:
        """Return what lies beside the checkout's files."""
        known = {".ci", "pyproject.toml"}
        return sorted(each.name for each in self.home.iterdir() if each.name not in known)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"python": (3, 10)}, "needs Python 3.11 or newer; this is Python 3.10"),
        ({"system": "Darwin", "processor": "x86_64"}, "Macs with Intel"),
        ({"system": "Windows", "processor": "ARM64"}, "Windows on x64 only"),
        ({"processor": "aarch64"}, "Linux on x86_64 only; this is aarch64"),
        ({"libc": ("glibc", "2.31")}, "needs glibc 2.34 or newer; this system has 2.31"),
    ],
)
def test_a_machine_without_packages_is_told_so_before_anything_is_made(
    desk: Desk, facts: Mapping[str, object], sentence: str
) -> None:
    machine = replace(desk.machine, **facts)  # type: ignore[type-var]  # loaded at run time

    code = run.main([], desk.home, machine)

    assert code == 1
    assert sentence in "\n".join(desk.said)
    assert desk.programs.commands == []
    assert desk.leftovers() == []


@pytest.mark.parametrize(
    ("system", "processor"), [("Windows", "AMD64"), ("Darwin", "arm64"), ("Linux", "x86_64")]
)
def test_a_supported_machine_passes(desk: Desk, system: str, processor: str) -> None:
    machine = replace(desk.machine, system=system, processor=processor)  # type: ignore[type-var]

    assert machine.check() is None


def test_an_unknown_command_is_a_usage_error(desk: Desk) -> None:
    assert run.main(["tset"], desk.home, desk.machine) == 2
    assert "there is no “tset”" in desk.said[0]


def test_words_that_mean_nothing_are_never_passed_over(desk: Desk) -> None:
    assert run.main(["demo", "tomorrow"], desk.home, desk.machine) == 2
    assert "there is no “tomorrow”" in desk.said[0]


def test_help_says_what_there_is(desk: Desk) -> None:
    assert run.main(["--help"], desk.home, desk.machine) == 0
    assert all(f"python3 run.py {command}" in desk.said[0] for command in run.COMMANDS)


def test_a_complete_environment_is_stamped_and_its_scripts_name_their_own_place(
    desk: Desk,
) -> None:
    environment = desk.environment()
    environment.make("app.lock")  # type: ignore[attr-defined]

    assert desk.leftovers() == [".venv"]
    assert environment.is_ready(["app.lock"])  # type: ignore[attr-defined]
    assert not environment.is_ready(["test.lock"])  # type: ignore[attr-defined]
    script = (desk.home / ".venv" / "bin" / "intake").read_text(encoding="utf-8")
    assert script == f"#!{desk.home}/.venv/bin/python\n"


def test_packages_are_installed_by_hash_as_wheels_and_the_app_without_fetching(desk: Desk) -> None:
    desk.environment().make("app.lock")  # type: ignore[attr-defined]

    packages, app = [line for line in desk.programs.commands if " pip install " in line]
    assert "--require-hashes --only-binary :all:" in packages
    assert "--no-deps --no-build-isolation" in app


def test_a_changed_lock_makes_the_environment_anew(desk: Desk) -> None:
    environment = desk.environment()
    environment.make("app.lock")  # type: ignore[attr-defined]
    (desk.home / ".ci" / "app.lock").write_text("other==2\n", encoding="utf-8")

    assert not environment.is_ready(["app.lock"])  # type: ignore[attr-defined]


def test_an_old_environment_stays_until_the_new_one_is_complete(desk: Desk) -> None:
    environment = desk.environment()
    environment.make("app.lock")  # type: ignore[attr-defined]
    desk.programs.failing["--require-hashes"] = "ERROR: Connection refused"

    with pytest.raises(run.SetupError):
        environment.make("test.lock")  # type: ignore[attr-defined]

    assert environment.is_ready(["app.lock"])  # type: ignore[attr-defined]
    assert desk.leftovers() == [".venv"]


def test_what_a_killed_attempt_left_is_cleared_away(desk: Desk) -> None:
    gone = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], check=True, capture_output=True
    )
    (desk.home / f".venv.new-{int(gone.stdout)}").mkdir()

    desk.environment().make("app.lock")  # type: ignore[attr-defined]

    assert desk.leftovers() == [".venv"]


NO_VENV = (
    "The virtual environment was not created successfully because ensurepip is not available."
)


def test_a_missing_venv_is_named_with_the_one_command_that_mends_it(desk: Desk) -> None:
    desk.programs.failing["-m venv"] = NO_VENV

    refusal = desk.refusal()

    command = "sudo apt-get install -y --no-install-recommends python3.11-venv"
    assert command in refusal
    assert not desk.programs.ran("apt-get")


def test_as_root_on_debian_it_says_what_it_runs_and_runs_it(desk: Desk) -> None:
    desk.machine = replace(desk.machine, is_root=True)
    desk.programs.failing["-m venv"] = NO_VENV
    desk.programs.mended_by = "install -y --no-install-recommends python3.11-venv"

    desk.environment().make("app.lock")  # type: ignore[attr-defined]

    said = "\n".join(desk.said)
    assert "As root I will now run:" in said
    assert "apt-get install -y --no-install-recommends python3.11-venv" in said
    assert desk.programs.ran("apt-get update")
    assert desk.leftovers() == [".venv"]


def test_elsewhere_a_missing_venv_is_named_without_a_wrong_command(desk: Desk) -> None:
    desk.machine = replace(desk.machine, is_debian=False, is_root=True)
    desk.programs.failing["-m venv"] = "No module named venv"

    refusal = desk.refusal()

    assert "python3.11-venv" in refusal
    assert "apt-get" not in refusal


@pytest.mark.parametrize(
    ("printed", "sentence"),
    [
        ("Failed to establish a new connection: Name or service not known", "no connection"),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "not the one"),
        ("ERROR: No matching distribution found for x", "no package for this system"),
        ("something else", "could not be installed"),
    ],
)
def test_a_failed_download_says_why_and_leaves_nothing(
    desk: Desk, printed: str, sentence: str
) -> None:
    desk.programs.failing["--require-hashes"] = printed

    refusal = desk.refusal()

    assert sentence in refusal
    assert printed in refusal


def test_a_folder_that_cannot_be_written_is_one_sentence(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, *_arguments: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "mkdir", refuse)

    assert "could not be made in" in desk.refusal()
    assert "Traceback" not in "\n".join(desk.said)


NO_EGL = "ImportError: libEGL.so.1: cannot open shared object file: No such file or directory"


def test_a_missing_system_library_is_named_with_the_packages_that_bring_it(desk: Desk) -> None:
    desk.programs.failing["QApplication"] = NO_EGL

    with pytest.raises(run.SetupError) as stop:
        desk.environment().check_qt(run.PROBE_OFFSCREEN, {})  # type: ignore[attr-defined]

    assert "libEGL.so.1, which is missing" in str(stop.value)
    assert "sudo apt-get install -y" in str(stop.value)
    assert "libegl1" in str(stop.value)
    assert "libxcb-cursor0" not in str(stop.value)


def test_as_root_missing_libraries_are_installed_once_and_tried_again(desk: Desk) -> None:
    desk.machine = replace(desk.machine, is_root=True)
    desk.programs.failing["QApplication"] = NO_EGL
    desk.programs.mended_by = "apt-get install"

    desk.environment().check_qt(run.PROBE_OFFSCREEN, {})  # type: ignore[attr-defined]

    assert len([line for line in desk.programs.commands if "apt-get install" in line]) == 1


@pytest.mark.parametrize("library", ["libEGL.so.1", "libunheardof.so.7"])
def test_a_library_that_stays_missing_ends_the_attempt(desk: Desk, library: str) -> None:
    desk.machine = replace(desk.machine, is_root=True)
    desk.programs.failing["QApplication"] = NO_EGL.replace("libEGL.so.1", library)

    with pytest.raises(run.SetupError, match="package manager"):
        desk.environment().check_qt(run.PROBE_OFFSCREEN, {})  # type: ignore[attr-defined]


def test_the_window_needs_a_display_and_the_tests_do_not(desk: Desk) -> None:
    with pytest.raises(run.SetupError, match="no display here"):
        run.check_display(desk.machine, {})
    run.check_display(desk.machine, {"WAYLAND_DISPLAY": "wayland-0"})


def test_without_a_display_nothing_is_fetched(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)

    assert run.main([], desk.home, desk.machine) == 1
    assert desk.said == [run.NO_DISPLAY]
    assert desk.programs.commands == []


def test_a_display_that_does_not_answer_is_one_sentence(desk: Desk) -> None:
    desk.programs.failing["QtWidgets"] = "qt.qpa.xcb: could not connect to display :99"

    with pytest.raises(run.SetupError, match="no display here"):
        desk.environment().check_qt(run.PROBE_WINDOW, {})  # type: ignore[attr-defined]


def test_a_damaged_environment_is_made_anew(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.environment().make("test.lock")  # type: ignore[attr-defined]
    desk.programs.failing["find_spec"] = "missing: ['sqlalchemy']"
    monkeypatch.setattr(run, "run_checks", lambda *_: 0)
    monkeypatch.chdir(desk.home)

    assert run.main(["test"], desk.home, desk.machine) == 0

    assert "damaged" in "\n".join(desk.said)
    assert sum("--require-hashes" in line for line in desk.programs.commands) == 2


def test_every_package_that_must_be_there_is(desk: Desk) -> None:
    del desk
    probe = subprocess.run([sys.executable, "-c", run.PROBE_PACKAGES], check=False)

    assert probe.returncode == 0


def test_every_library_that_qt_is_known_to_load_has_its_package() -> None:
    assert all(name.startswith("lib") and ".so" in name for name in run.LIBRARIES)
    assert all(package == package.lower() for package in run.LIBRARIES.values())


@pytest.mark.skipif(shutil.which("bash") is None, reason="CI runs where there is a bash")
def test_ci_calls_the_test_command() -> None:
    text = (ROOT / ".ci" / "run").read_text(encoding="utf-8")

    assert "python3 run.py test" in text
    subprocess.run(["bash", "-n", str(ROOT / ".ci" / "run")], check=True)
