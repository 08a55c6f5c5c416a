"""Power is lost at any moment: what was acknowledged is there, and nothing is half there."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import attacked
import power
import pytest
from attacked import DATABASES, LINES
from builders import Session
from faulty import Call, Program, calls_in, program
from tally import share, tried

IN_THE_GATE, IN_TORTURE = 12, 300
CHECKED = 4
"""How many losses there are for one after which the whole check is run."""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return attacked.prepare(tmp_path_factory.mktemp("prepared"))


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    with program(tmp_path_factory.mktemp("program")) as ready:
        yield ready


def moments(calls: list[Call], times: int, chance: random.Random) -> list[int]:
    """After how many of the calls power is lost: often at the end, and at random before."""
    end = len(calls)
    return [end if turn % 3 == 0 else chance.randrange(end + 1) for turn in range(times)]


@pytest.mark.parametrize(
    "times", [IN_THE_GATE, pytest.param(share(IN_TORTURE), marks=pytest.mark.torture)]
)
@pytest.mark.parametrize("name", LINES)
def test_what_was_acknowledged_outlasts_a_loss_of_power(
    run: Program, prepared: Path, tmp_path: Path, name: str, times: int
) -> None:
    folder, log = tmp_path / "folder", tmp_path / "log"
    attacked.in_copy(prepared, folder, name)
    done = attacked.uninterrupted(run, name, prepared, folder)
    attacked.in_copy(prepared, folder, name)
    ended = run(attacked.arguments(name, folder), folder, attacked.environment(folder), log=log)
    assert (ended.code, attacked.holds(folder)) == (0, done.after), ended
    calls = calls_in(log)
    attacked.in_copy(prepared, folder, name)
    chance = random.Random(name)
    for turn, moment in enumerate(moments(calls, times, chance)):
        left = tmp_path / "left"
        shutil.rmtree(left, ignore_errors=True)
        power.replayed(folder, calls, moment).left(left, chance)
        found = attacked.holds(left)
        told = f"lost after {moment} of {len(calls)} calls"
        assert attacked.between(done, found), told
        if moment == len(calls):  # an older backup may be back
            assert {n: said for n, said in found.items() if n in done.after} == done.after, told
        tried("as after" if found == done.after else "as before or between")
        database = left / DATABASES.get(name, "talks.db")
        if turn % CHECKED == 0 and database.name in found:
            Session(left)(f"--db {database} check")
