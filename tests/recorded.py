"""A database with the reference of what is recorded in it, and whether its views agree."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import reference
from builders import Session
from reference import HEADLINES, TALKS, Fact, Ledger

TOLD = {
    "demand": "demanded", "counter": "countered", "revise": "revised",
    "editorially": "revised editorially", "reaffirm": "reaffirmed", "withdraw": "withdrew",
    "retable": "retabled", "accept": "accepted", "reject": "rejected", "defer": "deferred",
    "ask": "asked about", "note": "noted", "if": "accepted on condition",
}  # fmt: skip
"""How a move reads in a history, where it is no manner of accepting."""


class Copy:
    """One person's database, and all that is known to have been recorded in it."""

    def __init__(self, session: Session, name: str) -> None:
        self.session = session
        self.session.env["TRACKER_USER"] = name
        self.facts: dict[str, Fact] = {}
        self.commands: list[tuple[Fact, ...]] = []
        self.seen: list[tuple[str, frozenset[str]]] = []

    def copy_to(self, folder: Path, name: str) -> Copy:
        other = Copy(Session(folder), name)
        shutil.copy(self.session.db, other.session.db)
        other.facts = dict(self.facts)
        return other

    def ledger(self, *, private: bool = True) -> Ledger:
        return Ledger(self.facts.values(), private=private)

    def newest(self) -> str:
        rows = self.session.sql("select id from move order by nr desc limit 1")
        return str(rows[0][0]) if rows else ""

    def drafted(self, said: str, **more: Any) -> Fact:
        """A fact that is not recorded yet, in the place that it would have."""
        newest = self.facts.get(self.newest())
        return Fact("~", newest.depth + 1 if newest else 1, said, **more)

    def learn(self, expected: list[Fact], since: int) -> None:
        """Take down what a command recorded: what is expected, under the ids that it got."""
        rows = self.session.sql(
            "select id, parent, coalesce(corrects, '') from move where nr > ? order by nr", since
        )
        assert len(rows) == len(expected), (rows, expected)
        made = []
        for id_, parent, corrects in rows:
            (fact, *_) = [each for each in expected if each.corrects == corrects]
            expected.remove(fact)
            depth = self.facts[parent].depth + 1 if parent else 1
            made.append(fact._replace(id=id_, depth=depth))
            self.facts[id_] = made[-1]
        self.commands.append(tuple(made))
        self.noted()

    def noted(self) -> None:
        self.seen.append((self.session.clock, frozenset(self.facts)))

    def count(self) -> int:
        return int(self.session.sql("select coalesce(max(nr), 0) from move")[0][0])

    def records(self, expected: list[Fact], line: str, *more: str) -> None:
        """Run a command that is allowed."""
        since = self.count()
        self.session(line, *more)
        self.learn(list(expected), since)

    def types(self, fact: Fact, line: str, *more: str, before: tuple[Fact, ...] = ()) -> bool:
        """Run a command that the rules may forbid, and hold it to the rules."""
        where = f"--at {fact.at}" if fact.at in TALKS else f"--on {fact.at}"
        line += f" --by {fact.by} {where}" + (" --private" if fact.private else "")
        ledger = Ledger([*self.facts.values(), fact], private=True)
        if ledger.may(fact):
            self.records([*before, fact], line, *more)
            return True
        self.session(line, *more, fails=4)
        return False


def agree(rows: list[dict[str, str]], ledger: Ledger, until: reference.Place) -> None:
    """The table of positions is what the reference says."""
    cells = ledger.cells(until)
    found = {
        (row["demand"], row["to"]): (
            row["status"], row["headline"], row["stale"], row["version"], row["contested"],
            row["via"], row["text"], row["condition"],
        )
        for row in rows
    }  # fmt: skip
    assert len(found) == len(rows)
    assert found == {
        where: (
            cell.status, HEADLINES.get(cell.status, _headline(cell.status)), cell.stale,
            str(cell.version or ""), "; ".join(cell.contested), cell.via, cell.text, cell.condition,
        )
        for where, cell in cells.items()
    }  # fmt: skip
    rolled = {row["demand"]: row["rollup"] for row in rows}
    for key in rolled:
        to = ledger.addressees(key)
        asked = [cell for (of, party), cell in cells.items() if of == key if party in to or not to]
        assert rolled[key] == reference.rollup(asked, to_all=not to), key


def _headline(status: str) -> str:
    return status


def agree_on_changes(
    rows: list[dict[str, str]], ledger: Ledger, first: reference.Place, second: reference.Place
) -> None:
    """A diff leads from the one set of positions to the other."""
    before, after = ledger.cells(first), ledger.cells(second)
    found = {(row["demand"], row["to"]): row for row in rows}
    assert len(found) == len(rows)
    for where in {*before, *after, *found}:
        old, new, row = before.get(where), after.get(where), found.get(where)
        if row is None:
            assert where[1] == "" or (old and new and old.unlike(new) == "")
            continue
        assert old != new, (where, row)
        assert row["to_status"] == (new.status if new else ""), (where, row)
        assert row["to_version"] == (str(new.version or "") if new else ""), (where, row)
        if old:
            assert (row["from_status"], row["from_version"]) == (old.status, str(old.version or ""))
        label = reference.movement(old, new) if old and new else None
        assert label is None or row["movement"] == label, (where, old, new, row)


def agree_on_history(rows: list[dict[str, str]], ledger: Ledger, key: str) -> None:
    """The history of a demand is what was said of it, in order."""
    told = [
        (row["talk"] or row["date"], row["party"], row["move"], int(row["version"])) for row in rows
    ]
    assert told == [
        (at, by, TOLD.get(said, f"accepted {said}"), version)
        for at, by, said, version in ledger.history(key)
    ]
