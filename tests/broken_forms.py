# SPDX-License-Identifier: Apache-2.0
"""Forms and folders damaged by chance, the same each time for the same number."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

from intake.assets import forms_dir

FORMS = sorted(path.parent for path in forms_dir().glob("*/instrument.toml"))
PIECES = (
    b"", b"]", b"[", b"{", b"}", b"=", b'"', b"\x00", b"\xff\xfe", b"\n", b"[[", b"= -1", b"1e999",
    b'">= 0"', b'"a..b"', b"9" * 40, b"'''", b"[page.x]\n", b"true", b"{ any = [] }", b'"\\u202e"',
    b"[score.total.bands.x]\nfrom = {}\n", b"\nitems = []\n", b'"..9"', b'"= = 1"', "é—".encode(),
)  # fmt: skip


def damaged(number: int, folder: Path) -> Path:
    """Make a folder with one form that is damaged in one to four ways, and return it.

    Every tenth is a folder whose files are wrong rather than their text.
    """
    chance = random.Random(number)
    source = chance.choice(FORMS)
    form = folder / source.name
    shutil.copytree(source, form)
    if number % 10 == 0:
        chance.choice(_FOLDERS)(form, chance)
        return form
    for _ in range(chance.randint(1, 4)):
        path = chance.choice(sorted(form.glob("*.toml")))
        path.write_bytes(_mutated(path.read_bytes(), chance))
    return form


def _mutated(content: bytes, chance: random.Random) -> bytes:
    lines = content.split(b"\n")
    place = chance.randrange(len(lines))
    way = chance.randrange(7)
    if way == 0:
        del lines[place]
    elif way == 1:
        lines.insert(place, lines[chance.randrange(len(lines))])
    elif way == 2:
        other = chance.randrange(len(lines))
        lines[place], lines[other] = lines[other], lines[place]
    elif way == 3:
        lines = lines[:place]
    elif way == 4:
        line = lines[place]
        at = chance.randrange(len(line) + 1)
        lines[place] = line[:at] + chance.choice(PIECES) + line[at + chance.randrange(4) :]
    elif way == 5:
        words = lines[place].split(b" ")
        words[chance.randrange(len(words))] = chance.choice(PIECES)
        lines[place] = b" ".join(words)
    else:
        lines[place] = bytes(
            byte ^ (1 << chance.randrange(8)) if chance.random() < 0.05 else byte
            for byte in lines[place]
        )
    return b"\n".join(lines)


def _without_a_file(form: Path, chance: random.Random) -> None:
    chance.choice(sorted(form.glob("*.toml"))).unlink()


def _folder_for_a_file(form: Path, chance: random.Random) -> None:
    path = chance.choice(sorted(form.glob("*.toml")))
    path.unlink()
    path.mkdir()


def _link_out(form: Path, chance: random.Random) -> None:
    path = chance.choice(sorted(form.glob("*.toml")))
    path.unlink()
    path.symlink_to(Path(os.devnull) if chance.random() < 0.5 else FORMS[0] / "en.toml")


def _link_in_a_circle(form: Path, chance: random.Random) -> None:
    path = chance.choice(sorted(form.glob("*.toml")))
    path.unlink()
    path.symlink_to(path.name)


def _pipe_for_a_file(form: Path, chance: random.Random) -> None:
    path = chance.choice(sorted(form.glob("*.toml")))
    path.unlink()
    os.mkfifo(path)


def _far_too_large(form: Path, chance: random.Random) -> None:
    path = chance.choice(sorted(form.glob("*.toml")))
    with path.open("ab") as file:
        file.truncate(5_000_000)


def _strange_names(form: Path, chance: random.Random) -> None:
    for name in ("..toml", "con.toml", "a b.toml", "é\u202e.toml", "x" * 200 + ".toml"):
        shutil.copy(form / "en.toml", form / name)
    form.rename(form.with_name(chance.choice(("x y", "-o", "é", "..." + form.name))))


def _nested_deeply(form: Path, chance: random.Random) -> None:
    depth = chance.choice((50, 500, 5000))
    text = f"x = {'[' * depth}{']' * depth}\n".encode()
    path = form / "instrument.toml"
    path.write_bytes(text + path.read_bytes())


_FOLDERS: tuple[Callable[[Path, random.Random], None], ...] = (
    _without_a_file,
    _folder_for_a_file,
    _link_out,
    _link_in_a_circle,
    _far_too_large,
    _strange_names,
    _nested_deeply,
    *((_pipe_for_a_file,) if hasattr(os, "mkfifo") else ()),
)
