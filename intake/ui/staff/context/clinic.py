# SPDX-License-Identifier: Apache-2.0
"""What the clinic decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from intake.core.naming import Shown


@dataclass(frozen=True, slots=True)
class BandChoice:
    """A score for which more than one set of bands was published."""

    key: str
    name: str
    sets: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Settings:
    """What the clinic decides. `crisis_line` is shown to patients only once it is confirmed.

    `own_forms` is the folder of the clinic's own forms, empty when it has none. `has_sidecar`
    says that the visit's data go beside each report as a file of their own.
    """

    clinic: str = ""
    address: str = ""
    logo: str = ""
    country: str = ""
    crisis_line: str = ""
    is_line_confirmed: bool = False
    report_folder: str = ""
    report_name: str = ""
    paper: str = "A4"
    languages: tuple[str, ...] = ("en",)
    name_style: str = "first_name"
    names_shown: str = Shown.NAME
    theme: str = "light"
    bands: Mapping[str, str] = field(default_factory=dict)
    own_forms: str = ""
    has_sidecar: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something of the clinic's own forms that is not used, with all its problems."""

    about: str
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnForms:
    """What a folder of the clinic's own forms gives.

    `fault` says why the folder cannot be used at all, `given` names the forms that can be given.
    """

    fault: str = ""
    given: tuple[str, ...] = ()
    refused: tuple[Refusal, ...] = ()


class ClinicDesk(Protocol):
    """What the clinic decides."""

    def settings(self) -> Settings:
        """Return what the clinic decided."""

    def change_settings(self, settings: Settings) -> None:
        """Change what the clinic decided."""

    def prepare_settings(self, settings: Settings) -> Callable[[], None]:
        """Do what is slow of a change, and return the rest. Only the rest is for the window."""

    def proposed_line(self, country: str) -> str:
        """Return a crisis line that is known for a country, to be called before it counts."""

    @property
    def bands(self) -> tuple[BandChoice, ...]:
        """The scores for which the clinic may choose another set of bands."""

    @property
    def all_languages(self) -> tuple[str, ...]:
        """Every language in which some form can be given."""

    def look_at_forms(self, folder: str) -> OwnForms:
        """Say what a folder of the clinic's own forms gives. Not for the window's thread."""
