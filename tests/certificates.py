"""Certificates of the tests' own, made by openssl: of who vouches, and of a server for a name."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import servers

KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2")


def why_not() -> str:
    """Why no certificates can be made here; empty where they can."""
    return "" if shutil.which("openssl") else "openssl is not installed (apt-get install openssl)"


def authority(folder: Path, name: str) -> Path:
    """The certificate of somebody who vouches, with its key beside it."""
    made = folder / f"{name}.crt"
    _openssl("-out", str(made), "-keyout", str(made.with_suffix(".key")), "-subj", f"/CN={name}")
    return made


def certify(server: servers.Server, host: str, by: Path) -> None:
    """Let a server prove that it is a host, and take TLS from now on.

    Args:
        server: the server.
        host: its name.
        by: the certificate of who vouches for that.
    """
    made = server.data / "server.crt"
    _openssl(
        "-CA", str(by), "-CAkey", str(by.with_suffix(".key")), "-subj", f"/CN={host}",
        "-addext", f"subjectAltName=DNS:{host}", "-addext", "basicConstraints=critical,CA:FALSE",
        "-out", str(made), "-keyout", str(made.with_suffix(".key")),
    )  # fmt: skip
    made.with_suffix(".key").chmod(0o600)
    if os.getuid() == 0:
        for file in (made, made.with_suffix(".key")):
            shutil.chown(file, servers.SYSTEM_USER)
    server.does("alter system set ssl = on")
    server.does("select pg_reload_conf()")


def _openssl(*arguments: str) -> None:
    line = ["openssl", "req", "-x509", *KEY, *arguments]
    subprocess.run(line, check=True, capture_output=True, stdin=subprocess.DEVNULL)
