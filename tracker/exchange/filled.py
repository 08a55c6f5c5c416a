"""Which cells a row of moves.csv cannot do without, by what it says was done."""

from __future__ import annotations

from tracker.exchange.rows import BadCell, Record
from tracker.exchange.verbs import Deed
from tracker.model import Manner, Verb


def must_be_filled(row: Record, deed: Deed) -> None:
    """See that a row has what its move cannot do without, and no condition where there is none.

    Raises:
        BadCell: something is missing, or too much.
    """
    if not row["party"]:
        raise BadCell("party", "is empty: say who made the move")
    if not row["demand"] and deed.verb is not Verb.DEMAND:
        raise BadCell("demand", "is empty: say which demand the move speaks of")
    if not (row["talk"] or row["talk_date"] or row["date"]):
        raise BadCell("talk", "is empty, and so are talk_date and date: say when it was")
    conditional = deed.manner in (Manner.IN_PART, Manner.IF)
    if conditional and not row["condition"]:
        raise BadCell("condition", "is empty: say which part, or on which condition")
    if row["condition"].strip() and not conditional and not row["id"]:
        raise BadCell(
            "condition",
            f"is given, and “{row['move']}” has none; write accept if, or accept in part, as the "
            "move, or put it into text or note",
        )
    if row["visibility"].casefold() not in ("", "public", "private"):
        raise BadCell("visibility", "is neither public nor private")
