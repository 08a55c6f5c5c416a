"""What is fuzzed: each target takes any bytes, and any error but one of ours is a finding."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

from tracker import dates
from tracker.errors import TrackerError
from tracker.exchange.bundles import reading
from tracker.exchange.files.opening import Dialect, open_table
from tracker.exchange.files.source import Source
from tracker.exchange.mapping import rules
from tracker.exchange.minutes import reading as minutes

TODAY = date(2026, 1, 15)


def _text(raw: bytes) -> str:
    return raw.decode(errors="replace")


def dates_in_words(raw: bytes) -> None:
    """A date, in the notation or in words."""
    dates.parse(_text(raw), today=TODAY)


def minutes_of_a_talk(raw: bytes) -> None:
    """Minutes, whose faults are told and never raised."""
    minutes.read(_text(raw), today=TODAY)


def _table(raw: bytes, form: str) -> None:
    source = Source("the file", None, len(raw), lambda: io.BytesIO(raw))
    table = open_table(source, Dialect(form), _is_ours, ours=_is_ours)
    for _ in table.rows:
        pass


def _is_ours(names: object) -> bool:
    return "party" in names if isinstance(names, list) else False


def csv(raw: bytes) -> None:
    """Comma-separated values."""
    _table(raw, "csv")


def tsv(raw: bytes) -> None:
    """Tab-separated values."""
    _table(raw, "tsv")


def json(raw: bytes) -> None:
    """JSON."""
    _table(raw, "json")


def json_lines(raw: bytes) -> None:
    """JSON lines."""
    _table(raw, "jsonl")


def bundle(raw: bytes) -> None:
    """A bundle as it came."""
    reading.read(io.BytesIO(raw), "the bundle")


def bundle_with_its_checksum(raw: bytes) -> None:
    """A bundle whose first and last lines fit what stands between them."""
    lines = [line + b"\n" for line in raw.split(b"\n") if line]
    head = b'{"bundle":1,"private":"included","lines":%d,"moves":%d}\n' % (
        len(lines) + 2, sum(b'"move"' in line for line in lines),
    )  # fmt: skip
    digest = sha256(b"".join((head, *lines))).hexdigest().encode()
    end = b'{"end":%d,"sha256":"%s"}\n' % (len(lines) + 2, digest)
    reading.read([head, *lines, end], "the bundle")


def mapping(raw: bytes) -> None:
    """The arguments of --map."""
    rules.parse(_text(raw).split("\n"))


def words_sought(raw: bytes) -> None:
    """A search, with and without the index of words."""
    from tracker.ledger.search import Order, Wanted, search
    from tracker.searching.sought import sought

    for order in Order:
        list(search(_ledger().case, sought(_text(raw)), Wanted(order=order, limit=3)))


@cache
def _ledger():  # type: ignore[no-untyped-def]
    from ledgers import Ledger

    made = Ledger()
    made.record("demand", "RU", "RU-1", text="the open door, 5% and “more” 俄羅斯")
    made.store.index_words()
    return made


TARGETS: dict[str, Callable[[bytes], None]] = {
    each.__name__: each
    for each in (
        dates_in_words, minutes_of_a_talk, csv, tsv, json, json_lines, bundle,
        bundle_with_its_checksum, mapping, words_sought,
    )
}  # fmt: skip

SEEDS: dict[str, tuple[bytes, ...]] = {
    "dates_in_words": (b"2022-01-12", b"2022-01~/..", b"12 January 2022", b"Jan 12, 2022", b"9.5"),
    "minutes_of_a_talk": (
        b'talk 2022-01-12 Council, Brussels\nsource x\n\nNATO rejects RU-1: no\n    "q" -- S\n',
        b"RU demands NATO [A/b] as RU-1: x\nUS counters RU-1 with [A]: y\n| z\nparty SE Sweden\n",
    ),
    "csv": (b"party,move,demand,talk\nNATO,rejected,RU-1,T1\n", b'party;move\n"a""b";\'=c\n'),
    "tsv": (b"party\tmove\nNATO\ta\\tb\n",),
    "json": (b'[{"party":"NATO","move":"note","until":null}]', b'{"rows":[{"a":"\\ud800"}]}'),
    "json_lines": (b'{"party":"NATO","move":1.5}\n{"party":[]}\n',),
    "bundle": (b'{"bundle":1,"lines":1}\n', b'{"end":2,"sha256":"0"}\n'),
    "bundle_with_its_checksum": (
        b'{"change":"party","code":"RU","field":"name","old":"a","new":"b","at":"2026-01-15T12:00:00'
        b'.000000Z","by":"x"}\n',
        b'{"change":"party","code":"RU","field":"added","new":{"name":"Russia"},"at":"","by":""}\n',
        b'{"demand":"RU-1","negotiation":"N","opening":"%s","title":"t"}\n' % (b"0" * 32),
        b'{"move":"%s","parent":null,"generation":1,"rank":1,"negotiation":"N","talk":"T1"}\n'
        % (b"0" * 32),
    ),
    "mapping": (b"party=Who", b"move=Answer:yes=accept,no=reject", b"talk='T1'", b"a:b=c"),
    "words_sought": (b"open door", b'"open door" -more', b"speaker:x OR 5%", "俄羅斯*".encode()),
}
"""What the mutations begin with."""


def tried(target: str, raw: bytes) -> None:
    """Run a target; what a user would be told in a sentence is no finding."""
    with suppress(TrackerError):
        TARGETS[target](raw)


def scratch() -> Path:
    """A folder for what a run of the fuzzer keeps."""
    return Path(tempfile.mkdtemp(prefix="fuzz-"))
