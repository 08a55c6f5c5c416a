"""A pgbouncer of the tests' own, which gives a connection to another client after a transaction."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

import servers

PATIENCE = 20.0
SETTINGS = """
[databases]
* = host={host} port={server} user={admin}
[pgbouncer]
listen_addr = {host}
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = {connections}
logfile = {folder}/pooled.log
pidfile = {folder}/pooled.pid
"""


def why_not() -> str:
    """Why nothing can be pooled here; empty where it can."""
    if shutil.which("pgbouncer") is None:
        return "pgbouncer is not installed (apt-get install pgbouncer)"
    return servers.why_not()


@contextmanager
def pooled(server: servers.Server, *, connections: int) -> Iterator[int]:
    """The port of a pool of so many connections to a server."""
    with socket.socket() as free:
        free.bind((servers.LOOPBACK, 0))
        port: int = free.getsockname()[1]
    settings = server.folder / "pooled.ini"
    settings.write_text(
        SETTINGS.format(host=servers.LOOPBACK, server=server.port, admin=servers.ADMIN, port=port,
                        connections=connections, folder=server.folder),
        encoding="utf-8",
    )  # fmt: skip
    line = ["pgbouncer", str(settings)]
    if os.getuid() == 0:
        user = servers.SYSTEM_USER
        line = ["setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups", *line]
    with subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(port)
            yield port
        finally:
            process.terminate()


def _wait_for(port: int) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection((servers.LOOPBACK, port)).close()
        except ConnectionRefusedError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
        else:
            return
