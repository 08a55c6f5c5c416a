"""When two names are one, and when two that differ look alike."""

import unicodedata
from collections.abc import Iterable

_ALIKE = str.maketrans(
    "\u0410\u0412\u0415\u0405\u0406\u0408\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0423"
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455"
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf",
    "ABESIJKMHOPCTXYaeopcyxijsABEZHIKMNOPTYXo",
)
"""The Cyrillic and Greek letters that cannot be told from Latin ones on a screen."""


def form(name: str) -> str:
    """A name as it is compared: whatever the case of its letters and how they are composed."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def look(name: str) -> str:
    """What a name looks like: its letters in the script and width that they are taken for."""
    plain = unicodedata.normalize("NFKC", name)
    seen = "".join(each for each in plain if unicodedata.category(each) != "Cf")
    return seen.translate(_ALIKE).casefold()


def looks_like(name: str, others: Iterable[str]) -> str | None:
    """The first of the other names that a person would take this one for, though it differs."""
    if name.isascii():
        others = (each for each in others if not each.isascii())
    seen, compared = look(name), form(name)
    return next((each for each in others if look(each) == seen and form(each) != compared), None)
