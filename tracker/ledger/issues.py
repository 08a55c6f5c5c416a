"""Managing issues: the neutral topics that demands are filed under."""

from __future__ import annotations

from tracker.errors import Refused, UsageError
from tracker.ledger import refs
from tracker.ledger.case import Case
from tracker.ledger.edits import keep, keep_added, within
from tracker.ledger.stamp import Stamp
from tracker.store import registry


def every_issue(case: Case) -> list[tuple[str, int]]:
    """The path of each issue, and how many demands that may be seen are filed under it.

    An issue of which nothing may be seen is left out.
    """
    rows = case.store.all("issues", {"negotiation": case.negotiation.id})
    return [(path, seen) for _, path, filed, seen in rows if seen or not filed]


def find_issue(case: Case, wanted: str) -> str:
    """The path of an issue, or of one that others lie below, whatever the letters' case.

    Raises:
        NotFound: there is none.
    """
    if _is_there(case, wanted):
        return wanted
    paths = list(_ids(case))
    above = {path[:at] for path in paths for at in range(len(path)) if path[at] == "/"}
    known = [*paths, *sorted(above - set(paths))]
    folded = [path for path in known if path.casefold() == wanted.casefold()]
    if len(folded) == 1:
        return folded[0]
    raise refs.unknown("issue", wanted, known, "tracker issue list")


def _is_there(case: Case, path: str) -> bool:
    where = {
        "negotiation": case.negotiation.id,
        "path": path,
        "below": f"{path}/",
        "beyond": f"{path}0",  # the character after the slash
    }
    row = case.store.one("issue_at", where)
    return row is not None and bool(row[0])


def _ids(case: Case) -> dict[str, int]:
    """The id of each issue by its path."""
    rows = case.store.all("issue_paths", {"negotiation": case.negotiation.id})
    return {path: issue for issue, path in rows}


def add_issue(case: Case, text: str, stamp: Stamp) -> str:
    """Add an issue and give its path.

    Raises:
        Refused: there is one of that path.
    """
    path = issue_path(text)
    if path in _ids(case):
        raise Refused(f"There is already an issue {path}.")
    made = registry.issue_id(case.store, case.negotiation, path)
    assert made is not None
    keep_added(case.store, within(case, "issue", path, made), {}, stamp)
    return path


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
    paths = _ids(case)
    under = [each for each in paths if each == old or each.startswith(old + "/")]
    if not under:
        raise refs.unknown("issue", old, paths, "tracker issue list")
    for each in under:
        renamed = path + each[len(old) :]
        _rename_path(case, paths, each, renamed)
        keep(case.store, within(case, "issue", each, paths[each]), "path", (each, renamed), stamp)
    return len(under)


def _rename_path(case: Case, paths: dict[str, int], old: str, new: str) -> None:
    if new in paths and new != old:
        case.store.write("issue_move_demands", {"from": paths[old], "to": paths[new]})
        case.store.write("issue_delete", {"id": paths[old]})
    else:
        case.store.write("issue_update", {"id": paths[old], "path": new})


def set_path(case: Case, issue: int, old: str, new: str, stamp: Stamp) -> None:
    """Give one issue back the path it had; where it was merged into another, it is made again."""
    if issue in _ids(case).values():
        case.store.write("issue_update", {"id": issue, "path": new})
    else:
        issue = registry.issue_id(case.store, case.negotiation, new) or 0
    keep(case.store, within(case, "issue", old, issue), "path", (old, new), stamp)


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
