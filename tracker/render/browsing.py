"""What is shown in a browser: tables of the views, their titles, and questions to ask of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tracker.ledger.course import Stretch
from tracker.render.positions import COLUMNS, record
from tracker.render.views import View
from tracker.store.served import Table
from tracker.store.sqlfiles import served

if TYPE_CHECKING:
    from tracker.model import Negotiation

NAME = "talks"
"""The database in every URL, and its file."""
_COURSE = (
    "demand", "title", "kind", "issue", "by", "to", "status", "headline", "stale", "version",
    "text", "talk", "date", "speaker", "quote", "source", "condition", "until", "via",
)  # fmt: skip
_COUNTED = ("nr", "place", "since", "until", "version", "from_version", "to_version")
_SEARCHED = {
    "positions": ("title", "text", "quote", "speaker", "source"),
    "moves": ("title", "text", "condition", "quote", "speaker", "source", "note"),
}
_TABLES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "positions": (
        "Positions",
        "Where each demand stands with each party now.",
        ("status", "to", "by", "issue"),
    ),
    "diff": (
        "Changes",
        "What changed for a demand and a party from each talk to the next, and who moved.",
        ("to_talk", "change", "to"),
    ),
    "moves": ("Moves", "What was said, in the order of recording.", ("party", "move", "talk")),
    "talks": ("Talks", "The talks in order of time.", ("status",)),
    "parties": ("Parties", "Who takes part.", ()),
    "course": (
        "Course of the positions",
        "Each position with the talks, by their nr, from which and until which it stood.",
        ("status", "to"),
    ),
}
_QUESTIONS = {
    "as_of": ("Positions as of a talk", "Where did each demand stand at the end of a talk?"),
    "between": ("What differs between two talks", "For example from_talk T2 and to_talk T4."),
    "unanswered": ("Unanswered", "Who owes an answer to what?"),
}


def tables_of(views: Iterable[View]) -> Iterator[Table]:
    """The tables that views make; talks get their number in order of time."""
    for view in views:
        columns, rows = view.columns, view.rows
        if view.kind == "talks":
            columns = ("nr", *columns)
            rows = ([number, *row] for number, row in enumerate(rows, 1))
        yield _table(view.kind, columns, rows)


def course_table(found: Iterable[Stretch], keys: Sequence[str]) -> Table:
    """The table of the course of the positions.

    Args:
        found: its stretches.
        keys: of the demands, in the order in which they are to stand.
    """
    places = {key: place for place, key in enumerate(keys)}
    at = [COLUMNS.index(name) for name in _COURSE]
    columns = ["condition_until" if name == "until" else name for name in _COURSE]
    rows = (
        [places.get(each.position.demand.key), *map(record(each.position).__getitem__, at),
         each.since, each.until]
        for each in found
    )  # fmt: skip
    return _table("course", ["place", *columns, "since", "until"], rows)


def _table(name: str, columns: Sequence[str], rows: Any) -> Table:
    counted = [] if name == "positions" else ["until"]
    numbers = [each for each in _COUNTED if each != "until"] + counted
    return Table(name, columns, rows, numbers, _SEARCHED.get(name, ()))


def described(negotiation: Negotiation, *, made: str, private: bool) -> Mapping[str, Any]:
    """The labels of all that is shown, as Datasette reads them.

    Args:
        negotiation: whose it is.
        made: when the copy was made.
        private: whether private moves are in it.
    """
    which = "Private moves are included." if private else "Private moves are left out."
    tables = {
        name: {"title": title, "description": what, "facets": list(facets)}
        for name, (title, what, facets) in _TABLES.items()
    }
    source = f"the ledger as it was at {made}"
    queries = {
        name: {"sql": sql, "hide_sql": True, "title": title, "description": what, "source": source}
        for name, sql in served()
        for title, what in [_QUESTIONS[name]]
    }
    return {
        "title": negotiation.title,
        "description_html": (
            f"<p>A copy to read, as the ledger was at {made}; what is recorded later shows when "
            f"the command is started again. {which}</p>"
            f"<p>Look at: {_links(_TABLES)}.</p><p>Ask: {_links(_QUESTIONS)}.</p>"
        ),
        "source": source,
        "databases": {NAME: {"tables": tables, "queries": queries}},
    }


def _links(pages: Mapping[str, Sequence[Any]]) -> str:
    return ", ".join(f'<a href="/{NAME}/{name}">{told[0]}</a>' for name, told in pages.items())
