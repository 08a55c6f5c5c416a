"""Managing issues: the neutral topics that demands are filed under."""

from __future__ import annotations

from tracker.errors import Refused, UsageError
from tracker.ledger import refs
from tracker.ledger.case import Case
from tracker.ledger.edits import keep
from tracker.ledger.recording import Stamp


def rename_issue(case: Case, old: str, new: str, stamp: Stamp) -> int:
    """Give an issue, and every issue below it, a new path; merge it where that path exists.

    Returns:
        How many paths changed.

    Raises:
        NotFound: there is no such issue.
        Refused: the new path lies below the old one.
    """
    path = issue_path(new)
    if path.startswith(old + "/"):
        raise Refused(f"“{new}” lies below “{old}”, so the issue cannot be moved there.")
    rows = case.store.all("issues", {"negotiation": case.negotiation.id})
    paths = {row[1]: row[0] for row in rows}
    under = [each for each in paths if each == old or each.startswith(old + "/")]
    if not under:
        raise refs.unknown("issue", old, paths, "tracker issue list")
    for each in under:
        _rename_path(case, paths, each, path + each[len(old) :])
        keep(case.store, "issue", each, "path", (each, path + each[len(old) :]), stamp)
    return len(under)


def _rename_path(case: Case, paths: dict[str, int], old: str, new: str) -> None:
    if new in paths and new != old:
        case.store.write("issue_move_demands", {"from": paths[old], "to": paths[new]})
        case.store.write("issue_delete", {"id": paths[old]})
    else:
        case.store.write("issue_update", {"id": paths[old], "path": new})


def issue_path(text: str) -> str:
    """An issue's path, its parts trimmed: `Ukraine/membership`.

    Raises:
        UsageError: a part is empty.
    """
    parts = [" ".join(part.split()) for part in text.split("/")]
    if not all(parts):
        raise UsageError(
            f"“{text}” is not an issue: write it as a path such as Ukraine/membership."
        )
    return "/".join(parts)
