"""Runs the program once for each line of its input, each time in a process of its own.

Started with shim.c loaded before the C library: see faulty.py, which starts it. All modules of the
program are loaded once, here, so that a run takes hundredths of a second.
"""

import ctypes
import gc
import importlib
import json
import os
import pkgutil
import sys
import traceback
from datetime import datetime
from pathlib import Path
from typing import Any

import tracker
from tracker import context
from tracker.__main__ import main

# Not those that need what is not installed everywhere, or that run as they are loaded.
LEFT_OUT = ("tracker.__main__", "tracker.render.serving", "tracker.render.workbook")


def load() -> None:
    for each in pkgutil.walk_packages(tracker.__path__, "tracker."):
        if each.name not in LEFT_OUT:
            importlib.import_module(each.name)
    for name in ("random", "readline", "rich.table", "sqlite_utils", "tempfile", "shutil"):
        importlib.import_module(name)


def run(wanted: dict[str, Any]) -> None:
    """Be the program, in this process, to its end."""
    folder = Path(wanted["folder"])
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(wanted["env"])
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for number, name in ((1, "stdout"), (2, "stderr")):
        os.dup2(os.open(wanted[name], os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), number)
    log = -1
    if wanted["log"]:
        log = os.open(wanted["log"], os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    sys.argv = ["tracker", *wanted["line"]]
    context._now = lambda: datetime.fromisoformat(wanted["now"])
    shim = ctypes.CDLL(wanted["shim"])
    numbers = map(ctypes.c_long, (wanted["first"], wanted["last"]))
    shim.shim_arm(os.fsencode(folder), wanted["fault"], *numbers, int(wanted["reads"]), log)
    leave = os._exit

    def end(code: int) -> None:
        Path(wanted["calls"]).write_text(str(shim.shim_calls()), encoding="ascii")
        leave(code)

    os._exit = end  # type: ignore[assignment]
    try:
        main()
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        leave(99)


def serve() -> None:
    load()
    gc.collect()
    gc.freeze()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            run(json.loads(line))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    serve()
