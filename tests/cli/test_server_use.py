"""Which negotiation somebody uses on a server: their own matter, whoever else records."""

from __future__ import annotations

from pathlib import Path

import engines
import psycopg
import pytest
import servers
from builders import Session
from hubs import begin, live, logins

pytestmark = pytest.mark.skipif(bool(servers.why_not()), reason=servers.why_not())


@pytest.fixture(scope="module")
def roles() -> dict[str, str]:
    return logins("uses")


@pytest.fixture
def database() -> str:
    return engines.server().database(engines.EMPTY)


def current(session: Session) -> str:
    (title,) = (
        row["negotiation"] for row in session.rows("negotiation list") if row["state"] == "current"
    )
    return title


def test_what_somebody_uses_is_their_own_and_nobody_undoes_it(
    tmp_path: Path, roles: dict[str, str], database: str
) -> None:
    one = live(tmp_path, database, roles["recorder"])
    begin(one)
    one("negotiation add 'Trade talks'")
    one("use 'Security talks'")
    (tmp_path / "other").mkdir()
    other = live(tmp_path / "other", database, roles["admin"])
    other("use 'Trade talks'")
    one("demand 'a ban' --by RU --to NATO")
    other("use 'Security talks'")
    other("use 'Trade talks'")
    assert "demand" in one("undo --yes").err
    assert one.cells() == {}
    reader = live(tmp_path, database, roles["reader"])
    reader("use 'Trade talks'")
    assert [current(each) for each in (one, other, reader)] == [
        "Security talks", "Trade talks", "Trade talks",
    ]  # fmt: skip
    assert not any("use" in row["command"] for row in one.rows("undo --list"))


def test_what_an_earlier_program_logged_of_somebody_s_use_is_passed_over(
    tmp_path: Path, roles: dict[str, str], database: str
) -> None:
    session = live(tmp_path, database, roles["recorder"])
    begin(session)
    session("negotiation add 'Trade talks'")
    session("talk add 'Fourth round' --date 2022-02-01")
    for sql in (
        "insert into tracker.registry_change (subject, ref, row, field, old, new, changed_at,"
        " changed_by) values ('setting', 'negotiation', 0, 'value', 'Security talks',"
        " 'Trade talks', '2026-01-15T13:00:00Z', 'somebody')",
        "insert into tracker.command (name, at, by, last_move, last_change) select 'use',"
        " '2026-01-15T13:00:00Z', 'somebody', 0, max(nr) from tracker.registry_change",
    ):
        engines.server().does(sql, database)
    assert "talk" in session("undo --yes").err
    assert session("undo --list").count("talk add") == 4
    assert current(session) == "Trade talks"


def test_who_picks_a_negotiation_waits_for_nobody_who_records(
    tmp_path: Path, roles: dict[str, str], database: str
) -> None:
    recorder = live(tmp_path, database, roles["recorder"])
    begin(recorder)
    reader = live(tmp_path, database, roles["reader"])
    with psycopg.connect(engines.server().address(database)) as other:
        other.execute("select pg_advisory_xact_lock(hashtext('tracker ledger'))")
        reader("use 'Security talks'")
