# SPDX-License-Identifier: Apache-2.0
"""The proof of conformance says in a plain word when it cannot be made."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROOF = Path(__file__).parents[1] / "stress" / "conformance.py"


def test_without_java_the_proof_is_skipped_in_words(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(PROOF)],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0
    assert done.stdout == "skipped: there is no Java compiler on this machine\n"
