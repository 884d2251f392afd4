# SPDX-License-Identifier: Apache-2.0
"""The PIN with which staff take the device back, kept only as a slow salted hash."""

from __future__ import annotations

import base64
import hmac

_MEMORY_KIB = 64 * 1024
_PASSES = 3
_LANES = 1
_BYTES = 32


def hash_pin(pin: str, salt: bytes) -> str:
    """Return what is stored of a PIN: parameters, salt and hash (Argon2id, about 0.4 s)."""
    parameters = f"{_MEMORY_KIB},{_PASSES},{_LANES}"
    return "$".join((parameters, _text(salt), _text(_derive(pin, salt, parameters))))


def check_pin(pin: str, stored: str) -> bool:
    """Say whether this is the PIN that was stored; anything unreadable is not."""
    try:
        parameters, salt, expected = stored.split("$")
        found = _derive(pin, base64.b64decode(salt), parameters)
        return hmac.compare_digest(found, base64.b64decode(expected))
    except ValueError:
        return False


def _derive(pin: str, salt: bytes, parameters: str) -> bytes:
    # Imported here: nobody needs it before the first PIN is typed.
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id  # noqa: PLC0415

    memory, passes, lanes = (int(part) for part in parameters.split(","))
    kdf = Argon2id(salt=salt, length=_BYTES, iterations=passes, lanes=lanes, memory_cost=memory)
    return kdf.derive(pin.encode())


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
