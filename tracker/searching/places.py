"""Where in a text what is sought stands. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tracker.named import NamedTuple
from tracker.searching.folding import Word, words_in
from tracker.searching.sought import Sought, Term
from tracker.words import TIES, is_mark

Span = tuple[int, int]


class Text(NamedTuple):
    """A text read for searching.

    Attributes:
        text: as it is.
        words: its words in order.
        at: the places of each word, by what it is folded to.
    """

    text: str
    words: Sequence[Word]
    at: Mapping[str, Sequence[int]]


def read(text: str) -> Text:
    """Read a text for searching."""
    words = words_in(text)
    at: dict[str, list[int]] = {}
    for place, word in enumerate(words):
        at.setdefault(word.folded, []).append(place)
    return Text(text, words, at)


def places(text: Text, sought: Sought) -> list[list[Span]]:
    """For each thing that is sought, where it stands: from which character up to which.

    No span parts a character from its marks.
    """
    if sought.literal:
        return [_literally(text.text, sought.literal)]
    return [list(_spans(text, term)) for term in sought.terms]


def fits(fields: Iterable[str | None], sought: Sought) -> bool:
    """Whether some texts have, together, all that is sought and nothing that must not be there."""
    texts = [read(field) for field in fields if field]
    if sought.literal:
        return any(sought.literal in each.text for each in texts)
    return all(_has(texts, term) for term in sought.terms) and not any(
        _has(texts, term) for term in sought.without
    )


def _has(texts: Iterable[Text], term: Term) -> bool:
    return any(True for text in texts for _ in _spans(text, term))


def _spans(text: Text, term: Term) -> Iterator[Span]:
    last = len(term.words) - 1
    for place in _starts(text, term):
        words = text.words[place : place + last + 1]
        if len(words) > last and all(
            word.folded == wanted or (term.begins and nr == last and _begins(word, wanted))
            for nr, (word, wanted) in enumerate(zip(words, term.words, strict=True))
        ):
            yield words[0].start, words[-1].end


def _starts(text: Text, term: Term) -> Iterable[int]:
    """The places in question, of the term's first word."""
    if term.begins and len(term.words) == 1:
        return range(len(text.words))
    return text.at.get(term.words[0], ())


def _begins(word: Word, beginning: str) -> bool:
    return word.folded.startswith(beginning)


def _literally(text: str, literal: str) -> list[Span]:
    found, start = [], text.find(literal)
    while start >= 0:
        end = start + len(literal)
        found.append(_widened(text, start, end))
        start = text.find(literal, end)
    return found


def _widened(text: str, start: int, end: int) -> Span:
    """The span of whole characters, with all their marks, around a span."""
    while start > 0 and (is_mark(text[start]) or text[start - 1] in TIES):
        start -= 1
    while end < len(text) and (is_mark(text[end]) or text[end - 1] in TIES):
        end += 1
    return start, end
