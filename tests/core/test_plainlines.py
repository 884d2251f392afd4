# SPDX-License-Identifier: Apache-2.0
"""The ten lines for a health record: enough to be safe, few enough to paste."""

from __future__ import annotations

import pytest

from intake.app.engine import example_records
from intake.assets import forms_dir, resources_dir
from intake.catalogue import Catalogue, load
from intake.core.content import Summary
from intake.core.plainlines import MOST, plain_lines
from intake.core.summary import summarise

CATALOGUE: Catalogue = load(forms_dir())


def _summaries() -> list[Summary]:
    made = []
    for record in example_records(resources_dir() / "examples", CATALOGUE):
        wordings = {
            each.form: CATALOGUE.wording(each.form, "en") for each in record.administrations
        }
        made.append(summarise(record, CATALOGUE.instruments, wordings, "1"))
    return made


@pytest.mark.parametrize("summary", _summaries(), ids=lambda summary: summary.title)
def test_ten_lines_say_who_what_was_raised_and_every_headline_score(summary: Summary) -> None:
    lines = plain_lines(summary)
    text = "\n".join(lines)

    assert len(lines) <= MOST
    assert not any("\n" in line or ".." in line for line in lines)
    assert summary.identity.name in lines[0]
    for entry in summary.alerts:
        assert entry.title.rstrip(".") in lines[2]
    for row in summary.scores:
        assert (f"{row.name} {row.now} ({row.scale}, {row.direction})" in text) == row.is_headline
    assert lines[-1].endswith("screening, not diagnosis.")
