# SPDX-License-Identifier: Apache-2.0
"""What the clinic decides."""

from __future__ import annotations

import tomllib
from collections.abc import Callable

from intake.app.desk.office import REPORT_LANGUAGE, Office
from intake.app.desk.own_forms import look_at, usable
from intake.app.desk.settings import read_settings, write_settings
from intake.assets import resources_dir
from intake.catalogue import Holding
from intake.core.rights import Right
from intake.ui.staff.context import BandChoice, OwnForms, Settings


class ClinicPart:
    """The clinic, as `intake.ui.staff.context.ClinicDesk` says."""

    def __init__(self, office: Office) -> None:
        """Work in this office."""
        self._office = office

    def settings(self) -> Settings:
        """Return what the clinic decided."""
        return read_settings(self._office.store, self._office.places)

    def change_settings(self, settings: Settings) -> None:
        """Change what the clinic decided; its own forms are read anew and count at once.

        Raises:
            StoreError: also when the folder of its own forms cannot be used.
        """
        self._office.require(Right.CHANGE_SETTINGS)
        self.prepare_settings(settings)()

    def prepare_settings(self, settings: Settings) -> Callable[[], None]:
        """Read the clinic's own forms, and return what then changes what it decided.

        Raises:
            StoreError: when the folder of its own forms cannot be used.
        """
        own = usable(settings.own_forms)
        found = self._office.catalogue.look_at(own) if own else Holding()

        def change() -> None:
            self._office.require(Right.CHANGE_SETTINGS)
            write_settings(self._office.store, settings, self._office.stamp())
            self._office.catalogue.use(found)
            self._office.do.restyle(settings)

        return change

    def proposed_line(self, country: str) -> str:
        """Return a crisis line that is known for a country, to be called before it counts."""
        known = tomllib.loads((resources_dir() / "crisis_lines.toml").read_text(encoding="utf-8"))
        line: str = known.get(country, {}).get("line", "")
        return line

    @property
    def bands(self) -> tuple[BandChoice, ...]:
        """The scores for which the clinic may choose another set of bands."""
        found = []
        for form, instrument in self._office.catalogue.instruments.items():
            report = self._office.catalogue.wording(form, REPORT_LANGUAGE).report
            names = report.band_sets if report else {}
            called = report.scores if report else {}
            for score in instrument.scores:
                if len(score.bands) > 1:
                    sets = tuple((each.id, names.get(each.id, each.id)) for each in score.bands)
                    name = called.get(score.id, score.id)
                    found.append(BandChoice(f"{form}.{score.id}", name, sets))
        return tuple(found)

    @property
    def all_languages(self) -> tuple[str, ...]:
        """Every language in which some form can be given, English first."""
        catalogue = self._office.catalogue
        found = {code for form in catalogue.instruments for code in catalogue.languages(form)}
        return (REPORT_LANGUAGE, *sorted(found - {REPORT_LANGUAGE}))

    def look_at_forms(self, folder: str) -> OwnForms:
        """Say what a folder of the clinic's own forms gives."""
        return look_at(folder, self._office.catalogue)
