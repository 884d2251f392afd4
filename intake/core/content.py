# SPDX-License-Identifier: Apache-2.0
"""What a clinician reads of a visit, as data: words and numbers, no layout.

`core.summary` fills these; the report and the staff screens only render them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from intake.core.instrument import Level
from intake.core.results import Truth
from intake.core.score import BandSet


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what stands beside it."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Who and when. `name` and every fact say "not recorded" rather than guess."""

    name: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class AlertEntry:
    """One line of the alert strip.

    `level` is `None` for a plain statement, such as the answer to an item that did not raise
    its alert. `seen` is the acknowledgement in words, or that there is none yet.
    """

    level: Level | None
    tag: str
    title: str
    finding: str
    seen: str = ""
    caution: str = ""
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Gauge:
    """A score on its scale: the ends, the cuts between bands, and where the value lies."""

    low: Fraction
    high: Fraction
    cuts: tuple[Fraction, ...]
    value: Fraction
    band: int | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A score now against the same score on another day.

    `sign` is the direction of the number, -1, 0 or 1; `verdict` is better, worse or no change
    by the published direction. `words` are the published rules of change and whether they
    are met.
    """

    on: str
    ago: str
    value: str
    difference: str
    sign: int
    verdict: str
    words: tuple[str, ...] = ()
    caution: str = ""


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One score with everything that the table of page 1 prints.

    `now` is the value, "at least n" or "not scorable"; `detail` says what it rests on;
    `bands` are those chosen, whether or not the score falls into one. `plain` is the score's
    name on the patient's own page, empty where it does not stand there. `mark` is the published
    level that the score reaches, in words; `no_change` says why nothing is compared.
    `rank` is lowest for the scores that must not be left out where there is little room.
    """

    form: str
    score: str
    form_name: str
    name: str
    now: str
    detail: str
    scale: str
    direction: str
    recall: str
    has_value: bool
    band: str = ""
    band_author: str = ""
    gauge: Gauge | None = None
    bands: BandSet | None = None
    last: Comparison | None = None
    baseline: Comparison | None = None
    is_headline: bool = True
    plain: str = ""
    mark: str = ""
    no_change: str = ""
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Reason:
    """One part of a criterion: what it asks for, what was found, and whether it holds.

    A plain fact that the criterion looks at has no truth of its own. What was found says by itself
    what it is about, unless it `is_answer`.
    """

    text: str
    found: str = ""
    truth: Truth | None = None
    is_answer: bool = False

    @property
    def short(self) -> str:
        """What it is about, in few words."""
        return self.text if self.is_answer else self.found or self.text


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One criterion or outcome in words, with its reasons."""

    form: str
    form_name: str
    name: str
    truth: Truth | None
    result: str
    sentence: str = ""
    reasons: tuple[Reason, ...] = ()
    note: str = ""

    @property
    def leads(self) -> bool:
        """Whether it belongs on page 1 in any case: it may hold, or it has parts of its own."""
        return self.truth is not Truth.NO or any(each.truth for each in self.reasons)


@dataclass(frozen=True, slots=True)
class BodyMap:
    """The areas that were marked, now and the last time. `None` stands for not confirmed."""

    form: str
    page: str
    title: str
    total: int
    marked: frozenset[str] | None
    areas: tuple[str, ...] = ()
    before: frozenset[str] | None = None
    before_on: str = ""
    areas_before: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One question with its exact wording, and its answer or the kind of missing in words.

    `remark` is the form's own about the question, `note` this visit's about the answer.
    """

    number: str
    text: str
    answer: str
    value: str = ""
    anchors: str = ""
    remark: str = ""
    note: str = ""
    is_missing: bool = False
    is_free_text: bool = False


@dataclass(frozen=True, slots=True)
class MapRows:
    """A body map as words: the marked and the unmarked areas, or why there are none."""

    marked: tuple[str, ...]
    unmarked: tuple[str, ...]
    missing: str = ""


@dataclass(frozen=True, slots=True)
class ItemsPage:
    """The questions that share a stem, a recall period and the choice of answers."""

    stem: str = ""
    introduction: str = ""
    recall: str = ""
    choices: str = ""
    note: str = ""
    rows: tuple[ItemRow, ...] = ()
    areas: MapRows | None = None


@dataclass(frozen=True, slots=True)
class FormItems:
    """Every question of one form."""

    form: str
    title: str
    facts: str
    digest: str
    caution: str
    pages: tuple[ItemsPage, ...]


@dataclass(frozen=True, slots=True)
class Method:
    """A rule in words, the same with this visit's numbers put in, and what else to know of it."""

    name: str
    rule: str
    here: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class FormMethods:
    """How one form is scored, by whose rules, and on what ground it is used."""

    form: str
    title: str
    status: str
    rules: tuple[Method, ...]
    unconfirmed: tuple[str, ...]
    references: tuple[str, ...]
    rights: tuple[Fact, ...]


class Basis(StrEnum):
    """What is particular about a point of a panel; each has a shape of its own."""

    PRORATED = "prorated"
    PROXY = "proxy"
    OTHER_VERSION = "other_version"
    TREATMENT_DAY = "treatment_day"


@dataclass(frozen=True, slots=True)
class Point:
    """A score on a day. One that `joins` follows the point before it without a gap."""

    at: datetime
    on: str
    value: Fraction
    shown: str
    basis: frozenset[Basis] = frozenset()
    joins: bool = False
    is_baseline: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """One score over time on its own published range; `bands` are named from the lowest up.

    `rule` is the minimal important difference in use and its source.
    """

    form: str
    score: str
    name: str
    direction: str
    low: Fraction
    high: Fraction
    cuts: tuple[Fraction, ...]
    bands: tuple[str, ...]
    author: str
    points: tuple[Point, ...]
    rule: str = ""


@dataclass(frozen=True, slots=True)
class TreatmentLine:
    """Treatments of one kind and dose, and the letter that marks them."""

    letter: str
    words: str
    times: tuple[datetime, ...]
    when: str


@dataclass(frozen=True, slots=True)
class Trends:
    """The panels, those that say most first. `impressions` are the patient's own words."""

    panels: tuple[Panel, ...]
    treatments: tuple[TreatmentLine, ...] = ()
    impressions: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """A visit with its values, one a column, or a treatment (`values` empty) with its letter."""

    on: str
    text: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class History:
    """Headline scores over all visits, oldest first, with the treatments between them."""

    columns: tuple[str, ...]
    rows: tuple[HistoryRow, ...]
    direction: str


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Whose report it is; `logo` is a PNG or JPEG file."""

    clinic: str = ""
    address: str = ""
    logo: bytes | None = None


@dataclass(frozen=True, slots=True)
class Footer:
    """What stands on every page."""

    purpose: str
    patient: str
    report: str
    versions: str
    created: str
    app: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """The whole content of a clinician's report. `created` is the one clock of the document."""

    title: str
    created: datetime | None
    letterhead: Letterhead
    headline: str
    on: str
    paper: str
    identity: Identity
    alerts: tuple[AlertEntry, ...]
    scores: tuple[ScoreRow, ...]
    criteria: tuple[CriterionLine, ...]
    body_maps: tuple[BodyMap, ...]
    notes: tuple[str, ...]
    items: tuple[FormItems, ...]
    methods: tuple[FormMethods, ...]
    disclaimers: tuple[str, ...]
    footer: Footer
    history: History | None = None
    trends: Trends | None = None
    details: tuple[Fact, ...] = ()
