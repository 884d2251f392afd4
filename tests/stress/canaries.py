# SPDX-License-Identifier: Apache-2.0
"""A day with words that stand nowhere else, and a search for them in everything it left."""

from __future__ import annotations

import base64
import os
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from tests.stress.figures import Figure

NAME = "Zuzanna Kanarkowa"
NUMBER = "CANARY-4711"
ANSWER = "zitternde_antwort"
NOTE = "zeisig im schilf"
PASSPHRASE = "goldammer unter weiden"  # noqa: S105 - of nobody
WORDS = ("Zuzanna", "Kanarkowa", NUMBER, ANSWER, NOTE, "zeisig", PASSPHRASE, "goldammer")


def canaries(folder: Path) -> Figure:
    """Let the app work for a day in a folder of its own, then look for the words there."""
    home = folder / "home"
    home.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "tests.stress.canary_day", str(home)],
        check=False,
        capture_output=True,
        cwd=Path(__file__).parents[2],
        env={
            **os.environ,
            "HOME": str(home),
            "TMPDIR": str(home),
            "XDG_RUNTIME_DIR": str(home),
            "XDG_CACHE_HOME": str(home / "cache"),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_CONFIG_HOME": str(home / "config"),
            "QT_QPA_PLATFORM": "offscreen",
            "QT_LOGGING_RULES": "default.warning=false",
        },
    )
    streams = {"standard output": done.stdout, "standard error": done.stderr}
    found = [f"{name}: {word}" for name, said in streams.items() for word in _in(said)]
    looked = 0
    for path in sorted(home.rglob("*")):
        if path.is_file():
            looked += 1
            words = [*_in(path.read_bytes()), *_in(str(path.relative_to(home)).encode())]
            if not _was_asked_for(path, home):
                found += [f"{path.relative_to(home)}: {word}" for word in words]
            elif not words:
                found.append(f"{path.relative_to(home)} should hold them, but the search fails")
    if done.returncode or not looked:
        found.append(f"the day did not end well: {done.stderr.decode()[-800:]}")
    detail = f"{len(WORDS)} words in {looked} files and 2 streams. {'; '.join(found)[:1500]}"
    name = "words of a patient outside the store and what was asked for"
    return Figure(name, looked, len(found), detail)


def _was_asked_for(path: Path, home: Path) -> bool:
    return path.relative_to(home).parts[0] in {"reports", "exports"} and path.suffix != ".part"


def _in(content: bytes) -> Iterator[str]:
    """Return the words that stand in some bytes, in any of the ways in which they may."""
    layers = list(_layers(content))
    for word in WORDS:
        spellings = {
            word.encode(),
            word.encode("utf-16-le"),
            word.encode("utf-16-be"),
            base64.b64encode(word.encode())[:-4],
            word.encode().hex().encode(),
        }
        if any(spelling in layer for spelling in spellings for layer in layers):
            yield word


def _layers(content: bytes, depth: int = 3) -> Iterator[bytes]:
    """Return bytes and everything packed in them: archives, PDF streams, PDF text."""
    yield content
    if depth == 0:
        return
    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as packed:
            for name in packed.namelist():
                yield from _layers(packed.read(name), depth - 1)
    if content.startswith(b"%PDF"):
        yield _text_of(content)
    for stream in re.finditer(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
        try:
            yield from _layers(zlib.decompressobj().decompress(stream[1]), depth - 1)
        except zlib.error:
            continue


def _text_of(pdf: bytes) -> bytes:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return text.encode()
