# SPDX-License-Identifier: Apache-2.0
"""Reading the published rules around a score: missing answers, bands, change, sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from fractions import Fraction

from intake.core.condition import Test
from intake.core.names import Names
from intake.core.parse_conditions import read_comparison
from intake.core.problem import join
from intake.core.reading import Table, as_list, as_number, check_id
from intake.core.score import Amount, Band, BandSet, ChangeRule, MissingRule, Then, Verb, Worse

_SOURCES = ("score", "bands", "missing", "change")
_PERCENT = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,4})?)\s?%")


class Rounding(StrEnum):
    """The one rule of rounding that sources name: a tie goes up."""

    HALF_UP = "half_up"


def read_missing(row: Table, verb: Verb, terms: int) -> MissingRule | None:
    """Return what happens to a score when some of its `terms` are missing."""
    if "missing" not in row:
        row.take("missing")
        return None
    rule = row.table("missing")
    then = rule.choice("then", Then, required=True)
    allow = rule.whole("allow", required=then is Then.PRORATE)
    rounds = rule.choice("round", Rounding) is not None
    rule.close()
    if allow is not None and terms and not 1 <= allow < terms:
        rule.say("allow", f"must be from 1 to {terms - 1}: the score takes {terms}.")
    if then is Then.AT_LEAST:
        if verb is not Verb.COUNT:
            rule.say("then", 'may be "at_least" for a count only; use "prorate".')
        if allow is not None or rounds:
            text = 'of "at_least" allows any number and rounds nothing; delete allow and round.'
            rule.problems.add(rule.path, text)
    return None if then is None else MissingRule(then, allow, rounds)


def read_bands(row: Table) -> Iterator[BandSet]:
    """Yield the band sets of a score; the first is the default."""
    for name, entry in row.table("bands").named_tables():
        keys = [key for key in ("from", "up_to") if key in entry]
        if len(keys) != 1:
            text = "must have from (lower bounds) or up_to (upper bounds), and not both."
            entry.problems.add(entry.path, text)
        bands = {key: tuple(_read_limits(entry.table(key))) for key in keys}
        entry.close()
        if len(keys) == 1 and bands[keys[0]]:
            yield BandSet(name, bands[keys[0]], upper=keys[0] == "up_to")


def _read_limits(table: Table) -> Iterator[Band]:
    last: Fraction | None = None
    is_empty = True
    for name, value in table.named():
        is_empty = False
        path = join(table.path, name)
        limit = as_number(value, path, table.problems)
        if not check_id(name, path, table.problems) or limit is None:
            continue
        if last is not None and limit <= last:
            text = f"{number_text(limit)} must be above {number_text(last)}, the bound before it"
            table.problems.add(path, f"{text}; put the bands in ascending order.")
        last = limit
        yield Band(name, limit)
    if is_empty:
        table.problems.add(table.path, "is empty; name at least one band.")


def read_change(name: str, row: Table, worse: Worse | None, names: Names) -> ChangeRule | None:
    """Return what the literature says of a change of a score.

    `worse` is `None` where the form names no way that there is, which is a problem of its own.
    """
    if "change" not in row:
        row.take("change")
        return None
    table = row.table("change")
    rule = ChangeRule(
        mcid=_read_amount(table, "mcid"),
        moderate=_read_amount(table, "moderate"),
        index=read_limit(name, table, "index", names),
        response=_read_amount(table, "response"),
        remission=read_limit(name, table, "remission", names),
    )
    table.close()
    if rule == ChangeRule():
        table.problems.add(table.path, "says nothing; add mcid, response or remission.")
    if worse is Worse.NEITHER and (rule.moderate or rule.response or rule.remission):
        text = 'speaks of response or remission, but worse = "neither"; say which way is worse.'
        table.problems.add(table.path, text)
    return rule


def _read_amount(table: Table, key: str) -> Amount | None:
    value = table.take(key)
    path = join(table.path, key)
    if value is None:
        return None
    if isinstance(value, str):
        match = _PERCENT.fullmatch(value.strip())
        share = Fraction(match[1]) / 100 if match else Fraction(0)
        if not 0 < share <= 1:
            table.problems.add(path, 'must be points such as 5 or a share such as "30%".')
            return None
        return Amount(share, is_share=True)
    size = as_number(value, path, table.problems)
    if size is not None and size <= 0:
        table.problems.add(path, "must be above 0; it is the size of a change.")
    return None if size is None else Amount(size)


def read_limit(name: str, table: Table, key: str, names: Names) -> Test | None:
    """Return a test that a score is put to, such as `mark = ">= 20"`."""
    value = table.take(key)
    if value is None:
        return None
    path = join(table.path, key)
    test = read_comparison(value, path, names, name, of_change=True)
    if test is not None:
        names.tests.append((path, test))
    return test


def read_source(row: Table) -> dict[str, str]:
    """Return who published each rule; a rule that nobody is named for is a problem."""
    table = row.table("source")
    found = {key: table.text(key, required=False) for key in _SOURCES}
    table.close()
    for key in _SOURCES[1:]:
        if key in row and key not in table:
            text = f"is missing; say who published the rule for {key}, or that it is a"
            table.say(key, f'{text} "convention".')
    return {key: text for key, text in found.items() if text}


def read_pair(row: Table, key: str) -> tuple[Fraction, Fraction] | None:
    """Return two numbers, the lower first."""
    value = row.take(key)
    if value is None:
        return None
    path = join(row.path, key)
    ends = [
        as_number(end, f"{path}[{n}]", row.problems)
        for n, end in enumerate(as_list(value, path, row.problems), start=1)
    ]
    match ends:
        case [Fraction() as low, Fraction() as high] if low < high:
            return low, high
    row.problems.add(path, "must be the lower and the higher number, as in [0, 100].")
    return None


def number_text(value: Fraction) -> str:
    """Return a number as a form writes it."""
    return str(value) if value.denominator == 1 else str(float(value))
