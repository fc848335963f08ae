"""Pages (HTML): one template each, everything escaped, nothing loaded from anywhere, no script.

The style stands in the page and is named by its hash in the content-security policy, so that nothing else may style it.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from scenarios.catalog import run_types
from solver.output.identity import FOCUS_WORDS
from solver.output.text import NOTICE

_TEMPLATES = Path(__file__).parent / "templates"
_LOOKS = {"strength": "lift", "cross": "other"}


def page(template: str, **values: Any) -> bytes:  # noqa: ANN401 - what the template asks for
    """A page as UTF-8."""
    return _environment().get_template(template).render(**values).encode("utf-8")


def part(name: str, **values: Any) -> Markup:  # noqa: ANN401 - what the part asks for
    """A part of a page, one of ``parts.html``, which stands in a page as it is."""
    found: Markup = getattr(_environment().get_template("parts.html").module, name)(**values)
    return found


def load(template: str) -> None:
    """Get a page's template ready, where there is time before the page is asked for."""
    _environment().get_template(template)
    _environment().get_template("parts.html")


def title_of(type_: str) -> str:
    """A session's type as a person says it."""
    if type_ == "race":
        return "Race"
    if type_ in FOCUS_WORDS:
        return f"Strength: {FOCUS_WORDS[type_]}"
    row = run_types().get(type_)
    return row.name if row else type_


def look_of(kind: str, *, key: bool) -> str:
    """The class that gives a session its colour."""
    return "key" if key else _LOOKS.get(kind, "easy")


@cache
def _environment() -> Environment:
    style = (_TEMPLATES / "style.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    environment = _Items(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    # the browser hashes what stands between the tags, where nothing may be escaped
    environment.globals.update(style=_Verbatim(style), style_hash=_Verbatim(f"sha256-{digest}"), notice=NOTICE)
    return environment


class _Items(Environment):
    """Templates read mappings, of which jinja looks for an attribute first, in vain."""

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - whatever a template reads
        """The item of a mapping, or what jinja finds."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


class _Verbatim(str):
    """Our own text, which stands in a page as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)
