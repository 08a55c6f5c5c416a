"""Whatever was said is found again by any of its words, whatever is sought is no error."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from ledgers import Ledger

from tracker.ledger.search import Hit, Order, Wanted, search
from tracker.searching.sought import sought

PIECES = [
    "door", "Öl", "e\u0301", "俄羅斯", "한국", "\u0e19\u0e49\u0e33", "\U0001f468\u200d\U0001f469",
    "\U0001f1e9\U0001f1ea", "1\ufe0f\u20e3", "5%", "½", "RU-1", "don\u2019t", '"', "-", "*", "(",
    "AND", "NOT", "\u200f", "\x00", "\u0301", "\ufdfa",
]  # fmt: skip
told = st.lists(st.sampled_from(PIECES) | st.text(min_size=1, max_size=6), min_size=1, max_size=6)
joined = st.sampled_from(["", " ", " ", "\n"])


def texts() -> st.SearchStrategy[str]:
    made = st.builds(lambda pieces, between: between.join(pieces), told, joined)
    return made.filter(lambda text: bool(text.strip()))


def moves_found(ledger: Ledger, text: str, **wanted: object) -> list[Hit]:
    return list(search(ledger.case, sought(text), Wanted(**wanted)))  # type: ignore[arg-type]


@given(texts(), texts(), st.booleans())
def test_every_word_of_what_was_said_finds_it(wording: str, quote: str, indexed: bool) -> None:
    with Ledger() as ledger:
        ledger.record("demand", "RU", "RU-1", text=wording)
        rejected = ledger.record("reject", "NATO", "RU-1", text=wording, quote=quote).move
        if indexed:
            ledger.store.index_words()
        for typed in (*wording.split(), *quote.split()):
            word = typed.lstrip("-") or typed  # a minus before it would ask for its absence
            for order in Order:
                hits = moves_found(ledger, word, order=order, parties=("NATO",))
                assert [hit.move.id for hit in hits] == [rejected.id], word
                assert hits[0].found, word
                assert any(piece.found for each in hits[0].found for piece in each.pieces), word


@given(texts(), texts())
def test_the_index_finds_what_reading_every_move_finds(said: str, text: str) -> None:
    with Ledger() as ledger:
        ledger.record("demand", "RU", "RU-1", text=said)
        ledger.record("reject", "NATO", "RU-1", text="door Öl 俄羅斯 5%", speaker=said)
        read = {hit.move.id for hit in moves_found(ledger, text)}
        ledger.store.index_words()
        assert {hit.move.id for hit in moves_found(ledger, text)} == read


@given(texts())
def test_a_search_for_anything_is_no_error(text: str) -> None:
    with Ledger() as ledger:
        ledger.record("demand", "RU", "RU-1", text="the open door")
        ledger.store.index_words()
        for order in Order:
            moves_found(ledger, text, order=order, limit=1, every=True, private=False)
