# SPDX-License-Identifier: Apache-2.0
"""What can only be judged with the whole form at hand: circles, order, ranges, idle tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter

from intake.core.condition import Test, names_in
from intake.core.instrument import Criterion, Item, Outcome, Page, ResponseKind
from intake.core.names import Names
from intake.core.problem import join
from intake.core.results import Truth
from intake.core.rules import span_check
from intake.core.score import MissingRule, Score, Then, Verb
from intake.core.score_rules import number_text

_MOST_CIRCLES = 10
_Graph = dict[str, set[str]]
_Span = tuple[Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything of a form that looks at something else by its name."""

    pages: tuple[Page, ...]
    scores: tuple[Score, ...]
    criteria: tuple[Criterion, ...]
    outcomes: tuple[Outcome, ...]


def check_whole(parts: Parts, names: Names) -> tuple[Score, ...]:
    """Note what is wrong between the parts, and return the scores with their ranges."""
    graph = _graph(parts)
    order = _order(graph, names)
    if order is None:
        return parts.scores
    _check_page_order(parts.pages, graph, names)
    spans: dict[str, _Span] = {
        name: _item_span(item, names)
        for name, item in names.items.items()
        if name not in names.broken
    }
    settled = _settle(parts.scores, order, spans, names)
    _check_tests(spans, names)
    return settled


def _graph(parts: Parts) -> _Graph:
    graph: _Graph = {}
    for page in parts.pages:
        looked_at = [each for each in (page.only_if, page.unless) if each is not None]
        graph[page.id] = {name for when in looked_at for name in names_in(when)}
        graph.update({item.id: {page.id} for item in page.items})
    for score in parts.scores:
        graph[score.id] = {term.name for term in score.terms}
        for term in score.terms:
            graph[score.id].update(names_in(term.test) if term.test else ())
    for criterion in parts.criteria:
        graph[criterion.id] = set(names_in(criterion.when))
    for outcome in parts.outcomes:
        whens = [line.when for line in outcome.lines if line.when is not None]
        graph[outcome.id] = {name for when in whens for name in names_in(when)}
    return graph


def _order(graph: _Graph, names: Names) -> list[str] | None:
    """Return every name after what it looks at; `None` when some go in a circle."""
    is_sound = True
    open_graph = {name: set(looked_at) for name, looked_at in graph.items()}
    for _ in range(_MOST_CIRCLES):
        try:
            order = list(TopologicalSorter(open_graph).static_order())
        except CycleError as error:
            is_sound = False
            # each name of the circle is looked at by the next one
            circle = list(reversed(error.args[1]))
            if names.twice.isdisjoint(circle):  # else two things of one name, which was said
                names.problems.add(
                    _path_of(circle[0], names),
                    f"goes in a circle: {' → '.join(circle)}; a rule cannot rest on itself, so "
                    "take one of these out of another.",
                )
            open_graph[circle[0]].discard(circle[1])
        else:
            return order if is_sound else None
    return None


def _path_of(name: str, names: Names) -> str:
    item = names.items.get(name)
    if item is not None:
        return f"page.{item.page}.items"
    role = names.roles.get(name)
    return f"{role.value}.{name}" if role else name


def _check_page_order(pages: Iterable[Page], graph: _Graph, names: Names) -> None:
    later = [page.id for page in pages]
    for page in pages:
        later.remove(page.id)
        if page.only_if is None and page.unless is None:
            continue
        behind = _reached(page.id, graph)
        for item in (item for item in names.items.values() if item.id in behind):
            if item.page in later:
                key = "only_if" if page.only_if is not None else "unless"
                names.problems.add(
                    join(_path_of(page.id, names), key),
                    f'looks at "{item.id}", which is asked later; put its page first.',
                )


def _reached(start: str, graph: _Graph) -> set[str]:
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        for name in graph.get(waiting.pop(), ()):
            if name not in reached:
                reached.add(name)
                waiting.append(name)
    return reached


def _item_span(item: Item, names: Names) -> _Span:
    ends = [item.response.low, item.response.high]
    if item.id in names.worth:
        ends.append(names.worth[item.id])
    return Fraction(min(ends)), Fraction(max(ends))


def _settle(
    scores: Iterable[Score], order: Iterable[str], spans: dict[str, _Span], names: Names
) -> tuple[Score, ...]:
    by_id = {score.id: score for score in scores}
    settled: dict[str, Score] = {}
    for name in order:
        score = by_id.get(name)
        if score is None or name in names.broken:
            continue
        if score.verb is not Verb.COUNT and any(term.name not in spans for term in score.terms):
            names.broken.add(name)
            continue
        low, high = spans[name] = _span(score, spans, names)
        decimals = score.decimals
        if decimals < 0:
            decimals = 0 if _is_whole(score, settled) else 1
        settled[name] = replace(score, low=low, high=high, decimals=decimals)
        _check_range(settled[name], names)
        _check_bands(settled[name], names)
    return tuple(settled.get(score.id, score) for score in by_id.values())


def _span(score: Score, spans: Mapping[str, _Span], names: Names) -> _Span:
    """Return the least and the most that a score can be, in the order in which it is made."""
    count = len(score.terms)
    ends = [(Fraction(0), Fraction(1))] * count
    if score.verb is not Verb.COUNT:
        ends = [_term_span(score, term.name, spans, names) for term in score.terms]
    low, high = sum(each[0] for each in ends), sum(each[1] for each in ends)
    if score.cap is not None:
        low, high = min(low, score.cap), min(high, score.cap)
    divisor = score.divide * (count if score.verb is Verb.MEAN else 1)
    return Fraction(low) / divisor, Fraction(high) / divisor


def _term_span(score: Score, name: str, spans: Mapping[str, _Span], names: Names) -> _Span:
    low, high = spans[name]
    if score.rescale is None:
        # reversing runs a term's own scale the other way, so its ends stay
        return low, high
    first, last = score.rescale
    item = names.items.get(name)
    least, most = (item.response.low, item.response.high) if item else (low, high)
    if least == most:
        return first, first
    share = (last - first) / (most - least)
    return first + (low - least) * share, first + (high - least) * share


def _is_whole(score: Score, settled: Mapping[str, Score]) -> bool:
    if score.verb is Verb.MEAN or score.divide != 1 or score.rescale is not None:
        return False
    if _is_fractional(score.missing):
        return False
    own = [settled[term.name] for term in score.terms if term.name in settled]
    return score.verb is Verb.COUNT or all(_is_whole(each, settled) for each in own)


def _is_fractional(rule: MissingRule | None) -> bool:
    return rule is not None and rule.then is Then.PRORATE and not rule.round_half_up


def _check_range(score: Score, names: Names) -> None:
    path = f"score.{score.id}"
    stated = names.ranges.get(score.id)
    if stated is not None and stated != (score.low, score.high):
        given, found = (f"{number_text(a)} to {number_text(b)}" for a, b in (stated, _ends(score)))
        names.problems.add(
            f"{path}.range",
            f"says {given}, but the answers give {found}; correct the range or the score.",
        )
    if score.cap is not None and score.cap not in _ends(score) and score.divide == 1:
        names.problems.add(f"{path}.cap", "is never reached; correct or delete it.")


def _ends(score: Score) -> _Span:
    return score.low, score.high


def _check_bands(score: Score, names: Names) -> None:
    for each in score.bands:
        key = "up_to" if each.upper else "from"
        path = f"score.{score.id}.bands.{each.id}.{key}"
        first, last = each.bands[0], each.bands[-1]
        inside = [band for band in each.bands if not score.low <= band.limit <= score.high]
        for band in inside:
            names.problems.add(
                join(path, band.id),
                f"{number_text(band.limit)} lies outside the score's range, "
                f"{number_text(score.low)} to {number_text(score.high)}.",
            )
        if not each.upper and first.limit != score.low and first not in inside:
            text = f"must start at {number_text(score.low)}, the lowest value, so that no value"
            names.problems.add(join(path, first.id), f"{text} is without a band.")
        if each.upper and last.limit != score.high and last not in inside:
            text = f"must end at {number_text(score.high)}, the highest value, so that no value"
            names.problems.add(join(path, last.id), f"{text} is without a band.")


def _check_tests(spans: Mapping[str, _Span], names: Names) -> None:
    for path, test in names.tests:
        if test.name not in spans or test.word is not None:
            continue
        low, high = spans[test.name]
        truths = {span_check(test)(*pair) for pair in _values(test, spans, names)}
        if truths == {Truth.NO}:
            text = f"can never hold: {test.name} is from {number_text(low)} to {number_text(high)}"
            names.problems.add(path, f"{text}; correct the number.")
        elif truths == {Truth.YES}:
            text = f"always holds: {test.name} is from {number_text(low)} to {number_text(high)}"
            names.problems.add(path, f"{text}; correct the number or leave the test out.")


def _values(
    test: Test, spans: Mapping[str, _Span], names: Names
) -> Iterator[tuple[Fraction, Fraction]]:
    """Yield each value of a choice list by itself, and any other range as it is."""
    item = names.items.get(test.name)
    if item is None or item.response.kind is not ResponseKind.OPTIONS:
        yield spans[test.name]
        return
    values = {option.value for option in item.response.options}
    if item.id in names.worth:
        values.add(names.worth[item.id])
    for value in sorted(values):
        yield Fraction(value), Fraction(value)
