"""How the program and its database are: doctor."""

import platform

import typer

from tracker import __version__
from tracker.commands.params import Where, context_of, family
from tracker.commands.viewing import Output
from tracker.errors import TrackerError
from tracker.render.doctor import doctor_view
from tracker.store import health

LIBRARIES = ("typer", "rich", "sqlite-utils", "python-dateutil")

app = family()


@app.command("doctor")
def doctor(ctx: typer.Context, where: Where, output: Output) -> None:
    """Tell how the program and its database are: versions, permissions, integrity, counts.

    Nothing of what is on record is told but how much there is, and the id of the newest move.
    """
    context = context_of(ctx, where)
    path = context.path
    found: health.Inside | TrackerError
    with context.delivery(output.destination()) as deliver:
        outside = health.seen_from_outside(path)
        found = health.look_inside(path)
        deliver(doctor_view(_versions(), str(path), outside, found))
    if isinstance(found, TrackerError):
        raise found
    if not found.sound:
        raise health.damaged(path)


def _versions() -> dict[str, str]:
    from importlib import metadata

    found = {
        "tracker": __version__,
        "python": platform.python_version(),
        "sqlite": health.library_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
    }
    for name in LIBRARIES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = "not installed"
    return found
