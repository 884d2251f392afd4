# SPDX-License-Identifier: Apache-2.0
"""Whatever the disk or the layers below say, a person reads one sentence with a way out."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from intake.store.sentences import sentence


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (driver.DatabaseError("file is not a database"), "restore the last backup"),
        (driver.DatabaseError("database disk image is malformed"), "restore the last backup"),
        (driver.OperationalError("database or disk is full"), "make room"),
        (driver.OperationalError("attempt to write a readonly database"), "write access"),
        (driver.OperationalError("database is locked"), "another window of this app"),
        (driver.OperationalError("disk I/O error"), "check the drive"),
        (driver.OperationalError("unable to open database file"), "Check the drive"),
        (OSError(errno.ENOSPC, "No space left on device"), "make room"),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), "make room"),
        (OSError(errno.EACCES, "Permission denied"), "write access"),
        (OSError(errno.EROFS, "Read-only file system"), "write access"),
        (OSError(errno.EIO, "Input/output error"), "check the drive"),
        (OSError(errno.ENOENT, "No such file or directory"), "Check the drive"),
        (OSError(errno.ENODEV, "No such device"), "Check the drive"),
    ],
)
def test_each_fault_has_its_sentence_and_way_out(error: Exception, said: str) -> None:
    text = sentence(error, Path("/clinic/clinic.db"))

    assert said in text
    assert "/clinic/clinic.db" in text
    assert str(error) not in text


def test_what_nobody_foresaw_names_its_kind_and_not_its_words() -> None:
    assert "Ana" not in sentence(driver.OperationalError("near Ana: syntax error"))


def test_a_file_that_may_only_be_read_is_told_from_a_fault_of_the_drive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "clinic.db"
    path.touch()
    error = driver.OperationalError("disk I/O error")
    assert "check the drive" in sentence(error, path)

    monkeypatch.setattr("os.access", lambda *_: False)
    assert "write access" in sentence(error, path)
