"""Taking data away: export."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any

import typer

from tracker.commands import completers
from tracker.commands.diff import compare
from tracker.commands.params import Where, context_of, family
from tracker.commands.progress import MANY, Progress, followed, progress
from tracker.commands.viewing import AsOfOption, Format, KnownAtOption, Output
from tracker.context import Context
from tracker.errors import Question, UsageError
from tracker.exchange import moves_out
from tracker.ledger import refs
from tracker.ledger.case import Case
from tracker.ledger.moments import between
from tracker.ledger.positions import Filter, positions
from tracker.model import Position
from tracker.render.changes import changes_view
from tracker.render.changes_drawn import draw
from tracker.render.delivery import Destination
from tracker.render.lists import parties_view, talks_view
from tracker.render.positions import positions_view
from tracker.render.views import View, plain_sheet

app = family()


class What(StrEnum):
    """What can be exported."""

    MOVES = "moves"
    POSITIONS = "positions"
    DIFF = "diff"
    TALKS = "talks"
    PARTIES = "parties"
    MINUTES = "minutes"
    REPORTS = "reports"
    PARQUET = "parquet"


WORKBOOK = ".xlsx"
Report = tuple[str, What, tuple[str | None, str | None]]


@app.command("export")
def export(
    ctx: typer.Context,
    where: Where,
    output: Output,
    what: Annotated[
        What | None,
        typer.Argument(
            metavar="WHAT", help=f"One of {', '.join(What)}; of a workbook all, if left out."
        ),
    ] = None,
    first: Annotated[
        str | None,
        typer.Argument(
            metavar="[A|DIR]",
            help="Of a diff its start; of minutes a talk; of reports and parquet a folder.",
            autocompletion=completers.talk_range,
        ),
    ] = None,
    second: Annotated[
        str | None,
        typer.Argument(metavar="[B]", help="The diff's end.", autocompletion=completers.talks),
    ] = None,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
) -> None:
    """Write moves, positions, a diff, talks, parties or minutes; or all reports to a folder.

    Parquet is all negotiations, unless one is named, as tables for DuckDB, Spark and their like.
    All reports can also be the sheets of one workbook: tracker export -o talks.xlsx
    """
    context = context_of(ctx, where, known_at)
    wanted = output.destination()
    what = what or _all_reports(output)
    if what is What.REPORTS:
        _reports(context, output, first or wanted.file)
        return
    if what is What.PARQUET:
        _parquet(context, output, first or wanted.file, excess=second or as_of)
        return
    if second and what is What.MINUTES:
        raise UsageError(f"“{second}” is one too many: minutes are of one talk, or of all.")
    if what not in (What.DIFF, What.MINUTES) and (first or second):
        raise UsageError(f"“{first}” is one too many; name the file with -o.")
    if as_of and what is not What.POSITIONS:
        raise UsageError(f"--as-of goes with positions; {what} have no moment to look at.")
    if what is What.MINUTES:
        from tracker.commands.minutes_export import export_minutes

        export_minutes(context, wanted, first)
        return
    if wanted.form is None and wanted.file is None:
        wanted = output.as_csv().destination()
    with (
        context.delivery(wanted) as deliver,
        context.reading(private=deliver.private) as case,
        _progress(context, case, what, wanted) as told,
    ):
        private = deliver.private
        deliver(_view(context, case, what, (first, second), as_of, private=private, told=told))


def _progress(
    context: Context, case: Case, what: What, wanted: Destination
) -> AbstractContextManager[Progress | None]:
    """Show how far a file of many moves or positions has come."""
    takes_all = what in (What.MOVES, What.POSITIONS) and wanted.file
    last = case.store.one("last_move") if takes_all else None
    is_long = last is not None and last[0] >= MANY
    return progress(context, f"Writing {wanted.file}", is_long=is_long)


def _parquet(context: Context, output: Output, folder: str | None, *, excess: str | None) -> None:
    if excess or output.format or output.columns or output.raw or output.excel:
        raise UsageError("Parquet takes a folder and no other options: tracker export parquet DIR")
    from tracker.commands.parquet_export import export_parquet

    export_parquet(context, folder, private=output.include_private)


def _all_reports(output: Output) -> What:
    """What is exported where nobody said: of a workbook all reports.

    Raises:
        UsageError: no workbook is asked for.
    """
    if is_workbook(output, output.output):
        return What.REPORTS
    choices = [(each.value, "") for each in What]
    raise UsageError(
        f"Say what to export: one of {', '.join(What)}.",
        question=Question("What is to be exported?", choices=choices),
    )


def _view(
    context: Context,
    case: Case,
    what: What,
    pair: tuple[str | None, str | None],
    as_of: str | None,
    *,
    private: bool,
    told: Progress | None = None,
) -> View:
    today = context.stamp().today
    if what is What.MOVES:
        return moves_view(case, private=private, told=told)
    if what is What.POSITIONS:
        moment = refs.as_of(case, as_of, today=today)
        found = _followed(case, positions(case, moment.moment), told)
        return positions_view(found, case.negotiation, moment)
    if what is What.DIFF:
        start, end = between(case, *pair, today=today)
        return changes_view(compare(case, start, end, Filter()), draw)
    if what is What.TALKS:
        return talks_view(case.talks, case.negotiation)
    from tracker.ledger.attendance import attending

    parties = attending(case)
    codes = {each.code for each in parties}
    return parties_view(parties, [each for each in case.memberships if each.member in codes])


def _followed(case: Case, found: Iterable[Position], told: Progress | None) -> Iterable[Position]:
    """Positions in the order of their demands, while it is told how far they have come."""
    if told is None:
        return found
    first, last = case.store.one("demands_span", {"negotiation": case.negotiation.id}) or (0, 0)
    return followed(found, told, lambda _, each: (each.demand.id - first) / (last - first + 1))


def moves_view(case: Case, *, private: bool, told: Progress | None = None) -> View:
    """The ledger as a view: one row a move, as in moves.csv; in JSON with the texts of sources.

    `told` is told how far it has come.
    """
    columns = moves_out.columns(case)
    rows = moves_out.rows(case, private=private, told_how_far=told)
    about: dict[str, Any] = {"private": "included" if private else "left out"}
    if moves_out.SOURCE_TEXT in columns:
        from tracker.ledger.sources import texts_of

        about[moves_out.SOURCE_TEXTS] = lambda: texts_of(case)
    return View("moves", columns, rows, lambda: plain_sheet(columns, rows), about=about)


def is_workbook(output: Output, file: str | None) -> bool:
    """Whether a workbook is asked for, by the format or by the ending of its name."""
    if output.format:
        return output.format is Format.XLSX
    return bool(file) and Path(file or "").suffix.lower() == WORKBOOK


def _reports(context: Context, output: Output, folder: str | None) -> None:
    if folder is None:
        raise UsageError("Say which folder the reports go to: tracker export reports DIR")
    if is_workbook(output, folder):
        from tracker.commands.workbooks import export_workbook

        export_workbook(context, output, folder)
        return
    target = Path(folder)
    make_folder(target)
    with context.reading() as case:
        names = _report_names(case)
    ending = output.format.value if output.format else "csv"
    for name, what, pair in names:
        file = target / f"{name}.{ending}"
        wanted = output.to_file(str(file), ending).destination()
        with (
            context.delivery(wanted) as deliver,
            context.reading(private=wanted.include_private) as case,
        ):
            private = wanted.include_private
            held = refs.held_talks(case)
            as_of = held[-1].ref if held else None
            deliver(_view(context, case, what, pair, as_of, private=private))
        context.print(str(file))


def make_folder(target: Path) -> None:
    """A folder that only its owner can read, unless it is there already.

    Raises:
        UsageError: it cannot be made.
    """
    from tracker.store import placing

    try:
        placing.private_folder(target)
        target.mkdir(exist_ok=True)  # tells of a file in its place
    except OSError as error:
        raise UsageError(f"The folder {target} cannot be made: {error.strerror}.") from None


def _report_names(case: Case) -> list[Report]:
    held = refs.held_talks(case)
    name_of_all = slug(case.negotiation.name)
    last = slug(held[-1].ref) if held else "now"
    none: tuple[str | None, str | None] = (None, None)
    names = [
        (f"{name_of_all}_{what.value}_as-of-{last}", what, none)
        for what in (What.MOVES, What.POSITIONS, What.TALKS, What.PARTIES)
    ]
    for before, after in pairwise(held):
        name = f"{name_of_all}_diff_{slug(before.ref)}_to_{slug(after.ref)}"
        names.append((name, What.DIFF, (before.ref, after.ref)))
    return _told_apart(names)


def _told_apart(names: list[Report]) -> list[Report]:
    """The reports, a number added to each name that another has as well."""
    seen: dict[str, int] = {}
    told = []
    for name, what, pair in names:
        seen[name] = seen.get(name, 0) + 1
        told.append((f"{name}-{seen[name]}" if seen[name] > 1 else name, what, pair))
    return told


def slug(text: str) -> str:
    """A text as a part of a file's name."""
    kept = "".join(char if char.isalnum() else "-" for char in text.casefold())
    return "-".join(part for part in kept.split("-") if part)[:60] or "negotiation"
