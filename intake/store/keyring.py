# SPDX-License-Identifier: Apache-2.0
"""The key file beside the clinic's file: who may open it, and where its trail stood last."""

from __future__ import annotations

import contextlib
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from intake.core.audit import Anchor
from intake.core.errors import StoreError
from intake.core.staff import SHORTEST_PASSPHRASE, Role, StaffMember
from intake.store.sentences import sentence
from intake.store.slot import Slot, new_slot
from intake.store.slow_hash import FULL_COST, Cost
from intake.whole_file import whole

FORMAT = "intake-keys/1"
LARGEST_FILE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Keyring:
    """The key file's content. Changing it gives a new one; `write` puts it on the disk."""

    slots: tuple[Slot, ...]
    anchor: Anchor | None = None

    @property
    def members(self) -> tuple[StaffMember, ...]:
        """Who can sign in, by name."""
        return tuple(sorted((each.member for each in self.slots), key=lambda each: each.name))

    def open(self, member: str, passphrase: str) -> bytes | None:
        """Return the data key; `None` when the passphrase is not that person's.

        Raises:
            StoreError: when there is no such person.
        """
        return self.slot(member).open(passphrase)

    def open_next(self, member: str, passphrase: str) -> bytes | None:
        """Return the data key that the file was just getting when the app was stopped."""
        return self.slot(member).open_next(passphrase)

    def add(
        self,
        name: str,
        role: Role,
        passphrase: str,
        data_key: bytes,
        cost: Cost = FULL_COST,
    ) -> Keyring:
        """Return the key file with one more person.

        Raises:
            StoreError: when the name is empty or taken, or the passphrase too short.
        """
        plain = " ".join(name.split())
        check_new(plain, passphrase, self.members)
        member = StaffMember(str(uuid.uuid4()), plain, role)
        return replace(self, slots=(*self.slots, new_slot(member, passphrase, data_key, cost)))

    def change_passphrase(self, member: str, old: str, new: str) -> Keyring | None:
        """Return the key file with another passphrase; `None` when the old one is wrong.

        Raises:
            StoreError: when the new one is too short.
        """
        _check_passphrase(new)
        changed = self.slot(member).with_passphrase(old, new)
        return self._with(changed) if changed else None

    def change_role(self, member: str, role: Role) -> Keyring:
        """Return the key file with a person in another role.

        Raises:
            StoreError: when they are the last administrator.
        """
        changed = self._with(self.slot(member).with_role(role))
        return _governed(changed)

    def remove(self, member: str) -> Keyring:
        """Return the key file without a person.

        Raises:
            StoreError: when they are the last administrator.
        """
        gone = self.slot(member)
        left = replace(self, slots=tuple(each for each in self.slots if each is not gone))
        return _governed(left)

    def expect(self, data_key: bytes) -> Keyring:
        """Return the key file for the moment in which the file gets another data key.

        Until `rekey` was written as well, each slot opens both.
        """
        return replace(self, slots=tuple(each.with_next_key(data_key) for each in self.slots))

    def renew(self, member: str, passphrase: str, data_key: bytes) -> Keyring:
        """Return the key file with a passphrase set anew for somebody who has forgotten theirs.

        Raises:
            StoreError: when it is too short.
        """
        _check_passphrase(passphrase)
        old = self.slot(member)
        return self._with(new_slot(old.member, passphrase, data_key, old.cost))

    def rekey(self, data_key: bytes) -> Keyring:
        """Return the key file for another data key; every passphrase stays as it is."""
        return replace(self, slots=tuple(each.with_data_key(data_key) for each in self.slots))

    def slot(self, member: str) -> Slot:
        """Return a person's slot.

        Raises:
            StoreError: when there is none.
        """
        for each in self.slots:
            if each.member.id == member:
                return each
        raise StoreError("This person can no longer sign in here. Choose another name.")

    def write(self, path: Path) -> None:
        """Write the file whole; the one before it stays beside it.

        Raises:
            StoreError: when that is not possible; the file is then as it was before.
        """
        try:
            _keep_older(path)
            with whole(path) as file:
                file.write(self.to_bytes())
        except OSError as error:
            raise StoreError(sentence(error, path)) from error

    def to_bytes(self) -> bytes:
        """Return the key file's bytes."""
        anchor = self.anchor
        content = {
            "format": FORMAT,
            "anchor": {"entries": anchor.entries, "head": anchor.head} if anchor else None,
            "slots": [each.to_json() for each in self.slots],
        }
        return json.dumps(content, ensure_ascii=False, indent=1).encode()

    def _with(self, slot: Slot) -> Keyring:
        return replace(
            self,
            slots=tuple(slot if each.member.id == slot.member.id else each for each in self.slots),
        )


def _governed(keyring: Keyring) -> Keyring:
    """Return the key file if it still has an administrator."""
    if not any(each.member.role.administers for each in keyring.slots):
        raise StoreError("Somebody must stay administrator. Add another one first.")
    return keyring


def older(path: Path) -> Path:
    """Return where the key file before this one is kept."""
    return path.with_name(f"{path.stem}.older{path.suffix}")


def read_keyring(path: Path) -> Keyring:
    """Read the key file.

    Raises:
        StoreError: when it is missing or damaged; the message says the way out.
    """
    try:
        with path.open("rb") as file:
            return parse_keyring(file.read(LARGEST_FILE))
    except FileNotFoundError as error:
        raise StoreError(
            f"The key file {path} is missing, and nobody can sign in without it. Put it back from "
            f"{older(path).name}, restore the last backup, or type “intake restore --sheet” and "
            "have the recovery sheet at hand."
        ) from error
    except OSError as error:
        raise StoreError(sentence(error, path)) from error
    except ValueError as error:
        raise StoreError(
            f"The key file {path} is damaged. Put it back from {older(path).name}, restore the "
            "last backup, or type “intake restore --sheet” and have the recovery sheet at hand."
        ) from error


def parse_keyring(content: bytes) -> Keyring:
    """Return the keyring of a key file's bytes.

    Raises:
        ValueError: when they are no key file.
    """
    try:
        raw: Mapping[str, Any] = json.loads(content)
        if raw["format"] != FORMAT:
            raise ValueError("another format")
        kept = raw["anchor"]
        anchor = Anchor(int(kept["entries"]), str(kept["head"])) if kept else None
        return Keyring(tuple(Slot.from_json(each) for each in raw["slots"]), anchor)
    except (KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise ValueError("no key file") from error


def check_new(name: str, passphrase: str, members: tuple[StaffMember, ...]) -> None:
    """Refuse a name or passphrase that will not do for a new person.

    Raises:
        StoreError: with what is wrong.
    """
    if not name:
        raise StoreError("Please write the name with which this person signs in.")
    if any(each.name.casefold() == name.casefold() for each in members):
        raise StoreError(f"There is somebody called {name} already. Add an initial or a number.")
    _check_passphrase(passphrase)


def _check_passphrase(passphrase: str) -> None:
    if len(passphrase.strip()) < SHORTEST_PASSPHRASE:
        raise StoreError(
            f"The passphrase needs at least {SHORTEST_PASSPHRASE} characters; "
            "four words that do not belong together are good and easy to remember."
        )


def _keep_older(path: Path) -> None:
    with contextlib.suppress(FileNotFoundError):
        content = path.read_bytes()
        with whole(older(path)) as file:
            file.write(content)
