# SPDX-License-Identifier: Apache-2.0
"""One administration beside its form, its wording and its results, in words on request."""

from __future__ import annotations

import re
from dataclasses import astuple, dataclass, replace
from datetime import date, datetime

from intake.core.answers import Answer, Answers, Missing, is_answered, number_of
from intake.core.instrument import Instrument, Item, ResponseKind
from intake.core.results import PageState, Results, ScoreStatus
from intake.core.score import Score
from intake.core.scoring import score
from intake.core.visit import Administration, Respondent
from intake.core.wording import ReportTexts, Wording
from intake.core.words import number_words, readable

MISSING_WORDS = {
    Missing.DECLINED: "preferred not to answer",
    Missing.SKIPPED: "skipped",
    Missing.NOT_REACHED: "not reached",
    Missing.NOT_SHOWN: "not asked",
}

TRUTH_WORDS = {"yes": "yes", "no": "no", "unknown": "cannot be determined"}

RESPONDENT_WORDS = {
    Respondent.SELF: "the patient, alone",
    Respondent.HELPED: "the patient, with help (read or tapped for them)",
    Respondent.PROXY: "someone else for the patient",
}

_ABBREVIATION = re.compile(r"\(([A-Z][A-Za-z0-9-]*)(?::[^)]*)?\)$")
_NO_TEXTS = ReportTexts()


@dataclass(frozen=True, slots=True)
class Given:
    """A form as it was answered in one visit. `at` is when that visit started."""

    administration: Administration
    instrument: Instrument
    wording: Wording
    results: Results
    at: datetime | None = None
    respondent: Respondent | None = None
    after_treatment: bool = False

    @property
    def form(self) -> str:
        """The form's id."""
        return self.instrument.id

    @property
    def day(self) -> date | None:
        """The day of the visit."""
        return self.at.date() if self.at else None

    @property
    def texts(self) -> ReportTexts:
        """The names that staff read; empty for a language that brings none."""
        return self.wording.report or _NO_TEXTS

    @property
    def is_kept(self) -> bool:
        """Whether the results are those of the version that was answered, not of this one."""
        given = self.administration
        return given.kept is not None and given.version not in {None, self.instrument.version}

    def answer(self, item: str) -> Answer:
        """Return the answer or the kind of missing; what the record lacks was not reached."""
        is_asked = item not in self.wording.left_out
        lacks = Missing.NOT_REACHED if is_asked else Missing.NOT_SHOWN
        return self.administration.answers.get(item, lacks)

    def with_answers(self, answers: Answers) -> Given:
        """Return the form as it stood when some answers were others, scored anew."""
        then = replace(self.administration, answers={**self.administration.answers, **answers})
        results = score(self.instrument, then.answers, self.results.needs)
        return replace(self, administration=then, results=results)

    def answer_words(self, item: Item) -> tuple[str, str]:
        """Return an answer's text and its value, the value empty where the text says it all."""
        answer = self.answer(item.id)
        if isinstance(answer, Missing):
            return MISSING_WORDS[answer], ""
        if item.response.kind is ResponseKind.OPTIONS:
            texts = self.wording.options.get(item.response.id, {})
            value = number_of(item, answer)
            return texts.get(str(answer), str(answer)), "" if value is None else str(value)
        if item.response.kind is ResponseKind.MARK:
            return ("marked" if answer else "not marked"), ""
        return str(answer), ""

    def quoted(self, item: Item) -> str:
        """Return an answer as a sentence quotes it: "Several days" (1), or why there is none."""
        text, value = self.answer_words(item)
        if not is_answered(self.answer(item.id)):
            return f"not answered ({text})"
        return f"“{text}” ({value})" if value else text

    def item_name(self, item: str) -> str:
        """Return an item's short name where it has one, else its text."""
        return self.texts.areas.get(item) or self.wording.items.get(item, readable(item))

    def score_name(self, score: str) -> str:
        """Return what a score is called."""
        return self.texts.scores.get(score, readable(score))

    def criterion_name(self, criterion: str) -> str:
        """Return what a criterion is called."""
        return self.texts.criteria.get(criterion, readable(criterion))

    def band_name(self, band_set: str, band: str) -> str:
        """Return what a band of one author is called."""
        return self.texts.bands.get(band_set, {}).get(band, readable(band))

    def band_author(self, band_set: str) -> str:
        """Return whose bands these are."""
        return self.texts.band_sets.get(band_set, readable(band_set))

    def value_words(self, score: Score) -> str:
        """Return a score as it is printed: a number, "at least n" or "not scorable"."""
        result = self.results.scores[score.id]
        if result.value is None or result.status is ScoreStatus.NOT_SCORABLE:
            return "not scorable"
        text = number_words(result.value, score.decimals)
        return f"at least {text}" if result.status is ScoreStatus.AT_LEAST else text

    def _known_words(self, score: Score) -> str:
        """Return a score as a rule sees it: where it has no value, what it could still be."""
        result = self.results.scores[score.id]
        words = self.value_words(score)
        if result.value is not None:
            return words
        low, high = (number_words(each, score.decimals) for each in astuple(result.interval))
        return f"{words} ({low} to {high} possible)"

    def basis_words(self, score: Score) -> str:
        """Return how many answers a score rests on, when not on all of them."""
        result = self.results.scores[score.id]
        if result.status is ScoreStatus.COMPLETE or result.answered >= result.asked:
            return ""
        counted = f"{result.answered} of {result.asked} answered"
        if result.status is ScoreStatus.PRORATED:
            return f"prorated ({counted})"
        return counted

    def found(self, name: str) -> str:
        """Return what a name of the form turned out to be: scores with theirs, answers alone."""
        results = self.results
        if name in results.scores:
            title = abbreviated(self.score_name(name))
            return f"{title} {self._known_words(self.instrument.score(name))}"
        if name in results.criteria:
            truth = results.criteria[name].truth
            return f"{self.criterion_name(name)}: {TRUTH_WORDS[truth]}"
        if name in results.outcomes:
            return self.outcome_words(name)
        if any(item.id == name for item in self.instrument.items):
            return self.quoted(self.instrument.item(name))
        return ""

    def outcome_words(self, outcome: str) -> str:
        """Return the line of an outcome that holds."""
        line = self.results.outcomes[outcome].line
        if line is None:
            return TRUTH_WORDS["unknown"]
        return self.texts.outcomes.get(outcome, {}).get(line, readable(line))

    def is_not_asked(self, page: str) -> bool:
        """Say whether a page is known not to apply."""
        return self.results.pages.get(page) is PageState.NOT_ASKED


def abbreviated(name: str) -> str:
    """Return the abbreviation that a name ends with in brackets, else the name."""
    match = _ABBREVIATION.search(name)
    return match[1] if match else name
