# SPDX-License-Identifier: Apache-2.0
"""Let a second validator, which shares nothing with the first, look at all that is exported.

    pip install fhirkit-rs
    python tests/stress/other_validator.py

It knows every element of FHIR R4 and reports each problem with its path. Prints how many of the
resources of the examples and of all forms it takes, and how many spoilt ones, which is none.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

import fhirkit

from intake.assets import resources_dir
from intake.cli import main as intake


def resources(folder: Path) -> Iterator[Any]:
    """Export the examples and every form, and yield each bundle and each resource in it."""
    examples = sorted(map(str, (resources_dir() / "examples").glob("*.json")))
    for name, what in (("visits", examples), ("forms", ["--forms-only"])):
        if intake(["export", "fhir", *what, "-o", str(folder / name)]):
            raise SystemExit(f"{name}: could not be exported.")
        for path in sorted((folder / name).iterdir()):
            bundle = json.loads(path.read_text(encoding="utf-8"))
            yield bundle
            yield from (entry["resource"] for entry in bundle["entry"])


def main() -> int:
    """Print the figures and say whether all is sound."""
    count = failed = missed = 0
    with tempfile.TemporaryDirectory(prefix="intake-validator-") as folder:
        for resource in resources(Path(folder)):
            count += 1
            for issue in fhirkit.validate(json.dumps(resource)):
                failed += 1
                print(f"{resource['resourceType']}: {issue}")
            spoilt = {**resource, "nonsense": 1}
            missed += not fhirkit.validate(json.dumps(spoilt))
    print(f"{count} resources, {failed} problems; of {count} spoilt ones {missed} passed")
    return int(failed > 0 or missed > 0)


if __name__ == "__main__":
    sys.exit(main())
