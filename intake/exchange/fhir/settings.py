# SPDX-License-Identifier: Apache-2.0
"""The addresses of a clinic, read from its settings of the export."""

from __future__ import annotations

import re

from intake.core.problem import Problem, Problems, join, quoted
from intake.core.reading import Table
from intake.core.tomltext import read_toml
from intake.exchange.fhir.systems import Systems

_ADDRESS = re.compile(r"(https?://[^\s/|]+|urn:[a-z0-9-]+:)[^\s|]*", re.ASCII)


class SettingsError(ValueError):
    """The settings are not sound; `problems` are all of them, in the order of the file."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep the problems; the message is their lines."""
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def read_systems(content: bytes, name: str) -> Systems:
    """Return the addresses that a TOML file gives; what it leaves out keeps its default.

    Raises:
        SettingsError: with every problem at once.
    """
    data = read_toml(content, name)
    if isinstance(data, Problem):
        raise SettingsError((data,))
    problems = Problems(name)
    root = Table(data, "", problems)
    table = root.table("systems")
    known = Systems()
    found = Systems(
        base=_address(table, "base") or known.base,
        clinic=_address(table, "clinic") or known.clinic,
        patients=_address(table, "patients") or known.patients,
    )
    table.close()
    root.close()
    if problems.found:
        raise SettingsError(problems.found)
    return found


def _address(table: Table, key: str) -> str:
    text = table.text(key, required=False).removesuffix("/")
    if text and not _ADDRESS.fullmatch(text):
        path = join(table.path, key)
        table.problems.add(
            path, f"{quoted(text)} is no address; write it like https://clinic.example/patients."
        )
    return text
