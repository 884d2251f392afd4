# SPDX-License-Identifier: Apache-2.0
"""Reading what is asked: responses, and pages with their items."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from intake.core.durations import is_duration
from intake.core.instrument import Item, Option, Page, Response, ResponseKind
from intake.core.loinc import is_loinc
from intake.core.names import Names, Role
from intake.core.parse_conditions import read_condition
from intake.core.problem import Problems, join, nearest, quoted
from intake.core.reading import Table, as_list, as_whole, check_id, check_option_id

_LONGEST_SCALE = 100
_LONGEST_RANGE = 10_000
_FLAGS = (ResponseKind.MARK, ResponseKind.TEXT)


@dataclass(frozen=True, slots=True)
class PageDraft:
    """A page whose conditions wait until every name of the form is known."""

    page: Page
    path: str
    only_if: object | None
    unless: object | None


BROKEN = Response("", ResponseKind.NUMBER)
"""Stands for a way of answering that could not be read."""


def read_responses(table: Table) -> dict[str, Response]:
    """Return the ways of answering, by id, with `BROKEN` in the place of a wrong one."""
    found: dict[str, Response] = {}
    for name, row in table.named_tables():
        before = len(row.problems)
        kinds = [kind for kind in ResponseKind if kind.value in row]
        if len(kinds) != 1:
            words = ", ".join(kind.value for kind in ResponseKind)
            row.problems.add(row.path, f"must have exactly one of {words}.")
            for kind in kinds:
                row.take(kind.value)
        response = _read_response(name, kinds[0], row) if kinds else BROKEN
        row.close()
        found[name] = response if len(row.problems) == before else BROKEN
    return found


def read_pages(
    table: Table, responses: Mapping[str, Response], names: Names
) -> tuple[PageDraft, ...]:
    """Return the pages in order, and take them and their items into the namespace."""
    rows = list(table.named_tables())
    drafts = tuple(_read_page(name, row, responses, names) for name, row in rows)
    if not rows:
        table.problems.add(table.path, "is missing; a form needs at least one page.")
    return drafts


def finish_pages(drafts: Iterable[PageDraft], names: Names) -> tuple[Page, ...]:
    """Return the pages with their conditions."""
    pages = []
    for draft in drafts:
        only_if = unless = None
        if draft.only_if is not None:
            only_if = read_condition(draft.only_if, join(draft.path, "only_if"), names)
        if draft.unless is not None:
            unless = read_condition(draft.unless, join(draft.path, "unless"), names)
        pages.append(replace(draft.page, only_if=only_if, unless=unless))
    return tuple(pages)


def read_loinc(table: Table) -> str | None:
    """Return the LOINC code of a table, if it has one."""
    code = table.text("loinc", required=False)
    if code and not is_loinc(code):
        text = f"{quoted(code)} is not a LOINC code (the check digit is wrong); correct it."
        table.say("loinc", text)
    return code or None


def read_recall(table: Table) -> str | None:
    """Return the recall period of a table, if it has one."""
    recall = table.text("recall", required=False)
    if recall and not is_duration(recall):
        text = f"{quoted(recall)} is not a period; write days, weeks, months or years"
        table.say("recall", f"{text} as P7D, P2W, P6M or P1Y.")
    return recall or None


def _read_response(name: str, kind: ResponseKind, row: Table) -> Response:
    if kind is ResponseKind.OPTIONS:
        options = tuple(_read_options(row))
        values = [option.value for option in options] or [0]
        return Response(name, kind, options, min(values), max(values))
    if kind in _FLAGS:
        if row.take(kind.value) is not True:
            row.say(kind.value, "must be true; delete the line for another kind of response.")
        return Response(name, kind, high=1 if kind is ResponseKind.MARK else 0)
    low, high = _read_ends(row, kind.value)
    if kind is ResponseKind.SCALE and high - low > _LONGEST_SCALE:
        row.say(kind.value, f"has more than {_LONGEST_SCALE} steps; use number = [{low}, {high}].")
    if high - low > _LONGEST_RANGE:
        row.say(kind.value, f"spans more than {_LONGEST_RANGE:,} numbers; narrow it.")
    return Response(name, kind, low=low, high=high)


def _read_options(row: Table) -> Iterable[Option]:
    seen: set[str] = set()
    for option in row.rows("options", required=True):
        name = option.text("id")
        value = option.whole("value", required=True)
        loinc = read_loinc(option)
        option.close()
        if name and check_option_id(name, join(option.path, "id"), row.problems):
            if name in seen:
                option.say("id", f"{quoted(name)} is there twice; give each option its own id.")
            seen.add(name)
        yield Option(name, value or 0, loinc)


def _read_ends(row: Table, key: str) -> tuple[int, int]:
    path = join(row.path, key)
    ends = as_list(row.take(key), path, row.problems)
    numbers = [as_whole(end, f"{path}[{n}]", row.problems) for n, end in enumerate(ends, 1)]
    match numbers:
        case [int() as low, int() as high] if low < high:
            return low, high
    row.problems.add(path, "must be the lowest and the highest number, as in [0, 10].")
    return 0, 1


def _read_page(
    name: str, row: Table, responses: Mapping[str, Response], names: Names
) -> PageDraft:
    names.add(name, Role.PAGE, row.path)
    ask = _read_ask(row, responses)
    items = tuple(_read_items(name, row, ask, responses, names))
    names.pages.setdefault(name, tuple(item.id for item in items))
    page = Page(
        id=name,
        items=items,
        recall=read_recall(row),
        stem=row.flag("stem"),
        introduction=row.flag("introduction"),
        hidden=row.whole("hidden"),
    )
    draft = PageDraft(page, row.path, row.take("only_if"), row.take("unless"))
    row.close()
    _check_page(draft, row.problems)
    if draft.only_if is not None or draft.unless is not None:
        names.may_hide.update(dict.fromkeys((item.id for item in items), name))
        if page.hidden is not None:
            names.worth.update(dict.fromkeys((item.id for item in items), page.hidden))
    return draft


def _read_ask(row: Table, responses: Mapping[str, Response]) -> Response | None:
    name = row.text("ask", required=False)
    if not name:
        return None
    if name not in responses:
        near = nearest(name, responses)
        row.say("ask", f"{quoted(name)} is no response of this form{near}; correct or add it.")
        return BROKEN
    return responses[name]


def _read_items(
    page: str,
    row: Table,
    ask: Response | None,
    responses: Mapping[str, Response],
    names: Names,
) -> Iterable[Item]:
    for entry in row.rows("items", required=True):
        name = entry.text("id")
        own = _read_ask(entry, responses)
        loinc = read_loinc(entry)
        entry.close()
        response = own or ask
        if response is None:
            entry.say("ask", "is missing; say how it is answered, on the page or on the item.")
        path = join(entry.path, "id")
        if not name or not check_id(name, path, row.problems):
            continue
        names.add(name, Role.ITEM, path)
        item = Item(name, page, response or BROKEN, loinc)
        if item.response is BROKEN:
            names.broken.add(name)
        if names.roles.get(name) is Role.ITEM:
            names.items.setdefault(name, item)
        yield item


def _check_page(draft: PageDraft, problems: Problems) -> None:
    kinds = {item.response.kind for item in draft.page.items}
    is_broken = any(item.response is BROKEN for item in draft.page.items)
    if ResponseKind.MARK in kinds and len(kinds) > 1 and not is_broken:
        problems.add(
            join(draft.path, "items"),
            "mixes marked areas with other questions; a body map needs a page of its own.",
        )
    if draft.page.hidden is not None and draft.only_if is None and draft.unless is None:
        problems.add(
            join(draft.path, "hidden"),
            "has no meaning on a page that is always asked; delete it or add only_if or unless.",
        )
