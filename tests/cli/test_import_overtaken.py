"""What is imported is what was shown and confirmed."""

from __future__ import annotations

from collections.abc import Callable

import builders
import pytest
from builders import Session

HEADER = "talk,party,move,demand,text,to"
A_BAN = "T1,RU,demand,RU-1,a ban,NATO"
NO = "T2,NATO,reject,RU-1,never,"
TOLD = "The file was changed or others recorded something in the meantime"


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Lets something be done while the person thinks about the first answer."""

    def arrange(deed: Callable[[], object]) -> None:
        pending = [deed]

        def readline(keyboard: builders.Terminal, size: int = -1) -> str:
            if pending:
                pending.pop()()
            return builders.Pipe.readline(keyboard, size)

        monkeypatch.setattr(builders.Terminal, "readline", readline)

    return arrange


Meanwhile = Callable[[Callable[[], object]], None]


def test_a_file_that_was_changed_since_is_shown_anew(run: Session, meanwhile: Meanwhile) -> None:
    file = run.write("in.csv", HEADER, A_BAN)
    meanwhile(lambda: run.write("in.csv", HEADER, A_BAN, NO))
    said = run(f"import {file}", typed="y\nn\n", fails=1).err
    assert said.count("1 to add") == said.count(TOLD) == said.count("2 to add") == 1
    assert run.rows("export moves") == []


@pytest.mark.parametrize("other", ["reject RU-9 --by NATO --at T2", "party add SE Sweden"])
def test_what_others_recorded_since_is_shown_anew(
    run: Session, meanwhile: Meanwhile, other: str
) -> None:
    run("demand 'no arms' --by RU --to NATO --at T1 --key RU-9")
    file = run.write("in.csv", HEADER, A_BAN)
    meanwhile(lambda: run(other))
    said = run(f"import {file}", typed="y\ny\n")
    assert said.err.count(TOLD) == 1
    assert said.endswith(": 1 added.\n")


def test_a_database_that_was_made_since_is_shown_anew(
    tmp_path_factory: pytest.TempPathFactory, meanwhile: Meanwhile
) -> None:
    nobody = Session(tmp_path_factory.mktemp("nobody"))
    file = nobody.write("in.csv", f"negotiation,{HEADER}", f"Talks,{A_BAN}")
    meanwhile(lambda: nobody("init Talks"))
    said = nobody(f"import {file}", typed="y\nn\n", fails=1).err
    assert said.count(TOLD) == 1
    assert nobody.rows("export moves") == []


def test_an_overtaken_import_leaves_no_file_of_skipped_rows(
    run: Session, meanwhile: Meanwhile
) -> None:
    file = run.write("in.csv", HEADER, A_BAN, "T2,NATO,acept,RU-1,,")
    meanwhile(lambda: run("party add SE Sweden"))
    run(f"import {file} --skip-bad", typed="y\nn\n", fails=1)
    assert not (run.folder / "in.skipped.csv").exists()
