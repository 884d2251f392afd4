# SPDX-License-Identifier: Apache-2.0
"""`intake score` says of every worked example of every form what the example says."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from intake.catalogue import load
from intake.core.answers import Answer, Missing
from intake.core.cases import Case, Expected
from intake.core.explain import exact_csv
from intake.core.instrument import Instrument
from intake.exchange.score_file import Shape, score_file

CATALOGUE = load(Path(__file__).parents[2] / "forms")


def cell(answer: Answer | None) -> str:
    return "" if answer is None or isinstance(answer, Missing) else str(answer)


def table(form: Instrument, cases: tuple[Case, ...]) -> Iterator[list[str]]:
    yield [*(item.id for item in form.items), *form.needs]
    for case in cases:
        answers = [cell(case.answers.get(item.id)) for item in form.items]
        yield [*answers, *(case.needs.get(need, "") for need in form.needs)]


def written(value: Expected) -> str:
    return "" if value is None else exact_csv(value) if isinstance(value, Fraction) else value


@pytest.mark.parametrize("form", CATALOGUE.instruments)
def test_a_table_of_the_worked_examples_scores_as_they_say(form: str) -> None:
    instrument, cases = CATALOGUE.instruments[form], CATALOGUE.cases(form).cases
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(table(instrument, cases))
    source, target = io.BytesIO(text.getvalue().encode()), io.BytesIO()

    count = score_file(
        instrument, source, target, name="answers.csv", shapes=(Shape.CSV, Shape.CSV)
    )

    rows = list(csv.DictReader(io.StringIO(target.getvalue().decode())))
    assert count == len(cases) == len(rows)
    for case, row in zip(cases, rows, strict=True):
        said = {key: row.get(key, "") for key in case.expect}
        assert said == {key: written(value) for key, value in case.expect.items()}, case.name
