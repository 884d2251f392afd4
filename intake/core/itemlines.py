# SPDX-License-Identifier: Apache-2.0
"""Every question of a form with its exact wording, and its answer or the kind of missing."""

from __future__ import annotations

from collections.abc import Iterator

from intake.core.answers import Missing, is_answered
from intake.core.content import FormItems, ItemRow, ItemsPage, MapRows
from intake.core.durations import recall_words
from intake.core.given import MISSING_WORDS, Given
from intake.core.instrument import AskedBy, Instrument, Item, Kind, Page, Response, ResponseKind
from intake.core.scorelines import period_words
from intake.core.words import language_words

_KEPT = "kept, not scored: the question does not apply"
CHECKLIST_WORDS = "clinic checklist – not a validated questionnaire"


def form_items(given: Given) -> FormItems:
    """Return all questions of a form as they were answered."""
    numbers = _numbers(given.instrument)
    return FormItems(
        form=given.form,
        title=given.wording.title,
        facts=_facts(given),
        digest=given.wording.digest,
        caution=CHECKLIST_WORDS if given.instrument.kind is Kind.CHECKLIST else "",
        pages=tuple(_page(given, page, numbers) for page in given.instrument.pages),
    )


def version_words(given: Given) -> str:
    """Return the version answered; a different version here is said beside it."""
    answered = given.administration.version
    here = given.instrument.version
    if answered is None:
        return f"version {here} of this program; the version answered was not recorded"
    if given.is_kept:
        return f"answered and scored in version {answered}, printed here by version {here}"
    if answered != here:
        return f"answered in version {answered}, printed and scored here by version {here}"
    return f"version {answered}"


def unanswered_items(given: Given) -> dict[Missing, int]:
    """Count the questions that applied and have no answer, by the kind of missing."""
    counts: dict[Missing, int] = {}
    for page in given.instrument.pages:
        if given.is_not_asked(page.id):
            continue
        missing = [each for item in page.items if (each := _missing(given, item))]
        if page.is_map:
            missing = missing[:1]
        for kind in missing:
            counts[kind] = counts.get(kind, 0) + 1
    counts.pop(Missing.NOT_SHOWN, None)
    return counts


def _facts(given: Given) -> str:
    parts = [version_words(given), language_words(given.wording.language)]
    periods = period_words([page.recall for page in given.instrument.pages if page.recall])
    if periods:
        parts.append(f"asks about the {periods}")
    by = given.administration.keyed_by
    if by:
        is_asked = given.instrument.asked_by is AskedBy.STAFF
        parts.append(f"asked by staff: {by}" if is_asked else f"keyed in by {by}")
    return " · ".join(parts)


def _numbers(instrument: Instrument) -> dict[str, str]:
    numbered = [item.id for page in instrument.pages if not page.is_map for item in page.items]
    return {item: str(number) for number, item in enumerate(numbered, start=1)}


def _page(given: Given, page: Page, numbers: dict[str, str]) -> ItemsPage:
    anchors = _shared_anchors(given, page)
    return ItemsPage(
        stem=given.wording.stems.get(page.id, ""),
        introduction=given.wording.introductions.get(page.id, ""),
        recall=recall_words(page.recall) if page.recall else "",
        choices=_choices(given, page, anchors),
        note=_page_note(given, page),
        rows=() if page.is_map else tuple(_rows(given, page, numbers, anchors)),
        areas=_map_rows(given, page) if page.is_map else None,
    )


def _rows(
    given: Given, page: Page, numbers: dict[str, str], shared: tuple[str, str] | None
) -> Iterator[ItemRow]:
    for item in page.items:
        text, value = given.answer_words(item)
        anchors = None if shared else given.wording.anchors.get(item.id)
        yield ItemRow(
            number=numbers[item.id],
            text=given.wording.items.get(item.id, item.id),
            answer=text,
            value=value,
            anchors=_anchor_words(item.response, anchors) if anchors else "",
            remark=given.texts.notes.get(item.id, ""),
            note=_KEPT if item.id in given.results.unused else "",
            is_missing=_missing(given, item) is not None,
            is_free_text=item.response.kind is ResponseKind.TEXT,
        )


def _missing(given: Given, item: Item) -> Missing | None:
    answer = given.answer(item.id)
    return answer if isinstance(answer, Missing) else None


def _page_note(given: Given, page: Page) -> str:
    if not given.is_not_asked(page.id):
        return ""
    return "Not asked: it does not apply with the answers given."


def _shared_anchors(given: Given, page: Page) -> tuple[str, str] | None:
    known = {given.wording.anchors.get(item.id) for item in page.items}
    return known.pop() if len(known) == 1 and len(page.items) > 1 else None


def _choices(given: Given, page: Page, shared: tuple[str, str] | None) -> str:
    responses = list(dict.fromkeys(item.response.id for item in page.items))
    if len(responses) != 1 or page.is_map:
        return ""
    response = page.items[0].response
    if response.kind is ResponseKind.OPTIONS:
        texts = given.wording.options.get(response.id, {})
        return " · ".join(
            f"{texts.get(option.id, option.id)} ({option.value})" for option in response.options
        )
    return _anchor_words(response, shared) if shared else ""


def _anchor_words(response: Response, anchors: tuple[str, str]) -> str:
    return f"{response.low} = {anchors[0]} · {response.high} = {anchors[1]}"


def _map_rows(given: Given, page: Page) -> MapRows:
    missing = next((m for item in page.items if (m := _missing(given, item))), None)
    texts = given.wording.items
    marked: list[str] = []
    unmarked: list[str] = []
    for item in page.items:
        if is_answered(given.answer(item.id)):
            side = marked if given.answer(item.id) else unmarked
            side.append(texts.get(item.id, item.id))
    words = f"{MISSING_WORDS[missing]}: the page was not confirmed" if missing else ""
    return MapRows(tuple(marked), tuple(unmarked), words)
