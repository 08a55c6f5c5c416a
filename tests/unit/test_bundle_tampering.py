"""A bundle that was changed is refused, with the line or the move named, or changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from hashlib import sha256
from typing import Any

import pytest
from builders import START
from forging import forged, ledger, refused, sealed, told
from replicas import Replica

from tracker.errors import InputFileError
from tracker.exchange.bundles.lines import written
from tracker.ledger.union.facts import Told
from tracker.model import Manner, Verb


@cache
def unchanged() -> Any:
    reader = Replica("reader")
    reader.apply(sealed(list(told())))
    return reader.dump()


def others(value: Any) -> Iterator[Any]:
    """Other values for a field."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield from (value + 1, 0, value * 2)
    elif isinstance(value, list):
        yield from (value[:-1], [*value, "US"], ["US"])
    elif isinstance(value, str):
        changed = {"RU": "US", "RU-1": "NATO-1", "T2": "T4", "reject": "accept", "NATO": "RU"}
        yield from (f"{value} ", value[::-1], changed.get(value, "x"), None)
    yield from (None, 7, {"a": 1})


def tampered(which: str) -> Iterator[tuple[int, str, Any]]:
    """Each field of each line of a sort, with the values it is given instead."""
    for at, line in enumerate(told()):
        if next(iter(line)) == which:
            for field, value in line.items():
                for other in others(value):
                    if other != value:
                        yield at, field, other


def applied(at: int, field: str, value: Any) -> Replica | InputFileError:
    lines = [dict(each) for each in told()]
    lines[at][field] = value
    reader = Replica("reader")
    try:
        reader.apply(sealed(lines))
    except InputFileError as error:
        return error
    return reader


def test_no_field_of_a_move_can_be_changed_to_any_effect() -> None:
    tried = 0
    for at, field, value in tampered("move"):
        found = applied(at, field, value)
        tried += 1
        if isinstance(found, InputFileError):
            said = f"{found}{found.problems}"
            assert told()[at]["move"][:8] in said or f"line={at + 1}" in said, (field, value)
        else:
            assert found.dump() == unchanged(), (at, field, value)
    assert tried > 500


def test_the_text_of_a_source_is_the_one_that_was_kept_or_all_is_refused() -> None:
    tried = 0
    for at, field, value in tampered("source_text"):
        found = applied(at, field, value)
        tried += 1
        assert isinstance(found, InputFileError), (field, value)
        (problem,) = found.problems
        assert (problem.line, bool(problem.reason)) == (at + 1, True), (field, value)
    assert tried > 5


@pytest.mark.parametrize("which", ["change", "demand"])
def test_of_labels_only_what_can_be_is_taken_over(which: str) -> None:
    for at, field, value in tampered(which):
        found = applied(at, field, value)
        if isinstance(found, InputFileError):
            assert str(found).startswith("Nothing was taken over")
            assert all(each.reason for each in found.problems)
        else:
            told_moves = [each for each in found.dump()["moves"] if isinstance(each, Told)]
            assert len(told_moves) == len([each for each in told() if "move" in each])


def test_a_line_left_out_shows() -> None:
    lines = ledger().bundle()
    for at in range(1, len(lines) - 1):
        with pytest.raises(InputFileError, match="checksum"):
            Replica("reader").apply([*lines[:at], *lines[at + 1 :]])


def test_any_changed_byte_shows() -> None:
    content = b"".join(ledger().bundle())
    for at in range(0, len(content), 37):
        changed = bytes([content[at] ^ 1])
        lines = (content[:at] + changed + content[at + 1 :]).splitlines(keepends=True)
        with pytest.raises(InputFileError):
            Replica("reader").apply(lines)


def id_of(verb: str, number: int = 0) -> str:
    """The id of one of the moves of a sort."""
    found: list[str] = [each["move"] for each in told() if each.get("verb") == verb]
    return found[number]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"parties": ("RU",)}, "(RU: reject RU-1 at T2): RU cannot reject RU-1, which is its own"),
        ({"parties": ("BY",), "verb": Verb.NOTE}, "BY cannot note RU-1, which is its own demand"),
        ({"verb": Verb.WITHDRAW}, "NATO cannot withdraw RU-1, a demand of BY and RU"),
        ({"verb": Verb.REVISE, "text": "x"}, "NATO cannot revise RU-1, a demand of BY and RU"),
        ({"verb": Verb.REVISE}, "a revise needs its wording"),
        ({"verb": Verb.ACCEPT, "manner": Manner.IN_PART}, "needs the part"),
        ({"verb": Verb.ACCEPT, "manner": Manner.IF}, "needs the condition"),
        ({"verb": Verb.REJECT, "manner": Manner.IF}, "one cannot reject “if”"),
        ({"parties": ("NATO", "US")}, "the move of one party"),
        ({"verb": Verb.STRIKE}, "which move it strikes"),
        ({"to": ("US",)}, "only a demand has"),
    ],
)
def test_a_move_that_breaks_a_rule_is_refused_by_name(said: dict[str, Any], reason: str) -> None:
    assert reason in refused(forged(**said))


@pytest.mark.parametrize(
    ("corrects", "said", "reason"),
    [
        ("demand", {}, "it puts “reject” in the place of “demand”"),
        ("defer", {}, "it mends a move on another demand (NATO-1)"),
        ("revise", {"verb": Verb.ACCEPT}, "it puts “accept” in the place of “revise”"),
    ],
)
def test_a_correction_must_fit_what_it_corrects(
    corrects: str, said: dict[str, Any], reason: str
) -> None:
    target = next(each for each in told() if each.get("verb") == corrects)
    opening = target["opening"] if target["demand"] == "RU-1" else id_of("demand")
    assert reason in refused(forged(corrects=target["move"], opening=opening, **said))


def test_a_demand_is_not_put_by_a_move_of_another_key() -> None:
    assert "did not put a demand RU-1" in refused(forged(opening=id_of("demand", -1)))


def test_what_a_rule_refuses_only_now_is_history_and_told() -> None:
    alice, bob = Replica.begun("alice"), Replica("bob", START)
    alice.demand("RU", "RU-1", to=("NATO",))
    bob.hear(alice)
    alice.answer("withdraw", "RU", "RU-1")
    bob.answer("accept", "NATO", "RU-1", "T4")
    loaded = alice.apply(bob.bundle())
    (warning,) = loaded.imported["Security talks"].warnings
    assert "RU-1 has been withdrawn, so it cannot be accepted" in warning
    assert alice.cells() == {("RU-1", "NATO"): "withdrawn"}


def changed_lines(change: Callable[[list[bytes]], list[bytes]]) -> str:
    with pytest.raises(InputFileError) as failure:
        Replica("reader").apply(change(ledger().bundle()))
    return str(failure.value)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda lines: lines[:-1], "was cut off: it ends after line"),
        (lambda lines: [], "is not a bundle"),
        (lambda lines: [b"talk,party,move\n"], "is not a bundle"),
        (
            lambda lines: [lines[0].replace(b'"bundle":2', b'"bundle":3'), *lines[1:]],
            "another form",
        ),
        (lambda lines: [lines[0].replace(b"included", b"perhaps"), *lines[1:]], "does not say"),
        (lambda lines: [*lines, b"\n"], "cut off"),
        (lambda lines: [lines[0], b"x" * 16_000_001, *lines[1:]], "longer than 16,000,000 bytes"),
    ],
)
def test_what_is_no_whole_bundle_is_told(
    change: Callable[[list[bytes]], list[bytes]], said: str
) -> None:
    assert said in changed_lines(change)


def test_a_bundle_that_hides_private_moves_is_refused() -> None:
    lines = [dict(each) for each in told()]
    lines[0]["private"] = "left out"
    with pytest.raises(InputFileError, match="says that private moves are left out, and holds 1"):
        Replica("reader").apply(sealed(lines))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"[1]", "is not an object"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"move":1e5}', "stands in it"),
        (b'{"move":NaN}', "stands in it"),
        (b'{"move":' + b"9" * 5000 + b"}", "too long"),
        (b'{"move":"a","move":"b"}', "twice"),
        (b'{"move":"\\ud800"}', "not UTF-8"),
        (b"\xff\xfe", "not UTF-8"),
        (b'{"talk":"T1"}', "begins with none of"),
        (b'{"demand":"RU-9","negotiation":"Security talks","kind":"demand","more":1}', "no field"),
    ],
)
def test_a_line_that_tells_nothing_is_named(line: bytes, said: str) -> None:
    text = [f"{written(each)}\n".encode() for each in told()]
    text.append(line + b"\n")
    digest = sha256(b"".join(text)).hexdigest()
    end = f"{written({'end': len(text) + 1, 'sha256': digest})}\n".encode()
    with pytest.raises(InputFileError) as failure:
        Replica("reader").apply([*text, end])
    (problem,) = failure.value.problems
    assert problem.line == len(text)
    assert said in f"{problem.column} {problem.reason}"
