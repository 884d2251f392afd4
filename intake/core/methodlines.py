# SPDX-License-Identifier: Apache-2.0
"""How each form is scored, by whose rules, what is unsure, and on what ground it is used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from intake.core.content import Fact, FormMethods, Method
from intake.core.explain import explain_form
from intake.core.given import Given
from intake.core.instrument import Kind, Status
from intake.core.itemlines import CHECKLIST_WORDS, version_words
from intake.core.words import date_words

DISCLAIMERS = (
    "A screening aid, not a diagnosis.",
    "Every number is a published sum, mean or count, or called a convention; its rule is printed.",
    "A clinician reviews every result. Nothing here advises, starts or stops a treatment.",
    "Answers are not monitored between visits. Not for emergencies: call the local number.",
    "Not a medical device as distributed; whoever changes its purpose takes on that duty.",
    "No warranty. Not endorsed by the owners of the instruments.",
    "A missing answer is never counted as zero; the kinds of missing are printed as such.",
)

_SETS_WORTH_NAMING = 2
_STATUS_WORDS = {
    Status.VERIFIED: "verified against its sources",
    Status.PROVISIONAL: "provisional: not every fact is confirmed",
    Status.DRAFT: "draft: incomplete",
}


def form_methods(given: Given, chosen: Mapping[str, str]) -> FormMethods:
    """Return the methods of one form. `chosen` names the clinic's band sets by `form.score`."""
    form, wording = given.instrument, given.wording
    kind = f"{CHECKLIST_WORDS} · " if form.kind is Kind.CHECKLIST else ""
    return FormMethods(
        form=form.id,
        title=wording.title,
        status=(
            f"{kind}{version_words(given)} · form {_STATUS_WORDS[form.status]}"
            f" · wording ({wording.language}) {_STATUS_WORDS[wording.status]}"
        ),
        rules=tuple(_rules(given, chosen)),
        unconfirmed=tuple(dict.fromkeys((*form.unconfirmed, *wording.unconfirmed))),
        references=form.references,
        rights=tuple(_rights(given)),
    )


def _rules(given: Given, chosen: Mapping[str, str]) -> Iterator[Method]:
    form, notes = given.instrument, given.texts.notes
    bands = {
        score.id: chosen[key]
        for score in form.scores
        if (key := f"{form.id}.{score.id}") in chosen
    }
    answers = given.administration.answers
    for rule in explain_form(form, given.wording, answers, given.results, bands):
        note = notes.get(rule.id, "")
        about = " ".join(filter(None, (*rule.remarks, _other_bands(given, rule.id), note)))
        worked = rule.worked
        if given.is_kept:
            worked = f"as scored by version {given.administration.version}, which was answered."
        yield Method(rule.name, rule.rule, f"Here: {worked}", about)
    if "form" in notes:
        yield Method("To bear in mind", notes["form"])


def _other_bands(given: Given, name: str) -> str:
    result = given.results.scores.get(name)
    if result is None or len(result.bands) < _SETS_WORTH_NAMING:
        return ""
    sets = result.bands.items()
    words = [f"{given.band_author(key)} {given.band_name(key, band)}" for key, band in sets]
    return f"By each published set of bands: {'; '.join(words)}."


def _rights(given: Given) -> Iterator[Fact]:
    rights, wording = given.instrument.rights, given.wording
    yield Fact("Attribution", wording.attribution or rights.attribution)
    checked = f"Checked {date_words(rights.checked)}"
    parts = (rights.holder, rights.basis, rights.terms, checked)
    yield Fact("Rights", " ".join(f"{part.rstrip('.')}." for part in parts if part))
    if wording.source:
        yield Fact("Wording", wording.source)
    if wording.adaptation:
        yield Fact("On screen", wording.adaptation)
