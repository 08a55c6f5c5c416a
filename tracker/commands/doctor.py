"""How the program and its database are: doctor."""

import platform
from collections.abc import Sequence
from pathlib import Path

import typer

from tracker import __version__
from tracker.commands.params import Where, context_of, family
from tracker.commands.viewing import Output
from tracker.context import Context
from tracker.errors import TrackerError
from tracker.render.doctor import doctor_view, server_view
from tracker.store import health

LIBRARIES = ("typer", "rich", "sqlite-utils", "python-dateutil")

app = family()


@app.command("doctor")
def doctor(ctx: typer.Context, where: Where, output: Output) -> None:
    """Tell how the program and its database are: versions, permissions, integrity, counts.

    Nothing of what is on record is told but how much there is, and the id of the newest move.
    """
    context = context_of(ctx, where)
    if not isinstance(context.place, Path):
        _of_a_server(context, output)
        return
    path = context.path
    found: health.Inside | TrackerError
    with context.delivery(output.destination()) as deliver:
        outside = health.seen_from_outside(path)
        found = health.look_inside(path, read_only=context.read_only)
        deliver(doctor_view(_versions(LIBRARIES), str(path), outside, found))
    if isinstance(found, TrackerError):
        raise found
    if not found.sound:
        raise health.damaged(path)


def _of_a_server(context: Context, output: Output) -> None:
    from tracker.store.server.address import Address
    from tracker.store.server.health import look_at

    address = Address(str(context.place))
    with context.delivery(output.destination()) as deliver:
        found = look_at(address, read_only=context.read_only)
        deliver(server_view(_versions((*LIBRARIES, "psycopg")), address, found))
    if isinstance(found, TrackerError):
        raise found


def _versions(libraries: Sequence[str]) -> dict[str, str]:
    from importlib import metadata

    found = {
        "tracker": __version__,
        "python": platform.python_version(),
        "sqlite": health.library_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
    }
    for name in libraries:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = "not installed"
    return found
