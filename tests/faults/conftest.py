"""What a bad scenario is refused with."""

import re
from collections.abc import Callable

import pytest

from scenarios.errors import InputError
from scenarios.load import Format, load_text

LINE = re.compile(r"x\.(yaml|json):[1-9][0-9]*:[1-9][0-9]*: .+: .+; .*accepted: .+")


def the_line(data: bytes | str, form: Format = "yaml") -> str:
    """The one line that a text is refused with; fails when it is accepted, or refused with more than a line."""
    with pytest.raises(InputError) as caught:
        load_text(data if isinstance(data, bytes) else data.encode(), f"x.{form}", form)
    line = str(caught.value)
    assert line.isprintable(), line
    assert LINE.match(line), line
    assert len(line) < 1000
    return line


@pytest.fixture(scope="session")
def refusal() -> Callable[..., str]:
    """See ``the_line``."""
    return the_line
