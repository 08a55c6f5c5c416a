"""Looking at the negotiation in a browser: serve."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tracker.commands.params import Where, context_of, family
from tracker.commands.viewing import KnownAtOption
from tracker.context import Context

if TYPE_CHECKING:
    from tracker.ledger.case import Case
    from tracker.store.served import Table

app = family()


@app.command("serve")
def serve(
    ctx: typer.Context,
    where: Where,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Which port; 0 for any that is free.")
    ] = 8001,
    include_private: Annotated[
        bool, typer.Option("--include-private", help="Show private moves too.")
    ] = False,
    known_at: KnownAtOption = None,
) -> None:
    """Show the negotiation in a browser on this computer, to read and search, until Ctrl-C.

    What is shown is a copy, as the ledger is now; it is removed at the end. Needs the extra web.
    """
    from tempfile import TemporaryDirectory

    from tracker.render import serving

    context = context_of(ctx, where, known_at)
    serving.look_for_datasette()
    with (
        serving.until_stopped(),
        serving.listening(port) as at,
        TemporaryDirectory(prefix="tracker-serve-") as folder,
    ):
        copy, labels = _copy(context, Path(folder), private=include_private)
        context.print(f"http://{serving.HERE}:{at.getsockname()[1]}/")
        context.world.stdout.flush()
        _say_who_can_look(context, private=include_private)
        serving.serve(copy, labels, at)
    context.say("Stopped; the copy that was shown is removed.")


def _copy(context: Context, folder: Path, *, private: bool) -> tuple[Path, Mapping[str, Any]]:
    from tracker.render import browsing
    from tracker.store.served import write_copy

    copy = folder / f"{browsing.NAME}.db"
    with context.reading(private=private) as case:
        write_copy(copy, _tables(case, private=private))
        made = f"{context.stamp().at[:16].replace('T', ' ')} UTC"
        return copy, browsing.described(case.negotiation, made=made, private=private)


def _tables(case: "Case", *, private: bool) -> "Iterator[Table]":
    from tracker.commands.exporting import moves_view
    from tracker.commands.workbooks import all_changes
    from tracker.ledger import refs
    from tracker.ledger.course import course
    from tracker.ledger.positions import positions
    from tracker.render.browsing import course_table, tables_of
    from tracker.render.lists import parties_view, talks_view
    from tracker.render.positions import positions_view

    found = list(positions(case, refs.NOW.moment))
    views = (
        positions_view(found, case.negotiation, refs.NOW),
        all_changes(case),
        moves_view(case, private=private),
        talks_view(case.talks, case.negotiation),
        parties_view(list(case.parties.values()), case.memberships),
    )
    yield from tables_of(each if private else each.without_private() for each in views)
    yield course_table(course(case), list(dict.fromkeys(each.demand.key for each in found)))


def _say_who_can_look(context: Context, *, private: bool) -> None:
    if private:
        context.say("Private moves are included. Whoever uses this computer can look at them.")
    context.say("Stop with Ctrl-C.")
