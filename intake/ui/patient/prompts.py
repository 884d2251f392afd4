# SPDX-License-Identifier: Apache-2.0
"""What a question screen shows, taken word for word from the wording of the form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from intake.core.flow import Flow, Question
from intake.core.instrument import Response, ResponseKind
from intake.core.wording import Wording

_PERIOD = re.compile(r"P(\d+)([DWMY])")


@dataclass(frozen=True, slots=True)
class ChoiceAsk:
    """A list of answers: what each stands for, and its words."""

    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ScaleAsk:
    """Whole numbers in one line; anchors may be empty for a plain number."""

    low: int
    high: int
    anchors: tuple[str, str]


MOST_BOXES = 32
"""As many numbers are shown as boxes, one tap each; more of them need a pad of digits."""


@dataclass(frozen=True, slots=True)
class NumberAsk:
    """A count: picked from all numbers it can be, or entered when there are too many."""

    low: int
    high: int

    @property
    def is_long(self) -> bool:
        """Whether the number is entered digit by digit."""
        return self.high - self.low >= MOST_BOXES


@dataclass(frozen=True, slots=True)
class TextAsk:
    """A few words of one's own."""


@dataclass(frozen=True, slots=True)
class MapAsk:
    """Areas of the body by id, and the words for "none of them"."""

    areas: tuple[tuple[str, str], ...]
    none_label: str


Ask = ChoiceAsk | ScaleAsk | NumberAsk | TextAsk | MapAsk


@dataclass(frozen=True, slots=True)
class Prompt:
    """One screen: the quiet lines, the question itself and how it is answered."""

    text: str
    ask: Ask
    stem: str = ""
    recall: str = ""
    talk: str = ""
    """The way out of a form of the staff's: words of a button; empty where there is none."""

    @property
    def spoken(self) -> str:
        """Everything that is asked, as one text for a screen reader."""
        return " ".join(part for part in (self.recall, self.stem, self.text) if part)


def prompt_of(flow: Flow, question: Question, wording: Wording) -> Prompt:
    """Return what to show for a question of a visit.

    Raises:
        ValueError: when the form asks in a way that no screen can show yet.
    """
    page = flow.page(question)
    recall = recall_words(page.recall)
    stem = wording.stems.get(page.id, "")
    if page.is_map:
        areas = tuple((item, wording.items[item]) for item in question.items)
        return Prompt(stem, MapAsk(areas, wording.none[page.id]), recall=recall)
    talk = wording.self_completion.talk if wording.self_completion else ""
    item = flow.instrument(question.form).item(question.items[0])
    ask = _ask(item.response, item.id, wording)
    return Prompt(wording.items[item.id], ask, stem, recall, talk)


def every_prompt(flow: Flow, wordings: Mapping[str, Wording]) -> Iterator[Prompt]:
    """Yield everything that a visit may ask, also what only some answers lead to.

    Raises:
        ValueError: when a form asks in a way that no screen can show yet.
    """
    for instrument in flow.parts:
        for page in instrument.pages:
            ids = tuple(item.id for item in page.items)
            for items in (ids,) if page.is_map else [(each,) for each in ids]:
                question = Question(instrument.id, page.id, items, "")
                yield prompt_of(flow, question, wordings[instrument.id])


def _ask(response: Response, item: str, wording: Wording) -> Ask:
    if response.kind is ResponseKind.OPTIONS:
        texts = wording.options[response.id]
        return ChoiceAsk(tuple((option.id, texts[option.id]) for option in response.options))
    if response.kind is ResponseKind.SCALE:
        return ScaleAsk(response.low, response.high, wording.anchors[item])
    if response.kind is ResponseKind.NUMBER:
        return NumberAsk(response.low, response.high)
    if response.kind is ResponseKind.TEXT:
        return TextAsk()
    raise ValueError(f"{wording.form}.{item}: no screen asks for {response.kind}")


def recall_words(period: str | None) -> str:
    """Return the time that a question is about as "Past 7 days"; empty when it has none."""
    match = _PERIOD.fullmatch(period or "")
    if match is None:
        return ""
    count, unit = int(match[1]), match[2]
    one, many = _words_of_units()[unit]
    return one if count == 1 else many.format(count=count)


def _words_of_units() -> dict[str, tuple[str, str]]:
    translate = QCoreApplication.translate
    return {
        "D": (translate("Recall", "Past day"), translate("Recall", "Past {count} days")),
        "W": (translate("Recall", "Past week"), translate("Recall", "Past {count} weeks")),
        "M": (translate("Recall", "Past month"), translate("Recall", "Past {count} months")),
        "Y": (translate("Recall", "Past year"), translate("Recall", "Past {count} years")),
    }
