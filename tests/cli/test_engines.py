"""The same ledger on PostgreSQL: every view says what it says of a file."""

from __future__ import annotations

from pathlib import Path

import engines
import pytest
import servers
from builders import SET_UP, Session
from walked import MADE, VIEWS, tell_secrets

pytestmark = pytest.mark.skipif(bool(servers.why_not()), reason=servers.why_not())

OF_FILES = ("doctor", "bundle create", "undo")
LINES = [line for name, lines in VIEWS.items() if name not in OF_FILES for line in lines]
RECORDED = (
    "undo --yes",
    "undo --redo --yes",
    "talk edit T3 --date 2022-01-20",
    "party edit US --name 'The US'",
    "issue rename Ukraine Kyiv",
    "demand 'Ein Verzicht auf Raketen – “für immer”' --by RU --to NATO --at T3",
    "demand '撤回部队' --by NATO --to RU --at T3 --issue Ukraine/troops",
    "withdraw RU-2 --at T3",
)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Session, Session]:
    """Two sessions that recorded the same, in a file and on a server."""
    sessions = Session(tmp_path_factory.mktemp("file")), Session(tmp_path_factory.mktemp("server"))
    server = engines.server()
    sessions[0].env["TRACKER_DB"] = str(sessions[0].db)
    sessions[1].env["TRACKER_DB"] = server.address(server.database(engines.EMPTY))
    for session in sessions:
        for line in ("init 'Security talks'", *SET_UP):
            session(line)
        tell_secrets(session)
        for line in RECORDED:
            session(line)
    return sessions


@pytest.mark.parametrize("options", ["", "--include-private --format json", "--known-at {known}"])
@pytest.mark.parametrize("line", LINES)
def test_a_view_says_the_same_of_a_server_as_of_a_file(
    both: tuple[Session, Session], line: str, options: str
) -> None:
    known = options.format(known="2026-01-15T12:00:30Z")
    said = [_said(session, line, known) for session in both]
    assert said[0] == said[1]


def _said(session: Session, line: str, options: str) -> tuple[object, ...]:
    asked = f"{line.format(folder=session.folder / 'reports')} {options}"
    said = session(asked, fails=None, tty=not options)
    files = sorted((session.folder / "reports").glob("*"))
    written = [(file.name, file.read_text(encoding="utf-8")) for file in files]
    told = _anywhere(said, session)
    if "search" in line:  # each engine ranks in its own way
        told = "\n".join(sorted(told.splitlines()))
    return (said.code, told, _anywhere(said.err, session), written)


def _anywhere(text: str, session: Session) -> str:
    for place in (session.env["TRACKER_DB"], str(session.folder)):
        text = text.replace(place, "")
    return text


def test_both_took_in_the_same_moves(both: tuple[Session, Session], tmp_path: Path) -> None:
    moves = [session("export moves --include-private") for session in both]
    assert moves[0] == moves[1]
    assert moves[0].count("\n") > len(MADE)
