"""What every recording command takes, and what it does with it: record it, and say so."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any

import typer

from tracker.commands import completers
from tracker.commands.params import (
    DemandArgument,
    NoInputOption,
    SourceFileOption,
    TextArgument,
    Where,
    codes,
    context_of,
)
from tracker.context import Context
from tracker.ledger.case import Case
from tracker.ledger.contests import contest_by, told
from tracker.ledger.moves import short_id, when_of
from tracker.ledger.recording import Recorded
from tracker.ledger.statements import Made, Statement, record
from tracker.model import ANSWER_VERBS, Draft, Move, TalkStatus, Verb
from tracker.named import NamedTuple
from tracker.render.recorded import recorded_line, warnings_of
from tracker.render.sheet import Line
from tracker.render.wording import mark_of

MaybeByOption = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="P[,P]",
        help="Who made the move; else the obvious party.",
        autocompletion=completers.several_parties,
    ),
]


class Said(NamedTuple):
    """What every recorded move may say besides its words."""

    at: Annotated[
        str | None,
        typer.Option(
            "--at",
            metavar="TALK",
            help="The talk; else the latest one held.",
            autocompletion=completers.talks,
        ),
    ] = None
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DATE", help="The date of a statement outside any talk."),
    ] = None
    quote: Annotated[
        str | None, typer.Option("--quote", metavar="TEXT", help="The speaker's own words.")
    ] = None
    speaker: Annotated[
        str | None, typer.Option("--speaker", metavar="NAME", help="Who spoke for the party.")
    ] = None
    source: Annotated[
        str | None, typer.Option("--source", metavar="TEXT", help="A link or a citation.")
    ] = None
    source_file: SourceFileOption = None
    note: Annotated[
        str | None, typer.Option("--note", metavar="TEXT", help="A remark of yours.")
    ] = None
    private: Annotated[
        bool, typer.Option("--private", help="Keep it out of every export and report.")
    ] = False
    no_input: NoInputOption = False

    def statement(
        self, context: Context, verb: Verb, *, text: str | None, **more: Any
    ) -> Statement:
        """The statement of one command, its texts read from wherever they are."""
        return Statement(
            verb=verb,
            text=context.words(text),
            at=self.at,
            on=context.day(self.on),
            quote=context.words(self.quote),
            speaker=context.words(self.speaker),
            source=context.words(self.source),
            source_text=context.source_text(self.source_file),
            note=context.words(self.note),
            private=self.private,
            **more,
        )


class New(NamedTuple):
    """What may be said of a demand that the command makes."""

    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar="P[,P]",
            help="Whom it is put to; else to all.",
            autocompletion=completers.several_parties,
        ),
    ] = None
    issue: Annotated[
        str | None,
        typer.Option(
            "--issue",
            metavar="PATH",
            help="Its issue, e.g. Ukraine/membership.",
            autocompletion=completers.issues,
        ),
    ] = None
    key: Annotated[
        str | None, typer.Option("--key", metavar="KEY", help="Its key; else the next, e.g. RU-7.")
    ] = None
    title: Annotated[
        str | None, typer.Option("--title", metavar="TITLE", help="Its title; else first words.")
    ] = None

    def fields(self) -> dict[str, Any]:
        """The same as fields of a statement."""
        from tracker.ledger.issues import issue_path

        return {
            "to": codes(self.to),
            "issue": issue_path(self.issue) if self.issue else "",
            "key": self.key or "",
            "title": self.title or "",
        }


def add_plain(app: typer.Typer, verb: Verb, about: str) -> None:
    """Add the command of a verb that takes nothing but what every move may say."""

    @app.command(verb.value, help=about)
    def command(
        ctx: typer.Context,
        demand: DemandArgument,
        where: Where,
        said: Said,
        text: TextArgument = None,
        by: MaybeByOption = None,
    ) -> None:
        context = context_of(ctx, where)
        made = said.statement(context, verb, demand=demand, text=text, by=codes(by))
        record_and_tell(context, made)


def record_and_tell(context: Context, said: Statement) -> None:
    """Record one statement and print a line for each move it became."""
    with context.writing() as (case, recorder):
        made = record(case, recorder, said)
        ids = [short_id(case, each.move.id) for each in made.moves]
        scheduled = _still_scheduled(case, made)
        titled = _old_title(case, made) if said.verb is Verb.REVISE else None
        contested = [sentence for each in made.moves if (sentence := contest_told(case, each.move))]
    for line in _lines(context, case, made, ids):  # drawn when nobody waits for the database
        context.print_line(line)
    if scheduled:
        context.say(
            f"{scheduled} is still marked as scheduled; when it has taken place: "
            f"tracker talk edit {scheduled} --status held"
        )
    if titled:
        context.say(titled)
    for warning in (*contested, *warnings_of(made.moves)):
        context.say(f"warning: {warning}")
    if said.source_text:
        warn_of_quote(context, made.moves[0].move.said, said.source_text, ids[0])


def warn_of_quote(context: Context, said: Draft, text: str, move: str) -> None:
    """Say where a quote does not stand in the text of its source, and how to mend it."""
    if not said.quote:
        return
    from tracker.searching.quotes import Quoted, unfound

    told = not said.private or context.world.stderr.isatty()
    fault = unfound(Quoted(text), said.quote, nearest=told)
    if fault:
        context.say(f"warning: {fault}. To mend it: tracker correct {move} --quote TEXT")


def contest_told(case: Case, move: Move) -> str:
    """The contest that a move just recorded is a part of, in a sentence; else empty."""
    found = contest_by(case, move) if move.said.verb in ANSWER_VERBS else None
    return told(found) if found else ""


def _still_scheduled(case: Case, made: Made) -> str | None:
    ref = made.moves[0].move.said.talk
    return ref if ref and case.talks_by_ref[ref].status is TalkStatus.SCHEDULED else None


def _old_title(case: Case, made: Made) -> str | None:
    """That a demand keeps the title made of its earlier wording, and how to give it another."""
    from tracker.ledger.titles import outgrown

    move = made.moves[0].move
    found = outgrown(case, move)
    return found and (
        f"{move.said.demand} keeps its title, the first words of an earlier wording; to give it "
        f"another: tracker correct {short_id(case, found)} --title TITLE"
    )


def _lines(context: Context, case: Case, made: Made, ids: Sequence[str]) -> Iterator[Line]:
    screen = context.screen()
    for number, (each, short) in enumerate(zip(made.moves, ids, strict=True)):
        assumed = made.assumed if number == 0 else ()
        yield recorded_line(
            each,
            mark_of(each.move.said, screen),
            _when(case, each),
            short,
            assumed,
            private=screen.stream.isatty(),
        )


def _when(case: Case, made: Recorded) -> str:
    move = made.move
    if move.said.talk:
        day = when_of(case, move)
        return f"at {move.said.talk} ({'undated' if day == 'unknown' else day})"
    return f"on {when_of(case, move)}"
