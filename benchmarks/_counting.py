"""What one process takes that no other can disturb: its own seconds, its memory, SQLite's steps."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from _measure import Argv, python

_STEPS = """
import itertools, os, sys
steps, sys.argv = itertools.count(), ["tracker", *sys.argv[1:]]
os._exit = sys.exit  # the program ends in a hurry, but not before the steps are told
from tracker.store import opening
from tracker.__main__ import main
opened = opening.connect
def counted(*given, **named):
    connection = opened(*given, **named)
    connection.set_progress_handler(lambda: next(steps) < 0, 100)
    return connection
opening.connect = counted
try:
    main()
except SystemExit:
    pass
sys.stderr.write(f"\\n{next(steps) * 100}")
"""
_APART = """
import json, os, sys
nowhere = os.open(os.devnull, os.O_WRONLY)
out = [(os.POSIX_SPAWN_DUP2, nowhere, 1)]
run = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=out)
_, status, taken = os.wait4(run, 0)
seconds = taken.ru_utime + taken.ru_stime
print(json.dumps([os.waitstatus_to_exitcode(status), seconds, taken.ru_maxrss / 1000]))
"""
"""A small process between: a child counts what its parent held when it was made."""


class Used(NamedTuple):
    """What a process took: seconds of the processor, its own and the system's, and MB at most."""

    seconds: float
    memory: float


def used(argv: Argv, env: Mapping[str, str], ends: Sequence[int] = (0,)) -> Used:
    """Run a process, its output thrown away, and give what it took; with which codes it may end.

    Seconds of the processor, since on a shared machine those of the clock are mostly others'.

    Raises:
        SystemExit: it failed; its own words say why.
    """
    return _apart(argv, env, ends)[0]


def counted(arguments: Argv, env: Mapping[str, str]) -> tuple[Used, int]:
    """What one run of the program took, and the steps of SQLite's virtual machine to the hundred.

    Counting makes it slower by a few hundredths.
    """
    taken, said = _apart(python("-c", _STEPS, *arguments), env)
    return taken, int(said.rpartition("\n")[2])


def peak_memory(argv: Argv, env: Mapping[str, str]) -> float:
    """The most memory a process held, in MB."""
    return used(argv, env).memory


def _apart(argv: Argv, env: Mapping[str, str], ends: Sequence[int] = (0,)) -> tuple[Used, str]:
    between = python("-S", "-c", _APART, *argv)
    done = subprocess.run(
        between, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True
    )
    code, *taken = json.loads(done.stdout)
    if code not in ends:
        sys.exit(f"{' '.join(argv[-9:])} ended with {code}: {done.stderr}")
    return Used(*taken), done.stderr
