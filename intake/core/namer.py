# SPDX-License-Identifier: Apache-2.0
"""What staff call the parts of a form, alone and several together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from intake.core.instrument import Instrument, Item, Response
from intake.core.wording import ReportTexts, Wording
from intake.core.words import listed, readable

_NO_TEXTS = ReportTexts()
_BRACKETS = re.compile(r" \([^()]*\)$")
_ABBREVIATION = re.compile(r"\(([A-Z][A-Za-z0-9-]*)(?::[^)]*)?\)$")


class Namer:
    """What staff call the parts of one form; an id as words where nobody named it."""

    def __init__(self, form: Instrument, wording: Wording) -> None:
        """Number the questions as the list of answers does: areas of a body map have no number."""
        self.form = form
        self._texts = wording.report or _NO_TEXTS
        self._wording = wording
        asked = [item.id for page in form.pages if not page.is_map for item in page.items]
        self.numbers = {name: number for number, name in enumerate(asked, start=1)}
        self._items = {item.id: item for item in form.items}

    def item(self, name: str) -> Item | None:
        """Return an item by its name."""
        return self._items.get(name)

    def name(self, name: str) -> str:
        """Return what a question, score, criterion or outcome is called."""
        if name in self.numbers:
            return f"question {self.numbers[name]}"
        if name in self._items:
            return self._texts.areas.get(name) or self._wording.items.get(name) or readable(name)
        return self._texts.scores.get(name) or self._texts.criteria.get(name) or readable(name)

    def short(self, name: str) -> str:
        """Return the abbreviation that a name ends with in brackets, else the name before them."""
        full = self.name(name)
        match = _ABBREVIATION.search(full)
        return match[1] if match else _BRACKETS.sub("", full)

    def names(self, names: Sequence[str], last: str = "and") -> str:
        """Return several names in one phrase: runs of questions, then everything else."""
        numbers = sorted(self.numbers[name] for name in names if name in self.numbers)
        areas = [name for name in names if name in self._items and name not in self.numbers]
        rest = [self.name(name) for name in names if name not in self._items]
        phrases = [*_questions(numbers), *self._areas(areas), *rest]
        return listed(phrases, last)

    def answer(self, response: Response, value: Fraction) -> str:
        """Return the text of the only option with this value, else an empty text."""
        ids = [option.id for option in response.options if option.value == value]
        texts = self._wording.options.get(response.id, {})
        return texts.get(ids[0], readable(ids[0])) if len(ids) == 1 else ""

    def line(self, outcome: str, line: str) -> str:
        """Return the words of one line of an outcome."""
        return self._texts.outcomes.get(outcome, {}).get(line, readable(line))

    def band(self, band_set: str, band: str) -> str:
        """Return what a band of one author is called."""
        return self._texts.bands.get(band_set, {}).get(band, readable(band))

    def author(self, band_set: str) -> str:
        """Return whose bands these are."""
        return self._texts.band_sets.get(band_set, readable(band_set))

    def _areas(self, names: Sequence[str]) -> list[str]:
        for page in self.form.pages:
            if page.is_map and {item.id for item in page.items} == set(names):
                return [f"the {len(names)} areas of the body map"]
        return ["; ".join(self.name(name) for name in names)] if names else []


def _questions(numbers: Sequence[int]) -> list[str]:
    """Return numbers as runs: "questions 1–8 and 10"."""
    if not numbers:
        return []
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    words: list[str] = []
    for run in runs:
        is_long = run[-1] - run[0] > 1
        words += [f"{run[0]}–{run[-1]}"] if is_long else [str(number) for number in run]
    return [f"question{'s' * (len(numbers) > 1)} {listed(words)}"]
