# SPDX-License-Identifier: Apache-2.0
"""What scoring says of a set of answers, as data that nobody needs to compute again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction


class Truth(StrEnum):
    """Three values: what is not known is neither yes nor no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class ScoreStatus(StrEnum):
    """How much of a score is there, from the strongest to the weakest."""

    COMPLETE = "complete"
    PRORATED = "prorated"
    AT_LEAST = "at_least"
    NOT_SCORABLE = "not_scorable"


class AlertState(StrEnum):
    """Whether an alert fires; `UNANSWERED` when the answer it needs is missing."""

    YES = "yes"
    NO = "no"
    UNANSWERED = "unanswered"


class PageState(StrEnum):
    """Whether a page is asked; `UNDECIDED` while its condition is not known."""

    ASKED = "asked"
    NOT_ASKED = "not_asked"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Interval:
    """The least and the most that completing the form could give, both included."""

    low: Fraction
    high: Fraction

    @property
    def is_known(self) -> bool:
        """Whether nothing that is missing could change the value."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class ScoreResult:
    """One score: `value` is exact, or `None` when the published rule allows none.

    `interval` is what tests look at. `bands` gives the band id by band set id and is
    empty without a definite value. `answered` of `asked` terms were known; `raw` is the
    sum of the answered terms before proration, division and rounding.
    """

    id: str
    status: ScoreStatus
    value: Fraction | None
    interval: Interval
    bands: Mapping[str, str] = field(default_factory=dict)
    answered: int = 0
    asked: int = 0
    raw: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """One criterion; `from_prorated` when a prorated score decided or took part in it."""

    id: str
    truth: Truth
    from_prorated: bool = False


@dataclass(frozen=True, slots=True)
class OutcomeResult:
    """One outcome: the id of its line, `None` when no line is known to hold."""

    id: str
    line: str | None


@dataclass(frozen=True, slots=True)
class AlertResult:
    """One alert of the form as the answers now stand."""

    id: str
    state: AlertState


@dataclass(frozen=True, slots=True)
class Results:
    """Everything scoring says of one administration, each by its id and in the form's order.

    `unused` are items that hold an answer although they do not apply: kept, not scored.
    `needs` are the facts about the person that the rules were given, such as `sex`.
    """

    scores: Mapping[str, ScoreResult]
    criteria: Mapping[str, CriterionResult]
    outcomes: Mapping[str, OutcomeResult]
    alerts: Mapping[str, AlertResult]
    pages: Mapping[str, PageState]
    unused: tuple[str, ...] = ()
    needs: Mapping[str, str] = field(default_factory=dict)
