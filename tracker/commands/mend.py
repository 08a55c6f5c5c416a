"""Mending the record: correct, strike, rule."""

from typing import Annotated, Any

import typer

from tracker.commands import completers
from tracker.commands.params import SourceFileOption, TextArgument, Where, codes, context_of, family
from tracker.commands.recording import contest_told, warn_of_quote
from tracker.context import Context
from tracker.errors import UsageError
from tracker.ledger import refs
from tracker.ledger.case import Case
from tracker.ledger.docket import Filing
from tracker.ledger.issues import issue_path
from tracker.ledger.mending import Corrected, correct, strike
from tracker.ledger.moves import move_by_id, short_id
from tracker.ledger.ruling import rule
from tracker.ledger.sources import keep_text, text_of
from tracker.model import Kind
from tracker.render.mended import differences
from tracker.render.wording import did, parties

app = family()

MoveArgument = Annotated[
    str,
    typer.Argument(
        metavar="MOVE",
        help="Its id, or the first six characters of it.",
        autocompletion=completers.moves,
    ),
]

ContestedArgument = Annotated[
    str,
    typer.Argument(
        metavar="MOVE",
        help="Its id, or the first six characters of it.",
        autocompletion=completers.contested,
    ),
]


@app.command("correct")
def correct_(
    ctx: typer.Context,
    move: MoveArgument,
    where: Where,
    text: TextArgument = None,
    verb: Annotated[
        str | None,
        typer.Option("--move", metavar="WORDS", help="What it was: 'reject', 'accept in part' …"),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by", metavar="P", help="Who made it.", autocompletion=completers.several_parties
        ),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option(
            "--to", metavar="P,P", help="To whom.", autocompletion=completers.several_parties
        ),
    ] = None,
    at: Annotated[
        str | None,
        typer.Option("--at", metavar="TALK", help="The talk.", autocompletion=completers.talks),
    ] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="Outside a talk.")] = None,
    condition: Annotated[
        str | None, typer.Option("--condition", metavar="TEXT", help="The part or condition.")
    ] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DATE", help="When.")] = None,
    counter: Annotated[
        str | None,
        typer.Option(
            "--with",
            metavar="KEY",
            help="The counter-demand.",
            autocompletion=completers.demands,
        ),
    ] = None,
    quote: Annotated[str | None, typer.Option("--quote", metavar="TEXT", help="The words.")] = None,
    speaker: Annotated[str | None, typer.Option("--speaker", metavar="NAME", help="Who.")] = None,
    source: Annotated[str | None, typer.Option("--source", metavar="TEXT", help="Where.")] = None,
    source_file: SourceFileOption = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="A remark.")] = None,
    kind: Annotated[Kind | None, typer.Option("--kind", help="A demand's kind.")] = None,
    title: Annotated[str | None, typer.Option("--title", metavar="T", help="Its title.")] = None,
    issue: Annotated[
        str | None,
        typer.Option("--issue", metavar="PATH", help="Issue.", autocompletion=completers.issues),
    ] = None,
    private: Annotated[
        bool | None, typer.Option("--private/--public", help="Whether it is private.")
    ] = None,
) -> None:
    """Replace a move by one that differs in the fields given; an empty value empties a field.

    The move as it was stays in the history.
    """
    context = context_of(ctx, where)
    texts = {"text": text, "quote": quote, "note": note, "condition": condition,
             "speaker": speaker, "source": source}  # fmt: skip
    fields: dict[str, Any] = {
        name: context.words(value) or None for name, value in texts.items() if value is not None
    }
    if at and on:
        raise UsageError("Give either --at TALK or --on DATE, not both.")
    if on:
        fields |= _on(context, on)
    if until is not None:
        fields["until"] = context.day(until)
    if kind is not None:
        fields["kind"] = kind
    if private is not None:
        fields["private"] = private
    fields |= _deed(verb)
    kept = context.source_text(source_file or None)
    filing = Filing(title or "", issue_path(issue) if issue else "")
    with context.writing() as (case, recorder):
        found = move_by_id(case, move)
        known = recorder.docket.known(found.said.demand)
        demand = known.demand if known else None
        fields |= _refs(case, by=by, to=to, at=at, counter=counter)
        if source_file is not None:
            fields["source_text"] = keep_text(case.store, kept) if kept else None
        done = correct(case, recorder, found, fields, filing)
        after = done.after.move
        said = after.said
        short = short_id(case, after.id)
        contested = contest_told(case, after)
        evidence = text_of(case.store, said.source_text) if said.source_text else None
    context.print(f"Corrected {found.id[:8]}, now {short}:")
    for line in differences(done.before.said, said, filing, demand):
        context.print(f"  {_shown(line, context, done)}")
    for warning in filter(None, (contested, *done.after.warnings)):
        context.say(f"warning: {warning}")
    if evidence and (quote or kept):
        warn_of_quote(context, said, evidence, short)


def _shown(line: str, context: Context, done: Corrected) -> str:
    """A change in words; of a private move only which field it is, but on a terminal."""
    private = any(each.said.private for each in (done.before, done.after.move))
    if context.world.stdout.isatty() or not private:
        return line
    field, colon, _ = line.partition(":")
    return f"{field}{colon and ': changed'}"


def _on(context: Context, day: str) -> dict[str, Any]:
    from tracker import dates

    return {"talk": None, "date": dates.parse(day, today=context.stamp().today)}


def _refs(
    case: Case, *, by: str | None, to: str | None, at: str | None, counter: str | None
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if by is not None and not codes(by):
        raise UsageError("Say who made it: --by PARTY.")
    if by:
        found["parties"] = tuple(refs.party(case, each).code for each in codes(by))
    if to is not None:
        found["to"] = tuple(refs.party(case, each).code for each in codes(to))
    if at:
        found |= {"talk": refs.talk(case, at).ref, "date": None}
    if counter is not None:
        found["counter"] = refs.demand(case, counter) if counter else None
    return found


def _deed(words: str | None) -> dict[str, Any]:
    if not words:
        return {}
    from tracker.exchange.verbs import deed_of

    deed = deed_of(words)
    if isinstance(deed, str):
        raise UsageError(f"“{words}” {deed}")
    found: dict[str, Any] = {
        "verb": deed.verb,
        "manner": deed.manner,
        "ad_referendum": deed.ad_referendum,
    }
    return found | ({"kind": deed.kind} if deed.kind else {})


@app.command("strike")
def strike_(
    ctx: typer.Context,
    move: MoveArgument,
    where: Where,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why it is struck.")],
) -> None:
    """Take a move out of the record, with a reason; it stays in the history."""
    context = context_of(ctx, where)
    why = context.words(reason) or ""
    with context.writing() as (case, recorder):
        found = move_by_id(case, move)
        strike(case, recorder, found, why)
    said = found.said
    context.print(f"Struck {found.id[:8]}: {parties(said.parties)} {did(said)} {said.demand}.")


@app.command("rule")
def rule_(
    ctx: typer.Context,
    move: ContestedArgument,
    where: Where,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why it stands.")],
) -> None:
    """Of a contested answer, let one account stand; the others are struck, with the reason."""
    context = context_of(ctx, where)
    why = context.words(reason) or ""
    with context.writing() as (case, recorder):
        found = move_by_id(case, move)
        ruling = rule(case, recorder, found, why)
        short = short_id(case, ruling.stands.move.id)
    said = found.said
    context.print(f"Ruled: {parties(said.parties)} {did(said)} {said.demand}, now {short}.")
    for each in ruling.struck:
        context.print(
            f"  struck {each.id[:8]}: {parties(each.said.parties)} {did(each.said)} {said.demand}"
        )
    for key, moves in ruling.left.items():
        last = "" if len(moves) == 1 else f" each of its {len(moves)} moves, the last first"
        context.say(
            f"{key} stays on the table, though the account that countered with it is struck; if it "
            f"was never put, strike it{last}: tracker strike {moves[-1].id[:8]} --reason TEXT"
        )
