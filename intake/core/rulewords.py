# SPDX-License-Identifier: Apache-2.0
"""A form's rules in plain words, so that every number can be checked by hand.

Conventions are called conventions: the words of the sources are printed as they stand in the
form. `core.explain` puts the numbers of one administration in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise

from intake.core.condition import AllOf, AnyOf, Condition, Relation, Test
from intake.core.instrument import ResponseKind
from intake.core.namer import Namer
from intake.core.score import Amount, BandSet, MissingRule, Score, Term, Then, Verb
from intake.core.words import count_words, plain_number, readable


def score_rule(namer: Namer, score: Score) -> str:
    """Return how a score is made, in one or two sentences with its source."""
    sentences = [_made(namer, score), *_steps(namer, score)]
    return with_source(" ".join(f"{sentence}." for sentence in sentences), score, "score")


def with_source(text: str, score: Score, key: str) -> str:
    """Add who published this part of the rules, or that it is a convention."""
    source = score.source.get(key, "").rstrip(".")
    return f"{text} Source: {source}." if text and source else text


def missing_rule(namer: Namer, score: Score) -> str:
    """Return what happens to a score when answers are missing."""
    rule = score.missing
    names = [term.name for term in score.terms]
    if rule is not None:
        text = _prorated(score, rule) if rule.then is Then.PRORATE else _at_least(rule)
    elif any(namer.item(name) is None for name in names) and score.verb is not Verb.COUNT:
        text = "All its parts are needed, and it is no better known than the weakest of them."
    elif _can_do_without(namer, score):
        text = "All answers are needed, unless the missing ones could not change the result."
    else:
        text = "All answers are needed."
    return with_source(text, score, "missing")


def _can_do_without(namer: Namer, score: Score) -> bool:
    """Say whether a score can be known while answers are missing."""
    names = {term.name for term in score.terms}
    criteria = {criterion.id for criterion in namer.form.criteria}
    hides = {
        name
        for page in namer.form.pages
        if page.hidden is not None
        for name in (page.id, *(item.id for item in page.items))
    }
    return score.cap is not None or not names.isdisjoint(criteria | hides)


def rounding_rule(score: Score) -> str:
    """Return with how many decimals a score is shown that is kept exactly."""
    if score.decimals:
        places = count_words(score.decimals, "decimal")
        return f"Kept exactly; shown with {places}. Cut-offs are compared with the exact value."
    return ""


def band_rule(namer: Namer, score: Score, bands: BandSet) -> str:
    """Return a band set in words, with its author."""
    parts = _upper_bands(bands) if bands.upper else _lower_bands(score, bands)
    named = [
        f"{namer.band(bands.id, band.id)} {part}"
        for band, part in zip(bands.bands, parts, strict=True)
    ]
    text = f"Bands of {namer.author(bands.id)}: {', '.join(named)}."
    return with_source(text, score, "bands")


def change_rule(score: Score) -> str:
    """Return what counts as a change, by whose rule."""
    rule = score.change
    if rule is None:
        return ""
    parts = []
    if rule.mcid is not None:
        size = _amount(rule.mcid)
        parts.append(f"A difference of {size} or more, up or down, is marked.")
    if rule.moderate is not None:
        size = _amount(rule.moderate)
        parts.append(f"{size} or more, up or down, is called moderately important.")
    worse = "lower" if score.worse == "higher" else "higher"
    goals = []
    if rule.response is not None:
        goals.append(f"response: at least {_amount(rule.response)} {worse}")
    if rule.remission is not None:
        goals.append(f"remission: {test_words(rule.remission)}")
    if goals:
        only = f", both only from an earlier score {test_words(rule.index)}" if rule.index else ""
        only = only if len(goals) > 1 else only.replace("both ", "")
        text = "; ".join(goals) + only
        parts.append(f"{text[0].upper()}{text[1:]}.")
    return with_source(" ".join(parts), score, "change")


def condition_words(namer: Namer, condition: Condition) -> str:
    """Return a condition as a phrase: "WPI is 7 or more and SSS is 5 or more"."""
    if isinstance(condition, Test):
        return _named_test(namer, condition)
    criteria = criteria_in(condition)
    if criteria:
        how = "all" if isinstance(condition, AllOf) else "at least one"
        return f"{how} of these: {'; '.join(namer.name(name) for name in criteria)}"
    together = same_test(namer, condition)
    if together is not None:
        names, words = together
        how = "each of" if isinstance(condition, AllOf) else "at least one of"
        return f"{how} {names} is {words}"
    return joined([condition_words(namer, part) for part in condition.parts], condition)


def criteria_in(condition: AllOf | AnyOf) -> list[str]:
    """Return the criteria of a condition that asks for nothing but a yes of each."""
    tests = [part for part in condition.parts if isinstance(part, Test) and part.word == "yes"]
    return [test.name for test in tests] if len(tests) == len(condition.parts) else []


def same_test(namer: Namer, condition: AllOf | AnyOf) -> tuple[str, str] | None:
    """Return the items and the one test of a condition that asks the same of several items."""
    tests = [part for part in condition.parts if isinstance(part, Test) and namer.item(part.name)]
    words = {item_test_words(namer, test) for test in tests}
    if len(tests) != len(condition.parts) or len(tests) == 1 or len(words) != 1:
        return None
    return namer.names([test.name for test in tests]), words.pop()


def joined(parts: Sequence[str], condition: AllOf | AnyOf) -> str:
    """Join the parts of a condition; what mixes "and" and "or" goes in brackets."""
    word = " and " if isinstance(condition, AllOf) else " or "
    kind = AnyOf if isinstance(condition, AllOf) else AllOf
    pairs = zip(parts, condition.parts, strict=True)
    return word.join(f"({text})" if isinstance(part, kind) else text for text, part in pairs)


def test_words(test: Test) -> str:
    """Return the number of a test as a phrase: "7 or more", "4 to 6", "below 5"."""
    low = plain_number(test.low if test.low is not None else Fraction(0))
    if test.relation is Relation.BETWEEN:
        return f"{low} to {plain_number(test.high if test.high is not None else Fraction(0))}"
    return _PHRASES[test.relation].format(low)


def item_test_words(namer: Namer, test: Test) -> str:
    """Return a test of an item by its answer where that says more: "marked", "“Yes”"."""
    item = namer.item(test.name)
    if item is None or test.low is None or test.relation is not Relation.EQUAL:
        return test_words(test)
    if item.response.kind is ResponseKind.MARK:
        return "marked" if test.low else "not marked"
    text = namer.answer(item.response, test.low)
    return f"“{text}”" if text else test_words(test)


_PHRASES = {
    Relation.AT_LEAST: "{} or more",
    Relation.AT_MOST: "{} or less",
    Relation.EQUAL: "{}",
    Relation.NOT_EQUAL: "other than {}",
    Relation.MORE_THAN: "above {}",
    Relation.LESS_THAN: "below {}",
}


def _named_test(namer: Namer, test: Test) -> str:
    name = namer.short(test.name)
    if test.word is None:
        return f"{name} is {item_test_words(namer, test)}"
    is_outcome = any(each.id == test.name for each in namer.form.outcomes)
    word = namer.line(test.name, test.word) if is_outcome else readable(test.word)
    if test.relation is Relation.NOT_EQUAL:
        return f"{name} is not {word}"
    return f"{name}: {word}" if test.word in {"yes", "no"} else f"{name} is {word}"


def _made(namer: Namer, score: Score) -> str:
    if score.verb is Verb.COUNT:
        return _count(namer, score.terms)
    what = namer.names([term.name for term in score.terms])
    if len(score.terms) == 1:
        return f"The value of {what}"
    divided = f", divided by {plain_number(score.divide)}" if score.divide != 1 else ""
    return f"The {'mean' if score.verb is Verb.MEAN else 'sum'} of {what}{divided}"


def _count(namer: Namer, terms: Iterable[Term]) -> str:
    groups: dict[str, list[str]] = {}
    for term in terms:
        test = term.test
        is_plain = test is None or (isinstance(test, Test) and test.name == term.name)
        if is_plain and namer.item(term.name):
            found = (
                test if isinstance(test, Test) else Test(term.name, Relation.EQUAL, Fraction(1))
            )
            groups.setdefault(item_test_words(namer, found), []).append(term.name)
        elif test is None or (is_plain and isinstance(test, Test) and test.word == "yes"):
            groups.setdefault("", []).append(term.name)
        else:
            groups.setdefault(condition_words(namer, test), [])
    if len(groups) == 1 and all(groups.values()):
        key, names = next(iter(groups.items()))
        return f"How many of {namer.names(names)} are {key or 'met'}"
    phrases = [
        f"{namer.names(names)} ({key})" if key and names else key or namer.names(names)
        for key, names in groups.items()
    ]
    return f"How many of these hold: {'; '.join(phrases)}"


def _steps(namer: Namer, score: Score) -> list[str]:
    sentences = []
    turned = [term.name for term in score.terms if term.name in score.reverse]
    if turned:
        what = namer.names(turned)
        sentences.append(f"Turned round first, so that the lowest counts as the highest: {what}")
    if score.rescale:
        low, high = (plain_number(end) for end in score.rescale)
        sentences.append(f"Each answer is first put on a scale from {low} to {high}")
    if score.cap is not None:
        sentences.append(
            f"More than {plain_number(score.cap)} counts as {plain_number(score.cap)}"
        )
    names = {term.name for term in score.terms}
    for page in namer.form.pages:
        hidden = [item.id for item in page.items if item.id in names]
        if page.hidden is not None and hidden:
            what = namer.names(hidden)
            sentences.append(f"Counted as {page.hidden} where it does not apply: {what}")
    return sentences


def _prorated(score: Score, rule: MissingRule) -> str:
    count = len(score.terms)
    rounded = ", rounded to a whole number, a tie upwards" if rule.round_half_up else ""
    if score.verb is Verb.MEAN:
        how = f"the mean of those answered{rounded}"
    else:
        how = f"the sum of those answered × {count} / their number"
        how += f", then divided by {plain_number(score.divide)}" if score.divide != 1 else ""
        how += rounded
    if rule.allow is None:
        return f"With answers missing: {how} (“prorated”)."
    return f"Up to {rule.allow} of {count} missing: {how} (“prorated”). More missing: no score."


def _at_least(rule: MissingRule) -> str:
    certain = "the certain part is given as “at least”, without a band"
    if rule.allow is None:
        return f"With answers missing {certain}."
    return f"With up to {rule.allow} missing {certain}; with more there is no score."


def _lower_bands(score: Score, bands: BandSet) -> list[str]:
    limits = [band.limit for band in bands.bands]
    words = []
    for limit, following in zip(limits, [*limits[1:], None], strict=True):
        low = plain_number(limit)
        if following is None:
            words.append(f"{low} or more")
        elif score.decimals:
            words.append(f"{low} to below {plain_number(following)}")
        else:
            last = following - 1
            words.append(low if last == limit else f"{low}–{plain_number(last)}")
    return words


def _upper_bands(bands: BandSet) -> list[str]:
    limits = [plain_number(band.limit) for band in bands.bands]
    words = [f"up to {limits[0]}"]
    for before, limit in pairwise(limits):
        words.append(f"above {before} to {limit}")
    return words


def _amount(amount: Amount) -> str:
    if amount.is_share:
        return f"{plain_number(amount.size * 100)} %"
    return f"{plain_number(amount.size)} point{'s' * (amount.size != 1)}"
