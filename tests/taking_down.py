"""One person's database, with all that was recorded in it taken down beside it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from builders import Session
from reference import TALKS, Fact, Ledger


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
        other.session._now = self.session._now
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
