# SPDX-License-Identifier: Apache-2.0
"""What a score is: what it is made of, and the published rules around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from intake.core.condition import Condition, Test


class Verb(StrEnum):
    """What a score does with its terms."""

    SUM = "sum"
    MEAN = "mean"
    COUNT = "count"


class Then(StrEnum):
    """What happens to a score when answers are missing."""

    PRORATE = "prorate"
    AT_LEAST = "at_least"


@dataclass(frozen=True, slots=True)
class MissingRule:
    """How many missing answers a score allows (`None`: any number) and what it does then."""

    then: Then
    allow: int | None = None
    round_half_up: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """One item, score or criterion of a score; `test` is what a count looks for."""

    name: str
    test: Condition | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """A named part of a score's range; `limit` is its lower or upper bound, included."""

    id: str
    limit: Fraction


@dataclass(frozen=True, slots=True)
class BandSet:
    """The bands of one author. `upper` says that the limits are upper bounds."""

    id: str
    bands: tuple[Band, ...]
    upper: bool = False


class Worse(StrEnum):
    """The published direction of a score."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Amount:
    """A size of change: points, or a share of the earlier value (`is_share`, 0.3 = 30 %)."""

    size: Fraction
    is_share: bool = False


@dataclass(frozen=True, slots=True)
class ChangeRule:
    """What the literature says of a change: minimal important difference, response, remission.

    `index` is the test that the earlier score must pass before response and remission
    are spoken of. `moderate` is the difference that is called moderately important.
    """

    mcid: Amount | None = None
    index: Test | None = None
    response: Amount | None = None
    remission: Test | None = None
    moderate: Amount | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """A number made of answers or other scores, with the published rules around it.

    `low` and `high` are the least and most it can be; `source` says for `score`,
    `bands`, `missing` and `change` who published the rule, or that it is a convention. A score
    that passes `mark` is marked on the report.
    """

    id: str
    verb: Verb
    terms: tuple[Term, ...]
    low: Fraction
    high: Fraction
    divide: Fraction = Fraction(1)
    reverse: frozenset[str] = frozenset()
    rescale: tuple[Fraction, Fraction] | None = None
    cap: Fraction | None = None
    missing: MissingRule | None = None
    decimals: int = 0
    bands: tuple[BandSet, ...] = ()
    worse: Worse = Worse.HIGHER
    change: ChangeRule | None = None
    loinc: str | None = None
    source: Mapping[str, str] = field(default_factory=dict)
    headline: bool = False
    mark: Test | None = None

    def band_set(self, set_id: str | None = None) -> BandSet | None:
        """Return the band set with this id, or the default (first) one."""
        if set_id is None:
            return self.bands[0] if self.bands else None
        return next((bands for bands in self.bands if bands.id == set_id), None)
