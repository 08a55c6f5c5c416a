"""What a ledger tells another copy costs steps for each thing told, whatever else it holds."""

import itertools
from contextlib import closing
from pathlib import Path

import pytest

from tracker.store.store import open_for_reading

MOVES, TIMES = 500, 8


def test_the_labels_of_a_demand_take_the_same_steps_however_much_was_corrected(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(checkout / "benchmarks")
    from _multiplied import write_multiplied
    from _realistic import write_realistic

    small, large = tmp_path / "small.db", tmp_path / "large.db"
    write_realistic(small, MOVES, seed=7)
    write_multiplied(small, large, TIMES * MOVES, TIMES)
    (few, taken), (many, more) = labels(small), labels(large)
    assert many == TIMES * few > 100
    assert more <= 1.1 * TIMES * taken


def labels(path: Path) -> tuple[int, int]:
    """How many demands are told, and the steps that takes."""
    where = {"after": 0, "private": 0, "negotiation": None, "last": 0, "limit": 10_000}
    with closing(open_for_reading(path)) as store, store.reading():
        counted = itertools.count()
        store.connection.set_progress_handler(lambda: next(counted) < 0, 1)
        found = store.all("labels_to_tell", where)
        store.connection.set_progress_handler(None, 1)
    return len(found), next(counted)
