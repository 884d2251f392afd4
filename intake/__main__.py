# SPDX-License-Identifier: Apache-2.0
"""What `python -m intake` and the command `intake` run."""

from __future__ import annotations

import sys

from intake.cli import main

if __name__ == "__main__":
    sys.exit(main())
