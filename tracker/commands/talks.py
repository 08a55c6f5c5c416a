"""Managing talks."""

import datetime
from typing import Annotated, NamedTuple

import typer

from tracker import dates
from tracker.commands import completers
from tracker.commands.params import Where, context_of, family, say_edits
from tracker.commands.viewing import KnownAtOption, Output
from tracker.ledger import refs
from tracker.ledger.talks import TalkFields, add_talk, edit_talk
from tracker.model import TalkForm, TalkStatus
from tracker.render.lists import fields_view, talks_view

app = family("Add, list, show and edit talks.")

TalkArgument = Annotated[
    str,
    typer.Argument(
        metavar="TALK",
        help="Its ref, a date, first, last, prev or last~2.",
        autocompletion=completers.talks,
    ),
]


class Known(NamedTuple):
    """What may be known of a talk."""

    date: Annotated[
        str | None,
        typer.Option("--date", "-d", metavar="DATE", help="2022-01-12, 2022-01, A/B or unknown."),
    ] = None
    place: Annotated[str | None, typer.Option("--place", metavar="PLACE", help="Where.")] = None
    form: Annotated[TalkForm | None, typer.Option("--form", help="How the parties met.")] = None
    status: Annotated[
        TalkStatus | None, typer.Option("--status", help="Whether it has taken place.")
    ] = None
    track: Annotated[
        str | None, typer.Option("--track", metavar="TRACK", help="The track of the talks.")
    ] = None
    deadline: Annotated[
        str | None, typer.Option("--deadline", metavar="DATE", help="By when answers are due.")
    ] = None

    def fields(
        self, today: datetime.date, *, title: str | None, ref: str | None = None
    ) -> TalkFields:
        """The same, its dates read."""
        return TalkFields(
            ref=ref,
            title=title,
            date=dates.parse(self.date, today=today) if self.date else None,
            place=self.place,
            form=self.form,
            status=self.status,
            track=self.track,
            deadline=dates.parse(self.deadline, today=today).text if self.deadline else None,
        )


@app.command("add")
def add(
    ctx: typer.Context,
    title: Annotated[str, typer.Argument(metavar="TITLE", help="Its title.")],
    where: Where,
    known: Known,
    ref: Annotated[
        str | None, typer.Option("--ref", metavar="REF", help="Its ref; else the next of T1, T2, …")
    ] = None,
) -> None:
    """Add a talk: a round, a session, a meeting, an exchange of letters."""
    context = context_of(ctx, where)
    with context.writing() as (case, recorder):
        today = recorder.stamp.today
        added = add_talk(case, known.fields(today, title=title, ref=ref), recorder.stamp)
    state = "" if added.status is TalkStatus.HELD else f" ({added.status})"
    context.print(f"Added {refs.label_of(added)}{state}.")
    if not added.date.known and known.status is None:
        context.say(
            f"{added.ref} has no date and counts as held; if it is yet to come: "
            f"tracker talk edit {added.ref} --status scheduled"
        )


@app.command("list")
def list_(ctx: typer.Context, where: Where, output: Output, known_at: KnownAtOption = None) -> None:
    """List the talks in order of time."""
    context = context_of(ctx, where, known_at)
    with context.delivery(output.destination()) as deliver, context.reading() as case:
        deliver(talks_view(case.talks, case.negotiation))


@app.command("show")
def show(
    ctx: typer.Context,
    talk: TalkArgument,
    where: Where,
    output: Output,
    known_at: KnownAtOption = None,
) -> None:
    """Show one talk."""
    context = context_of(ctx, where, known_at)
    with context.delivery(output.destination()) as deliver, context.reading() as case:
        found = refs.talk(case, talk)
        fields: dict[str, str | int | None] = {
            "talk": found.ref,
            "date": found.date.text,
            "title": found.title,
            "place": found.place,
            "form": found.form.value if found.form else None,
            "status": found.status.value,
            "track": found.track,
            "deadline": found.deadline,
        }
        deliver(fields_view("talk", fields))


@app.command("edit")
def edit(
    ctx: typer.Context,
    talk: TalkArgument,
    where: Where,
    known: Known,
    title: Annotated[str | None, typer.Option("--title", metavar="TITLE", help="Title.")] = None,
) -> None:
    """Change what is known of a talk.

    Its moves follow its date; the values that are replaced are kept.
    """
    context = context_of(ctx, where)
    with context.writing() as (case, recorder):
        found = refs.talk(case, talk)
        fields = known.fields(recorder.stamp.today, title=title)
        done = edit_talk(case, found, fields, recorder.stamp)
    say_edits(context, found.ref, done)
