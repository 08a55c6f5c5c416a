"""Bringing data in: import."""

import shlex
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from tracker.commands.import_options import BadRows, Reading
from tracker.commands.params import NoInputOption, Where, YesOption, context_of, family
from tracker.commands.progress import progress
from tracker.context import Context
from tracker.errors import InputFileError, NotFound, UsageError
from tracker.exchange.files import source as sources
from tracker.exchange.files.opening import is_csv
from tracker.exchange.files.source import Source
from tracker.exchange.loading import Plan, load
from tracker.exchange.mapping import rules
from tracker.exchange.mapping.rules import Mapping, Written
from tracker.exchange.skipping import Skipping, beside, skipping_to
from tracker.ledger import mappings
from tracker.ledger.imports import Loaded, Overtaken, base_of, not_yet_kept
from tracker.render.imported import MOST_CHANGES, contested, draw_loaded, total
from tracker.store.store import Store

app = family()

LONG = 500_000
"""Bytes of a file from which on its reading takes long enough to be shown."""


class Job(NamedTuple):
    """One file that is to be imported.

    Attributes:
        typed: the rules of its mapping that were typed.
        every: whether all that it brings is listed, not just the first.
    """

    context: Context
    source: Source
    reading: Reading
    typed: list[Written]
    bad: BadRows
    every: bool

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
        text = mappings.find_mapping(store, name).rules if name else "[]"
        dates = self.reading.dates or rules.order_of(text)
        return Mapping(rules.from_text(text), self.typed, self.reading.raw, dates)


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
        job = Job(context, source, reading, typed, bad, every)
        raise typer.Exit(_import(job, yes=yes, dry_run=dry_run))


def _import(job: Job, *, yes: bool, dry_run: bool) -> int:
    """Import a file, after asking, and give the exit code."""
    context = job.context
    if dry_run:
        seen = _load(job, keep=False)
        _draw(job, seen)
        context.say("A dry run: nothing was changed.")
        return _code(seen)
    if yes:
        loaded = _load(job, keep=True)
        _draw(job, loaded)
    else:
        loaded = _confirmed(job)
    context.print(f"Imported {job.source.name}: {total(loaded)}.")
    if not yes:  # with `yes` it was shown with the ids of what is on record
        for warning in contested(loaded.diffs.values()):
            context.say(warning)
    if loaded.skipped:
        context.say(
            f"The bad rows are in {loaded.skipped_to}: mend them there, {_again(job, loaded)}"
        )
    return _code(loaded)


def _again(job: Job, loaded: Loaded) -> str:
    """How the file of skipped rows, which is CSV, is imported."""
    file, reading = loaded.skipped_to, job.reading
    if is_csv(job.source, reading.dialect()) and file.endswith(".csv"):
        return "and import that file the same way."
    context = job.context
    where = [("--db", context.db), ("--negotiation", context.negotiation)]
    given = [word for name, value in where if value for word in (name, value)]
    words = [file, *given, *reading.again(file, raw=loaded.skipped_raw)]
    return f"and import that file with: tracker import {shlex.join(words)}"


def _confirmed(job: Job) -> Loaded:
    """Show what a file brings, ask, and record just that; nothing is held while asking."""
    while True:
        digest = sources.digest(job.source)
        seen = _load(job, keep=False)
        _draw(job, seen)
        job.context.confirm(f"Import {job.source.name}?", yes=False)
        try:
            return _recorded(job, job.context, keep=True, writes=True, seen=(seen, digest))
        except Overtaken:
            job.context.say(
                "The file was changed or others recorded something in the meantime; this is what "
                "it comes to now."
            )


def _draw(job: Job, loaded: Loaded) -> None:
    screen = job.context.screen(job.context.world.stderr)
    draw_loaded(loaded, screen, every=job.every, see_all="--all")


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
        if not (typed or reading.use_map or reading.dates):
            raise UsageError("--save-map keeps a mapping: give its rules with --map.")
    return typed


def _load(job: Job, *, keep: bool) -> Loaded:
    if not keep and not job.context.exists and not job.reading.use_map:
        return _tried_elsewhere(job)
    return _recorded(job, job.context, keep=keep, writes=keep)


def _recorded(
    job: Job,
    context: Context,
    *,
    keep: bool,
    writes: bool,
    seen: tuple[Loaded, bytes] | None = None,
) -> Loaded:
    """Load the file in one transaction, kept or undone.

    Raises:
        Overtaken: it would not come to what was `seen`, of a file with that digest.
    """
    with (
        job.skipping(writes=writes) as skipping,
        progress(context, f"Reading {job.source.name}", is_long=job.source.size >= LONG) as told,
        context.recording(create=keep, keep=keep) as (store, stamp),
    ):
        base = base_of(store)
        if seen and base != seen[0].base:
            raise Overtaken
        mapping, dialect = job.mapping(store), job.reading.dialect()
        most = None if job.every else MOST_CHANGES
        plan = Plan(context.negotiation, dialect, mapping, skipping, told, most)
        loaded = load(store, job.source, stamp, plan)
        if job.reading.save_map is not None:
            before = mappings.keep_mapping(store, job.reading.save_map, loaded.rules, stamp)
            loaded.replaced = before.name if before else ""
        loaded.base = base
        if not keep or not writes:
            loaded.diffs = {
                title: not_yet_kept(diff, base[0]) for title, diff in loaded.diffs.items()
            }
        if seen and sources.digest(job.source) != seen[1]:
            raise Overtaken
    return loaded


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
                f"{job.context.place}. Start with: tracker init TITLE"
            ) from None
