"""Memory that runs out is the machine's lack and no defect of ours, in whatever words the system puts it."""

from __future__ import annotations

import errno

_SAID = ("failed to map segment", "annot allocate memory", "can't start new thread")


def out_of_memory(error: BaseException) -> bool:
    """Whether the error is one of memory: Python's own, the system's, or that of a library which cannot be loaded."""
    if isinstance(error, (ImportError, RuntimeError)):
        return any(words in str(error) for words in _SAID)
    return isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM)
