"""No query reads the whole ledger: told from its plan, and from the steps the database takes.

Nobody runs `analyze` on a ledger, so the plans are those without it.
"""

import itertools
import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from meant import MEANT

from tracker.ledger.case import END_OF_TIME, Case
from tracker.ledger.changes import changes
from tracker.ledger.issues import find_issue
from tracker.ledger.positions import Filter, positions_of
from tracker.ledger.refs import NOW, negotiation, of_talk
from tracker.ledger.timeline import timeline
from tracker.store import sqlfiles
from tracker.store.store import Store, open_for_reading, open_for_writing

FILL = """
insert into negotiation (id, name, title) values (1, 'Talks', 'Talks');
insert into party (id, code, name) values (1, 'RU', 'Russia'), (2, 'NATO', 'NATO'), (3, 'US', 'US');
insert into talk (id, negotiation, ref, title, date, earliest, latest, seq, moment)
with recursive day (n) as (select 1 union all select n + 1 from day where n <= :talks)
select n, 1, 'T' || n, 'Talk', date('2022-01-01', n || ' days'), date('2022-01-01', n || ' days'),
  date('2022-01-01', n || ' days'), n,
  strftime('%Y%m%d', '2022-01-01', n || ' days') * 1000000 + n
from day;
insert into issue (id, negotiation, path) values (0, 1, 'Security/arms'), (1, 1, 'Arms/missiles');
insert into demand (id, negotiation, key, prefix, number, title, kind, issue, proponent)
with recursive number (n) as (select 1 union all select n + 1 from number where n < :demands)
select n, 1, 'RU-' || n, 'RU', n, 'Number ' || n, 'demand', n % 2, 1
from number;
insert into pair select 1, demand.id, party.id, 1 from demand join party on party.id > 1;
create temp table said as
select 1 as talk, 1 as party, 'demand' as verb, id as demand, null as answer, 'worded' as life
from demand;
insert into said
with recursive turn (n) as (select 0 union all select n + 1 from turn where n < :demands * 18 - 1)
select 2 + n * (:talks - 1) / (:demands * 18), 2 + n % 2, answer.verb, n / 2 % :demands + 1,
  answer.status, null
from turn
join (
  select 0 as kind, 'reject' as verb, 'rejected' as status union all
  select 1, 'defer', 'deferred' union all select 2, 'ask', 'asked' union all
  select 3, 'accept', 'accepted' union all select 4, 'note', 'noted'
) as answer on answer.kind = (n + n / (:demands * 2)) % 5
order by n;
insert into said select :talks + 1, 2, 'reject', id, 'rejected', null from demand where id <= 50;
insert into move (id, negotiation, talk, party, verb, demand, text, recorded_at, recorded_by,
  generation, moment, rank, answer, life, private)
select printf('%032x', said.rowid * 2654435761), 1, said.talk, said.party, said.verb, said.demand,
  'what was said', '', '', said.rowid, talk.moment, said.rowid, said.answer, said.life,
  said.rowid % 40 = 0 and said.life is null
from said
join talk on talk.id = said.talk
order by said.rowid
"""
"""A ledger of 19 moves a demand: it is put to two parties, which answer nine times each, in turn.
So every cell has the same history however many there are. The last talk has fifty answers.
"""
TALKS = 100
SIZES = (10_000, 100_000)


class AnyValue(dict[str, int]):
    """A value for every parameter of a query; which one is no matter to its plan."""

    def __missing__(self, name: str) -> int:
        return 1


def queries() -> list[str]:
    """The names of all queries that look into the ledger or its cells."""
    every = {file.stem: file.read_text("utf-8") for file in sorted(folder().glob("*.sql"))}
    parts = {
        name for text in every.values() for name in re.findall(r"^-- include: (\w+)", text, re.M)
    }
    looks = re.compile(r"\b(?:from|join|update)\s+(?:move|pair)\b")
    return [name for name in every if name not in parts and looks.search(sqlfiles.query(name))]


def folder() -> Path:
    return sqlfiles.root() / "queries"


def fill(path: Path, moves: int) -> Path:
    with closing(open_for_writing(path, create=True)) as store:
        store.connection.execute("pragma synchronous = off")
        with store.writing():
            for statement in FILL.split(";"):
                store.connection.execute(statement, {"demands": moves // 19, "talks": TALKS})
    return path


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of ten thousand moves."""
    return fill(tmp_path_factory.mktemp("small") / "talks.db", SIZES[0])


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of a hundred thousand moves."""
    return fill(tmp_path_factory.mktemp("large") / "talks.db", SIZES[1])


def plan(store: Store, name: str) -> list[str]:
    sql = sqlfiles.query(name)
    steps = store.connection.execute(f"explain query plan {sql}", AnyValue()).fetchall()
    return [step[3] for step in steps]


def whole(store: Store, name: str) -> set[str]:
    """The steps of a plan that read all moves or cells there are, or all of a negotiation."""
    aliases = {"move", "pair", *re.findall(r"\b(?:move|pair) as (\w+)", sqlfiles.query(name))}
    read = re.compile(
        rf"SCAN ({'|'.join(aliases)})\b|SEARCH ({'|'.join(aliases)}) .*\(negotiation=\?\)$"
    )
    return {step.replace("COVERING ", "") for step in plan(store, name) if read.match(step)}


def test_a_page_of_demands_in_their_order_sorts_nothing(small: Path) -> None:
    with closing(open_for_reading(small)) as store:
        assert plan(store, "demands_in_order") == [
            "SEARCH demand USING INTEGER PRIMARY KEY (rowid>?)"
        ]


@pytest.mark.parametrize("seen", ["all", "public", "early", "early and public"])
@pytest.mark.parametrize("name", queries())
def test_no_query_reads_the_whole_ledger(small: Path, name: str, seen: str) -> None:
    with closing(open_for_reading(small)) as store:
        if seen == "public":
            store.stand_in_public()
        if "early" in seen:
            store.stand_in(9_000, private=seen == "early")
        if seen == "all" or "create temp" not in sqlfiles.query(name):
            assert whole(store, name) == set(MEANT.get(name, ())), plan(store, name)


def test_every_query_that_may_is_there() -> None:
    assert set(MEANT) <= set(queries())


@pytest.mark.parametrize(
    ("name", "search"),
    [
        ("cells_of_demands", "pair USING PRIMARY KEY (negotiation=? AND demand=?)"),
        ("cells_of_demands", "move USING INDEX move_answer (demand=? AND party=? AND moment<?)"),
        ("wordings_of_demands", "move USING INDEX move_life (demand=? AND moment<?)"),
        ("demands_by_id", "move USING INDEX move_life (demand=? AND moment>?)"),
        ("cells_of_pairs", "pair USING PRIMARY KEY (negotiation=? AND demand=? AND party=?)"),
        ("cells_of_pairs", "move USING INDEX move_answer (demand=? AND party=? AND moment<?)"),
        ("deeds_of_demands", "move USING INDEX move_history (demand=? AND moment<?)"),
        ("touched_pairs", "move USING INDEX move_moment (negotiation=? AND moment>? AND moment<?)"),
        ("moves_of_demand", "move USING INDEX move_history (demand=? AND moment<?)"),
        ("moves_by_id", "move USING INDEX move_by_id (id>? AND id<?)"),
        ("moves_by_nr", "move USING INTEGER PRIMARY KEY (rowid=?)"),
        ("search_ranked", "move USING INTEGER PRIMARY KEY (rowid=?)"),
        ("search_in_time", "move USING INTEGER PRIMARY KEY (rowid=?)"),
        ("search_unindexed", "move USING INTEGER PRIMARY KEY (rowid>?)"),
        ("search_index", "move USING INTEGER PRIMARY KEY (rowid>?)"),
        (
            "demands_of_issue",
            "issue USING INDEX sqlite_autoindex_issue_1 (negotiation=? AND path>? AND path<?)",
        ),
        ("search_openings", "first USING INDEX move_history (demand=?)"),
    ],
)  # fmt: skip
def test_positions_diff_and_history_go_by_their_indexes(
    small: Path, name: str, search: str
) -> None:
    with closing(open_for_reading(small)) as store:
        found = {each.replace("COVERING ", "") for each in plan(store, name)}
    assert f"SEARCH {search}" in found


def steps(path: Path, work: Callable[[Case], object]) -> int:
    """The steps that the database takes for some reads, once the registry has been read."""
    with closing(open_for_reading(path)) as store, store.reading():
        case = Case(store, negotiation(store, None))
        work(case)
        counted = itertools.count()
        store.connection.set_progress_handler(lambda: next(counted) < 0, 1)
        work(case)
        store.connection.set_progress_handler(None, 1)
    return next(counted)


def page(case: Case) -> int:
    """The positions on fifty demands."""
    return len(positions_of(case, range(101, 151), END_OF_TIME))


def public_page(case: Case) -> int:
    """The same without private moves, which are looked for one by one."""
    with case.store.without_private():
        return page(case)


def diff(first: int, second: int) -> Callable[[Case], int]:
    """The number of cells that were spoken of between two talks."""

    def compared(case: Case) -> int:
        start, end = (of_talk(case.talks_by_ref[f"T{each}"]) for each in (first, second))
        found = changes(case, start, end)
        return len(found.changes) + len(found.restated)

    return compared


def told(path: Path, work: Callable[[Case], int]) -> int:
    with closing(open_for_reading(path)) as store, store.reading():
        return work(Case(store, negotiation(store, None)))


@pytest.mark.parametrize("work", [page, public_page])
def test_a_page_takes_the_same_steps_in_a_ledger_of_any_size(
    small: Path, large: Path, work: Callable[[Case], int]
) -> None:
    assert told(small, work) == told(large, work) == 100
    assert steps(large, work) <= 1.05 * steps(small, work)


def course(case: Case) -> int:
    """The rows of the timeline of one demand."""
    return len(timeline(case, NOW, Filter(demand="RU-7")).rows)


def test_the_timeline_of_one_demand_takes_the_same_steps_in_a_ledger_of_any_size(
    small: Path, large: Path
) -> None:
    assert told(small, course) == told(large, course) == 2
    assert steps(large, course) <= 1.05 * steps(small, course)


def test_a_changed_cell_takes_the_same_steps_in_a_ledger_of_any_size(
    small: Path, large: Path
) -> None:
    work = diff(50, 51)
    each = {path: steps(path, work) / told(path, work) for path in (small, large)}
    assert told(large, work) > 9 * told(small, work) > 100
    assert each[large] <= 1.05 * each[small]


@pytest.mark.parametrize("wanted", ["Security/arms", "Arms", "security"])
def test_an_issue_is_found_in_the_same_steps_in_a_ledger_of_any_size(
    small: Path, large: Path, wanted: str
) -> None:
    assert steps(large, lambda case: find_issue(case, wanted)) == steps(
        small, lambda case: find_issue(case, wanted)
    )


def count(case: Case) -> object:
    """The number of all cells, which the last line of a diff tells."""
    where = {"negotiation": case.negotiation.id, "moment": END_OF_TIME}
    return case.store.one("count_cells", where)


def test_a_diff_takes_steps_for_what_changed_and_beside_that_counts_the_rest(
    small: Path, large: Path
) -> None:
    work = diff(TALKS, TALKS + 1)
    assert told(small, work) == told(large, work) == 50
    changed = {path: steps(path, work) - steps(path, count) for path in (small, large)}
    assert changed[large] <= 1.05 * changed[small]
    assert steps(large, count) < 40 * 2 * (SIZES[1] // 19)
