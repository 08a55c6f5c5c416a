"""Taking notes of a talk: minutes, from a file, a pipe or the user's editor."""

from itertools import count
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from tracker.commands import completers, editing
from tracker.commands.params import NoInputOption, Where, YesOption, context_of, family
from tracker.context import Context
from tracker.errors import Declined, InputFileError, Refused, UsageError
from tracker.exchange.minutes.lines import split_lines
from tracker.exchange.minutes.marking import marked, unmarked
from tracker.exchange.minutes.reading import read
from tracker.exchange.minutes.taking import Taken, take
from tracker.exchange.minutes.template import template
from tracker.exchange.minutes.tree import Fault, Minutes
from tracker.ledger import refs
from tracker.ledger.case import Case
from tracker.ledger.imports import Overtaken, change_since, not_yet_kept
from tracker.ledger.moves import when_of
from tracker.ledger.recording import Recorded
from tracker.model import Talk
from tracker.render.imported import contested
from tracker.render.minutes import Preview, draw_preview, listing
from tracker.store.store import Row

app = family()


class Notes(NamedTuple):
    """Minutes that are to be recorded.

    Attributes:
        name: what they are called in messages.
        at: the talk of the lines that stand below none; None for the latest held.
    """

    text: str
    name: str
    at: str | None


class Outcome(NamedTuple):
    """What recording some minutes came to, and the last move on record before."""

    preview: Preview
    base: Row | None

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing new in the minutes."""
        return not self.preview.moves and not self.preview.done.created

    @property
    def moves(self) -> str:
        """How many moves they bring."""
        count = len(self.preview.moves)
        return "1 move" if count == 1 else f"{count or 'no'} moves"


@app.command("minutes")
def minutes(
    ctx: typer.Context,
    where: Where,
    file: Annotated[
        str | None, typer.Argument(metavar="[FILE]", help="Plain text; - reads standard input.")
    ] = None,
    edit: Annotated[
        bool, typer.Option("--edit", "-e", help="Write them now, in your editor.")
    ] = False,
    at: Annotated[
        str | None,
        typer.Option(
            "--at",
            metavar="TALK",
            help="The talk of lines that name none; else the latest one held.",
            autocompletion=completers.talks,
        ),
    ] = None,
    yes: YesOption = False,
    no_input: NoInputOption = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what they would change, and change nothing.")
    ] = False,
) -> None:
    """Record the notes of a talk: one move a line, all of them or none, and nothing twice.

    A line reads like the sentence: NATO rejects RU-1: in your words. The language is explained in
    docs/minutes.md.
    """
    context = context_of(ctx, where).asking(no_input=no_input)
    if (file is None) != edit:
        raise UsageError("Name a file of minutes, or - for standard input, or give --edit.")
    if file is None:
        _edit(context, at, yes=yes, dry_run=dry_run)
    else:
        notes = Notes(_text(context, file), "The input" if file == "-" else file, at)
        _record(context, notes, yes=yes, dry_run=dry_run)


def _text(context: Context, file: str) -> str:
    if file != "-":
        return editing.contents(Path(file))
    try:
        text = context.world.stdin.read(editing.LARGEST + 1)
        text.encode()
    except UnicodeError:
        raise InputFileError("The input is not UTF-8 text.") from None
    return editing.checked(text, "The input")


def _record(context: Context, notes: Notes, *, yes: bool, dry_run: bool) -> None:
    found = read(notes.text, today=context.stamp().today)
    if yes and not dry_run:
        done: Outcome | None = _tried(context, notes, found, keep=True)
        assert done is not None
        _draw(context, done.preview)
    else:
        done = _confirmed(context, notes, found, dry_run=dry_run)
    if done is not None:
        context.print(_told(done))
    if done is not None and not yes:  # with `yes` it was shown with the ids of what is on record
        for warning in contested([done.preview.changes]):
            context.say(warning)


def _draw(context: Context, preview: Preview) -> None:
    draw_preview(preview, context.screen(context.world.stderr))


def _confirmed(context: Context, notes: Notes, found: Minutes, *, dry_run: bool) -> Outcome | None:
    """Show what minutes bring, ask, and record just that; nothing is held while asking."""
    while True:
        seen = _tried(context, notes, found, keep=False)
        _draw(context, seen.preview)
        if dry_run or seen.is_nothing:
            context.say("A dry run: nothing was changed." if dry_run else "Nothing to record.")
            return None
        context.confirm(f"Record {seen.moves}?", yes=False)
        try:
            return _tried(context, notes, found, keep=True, expected=seen)
        except Overtaken:
            context.say("Others recorded something in the meantime; this is what it comes to now.")


def _tried(
    context: Context,
    notes: Notes,
    found: Minutes,
    *,
    keep: bool,
    expected: Outcome | None = None,
) -> Outcome:
    """Record minutes in one transaction, kept or undone.

    Raises:
        InputFileError: the minutes have faults; nothing is kept.
        Overtaken: somebody has recorded since `expected`; nothing is kept.
    """
    with context.writing(keep=keep) as (case, recorder):
        base = case.store.one("last_move")
        if expected is not None and base != expected.base:
            raise Overtaken
        taken = take(found, case, recorder, notes.at)
        if taken.faults:
            raise _faulty(context, notes, taken.faults)
        preview = _preview(case, taken, base)
        if not keep:
            changes = not_yet_kept(preview.changes, base[0] if base else 0)
            preview = preview._replace(changes=changes)
        return Outcome(preview, base)


def _preview(case: Case, taken: Taken, base: Row | None) -> Preview:
    changes = change_since(case, base[0] if base else 0, list(taken.done.touched))
    moves = [(made, _when(case, made)) for made in taken.recorded]
    return Preview(case.negotiation.title, moves, taken.done, changes)


def _when(case: Case, made: Recorded) -> str:
    day = when_of(case, made.move)
    talk = made.move.said.talk
    if talk:
        return f"at {talk} ({'undated' if day == 'unknown' else day})"
    return f"on {day}"


def _faulty(context: Context, notes: Notes, faults: list[Fault]) -> InputFileError:
    count = "a fault" if len(faults) == 1 else f"{len(faults)} faults"
    width = context.screen(context.world.stderr).width
    shown = listing(faults, split_lines(notes.text), width)
    return InputFileError(f"{notes.name} has {count}; nothing was recorded.\n{shown}")


def _told(done: Outcome) -> str:
    known = done.preview.done.known
    again = f"; {known} on record already" if known else ""
    return f"Recorded {done.moves}{again}."


def _edit(context: Context, at: str | None, *, yes: bool, dry_run: bool) -> None:
    """Let the person write minutes in an editor; the database is not held meanwhile."""
    with context.reading() as case:
        talk = refs.talk(case, at) if at else _latest(case)
        start = template(case, talk)
    stamp = "".join(char for char in context.stamp().at[:19] if char.isdigit())
    with editing.draft(context, f"minutes-{stamp}", start, keep=dry_run) as path:
        text = editing.edit(context, path)
        if text == start or not text.strip():
            context.say(
                "Nothing was recorded: the text was left as it was. (An editor with a window of "
                "its own must wait until it is closed, for example: TRACKER_EDITOR='code --wait')"
            )
            return
        notes = Notes(text, "The text", talk.ref if talk else None)
        notes = _mended(context, notes, path)
        _record(context, notes, yes=yes, dry_run=dry_run)


def _mended(context: Context, notes: Notes, path: Path) -> Notes:
    """The notes without faults; with some, the editor is opened on them with the faults told.

    Raises:
        InputFileError: faults are left after that, and the person does not want to go on.
    """
    for attempt in count(1):
        faults = _faults(context, notes)
        if not faults:
            return notes
        wrong = _faulty(context, notes, faults)
        if attempt > 1 and not _once_more(context, wrong):
            raise wrong
        editing.write(context, path, marked(notes.text, faults))
        text = unmarked(editing.edit(context, path))
        editing.write(context, path, text)
        if text == notes.text:
            raise wrong
        notes = notes._replace(text=text)
    raise AssertionError


def _faults(context: Context, notes: Notes) -> list[Fault]:
    found = read(notes.text, today=context.stamp().today)
    with context.writing(keep=False) as (case, recorder):
        return take(found, case, recorder, notes.at).faults


def _once_more(context: Context, wrong: InputFileError) -> bool:
    if context.no_input or not context.world.stdin.isatty():
        return False
    context.say(str(wrong))
    try:
        context.confirm("Open the editor again?", yes=False)
    except Declined:
        return False
    return True


def _latest(case: Case) -> Talk | None:
    try:
        return refs.latest_talk(case)
    except Refused:
        return None
