"""What a person seeks: words, phrases in quotation marks, words that must not be there. Pure.

No text is wrong: signs that mean nothing are passed over, and a text of nothing but signs is
sought as it is.
"""

import re
from collections.abc import Iterable

from tracker.errors import UsageError
from tracker.named import NamedTuple
from tracker.searching.folding import words_in

SHORTEST_BEGINNING = 3
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»\uff02", '"'))
_PART = re.compile(r'((?<!\S)-)?(?:"([^"]*)"?|([^\s"]+))')


class Term(NamedTuple):
    """Words that stand one after the other.

    Attributes:
        words: the words, folded.
        begins: whether the last of them may go on: `miss` finds missiles.
    """

    words: tuple[str, ...]
    begins: bool = False


class Sought(NamedTuple):
    """What must stand in a move, in whatever field, and what must not.

    Attributes:
        text: as it was typed.
        terms: each must be there.
        without: none may be there.
        literal: the characters to find, where there is no word among them; else empty.
    """

    text: str
    terms: tuple[Term, ...] = ()
    without: tuple[Term, ...] = ()
    literal: str = ""


def sought(text: str) -> Sought:
    """What a text asks for.

    Words are sought in any order, those between quotation marks as a phrase, and so are the parts
    of a word such as `open-door`. A word after a minus must not be there, unless there is no other.
    Outside quotation marks a word may go on, unless it is a number or shorter than
    `SHORTEST_BEGINNING`: nothing here knows the grammar of any language.

    Raises:
        UsageError: there is nothing but spaces.
    """
    typed = text.strip()
    if not typed:
        raise UsageError("There is nothing to search for: give a word, such as: tracker search war")
    parts = list(_PART.finditer(typed.translate(_QUOTES)))
    terms = _terms(part for part in parts if not part[1])
    without = _terms(part for part in parts if part[1])
    if not terms:
        terms, without = without, ()
    return Sought(typed, terms, without, "" if terms else typed)


def _terms(parts: Iterable[re.Match[str]]) -> tuple[Term, ...]:
    found = filter(None, map(_term, parts))
    return tuple(dict.fromkeys(found))


def _term(part: re.Match[str]) -> Term | None:
    phrase = part[2] is not None
    words = tuple(word.folded for word in words_in(part[2] if phrase else part[3]))
    if not words:
        return None
    may_go_on = len(words[-1]) >= SHORTEST_BEGINNING and not words[-1].isdecimal()
    return Term(words, begins=may_go_on and not phrase and not part[1])
