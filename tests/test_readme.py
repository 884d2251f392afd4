# SPDX-License-Identifier: Apache-2.0
"""The README's tables of instruments and of what they ask about are those that forms/ gives.

Run as a program, this file writes the tables into the README.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from intake.assets import forms_dir
from intake.catalogue import Catalogue, domains_of, load
from intake.cli.forms import languages_of
from intake.core.domains import NOT_COVERED, covered_by

README = Path(__file__).parents[1] / "README.md"
END = "<!-- end -->"


def instrument_table(catalogue: Catalogue) -> str:
    """Return the table of all forms and the list of what is still to be confirmed."""
    lines = [
        "| id | questionnaire | status | languages | rights |",
        "|---|---|---|---|---|",
    ]
    open_facts = []
    for form in catalogue.instruments.values():
        wording = catalogue.wording(form.id, "en")
        languages = ", ".join(languages_of(catalogue, form.id))
        status = catalogue.status(form.id)
        cells = (f"`{form.id}`", wording.title, status, languages, form.rights.basis)
        lines.append(f"| {' | '.join(cells)} |")
        facts = catalogue.unconfirmed(form.id)
        if facts:
            title = f"Still to be confirmed for <code>{form.id}</code>"
            open_facts.append(f"\n<details><summary>{title}</summary>\n")
            open_facts += [f"- {fact}" for fact in facts]
            open_facts.append("\n</details>")
    return "\n".join([*lines, *open_facts]) + "\n"


def domain_table(catalogue: Catalogue) -> str:
    """Return what patients describe with the forms and questions that ask about it."""
    lines = ["| what patients describe | forms and their questions |", "|---|---|"]
    domains, _ = domains_of(forms_dir(), catalogue.instruments)
    forms = catalogue.instruments
    lines += [f"| {domain.title} | {covered_by(domain, forms)} |" for domain in domains]
    return "\n".join(lines) + "\n"


TABLES: dict[str, Callable[[Catalogue], str]] = {
    "<!-- instruments: made from forms/ by `python tests/test_readme.py` -->\n": instrument_table,
    "<!-- domains: made from forms/ by `python tests/test_readme.py` -->\n": domain_table,
}


@pytest.mark.parametrize("begin", TABLES)
def test_the_readme_holds_the_tables_that_the_forms_give(begin: str) -> None:
    text = README.read_text(encoding="utf-8")

    table = text.split(begin)[1].split(END)[0]

    assert table == TABLES[begin](load(forms_dir()))


def test_what_no_form_asks_about_is_said_to_be_so() -> None:
    table = domain_table(load(forms_dir()))

    for title in ("Numbness, burning, tingling", "Worsening after small effort", "Stress"):
        assert f"| {title} | {NOT_COVERED} |" in table


if __name__ == "__main__":
    text = README.read_text(encoding="utf-8")
    for begin, table in TABLES.items():
        before, rest = text.split(begin)
        text = before + begin + table(load(forms_dir())) + END + rest.split(END, 1)[1]
    README.write_text(text, encoding="utf-8")
