# SPDX-License-Identifier: Apache-2.0
"""What may stand for an answer in a file: an option's value or its id, a number, a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from intake.core.answers import Answer, Answers, is_answered
from intake.core.instrument import Instrument, Item, Response, ResponseKind
from intake.core.problem import nearest, quoted

_MOST_WORDS = 1000
_LARGEST_EXACT = 2**53
_NUMBER = re.compile(r"0|-?[1-9][0-9]{0,8}")
_WHOLE = re.compile(r"(?<=[0-9])\.0+$")
"""The end of a whole number as tables write it whose column also has gaps: `2.0`."""

_MOST_OPTIONS_LISTED = 8


def maps_in_part(form: Instrument, answers: Answers) -> Iterator[tuple[str, str]]:
    """Yield each body map of which some areas are given and others not, and what is wrong.

    A map is confirmed as a whole, so such a one says nothing about the areas left out.
    """
    for page in form.pages:
        if page.is_map:
            given = sum(is_answered(answers.get(item.id)) for item in page.items)
            if 0 < given < len(page.items):
                fault = (
                    f"{given} of {len(page.items)} areas are given; a body map is answered as a "
                    "whole: write 0 for each unmarked area, or leave all of them out."
                )
                yield page.id, fault


class AnswerError(ValueError):
    """This is no answer to the item; the message is the rest of a sentence with the way out."""


def answer_in(item: Item, cell: str) -> Answer:
    """Return the answer that a cell of a table stands for.

    Where two options share a value, the value stands for the first: both score the same.

    Raises:
        AnswerError: when it is no answer to this item.
    """
    if item.response.kind is ResponseKind.TEXT:
        return cell
    text = _WHOLE.sub("", cell.strip())
    found = words_of(item).get(text)
    if found is not None:
        return found
    if _is_number_of(item.response, text):
        return int(text)
    raise AnswerError(_refusal(item.response, quoted(text), text))


def answer_of(item: Item, value: object) -> Answer:
    """Return the answer that a JSON value stands for: a number, an option's id or a text.

    Raises:
        AnswerError: when it is no answer to this item.
    """
    if isinstance(value, str):
        return answer_in(item, value)
    if isinstance(value, float) and value.is_integer() and abs(value) < _LARGEST_EXACT:
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        if item.response.kind is ResponseKind.TEXT:
            message = f"{_shown(value)} is a number; write the text in quotes"
            raise AnswerError(message)
        text = _shown(value)
        found = words_of(item).get(text)
        if found is not None:
            return found
        if _is_number_of(item.response, text):
            return value
    shown = _shown(value)
    raise AnswerError(_refusal(item.response, shown, shown))


def words_of(item: Item) -> Mapping[str, Answer]:
    """Return what may stand for an answer, with the answer that it stands for.

    Numbers are left out where there are very many of them.
    """
    response = item.response
    options = tuple((option.id, option.value) for option in response.options)
    return _words(response.kind, options, response.low, response.high)


@lru_cache(maxsize=1024)
def _words(
    kind: ResponseKind, options: tuple[tuple[str, int], ...], low: int, high: int
) -> Mapping[str, Answer]:
    if kind is ResponseKind.OPTIONS:
        by_value: dict[str, Answer] = {str(value): name for name, value in reversed(options)}
        return by_value | {name: name for name, _ in options}
    if kind is ResponseKind.MARK:
        return {"0": 0, "1": 1}
    if kind is ResponseKind.TEXT or high - low > _MOST_WORDS:
        return {}
    return {str(number): number for number in range(low, high + 1)}


def _is_number_of(response: Response, text: str) -> bool:
    is_number = response.kind in (ResponseKind.SCALE, ResponseKind.NUMBER)
    if not is_number or not _NUMBER.fullmatch(text):
        return False
    return response.low <= int(text) <= response.high


def _refusal(response: Response, shown: str, text: str) -> str:
    if response.kind is ResponseKind.OPTIONS:
        ids = [option.id for option in response.options]
        return f"{shown} is not an answer{nearest(text, ids)}; write {_listed(response)}"
    if response.kind is ResponseKind.MARK:
        return f"{shown} is not an answer; write 1 for a marked area and 0 for an unmarked one"
    if response.kind is ResponseKind.TEXT:
        return f"{shown} is not a text; write it in quotes"
    low, high = response.low, response.high
    return f"{shown} is not an answer; write a whole number from {low} to {high}"


def _listed(response: Response) -> str:
    values = sorted({option.value for option in response.options})
    if len(values) > _MOST_OPTIONS_LISTED:
        return "the value or the id of one of its options"
    numbers = ", ".join(str(value) for value in values[:-1])
    last = str(values[-1])
    return f"{numbers} or {last}, or an option's id" if numbers else f"{last}, or its id"


def _shown(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)[:40] if abs(value) < 10**30 else "a number beyond all bounds"
    return "a list" if isinstance(value, list) else "an object"
