# SPDX-License-Identifier: Apache-2.0
"""The house as a whole: what lies where, and what must never get in."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOP = {
    ".ci",
    ".gitignore",
    "LICENSE",
    "README.md",
    "forms",
    "intake",
    "pyproject.toml",
    "resources",
    "run.py",
    "tests",
}


def _files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def test_the_top_level_holds_what_was_agreed_and_no_more() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in _files()} == TOP


def test_every_program_names_its_licence() -> None:
    bare = [
        path.relative_to(ROOT)
        for path in _files()
        if path.suffix == ".py" and "SPDX-License-Identifier: Apache-2.0" not in _text(path)[:400]
    ]

    assert bare == []


def test_no_file_names_a_package_registry_or_a_place_on_somebodys_machine() -> None:
    hosts = re.compile(r"pypi\.org|pythonhosted|/home/\w+/|/root/|[A-Z]:\\\\Users", re.IGNORECASE)
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in _files()
        if path != Path(__file__) and (match := hosts.search(_text(path)))
    ]

    assert found == []


def test_the_locks_pin_every_package_by_hash() -> None:
    for lock in (ROOT / ".ci").glob("*.lock"):
        blocks = re.split(r"\n(?=\S)", _text(lock).strip())

        assert len(blocks) > 5
        for block in blocks:
            assert re.match(r"[\w.-]+==\S+", block), block
            assert "--hash=sha256:" in block, block


def test_qt_does_not_lose_references_to_none() -> None:
    """PySide6 6.12.0 does on Python 3.11, and the process dies after some 5,000 calls."""
    program = (
        "import sys\n"
        "from PySide6.QtWidgets import QApplication, QLabel\n"
        "application = QApplication([])\n"
        "label = QLabel()\n"
        "before = sys.getrefcount(None)\n"
        "for _ in range(500):\n"
        "    label.setText('x')\n"
        "print(before - sys.getrefcount(None))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )

    assert int(done.stdout) < 50


def test_a_wheel_carries_the_forms_and_the_resources(tmp_path: Path) -> None:
    source = tmp_path / "source"
    for path in _files():
        target = source / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    subprocess.run(
        [
            sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
            "--disable-pip-version-check", "--wheel-dir", str(tmp_path), str(source),
        ],
        check=True,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("*.whl")
    subprocess.run(
        [sys.executable, "-m", "zipfile", "-e", str(wheel), str(tmp_path / "installed")],
        check=True,
    )
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
    ours = {
        path.relative_to(ROOT)
        for path in _files()
        if path.relative_to(ROOT).parts[0] in ("intake", "forms", "resources")
    }
    wanted = {
        str(path if path.parts[0] == "intake" else Path("intake") / path).replace("\\", "/")
        for path in ours
    }

    assert wanted - names == set()
    program = (
        "from intake.assets import forms_dir, resources_dir\n"
        "from intake.catalogue import load\n"
        "assert resources_dir().is_dir()\n"
        "print(len(load(forms_dir()).instruments))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path / "installed",
        check=True,
        capture_output=True,
        text=True,
    )
    assert int(done.stdout) == len(list((ROOT / "forms").glob("*/instrument.toml")))
