# SPDX-License-Identifier: Apache-2.0
"""The grammar of conditions: tables of tests, bare names, `all` and `any`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from intake.core.condition import AllOf, AnyOf, Condition, Relation, Test
from intake.core.instrument import Need, ResponseKind
from intake.core.names import Names, Role
from intake.core.problem import join, nearest, quoted
from intake.core.reading import LARGEST_NUMBER, kind_of

_DEEPEST = 8
_NUMBER = r"-?\d{1,7}(?:\.\d{1,9})?"
_COMPARISON = re.compile(rf"(>=|<=|=)\s*({_NUMBER})", re.ASCII)
_CHANGE = re.compile(rf"(>=|<=|=|>|<)\s*({_NUMBER})", re.ASCII)
_BETWEEN = re.compile(rf"({_NUMBER})\s*\.\.\s*({_NUMBER})", re.ASCII)
_WORD = re.compile(r"(!?=)\s*([A-Za-z][A-Za-z0-9_]*)")
_SEXES = ("female", "male", "not_recorded")
_TESTED = (Role.ITEM, Role.SCORE, Role.CRITERION, Role.OUTCOME, Role.NEED)


def read_condition(value: object, path: str, names: Names, depth: int = 0) -> Condition | None:
    """Return a condition; `None` and at least one problem when it is none."""
    if depth > _DEEPEST:
        names.problems.add(path, f"is nested more than {_DEEPEST} deep; give a part a name.")
        return None
    if isinstance(value, str):
        return _bare(value, path, names)
    if not isinstance(value, Mapping):
        names.problems.add(
            path, f'must be a table of tests such as {{ total = ">= 10" }}, not {kind_of(value)}.'
        )
        return None
    if not value:
        names.problems.add(path, "says nothing; write at least one test.")
        return None
    parts: list[Condition | None] = []
    for key, part in value.items():
        at = join(path, str(key))
        if key in {"all", "any"}:
            parts.append(_combined(key, part, at, names, depth))
        else:
            parts.append(read_test(str(key), part, at, names))
    return _joined(parts, AllOf)


def read_test(name: str, value: object, path: str, names: Names) -> Condition | None:
    """Return the test of one name, as in `total = ">= 10"`."""
    role = names.role(name, path, _TESTED)
    if role is None:
        return None
    if not isinstance(value, str):
        names.problems.add(path, f"must be a test in quotes, not {kind_of(value)}{_try(role)}")
        return None
    text = value.strip()
    if role is Role.CRITERION:
        test = _test_criterion(name, text, path, names)
    elif role in {Role.OUTCOME, Role.NEED}:
        test = _test_word(name, text, path, names)
    else:
        test = _test_number(name, text, path, names)
    if test is not None:
        names.tests.append((path, test))
    return test


def read_comparison(
    value: object, path: str, names: Names, name: str, *, of_change: bool = False
) -> Test | None:
    """Return a test that names nothing, as in `ages = ">= 18"`; `of_change` allows > and <."""
    test = _comparison(name, value, _CHANGE if of_change else _COMPARISON)
    if test is None:
        example = '"> 9" or "< 5"' if of_change else '">= 18" or "18..65"'
        names.problems.add(path, f"must be a test in quotes such as {example}.")
    return test


def bare_test(name: str, role: Role) -> Test:
    """Return what a bare name means: 1 for an item, yes for a criterion."""
    if role is Role.CRITERION:
        return Test(name, Relation.EQUAL, word="yes")
    return Test(name, Relation.EQUAL, low=Fraction(1))


def _bare(name: str, path: str, names: Names) -> Condition | None:
    role = names.role(name, path, (Role.ITEM, Role.CRITERION))
    if role is None or (role is Role.ITEM and not _has_value(name, path, names)):
        return None
    test = bare_test(name, role)
    names.tests.append((path, test))
    return test


def _combined(word: str, value: object, path: str, names: Names, depth: int) -> Condition | None:
    if not isinstance(value, list) or not value:
        names.problems.add(path, "must be a list in square brackets with at least one entry.")
        return None
    parts: list[Condition | None] = []
    for number, part in enumerate(value, start=1):
        at = f"{path}[{number}]"
        if isinstance(part, str) and part in names.pages:
            # a page's name stands for its items
            parts.extend(_bare(item, at, names) for item in names.pages[part])
        else:
            parts.append(read_condition(part, at, names, depth + 1))
    return _joined(parts, AllOf if word == "all" else AnyOf)


def _joined(parts: list[Condition | None], kind: type[AllOf] | type[AnyOf]) -> Condition | None:
    sound = [part for part in parts if part is not None]
    if len(sound) != len(parts) or not sound:
        return None
    return sound[0] if len(sound) == 1 else kind(tuple(sound))


def _has_value(name: str, path: str, names: Names) -> bool:
    item = names.items.get(name)
    if item is not None and item.response.kind is ResponseKind.TEXT:
        names.problems.add(path, f"{quoted(name)} is answered in words, which cannot be tested.")
        return False
    return True


def _test_number(name: str, text: str, path: str, names: Names) -> Test | None:
    if not _has_value(name, path, names):
        return None
    test = _comparison(name, text, _COMPARISON)
    if test is None:
        text_ = f"{quoted(text)} is not a test of a number{_try(Role.SCORE)}"
        names.problems.add(path, text_)
    return test


def _test_criterion(name: str, text: str, path: str, names: Names) -> Test | None:
    if text in {"yes", "no"}:
        return Test(name, Relation.EQUAL, word=text)
    names.problems.add(path, f"{quoted(text)} is not a test of a criterion{_try(Role.CRITERION)}")
    return None


def _test_word(name: str, text: str, path: str, names: Names) -> Test | None:
    if name == Need.TREATMENT_START:
        names.problems.add(path, "is a date and cannot be tested; it only decides who is asked.")
        return None
    words = names.lines.get(name, _SEXES)
    match = _WORD.fullmatch(text)
    if match is None:
        names.problems.add(path, f"{quoted(text)} is not a test of a word{_try(Role.OUTCOME)}")
        return None
    if match[2] not in words:
        near = nearest(match[2], words)
        listed = ", ".join(words)
        names.problems.add(path, f"{quoted(match[2])} is not one of {listed}{near}; correct it.")
        return None
    relation = Relation.EQUAL if match[1] == "=" else Relation.NOT_EQUAL
    return Test(name, relation, word=match[2])


def _comparison(name: str, value: object, pattern: re.Pattern[str]) -> Test | None:
    if not isinstance(value, str):
        return None
    text = value.strip()
    if match := pattern.fullmatch(text):
        low = Fraction(match[2])
        return Test(name, Relation(match[1]), low=low) if abs(low) <= LARGEST_NUMBER else None
    if match := _BETWEEN.fullmatch(text):
        low, high = Fraction(match[1]), Fraction(match[2])
        return Test(name, Relation.BETWEEN, low=low, high=high) if low < high else None
    return None


def _try(role: Role) -> str:
    if role is Role.CRITERION:
        return '; write "yes" or "no".'
    if role in {Role.OUTCOME, Role.NEED}:
        return '; write "= word" or "!= word".'
    return '; write ">= 2", "<= 2", "= 2" or "2..4" (from the smaller to the larger).'
