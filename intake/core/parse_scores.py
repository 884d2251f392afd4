# SPDX-License-Identifier: Apache-2.0
"""Reading scores: what is added up, and the published rules around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from intake.core.condition import Condition, Test
from intake.core.instrument import ResponseKind
from intake.core.names import Names, Role
from intake.core.parse_conditions import bare_test, read_test
from intake.core.parse_pages import read_loinc
from intake.core.problem import join, nearest, quoted
from intake.core.reading import Table, as_list, as_table, as_text, kind_of
from intake.core.score import Score, Term, Verb, Worse
from intake.core.score_rules import (
    read_bands,
    read_change,
    read_limit,
    read_missing,
    read_pair,
    read_source,
)
from intake.core.vocabulary import words_at

_ADDED = (Role.PAGE, Role.ITEM, Role.SCORE)
_COUNTED = (Role.PAGE, Role.ITEM, Role.CRITERION)
_TABLED = (Role.PAGE, Role.ITEM, Role.SCORE, Role.CRITERION)
_MOST_DECIMALS = 6
_BESIDES = words_at("score.x") - {verb.value for verb in Verb}


def read_score(name: str, row: Table, names: Names) -> Score:
    """Return a score as far as it can be read, without its range; see `check.settle_ranges`."""
    before = len(row.problems)
    verbs = [verb for verb in Verb if verb.value in row]
    if len(verbs) != 1:
        strange = (key for key in row.written() if not verbs and key not in _BESIDES)
        near = next((found for key in strange if (found := nearest(key, list(Verb)))), "")
        row.problems.add(row.path, f"must have exactly one of sum, mean or count{near}.")
    terms = {verb: tuple(_read_terms(verb, row, names)) for verb in verbs}
    verb = verbs[0] if verbs else Verb.SUM
    worse = row.choice("worse", Worse, required=True)
    bands = tuple(read_bands(row))
    score = Score(
        id=name,
        verb=verb,
        terms=terms.get(verb, ()),
        low=Fraction(0),
        high=Fraction(0),
        divide=_read_divide(row),
        reverse=_read_reverse(row, terms.get(verb, ()), names),
        rescale=read_pair(row, "rescale"),
        cap=row.number("cap"),
        missing=read_missing(row, verb, len(terms.get(verb, ()))),
        decimals=_read_decimals(row),
        bands=bands,
        worse=worse or Worse.NEITHER,
        change=read_change(name, row, worse, names),
        loinc=read_loinc(row),
        source=read_source(row),
        headline=row.flag("headline"),
        mark=read_limit(name, row, "mark", names),
    )
    _check_together(score, row)
    stated = read_pair(row, "range")
    if stated is not None:
        names.ranges[name] = stated
    row.close()
    if len(row.problems) > before or not score.terms:
        names.broken.add(name)
    return score


def _read_terms(verb: Verb, row: Table, names: Names) -> Iterator[Term]:
    value = row.take(verb.value)
    path = join(row.path, verb.value)
    if verb is Verb.COUNT and isinstance(value, Mapping):
        found = list(_read_tests(as_table(value, path, row.problems), names))
    elif isinstance(value, str | list):
        listed = [value] if isinstance(value, str) and verb is not Verb.COUNT else value
        found = list(_read_names(verb, as_list(listed, path, row.problems), path, names))
    else:
        example = '["areas"] or { problems = ">= 2" }' if verb is Verb.COUNT else '["mood"]'
        row.problems.add(path, f"must name what it takes, as in {example}, not {kind_of(value)}.")
        return
    if not found and not value:
        row.problems.add(path, "is empty; name at least one item or score.")
    yield from found


def _read_names(verb: Verb, listed: Iterable[object], path: str, names: Names) -> Iterator[Term]:
    seen: set[str] = set()
    for number, entry in enumerate(listed, start=1):
        at = f"{path}[{number}]"
        name = as_text(entry, at, names.problems)
        role = names.role(name, at, _COUNTED if verb is Verb.COUNT else _ADDED) if name else None
        if role is None:
            continue
        for each in names.pages.get(name, ()) if role is Role.PAGE else (name,):
            if each in seen:
                text = f"{quoted(each)} is taken twice (a page's name stands for its items)"
                names.problems.add(at, f"{text}; take it once.")
                continue
            seen.add(each)
            if _check_term(each, at, names):
                yield Term(each, _looked_for(each, at, names) if verb is Verb.COUNT else None)


def _looked_for(name: str, path: str, names: Names) -> Test:
    is_item = name in names.items
    test = bare_test(name, Role.ITEM if is_item else Role.CRITERION)
    names.tests.append((path, test))
    return test


def _read_tests(table: Table, names: Names) -> Iterator[Term]:
    own: dict[str, Condition | None] = {}
    rows = list(table.named())
    in_pages = {item for page, _ in rows for item in names.pages.get(page, ())}
    for name, value in rows:
        path = join(table.path, name)
        role = names.role(name, path, _TABLED)
        if role is not None and role is not Role.PAGE and _check_term(name, path, names):
            own[name] = read_test(name, value, path, names)
    for name, value in rows:
        path = join(table.path, name)
        if names.roles.get(name) is Role.PAGE:
            # a name of its own overrides its page, and keeps its place in it
            for item in names.pages[name]:
                if _check_term(item, path, names):
                    test = own.pop(item) if item in own else read_test(item, value, path, names)
                    if test is not None:
                        yield Term(item, test)
        elif name in own:
            test = own[name]
            if test is not None and name not in in_pages:
                yield Term(name, test)


def _check_term(name: str, path: str, names: Names) -> bool:
    item = names.items.get(name)
    if item is not None and item.response.kind is ResponseKind.TEXT:
        names.problems.add(path, f"{quoted(name)} is answered in words and has no value.")
        return False
    if name in names.may_hide and name not in names.worth:
        page = names.may_hide[name]
        names.problems.add(
            path,
            f"{quoted(name)} may stay unasked; say on [page.{page}] what it then counts, as in "
            "hidden = 0.",
        )
        return False
    return True


def _read_divide(row: Table) -> Fraction:
    number = row.number("divide")
    if number is not None and number <= 0:
        row.say("divide", "must be above 0.")
        return Fraction(1)
    return Fraction(1) if number is None else number


def _read_reverse(row: Table, terms: Iterable[Term], names: Names) -> frozenset[str]:
    path = join(row.path, "reverse")
    taken = {term.name for term in terms}
    found: set[str] = set()
    for number, name in enumerate(row.texts("reverse"), start=1):
        at = f"{path}[{number}]"
        if names.role(name, at, _ADDED) is None:
            continue
        for each in names.pages.get(name, (name,)):
            if each not in taken:
                row.problems.add(at, f"{quoted(each)} is not part of this score; correct it.")
            elif each in found:
                row.problems.add(at, f"{quoted(each)} is reversed twice; name it once.")
            elif each in names.may_hide:
                text = f"{quoted(each)} may stay unasked, so it cannot be reversed too."
                row.problems.add(at, text)
            found.add(each)
    return frozenset(found)


def _read_decimals(row: Table) -> int:
    """Return how many decimals to show; -1 when the form leaves that to its values."""
    decimals = row.whole("decimals")
    if decimals is not None and not 0 <= decimals <= _MOST_DECIMALS:
        row.say("decimals", f"must be from 0 to {_MOST_DECIMALS}.")
    return -1 if decimals is None else decimals


def _check_together(score: Score, row: Table) -> None:
    if score.verb is Verb.COUNT:
        for key, is_there in (("reverse", score.reverse), ("rescale", score.rescale)):
            if is_there:
                row.say(key, "changes values, but a count only counts; delete it.")
    if score.cap is not None and (score.verb is Verb.MEAN or score.divide != 1):
        row.say("cap", "limits a plain sum or count; put the mean or division in another score.")
