# SPDX-License-Identifier: Apache-2.0
"""Recall periods in words."""

from __future__ import annotations

import pytest

from intake.core.durations import is_duration, recall_words


@pytest.mark.parametrize(
    ("duration", "words"),
    [
        ("P2W", "past 2 weeks"),
        ("P7D", "past 7 days"),
        ("P6M", "past 6 months"),
        ("P1W", "past week"),
        ("P1Y", "past year"),
    ],
)
def test_a_recall_period_is_said_in_words(duration: str, words: str) -> None:
    assert is_duration(duration)
    assert recall_words(duration) == words


@pytest.mark.parametrize(
    "text", ["", "2W", "P", "P0D", "P2", "P2W1D", "PT2H", "P1.5W", "p2w", "P9999D", "P٣D", "P2W\n"]
)
def test_what_cannot_be_said_in_words_is_no_recall_period(text: str) -> None:
    assert not is_duration(text)
    with pytest.raises(ValueError, match="is not a duration such as P7D"):
        recall_words(text)
