"""`serve`: the real Datasette, asked by HTTP, shows what may be shown and nothing else."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urljoin
from urllib.request import Request, urlopen

import pytest
import story as example
from builders import Session, with_talks
from walked import WORD, tell_secrets

from tracker.render.serving import listening

pytestmark = pytest.mark.filterwarnings("default::ResourceWarning")
SECONDS = 20


class Served:
    """A running server.

    Attributes:
        process: of the program.
        folder: where its temporary files go.
        url: of its first page.
    """

    def __init__(self, process: subprocess.Popen[str], folder: Path) -> None:
        assert process.stdout is not None
        self.process = process
        self.folder = folder
        self.url = process.stdout.readline().strip()
        assert self.url, process.communicate(timeout=SECONDS)[1]

    def get(self, path: str, **headers: str) -> str:
        """A page."""
        request = Request(urljoin(self.url, path), headers=headers)
        with urlopen(request, timeout=SECONDS) as answer:
            text: str = answer.read().decode()
            return text

    def refused(self, path: str, method: str = "GET", **headers: str) -> int:
        """The status of what must not be answered; 200 where it is."""
        request = Request(urljoin(self.url, path), method=method, headers=headers)
        try:
            with urlopen(request, timeout=SECONDS) as answer:
                return int(answer.status)
        except HTTPError as error:
            with error:
                return error.code

    def rows(self, path: str, **asked: str) -> list[dict[str, Any]]:
        """The records of a table or a question."""
        words = "".join(f"&{name}={quote(value)}" for name, value in asked.items())
        found: list[dict[str, Any]] = json.loads(
            self.get(f"talks/{path}.json?_shape=array&_size=max{words}")
        )
        return found

    def stop(self, how: signal.Signals = signal.SIGINT) -> str:
        """End it, and give what it said."""
        self.process.send_signal(how)
        printed, said = self.process.communicate(timeout=SECONDS)
        assert printed == ""
        return said


@contextmanager
def serving(run: Session, *options: str) -> Iterator[Served]:
    folder = run.folder / "temporary"
    folder.mkdir(exist_ok=True)
    env = {**os.environ, **run.env, "TMPDIR": str(folder)}
    line = [sys.executable, "-P", "-m", "tracker", "serve", "--port", "0", *options]
    process = subprocess.Popen(
        line, env=env, cwd=run.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        yield Served(process, folder)
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Session:
    return example.copied(
        example.loaded(tmp_path_factory.mktemp("story")), tmp_path_factory.mktemp("served")
    )


@pytest.fixture(scope="module")
def shown(told: Session) -> Iterator[Served]:
    """The worked example, with a wording that looks like markup."""
    told("note NATO-3 '<script>alert(1)</script>' --by RU --at T5")
    with serving(told) as server:
        yield server


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """A ledger with every sort of secret."""
    session = with_talks(tmp_path_factory.mktemp("secret"))
    tell_secrets(session)
    return session


def walked(server: Served) -> dict[str, str]:
    """Every page that links lead to, and each as JSON and CSV."""
    found: dict[str, str] = {}
    waiting = ["/", "/talks.json"]
    while waiting and len(found) < 150:
        path = waiting.pop(0)
        if path in found:
            continue
        try:
            found[path] = server.get(path)
        except HTTPError as error:
            with error:
                found[path] = error.read().decode()
        links = re.findall(r'href="(/[^"#]*)"', found[path])
        waiting += [each.replace("&amp;", "&") for each in links if "/-/static" not in each]
    return found


@pytest.mark.parametrize("talk", ["T1", "T2", "T3", "T4", "T5"])
def test_positions_as_of_a_talk_are_those_of_the_program(
    shown: Served, told: Session, talk: str
) -> None:
    columns = ("demand", "to", "status", "stale", "version", "text")
    found = [[row[name] for name in columns] for row in shown.rows("as_of", talk=talk)]
    rows = told.json(f"positions --as-of {talk}")["rows"]
    assert found == [[row[name] for name in columns] for row in rows]


@pytest.mark.parametrize(("before", "after"), [("T1", "T3"), ("T2", "T5"), ("T4", "T1")])
def test_what_differs_between_two_talks_is_what_the_diff_says(
    shown: Served, told: Session, before: str, after: str
) -> None:
    sides = ("demand", "to", "from_status", "to_status", "from_version", "to_version")
    found = shown.rows("between", from_talk=before, to_talk=after)
    rows = told.json(f"diff {before} {after}")["rows"]
    assert sorted([str(row[name]) for name in sides] for row in found) == sorted(
        [str(row[name]) for name in sides] for row in rows
    )


def test_unanswered_is_what_is_open(shown: Served, told: Session) -> None:
    found = {(row["demand"], row["to"]) for row in shown.rows("unanswered")}
    open_ = {
        cell for cell, status in told.cells().items() if status.split()[0] in ("open", "noted")
    }
    assert found == open_


@pytest.mark.parametrize("table", ["positions", "moves", "talks", "parties"])
def test_a_table_holds_what_the_export_holds(shown: Served, told: Session, table: str) -> None:
    found = [{name: row[name] for name in row if name not in ("rowid", "nr")}
             for row in shown.rows(table)]  # fmt: skip
    assert found == told.json(f"export {table}")["rows"]


def test_words_are_found_whatever_their_case(shown: Served) -> None:
    found = shown.rows("moves", _search="MISSILES")
    assert found
    assert all("missile" in json.dumps(row).casefold() for row in found)


def test_tables_have_titles_and_facets_and_questions_names(shown: Served) -> None:
    page = shown.get("/talks/positions")
    assert "Where each demand stands with each party now." in page
    assert re.findall(r'data-column="status"', page)
    first = shown.get("/")
    assert "Private moves are left out." in first
    assert re.search(r"as the ledger was at \d{4}-\d\d-\d\d \d\d:\d\d UTC", first)
    for name in ("positions", "diff", "as_of", "between", "unanswered"):
        assert f'href="/talks/{name}"' in first
        told = shown.get(f"/talks/{name}")
        assert "Data source: the ledger as it was at" in " ".join(told.split())
    assert "<title>Positions as of a talk</title>" in shown.get("/talks/as_of?talk=T3")
    assert "Positions as of a talk" in shown.get("/talks")


def test_markup_in_a_wording_stays_a_wording(shown: Served) -> None:
    page = shown.get("/talks/moves?_search=script")
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    "path",
    ["/talks?sql=select+1", "/talks.json?sql=select+1", "/talks.db", "/_memory", "/_internal",
     "/talks/positions?_where=1%3D1", "/_memory?sql=select+1", "/talks/sqlite_master",
     "/-/databases.json", "/-/metadata.json", "/-/threads", "/%2D/settings",
     "/-/permissions", "/-/static/../databases.json", "/../../etc/passwd",
     "/talks/-/query?sql=select+1",
     "/talks/moves.json?_search=*&_searchmode=raw", "/talks?sql=attach+'x'+as+y"],
)  # fmt: skip
def test_nothing_can_be_asked_or_taken_but_what_is_offered(shown: Served, path: str) -> None:
    assert shown.refused(path) in (400, 403, 404)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_written(shown: Served, method: str) -> None:
    assert shown.refused("/talks/positions", method) == 403


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", ""])
def test_a_name_from_elsewhere_is_not_answered(shown: Served, host: str) -> None:
    assert shown.refused("/", Host=host) == 403


def test_no_other_computer_can_reach_it() -> None:
    with listening(0) as made:
        assert made.getsockname()[0] == "127.0.0.1"


def test_no_page_tells_a_secret(secret: Session) -> None:
    with serving(secret) as server:
        pages = walked(server)
        assert len(pages) > 30
        assert {path for path, text in pages.items() if WORD in text.casefold()} == set()
        for path in ("moves", "positions", "diff", "course"):
            assert server.rows(path, _search=WORD) == [] or path in ("diff", "course")


def test_private_moves_are_shown_where_asked_for_and_that_is_said(secret: Session) -> None:
    with serving(secret, "--include-private") as server:
        assert WORD in server.get("/talks/moves.json")
        assert "Private moves are included." in server.get("/")
        assert "Whoever uses this computer can look at them." in server.stop()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_copy_is_its_owners_alone_and_goes_at_the_end(
    story: Session, how: signal.Signals
) -> None:
    with serving(story) as server:
        (folder,) = server.folder.iterdir()
        (copy,) = folder.iterdir()
        assert (folder.stat().st_mode & 0o777, copy.stat().st_mode & 0o777) == (0o700, 0o600)
        server.get("/")
        assert server.refused("/nowhere") == 404
        said = server.stop(how)
        assert server.process.returncode == 0
        assert said == "Stop with Ctrl-C.\nStopped; the copy that was shown is removed.\n"
        assert list(server.folder.iterdir()) == []


def test_the_ledger_can_be_written_while_it_is_shown(story: Session) -> None:
    with serving(story) as server:
        story("accept NATO-3 --by RU --at T5")
        (row,) = [row for row in server.rows("positions") if row["demand"] == "NATO-3"]
        assert row["status"] == "open"


def test_a_port_in_use_is_named(story: Session) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = story(f"serve --port {port}", fails=2).err
    assert f"Port {port} cannot be used: Address already in use. Name another" in said
    assert "--port 0" in said


def test_without_the_library_one_sentence_says_how_to_get_it(
    story: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "datasette.app", None)
    said = story("serve", fails=2).err
    assert "pip install 'negotiation-tracker[web]'" in said
