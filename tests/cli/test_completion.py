"""What is offered at TAB, for each kind of value, and that looking for it leaves no trace."""

from __future__ import annotations

import io
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from builders import Session
from typer.main import get_command

from tracker.cli import app
from tracker.commands.completing import Answer, answer_to
from tracker.commands.typed import read
from tracker.context import World
from tracker.errors import TrackerError
from tracker.ledger.offers import MOST

pytestmark = pytest.mark.file("TAB offers what is in files")


def answer(session: Session, line: str, begun: str = "", **env: str) -> Answer:
    """The answer to TAB after a line of complete words and the beginning of one more."""
    none = io.StringIO()
    world = World(
        {**session.env, **env}, none, none, none, lambda: datetime(2026, 1, 15, tzinfo=UTC)
    )
    return answer_to(get_command(app), line.split(), begun, world)


def offers(session: Session, line: str, begun: str = "", **env: str) -> dict[str, str]:
    """What is offered, with what is known of it."""
    return dict(answer(session, line, begun, **env).offers)


def values(session: Session, line: str, begun: str = "", **env: str) -> list[str]:
    """What is offered."""
    return list(offers(session, line, begun, **env))


def ask(session: Session, shell: str, *line: str) -> subprocess.CompletedProcess[str]:
    """Ask the program as the script of a shell does."""
    return subprocess.run(
        [sys.executable, "-P", "-m", "tracker", *line],
        env={**session.env, "_TRACKER_COMPLETE": shell},
        cwd=session.folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_commands_come_with_their_help(story: Session) -> None:
    assert offers(story, "", "rej") == {"reject": "A party rejects a demand."}
    assert list(offers(story, "party")) == ["add", "list", "show", "edit"]
    assert offers(story, "party", "sh") == {
        "show": "Show one party, the blocs it belongs to, and its members."
    }


def test_options_come_with_their_help_and_not_twice(story: Session) -> None:
    assert offers(story, "reject RU-1 --by NATO", "--fin") == {"--final": "A declared red line."}
    assert "--by" not in values(story, "reject RU-1 --by NATO", "--")
    assert "--alias" in values(story, "party add XX Name --alias One", "--")
    assert "--public" in values(story, "correct abcdef", "-")


def test_what_narrows_a_search_is_completed(story: Session) -> None:
    assert "NATO" in values(story, "search door --party")
    assert "T1..T3" in values(story, "search door --talk", "T1..")
    assert values(story, "search door --sort") == ["rank", "time"]
    assert "--history" in values(story, "search door", "--")


def test_options_are_offered_where_only_free_text_could_follow(story: Session) -> None:
    assert "--by" in values(story, "reject RU-1")
    assert values(story, "reject RU-1 --quote") == []
    assert values(story, "reject RU-1 --") == []


def test_demands_come_with_their_titles_by_the_size_of_their_numbers(run: Session) -> None:
    for number in range(1, 12):
        run(f"demand wording --by RU --to NATO --title 'Title {number}'")
    found = offers(run, "reject", "RU-1")
    assert found == {"RU-1": "Title 1", "RU-10": "Title 10", "RU-11": "Title 11"}
    assert values(run, "show")[:3] == ["RU-1", "RU-2", "RU-3"]


@pytest.mark.parametrize(
    ("line", "begun", "found"),
    [
        ("show", "us-", "US-1"),
        ("party show", "nato", "NATO"),
        ("talk show", "t5", "T5"),
        ("issue show", "arms control/e", "Arms control/exercises"),
    ],
)
def test_the_case_of_the_letters_is_no_matter(
    story: Session, line: str, begun: str, found: str
) -> None:
    assert values(story, line, begun) == [found]


def test_the_last_part_of_a_list_is_completed(story: Session) -> None:
    assert offers(story, "reject RU-1 --by", "NATO,U") == {"NATO,US": "United States"}
    assert values(story, "reject RU-1 --by", "NATO,") == ["NATO,RU", "NATO,US"]
    assert values(story, "positions --status", "open,def") == ["open,deferred"]


def test_an_argument_that_may_be_repeated_is_completed_each_time(story: Session) -> None:
    assert values(story, "blockers RU-1 RU-2", "US") == ["US-1"]


def test_the_value_may_be_joined_to_its_option(story: Session) -> None:
    assert values(story, "reject RU-1", "--by=NATO,U") == ["--by=NATO,US"]
    assert values(story, "positions", "-fj") == ["-fjson", "-fjsonl"]
    assert answer(story, "log", "--output=") == Answer(lead="--output=")


def test_talks_come_the_latest_first_with_their_occasion(story: Session) -> None:
    found = offers(story, "reject RU-1 --at")
    assert list(found) == ["T5", "T4", "T3", "T2", "T1"]
    assert found["T3"] == "2022-01-12 NATO–Russia Council, Brussels"
    assert values(story, "diff", "T2..T3") == ["T2..T3"]


def test_moves_come_the_latest_first_with_what_they_were(story: Session) -> None:
    story("reject RU-5 --by US --at T5")
    latest = story.sql("select id from move order by nr desc limit 1")[0][0]
    found = offers(story, "strike")
    assert next(iter(found.items())) == (latest[:6], "US rejected RU-5, T5")
    assert values(story, "correct", latest[:9]) == [latest[:9]]
    story(f"strike {latest} --reason wrong")
    assert values(story, "strike", latest[:6]) == []


def test_fixed_words_are_offered_too(story: Session) -> None:
    assert values(story, "positions --format", "j") == ["json", "jsonl"]
    assert values(story, "positions --sort", "st") == ["status"]
    assert values(story, "completion") == ["bash", "zsh", "fish"]
    assert values(story, "-n") == ["Russia–NATO security talks"]


def test_files_are_left_to_the_shell(story: Session) -> None:
    assert answer(story, "import") == Answer(lead="")
    assert answer(story, "--db") == Answer(lead="")
    assert answer(story, "reject RU-1", "@no") == Answer(lead="@")


def test_every_option_that_takes_a_ref_completes_it(story: Session) -> None:
    refs = {"TALK", "TALK|DATE", "DEMAND", "MOVE", "PARTY", "P", "P,P", "P[,P]", "BLOC", "PATH"}
    refs |= {"BLOC,BLOC", "S,S", "NEGOTIATION", "[NEGOTIATION]", "[A]", "[B]"}
    story("accept RU-1 --by NATO --at T3")  # contested, for rule
    lacking, seen = [], set()
    for line in lines():
        typed = read(get_command(app), line.split())
        for parameter in typed.command.params:
            metavar = parameter.metavar
            if metavar in refs or (metavar == "KEY" and parameter.name != "key"):
                seen.add(metavar)
                option = parameter.opts[0] if parameter.param_type_name == "option" else ""
                before = "x" if typed.next_argument not in (parameter, None) and not option else ""
                if not values(story, f"{line} {before} {option}"):
                    lacking.append(f"{line} {option} {metavar}")
    assert lacking == []
    assert seen >= refs - {"P"}


def lines() -> list[str]:
    """Every command, sub-commands among them."""
    program = get_command(app)
    found = []
    for name in program.list_commands(None):  # type: ignore[attr-defined]
        command = read(program, [name]).command
        below = command.list_commands(None) if hasattr(command, "list_commands") else [""]
        found += [f"{name} {each}".strip() for each in below]
    return found


def test_the_database_is_the_one_that_the_line_names(story: Session, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    second = Session(other)
    second("init Wages")
    second("party add UNION 'The union'")
    second("talk add Opening --date 2026-01-10")
    second("demand 'Four per cent' --by UNION")
    assert values(story, f"show --db {second.db}") == ["UNION-1"]
    assert values(story, f"--db {second.db} show") == ["UNION-1"]
    assert values(story, "show", TRACKER_DB=str(second.db)) == ["UNION-1"]
    second("init Pensions")
    assert values(second, "show") == []
    assert values(second, "show -n Wages") == ["UNION-1"]
    assert values(second, "-n Wages show") == ["UNION-1"]


def test_of_private_moves_nothing_is_told(run: Session) -> None:
    run("demand 'Secret words' --by US --to RU --private --title 'Secret title'")
    run("demand 'Plain words' --by US --to RU --title Plain")
    assert offers(run, "show") == {"US-1": "private", "US-2": "Plain"}
    assert sorted(offers(run, "strike").values()) == ["US demanded US-2, T3", "private"]


def test_text_from_the_ledger_cannot_act_on_the_terminal(run: Session) -> None:
    run("demand wording --by US --to RU", "--title", "Red \x1b[31m and\nmore\tof it")
    shown = ask(run, "fish", "tracker", "show", "").stdout
    assert shown == "offers\nUS-1\tRed ␛[31m and␊more of it\n"


def test_ten_thousand_demands_are_completed_at_once(run: Session) -> None:
    insert = """
        with recursive number (n) as (select 1 union all select n + 1 from number where n < 10000)
        insert into demand (negotiation, key, prefix, number, title, kind)
        select 1, 'RU-' || n, 'RU', n, 'Title ' || n, 'demand' from number
    """
    with closing(sqlite3.connect(run.db)) as connection:
        connection.execute(insert)
        connection.execute("insert into demand (negotiation, key, title, kind)"
                           " values (1, 'A LONG KEY', 'First', 'demand')")  # fmt: skip
        connection.commit()
    before = time.perf_counter()
    found = values(run, "show")
    assert time.perf_counter() - before < 0.5
    assert MOST <= len(found) <= MOST + 2
    assert found[:3] == ["A LONG KEY", "RU-1", "RU-2"], "or a shell would type RU- by itself"
    assert values(run, "show", "RU-99") == ["RU-99", *(f"RU-{n}" for n in range(990, 1000)),
        *(f"RU-{n}" for n in range(9900, 9939)), "RU-9999"]  # fmt: skip
    assert values(run, "show", "RU-9999") == ["RU-9999"]


@pytest.mark.parametrize("line", ["show", "reject RU-1 --by", "-n", "strike", "nonsense"])
def test_without_a_database_nothing_is_offered_and_nothing_made(tmp_path: Path, line: str) -> None:
    session = Session(tmp_path)
    done = ask(session, "fish", "tracker", *line.split(), "")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
    assert list(tmp_path.iterdir()) == []


def test_a_database_is_left_as_it_is(story: Session) -> None:
    before = story.kept(), sorted(story.folder.iterdir()), story.db.stat().st_mtime_ns
    for line in ("show", "strike", "-n", "reject --by", "log --at"):
        assert values(story, line)
    assert (story.kept(), sorted(story.folder.iterdir()), story.db.stat().st_mtime_ns) == (before)


@pytest.mark.parametrize(
    "change",
    ["pragma journal_mode = wal", "pragma user_version = 99", "pragma application_id = 1"],
)
def test_a_database_that_is_not_as_ours_are_is_not_opened(story: Session, change: str) -> None:
    with closing(sqlite3.connect(story.db)) as connection:
        connection.execute(change).fetchall()
    files = sorted(story.folder.iterdir())
    with pytest.raises(TrackerError):
        values(story, "show")
    assert sorted(story.folder.iterdir()) == files


def test_a_database_that_is_being_written_is_not_waited_for(story: Session) -> None:
    with closing(sqlite3.connect(story.db, isolation_level=None)) as other:
        other.execute("begin exclusive")
        before = time.perf_counter()
        with pytest.raises(TrackerError):
            values(story, "show")
        assert time.perf_counter() - before < 2


def test_a_tab_loads_no_more_than_a_command(story: Session, tmp_path: Path) -> None:
    probe = (
        "import sys; from tracker.__main__ import run_program; run_program();"
        "print(*sys.modules, sep='\\n')"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", probe, "tracker", "reject", "RU"],
        env={**story.env, "_TRACKER_COMPLETE": "fish"},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(done.stdout.split("\n"))
    assert "RU-1\tA ban on Ukraine's NATO membership" in loaded
    assert not loaded & {"rich", "sqlite_utils", "dateutil.parser", "pydantic"}


def test_a_database_with_odd_names_is_found(story: Session) -> None:
    odd = story.folder / "a b%20#?.db"
    shutil.copy(story.db, odd)
    assert "RU-1" in values(story, "show", TRACKER_DB=str(odd))


def test_a_ruling_is_offered_the_contested_answers_alone(story: Session) -> None:
    story("accept RU-1 --by NATO --at T3")
    assert [each[5:13] for each in offers(story, "rule").values()] == ["accepted", "rejected"]
