# SPDX-License-Identifier: Apache-2.0
"""What `intake report` can do beside the PDF: lock it, and put the visit beside it."""

from __future__ import annotations

import argparse
import contextlib
import getpass
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from intake.cli.command import USAGE, CommandError
from intake.core.problem import printable
from intake.exchange.streams import STANDARD, StreamError, input_name, reading, reason, writing

_LARGEST_PASSWORD_FILE = 4096


def add_options(report: argparse.ArgumentParser) -> None:
    """Add what goes beyond the plain PDF."""
    report.add_argument(
        "--password-file",
        dest="password",
        metavar="FILE",
        help="lock the PDF (AES-256) with the password that is this file's one line, or of - for "
        "standard input; such a file is no PDF/A: for an archive make one without a password",
    )
    report.add_argument(
        "--sidecar",
        action="store_true",
        help="also write the visit beside the PDF, as .json, for other programs",
    )


def check_options(given: argparse.Namespace) -> None:
    """Refuse what does not go together, before anything is read or made.

    Raises:
        CommandError: with the reason and the way out.
    """
    if given.password == STANDARD == given.visit:
        raise _usage("the visit and the password cannot both come from standard input.")
    if not given.sidecar:
        return
    if given.reader != "clinician":
        raise _usage("the patient's page carries no data; leave --sidecar out.")
    if given.password is not None:
        raise _usage("a sidecar would hold unlocked what the password locks; leave one out.")
    if given.out == STANDARD:
        raise _usage("beside standard output there is no place; name a file after -o.")
    beside = sidecar_of(given.out)
    if beside in {Path(given.out), Path(given.visit)} or _is_same(beside, given.visit):
        raise _usage(f"the sidecar would replace {printable(str(beside))}; choose another name.")


def sidecar_of(out: str) -> Path:
    """Return where the visit goes that belongs to a PDF."""
    return Path(out).with_suffix(".json")


def as_locked(pdf: bytes, source: str) -> bytes:
    """Return a PDF locked with the password of a source.

    Raises:
        CommandError: when no file can be locked with it.
    """
    from intake.report.locked import PasswordError, locked

    try:
        return locked(pdf, _password(source))
    except PasswordError as error:
        raise CommandError(f"{input_name(source)}: {error}; choose another.") from error


@contextmanager
def with_sidecar(out: str, visit: bytes) -> Iterator[None]:
    """Write the visit beside a PDF that the block writes; when the block fails, take it back.

    Raises:
        StreamError: when it cannot be written.
    """
    place = sidecar_of(out)
    with _set_aside(place):
        with writing(str(place)) as target:
            target.write(visit)
        yield


@contextmanager
def _set_aside(place: Path) -> Iterator[None]:
    """Keep what stands in a place under another name; when the block fails, put it back."""
    kept = place.with_name(f".intake-{secrets.token_hex(8)}.kept")
    had = place.is_file()
    try:
        if had:
            place.rename(kept)
    except OSError as error:
        raise StreamError(
            f"{printable(str(place))}: cannot be replaced: {reason(error)}."
        ) from error
    try:
        yield
    except BaseException:
        with contextlib.suppress(OSError):
            if had:
                kept.replace(place)
            elif place.is_file():
                place.unlink()
        raise
    with contextlib.suppress(OSError):
        kept.unlink(missing_ok=True)


def _password(source: str) -> str:
    if source == STANDARD and sys.stdin.isatty():
        return getpass.getpass("Password of the PDF: ")
    with reading(source) as stream:
        content = stream.read(_LARGEST_PASSWORD_FILE + 1)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(f"{input_name(source)}: is not text in UTF-8; save it so.") from error
    return text.removesuffix("\n").removesuffix("\r")


def _is_same(one: Path, other: str) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _usage(sentence: str) -> CommandError:
    return CommandError(f"intake report: {sentence}", code=USAGE)
