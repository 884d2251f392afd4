# SPDX-License-Identifier: Apache-2.0
"""The answers of one form inside a visit's file, a body map as the list of its marked areas."""

from __future__ import annotations

from collections.abc import Mapping

from intake.core.answers import Answer, Answers, Missing
from intake.core.instrument import Instrument, Item, Page, ResponseKind
from intake.core.problem import nearest, quoted
from intake.exchange.answer_values import AnswerError, answer_of, maps_in_part
from intake.exchange.json_reading import JsonObject, as_text, kind_of

MISSING = "missing"
"""The key of an answer that is not there: `{"missing": "declined"}`."""


def read_answers(form: Instrument, row: JsonObject) -> dict[str, Answer]:
    """Return the answers by item, in the order of the file; problems are noted with the object.

    An item or a body map that is not named was not reached. Areas may also be given one by
    one, all of them.
    """
    items = {item.id: item for item in form.items}
    maps = {page.id: page for page in form.pages if page.is_map}
    answers: dict[str, Answer] = {}
    for key, value in row.named():
        path = row.at(key)
        if key in maps and key not in items:
            found = _Entry(value, path, row).areas(maps[key])
            twice = [area for area in found if area in answers]
            if twice:
                row.say(key, f"{twice[0]} is given twice, here and by its own key; delete one.")
            answers |= found
        elif key in items:
            answer = None if value is None else _Entry(value, path, row).answer(items[key])
            if answer is not None and key in answers:
                row.say(key, "is given twice, here and as an area of its page; delete one.")
            elif answer is not None:
                answers[key] = answer
        else:
            known = [*items, *maps]
            row.say(
                key, f"is not an item of {form.id}{nearest(key, known)}; correct or delete it."
            )
    for page, fault in maps_in_part(form, answers):
        row.say(page, fault)
    return answers


def answers_json(form: Instrument, answers: Answers) -> dict[str, object]:
    """Return answers as `read_answers` reads them, losing nothing."""
    written: dict[str, object] = {}
    for page in form.pages:
        whole = _whole_map(page, answers) if page.is_map else None
        if whole is not None:
            written[page.id] = whole
            continue
        for item in page.items:
            answer = answers.get(item.id)
            if answer.__class__ is Missing:
                written[item.id] = {MISSING: answer.value}
            elif answer is not None:
                written[item.id] = answer
    return written


def _whole_map(page: Page, answers: Answers) -> object | None:
    found = [answers.get(item.id) for item in page.items]
    first = found[0]
    if isinstance(first, Missing):
        return _value_json(first) if all(answer is first for answer in found) else None
    if any(answer is None or answer.__class__ is Missing for answer in found):
        return None
    return [item.id for item, answer in zip(page.items, found, strict=True) if answer == 1]


def _value_json(answer: Answer) -> object:
    return {MISSING: answer.value} if answer.__class__ is Missing else answer


class _Entry:
    """One value under the answers of a form."""

    def __init__(self, value: object, path: str, row: JsonObject) -> None:
        self._value = value
        self._path = path
        self._problems = row.problems

    def answer(self, item: Item) -> Answer | None:
        """Return an answer or the kind of missing; `None` and a problem when it is neither."""
        if isinstance(self._value, dict):
            return self._missing(self._value)
        if item.response.kind is ResponseKind.TEXT and isinstance(self._value, str):
            return as_text(self._value, self._path, self._problems)
        try:
            return answer_of(item, self._value)
        except AnswerError as error:
            self._problems.add(self._path, f"{error}.")
            return None

    def areas(self, page: Page) -> Mapping[str, Answer]:
        """Return the answer of every area of a body map."""
        if self._value is None:
            return {}
        if isinstance(self._value, dict):
            missing = self._missing(self._value)
            return {} if missing is None else {item.id: missing for item in page.items}
        if not isinstance(self._value, list):
            self._problems.add(
                self._path,
                f"must be a list of the marked areas, not {kind_of(self._value)}; [] says that "
                "there is no pain in any.",
            )
            return {}
        marked = self._marked(self._value, [item.id for item in page.items])
        return {item.id: int(item.id in marked) for item in page.items}

    def _marked(self, rows: list[object], known: list[str]) -> set[str]:
        marked: set[str] = set()
        for number, row in enumerate(rows, start=1):
            path = f"{self._path}[{number}]"
            name = as_text(row, path, self._problems)
            if name is None:
                continue
            if name not in known:
                near = nearest(name, known)
                self._problems.add(path, f"{quoted(name)} is not an area{near}; correct it.")
            elif name in marked:
                self._problems.add(path, f"{name} is listed twice; delete one.")
            marked.add(name)
        return marked

    def _missing(self, content: dict[str, object]) -> Missing | None:
        row = JsonObject(content, self._path, self._problems)
        kind = row.choice(MISSING, Missing, required=True)
        row.close()
        return kind
