"""``runlift`` and ``python -m solver``: signals are answered from here on, before anything slow is loaded."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING, NoReturn

from solver.exit_codes import INTERRUPTED, TERMINATED
from solver.garbage import search_rarely

if TYPE_CHECKING:
    from types import FrameType


def main() -> None:
    """Run the command line. Ctrl-C ends it without a traceback even while it loads."""
    signal.signal(signal.SIGTERM, _terminated)
    search_rarely()
    try:
        from solver.cli.main import main as command_line  # noqa: PLC0415 - loads in a twentieth of a second

        command_line()
    except KeyboardInterrupt:
        os._exit(INTERRUPTED)


def _terminated(_number: int, _frame: FrameType | None) -> NoReturn:
    """End as an exception does, so that a file being written leaves nothing behind."""
    sys.exit(TERMINATED)


if __name__ == "__main__":
    main()
