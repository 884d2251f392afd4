# SPDX-License-Identifier: Apache-2.0
"""A body map in words: what is marked, what is new and what is gone."""

from __future__ import annotations

from collections.abc import Sequence

from intake.core.content import BodyMap
from intake.core.given import Given
from intake.core.pastvisits import PastVisit
from intake.core.words import date_words, listed


def body_map(given: Given, page_id: str, past: Sequence[PastVisit]) -> BodyMap:
    """Return the areas marked on a page, and what changed since the map was last confirmed."""
    page = given.instrument.page(page_id)
    items = [item.id for item in page.items]
    marked = _marked(given, items)
    before: frozenset[str] | None = None
    before_on = ""
    for visit in reversed(past):
        earlier = visit.form(given.form)
        before = _marked(earlier, items) if earlier else None
        if before is not None:
            before_on = date_words(visit.started.date())
            break
    both = marked is not None and before is not None
    return BodyMap(
        form=given.form,
        page=page_id,
        title=given.wording.title,
        total=len(items),
        marked=marked,
        areas=_paired([given.item_name(item) for item in items if item in (marked or ())]),
        before=before,
        before_on=before_on,
        areas_before=_names(given, items, before or frozenset()),
        added=_names(given, items, (marked or frozenset()) - (before or frozenset())) * both,
        gone=_names(given, items, (before or frozenset()) - (marked or frozenset())) * both,
    )


def _marked(given: Given, items: Sequence[str]) -> frozenset[str] | None:
    answers = [given.answer(item) for item in items]
    if not all(isinstance(answer, int) for answer in answers):
        return None
    return frozenset(item for item, answer in zip(items, answers, strict=True) if answer)


def _names(given: Given, items: Sequence[str], chosen: frozenset[str]) -> tuple[str, ...]:
    return _paired([given.item_name(item) for item in items if item in chosen])


def _paired(names: Sequence[str]) -> tuple[str, ...]:
    # "jaw, left" and "jaw, right" become "jaw, left and right".
    sides: dict[str, list[str]] = {}
    for name in names:
        head, comma, side = name.rpartition(", ")
        sides.setdefault(head if comma else side, []).extend([side] if comma else [])
    return tuple(f"{head}, {listed(each)}" if each else head for head, each in sides.items())
