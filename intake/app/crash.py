# SPDX-License-Identifier: Apache-2.0
"""What happens when something fails that nobody foresaw: one calm screen, one bare record."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

MOST = 200
"""How many failures the record keeps, so that it cannot fill a disk."""


class CrashRecord:
    """Writes where a failure happened, never what anybody answered, and says so once."""

    def __init__(self, path: Path, tell: Callable[[], None]) -> None:
        self._path = path
        self._tell = tell
        self._seen: set[str] = set()

    def __call__(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Take the place of `sys.excepthook`."""
        del error  # its message may hold an answer
        if self._is_written(kind, trace):
            self._tell()

    def pass_by(self, failure: UnraisableHookArgs) -> None:
        """Take the place of `sys.unraisablehook`, for failures that nobody could have met.

        They happen while something is cleared away, in any thread: nothing can be shown then.
        """
        self._is_written(failure.exc_type, failure.exc_traceback)

    def _is_written(self, kind: type[BaseException], trace: TracebackType | None) -> bool:
        """Write down where a failure happened, and say whether it is the first of its kind."""
        where = "".join(_bare(kind, trace))
        if where in self._seen or len(self._seen) >= MOST:
            return False
        self._seen.add(where)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a", encoding="utf-8") as file:
                file.write(where + "\n")
        except OSError:
            # The record is a help for later; the screen below is what matters now.
            pass
        return True


def _bare(kind: type[BaseException], trace: TracebackType | None) -> list[str]:
    # Imported here: nobody hopes to need it.
    import traceback  # noqa: PLC0415

    return [
        f"{kind.__module__}.{kind.__qualname__}\n",
        *(
            f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}\n"
            for frame in traceback.extract_tb(trace)
        ),
    ]
