# SPDX-License-Identifier: Apache-2.0
"""What a questionnaire is: the frozen form of one `forms/<id>/instrument.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from intake.core.condition import Condition, Test
from intake.core.score import Score


class Status(StrEnum):
    """How well a form, or one language of it, is confirmed against its sources."""

    VERIFIED = "verified"
    PROVISIONAL = "provisional"
    DRAFT = "draft"


class Kind(StrEnum):
    """A validated questionnaire, or a clinic's own checklist that is never scored."""

    QUESTIONNAIRE = "questionnaire"
    CHECKLIST = "checklist"


class AskedBy(StrEnum):
    """Who asks: the screen, or somebody of the team aloud or as a worksheet of their own."""

    PATIENT = "patient"
    STAFF = "staff"


class Need(StrEnum):
    """A fact about the person, not an answer, that a form asks for."""

    SEX = "sex"
    TREATMENT_START = "treatment_start"


class ResponseKind(StrEnum):
    """The ways in which an item can be answered."""

    OPTIONS = "options"
    SCALE = "scale"
    NUMBER = "number"
    MARK = "mark"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice list; two options of a list may share a value."""

    id: str
    value: int
    loinc: str | None = None


@dataclass(frozen=True, slots=True)
class Response:
    """How an item is answered, and the least and the most that an answer is worth."""

    id: str
    kind: ResponseKind
    options: tuple[Option, ...] = ()
    low: int = 0
    high: int = 0

    def option(self, option_id: str) -> Option | None:
        """Return the option with this id, if there is one."""
        return next((option for option in self.options if option.id == option_id), None)


@dataclass(frozen=True, slots=True)
class Item:
    """One question, or one area of a body map."""

    id: str
    page: str
    response: Response
    loinc: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Items that share a response, a stem, a recall period and a condition.

    `recall` is an ISO 8601 duration. `stem` and `introduction` say whether each
    wording must bring that text. `hidden` is what an item counts when the page is
    known not to be asked.
    """

    id: str
    items: tuple[Item, ...]
    recall: str | None = None
    stem: bool = False
    introduction: bool = False
    only_if: Condition | None = None
    unless: Condition | None = None
    hidden: int | None = None

    @property
    def is_map(self) -> bool:
        """Whether the page is one body map rather than a question a screen."""
        return bool(self.items) and self.items[0].response.kind is ResponseKind.MARK


@dataclass(frozen=True, slots=True)
class Criterion:
    """A rule that is yes, no or unknown."""

    id: str
    when: Condition
    source: str | None = None


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """One possible word of an outcome; it is taken when `when` holds (`None`: always)."""

    id: str
    when: Condition | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A word: the first line that is known to hold."""

    id: str
    lines: tuple[OutcomeLine, ...]


class Level(StrEnum):
    """How soon somebody must look at an alert."""

    NOW = "now"
    TODAY = "today"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Alert:
    """Something that staff must see. `unanswered` is the level when it cannot be known.

    `offer` is the form that staff are offered then. `tell` says that the patient, too, reads
    the words that each wording brings for it, at once.
    """

    id: str
    when: Condition
    level: Level
    unanswered: Level | None = None
    offer: str | None = None
    tell: bool = False


@dataclass(frozen=True, slots=True)
class Rights:
    """Who owns a form, on what ground it is shipped, and when that was last looked at."""

    holder: str
    basis: str
    terms: str
    attribution: str
    checked: date


@dataclass(frozen=True, slots=True)
class Instrument:
    """One questionnaire: structure, scoring, sources and rights, without any wording.

    `recall` says when the form is due again (ISO 8601 duration). `unconfirmed` lists
    the facts that make a form provisional. `loinc` is the panel's code. A form `asked_by`
    staff is no part of what a patient is handed, unless the clinic chooses that.
    """

    id: str
    version: str
    status: Status
    pages: tuple[Page, ...]
    rights: Rights
    kind: Kind = Kind.QUESTIONNAIRE
    asked_by: AskedBy = AskedBy.PATIENT
    recall: str | None = None
    ages: Test | None = None
    needs: tuple[Need, ...] = ()
    responses: Mapping[str, Response] = field(default_factory=dict)
    scores: tuple[Score, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    alerts: tuple[Alert, ...] = ()
    references: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()
    loinc: str | None = None
    note: str | None = None

    @property
    def items(self) -> tuple[Item, ...]:
        """All items in the order of the paper form."""
        return tuple(item for page in self.pages for item in page.items)

    def item(self, item_id: str) -> Item:
        """Return one item.

        Raises:
            KeyError: when the form has no such item.
        """
        for item in self.items:
            if item.id == item_id:
                return item
        raise KeyError(item_id)

    def page(self, page_id: str) -> Page:
        """Return one page.

        Raises:
            KeyError: when the form has no such page.
        """
        for page in self.pages:
            if page.id == page_id:
                return page
        raise KeyError(page_id)

    def score(self, score_id: str) -> Score:
        """Return one score.

        Raises:
            KeyError: when the form has no such score.
        """
        for score in self.scores:
            if score.id == score_id:
                return score
        raise KeyError(score_id)

    def alert(self, alert_id: str) -> Alert:
        """Return one alert.

        Raises:
            KeyError: when the form has no such alert.
        """
        for alert in self.alerts:
            if alert.id == alert_id:
                return alert
        raise KeyError(alert_id)
