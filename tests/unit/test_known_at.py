"""A past state of knowledge is exactly what the ledger was after its last command of that time."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from builders import TODAY
from generated import VIEWS, Plan, Step, plans, tried
from hypothesis import given
from hypothesis import strategies as st
from ledgers import Ledger

from tracker.dates import parse
from tracker.errors import NotFound, TrackerError
from tracker.ledger import issues, knowing, logbook, negotiations, parties, refs, talks, undoing
from tracker.ledger.case import Case
from tracker.ledger.changes import changes
from tracker.ledger.corrections import corrections
from tracker.ledger.docket import Filing
from tracker.ledger.history import LogFilter, history, log
from tracker.ledger.mending import correct
from tracker.ledger.moves import may_be_seen, moves_in_order
from tracker.ledger.positions import positions
from tracker.ledger.recording import Recorder
from tracker.ledger.stamp import Stamp
from tracker.model import Move, Verb
from tracker.store.store import Store, open_for_reading, open_for_writing

Edit = Callable[[Case, Stamp], object]


def _talk(ref: str, **fields: Any) -> Edit:
    return lambda case, stamp: talks.edit_talk(
        case, refs.talk(case, ref), talks.TalkFields(**fields), stamp
    )


def _added_talk(case: Case, stamp: Stamp) -> object:
    fields = talks.TalkFields(title="Extra", date=parse("2022-01-20", today=TODAY))
    return talks.add_talk(case, fields, stamp)


def _party(code: str, **fields: Any) -> Edit:
    return lambda case, stamp: parties.edit_party(case, case.parties[code], stamp, **fields)


def _left(case: Case, stamp: Stamp) -> None:
    member, bloc = case.parties["US"], case.parties["NATO"]
    parties.leave_bloc(case, member, bloc, TODAY.replace(year=2022, day=12), stamp)


def _joined(case: Case, stamp: Stamp) -> None:
    parties.join_bloc(case, case.parties["BY"], case.parties["RU"], None, stamp)


def _relabelled(case: Case, stamp: Stamp) -> None:
    """The first demand, put to others and by others, under another title and issue."""
    found = [each for each in log(case, LogFilter()) if each.said.verb is Verb.DEMAND]
    fields = {"to": ("US",), "parties": (*found[-1].said.parties, "BY")}
    filing = Filing("Another title", "Elsewhere")
    correct(case, Recorder(case, stamp), found[-1], fields, filing)


def _renamed(case: Case, path: str, stamp: Stamp) -> None:
    issues.rename_issue(case, issues.renaming(case, "Ukraine/troops", path), stamp)


def _undone(case: Case, stamp: Stamp) -> None:
    found = logbook.to_undo(case.store)
    if found:
        undoing.undo(case.store, found, stamp)
        logbook.keep_command(case.store, logbook.UNDO, stamp, undoes=found.nr)


EDITS: dict[str, Edit] = {
    "a date mended": _talk("T2", date=parse("2022-02-01", today=TODAY)),
    "a date mended again": _talk("T2", date=parse("2022-01", today=TODAY), title="Council"),
    "another date": _talk("T4", date=talks.UNKNOWN_DATE, place="Oslo"),
    "a talk added": _added_talk,
    "a party renamed": _party("RU", name="Russia"),
    "an alias": _party("RU", add_aliases=("Moscow",)),
    "an alias less": _party("RU", drop_aliases=("Moscow",)),
    "left": _left,
    "joined": _joined,
    "an issue renamed": lambda case, stamp: _renamed(case, "Ukraine/forces", stamp),
    "issues merged": lambda case, stamp: _renamed(case, "Elsewhere", stamp),
    "relabelled": _relabelled,
    "undone": _undone,
}


def told(store: Store) -> dict[str, object]:
    """All that can be seen of a ledger."""
    case = Case(store, refs.negotiation(store, None), TODAY)
    moments = {view: refs.as_of(case, view, today=TODAY) for view in VIEWS}
    return {
        "talks": [each._replace(id=0) for each in case.talks],
        "parties": list(case.parties.values()),
        "blocs": sorted(map(repr, case.memberships)),
        "issues": issues.every_issue(case),
        "log": [_plain(each) for each in log(case, LogFilter())],
        "moves": [each.id for each in moves_in_order(case) if may_be_seen(case, each)],
        "corrections": [each.move.id for each in corrections(case, LogFilter())],
        "histories": [_history(case, key) for (key,) in store.all("demand_keys", _of(case))],
        "positions": {view: list(positions(case, at.moment)) for view, at in moments.items()},
        "diff": changes(case, moments["T1"], moments["T3"]),
    }


def _of(case: Case) -> dict[str, int]:
    return {"negotiation": case.negotiation.id}


def _history(case: Case, key: str) -> list[tuple[str, int, list[str]]]:
    """The whole history of a demand: each move, its version, and what set it aside."""
    try:
        found = history(case, key, whole=True)
    except NotFound:
        return []
    return [(e.move.id, e.version, [each.id for each in e.set_aside]) for e in found.entries]


def _plain(move: Move) -> Move:
    return move._replace(nr=0)


def copy(ledger: Ledger) -> Store:
    """The same ledger on a connection of its own."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    ledger.store.connection.backup(connection)
    return Store(Path(":memory:"), connection)


def carry_out(ledger: Ledger, step: Step | str, stamp: Stamp, moves: list[Move]) -> None:
    """One command: a move recorded or tried, or an edit, within a transaction of its own."""
    store = ledger.store
    try:
        with store.writing():
            case = Case(store, refs.negotiation(store, None), TODAY)
            if isinstance(step, str):
                EDITS[step](case, stamp)
            else:
                ledger.case = case
                made = tried(ledger, step, moves)
                moves += [made] if made else []
            logbook.keep_command(store, "step", stamp)
    except (TrackerError, IndexError):
        ledger.case = Case(store, refs.negotiation(store, None), TODAY)


def run(plan: Plan, steps: Sequence[Step | str]) -> tuple[Ledger, list[tuple[str, dict[str, Any]]]]:
    """A ledger of some commands, and what could be seen after each, with its time."""
    ledger, moves = planned(plan)
    seen = []
    for number, step in enumerate(steps, start=1):
        stamp = Stamp("tester", f"2026-02-01T12:00:{number:02}.000000Z", TODAY)
        carry_out(ledger, step, stamp, moves)
        seen.append((stamp.at, told(ledger.store)))
    return ledger, seen


def planned(plan: Plan) -> tuple[Ledger, list[Move]]:
    """The demands of a plan, recorded before the first command that can be undone."""
    from generated import made

    ledger, moves = made(plan._replace(steps=()))
    logbook.keep_command(ledger.store, "earlier", Stamp("", "2026-01-31T12:00:00Z", TODAY))
    return ledger, moves


@given(plans, st.lists(st.sampled_from(sorted(EDITS)), min_size=2, max_size=5), st.randoms())
def test_every_earlier_state_of_knowledge_comes_back(
    plan: Plan, edits: list[str], chance: Any
) -> None:
    steps: list[Step | str] = [*plan.steps[:6], *edits]
    chance.shuffle(steps)
    ledger, seen = run(plan, steps)
    for at, then in seen:
        store = copy(ledger)
        knowing.look_back(store, at, private=True)
        now = told(store)
        for part, expected in then.items():
            assert now[part] == expected, (at, part)
        store.close()


@given(plans, st.lists(st.sampled_from(sorted(EDITS)), min_size=2, max_size=4))
def test_and_without_what_was_private_then(plan: Plan, edits: list[str]) -> None:
    steps: list[Step | str] = [*plan.steps[:4], *edits, *plan.steps[4:8]]
    ledger, moves = planned(plan)
    seen = []
    for number, step in enumerate(steps, start=1):
        stamp = Stamp("tester", f"2026-02-01T12:00:{number:02}.000000Z", TODAY)
        carry_out(ledger, step, stamp, moves)
        public = copy(ledger)
        public.hide_private()
        seen.append((stamp.at, told(public)))
        public.close()
    for at, then in seen:
        store = copy(ledger)
        knowing.look_back(store, at, private=False)
        assert told(store) == then
        store.close()


@given(plans)
def test_no_private_move_is_told_of_a_past_state(plan: Plan) -> None:
    ledger, moves = planned(plan)
    for number, step in enumerate(plan.steps[:8], start=1):
        stamp = Stamp("tester", f"2026-02-01T12:00:{number:02}.000000Z", TODAY)
        carry_out(ledger, step, stamp, moves)
    query = "select id from move where private = 1"
    private = {found for (found,) in ledger.store.connection.execute(query)}
    for number in range(1, len(plan.steps[:8]) + 1):
        store = copy(ledger)
        knowing.look_back(store, f"2026-02-01T12:00:{number:02}.999999Z", private=False)
        shown = told(store)
        logged = [each.id for each in log(Case(store, refs.negotiation(store, None)), LogFilter())]
        ids = repr([logged, *(shown[part] for part in ("moves", "corrections", "histories"))])
        assert not any(each in ids for each in private)
        store.close()


def test_looking_back_writes_nothing_to_the_file(tmp_path: Path) -> None:
    from builders import with_talks

    session = with_talks(tmp_path)
    session("demand 'a ban' --by RU --to NATO --at T1 --issue Arms")
    session("talk edit T2 --date 2022-02-02")
    session("party edit RU --name Russia --alias Moscow")
    session("issue rename Arms Weapons")
    before = session.db.read_bytes()
    for view in ("positions", "party list", "talk list", "issue list", "log", "diff T1 T3"):
        session(f"{view} --known-at 2026-01-15T12:00:08Z")
    assert session.db.read_bytes() == before


def test_before_anything_was_recorded_there_is_no_negotiation(tmp_path: Path) -> None:
    from builders import with_talks

    said = with_talks(tmp_path)("positions --known-at 2020-01-01", fails=3)
    assert "Nothing had been recorded by then" in said.err


def looking_back(path: Path, added: int) -> int:
    """The steps to look back to before so many talks and issues were added, one by one."""
    first = Stamp("", "2026-01-01T00:00:00.000000Z", TODAY)
    later = first._replace(at="2026-01-02T00:00:00.000000Z")
    with closing(open_for_writing(path, create=True)) as store, store.writing():
        case = Case(store, negotiations.add_negotiation(store, "Talks", first), TODAY)
        logbook.keep_command(store, "init", first)
        for number in range(added):
            _added_talk(case, later)
            issues.add_issue(case, f"Issue {number}", later)
        logbook.keep_command(store, "import", later)
    steps = itertools.count()
    with closing(open_for_reading(path)) as store, store.reading():
        store.connection.set_progress_handler(lambda: next(steps) < 0, 10)
        knowing.look_back(store, first.at, private=True)
        store.connection.set_progress_handler(None, 10)
        assert store.all("talks", {"negotiation": 1}) == []
    return next(steps)


def test_looking_back_takes_steps_for_each_change_that_it_takes_back(tmp_path: Path) -> None:
    few, many = (looking_back(tmp_path / f"{each}.db", each) for each in (20, 200))
    assert many < 10.5 * few


def test_a_time_that_is_none_is_refused(tmp_path: Path) -> None:
    from builders import with_talks

    session = with_talks(tmp_path)
    for time in ("yesterday", "''"):
        assert "not a moment" in session(f"positions --known-at {time}", fails=2).err
