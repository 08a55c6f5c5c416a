"""Synthetic ledgers of any size, as databases and as files to import."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from tracker.ledger.identity import rank_of
from tracker.store.store import open_for_writing

TALKS = 200
PARTIES = 20
MOVES_A_DEMAND = 20
CELLS_A_DEMAND = 2
DEMANDS_AN_ISSUE = 25  # so that one issue has fifty cells
SPREAD = 7919  # a prime that takes the answers through all cells in turn
ANSWERS = (
    ("reject", "rejected"), ("defer", "deferred"), ("accept", "accepted"), ("ask", "asked"),
    ("defer", "deferred"), ("reject", "rejected"), ("note", "noted"),
)  # fmt: skip
CSV_COLUMNS = ("talk", "talk_date", "party", "move", "demand", "to", "issue", "text")


class Said(NamedTuple):
    """One synthetic move, its refs as numbers from 1."""

    talk: int
    demand: int
    party: int
    verb: str
    status: str | None
    life: str | None
    text: str


def said(moves: int) -> Iterator[Said]:
    """The moves of a ledger: first every demand, then answers that go through all cells in turn.

    So every cell has the same history whatever the size, and every talk its share of the moves.
    """
    demands = moves // MOVES_A_DEMAND
    cells = demands * CELLS_A_DEMAND
    for at in range(moves):
        talk = at * TALKS // moves + 1
        if at < demands:
            yield Said(
                talk, at + 1, proponent(at + 1), "demand", None, "worded",
                f"that number {at + 1} of the things that trouble this party be ended for good",
            )  # fmt: skip
            continue
        cell = at * SPREAD % cells
        demand = cell // CELLS_A_DEMAND + 1
        if at % 100 == 99:
            wording = f"that number {demand} be ended, but only from the day of move {at} on"
            yield Said(talk, demand, proponent(demand), "revise", None, "worded", wording)
            continue
        verb, status = ANSWERS[at * 31 // 7 % len(ANSWERS)]
        words = f"what the party said of number {demand} in move {at}, in some forty characters"
        yield Said(talk, demand, addressee(demand, cell), verb, status, None, words)


def proponent(demand: int) -> int:
    """The party that puts a demand."""
    return demand % PARTIES + 1


def addressee(demand: int, cell: int) -> int:
    """One of the parties that a demand is put to."""
    return (demand + 1 + cell % CELLS_A_DEMAND) % PARTIES + 1


def moment(talk: int) -> int:
    """The place in time of a talk, one each week or so."""
    return (20_000_000 + talk // 48 * 10_000 + (talk // 4 % 12 + 1) * 100 + talk % 4 * 7 + 1) * (
        1_000_000
    ) + talk


def day(talk: int) -> str:
    """The day of a talk."""
    digits = str(moment(talk))
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}"


class Rows(NamedTuple):
    """What one table of a ledger holds, as a statement that inserts a row writes it."""

    table: str
    columns: str
    rows: Iterable[tuple[object, ...]]


def tables(moves: int) -> Iterator[Rows]:
    """The tables of a ledger of so many moves, in the order to fill them: the rows as recorded."""
    demands = range(1, moves // MOVES_A_DEMAND + 1)
    cells = itertools.product(demands, range(CELLS_A_DEMAND))
    issues = range(len(demands) // DEMANDS_AN_ISSUE + 1)
    yield Rows("negotiation", "id, name, title, archived", [(1, "Scale", "Scale", 0)])
    yield Rows("party", "id, code, name", ((n, f"P{n}", f"Party {n}") for n in _parties()))
    yield Rows(
        "talk", "id, negotiation, ref, title, date, earliest, latest, seq, moment",
        ((n, 1, f"T{n}", f"Talk {n}", day(n), day(n), day(n), n, moment(n)) for n in _talks()),
    )  # fmt: skip
    yield Rows("issue", "id, negotiation, path", ((n + 1, 1, f"Issue/{n}") for n in issues))
    yield Rows(
        "demand", "id, negotiation, key, prefix, number, title, kind, issue, proponent",
        ((n, 1, f"D-{n}", "D", n, f"Number {n}", "demand", n // DEMANDS_AN_ISSUE + 1, proponent(n))
         for n in demands),
    )  # fmt: skip
    yield Rows(
        "pair", "negotiation, demand, party, addressed",
        ((1, n, addressee(n, each), 1) for n, each in cells),
    )  # fmt: skip
    yield Rows(
        "move", "nr, id, parent, negotiation, talk, party, verb, demand, kind, addressees, text,"
        " recorded_at, recorded_by, generation, moment, rank, answer, life",
        _move_rows(moves),
    )  # fmt: skip


def write_ledger(path: Path, moves: int) -> None:
    """Make a database of so many moves through direct SQL, which is quick."""
    store = open_for_writing(path, create=True)
    store.connection.execute("pragma synchronous = off")
    with store.writing():
        for table, columns, rows in tables(moves):
            places = ", ".join("?" * (columns.count(",") + 1))
            store.connection.executemany(f"insert into {table} ({columns}) values ({places})", rows)
    store.close()


def _parties() -> range:
    return range(1, PARTIES + 1)


def _talks() -> range:
    return range(1, TALKS + 1)


def _move_rows(moves: int) -> Iterator[tuple[object, ...]]:
    parent = None
    for nr, each in enumerate(said(moves), start=1):
        found = f"{nr * 0x9E3779B97F4A7C15F39CC0605CEDC835 % 2**128:032x}"
        rank = rank_of(nr, found)
        opens = each.verb == "demand"
        yield (
            nr, found, parent, 1, each.talk, each.party, each.verb, each.demand,
            "demand" if opens else None, _addressees(each.demand) if opens else None, each.text,
            "2026-01-01T00:00:00.000000Z", "benchmark", nr, moment(each.talk), rank, each.status,
            each.life,
        )  # fmt: skip
        parent = found


def _addressees(demand: int) -> str:
    return ";".join(f"P{addressee(demand, each)}" for each in range(CELLS_A_DEMAND))


def write_csv(path: Path, moves: int) -> None:
    """The same moves as a file to import."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(CSV_COLUMNS)
        for each in said(moves):
            opens = each.verb == "demand"
            to, issue = _addressees(each.demand), f"Issue/{each.demand // DEMANDS_AN_ISSUE}"
            key = f"D-{each.demand}"
            labels = (to, issue) if opens else ("", "")
            when = (f"T{each.talk}", day(each.talk))
            writer.writerow((*when, f"P{each.party}", each.verb, key, *labels, each.text))
