"""Managing parties and blocs."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from tracker import dates
from tracker.commands import completers
from tracker.commands.params import Where, codes, context_of, family, say_edits
from tracker.commands.viewing import KnownAtOption, Output
from tracker.context import Context
from tracker.errors import UsageError
from tracker.ledger import parties, refs
from tracker.ledger.case import Case
from tracker.ledger.stamp import Stamp
from tracker.model import FuzzyDate, Party
from tracker.render.lists import fields_view, parties_view, stay_words

app = family("Add, list, show and edit parties and blocs.")

CodeArgument = Annotated[
    str,
    typer.Argument(
        metavar="PARTY",
        help="Its code, name or another name.",
        autocompletion=completers.parties,
    ),
]
MemberOption = Annotated[
    str | None,
    typer.Option(
        "--member-of",
        metavar="BLOC,BLOC",
        help="The blocs it belongs to.",
        autocompletion=completers.several_parties,
    ),
]
SinceOption = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="First day in those blocs.")
]
UntilOption = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="Last day in those blocs.")
]
AliasOption = Annotated[
    list[str] | None,
    typer.Option("--alias", metavar="NAME", help="Another name it goes by; may be repeated."),
]


@app.command("add")
def add(
    ctx: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="Short and lasting, e.g. NATO.")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="Its full name.")],
    where: Where,
    member_of: MemberOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    alias: AliasOption = None,
) -> None:
    """Add a party; its code is the first part of its demands' keys."""
    context = context_of(ctx, where)
    with _writing(context) as (case, stamp):
        alike = parties.lookalikes((code, name, *(alias or ())), case.parties.values())
        party = parties.add_party(case.store, case.parties, code, name, stamp, tuple(alias or ()))
        case.forget_parties()
        joined = _join(case, party, member_of, _stay(since, until, stamp), stamp)
    member = f", a member of {', '.join(joined)}" if joined else ""
    context.print(f"Added the party {party.code}, {party.name}{member}.")
    for sentence in alike:
        context.say(f"warning: {sentence}")


@contextmanager
def _writing(context: Context) -> Iterator[tuple[Case, Stamp]]:
    """The registry to record in: all negotiations share it, so that one may be archived."""
    with context.recording() as (store, stamp):
        yield Case(store, refs.negotiation(store, context.negotiation), stamp.today), stamp


def _stay(since: str | None, until: str | None, stamp: Stamp) -> FuzzyDate | None:
    if not since and not until:
        return None
    first = dates.day(since, today=stamp.today) if since else None
    last = dates.day(until, today=stamp.today) if until else None
    if first and last and last < first:
        raise UsageError(f"A stay cannot end on {last}, before it begins on {first}.")
    return FuzzyDate(f"{since or '..'}/{until or '..'}", first, last)


def _join(
    case: Case, party: Party, blocs: str | None, stay: FuzzyDate | None, stamp: Stamp
) -> list[str]:
    joined = []
    for each in codes(blocs):
        bloc = refs.party(case, each)
        parties.join_bloc(case, party, bloc, stay, stamp)
        case.forget_parties()
        joined.append(bloc.code)
    return joined


@app.command("list")
def list_(ctx: typer.Context, where: Where, output: Output, known_at: KnownAtOption = None) -> None:
    """List the parties with their other names and their blocs."""
    context = context_of(ctx, where, known_at)
    with context.delivery(output.destination()) as deliver, context.reading() as case:
        deliver(parties_view(list(case.parties.values()), case.memberships))


@app.command("show")
def show(
    ctx: typer.Context,
    code: CodeArgument,
    where: Where,
    output: Output,
    known_at: KnownAtOption = None,
) -> None:
    """Show one party, the blocs it belongs to, and its members."""
    context = context_of(ctx, where, known_at)
    with context.delivery(output.destination()) as deliver, context.reading() as case:
        party = refs.party_there(case, code)
        stays = [each for each in case.memberships if each.member == party.code]
        members = [each.member for each in case.memberships if each.bloc == party.code]
        fields: dict[str, str | int | None] = {
            "code": party.code,
            "name": party.name,
            "aliases": "; ".join(party.aliases),
            "blocs": "; ".join(map(stay_words, stays)),
            "members": ", ".join(dict.fromkeys(members)),
        }
        deliver(fields_view("party", fields))


@app.command("edit")
def edit(
    ctx: typer.Context,
    code: CodeArgument,
    where: Where,
    name: Annotated[str | None, typer.Option("--name", metavar="NAME", help="A new name.")] = None,
    alias: AliasOption = None,
    drop_alias: Annotated[
        list[str] | None,
        typer.Option("--drop-alias", metavar="NAME", help="A name it no longer goes by."),
    ] = None,
    member_of: MemberOption = None,
    leaves: Annotated[
        str | None,
        typer.Option(
            "--leaves",
            metavar="BLOC",
            help="A bloc it left; with --until its last day.",
            autocompletion=completers.parties,
        ),
    ] = None,
    since: SinceOption = None,
    until: UntilOption = None,
) -> None:
    """Change a party's names and blocs.

    Its code stays; the values that are replaced are kept.
    """
    context = context_of(ctx, where)
    with _writing(context) as (case, stamp):
        party = refs.party(case, code)
        others = [each for each in case.parties.values() if each.code != party.code]
        alike = parties.lookalikes([*([name] if name else []), *(alias or ())], others)
        done = parties.edit_party(
            case,
            party,
            stamp,
            name=name,
            add_aliases=tuple(alias or ()),
            drop_aliases=tuple(drop_alias or ()),
        )
        if leaves:
            _leave(case, party, leaves, until, stamp)
            done["blocs"] = (leaves, f"{leaves} until {until}")
        stay = None if leaves else _stay(since, until, stamp)
        joined = _join(case, party, member_of, stay, stamp)
        if joined:
            days = f" from {since}" * bool(since) + f" until {until}" * bool(until)
            done["blocs"] = ("", ", ".join(f"{bloc}{days}" for bloc in joined))
    say_edits(context, party.code, done)
    for sentence in alike:
        context.say(f"warning: {sentence}")


def _leave(case: Case, party: Party, bloc: str, until: str | None, stamp: Stamp) -> None:
    if not until:
        raise UsageError("Say on which day it left: --leaves BLOC --until DATE.")
    last = dates.day(until, today=stamp.today)
    parties.leave_bloc(case, party, refs.party(case, bloc), last, stamp)
