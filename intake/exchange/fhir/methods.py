# SPDX-License-Identifier: Apache-2.0
"""How a score was made, in words: its rule, the rule for missing answers, and whose they are."""

from __future__ import annotations

from intake.core.behind import items_under
from intake.core.given import Given
from intake.core.namer import Namer
from intake.core.rulewords import missing_rule, rounding_rule, score_rule


class Methods:
    """The words of each form's rules, made once however many visits are exported."""

    def __init__(self) -> None:
        """Start with none."""
        self._words: dict[tuple[str, str], dict[str, str]] = {}
        self._items: dict[tuple[str, str], tuple[str, ...]] = {}

    def words(self, given: Given, score: str) -> str:
        """Return the rule of a score."""
        key = given.form, given.wording.language
        if key not in self._words:
            namer = Namer(given.instrument, given.wording)
            self._words[key] = {
                each.id: "\n".join(
                    part
                    for part in (
                        score_rule(namer, each),
                        missing_rule(namer, each),
                        rounding_rule(each),
                    )
                    if part
                )
                for each in given.instrument.scores
            }
        return self._words[key][score]

    def items(self, given: Given, score: str) -> tuple[str, ...]:
        """Return the items that a score rests on."""
        key = given.form, score
        if key not in self._items:
            self._items[key] = items_under(given.instrument, (score,))
        return self._items[key]
