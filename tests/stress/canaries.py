# SPDX-License-Identifier: Apache-2.0
"""A day with words that stand nowhere else, and a search for them in everything it left."""

from __future__ import annotations

import base64
import gzip
import os
import re
import sqlite3
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from tests.stress.figures import Figure

FOLDER = "INTAKE_CANARY_HOME"
NAME, NUMBER = "Zuzanna Kanarkowa", "CANARY-4711"
OTHER_NAME, OTHER_NUMBER = "Zbigniew Girlitz", "KOLIBRI-88"
ANSWER = "nearly_every_day"
NOTE = "zeisig im schilf"
WRONG = "goldammer unter weiden"
"""A passphrase that somebody tries; it is nobody's."""

OF_THE_PATIENT = ("Zuzanna", "Kanarkowa", NUMBER, ANSWER, NOTE, "zeisig")
ELSEWHERE = ("Zbigniew", "Girlitz", OTHER_NUMBER, WRONG, "goldammer")
PASSPHRASES = ("teal harbour lantern", "seven quiet ferries")
WORDS = (*OF_THE_PATIENT, *ELSEWHERE, *PASSPHRASES)


def canaries(folder: Path) -> Figure:
    """Let the app work for a day in a folder of its own, then look for the words there."""
    home = folder / "home"
    home.mkdir()
    root = Path(__file__).parents[2]
    options = ("-q", "-s", "--no-qt-log", "-p", "no:cacheprovider", "-p", "no:randomly")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, str(root / "tests/stress/canary_day.py")],
        check=False,
        capture_output=True,
        cwd=root,
        env={
            **os.environ,
            FOLDER: str(home),
            "HOME": str(home),
            "TMPDIR": str(home),
            "XDG_RUNTIME_DIR": str(home),
            "XDG_CACHE_HOME": str(home / "cache"),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_CONFIG_HOME": str(home / "config"),
            "QT_QPA_PLATFORM": "offscreen",
            "QT_LOGGING_RULES": "default.warning=false",
            "PYTHONDONTWRITEBYTECODE": "1",
        },
    )
    if done.returncode:
        said = (done.stdout + done.stderr).decode(errors="replace")[-3000:]
        return Figure("words of a patient", 1, 1, f"The day did not end well: {said}")
    found = [
        f"{name}: {word}"
        for name, said in (("standard output", done.stdout), ("standard error", done.stderr))
        for word in words_in(said)
    ]
    asked_for: set[str] = set()
    looked = 0
    for path in sorted(each for each in home.rglob("*") if each.is_file()):
        looked += 1
        words = {*words_in(path.read_bytes()), *words_in(str(path.relative_to(home)).encode())}
        if _was_asked_for(path, home):
            asked_for |= words
            words -= set(OF_THE_PATIENT)
        found += [f"{path.relative_to(home)}: {word}" for word in sorted(words)]
    missing = set(OF_THE_PATIENT) - asked_for
    found += [f"the search does not see {word} in what was asked for" for word in missing]
    detail = f"{len(WORDS)} words in {looked} files and 2 streams. {'; '.join(found)[:1500]}"
    name = "words of a patient outside the store and what was asked for"
    return Figure(name, looked, len(found), detail)


def _was_asked_for(path: Path, home: Path) -> bool:
    return path.relative_to(home).parts[0] in {"reports", "exports"} and path.suffix != ".part"


def words_in(content: bytes) -> Iterator[str]:
    """Yield the words that stand in some bytes, in any of the ways in which they may."""
    layers = [layer.lower() for layer in _layers(content)]
    for word in WORDS:
        if any(spelling.lower() in layer for spelling in _spellings(word) for layer in layers):
            yield word


def _spellings(word: str) -> set[bytes]:
    plain = word.encode()
    return {
        plain,
        word.encode("utf-16-le"),
        word.encode("utf-16-be"),
        plain.hex().encode(),
        word.replace(" ", "%20").encode(),
        *(_in_base64(plain, shift) for shift in range(3)),
    }


def _in_base64(plain: bytes, shift: int) -> bytes:
    """Return the letters of Base64 that only these bytes give, so many bytes into a text."""
    first, last = -(-8 * shift // 6), 8 * (shift + len(plain)) // 6
    return base64.b64encode(bytes(shift) + plain)[first:last]


def _layers(content: bytes, depth: int = 3) -> Iterator[bytes]:
    """Yield bytes and everything packed in them: archives, PDF streams and text, databases."""
    yield content
    if depth == 0:
        return
    for packed in _packed(content):
        yield from _layers(packed, depth - 1)
    if content.startswith(b"%PDF"):
        yield _text_of(content)


def _packed(content: bytes) -> Iterator[bytes]:
    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as packed:
            yield from (packed.read(name) for name in packed.namelist())
    if content.startswith(b"\x1f\x8b"):
        yield gzip.decompress(content)
    if content.startswith(b"SQLite format 3"):
        yield _values_of(content)
    for stream in re.finditer(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
        try:
            yield zlib.decompressobj().decompress(stream[1])
        except zlib.error:
            continue


def _values_of(database: bytes) -> bytes:
    """Return every value of a database that is not encrypted, wherever its pages break it."""
    connection = sqlite3.connect(":memory:")
    connection.deserialize(database)
    said = "\n".join(connection.iterdump()).encode()
    connection.close()
    return said


def _text_of(pdf: bytes) -> bytes:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError:
        return b""  # what begins like a PDF need not be one
    text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return text.encode()
