"""When Python looks for garbage: rarely, and never in what was loaded.

What a solve makes has no cycles and goes as soon as nobody holds it. Python's own thresholds still search every 700 new
objects, and now and then all modules: a seventh of building a week, a tenth of the processor time of a short command.
"""

from __future__ import annotations

import gc

YOUNG = 50_000
"""new objects, less those that went, between two searches; a wide week holds about 5,000 at its end."""


def search_rarely() -> None:
    """Leave out of every search what is there now, and search after ``YOUNG`` new objects.

    For a program of ours to say once; whoever calls us as a library decides for themselves.
    """
    gc.freeze()
    gc.set_threshold(YOUNG)
