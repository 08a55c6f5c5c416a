"""Searching what was said."""

from functools import partial
from itertools import chain, islice
from typing import Annotated

import typer

from tracker.commands import completers
from tracker.commands.params import Where, bounded, codes, context_of, family
from tracker.commands.viewing import KnownAtOption, Output
from tracker.errors import as_argument
from tracker.ledger import refs
from tracker.ledger.case import END_OF_TIME, Case
from tracker.ledger.search import Order, Wanted
from tracker.named import NamedTuple

app = family()

ON_A_TERMINAL = 20
LONGEST_SHOWN = 80
"""Characters of a text that is found nowhere which are said again."""


class Narrowing(NamedTuple):
    """Which moves are looked at, and how many are shown in what order."""

    party: Annotated[
        str | None,
        typer.Option(
            "--party",
            metavar="P,P",
            help="Only moves of these parties.",
            autocompletion=completers.several_parties,
        ),
    ] = None
    at: Annotated[
        str | None,
        typer.Option(
            "--at",
            "--talk",
            metavar="TALK",
            help="Only the moves of this talk, or of a range T2..T4.",
            autocompletion=completers.talk_range,
        ),
    ] = None
    issue: Annotated[
        str | None,
        typer.Option(
            "--issue",
            metavar="PATH",
            help="Only this issue and those below.",
            autocompletion=completers.issues,
        ),
    ] = None
    demand: Annotated[
        str | None,
        typer.Option(
            "--demand",
            metavar="KEY",
            help="Only moves on this demand.",
            autocompletion=completers.demands,
        ),
    ] = None
    every: Annotated[bool, typer.Option("--history", help="What was corrected or struck too.")] = (
        False
    )
    sort: Annotated[
        Order, typer.Option("--sort", help="What tells most first, or the latest in time.")
    ] = Order.RANK
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit",
            min=1,
            callback=bounded,
            metavar="N",
            help=f"At most so many; else {ON_A_TERMINAL} on a terminal.",
        ),
    ] = None

    def wanted(self, case: Case, *, private: bool, most: int | None) -> Wanted:
        """The same with the refs looked up.

        Raises:
            NotFound: an unknown party, talk, issue or demand.
        """
        from tracker.ledger.issues import find_issue

        since, until = _span(case, self.at)
        return Wanted(
            parties=tuple(refs.party_there(case, each).code for each in codes(self.party)),
            since=since,
            until=until,
            issue=find_issue(case, self.issue) if self.issue else "",
            demand=refs.demand(case, self.demand) if self.demand else "",
            every=self.every,
            private=private,
            limit=most,
            order=self.sort,
        )


@app.command("search")
def search(
    ctx: typer.Context,
    text: Annotated[
        list[str],
        typer.Argument(
            metavar="TEXT...",
            help='Words in any order; "a phrase" in quotation marks; -word for what must not be '
            "there.",
        ),
    ],
    where: Where,
    output: Output,
    narrowing: Narrowing,
    known_at: KnownAtOption = None,
) -> None:
    """Search wordings, quotes, notes, conditions, speakers, sources, titles and issues.

    Case and accents make no difference, and a word of three letters or more also finds those that
    it begins: missile finds missiles, and "missile" in quotation marks does not.
    """
    from tracker.ledger.moves import when_of
    from tracker.ledger.search import search as search_moves
    from tracker.render.search import search_view
    from tracker.searching.sought import sought

    context = context_of(ctx, where, known_at)
    words = sought(" ".join(text))
    with (
        context.delivery(output.destination()) as deliver,
        context.reading(private=deliver.private) as case,
    ):
        most = narrowing.limit or (ON_A_TERMINAL if deliver.form == "table" else None)
        one_more = most + 1 if most else None
        hits = search_moves(
            case, words, narrowing.wanted(case, private=deliver.private, most=one_more)
        )
        first = list(islice(hits, most or 1))
        more = most is not None and next(hits, None) is not None
        shown = first if most else chain(first, hits)
        key = _key(case, words.text) if deliver.private and not first else ""
        deliver(search_view(shown, case.negotiation.name, words.text, partial(when_of, case)))
    if not first:
        context.say(_nothing_found(words.text, key))
    elif more:
        context.say(f"{most} shown, and there are more: see --limit.")


def _key(case: Case, text: str) -> str:
    """The key of the demand that a text names, else empty: keys are not searched."""
    where = {"negotiation": case.negotiation.id}
    for key in (text, text.upper()):
        if case.store.one("demand_by_key", {**where, "key": key}):
            return key
    return ""


def _nothing_found(text: str, key: str) -> str:
    shown = text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
    said = f"Nothing found for “{shown}”."
    return f"{said} {key} is a demand: tracker show {as_argument(key)}" if key else said


def _span(case: Case, talks: str | None) -> tuple[int, int]:
    """The first and the last moment of a talk, or of a range such as T2..T4, `T2..` or `..T4`."""
    if talks is None:
        return -1, END_OF_TIME
    start, dots, end = (talks, "", "") if talks in case.talks_by_ref else talks.partition("..")
    since = refs.talk(case, start).moment if start else -1
    if not dots:
        return since, since
    until = refs.talk(case, end.lstrip(".")).moment if end.strip(".") else END_OF_TIME
    return min(since, until), max(since, until)
