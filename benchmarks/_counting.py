"""What one process takes that no other can disturb: its own seconds, its memory, SQLite's steps."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from typing import NamedTuple

from _measure import Argv, python, run

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
_MEMORY = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


class Used(NamedTuple):
    """What a process took: seconds of the processor, its own and the system's, and MB at most."""

    seconds: float
    memory: float


def used(argv: Argv, env: Mapping[str, str]) -> Used:
    """Run a process, its output thrown away, and give what it took.

    Seconds of the processor, since on a shared machine those of the clock are mostly others'.
    """
    with subprocess.Popen(argv, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as run_:
        assert run_.stderr is not None
        said = run_.stderr.read()
        _, status, taken = os.wait4(run_.pid, 0)
        run_.returncode = os.waitstatus_to_exitcode(status)
    if run_.returncode:
        sys.exit(f"{' '.join(argv)} ended with {run_.returncode}: {said.decode()}")
    return Used(taken.ru_utime + taken.ru_stime, taken.ru_maxrss / 1000)


def steps(arguments: Argv, env: Mapping[str, str]) -> int:
    """The steps of SQLite's virtual machine in one run of the program, to the next hundred."""
    argv = python("-c", _STEPS, *arguments)
    done = subprocess.run(argv, env=env, capture_output=True, text=True, check=False)
    return int(done.stderr.rpartition("\n")[2])


def peak_memory(argv: Argv, env: Mapping[str, str]) -> float:
    """The most memory a process held, in MB.

    It is asked of a small process between: a child counts what its parent held when it was made.
    """
    return int(run(python("-c", _MEMORY, *argv), env)) / 1000
