"""Word diff: nothing is lost, no character is cut, and it reads well."""

import time
from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.words import Span, diff, excerpt, plain

# Each is one character to its reader: with marks, joiners, skin tones, flags, stacked consonants.
CHARACTERS = [
    *("e\u0301", "\u0928\u094d\u0926\u0940", "\u0e19\u0e49\u0e33", "\u304b\u3099", "\uff76\uff9e"),
    *(
        "\U0001f469\u200d\U0001f467",
        "\U0001f44d\U0001f3fd",
        "\U0001f1fa\U0001f1e6",
        "1\ufe0f\u20e3",
    ),
    *("\u1000\u1039\u1000", "\u1781\u17d2\u1798", "\u062f\u064b", "\u6f22", "\ud55c", "\r\n"),
]
SIGNS = [" ", " ", "\n", "[", "]", ",", ".", "'", "\u2019", "-", "5", "%", "\u3002"]
WORDS = ["the", "shall", "should", "reduce", "a", "b", "NATO"]
texts = st.lists(st.sampled_from(CHARACTERS + SIGNS + WORDS), max_size=14).map("".join)
anything = st.text(max_size=20) | texts
words = st.lists(st.sampled_from(WORDS), max_size=12)


def before(spans: tuple[Span, ...]) -> str:
    return "".join(span.text for span in spans if span.op != "new")


def after(spans: tuple[Span, ...]) -> str:
    return "".join(span.text for span in spans if span.op != "gone")


def marked(old: str, new: str) -> str:
    return plain(diff(old, new))


def edges(parts: list[str]) -> set[int]:
    return set(accumulate(map(len, parts)))


def seconds(old: str, new: str) -> float:
    start = time.process_time()
    spans = diff(old, new)
    taken = time.process_time() - start
    assert (before(spans), after(spans)) == (old, new)
    return taken


# Nothing is lost


@given(anything, anything)
def test_the_spans_hold_both_texts_whole(old: str, new: str) -> None:
    spans = diff(old, new)
    assert (before(spans), after(spans)) == (old, new)


@given(anything, anything)
def test_spans_are_as_few_as_can_be(old: str, new: str) -> None:
    spans = diff(old, new)
    assert all(span.text for span in spans)
    neighbours = {(left.op, right.op) for left, right in pairwise(spans)}
    assert neighbours.isdisjoint({("same", "same"), ("gone", "gone"), ("new", "new")})
    assert ("new", "gone") not in neighbours


@given(anything)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert diff(text, text) == ((Span("same", text),) if text else ())


@given(st.lists(st.sampled_from(CHARACTERS), max_size=9), st.lists(st.sampled_from(CHARACTERS)))
def test_a_character_is_never_parted_from_its_marks(old: list[str], new: list[str]) -> None:
    spans = diff(" ".join(old), " ".join(new))
    for side, op in ((old, "new"), (new, "gone")):
        spaced = [part for character in side for part in (character, " ")]
        assert edges([span.text for span in spans if span.op != op]) <= edges(spaced)


@given(words, st.lists(st.tuples(st.integers(0, 12), st.sampled_from(["x", "y"]))))
def test_what_is_only_added_to_takes_nothing_away(
    kept: list[str], added: list[tuple[int, str]]
) -> None:
    longer = kept.copy()
    for place, word in added:
        longer.insert(place, word)
    assert all(span.op != "gone" for span in diff(" ".join(kept), " ".join(longer)))
    assert all(span.op != "new" for span in diff(" ".join(longer), " ".join(kept)))


# It reads well


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "NATO shall not expand.",
            "NATO should not expand.",
            "NATO [-shall-]{+should+} not expand.",
        ),
        ("the cat", "the big cat", "the {+big +}cat"),
        ("shall not renounce", "shall renounce", "shall [-not -]renounce"),
        ("a b c", "a b", "a b[- c-]"),
        ("", "new", "{+new+}"),
        ("within 1,200 km", "within 1,300 km", "within [-1,200-]{+1,300+} km"),
        ("the allies\u2019 aim", "the ally\u2019s aim", "the [-allies\u2019-]{+ally\u2019s+} aim"),
        ("one  space", "one space", "one[-  -]{+ +}space"),
        ("[shall][should] reduce", "[shall] reduce", "[shall][-[should]-] reduce"),
        ("[shall] reduce", "[shall][should] reduce", "[shall]{+[should]+} reduce"),
        ("[5][10] per cent", "[5][15] per cent", "[5][[-10-]{+15+}] per cent"),
    ],
)
def test_changes_are_marked_word_by_word(old: str, new: str, expected: str) -> None:
    assert marked(old, new) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "\u4e0d\u5f97\u5411\u4e1c",
            "\u4e0d\u5f97\u518d\u5411\u4e1c",
            "\u4e0d\u5f97{+\u518d+}\u5411\u4e1c",
        ),
        ("\u0939\u093f\u0928\u094d\u0926\u0940 x", "\u0939\u093f\u0928\u094d\u0926\u0942 x", ""),
    ],
)
def test_other_scripts_by_their_own_units(old: str, new: str, expected: str) -> None:
    whole = f"[-{old.split()[0]}-]{{+{new.split()[0]}+}} x"
    assert marked(old, new) == (expected or whole)


def test_a_space_or_a_word_between_two_changes_goes_with_them() -> None:
    assert marked("of each other on", "of the other side's coast on") == (
        "of [-each other-]{+the other side's coast+} on"
    )
    assert marked("foo bar baz", "one two three") == "[-foo bar baz-]{+one two three+}"


def test_a_word_that_outweighs_the_changes_beside_it_stays() -> None:
    assert marked("may reduce forces", "shall reduce all forces") == (
        "[-may-]{+shall+} reduce{+ all+} forces"
    )
    assert marked("[x] a, b", "[x] a y, z b").count("{+") == 1


# Excerpts

LONG = "one two three four five six seven eight nine ten"


def test_an_excerpt_keeps_some_words_around_each_change() -> None:
    spans = diff(f"{LONG} may {LONG} agree {LONG}", f"{LONG} shall {LONG} accept {LONG}")
    assert plain(excerpt(spans, context=2)) == (
        "…nine ten [-may-]{+shall+} one two … nine ten [-agree-]{+accept+} one two…"
    )


def test_an_excerpt_leaves_short_stretches_whole() -> None:
    spans = diff("one two three may four five six", "one two three shall four five six")
    assert excerpt(spans, context=2) == spans


def test_an_excerpt_without_context_shows_the_changes_alone() -> None:
    spans = diff(f"{LONG} may {LONG}", f"{LONG} shall {LONG}")
    assert plain(excerpt(spans, context=0)) == "…[-may-]{+shall+}…"


def test_an_excerpt_of_no_change_is_empty() -> None:
    assert excerpt(diff(LONG, LONG)) == ()
    assert excerpt(()) == ()


@given(texts, texts, st.integers(0, 4))
def test_an_excerpt_shows_every_change(old: str, new: str, context: int) -> None:
    spans = diff(old, new)
    changes = [span for span in spans if span.op != "same"]
    assert [span for span in excerpt(spans, context=context) if span.op != "same"] == changes


# Long texts

SENTENCES = [
    f"Article {nr}: the parties shall consult on matter {nr * 7}. " for nr in range(18_000)
]


def test_a_long_text_is_still_compared_by_words() -> None:
    old = "".join(SENTENCES)
    new = old.replace("matter 70.", "question 70.").replace("matter 70000.", "question 70000.")
    changes = [span for span in diff(old, new) if span.op != "same"]
    assert changes == [Span("gone", "matter"), Span("new", "question")] * 2


def test_marks_after_the_end_of_a_sentence_stay_with_it() -> None:
    old, new = "a.\n\u0301b " * 5000, "a.\n\u0302b " * 5000
    assert all(not span.text.startswith(("\u0301", "\u0302")) for span in diff(old, new))


MEGABYTE = "".join(SENTENCES)[:1_000_000]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (MEGABYTE, MEGABYTE.replace("1", "one ")),
        (MEGABYTE, MEGABYTE[::-1]),
        (MEGABYTE.replace(".", ""), MEGABYTE.replace(".", "").replace("consult", "talk")),
        ("\n" * 1_000_000, "\n x" * 300_000),
        ("\u6f22" * 300_000, "\u5b57" * 300_000),
        ("".join(f"x {nr} " for nr in range(800)), "".join(f"x -{nr} " for nr in range(900, 1800))),
        ("a b " * 1200, "a a b " * 800),
    ],
    ids=["edited", "unrelated", "one sentence", "lines", "han", "every other word", "repetition"],
)
def test_two_texts_of_a_megabyte_take_a_second_or_so(old: str, new: str) -> None:
    assert seconds(old, new) < 3  # on a busy machine
