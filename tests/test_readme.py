# SPDX-License-Identifier: Apache-2.0
"""The README's table of instruments is the one that forms/ gives.

Run as a program, this file writes the table into the README.
"""

from __future__ import annotations

from pathlib import Path

from intake.assets import forms_dir
from intake.catalogue import Catalogue, load

README = Path(__file__).parents[1] / "README.md"
BEGIN = "<!-- instruments: made from forms/ by `python tests/test_readme.py` -->\n"
END = "<!-- end -->"


def instrument_table(catalogue: Catalogue) -> str:
    """Return the table of all forms and the list of what is still to be confirmed."""
    lines = ["| id | questionnaire | status | rights |", "|---|---|---|---|"]
    open_facts = []
    for form in catalogue.instruments.values():
        wording = catalogue.wording(form.id, "en")
        lines.append(f"| `{form.id}` | {wording.title} | {form.status} | {form.rights.basis} |")
        facts = [*form.unconfirmed, *wording.unconfirmed]
        if facts:
            open_facts.append(f"\nStill to be confirmed for `{form.id}`:\n")
            open_facts += [f"- {fact}" for fact in dict.fromkeys(facts)]
    return "\n".join([*lines, *open_facts]) + "\n"


def test_the_readme_lists_every_form_with_what_is_still_to_be_confirmed() -> None:
    text = README.read_text(encoding="utf-8")

    table = text.split(BEGIN)[1].split(END)[0]

    assert table == instrument_table(load(forms_dir()))


if __name__ == "__main__":
    text = README.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    table = instrument_table(load(forms_dir()))
    README.write_text(before + BEGIN + table + END + rest.split(END, 1)[1], encoding="utf-8")
