"""What is only added waits for what asks of it; each attempt leaves all of it behind or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.store import cells, waiting
from tracker.store.store import Store, open_for_writing

PARTIES = range(1, 9)
HERE = {"negotiation": 1, "demand": 1}

_plain = st.one_of(
    st.tuples(st.just("pair"), st.sampled_from(PARTIES)),
    st.tuples(st.just("set"), st.sampled_from("abc")),
    st.just(("read", 0)),
)
_steps = st.recursive(
    st.lists(_plain, max_size=4),
    lambda inner: st.lists(
        st.one_of(_plain, st.tuples(st.sampled_from(["kept", "failed"]), inner)), max_size=5
    ),
    max_leaves=20,
)


class Failed(Exception):
    """What makes an attempt fail."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path: Path = tmp_path_factory.mktemp("waiting") / "tracker.db"
    with closing(open_for_writing(path, create=True)) as opened:
        opened.connection.executescript(
            "begin; insert into negotiation (id, name, title) values (1, 'n', 'N');"
            "insert into demand (id, negotiation, key, title, kind) values (1, 1, 'D', '', 'offer')"
            ";"
            + "".join(f"insert into party values ({each}, 'P{each}', '');" for each in PARTIES)
            + "commit;"
        )
        yield opened


def run(store: Store, steps: list[Any], pairs: set[int], settings: set[str]) -> None:
    """Take some steps in a store, and in what it should hold."""
    for kind, what in steps:
        if kind == "pair":
            store.write("pair_insert", {**HERE, "party": what, "addressed": 1})
            pairs.add(what)
        elif kind == "set":
            store.write("setting_set", {"name": what, "value": ""})
            settings.add(what)
        elif kind == "read":
            check(store, pairs, settings)
        else:
            before = set(pairs), set(settings)
            with suppress(Failed), store.attempt():
                run(store, what, pairs, settings)
                if kind == "failed":
                    raise Failed
            if kind == "failed":
                pairs &= before[0]
                settings &= before[1]


def check(store: Store, pairs: set[int], settings: set[str]) -> None:
    """See that a store holds what it should."""
    assert set(cells.demands(store, [HERE["demand"]])[0].addressees) == pairs
    assert {name for name in "abc" if store.one("setting", {"name": name})} == settings


@given(_steps)
def test_whatever_fails_or_is_asked_between_each_attempt_is_whole(
    store: Store, steps: list[Any]
) -> None:
    pairs, settings = set[int](), set[str]()
    with store.writing(keep=False):
        run(store, steps, pairs, settings)
        check(store, pairs, settings)


def test_what_is_only_added_needs_no_savepoint_and_is_written_together(store: Store) -> None:
    told: list[str] = []
    store.connection.set_trace_callback(told.append)
    with store.writing(keep=False):
        for party in PARTIES:
            with suppress(Failed), store.attempt():
                store.write("pair_insert", {**HERE, "party": party, "addressed": 1})
                if party == 2:
                    raise Failed
        assert not any("insert" in each for each in told)
        check(store, set(PARTIES) - {2}, set())
    store.connection.set_trace_callback(None)
    assert not any("savepoint" in each for each in told)


def test_only_so_much_waits(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "MOST", 3)
    told: list[str] = []
    store.connection.set_trace_callback(told.append)
    with store.writing(keep=False), store.attempt():
        for party in PARTIES:
            store.write("pair_insert", {**HERE, "party": party, "addressed": 1})
    store.connection.set_trace_callback(None)
    assert len([each for each in told if each.lstrip("- ").startswith("Adds a cell")]) == 6
