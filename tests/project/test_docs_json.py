"""docs/json.md and its schemas: what the program writes is what they describe."""

import json
import re
from pathlib import Path
from typing import Any

import engines
import pytest
import servers
from jsonschema import Draft202012Validator
from transcript import Shell

from tracker.exchange import moves_out
from tracker.exchange.given import GIVEN
from tracker.render import (
    agenda,
    blockers,
    brief,
    changes,
    changes_stat,
    checking,
    comparing,
    corrections,
    doctor,
    history,
    hub,
    lists,
    log,
    mappings,
    matrix,
    overview,
    positions,
    private_line,
    search,
    sources,
    stats,
    timeline,
    undone,
)
from tracker.render.views import VISIBILITY

COLUMNS = {
    "positions": (*positions.COLUMNS, VISIBILITY),
    "matrix": (*matrix.COLUMNS, VISIBILITY),
    "timeline": (*timeline.COLUMNS, VISIBILITY),
    "diff": (*changes.COLUMNS, VISIBILITY),
    "diff-stat": (*changes_stat.COLUMNS, VISIBILITY),
    "moves": (*moves_out.COLUMNS, moves_out.BY, GIVEN, moves_out.SOURCE_TEXT),
    "history": (*history.HISTORY_COLUMNS, *history.RECORD_COLUMNS, VISIBILITY),
    "private-line": private_line.COLUMNS,
    "log": (*log.LOG_COLUMNS, VISIBILITY),
    "search": search.COLUMNS,
    "corrections": (*corrections.COLUMNS, VISIBILITY),
    "commands": undone.COLUMNS,
    "status": (*overview.COLUMNS, VISIBILITY),
    "agenda": (*agenda.COLUMNS, VISIBILITY),
    "brief": (*brief.COLUMNS, VISIBILITY),
    "blockers": (*blockers.COLUMNS, VISIBILITY),
    "compare": (*comparing.COLUMNS, VISIBILITY),
    "stats": (*stats.COLUMNS, VISIBILITY),
    "sources": (*sources.COLUMNS, VISIBILITY),
    "check": (*checking.COLUMNS, VISIBILITY),
    "talks": lists.TALK_COLUMNS,
    "parties": lists.PARTY_COLUMNS,
    "mappings": mappings.COLUMNS,
    "doctor": doctor.COLUMNS,
    "hub": hub.COLUMNS,
}
VIEWS = {
    "positions": (
        "positions", "positions --as-of T3", "positions --expand-blocs", "issue show Ukraine",
        "export positions",
    ),
    "matrix": ("matrix", "matrix --as-of T3 --include-private"),
    "matrix-wide": ("matrix --wide", "matrix --wide --all"),
    "timeline": ("timeline", "timeline --as-of T3 --include-private", "timeline --demand X-1"),
    "diff": ("diff", "diff T2 T4", "diff 2021-01-01 T5", "diff T4 T2", "export diff T1 T2"),
    "diff-stat": ("diff T3 T4 --stat",),
    "moves": ("export moves", "export moves --include-private"),
    "history": ("show RU-5", "show NATO-1", "show X-1", "show X-2 --history"),
    "private-line": ("show NATO-3 --private-line --include-private",),
    "log": ("log",),
    "search": ("search missiles", "search russia --history --include-private", "search series"),
    "commands": ("undo --list",),
    "corrections": ("log --corrections",),
    "status": ("status", "status --as-of T2"),
    "brief": ("brief --for RU", "brief --for NATO --before T4", "brief --for US"),
    "agenda": ("agenda", "agenda --for NATO", "agenda --as-of T3"),
    "blockers": ("blockers", "blockers --as-of T3", "blockers RU-5"),
    "compare": ("compare RU NATO", "compare NATO US --as-of T4"),
    "stats": ("stats", "stats --as-of T3 --party NATO"),
    "sources": ("source list",),
    "check": ("check", "check --all --fail-on error"),
    "talks": ("talk list", "export talks"),
    "talk": ("talk show T3", "talk show T6"),
    "parties": ("party list", "export parties"),
    "party": ("party show NATO", "party show US"),
    "issues": ("issue list",),
    "mappings": ("mapping list",),
    "negotiations": ("negotiation list",),
    "negotiation": ("negotiation show",),
    "doctor": ("doctor",),
    "hub": ("hub status",),
}  # fmt: skip
# What the worked example lacks: every way to answer, a demand put to all, a talk ahead, a demand
# of unknown wording whose proponent is known, a move that was corrected and one that was struck.
MORE = (
    "talk add Next --status scheduled --deadline 2030-01-01",
    "demand 'Put to all' --by RU --key X-1 --at T5",
    "note X-1 --by US --at T5",
    "ask X-1 --by NATO --at T5",
    "accept NATO-3 --in-principle --ad-referendum --at T5",
    "reject NATO-3 --final --private --at T5",
    "defer US-1 --until 2022-03 --at T5",
    "revise RU-1 'Reworded.' --editorial --at T5",
    "withdraw RU-2 --on 2022-02-18",
    "demand 'Corrected' --by RU --key X-2 --at T5",
    "note X-2 --by US --at T5",
    "note X-2 --by NATO --at T5 --quote 'in so many words' --source-file '{folder}/speech.txt'",
)
UNWORDED = "talk,party,move,demand,by\nT5,NATO,reject,RU-20,RU\n"


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """A shell at a database that has something of everything."""
    folder = tmp_path_factory.mktemp("full")
    shell = Shell(folder)
    shell.env["TRACKER_DB"] = str(folder / "full.db")
    (folder / "unworded.csv").write_text(UNWORDED, encoding="utf-8")
    (folder / "speech.txt").write_text("He said so, in so many words.", encoding="utf-8")
    shell.tracker("demo", "--db", shell.env["TRACKER_DB"])
    unworded = f"import '{folder / 'unworded.csv'}' --yes --map talk=talk --save-map Theirs"
    for line in (*MORE, unworded):
        shown = shell(f"tracker {line.replace('{folder}', str(folder))}")
        assert shell.code == 0, shown
    for mend in ("correct {} Mended", "strike {} --reason 'by mistake'"):
        found = json.loads(shell.tracker("show", "X-2", "--format", "json"))["rows"][-1]["id"]
        shown = shell(f"tracker {mend.format(found)}")
        assert shell.code == 0, shown
    if not servers.why_not():
        server = engines.server()
        shell.tracker("hub", "join", server.address(server.database(engines.EMPTY)))
    return shell


def schema(checkout: Path, kind: str) -> dict[str, Any]:
    file = checkout / "docs" / "schema" / f"{kind}.schema.json"
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(found)
    return found


on_server = pytest.mark.skipif(bool(servers.why_not()), reason=servers.why_not())


@pytest.mark.parametrize("option", ["", "--include-private"])
@pytest.mark.parametrize(
    "kind", [*(kind for kind in VIEWS if kind != "hub"), pytest.param("hub", marks=on_server)]
)
def test_what_is_written_fits_its_schema(
    checkout: Path, full: Shell, kind: str, option: str
) -> None:
    validator = Draft202012Validator(schema(checkout, kind))
    for view in VIEWS[kind]:
        shown = full(f"tracker {view} {option} --format json")
        assert full.code == 0, shown
        envelope = json.loads(shown[shown.index("{") :])
        problems = [f"{each.json_path}: {each.message}" for each in validator.iter_errors(envelope)]
        assert problems == [], view
        assert envelope["kind"] == kind
        assert envelope["rows"], view
        asked = "--include-private" in f"{view} {option}"
        assert (envelope.get("private") == "included") == asked, view


@pytest.mark.parametrize("kind", COLUMNS)
def test_a_schema_names_the_columns_in_their_order(checkout: Path, kind: str) -> None:
    rows = schema(checkout, kind)["properties"]["rows"]["items"]
    assert tuple(rows["properties"]) == COLUMNS[kind]
    assert not rows["additionalProperties"]


def test_every_schema_is_tried_and_in_the_table_of_kinds(checkout: Path) -> None:
    files = {file.name.split(".")[0] for file in (checkout / "docs" / "schema").iterdir()}
    assert files == set(VIEWS)
    text = (checkout / "docs" / "json.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| `([\w-]+)` \|[^|]*\| ([^|]*) ?\| \[([\w-]+)\]\(schema/(.*)\) \|$", text, re.M
    )
    assert {kind for kind, *_ in rows} == files
    for kind, about, name, file in rows:
        assert (name, file) == (kind, f"{kind}.schema.json")
        described = schema(checkout, kind)
        members = [each for each in described["properties"] if each in described["required"]]
        assert re.findall(r"`(\w+)`", about) == members[2:-1]


def test_the_schemas_know_the_statuses_that_the_program_has(checkout: Path) -> None:
    from tracker.diff import Change
    from tracker.model import Headline, Kind, Rollup, Status, TalkForm, TalkStatus

    row = schema(checkout, "positions")["properties"]["rows"]["items"]["properties"]
    talk = schema(checkout, "talk")["properties"]["rows"]["items"]["properties"]
    matrix = schema(checkout, "matrix")["properties"]["rows"]["items"]["properties"]
    timeline = schema(checkout, "timeline")["properties"]["rows"]["items"]["properties"]
    diff = schema(checkout, "diff")["properties"]["rows"]["items"]["properties"]
    for listed, known in (
        (row["status"], Status), (row["headline"], Headline), (row["kind"], Kind),
        (row["rollup"], Rollup), (talk["form"], TalkForm), (talk["status"], TalkStatus),
        (diff["change"], Change), (matrix["status"], Status), (matrix["headline"], Headline),
        (timeline["status"], Status), (timeline["headline"], Headline),
    ):  # fmt: skip
        assert [each for each in listed["enum"] if each] == [each.value for each in known]
