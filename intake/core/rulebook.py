# SPDX-License-Identifier: Apache-2.0
"""Every rule of a form in plain words, without anybody's answers: what a clinician signs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from intake.core.explain import sentence
from intake.core.instrument import Alert, Criterion, Instrument, Level, Outcome, Page
from intake.core.namer import Namer
from intake.core.rulewords import (
    band_rule,
    change_rule,
    condition_words,
    missing_rule,
    rounding_rule,
    score_rule,
    test_words,
)
from intake.core.score import Score, Worse
from intake.core.wording import ReportTexts, Wording
from intake.core.words import plain_number

LEVEL_WORDS = {
    Level.NOW: "call someone now",
    Level.TODAY: "before the patient leaves",
    Level.NOTE: "noted on the report",
}
_WORSE_WORDS = {
    Worse.HIGHER: "higher is worse",
    Worse.LOWER: "higher is better",
    Worse.NEITHER: "neither end is worse",
}
_NO_TEXTS = ReportTexts()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its id and name, and all that is to be known of it, a paragraph each."""

    id: str
    name: str
    lines: tuple[str, ...]


def rules_of(form: Instrument, wording: Wording) -> tuple[Rule, ...]:
    """Return every score, criterion, outcome and alert of a form, in the form's order."""
    namer, texts = Namer(form, wording), wording.report or _NO_TEXTS
    return (
        *(_score(namer, texts, each) for each in form.scores),
        *(_criterion(namer, texts, each) for each in form.criteria),
        *(_outcome(namer, texts, each) for each in form.outcomes),
        *(_alert(namer, wording, each) for each in form.alerts),
    )


def page_rule(form: Instrument, wording: Wording, page: Page) -> str:
    """Return when a page is asked, empty for one that always is."""
    namer = Namer(form, wording)
    parts = []
    if page.only_if is not None:
        parts.append(f"asked only if {condition_words(namer, page.only_if)}")
    if page.unless is not None:
        parts.append(f"asked unless {condition_words(namer, page.unless)}")
    if parts and page.hidden is not None:
        parts.append(f"counts {page.hidden} where it is known not to apply")
    return sentence("; ".join(parts)) if parts else ""


def _score(namer: Namer, texts: ReportTexts, score: Score) -> Rule:
    low, high = plain_number(score.low), plain_number(score.high)
    headline = "; heads the report" if score.headline else ""
    code = f" LOINC {score.loinc}." if score.loinc else ""
    lines = (
        score_rule(namer, score),
        f"From {low} to {high}; {_WORSE_WORDS[score.worse]}{headline}.{code}",
        missing_rule(namer, score),
        rounding_rule(score),
        *(band_rule(namer, score, bands) for bands in score.bands),
        change_rule(score),
        f"The report marks a value of {test_words(score.mark)}." if score.mark else "",
        texts.notes.get(score.id, ""),
    )
    return Rule(score.id, namer.name(score.id), _kept(lines))


def _criterion(namer: Namer, texts: ReportTexts, criterion: Criterion) -> Rule:
    lines = (
        sentence(f"yes if {condition_words(namer, criterion.when)}"),
        *(f"Printed if {key}: {text}" for key, text in _meanings(texts, criterion.id)),
        f"Source: {criterion.source}" if criterion.source else "",
        texts.notes.get(criterion.id, ""),
    )
    return Rule(criterion.id, namer.name(criterion.id), _kept(lines))


def _outcome(namer: Namer, texts: ReportTexts, outcome: Outcome) -> Rule:
    lines = [
        f"“{namer.line(outcome.id, line.id)}” "
        + ("otherwise" if line.when is None else f"if {condition_words(namer, line.when)}")
        for line in outcome.lines
    ]
    lines.insert(0, "The first of these that is known to hold:")
    return Rule(outcome.id, namer.name(outcome.id), _kept((*lines, texts.notes.get(outcome.id))))


def _alert(namer: Namer, wording: Wording, alert: Alert) -> Rule:
    texts = wording.report or _NO_TEXTS
    offer = f"Staff are offered the form “{alert.offer}”." if alert.offer else ""
    told = wording.tell.get(alert.id, "")
    unanswered = ""
    if alert.unanswered is not None:
        words = LEVEL_WORDS[alert.unanswered]
        unanswered = f"When it cannot be known because an answer is missing: {words}."
    lines = (
        f"Raised if {condition_words(namer, alert.when)}: {LEVEL_WORDS[alert.level]}.",
        unanswered,
        offer,
        f"The patient reads at once: “{told}”" if told else "",
    )
    return Rule(alert.id, texts.alerts.get(alert.id) or namer.name(alert.id), _kept(lines))


def _meanings(texts: ReportTexts, name: str) -> Iterator[tuple[str, str]]:
    for key, text in texts.meanings.get(name, {}).items():
        yield ("it cannot be determined" if key == "unknown" else key), text


def _kept(lines: tuple[str | None, ...]) -> tuple[str, ...]:
    return tuple(line for line in lines if line)
