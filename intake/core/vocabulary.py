# SPDX-License-Identifier: Apache-2.0
"""Every word of the form format, each with what it means: the reference of forms/README.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """One table of a file; `path` is its name there, with `x` for a name of your own."""

    file: str
    path: str
    words: Mapping[str, str]


VOCABULARY = (
    Place(
        "instrument.toml",
        "",
        {
            "id": "the form's id, the same as the folder's name",
            "version": "three numbers, `1.0.0`; raise it whenever an answer could be scored "
            "otherwise",
            "status": "`verified`, `provisional` or `draft`",
            "kind": "`checklist` for a clinic's own list: no scores, and labelled as one",
            "asked_by": "`staff` for a form that is no part of what a patient is handed",
            "recall": "how long its answers hold good, then it is due again: `P7D`, `P2W`, `P1M`, "
            "`P1Y`",
            "ages": "for whom it is made, `>= 18` or `12..17`; the desk is warned",
            "needs": "facts about the person: `sex` (a published cut-off differs), "
            "`treatment_start`",
            "loinc": "the panel's code, only where confirmed",
            "unconfirmed": "what is not confirmed, a sentence each",
            "references": "the publications",
            "note": "what a reviewer has to know",
            "rights": "see `[rights]`",
            "responses": "see `[responses.x]`",
            "page": "see `[page.x]`",
            "score": "see `[score.x]`",
            "criterion": "see `[criterion.x]`",
            "outcome": "`[outcome.x]`: lines `word = { tests }`, the first known to hold",
            "alert": "see `[alert.x]`",
        },
    ),
    Place(
        "instrument.toml",
        "rights",
        {
            "holder": "who owns it",
            "basis": "on what ground it is used: public domain, a licence",
            "terms": "the sentence that allows it",
            "attribution": "displayed verbatim",
            "checked": "the day on which somebody last looked",
        },
    ),
    Place(
        "instrument.toml",
        "responses.x",
        {
            "options": "a list of `{ id, value, loinc }`; the id is the text in lower case, other "
            "characters as `_`",
            "scale": "`[0, 10]`: whole numbers in one line, with anchors in the wording",
            "number": "`[0, 30]`: a whole number",
            "mark": "`true`: an area of the body map; unmarked is 0 once the page is confirmed",
            "text": "`true`: own words; never scored",
        },
    ),
    Place(
        "instrument.toml",
        "responses.x.options",
        {
            "id": "what the answer is called in files",
            "value": "what it is worth",
            "loinc": "its code",
        },
    ),
    Place(
        "instrument.toml",
        "page.x",
        {
            "ask": "the response of all its items",
            "items": "a list of `{ id, ask, loinc }` in the order of the paper form",
            "recall": "the period that the questions are about, shown with each",
            "stem": "`true`: every wording brings the words above each item",
            "introduction": "`true`: every wording brings a text with a screen of its own",
            "only_if": "asked only when this is known to hold",
            "unless": "asked until this is known to hold",
            "hidden": "what an item counts while it is known not to be asked, usually 0",
        },
    ),
    Place(
        "instrument.toml",
        "page.x.items",
        {"id": "the item's id", "ask": "its own response", "loinc": "its code"},
    ),
    Place(
        "instrument.toml",
        "score.x",
        {
            "sum": "adds up items, pages or scores",
            "mean": "their mean",
            "count": "how many of a list hold, or of a table of name and test",
            "divide": "divides the result",
            "reverse": "these run the other way: the lowest counts as the highest",
            "rescale": "`[0, 100]`: each term is put on this scale first",
            "cap": "more than this counts as this",
            "decimals": "how many are shown; the exact value is kept",
            "range": "the least and the most; computed again and compared",
            "worse": "`higher`, `lower` or `neither`",
            "headline": "`true`: heads the report",
            "mark": "a test: where it holds the report marks the score",
            "missing": "what happens when answers are missing; without it all are needed",
            "change": "what the literature calls a change",
            "bands": "`[score.x.bands.set]`, one an author; the first is the default",
            "loinc": "its code",
            "source": "who published each rule; a rule of ours is called a convention",
        },
    ),
    Place(
        "instrument.toml",
        "score.x.missing",
        {
            "allow": "how many may be missing",
            "then": "`prorate` (as if the missing ones were the mean of the others) or `at_least` "
            "(counts)",
            "round": "`half_up`: the prorated score, a tie upwards; only where the source says so",
        },
    ),
    Place(
        "instrument.toml",
        "score.x.change",
        {
            "mcid": "the minimal important difference: points, or a share such as `30%`",
            "moderate": "the difference that is called moderately important",
            "index": "a test that the earlier score must pass before response or remission is "
            "said",
            "response": "the fall that is called a response",
            "remission": "a test of the later score",
        },
    ),
    Place(
        "instrument.toml",
        "score.x.source",
        {
            "score": "who published how it is made",
            "bands": "who published the bands",
            "missing": "who published the rule for missing answers, or that it is a convention",
            "change": "who published what is a change",
        },
    ),
    Place(
        "instrument.toml",
        "score.x.bands.x",
        {"from": "each band's lower bound", "up_to": "each band's upper bound"},
    ),
    Place(
        "instrument.toml",
        "criterion.x",
        {"when": "yes if this holds, no if it cannot, else unknown", "source": "who published it"},
    ),
    Place(
        "instrument.toml",
        "alert.x",
        {
            "when": "raised when this holds",
            "level": "`now` (call someone), `today` (before the patient leaves), `note` (on the "
            "report)",
            "unanswered": "the level while it cannot be known because an answer is missing",
            "offer": "the form that staff are offered then",
            "tell": "`true`: the patient, too, reads the words of `[tell]` at once",
        },
    ),
    Place(
        "en.toml",
        "",
        {
            "language": "a tag, the same as the file's name: `en`, `fr-FR`",
            "title": "the full title",
            "short": "the short one",
            "status": "of this wording",
            "unconfirmed": "what of this wording is not confirmed",
            "source": "where it was read",
            "adaptation": "what the screen changes: a pointing instruction, never a meaning",
            "attribution": "the official line in this language",
            "left_out": "items without a confirmed wording here; no rule of the form may look at "
            "them",
            "stem": "by page: the words above each item",
            "introduction": "by page: a text with a screen of its own",
            "item": "by item",
            "option": "`[option.x]`: the options of a response",
            "anchor": "by item or page: `[under the lowest, under the highest]`",
            "none": "by page: the body map's button for none of the areas",
            "tell": "by alert: what the patient reads at once",
            "self_completion": "for a form asked by staff that a clinic lets patients complete",
            "report": "what staff and clinicians read; required in English, which stands for the "
            "others",
        },
    ),
    Place(
        "en.toml",
        "self_completion",
        {
            "before": "shown before the first question",
            "talk": "the way out on each screen",
            "report": "printed with the result",
        },
    ),
    Place(
        "en.toml",
        "report",
        {
            "score": "what each score is called",
            "band": "`[report.band.set]`: what each band is called",
            "band_set": "whose bands these are",
            "criterion": "what each criterion is called",
            "meaning": "`[report.meaning.x]`: a sentence for `yes`, `no` and `unknown`",
            "outcome": "`[report.outcome.x]`: what each line is called",
            "advice": "`[report.advice.x]`: what the form's authors say comes next, by line",
            "alert": "what each alert is called",
            "area": "short names of items",
            "note": "what to bear in mind, by score, criterion, outcome, alert, item, or `form`",
            "plain": "a score's name on the patient's own page; without one it is not there",
        },
    ),
    Place(
        "cases.toml",
        "case",
        {
            "name": "says what it shows; each of its own",
            "answers": "by item: the value or the option's id; `-` is a missing answer",
            "pages": "by page: the answers in order; of a body map the marked ids, or `ALL`",
            "expect": "results by the names that `intake score` gives them; `-` is no value",
            "shown": "by score: as printed",
            "sex": "where the form needs it",
            "treatment_start": "where the form needs it",
            "source": "where the example comes from",
        },
    ),
    Place(
        "cases.toml",
        "change",
        {
            "name": "says what it shows",
            "score": "which score",
            "before": "its earlier value",
            "after": "its later value",
            "expect": "`difference`, `mcid`, `moderate`, `response`, `remission`, `direction`",
            "source": "where the example comes from",
        },
    ),
    Place(
        "batteries.toml",
        "battery.x",
        {
            "title": "what the desk reads",
            "forms": "in the order in which they are given",
            "choose": "`choose.slot = { yes, no, not_known }`: the form by what the desk knows",
            "additions": "forms that the desk is offered first when it adds one",
            "self_completed": "forms asked by staff that this clinic lets patients complete",
            "instead": "by form: the one that staff ask in person where it is left out",
        },
    ),
    Place(
        "domains.toml",
        "domain.x",
        {
            "title": "what patients describe",
            "forms": "by form: the items or pages that ask about it",
        },
    ),
)


def words_at(path: str, file: str = "instrument.toml") -> frozenset[str]:
    """Return every word of one table of the format."""
    return next(
        frozenset(place.words) for place in VOCABULARY if (place.file, place.path) == (file, path)
    )


def reference() -> str:
    """Return the reference as it stands in forms/README.md."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    before = ""
    for place in VOCABULARY:
        if place.file != before:
            yield f"\n### {place.file}"
            before = place.file
        yield f"\n{_heading(place)}\n"
        yield "| key | meaning |"
        yield "|---|---|"
        yield from (f"| `{word}` | {text} |" for word, text in place.words.items())
    yield ""


def _heading(place: Place) -> str:
    if not place.path:
        return "At the top"
    is_list = place.path in {"case", "change"}
    is_inline = place.path.endswith((".options", ".items"))
    if is_inline:
        return f"Each of `{place.path}`"
    return f"`[[{place.path}]]`" if is_list else f"`[{place.path}]`"
