"""The database as a file: what SQLite finds, the schema, the numbering, the index of words."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

from tracker.ledger.checking.findings import Code, Finding
from tracker.store import soundness
from tracker.store.store import Row, Store

_WORD = re.compile(rb"[0-9A-Za-z\x80-\xff]+")
_LONGEST_WORD = 32_768  # what FTS5 cuts a word off at: FTS5_MAX_TOKEN_SIZE
TRACKER = {"schema": "tracker"}
RIGHT = "right"
"""What `made` calls a right of one of our roles, or of everybody."""
_KINDS = {"move": "moves", "change": "changes of the registry", "command": "commands"}
REMAKE = (
    "tracker bundle create --include-private -o all.jsonl, then tracker --db NEW.db bundle apply "
    "all.jsonl"
)


def damages(store: Store) -> Iterator[Finding]:
    """What is wrong with the file itself."""
    for said in soundness.complaints(store):
        yield Finding(Code.FILE_DAMAGED, f"the file is damaged: {' '.join(said.split())}")


def broken_references(store: Store) -> Iterator[Finding]:
    """The rows that refer to others which are not there."""
    for table, row, parent in soundness.dangling(store):
        sentence = f"row {row} of the table {table} refers to a row of {parent} that is not there"
        yield Finding(Code.REFERENCE_BROKEN, sentence)


def schema_differences(store: Store) -> Iterator[Finding]:
    """What of the schema no tracker made, and what it lacks; on a server who else has a right."""
    remake = REMAKE
    if store.in_file:
        strange, missing = soundness.schema_differences(store)
    else:
        strange, missing = _differences_on_server(store)
        remake = f"tracker hub init {shlex.quote(str(store.path))}"
        yield from _rights_that_differ(store, remake)
    for kind, name in strange:
        sentence = f"the {kind} “{name}” is not as a tracker makes it"
        yield Finding(Code.SCHEMA_DIFFERS, sentence, remake)
    for kind, name in missing:
        if (kind, name) not in strange:
            yield Finding(Code.SCHEMA_DIFFERS, f"the {kind} “{name}” is missing", remake)


def _differences_on_server(store: Store) -> tuple[list[soundness.Named], list[soundness.Named]]:
    """What of the schema is not as `hub init` noted that it is made; and what is missing."""
    if not (store.one("is_made_known") or (0,))[0]:
        return [], [("table", "made")]
    expected = {each for each in store.all("made") if each[0] != RIGHT}
    found = {(kind, name, made) for kind, name, made, _ in store.each("catalogue", TRACKER)}
    strange = sorted({(kind, name) for kind, name, _ in found - expected})
    missing = sorted({(kind, name) for kind, name, _ in expected - found})
    return strange, missing


def _rights_that_differ(store: Store, remake: str) -> Iterator[Finding]:
    """Who may do more with the ledger, or less, than `hub init` noted that it lets them."""
    if not (store.one("is_made_known") or (0,))[0]:
        return
    expected = {name: made for kind, name, made in store.all("made") if kind == RIGHT}
    if not expected:  # noted before rights were looked at
        yield Finding(Code.SCHEMA_DIFFERS, "it is not noted who may do what with it", remake)
        return
    found = {name: (kind, removal) for kind, name, _, removal in store.each("rights", TRACKER)}
    for name, (kind, removal) in found.items():
        if name not in expected:
            mending = remake if kind == RIGHT else f"as its owner: {removal}"
            yield Finding(Code.SCHEMA_DIFFERS, f"{name}, which no tracker makes so", mending)
    for name in expected.keys() - found.keys():
        lacking = name.replace(" may ", " may not ", 1)
        yield Finding(Code.SCHEMA_DIFFERS, f"{lacking}, as a tracker lets them", remake)


def missing_numbers(store: Store) -> Iterator[Finding]:
    """What was removed from that which is only ever added to."""
    for kind, before, after in store.each("numbers_missing"):
        yield Finding(Code.NUMBERS_MISSING, _removed(_KINDS[kind], before, after))


def _removed(what: str, before: int, after: int | None) -> str:
    if after is None:
        return f"the newest {what}, those after number {before}, are not here: they were removed"
    if after == before + 2:
        return f"of the {what} number {before + 1} is not here: it was removed"
    return f"of the {what} numbers {before + 1} to {after - 1} are not here: they were removed"


def index_differences(store: Store, rebuild: str) -> Iterator[Finding]:
    """Whether the index of words has the words of the moves, and no others."""
    lacking, expected = 0, 0
    for row in store.each("words_to_check"):
        lacking += not row[1]
        expected += _sum_of(row)
    for what, differs in (
        (f"lacks {lacking} of the moves", lacking),
        ("has entries of moves that are not here", (store.one("words_of_none") or (0,))[0]),
        ("has other words than the moves", expected != soundness.sum_of_words(store, _hashed)),
    ):
        if differs:
            sentence = f"the index of words {what}, so that a search may miss them"
            yield Finding(Code.INDEX_DIFFERS, sentence, rebuild)
            return


def _sum_of(row: Row) -> int:
    """The sum of the hashes of the words of a move, as the index splits them."""
    found = (_WORD.findall(text.encode()) for text in row[2:] if text)
    return sum(_hashed(word.lower(), 1) for words in found for word in words)


def _hashed(word: bytes, times: int) -> int:
    return hash(word[:_LONGEST_WORD]) * times
