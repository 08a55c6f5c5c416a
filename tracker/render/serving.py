"""Datasette on a copy of what may be shown: on this computer alone, and only to be read."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Awaitable, Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

from tracker.errors import NotInstalled, UsageError

HERE = "127.0.0.1"
SECONDS_TO_END = 2
_SETTINGS = {
    "default_allow_sql": False,  # what can be asked is what the pages offer
    "allow_download": False,
    "max_returned_rows": 10_000,
    "num_sql_threads": 2,
    "suggest_facets": False,
}
Scope: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Any]]
Send: TypeAlias = Callable[[Any], Awaitable[None]]
Application: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]


def look_for_datasette() -> None:
    """See that the library is there before anything is done.

    Raises:
        NotInstalled: it is not.
    """
    # What else of Datasette is installed might write, or show more than it is given.
    os.environ["DATASETTE_LOAD_PLUGINS"] = ""
    try:
        import datasette.app  # noqa: F401
        import uvicorn  # noqa: F401
    except ImportError:
        raise NotInstalled("Browsing is done with Datasette", "web") from None


@contextmanager
def listening(port: int) -> Iterator[socket.socket]:
    """A socket at a port of this computer that no other computer can reach.

    Args:
        port: its number; 0 for any that is free.

    Raises:
        UsageError: the port cannot be had.
    """
    try:
        made = socket.create_server((HERE, port))
    except OSError as error:
        raise UsageError(
            f"Port {port} cannot be used: {os.strerror(error.errno or 0)}. "
            "Name another with --port, or --port 0 for any that is free."
        ) from None
    with made:
        yield made


@contextmanager
def until_stopped() -> Iterator[None]:
    """Ends quietly at Ctrl-C, and likewise where the process is told to end or loses its terminal.

    So what is made within is cleared away whichever of these comes.
    """

    def stop(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    told = (signal.SIGTERM, signal.SIGHUP)
    before = [signal.signal(each, stop) for each in told]
    try:
        with suppress(KeyboardInterrupt):
            yield
    finally:
        for each, handler in zip(told, before, strict=True):
            signal.signal(each, handler)


def serve(copy: Path, labels: Mapping[str, Any], at: socket.socket) -> None:
    """Show a copy until the process is told to stop.

    Args:
        copy: a database that holds nothing but what may be shown.
        labels: titles and questions, as Datasette reads them.
        at: a socket that listens.
    """
    import uvicorn
    from datasette import handle_exception
    from datasette.app import Datasette

    # With Rich it prints, of each page that is refused, all that its code knew at that moment.
    handle_exception.rich = None
    shown = Datasette(
        immutables=[str(copy)],
        metadata=dict(labels),
        settings=_SETTINGS,
        template_dir=str(Path(__file__).parent / "served"),
    )
    config = uvicorn.Config(
        only_here(shown.app(), at.getsockname()[1]),
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=SECONDS_TO_END,
    )
    server = uvicorn.Server(config)
    # It ends so of itself at Ctrl-C and SIGTERM; an exception amid its work could be lost in it.
    signal.signal(signal.SIGHUP, server.handle_exit)
    server.run(sockets=[at])


def only_here(application: Application, port: int) -> Application:
    """The same, for requests that only read the copy and that name this computer as their goal.

    A page from elsewhere can make a browser ask this computer under a name of its own (DNS
    rebinding), and would read the answer; such a name is not answered.
    """
    hosts = {f"{name}:{port}".encode() for name in (HERE, "localhost")}

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            named = dict(scope["headers"]).get(b"host", b"").lower()
            reads = scope["method"] in ("GET", "HEAD") and not _is_of_the_server(scope["path"])
            if named not in hosts or not reads:
                await _refuse(send)
                return
        await application(scope, receive, send)

    return guarded


def _is_of_the_server(path: str) -> bool:
    """Whether a path tells of the server itself: its versions, its threads, where its files are."""
    within = path.lstrip("/")
    return within.startswith("-/") and not within.startswith("-/static/")


async def _refuse(send: Send) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    await send({"type": "http.response.body", "body": b"This is for this computer, to read.\n"})
