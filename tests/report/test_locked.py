# SPDX-License-Identifier: Apache-2.0
"""The report with a password: read back by readers that this program does not lock with."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pdfua
import pikepdf
import pypdfium2
import pytest

from intake.exchange.visit_writing import write_visit
from intake.report.document import render
from intake.report.locked import LONGEST_PASSWORD, PasswordError, locked
from tests.sample_visits import IDS, form, record, summary

SECRET = "Käse & 7 blaue Ähren"  # noqa: S105 - of nobody
VISIT = write_visit(record(), {form_id: form(form_id) for form_id in IDS})


@pytest.fixture(scope="module")
def plain() -> bytes:
    return render(summary(record()), visit=VISIT)


@pytest.fixture(scope="module")
def shut(plain: bytes) -> bytes:
    return locked(plain, SECRET)


def texts(pdf: bytes, password: str | None = None) -> list[str]:
    document = pypdfium2.PdfDocument(pdf, password=password)
    found = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return found


def test_the_password_opens_the_same_text_on_every_page(plain: bytes, shut: bytes) -> None:
    assert texts(shut, SECRET) == texts(plain)


@pytest.mark.parametrize("wrong", [None, "", "kase & 7 blaue ahren", SECRET + "n"])
def test_without_the_password_another_reader_refuses(shut: bytes, wrong: str | None) -> None:
    with pytest.raises(pypdfium2.PdfiumError, match="password"):
        pypdfium2.PdfDocument(shut, password=wrong)


def test_nothing_of_the_visit_can_be_read_in_the_bytes(plain: bytes, shut: bytes) -> None:
    assert b"Lindgren" in plain
    for words in ("Lindgren", "A-1042", "intake-visit", "Intake report", "xmpmeta"):
        assert words.encode() not in shut
        assert words.encode("utf-16-be") not in shut


def test_the_lock_is_aes_with_256_bits_and_forbids_no_assistive_program(shut: bytes) -> None:
    with pikepdf.open(BytesIO(shut), password=SECRET) as pdf:
        assert (pdf.encryption.R, pdf.encryption.bits) == (6, 256)
        methods = (pdf.encryption.stream_method, pdf.encryption.string_method)
        assert {each.name for each in methods} == {"aesv3"}
        assert pdf.allow.accessibility
        assert not pdf.owner_password_matched


def test_a_locked_file_does_not_claim_to_be_archival_but_stays_tagged(
    plain: bytes, shut: bytes, tmp_path: Path
) -> None:
    opened = tmp_path / "opened.pdf"
    with pikepdf.open(BytesIO(shut), password=SECRET) as pdf:
        metadata = pdf.open_metadata()
        assert metadata.pdfa_status == ""
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "Anna Lindgren · A-1042"
        assert "/OutputIntents" not in pdf.Root
        assert b"pdfa" not in pdf.Root.Metadata.read_bytes().replace(b"pdfuaid", b"")
        assert pdf.attachments["visit.json"].get_file().read_bytes() == VISIT
        pdf.save(opened)

    assert pdfua.validate(opened).findings == ()
    with pikepdf.open(BytesIO(plain)) as pdf:
        assert pdf.open_metadata().pdfa_status == "3A"


def test_a_letter_written_in_two_parts_opens_as_the_same_letter(plain: bytes) -> None:
    assert texts(
        locked(plain, "A\N{COMBINING DIAERESIS}hre"),
        "\N{LATIN CAPITAL LETTER A WITH DIAERESIS}hre",
    )


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("one\ntwo", "more than one line"),
        ("ä" * (LONGEST_PASSWORD // 2 + 1), "longer than the 127 bytes"),
    ],
)
def test_a_password_that_locks_nothing_is_refused(plain: bytes, password: str, words: str) -> None:
    with pytest.raises(PasswordError, match=words):
        locked(plain, password)


def test_the_longest_password_opens(plain: bytes) -> None:
    assert texts(locked(plain, "a" * LONGEST_PASSWORD), "a" * LONGEST_PASSWORD)
