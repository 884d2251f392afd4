# SPDX-License-Identifier: Apache-2.0
"""A report that opens with a password only: a different output from the one for the archive.

PDF/A forbids encryption (ISO 19005-3, 6.1.3), so a locked file no longer says that it is one.
"""

from __future__ import annotations

import io
import secrets
import unicodedata

from intake.report.archive import without_archive

LONGEST_PASSWORD = 127
"""Bytes of UTF-8 that a PDF looks at (ISO 32000-2, 7.6.4.3.3)."""

_OWNER_BYTES = 32


class PasswordError(ValueError):
    """A password that no file can be locked with; the message says why."""


def locked(pdf: bytes, password: str) -> bytes:
    """Return a report of this program encrypted with AES-256: tags, text and attachment stay.

    Nobody knows the owner's password, which could take the lock off: it is chance. The salts
    are chance too, so that the same input gives other bytes each time.

    Raises:
        PasswordError: when the password is empty, too long or more than one line.
    """
    # Heavy, and most reports have no password.
    from pypdf import PdfWriter  # noqa: PLC0415
    from pypdf.generic import DecodedStreamObject, NameObject  # noqa: PLC0415

    prepared = _prepared(password)
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    # Readers from before AES-256 shall say that they cannot open it, not that it is broken.
    writer.pdf_header = "%PDF-1.7"
    catalog = writer.root_object
    metadata = catalog["/Metadata"]
    if not isinstance(metadata, DecodedStreamObject):
        raise TypeError(type(metadata))
    metadata.set_data(without_archive(metadata.get_data()))
    del catalog[NameObject("/OutputIntents")]
    owner = secrets.token_urlsafe(_OWNER_BYTES)
    writer.encrypt(user_password=prepared, owner_password=owner, algorithm="AES-256")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def _prepared(password: str) -> str:
    # Of two ways to write the same letter readers try one, the composed (RFC 4013, 2.2).
    text = unicodedata.normalize("NFKC", password)
    if not text.strip():
        raise PasswordError("the password is empty")
    if any(unicodedata.category(letter) == "Cc" for letter in text):
        raise PasswordError("the password is more than one line of letters")
    if len(text.encode()) > LONGEST_PASSWORD:
        raise PasswordError(f"the password is longer than the {LONGEST_PASSWORD} bytes of a PDF's")
    return text
