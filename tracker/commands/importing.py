"""Bringing data in: import."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from tracker.commands import completers
from tracker.commands.params import NoInputOption, Where, YesOption, context_of, family
from tracker.context import Context
from tracker.errors import InputFileError, NotFound, UsageError
from tracker.exchange.files import source as sources
from tracker.exchange.files.opening import Dialect
from tracker.exchange.files.source import Source
from tracker.exchange.loading import Plan, load
from tracker.exchange.mapping import rules
from tracker.exchange.mapping.rules import Mapping, Written
from tracker.exchange.skipping import Skipping, beside, skipping_to
from tracker.ledger import mappings
from tracker.ledger.imports import Loaded
from tracker.render.imported import draw_loaded
from tracker.store.store import Store

app = family()

LONG = 500_000
"""Bytes of a file from which on its reading takes long enough to be shown."""


class FileFormat(StrEnum):
    """The formats that are read."""

    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    JSONL = "jsonl"


class Reading(NamedTuple):
    """How a file is written, and which of its columns and values are which of ours."""

    map: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="RULE",
            help='COLUMN=THEIRS, COLUMN=THEIRS:table.csv or COLUMN="constant".',
        ),
    ] = None
    use_map: Annotated[
        str | None,
        typer.Option(
            "--use-map",
            metavar="NAME",
            help="A mapping that was kept; --map overrides it.",
            autocompletion=completers.mappings,
        ),
    ] = None
    save_map: Annotated[
        str | None,
        typer.Option("--save-map", metavar="NAME", help="Keep the mapping for the next file."),
    ] = None
    format: Annotated[
        FileFormat | None, typer.Option("--format", "-f", help="How FILE is written; else by name.")
    ] = None
    encoding: Annotated[
        str | None,
        typer.Option("--encoding", metavar="NAME", help="Of text; else UTF-8, or UTF-16 with BOM."),
    ] = None
    delimiter: Annotated[
        str | None,
        typer.Option("--delimiter", metavar="MARK", help="Between cells; else by the header."),
    ] = None
    raw: Annotated[
        bool, typer.Option("--raw", help="The file has no guard against spreadsheet formulas.")
    ] = False

    def dialect(self) -> Dialect:
        """How the file is written."""
        form = self.format.value if self.format else None
        return Dialect(form, self.encoding, self.delimiter, self.raw)


class BadRows(NamedTuple):
    """What becomes of the rows that cannot be recorded."""

    skip_bad: Annotated[
        bool,
        typer.Option("--skip-bad", help="Pass over bad rows, and write them to a file to mend."),
    ] = False
    skipped: Annotated[
        str | None,
        typer.Option("--skipped", metavar="FILE", help="That file; else FILE.skipped.csv."),
    ] = None


class Job(NamedTuple):
    """One file that is to be imported.

    Attributes:
        typed: the rules of its mapping that were typed.
    """

    context: Context
    source: Source
    reading: Reading
    typed: list[Written]
    bad: BadRows

    @property
    def skips(self) -> bool:
        """Whether bad rows are passed over."""
        return self.bad.skip_bad or self.bad.skipped is not None

    @contextmanager
    def skipping(self, *, writes: bool) -> Iterator[Skipping | None]:
        """What takes the bad rows; None where there must be none."""
        if not self.skips or not writes:
            yield Skipping() if self.skips else None
            return
        named = self.bad.skipped
        if named is None:
            assert self.source.path is not None
            path = beside(self.source.path)
        else:
            path = Path(named)
        with skipping_to(path, fresh=named is None) as found:
            yield found

    def mapping(self, store: Store) -> Mapping:
        """The rules for the file, those that were kept included."""
        name = self.reading.use_map
        kept = rules.from_text(mappings.find_mapping(store, name).rules) if name else []
        return Mapping(kept, self.typed, self.reading.raw)


@app.command("import")
def import_(
    ctx: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="Moves, talks or parties; - reads stdin.")
    ],
    where: Where,
    reading: Reading,
    bad: BadRows,
    yes: YesOption = False,
    no_input: NoInputOption = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what it would change, and change nothing.")
    ] = False,
    every: Annotated[
        bool, typer.Option("--all", help="List all that it brings, not just the first.")
    ] = False,
) -> None:
    """Read a file into the ledger: all of it or nothing, and nothing twice.

    CSV, TSV, JSON or JSON lines. A file with other columns or words than ours is read through a
    mapping; docs/importing.md has examples.
    """
    context = context_of(ctx, where).asking(no_input=no_input)
    typed = _checked(file, reading, bad)
    with closing(_source(context, file)) as source:
        job = Job(context, source, reading, typed, bad)
        raise typer.Exit(_import(job, yes=yes, dry_run=dry_run, every=every))


def _import(job: Job, *, yes: bool, dry_run: bool, every: bool) -> int:
    """Import a file, after asking, and give the exit code."""
    context = job.context
    if not yes or dry_run:
        seen = _load(job, keep=False)
        _draw(context, seen, every=every)
        if dry_run:
            context.say("A dry run: nothing was changed.")
            return _code(seen)
        context.confirm(f"Import {job.source.name}?", yes=yes)
    loaded = _load(job, keep=True)
    if yes:
        _draw(context, loaded, every=every)
    context.print(f"Imported {job.source.name}: {_total(loaded)}.")
    if loaded.skipped:
        context.say(
            f"The bad rows are in {loaded.skipped_to}: mend them there, and import that file the "
            "same way."
        )
    return _code(loaded)


def _draw(context: Context, loaded: Loaded, *, every: bool) -> None:
    screen = context.screen(context.world.stderr)
    draw_loaded(loaded, screen, every=every, see_all="--all")


def _code(loaded: Loaded) -> int:
    return InputFileError.exit_code if loaded.skipped else 0


def _source(context: Context, file: str) -> Source:
    return sources.from_stdin(context.world.stdin) if file == "-" else sources.from_path(Path(file))


def _checked(file: str, reading: Reading, bad: BadRows) -> list[Written]:
    """The rules that were typed, after a look at what else was given.

    Raises:
        UsageError: options do not go together.
    """
    if file == "-" and bad.skip_bad and bad.skipped is None:
        raise UsageError("Say where the bad rows of standard input go: --skipped FILE.")
    typed = rules.parse(reading.map or ())
    if reading.save_map is not None:
        mappings.check_name(reading.save_map)
        if not (typed or reading.use_map):
            raise UsageError("--save-map keeps a mapping: give its rules with --map.")
    return typed


def _load(job: Job, *, keep: bool) -> Loaded:
    if not keep and not job.context.path.exists() and not job.reading.use_map:
        return _tried_elsewhere(job)
    return _recorded(job, job.context, keep=keep, writes=keep)


def _recorded(job: Job, context: Context, *, keep: bool, writes: bool) -> Loaded:
    with (
        job.skipping(writes=writes) as skipping,
        _progress(context, f"Reading {job.source.name}", job.source.size) as progress,
        context.recording(create=keep, keep=keep) as (store, stamp),
    ):
        mapping, dialect = job.mapping(store), job.reading.dialect()
        plan = Plan(context.negotiation, dialect, mapping, skipping, progress)
        loaded = load(store, job.source, stamp, plan)
        if job.reading.save_map is not None:
            mappings.keep_mapping(store, job.reading.save_map, loaded.rules, stamp)
    return loaded


def _progress(
    context: Context, doing: str, size: int
) -> AbstractContextManager[Callable[[float], None] | None]:
    """Show how far the reading of some bytes has come, where that is long and somebody looks.

    Gives what takes the share that is done, or None.
    """
    stderr, term = context.world.stderr, context.world.environment.get("TERM")
    if size < LONG or not stderr.isatty() or term == "dumb":
        return nullcontext()
    from tracker.render.progress import progress_on

    return progress_on(context.screen(stderr), doing)


def _tried_elsewhere(job: Job) -> Loaded:
    """What the file would bring to a database that is not there yet."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="tracker-") as folder:
        tried = job.context._replace(db=str(Path(folder) / "tried.db"))
        try:
            return _recorded(job, tried, keep=True, writes=False)
        except NotFound:
            raise NotFound(
                f"The rows of {job.source.name} name no negotiation, and there is no database at "
                f"{job.context.path}. Start with: tracker init TITLE"
            ) from None


def _total(loaded: Loaded) -> str:
    told = [f"{loaded.recorded} added"]
    if loaded.known:
        told.append(f"{loaded.known} were on record already")
    if loaded.left_out:
        told.append(f"{sum(loaded.left_out.values())} left out")
    if loaded.skipped:
        told.append(f"{len(loaded.skipped)} skipped")
    return ", ".join(told)
