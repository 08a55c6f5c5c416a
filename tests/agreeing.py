"""Whether what the program shows is what the reference says of the same facts."""

from __future__ import annotations

import reference
from reference import HEADLINES, Cell, Ledger

TOLD = {
    "demand": "demanded", "counter": "countered", "revise": "revised",
    "editorially": "revised editorially", "reaffirm": "reaffirmed", "withdraw": "withdrew",
    "retable": "retabled", "accept": "accepted", "reject": "rejected", "defer": "deferred",
    "ask": "asked about", "note": "noted", "if": "accepted on condition",
}  # fmt: skip
"""How a move reads in a history, where it is no manner of accepting."""


def agree(rows: list[dict[str, str]], ledger: Ledger, until: reference.Place) -> None:
    """The table of positions is what the reference says."""
    cells = ledger.cells(until)
    found = {
        (row["demand"], row["to"]): (
            row["status"], row["headline"], row["stale"], row["version"], row["contested"],
            row["via"], row["text"], row["condition"],
        )
        for row in rows
    }  # fmt: skip
    assert len(found) == len(rows)
    assert found == {
        where: (
            cell.status, HEADLINES.get(cell.status, cell.status), cell.stale,
            str(cell.version or ""), "; ".join(cell.contested), cell.via, cell.text, cell.condition,
        )
        for where, cell in cells.items()
    }  # fmt: skip
    rolled = {row["demand"]: row["rollup"] for row in rows}
    for key in rolled:
        to = ledger.addressees(key)
        asked = [cell for (of, party), cell in cells.items() if of == key if party in to or not to]
        assert rolled[key] == reference.rollup(asked, to_all=not to), key


def agree_on_changes(
    rows: list[dict[str, str]], ledger: Ledger, first: reference.Place, second: reference.Place
) -> None:
    """A diff leads from the one set of positions to the other."""
    before, after = ledger.cells(first), ledger.cells(second)
    found = {(row["demand"], row["to"]): row for row in rows}
    assert len(found) == len(rows)
    for where in {*before, *after, *found}:
        old, new, row = before.get(where), after.get(where), found.get(where)
        if row is None:
            assert where[1] == "" or (old and new and old.unlike(new) == "")
            continue
        if row["movement"] == "editorial" and not old and not new:
            assert row["from_text"] == text_of(before, where[0])
            assert row["to_text"] == text_of(after, where[0]) != row["from_text"]
            continue
        assert old != new, (where, row)
        assert row["to_status"] == (new.status if new else ""), (where, row)
        assert row["to_version"] == (str(new.version or "") if new else ""), (where, row)
        if old:
            assert (row["from_status"], row["from_version"]) == (old.status, str(old.version or ""))
        label = reference.movement(old, new) if old and new else None
        assert label is None or row["movement"] == label, (where, old, new, row)


def agree_on_history(rows: list[dict[str, str]], ledger: Ledger, key: str) -> None:
    """The history of a demand is what was said of it, in order."""
    told = [
        (row["talk"] or row["date"], row["party"], row["move"], int(row["version"])) for row in rows
    ]
    assert told == [
        (at, by, TOLD.get(said, f"accepted {said}"), version)
        for at, by, said, version in ledger.history(key)
    ]


def text_of(cells: dict[tuple[str, str], Cell], key: str) -> str:
    """The wording of a demand, which all its cells have."""
    (text,) = {cell.text for (demand, _), cell in cells.items() if demand == key}
    return text
