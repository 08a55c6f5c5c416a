"""All reports as the sheets of one workbook: `export -o talks.xlsx`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from tracker.commands.exporting import WORKBOOK, make_folder, moves_view, slug
from tracker.commands.viewing import Output
from tracker.context import Context
from tracker.ledger import refs
from tracker.ledger.case import Case
from tracker.ledger.matrix import matrix
from tracker.ledger.positions import positions
from tracker.ledger.walking import walk
from tracker.render.changes import Comparison, changes_view
from tracker.render.changes_drawn import draw
from tracker.render.lists import parties_view, talks_view
from tracker.render.matrix import matrix_view
from tracker.render.positions import positions_view
from tracker.render.views import Row, View

_SHEETS = (
    ("Sheet Positions", "One row is one party's answer to one demand."),
    ("Sheet Matrix", "One row is a demand, with a column for each party."),
    ("Sheet Diff", "One row is what changed for a demand and a party from a talk to the next."),
    ("Sheet Moves", "One row is a move: what somebody said at a talk."),
    ("Sheet Talks", "The talks in order of time."),
    ("Sheet Parties", "The parties, by the codes used on the other sheets."),
)


def export_workbook(context: Context, output: Output, where: str) -> None:
    """Write all reports into one workbook, and print its name where it was left to the program.

    Args:
        context: of the run.
        output: how to write it.
        where: the file, or a folder for it.

    Raises:
        UsageError: the folder cannot be made.
        OutputError: it cannot be written.
    """
    file, named = Path(where), Path(where).suffix.lower() == WORKBOOK
    if not named:
        make_folder(file)
        with context.reading() as case:
            name = f"{slug(case.negotiation.name)}_as-of-{slug(_last(case).ref or 'now')}"
        file /= name + WORKBOOK
    wanted = output.to_file(str(file), "xlsx").destination()
    with (
        context.delivery(wanted) as deliver,
        context.reading(private=deliver.private) as case,
    ):
        views = list(reports(case, private=deliver.private))
        about = described(case, context.known_at, private=deliver.private)
        deliver.write_workbook(views, list(about))
    if not named:
        context.print(str(file))


def described(case: Case, known_at: str | None, *, private: bool) -> Iterator[tuple[str, str]]:
    """What the workbook says of itself: whose it is, as of when, and what is left out."""
    last = _last(case)
    yield "Negotiation", case.negotiation.title
    yield "As of", last.label if last.ref else "now; no talk has been held"
    yield "Known at", f"{known_at[:19]}Z" if known_at else "all that is on record"
    yield (
        "Private moves",
        "included, and marked" if private else "left out, with what rests on them",
    )
    yield (
        "Left out",
        "What was said after the last talk, but for the sheet of moves, which has every move, "
        "corrected and struck ones among them.",
    )
    yield from _SHEETS


def _last(case: Case) -> refs.AsOf:
    """The moment that the reports hold for: the end of the last talk."""
    held = refs.held_talks(case)
    return refs.of_talk(held[-1]) if held else refs.NOW


def reports(case: Case, *, private: bool) -> Iterator[View]:
    """The views that make up the reports, as of the last talk."""
    as_of = _last(case)
    yield positions_view(list(positions(case, as_of.moment)), case.negotiation, as_of)
    whole = matrix(case, as_of.moment)
    yield matrix_view(whole, case.negotiation, as_of, wide=True)
    yield all_changes(case)
    yield moves_view(case, private=private)
    yield talks_view(case.talks, case.negotiation)
    yield parties_view(list(case.parties.values()), case.memberships)


def all_changes(case: Case) -> View:
    """What changed from each talk held to the next, one diff below the other."""
    talks = [refs.of_talk(each) for each in refs.held_talks(case)]
    moments = iter(walk(case, talks))
    next(moments, None)
    diffs = [
        changes_view(
            Comparison(case.negotiation.name, case.negotiation.title, start, end, found), draw
        )
        for start, (end, found, _) in zip(talks, moments, strict=False)
    ]
    first = diffs[0] if diffs else _no_changes(case)
    return first._replace(rows=_joined(diffs), about={})


def _joined(views: Iterable[View]) -> Iterator[Row]:
    for each in views:
        yield from each.rows


def _no_changes(case: Case) -> View:
    from tracker.diff import Diff

    nothing = Comparison(
        case.negotiation.name, case.negotiation.title, refs.NOW, refs.NOW, Diff((), (), (), 0)
    )
    return changes_view(nothing, draw)
