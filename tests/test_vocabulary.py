# SPDX-License-Identifier: Apache-2.0
"""The reference of forms/README.md, the code and what forms may say are one and the same.

Run as a program, this file writes the reference into forms/README.md.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from intake.assets import forms_dir
from intake.catalogue import check
from intake.core import reading
from intake.core.vocabulary import VOCABULARY, reference

README = Path(__file__).parents[1] / "forms" / "README.md"
WHOLE = Path(__file__).parent / "fixtures" / "whole"
BEGIN = "<!-- words: made from the code by `python tests/test_vocabulary.py` -->\n"
END = "<!-- end of words -->"
NAMED = re.compile(
    r"^(responses|page|score|criterion|outcome|alert|battery|domain)\.[^.\[]+", re.ASCII
)
FREE = ("item", "stem", "introduction", "option", "anchor", "none", "tell", "choose")
"""Tables of a wording or a battery whose keys are names of the form's own."""


def place_of(file: str, path: str) -> tuple[str, str]:
    """Return the file and the table of the reference that a table of a form belongs to."""
    name = Path(file).name
    if name not in {"instrument.toml", "cases.toml", "batteries.toml", "domains.toml"}:
        name = "en.toml"
    plain = re.sub(r"\[\d+\]", "", path)
    plain = NAMED.sub(r"\1.x", plain)
    return name, re.sub(r"\.bands\.[^.]+", ".bands.x", plain)


Keys = dict[tuple[str, str], set[str]]


def asked_for(monkeypatch: pytest.MonkeyPatch) -> Keys:
    """Return every key that the code asks for while it reads forms, by place."""
    found, _ = noted(monkeypatch)
    check(forms_dir())
    check(WHOLE)
    return found


def noted(monkeypatch: pytest.MonkeyPatch) -> tuple[Keys, Keys]:
    """Note from now on which keys are asked for, and which of them are there."""
    asked: Keys = defaultdict(set)
    there: Keys = defaultdict(set)
    take = reading.Table.take

    def noting(table: reading.Table, key: str, *, required: bool = False) -> object | None:
        place = place_of(table.problems.file, table.path)
        found = take(table, key, required=required)
        asked[place].add(key)
        if found is not None:
            there[place].add(key)
        return found

    monkeypatch.setattr(reading.Table, "take", noting)
    return asked, there


def test_every_word_that_the_code_reads_is_in_the_reference_and_the_other_way_round(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = asked_for(monkeypatch)

    for place in VOCABULARY:
        asked = found[place.file, place.path]
        assert asked == set(place.words), f"{place.file} [{place.path}]"


def test_every_word_is_one_that_a_form_which_ships_or_the_readme_uses(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "batteries.toml").write_text(battery_example(), encoding="utf-8")
    _, used = noted(monkeypatch)
    check(forms_dir())
    assert check(tmp_path).problems == ()

    for place in VOCABULARY:
        unused = set(place.words) - used[place.file, place.path]
        assert unused == set(), f"{place.file} [{place.path}]"


def battery_example() -> str:
    """Return the batteries of forms/README.md."""
    blocks = README.read_text(encoding="utf-8").split("```toml\n")[1:]
    (example,) = [each.split("```")[0] for each in blocks if each.startswith("[battery.")]
    return example


def test_no_table_of_the_format_is_missing_from_the_reference(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = {(place.file, place.path) for place in VOCABULARY}
    free = {("batteries.toml", ""), ("domains.toml", ""), ("cases.toml", "")}

    found = {place for place, keys in asked_for(monkeypatch).items() if keys}

    others = sorted(found - known - free)
    assert [place for place in others if not is_free(*place)] == []


def is_free(file: str, path: str) -> bool:
    """Say whether the keys of a table are names or results of the form's own."""
    last = path.split(".")
    if file == "cases.toml":
        return len(last) > 1
    return any(word in FREE for word in last) or last[0] in {"report", "battery", "domain"}


def test_forms_readme_holds_the_reference_of_the_code() -> None:
    text = README.read_text(encoding="utf-8")

    assert text.split(BEGIN)[1].split(END)[0] == reference()


if __name__ == "__main__":
    text = README.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    README.write_text(before + BEGIN + reference() + END + rest.split(END, 1)[1], encoding="utf-8")
    sys.stdout.write("forms/README.md is written.\n")
