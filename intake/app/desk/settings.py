# SPDX-License-Identifier: Apache-2.0
"""The clinic's settings, between the file's names and texts and the screens."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from intake.core.staff import Stamp
from intake.ui.staff.context import Settings

if TYPE_CHECKING:
    from intake.app.places import Places
    from intake.store.store import Store

REPORT_NAME = "{number}_{date}_{report}"
"""How a report's file is called, as long as the clinic has not decided otherwise."""

OWN_FORMS = "own_forms"
"""The setting that says where a clinic keeps forms of its own; empty when it has none."""

_TEXTS = (
    "clinic",
    "address",
    "logo",
    "country",
    "crisis_line",
    "report_folder",
    "report_name",
    "paper",
    "name_style",
    "names_shown",
    "theme",
    OWN_FORMS,
)


def read_settings(store: Store, places: Places) -> Settings:
    """Return what the clinic decided, with what holds where it has not."""
    found = {name: store.settings.get(name) for name in _TEXTS}
    kept = {name: text for name, text in found.items() if text is not None}
    kept.setdefault("report_folder", str(places.reports))
    kept.setdefault("report_name", REPORT_NAME)
    languages = store.settings.get("languages") or "en"
    return Settings(
        **kept,
        is_line_confirmed=store.settings.get("crisis_line_confirmed") == "yes",
        has_sidecar=store.settings.get("sidecar") == "yes",
        languages=tuple(languages.split(",")),
        bands=json.loads(store.settings.get("bands") or "{}"),
    )


def write_settings(store: Store, settings: Settings, stamp: Stamp) -> None:
    """Store what the clinic decided; each change leaves its own trace in the audit."""
    for name in _TEXTS:
        store.settings.change(name, getattr(settings, name), stamp)
    confirmed = "yes" if settings.is_line_confirmed else "no"
    store.settings.change("crisis_line_confirmed", confirmed, stamp)
    store.settings.change("sidecar", "yes" if settings.has_sidecar else "no", stamp)
    store.settings.change("languages", ",".join(settings.languages), stamp)
    store.settings.change("bands", json.dumps(dict(settings.bands), sort_keys=True), stamp)
