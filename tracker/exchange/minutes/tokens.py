"""The head of a line as tokens: words, names in quotes, an issue in brackets, commas, the colon."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tracker.exchange.minutes.characters import unescape
from tracker.exchange.minutes.lines import Line
from tracker.exchange.minutes.terms import PHRASES, is_keyword
from tracker.exchange.minutes.tree import Fault, Misread, Ref

WORD, NAME, ISSUE, SCOPE, COMMA, COLON = "word", "name", "issue", "scope", "comma", "colon"

_TOKEN = re.compile(
    r'(?P<name>"(?:[^"\\]|\\.)*"|“[^”]*”)'
    r"|(?P<issue>\[[^\]]*\])"
    r"|(?P<scope>\((?:[^()]|\([^()]*\))*\))"
    r"|(?P<comma>[,;])"
    r"|(?P<colon>:(?=\s|$))"
    r'|(?P<open>["“\[(])'
    r"|(?P<word>(?:[^\s,;\[:]|:(?!\s|$))+)"
)
_CLOSING = {'"': '"', "“": "”", "[": "]", "(": ")"}
_AND = re.compile(r"\s+(?:and|&)\s+")


class Token(NamedTuple):
    """One piece of the head of a line.

    Attributes:
        kind: what it is.
        text: what stands there; of a name, an issue or a scope what is within.
        start: its offset in the line's body; end: the offset after it.
    """

    kind: str
    text: str
    start: int
    end: int

    def says(self, *words: str) -> bool:
        """Whether it is one of these words of the language."""
        return self.kind == WORD and is_keyword(self.text) and self.text.casefold() in words


def tokens(line: Line, start: int) -> Iterator[Token]:
    """The tokens of a line's body from the offset `start` up to its colon.

    Raises:
        Misread: a quotation mark or bracket is not closed.
    """
    body = line.body
    at = start
    while at < len(body):
        if body[at].isspace():
            at += 1
            continue
        found = _TOKEN.match(body, at)
        assert found is not None, body[at:]  # any character begins a word
        if found.lastgroup == "open":
            raise Misread(
                fault(line, at, at + 1, f"“{found[0]}” is not closed: {_close(found[0])}")
            )
        yield _token(found)
        if found.lastgroup == COLON:
            return
        at = found.end()


def _close(mark: str) -> str:
    return f"put a {_CLOSING[mark]} where it ends"


def _token(found: re.Match[str]) -> Token:
    kind, text = found.lastgroup or "", found[0]
    if kind == NAME:
        text = unescape(text[1:-1]) if text[0] == '"' else text[1:-1]
    elif kind in (ISSUE, SCOPE):
        text = text[1:-1].strip()
    return Token(kind, text, found.start(), found.end())


def fault(line: Line, start: int, end: int, reason: str) -> Fault:
    """Something wrong between two offsets of a line's body."""
    return Fault(line.number, line.column + start, max(1, end - start), reason)


def phrase_at(found: Sequence[Token], at: int) -> tuple[str, int]:
    """The phrase that begins at a token, and of how many tokens it is; ("", 0) where none does."""
    words = [each.text.casefold() for each in found[at : at + 2] if each.kind == WORD]
    if not words or found[at].kind != WORD or not is_keyword(found[at].text):
        return "", 0
    for length in (2, 1):
        phrase = PHRASES.get(tuple(words[:length])) if len(words) >= length else None
        if phrase:
            return phrase, length
    return "", 0


def ref(line: Line, group: Sequence[Token]) -> Ref:
    """The name that some tokens make up."""
    start, end = group[0].start, group[-1].end
    text = group[0].text if len(group) == 1 else line.body[start:end]
    return Ref(text, line.number, line.column + start, end - start)


def refs(line: Line, found: Sequence[Token], what: str) -> tuple[Ref, ...]:
    """The names that commas part.

    Raises:
        Misread: one is missing beside a comma.
    """
    groups: list[list[Token]] = [[]]
    for token in found:
        if token.kind == COMMA:
            groups.append([])
        elif not (token.says("and", "&") and not groups[-1] and len(groups) > 1):
            groups[-1].append(token)
    commas = [token for token in found if token.kind == COMMA]
    for number, group in enumerate(groups):
        if not group and commas:
            comma = commas[max(0, number - 1)]
            raise Misread(fault(line, comma.start, comma.end, f"{what} is missing at this comma"))
    return tuple(ref(line, group) for group in groups if group)


def parted(name: Ref) -> tuple[Ref, ...]:
    """The names that `and` joins in one: `US and EU`."""
    parts, at = [], 0
    for joint in [*_AND.finditer(name.text), None]:
        end = joint.start() if joint else len(name.text)
        parts.append(Ref(name.text[at:end], name.line, name.column + at, end - at))
        at = joint.end() if joint else end
    return tuple(parts)
