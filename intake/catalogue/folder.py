# SPDX-License-Identifier: Apache-2.0
"""Looking into a forms folder: never out of it, never at more than a form can need."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from intake.assets import forms_dir
from intake.catalogue.form_folder import FormFolder
from intake.catalogue.reading import BATTERIES, is_there
from intake.core.problem import Problem, printable

MOST_FORMS = 500
"""A folder with more is not one of forms."""

MOST_ENTRIES = 10_000
"""Beyond these nothing of a folder is looked at."""


def forms_in(folder: Path, label: str, problems: list[Problem]) -> Iterator[FormFolder]:
    """Yield the folder of each form; what stands in the way is added to `problems`."""
    try:
        entries = sorted(islice(folder.iterdir(), MOST_ENTRIES))
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "it cannot be opened"
        text = f"the folder cannot be read ({why}); say where the forms are."
        problems.append(Problem(label, "", text))
        return
    folders = [each for each in entries if not each.name.startswith((".", "_")) and _holds(each)]
    if len(folders) > MOST_FORMS:
        text = f"the folder has more than {MOST_FORMS} folders; name one that holds forms only."
        problems.append(Problem(label, "", text))
        return
    if not folders and not is_there(folder / BATTERIES):
        text = "the folder has no forms; each is a folder with an instrument.toml."
        problems.append(Problem(label, "", text))
    for entry in folders:
        yield FormFolder(entry, f"{label}/{printable(entry.name)}", folder)


def _holds(entry: Path) -> bool:
    """Return whether an entry may be a form's folder; one that is closed is named when read."""
    try:
        return entry.is_dir()
    except OSError:
        return True


def label_of(folder: Path) -> str:
    """Return what a folder is called in problems: as it was given, or its name alone."""
    return folder.name if folder.is_absolute() else folder.as_posix()


def own_folder_fault(own: Path) -> str:
    """Return why a folder cannot hold a clinic's own forms, empty when it can."""
    try:
        place, shipped = own.resolve(), forms_dir().resolve()
        if not place.is_dir():
            return "is no folder; make it, or name one that is there."
    except (OSError, RuntimeError, ValueError) as error:
        why = getattr(error, "strerror", None) or "it cannot be opened"
        return f"cannot be used ({why}); name another folder."
    installation = shipped.parent
    if place.is_relative_to(installation) or installation.is_relative_to(place):
        return (
            "lies inside the program or around it, where an update would replace it; name a "
            "folder of the clinic's own."
        )
    return ""
