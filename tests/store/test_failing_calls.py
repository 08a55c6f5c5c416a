"""A call of the system that fails, or the program killed at it: each command, call and failure."""

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import attacked
import pytest
from attacked import DATABASES, LINES
from builders import Session
from faulty import FAULTS, KILL, NEVER, TORN, Ended, Program, program
from tally import share, tried

IN_THE_GATE, IN_TORTURE = 6, 150
LASTING = ("EIO", "ENOSPC")
"""What is tried to go on failing from a call on, too."""
OF_SEVERAL_FILES = ("backup --keep", "export reports")
"""Commands of which each file is whole, and some may be there before one fails."""
READING = ("record", "minutes", "import", "export")
"""Of which the gate tries reads that fail."""
IN_STEPS = (*OF_SEVERAL_FILES, "upgrade")
"""Of which one step may be done for good before a read of the next one fails."""
REPEATED = 5
"""How many tries there are for one after which the command is given again."""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return attacked.prepare(tmp_path_factory.mktemp("prepared"))


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    with program(tmp_path_factory.mktemp("program")) as ready:
        yield ready


class Fault(NamedTuple):
    """What goes wrong in a run: which call fails, how, and until which."""

    fault: int
    at: int
    until: int


def chosen(name: str, calls: int, most: int) -> list[Fault]:
    """The faults to try of a command: the same each time, or all where there are no more."""
    every = [
        Fault(fault, at, until)
        for at in range(1, calls + 1)
        for word, fault in FAULTS.items()
        for until in ((at, NEVER) if word in LASTING else (at,))
    ]
    return every if most >= len(every) else random.Random(name).sample(every, most)


@pytest.mark.parametrize(
    "most", [IN_THE_GATE, pytest.param(share(IN_TORTURE), marks=pytest.mark.torture)]
)
@pytest.mark.parametrize("name", LINES)
def test_a_call_that_fails_leaves_the_one_state_or_the_other(
    run: Program, prepared: Path, tmp_path: Path, name: str, most: int
) -> None:
    folder = tmp_path / "folder"
    done = attacked.uninterrupted(run, name, prepared, folder)
    line, env = attacked.arguments(name, folder), attacked.environment(folder)
    for turn, fault in enumerate(chosen(name, done.calls, most)):
        attacked.in_copy(prepared, folder, name)
        ended = run(line, folder, env, **fault._asdict())
        found = attacked.holds(folder)
        tried(judged(name, done, fault, ended, found))
        if turn % REPEATED == 0:
            again(run, name, folder, done, found)


def judged(
    name: str, done: attacked.Uninterrupted, fault: Fault, ended: Ended, found: dict[str, str]
) -> str:
    """What was seen, in a word, where it is as promised."""
    told = f"{fault}: {ended}"
    assert attacked.between(done, found), told
    if ended.killed:
        assert fault.fault in (KILL, TORN), told
        return "killed"
    assert "Traceback" not in ended.err, told
    if ended.code == 0:
        assert found == done.after, told
        return "went well"
    assert ended.code in (2, 6, 7), told
    assert ended.err.splitlines()[-1].startswith("tracker: "), told
    assert ended.err.count("tracker: ") == 1, told
    if "may be there" in ended.err:
        return "told of as unsure"
    database = DATABASES.get(name, "talks.db")
    assert found.get(database) == done.before.get(database), told
    assert found == done.before or fault.until == NEVER or name in OF_SEVERAL_FILES, told
    return "told of, nothing done"


def again(
    run: Program, name: str, folder: Path, done: attacked.Uninterrupted, found: dict[str, str]
) -> None:
    """See that the database is sound, and that the command works where it has not done so."""
    database = folder / DATABASES.get(name, "talks.db")
    if database.name in found and name != "upgrade":
        Session(folder)(f"--db {database} check")
    if found == done.before or name == "export reports":
        ended = run(attacked.arguments(name, folder), folder, attacked.environment(folder))
        assert ended.code == 0, ended
        assert attacked.holds(folder) == done.after
        assert attacked.parts(folder) == set()


@pytest.mark.parametrize(
    ("name", "most"),
    [
        *((name, 4) for name in READING),
        *(pytest.param(name, share(30), marks=pytest.mark.torture) for name in LINES),
    ],
)
def test_a_read_that_fails_once_is_told_as_that_and_not_as_damage(
    run: Program, prepared: Path, tmp_path: Path, name: str, most: int
) -> None:
    folder = attacked.in_copy(prepared, tmp_path / "folder", name)
    line, env = attacked.arguments(name, folder), attacked.environment(folder)
    before, ended = attacked.holds(folder), run(line, folder, env, reads=True)
    done = attacked.Uninterrupted(before, attacked.holds(folder), ended.calls)
    for at in range(2, done.calls + 1, max(1, done.calls // most)):
        attacked.in_copy(prepared, folder, name)
        ended = run(line, folder, env, reads=True, fault=FAULTS["EIO"], at=at)
        found = attacked.holds(folder)
        if name not in IN_STEPS:
            assert found == (before if ended.code else done.after), f"{at}: {ended}"
        assert attacked.between(done, found), f"{at}: {ended}"
        tried("told of, nothing done" if ended.code else "went well")
        if ended.code:
            told = ended.err.splitlines()[-1]
            assert told.startswith("tracker: "), f"{at}: {ended}"
            assert "damaged" not in told, f"{at}: {ended}"
            assert "The output" not in told, f"{at}: {ended}"
            assert ended.code == meant(told), f"{at}: {ended}"


def meant(told: str) -> int:
    """The exit code that goes with what is told of a file."""
    found = re.match(r"tracker: (\S+) cannot be (written|removed|read): ", told)
    if found and found[2] != "read":  # a copy is read once more before it is put in its place
        return 2
    return 7 if found and not found[1].endswith(".db") else 6
