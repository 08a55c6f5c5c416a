"""Many lines of minutes on one demand: what is on record is read once, not once a line."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from builders import Session

from tracker.store.store import Row, Store

WORDS = ("rejects", "accepts", "defers")


@pytest.fixture
def rows_read(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How many rows each query has given."""
    read: Counter[str] = Counter()
    every = Store.all

    def counted(store: Store, name: str, *more: Any) -> list[Row]:
        rows = every(store, name, *more)
        read[name] += len(rows)
        return rows

    monkeypatch.setattr(Store, "all", counted)
    return read


def minutes(run: Session, many: int, *, label: bool) -> str:
    """As many answers of US to RU-1 at T1, each in words of its own."""
    lines = ["talk T1"]
    for number in range(many):
        lines.append(f"US {WORDS[number % 3]} RU-1: answer {number} of {many}")
        lines += [f"    label a{number}"] if label else []
    return str(run.write(f"{many}.txt", *lines))


@pytest.mark.parametrize("label", [False, True])
def test_each_answer_on_record_is_read_a_few_times_at_most(
    run: Session, rows_read: Counter[str], label: bool
) -> None:
    run("demand 'a ban' --by RU --to US --at T1")
    first, second = minutes(run, 60, label=label), minutes(run, 90, label=label)
    run(f"minutes {first} --yes")
    rows_read.clear()
    run(f"minutes {second} --yes")
    a_few = 3 * (60 + 90)
    assert {name: many for name, many in rows_read.items() if many > a_few} == {}
    said = run(f"minutes {second} --yes")
    assert "Recorded no moves; 90 on record already." in said


def test_of_many_equal_lines_each_stands_for_a_move_of_its_own(run: Session) -> None:
    run("demand 'a ban' --by RU --to US --at T1")
    again = "US rejects RU-1: never"
    run(f"minutes {run.write('two.txt', 'talk T1', again, again)} --yes")
    said = run(f"minutes {run.write('three.txt', 'talk T1', again, again, again)} --yes")
    assert "Recorded 1 move; 2 on record already." in said


def test_an_answer_that_a_line_corrects_contests_nothing_below(run: Session) -> None:
    run("demand 'a ban' --by RU --to US --at T1")
    lines = ("talk T1", "US accepts RU-1: misheard", "    label a", "US rejects RU-1: heard",
             "    corrects a", "US rejects RU-1: again")  # fmt: skip
    said = run(f"minutes {run.write('notes.txt', *lines)} --yes")
    assert "contested" not in said + said.err
