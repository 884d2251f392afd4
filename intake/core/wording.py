# SPDX-License-Identifier: Apache-2.0
"""The texts of one form in one language, exactly as published, and what a report calls things."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from intake.core.instrument import Status


@dataclass(frozen=True, slots=True)
class Wording:
    """One `forms/<id>/<language>.toml`. Patient texts are byte for byte those of the file.

    `options` is keyed by response id, then option id. `anchors` gives the words under 0 and
    under the highest number of every scale item. `none` is the button of a body map that says
    "none of these", by page id. `introductions` are long texts with a screen of their own; the
    page's stem is repeated above each item. `tell` are the words that the patient reads at once
    when an alert is raised, by alert id. `left_out` are items that this language does not ask,
    because no official wording of them is confirmed. `attribution` is the official line in this
    language, if there is one. `self_completion` is what a form asked by staff says where a clinic
    has patients complete it themselves. `digest` is the SHA-256 of the file, in hex.
    """

    form: str
    language: str
    title: str
    short: str
    status: Status
    items: Mapping[str, str]
    stems: Mapping[str, str] = field(default_factory=dict)
    introductions: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    anchors: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    none: Mapping[str, str] = field(default_factory=dict)
    tell: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    self_completion: SelfCompletion | None = None
    attribution: str = ""
    unconfirmed: tuple[str, ...] = ()
    source: str = ""
    adaptation: str = ""
    digest: str = ""
    report: ReportTexts | None = None


@dataclass(frozen=True, slots=True)
class SelfCompletion:
    """The texts around a form of the staff's that a clinic lets patients complete themselves.

    `before` stands on a screen of its own before the first question, `talk` on each screen as
    the way out, and `report` is printed with the result.
    """

    before: str
    talk: str
    report: str


@dataclass(frozen=True, slots=True)
class ReportTexts:
    """What staff and clinicians read about a form; not part of any translation of it.

    `scores`, `criteria`, `outcomes` and `alerts` are names by id; `bands` by band set id, then
    band id, and `band_sets` names a set's author. `meanings` says what a criterion's result
    means in a whole sentence by criterion id, then `yes`, `no` or `unknown`. `advice` is what
    the form's authors say staff should do next, by outcome id, then its word. `areas` are
    short names of items where the patient's text is too long for a table. `notes` are printed
    on the methods page, by the id of the score or criterion that they belong to, or `form`;
    those of an item stand beside its question. `plain` is what a score is called on the
    patient's own page, where one without such a name does not stand.
    """

    scores: Mapping[str, str] = field(default_factory=dict)
    bands: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    band_sets: Mapping[str, str] = field(default_factory=dict)
    criteria: Mapping[str, str] = field(default_factory=dict)
    meanings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    outcomes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    advice: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    alerts: Mapping[str, str] = field(default_factory=dict)
    areas: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    plain: Mapping[str, str] = field(default_factory=dict)
