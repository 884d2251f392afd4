# SPDX-License-Identifier: Apache-2.0
"""The commands that look after a clinic's file: verify, backup, restore. None opens a window."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from intake.app.access import Access
from intake.app.places import Places, own_places
from intake.app.privacy import hide_memory, keep_to_ourselves
from intake.cli.command import FINE, USAGE, WRONG_INPUT, Clock, CommandError
from intake.core.audit import Anchor
from intake.core.errors import StoreError

if TYPE_CHECKING:
    from intake.store.store import Store

PDF = b"%PDF"
_ANCHOR = r"audit (\d+-[0-9a-f]{12,64})"

SHOWN = (
    "This shows that whatever the trail accounts for up to each of these places was neither "
    "changed nor taken out nor put in behind the app's back since that place was noted. It cannot "
    "show that for anything stored after the last of them, where whoever has the key could have "
    "written the trail anew, nor that what was typed was true. PINs, the question at which a "
    "patient stopped and the words by which people are found are no part of the trail."
)
HELD = "The place printed on it ({place}) is one of this clinic's trail."
NOT_HELD = (
    "The place printed on it ({place}) is not one of this clinic's trail: this page is another "
    "clinic's or was made up, or the clinic's file was put back to a state before it."
)
UNCOMPARED = (
    "No place of the trail that was kept elsewhere was at hand: this cannot show that the file "
    "was not put back to an earlier state, or its trail written anew."
)


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the three commands to the program's own."""
    verify = commands.add_parser(
        "verify", help="compare the clinic's file with its audit trail", allow_abbrev=False
    )
    verify.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        type=Path,
        help="a clinic's file, a backup, or a report's PDF; default: the own file",
    )
    verify.set_defaults(run=_verify)
    backup = commands.add_parser("backup", help="write an encrypted backup", allow_abbrev=False)
    backup.add_argument(
        "-o", dest="out", metavar="OUT", required=True, type=Path, help="where the backup goes"
    )
    backup.set_defaults(run=_backup)
    restore = commands.add_parser(
        "restore", help="put a backup in the place of the clinic's file", allow_abbrev=False
    )
    restore.add_argument(
        "file",
        metavar="BACKUP",
        nargs="?",
        type=Path,
        help="a backup of this app; with --sheet it may be left out, when only keys were lost",
    )
    restore.add_argument(
        "--sheet",
        action="store_true",
        help="open it with the code of the recovery sheet, and become its administrator",
    )
    restore.set_defaults(run=_restore)
    for each in (verify, backup, restore):
        each.add_argument(
            "--name",
            metavar="NAME",
            help="who signs in; the passphrase is asked for, or read as the first line of "
            "standard input",
        )


@contextmanager
def privately() -> Iterator[None]:
    """Let a command that holds the clinic's key run as the app itself does."""
    before = os.umask(0o077)
    try:
        keep_to_ourselves()
        hide_memory()
        yield
    finally:
        os.umask(before)


@privately()
def _verify(given: argparse.Namespace, clock: Clock) -> int:
    path: Path | None = given.file
    if path is not None and not path.is_file():
        raise StoreError(f"There is no file {path}.")
    if path is not None and _begins_with(path, PDF):
        with Signed(own_places(), given.name, clock) as access:
            return _verify_report(access, path)
    if path is not None and _begins_with(path, b"PK"):
        return _verify_backup(path, given.name)
    places = Places(path.absolute().parent, Path(), path.name) if path else own_places()
    with Signed(places, given.name, clock) as access:
        return _tell(access.store, {"the key file": access.anchor_before})


def _verify_backup(path: Path, name: str | None) -> int:
    from tempfile import TemporaryDirectory

    from intake.store.backup import read_backup, unpacked

    backup = read_backup(path)
    who = _choose(name, [each.name for each in backup.keyring.members])
    member = next(each.id for each in backup.keyring.members if each.name == who)
    key = backup.keyring.open(member, _secret(f"Passphrase of {who}: "))
    if key is None:
        raise StoreError(f"That is not the passphrase that {who} had then.")
    with TemporaryDirectory(prefix="intake-") as folder:
        store = unpacked(backup, key, Path(folder))
        try:
            return _tell(store, {"the backup": backup.anchor})
        finally:
            store.close()


def _verify_report(access: Access, path: Path) -> int:
    import hashlib

    content = path.read_bytes()
    found = access.store.reports.find(hashlib.sha256(content).hexdigest())
    anchors = {"the key file": access.anchor_before}
    if found is None:
        print(f"{path.name}: this is not a report that this clinic's file knows, byte for byte.")
        printed = _printed_anchor(content)
        if printed is None:
            return WRONG_INPUT
        holds = access.store.journal.holds(printed)
        print((HELD if holds else NOT_HELD).format(place=f"audit {printed}"))
        return WRONG_INPUT
    print(
        f"{path.name}: unchanged, byte for byte, since it was made as report R-{found.number:06d} "
        f"on {found.created:%d %b %Y, %H:%M}."
    )
    if found.anchor:
        anchors["the footer of the report"] = Anchor.parse(found.anchor)
    return _tell(access.store, anchors)


def _printed_anchor(content: bytes) -> Anchor | None:
    """Return what the footer says, as PDFium reads it; `None` when there is nothing to read."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
    except pypdfium2.PdfiumError:
        return None
    found = re.search(_ANCHOR, text)
    return Anchor.parse(found[1]) if found else None


def _tell(store: Store, anchors: dict[str, Anchor]) -> int:
    from intake.app.safekeeping import look_at_trail

    verdict = look_at_trail(store, {name: each for name, each in anchors.items() if each.entries})
    for problem in verdict.problems:
        print(problem, file=sys.stderr)
    print(f"{verdict.end.entries:,} entries of the audit trail, the last {verdict.end}.")
    if verdict.erased:
        print(f"{verdict.erased:,} of them are about patients or visits that were erased openly.")
    compared = ", ".join(
        f"{name} (entry {each.entries:,})" for name, each in anchors.items() if each.entries
    )
    print(f"Compared with {compared}." if compared else "Compared with nothing kept elsewhere.")
    if verdict.problems:
        return WRONG_INPUT
    print(f"Everything agrees. {SHOWN if compared else UNCOMPARED}")
    return FINE


@privately()
def _backup(given: argparse.Namespace, clock: Clock) -> int:
    from intake.app.safekeeping import back_up

    with Signed(own_places(), given.name, clock) as access:
        anchor = back_up(access, given.out)
    print(f"{given.out}: written and tried out; its audit trail ends at {anchor}.")
    return FINE


@privately()
def _restore(given: argparse.Namespace, clock: Clock) -> int:
    from intake.app import safekeeping
    from intake.store.backup import read_backup

    places = own_places()
    before = _before(places)
    if given.sheet:
        from intake.store.recovery_code import read_code

        key = read_code(_secret("The code of the recovery sheet: "))
        name = given.name or _asked("Your name: ")
        passphrase = _secret("A passphrase for you: ")
        if given.file is None:
            safekeeping.recover(places, key, name, passphrase, clock())
            print(f"{name} can sign in as administrator now.")
            return FINE
        safekeeping.restore_with_code(places, given.file, key, name, passphrase, now=clock())
    elif given.file is None:
        raise CommandError("intake restore: name a backup, or say --sheet.", code=USAGE)
    else:
        backup = read_backup(given.file)
        name = _choose(given.name, [each.name for each in backup.keyring.members])
        secret = _secret(f"Passphrase of {name}: ")
        safekeeping.restore_with_passphrase(places, given.file, name, secret, clock())
    kept = ", ".join(sorted(each.name for each in _before(places) - before))
    print(f"{places.file}: restored.{f' What was there lies beside it: {kept}.' if kept else ''}")
    return FINE


def _before(places: Places) -> set[Path]:
    return set(places.data.glob("*.before-restore-*"))


class Signed:
    """A clinic's file, open for as long as a command works with it."""

    def __init__(self, places: Places, name: str | None, clock: Clock) -> None:
        self._access = Access(places, clock)
        self._name = name

    def __enter__(self) -> Access:
        people = self._access.people()
        name = _choose(self._name, [each.name for each in people])
        member = next(each.id for each in people if each.name == name)
        if not self._access.sign_in(member, _secret(f"Passphrase of {name}: ")):
            raise StoreError(f"That is not the passphrase of {name}.")
        return self._access

    def __exit__(self, *_error: object) -> None:
        self._access.close()


def _choose(name: str | None, names: list[str]) -> str:
    if name is None and len(names) == 1:
        return names[0]
    found = [each for each in names if name and each.casefold() == name.casefold()]
    if not found:
        raise StoreError(f"Say with --name who signs in: {', '.join(names) or 'nobody can'}.")
    return found[0]


def _secret(prompt: str) -> str:
    """Ask without showing what is typed; without a terminal, read a line of standard input."""
    import getpass

    if sys.stdin.isatty():
        return getpass.getpass(prompt)
    return sys.stdin.readline().rstrip("\r\n")


def _asked(prompt: str) -> str:
    if sys.stdin.isatty():
        return input(prompt)
    return sys.stdin.readline().rstrip("\r\n")


def _begins_with(path: Path, beginning: bytes) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(beginning)) == beginning
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror or error}.") from error
