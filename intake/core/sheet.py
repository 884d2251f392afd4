# SPDX-License-Identifier: Apache-2.0
"""What a reviewer compares with the published form and signs: all of one form, as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from intake.core.answers import Answers, Missing
from intake.core.cases import Case, Cases, ChangeCase, Expected
from intake.core.content import Fact
from intake.core.durations import recall_words
from intake.core.instrument import AskedBy, Instrument, Item, Kind, Response, ResponseKind
from intake.core.itemlines import CHECKLIST_WORDS
from intake.core.rulebook import Rule, page_rule, rules_of
from intake.core.wording import Wording
from intake.core.words import date_words, language_words, plain_number

NOT_ANSWERED = "–"


@dataclass(frozen=True, slots=True)
class SheetItem:
    """A question: its number, id and LOINC code, its words, and each answer with its value."""

    number: str
    id: str
    code: str
    text: str
    answers: str


@dataclass(frozen=True, slots=True)
class SheetPage:
    """The questions of a page below what stands above each of them."""

    above: tuple[str, ...]
    items: tuple[SheetItem, ...]


@dataclass(frozen=True, slots=True)
class SheetCase:
    """A worked example: what was answered and what it must come to."""

    name: str
    answers: str
    expected: str
    source: str


@dataclass(frozen=True, slots=True)
class ReviewSheet:
    """A form as it is reviewed, in one language."""

    title: str
    facts: tuple[Fact, ...]
    unconfirmed: tuple[str, ...]
    pages: tuple[SheetPage, ...]
    rules: tuple[Rule, ...]
    cases: tuple[SheetCase, ...]
    sources: tuple[Fact, ...]
    references: tuple[str, ...]


def sheet_of(
    form: Instrument, wording: Wording, cases: Cases, languages: Mapping[str, str]
) -> ReviewSheet:
    """Return the review sheet of a form in one language.

    `languages` are those in which it is there, each with its status.
    """
    return ReviewSheet(
        title=wording.title,
        facts=tuple(_facts(form, wording, languages)),
        unconfirmed=tuple(dict.fromkeys((*form.unconfirmed, *wording.unconfirmed))),
        pages=tuple(_pages(form, wording)),
        rules=rules_of(form, wording),
        cases=(
            *(_case(each, form) for each in cases.cases),
            *(_change(each) for each in cases.changes),
        ),
        sources=tuple(_sources(form, wording)),
        references=form.references,
    )


def _facts(form: Instrument, wording: Wording, languages: Mapping[str, str]) -> Iterator[Fact]:
    yield Fact("Form", f"{form.id}, version {form.version}")
    kind = f"{CHECKLIST_WORDS}; " if form.kind is Kind.CHECKLIST else ""
    by = "; asked by staff" if form.asked_by is AskedBy.STAFF else ""
    yield Fact("Status", f"{kind}form {form.status}, wording {wording.status}{by}")
    here = f"{language_words(wording.language)} (SHA-256 {wording.digest[:16]}…)"
    others = [f"{language_words(key)} {status}" for key, status in languages.items()]
    yield Fact("Wording", f"{here}; there are: {', '.join(others)}")
    if form.recall:
        yield Fact("Due again", f"after the {recall_words(form.recall)}")
    if form.needs:
        yield Fact("Needs", ", ".join(str(need) for need in form.needs))
    if form.loinc:
        yield Fact("LOINC", form.loinc)
    if form.note:
        yield Fact("To know", form.note)


def _pages(form: Instrument, wording: Wording) -> Iterator[SheetPage]:
    number = 0
    for page in form.pages:
        above = [page_rule(form, wording, page)]
        if page.introduction:
            above.append(f"Introduction: {wording.introductions.get(page.id, '')}")
        if page.stem:
            above.append(f"Above each: {wording.stems.get(page.id, '')}")
        if page.recall:
            above.append(f"Asks about the {recall_words(page.recall)}.")
        if page.id in wording.none:
            above.append(f"Button for none of them: {wording.none[page.id]}")
        items = []
        for item in page.items:
            number += not page.is_map
            items.append(_item("" if page.is_map else str(number), item, wording))
        yield SheetPage(tuple(text for text in above if text), tuple(items))


def _item(number: str, item: Item, wording: Wording) -> SheetItem:
    text = wording.items.get(item.id, "(not asked in this language)")
    return SheetItem(number, item.id, item.loinc or "", text, _answers(item, wording))


def _answers(item: Item, wording: Wording) -> str:
    response = item.response
    if response.kind is ResponseKind.OPTIONS:
        texts = wording.options.get(response.id, {})
        return " · ".join(
            f"{texts.get(option.id, option.id)} = {option.value}" for option in response.options
        )
    if response.kind is ResponseKind.SCALE:
        low, high = wording.anchors.get(item.id, ("", ""))
        return f"{response.low} “{low}” to {response.high} “{high}”"
    if response.kind is ResponseKind.NUMBER:
        return f"a whole number, {response.low} to {response.high}"
    is_mark = response.kind is ResponseKind.MARK
    return "marked = 1, not marked = 0" if is_mark else "own words; not scored"


def _case(case: Case, form: Instrument) -> SheetCase:
    needs = [f"{name}: {word}" for name, word in case.needs.items()]
    answers = [_page_words(page.items, case.answers) for page in form.pages]
    return SheetCase(
        case.name,
        "; ".join([*needs, *(text for text in answers if text)]) or "nothing answered",
        _expected(case.expect),
        case.source,
    )


def _expected(expect: Mapping[str, Expected]) -> str:
    """Return what must come out: a score's status and band stand behind its value."""
    parts: dict[str, list[str]] = {}
    for key, value in expect.items():
        name, *facet = key.split(".")
        word = _value(value)
        parts.setdefault(name, []).append(word if facet != ["alert"] else f"alert {word}")
    return "; ".join(f"{name} {', '.join(words)}" for name, words in parts.items())


def _page_words(items: Sequence[Item], answers: Answers) -> str:
    """Return the answers of a page: a map's marked areas, else the values in order."""
    if not any(item.id in answers for item in items):
        return ""
    if items[0].response.kind is ResponseKind.MARK:
        marked = [item.id for item in items if answers.get(item.id) == 1]
        if len(marked) == len(items):
            return "all areas marked"
        return f"marked: {', '.join(marked) or 'none'}"
    return " ".join(_short(item.response, answers.get(item.id)) for item in items)


def _short(response: Response, answer: object) -> str:
    if answer is None or isinstance(answer, Missing):
        return NOT_ANSWERED
    option = response.option(str(answer))
    if option is None:
        return str(answer)
    is_only = sum(each.value == option.value for each in response.options) == 1
    return str(option.value) if is_only else option.id


def _change(change: ChangeCase) -> SheetCase:
    before, after = plain_number(change.before), plain_number(change.after)
    expected = "; ".join(f"{key} {_value(value)}" for key, value in change.expect.items())
    return SheetCase(change.name, f"{change.score}: {before} to {after}", expected, change.source)


def _value(value: object) -> str:
    return NOT_ANSWERED if value is None else str(value)


def _sources(form: Instrument, wording: Wording) -> Iterator[Fact]:
    rights = form.rights
    yield Fact("Wording", wording.source)
    if wording.adaptation:
        yield Fact("On screen", wording.adaptation)
    alone = wording.self_completion
    if alone is not None:
        yield Fact("If a clinic lets patients complete it", f"“{alone.before}” “{alone.talk}”")
        yield Fact("printed then", f"“{alone.report}”")
    yield Fact("Attribution", wording.attribution or rights.attribution)
    yield Fact("Holder", rights.holder)
    yield Fact("Basis", rights.basis)
    yield Fact("Terms", rights.terms)
    yield Fact("Checked", date_words(rights.checked))
