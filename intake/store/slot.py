# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: PLC0415 - cryptography is imported when the first passphrase is typed
"""One person's way to the data key: a passphrase opens a private key, which opens the data key.

The private key stands between them so that the clinic's file can get a new data key, sealed to
everybody who stays, without anybody but the administrator being there.
"""

from __future__ import annotations

import base64
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from intake.core.staff import Role, StaffMember
from intake.store.slow_hash import SALT_BYTES, Cost, derive

_NONCE_BYTES = 12
_TAG_BYTES = 16
_KEY_BYTES = 32
_ENCRYPTED_BYTES = _NONCE_BYTES + _KEY_BYTES + _TAG_BYTES
_SEALED_BYTES = _KEY_BYTES + _ENCRYPTED_BYTES
_LENGTHS = (SALT_BYTES, _KEY_BYTES, _ENCRYPTED_BYTES, _SEALED_BYTES)
"""Of salt, public key, private key and data key: every key has 32 bytes."""


@dataclass(frozen=True, slots=True)
class Slot:
    """What the key file holds of one person; the role that counts is in the clinic's file."""

    member: StaffMember
    cost: Cost
    salt: bytes
    public: bytes
    private: bytes
    data_key: bytes
    next_key: bytes = b""

    def __post_init__(self) -> None:
        """Refuse what no app of ours has written.

        Raises:
            ValueError: when a part is too short or too long to be what it should be.
        """
        parts = (self.salt, self.public, self.private, self.data_key)
        if tuple(map(len, parts)) != _LENGTHS or len(self.next_key) not in {0, _SEALED_BYTES}:
            raise ValueError("a part of the slot has another length")

    def open(self, passphrase: str) -> bytes | None:
        """Return the data key, or `None` when the passphrase is not the right one."""
        return self._opened(passphrase, self.data_key)

    def open_next(self, passphrase: str) -> bytes | None:
        """Return the data key that the file was just getting when the app was stopped."""
        return self._opened(passphrase, self.next_key) if self.next_key else None

    def with_next_key(self, data_key: bytes) -> Slot:
        """Return the slot ready for a file that is about to get another data key."""
        return replace(self, next_key=_seal(self.public, data_key))

    def with_passphrase(self, old: str, new: str) -> Slot | None:
        """Return the slot under another passphrase; `None` when the old one is wrong."""
        private = self._private(old)
        if private is None:
            return None
        salt = secrets.token_bytes(SALT_BYTES)
        own = derive(plain_passphrase(new), salt, self.cost)
        kept = _encrypt(own, private, _binding(self.member, self.public))
        return replace(self, salt=salt, private=kept)

    def with_role(self, role: Role) -> Slot:
        """Return the slot of the same person in another role."""
        return replace(self, member=replace(self.member, role=role))

    def with_data_key(self, data_key: bytes) -> Slot:
        """Return the slot for another data key; the passphrase stays and is not needed."""
        return replace(self, data_key=_seal(self.public, data_key), next_key=b"")

    def to_json(self) -> Mapping[str, Any]:
        """Return the slot as it stands in the key file."""
        return {
            "id": self.member.id,
            "name": self.member.name,
            "role": str(self.member.role),
            "argon2id": {
                "memory_kib": self.cost.memory_kib,
                "passes": self.cost.passes,
                "lanes": self.cost.lanes,
                "salt": _text(self.salt),
            },
            "public": _text(self.public),
            "private": _text(self.private),
            "data_key": _text(self.data_key),
            "next_key": _text(self.next_key),
        }

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Slot:
        """Return a slot from the key file.

        Raises:
            ValueError, KeyError, TypeError: when it is not one.
        """
        slow = raw["argon2id"]
        return cls(
            StaffMember(str(raw["id"]), str(raw["name"]), Role(raw["role"])),
            Cost(int(slow["memory_kib"]), int(slow["passes"]), int(slow["lanes"])),
            _bytes(slow["salt"]),
            _bytes(raw["public"]),
            _bytes(raw["private"]),
            _bytes(raw["data_key"]),
            _bytes(raw["next_key"]),
        )

    def _opened(self, passphrase: str, sealed: bytes) -> bytes | None:
        private = self._private(passphrase)
        return None if private is None else _unseal(private, sealed, self.public)

    def _private(self, passphrase: str) -> bytes | None:
        from cryptography.exceptions import InvalidTag

        own = derive(plain_passphrase(passphrase), self.salt, self.cost)
        try:
            return _decrypt(own, self.private, _binding(self.member, self.public))
        except InvalidTag:
            return None


def new_slot(member: StaffMember, passphrase: str, data_key: bytes, cost: Cost) -> Slot:
    """Return a slot that this passphrase opens."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    private = X25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    salt = secrets.token_bytes(SALT_BYTES)
    own = derive(plain_passphrase(passphrase), salt, cost)
    kept = _encrypt(own, private.private_bytes_raw(), _binding(member, public))
    return Slot(member, cost, salt, public, kept, _seal(public, data_key))


def plain_passphrase(passphrase: str) -> str:
    """Return a passphrase in the one spelling that every keyboard and system gives."""
    return unicodedata.normalize("NFKC", passphrase).strip()


def _binding(member: StaffMember, public: bytes) -> bytes:
    return "\n".join((member.id, member.name, public.hex())).encode()


def _seal(public: bytes, data_key: bytes) -> bytes:
    """Encrypt for whoever holds the private key: a fresh public key, then the ciphertext."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import (
        X25519PrivateKey,
        X25519PublicKey,
    )

    fresh = X25519PrivateKey.generate()
    ours = fresh.public_key().public_bytes_raw()
    shared = fresh.exchange(X25519PublicKey.from_public_bytes(public))
    return ours + _encrypt(_agreed(shared, ours, public), data_key, public)


def _unseal(private: bytes, sealed: bytes, public: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.x25519 import (
        X25519PrivateKey,
        X25519PublicKey,
    )

    ours, rest = sealed[:32], sealed[32:]
    key = X25519PrivateKey.from_private_bytes(private)
    shared = key.exchange(X25519PublicKey.from_public_bytes(ours))
    return _decrypt(_agreed(shared, ours, public), rest, public)


def _agreed(shared: bytes, ours: bytes, theirs: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt=ours + theirs, info=b"intake data key").derive(shared)


def _encrypt(key: bytes, content: bytes, bound: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, bound)


def _decrypt(key: bytes, sealed: bytes, bound: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], bound)


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
