"""What a reader sees of a page of HTML, as text. Pure, and linear in the length of the page."""

import re
from html import unescape

_BEGINS = re.compile(
    r"\ufeff?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html)\b", re.I | re.S
)
_LOOKED_AT = 10_000
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)|<[!?/]", re.I)
_UNSEEN = frozenset({"script", "style", "template", "noscript"})
_WITHIN_LINES = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd",
     "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"}
)  # fmt: skip


def is_page(text: str) -> bool:
    """Whether a text is a page of HTML, by how it begins."""
    return _BEGINS.match(text[:_LOOKED_AT]) is not None


def seen_of(page: str) -> str:
    """The text of a page: without tags, comments, scripts and styles; its blocks on lines apart."""
    found: list[str] = []
    at = 0
    while tag := _TAG.search(page, at):
        found.append(unescape(page[at : tag.start()]))
        name = (tag[2] or "").lower()
        end = _end_of(page, tag.start(), "" if tag[1] else name)
        if end < 0:  # it never ends, so that nothing after it is seen
            at = len(page)
            break
        if name not in _WITHIN_LINES:
            found.append("\n")
        at = end
    found.append(unescape(page[at:]))
    return "".join(found)


def _end_of(page: str, start: int, name: str) -> int:
    """Where a tag that begins at a place ends, with all that is not seen of it; -1 for never."""
    if page.startswith("<!--", start):
        end = page.find("-->", start + 4)
        return end + 3 if end >= 0 else -1
    end = page.find(">", start)
    if end < 0 or name not in _UNSEEN:
        return end + 1 or -1
    closing = re.compile(rf"</{name}\b", re.I).search(page, end)
    if closing is None:
        return -1
    end = page.find(">", closing.end())
    return end + 1 or -1
