# SPDX-License-Identifier: Apache-2.0
"""Worked examples: what a form must say of given answers. They are its tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Protocol

from intake.core.answers import Answer, Answers
from intake.core.change import Change
from intake.core.instrument import Instrument
from intake.core.results import Results
from intake.core.score import Score
from intake.core.words import number_words

Expected = Fraction | str | None
"""A value, a word such as a status or a band, or `None` for the "-" of no value."""


@dataclass(frozen=True, slots=True)
class Case:
    """Answers at the end of a form and what they come to; keys are those of `intake score`."""

    name: str
    answers: Answers
    expect: Mapping[str, Expected]
    needs: Mapping[str, str] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)
    source: str = ""


@dataclass(frozen=True, slots=True)
class ChangeCase:
    """Two values of a score and what the published rules say of the difference."""

    name: str
    score: str
    before: Fraction
    after: Fraction
    expect: Mapping[str, Expected]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Cases:
    """Every worked example of one form."""

    cases: tuple[Case, ...]
    changes: tuple[ChangeCase, ...] = ()


class ScoreFunction(Protocol):
    """What scores answers; see `intake.core.scoring.score`."""

    def __call__(
        self,
        instrument: Instrument,
        answers: Mapping[str, Answer],
        needs: Mapping[str, str] | None = None,
        *,
        ended: bool = True,
    ) -> Results:
        """Return everything that the answers come to."""


ChangeFunction = Callable[[Score, Fraction, Fraction], Change]
"""What compares two values; see `intake.core.change.compare`."""


def failures(case: Case, instrument: Instrument, score: ScoreFunction) -> list[str]:
    """Return what comes out differently from the example, a sentence each."""
    results = score(instrument, case.answers, case.needs, ended=True)
    found = [(key, wanted, _found(key, results)) for key, wanted in case.expect.items()]
    for name, text in case.shown.items():
        value = results.scores[name].value
        decimals = instrument.score(name).decimals
        printed = None if value is None else number_words(value, decimals)
        found.append((f"{name} as shown", text, printed))
    return [_sentence(*each) for each in found if each[1] != each[2]]


def change_failures(
    case: ChangeCase, instrument: Instrument, compare: ChangeFunction
) -> list[str]:
    """Return what of a change comes out differently from the example."""
    change = compare(instrument.score(case.score), case.before, case.after)
    said: dict[str, Expected] = {
        "difference": change.difference,
        "mcid": change.mcid.value,
        "moderate": change.moderate.value,
        "response": change.response.value,
        "remission": change.remission.value,
        "direction": change.direction.value,
    }
    found = [(key, wanted, said[key]) for key, wanted in case.expect.items()]
    return [_sentence(*each) for each in found if each[1] != each[2]]


def _found(key: str, results: Results) -> Expected:
    name, *parts = key.split(".")
    if name in results.scores:
        return _found_of_score(name, parts, results)
    if name in results.criteria:
        return results.criteria[name].truth.value
    if name in results.outcomes:
        return results.outcomes[name].line
    return results.alerts[name].state.value


def _found_of_score(name: str, parts: Sequence[str], results: Results) -> Expected:
    result = results.scores[name]
    if not parts:
        return result.value
    if parts[0] == "status":
        return result.status.value
    sets = parts[1:] or list(result.bands)[:1]
    return result.bands.get(sets[0]) if sets else None


def _sentence(key: str, wanted: Expected, found: Expected) -> str:
    return f"{key} comes to {_words(found)}, the example says {_words(wanted)}"


def _words(value: Expected) -> str:
    return "nothing" if value is None else str(value)
