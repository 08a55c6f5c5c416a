"""The templates: filled in with texts that stay texts, and written piece by piece.

Whatever a template shows is cleaned of what could act on a reader's screen, and escaped. The page
may run and load nothing but the style and the script that are written into it: its content security
policy names them by their hashes.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from tracker.errors import UsageError
from tracker.render.text import clean

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"


def writer(template: str, fields: Callable[[], dict[str, Any]]) -> Callable[[TextIO], None]:
    """What writes a page to a stream.

    Args:
        template: the name of the template.
        fields: gives what it is filled in with, when it is written.
    """
    return partial(_write, template, fields)


def _write(template: str, fields: Callable[[], dict[str, Any]], stream: TextIO) -> None:
    made = environment().get_template(template)
    stream.writelines(_encodable(stream, made.generate(**fields())))


def _encodable(stream: TextIO, pieces: Iterable[str]) -> Iterable[str]:
    """The pieces, with references for characters where the stream is not in UTF-8."""
    if (stream.encoding or "utf-8").lower().startswith("utf"):
        return pieces
    return (piece.encode("ascii", "xmlcharrefreplace").decode() for piece in pieces)


@cache
def environment() -> Environment:
    """The templates, with the words and marks that they share.

    Raises:
        UsageError: the library that fills them in is missing.
    """
    try:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined
    except ImportError:
        raise UsageError(
            "A page of HTML needs the library Jinja2, which is missing; "
            "install it with: pip install jinja2"
        ) from None
    from tracker.render.page import marks, wording

    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_shown,
    )
    made.globals.update(wording.WORDS)
    made.globals.update(marks.MARKS)
    made.globals.update(_policy())
    return made


def _shown(value: object) -> object:
    """What a template shows for a value: text is cleaned, an absent one is nothing."""
    if value is None:
        return ""
    return clean(value) if type(value) is str else value


def _policy() -> dict[str, str]:
    """The style, the script, and the policy that lets nothing else run or load."""
    from markupsafe import Markup

    style = (TEMPLATES / "page.css").read_text(encoding="utf-8")
    script = (TEMPLATES / "page.js").read_text(encoding="utf-8")
    policy = "; ".join(_directives(style, script))
    return {"style": Markup(style), "script": Markup(script), "policy": policy}


def _directives(style: str, script: str) -> Iterator[str]:
    yield "default-src 'none'"
    yield f"style-src 'sha256-{_hash(style)}'"
    yield f"script-src 'sha256-{_hash(script)}'"
    yield "img-src data:"
    yield "base-uri 'none'"
    yield "form-action 'none'"


def _hash(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()
