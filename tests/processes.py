"""The program in processes of its own: killed, limited, or run by somebody else."""

import os
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

from builders import Session

Tell = Callable[[str], None]
NOBODY = 65534

# A compiled module cut short by the limit would be found broken by every run that follows.
LIMITED = "export PYTHONDONTWRITEBYTECODE=1;"


@contextmanager
def forked(work: Callable[[Tell], None]) -> Iterator[tuple[int, TextIO]]:
    """A process that works, and what it tells; it is killed at the end."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of threads, which have no part here
        child = os.fork()
    if child == 0:
        with suppress(BaseException):
            work(lambda word: os.write(writing, f"{word}\n".encode()))
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        yield child, pipe
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def killed(work: Callable[[Tell], None], after: float) -> list[str]:
    """What a process had told when it was killed, some seconds after its first word."""
    with forked(work) as (child, pipe):
        first = pipe.readline()
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
        return [line.strip() for line in (first, *pipe)]


def in_shell(session: Session, line: str) -> subprocess.Popen[str]:
    """A line of shell, in which `tracker` is the program in a process of its own."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.Popen(
        ["bash", "-c", line.replace("tracker", f"'{sys.executable}' -P -m tracker")],
        env={**env, **session.env}, cwd=session.folder, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def ended(session: Session, line: str) -> tuple[int, str, str]:
    """Exit code, output and what was said on stderr by a line of shell."""
    with in_shell(session, line) as process:
        out, err = process.communicate()
    return process.returncode, out, err


def as_nobody(session: Session, line: str, *, fails: int = 0) -> str:
    """Run one command as a user who owns nothing, and give what it said on stderr."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of threads, which the child leaves be
        child = os.fork()
    if child == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        try:
            os.write(writing, session(line, fails=fails).err.encode())
        except BaseException as error:
            os.write(writing, repr(error).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return said
