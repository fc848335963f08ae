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
    for number in (signal.SIGINT, signal.SIGTERM):
        # in the background Ctrl-C may be meant for others
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _on_signal)
    search_rarely()
    try:
        from solver.cli.main import main as command_line  # noqa: PLC0415 - loads in a twentieth of a second

        command_line()
    except KeyboardInterrupt:
        os._exit(INTERRUPTED)


def _on_signal(number: int, frame: FrameType | None) -> NoReturn:
    """End as an exception does, so that a file being written leaves nothing behind; while something loads, at once.

    A module in C may take the exception for a failure of its own, and tell another one.
    """
    code = TERMINATED if number == signal.SIGTERM else INTERRUPTED
    if _loading(frame):
        os._exit(code)
    if number == signal.SIGTERM:
        sys.exit(code)
    raise KeyboardInterrupt


def _loading(frame: FrameType | None) -> bool:
    """Whether a module is being imported."""
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib."):
            return True
        frame = frame.f_back
    return False


if __name__ == "__main__":
    main()
