# SPDX-License-Identifier: Apache-2.0
"""A form with the wordings that an export may use."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from intake.core.instrument import Instrument
from intake.core.parse_wording import REPORT_LANGUAGE
from intake.core.wording import ReportTexts, Wording
from intake.core.words import readable


@dataclass(frozen=True, slots=True)
class ExportForm:
    """One form; `read` returns its texts in one of its `languages`, English first."""

    instrument: Instrument
    languages: tuple[str, ...]
    read: Callable[[str], Wording]

    @property
    def english(self) -> Wording:
        """The English texts, which bring the names that staff read."""
        return self.read(REPORT_LANGUAGE)

    @property
    def names(self) -> ReportTexts:
        """What staff call scores, bands, criteria and alerts."""
        return self.english.report or ReportTexts()

    def wording(self, language: str | None) -> Wording:
        """Return the texts that were read, English where the language is not known here."""
        if language is None or language not in self.languages:
            return self.english
        return replace(self.read(language), report=self.names)

    def translations(self) -> Iterator[Wording]:
        """Yield the texts in every language but English."""
        for language in self.languages:
            if language != REPORT_LANGUAGE:
                yield self.read(language)

    def score_name(self, score: str) -> str:
        """Return what staff call a score."""
        return self.names.scores.get(score, readable(score))


ExportForms = Mapping[str, ExportForm]
"""The forms that can be exported, by id."""
