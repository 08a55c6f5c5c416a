"""Managing issues: the neutral topics that demands are filed under."""

from tracker.errors import Refused, UsageError
from tracker.ledger.case import Case
from tracker.ledger.edits import keep, keep_added, not_before, not_too_long, within
from tracker.ledger.stamp import Stamp
from tracker.named import NamedTuple
from tracker.store import registry
from tracker.store.store import Row


def every_issue(case: Case) -> list[tuple[str, int]]:
    """The path of each issue, and how many demands that may be seen are filed under it.

    An issue of which nothing may be seen is left out.
    """
    where, store = {"negotiation": case.negotiation.id}, case.store
    rows = store.all("issues", where)
    if not (store.hides_private or store.hides_by_role) or all(seen for *_, seen in rows):
        return [(path, seen) for _, path, filed, seen in rows if seen or not filed]
    kept = {issue for (issue,) in store.each("issues_kept_private", where)}
    return [(path, seen) for issue, path, _, seen in rows if seen or issue not in kept]


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
    from tracker.ledger import suggesting

    raise suggesting.unknown("issue", wanted, _to_suggest(case), "tracker issue list")


def _to_suggest(case: Case) -> list[str]:
    """The paths that may be named to whoever reads what went wrong."""
    if not case.store.keeps_secrets:
        return list(_ids(case))
    with case.store.without_private():
        return [path for path, _ in every_issue(case)]


def _is_there(case: Case, path: str) -> bool:
    where = {"negotiation": case.negotiation.id, **registry.at_or_below(path)}
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
    stamp = _after_filing(case, made, stamp)
    keep_added(case.store, within(case, "issue", path, made), {}, stamp)
    return path


class Renaming(NamedTuple):
    """What giving an issue a new path does.

    Attributes:
        paths: the old and the new path of the issue and of every issue below it.
        merged: the new paths among them that exist, so that two issues become one.
        demands: how many demands go over to those.
    """

    paths: tuple[tuple[str, str], ...]
    merged: tuple[str, ...]
    demands: int


def renaming(case: Case, old: str, new: str) -> Renaming:
    """What it would do to give the issue `old`, and every issue below it, a new path.

    Raises:
        NotFound: there is no such issue.
        Refused: the new path lies below the old one.
    """
    path = issue_path(new)
    if path == old:
        raise Refused(f"The issue is called “{old}” already; nothing was changed.")
    if path.startswith(old + "/"):
        raise Refused(f"“{new}” lies below “{old}”, so the issue cannot be moved there.")
    ids = _ids(case)
    under = [each for each in ids if each == old or each.startswith(old + "/")]
    if not under:
        from tracker.ledger import suggesting

        raise suggesting.unknown("issue", old, _to_suggest(case), "tracker issue list")
    paths = tuple((each, path + each[len(old) :]) for each in under)
    merged = [(before, after) for before, after in paths if after in ids]
    demands = sum(len(_filed(case, ids[before])) for before, _ in merged)
    return Renaming(paths, tuple(after for _, after in merged), demands)


def _filed(case: Case, issue: int) -> list[Row]:
    return case.store.all("demands_filed", {"issue": issue})


def rename_issue(case: Case, wanted: Renaming, stamp: Stamp) -> None:
    """Give issues their new paths, each old one kept."""
    ids = _ids(case)
    for old, new in wanted.paths:
        _give_path(case, ids, (old, new), stamp)


def _give_path(case: Case, ids: dict[str, int], change: tuple[str, str], stamp: Stamp) -> None:
    """Give one issue a new path; or, where that path exists, its demands the issue there."""
    old, new = change
    issue = ids[old]
    stamp = _after_filing(case, issue, stamp)
    if new in ids:
        _merge(case, issue, ids[new], change, stamp)
    else:
        case.store.write("issue_update", {"id": issue, "path": new})
    keep(case.store, within(case, "issue", old, issue), "path", change, stamp)


def _after_filing(case: Case, issue: int, stamp: Stamp) -> Stamp:
    """A stamp after everything that was filed under an issue, whatever the clocks say."""
    last = case.store.one("issue_last_filed", {"issue": issue})
    return stamp._replace(at=not_before(stamp.at, last[0] if last else None))


def _merge(case: Case, issue: int, into: int, change: tuple[str, str], stamp: Stamp) -> None:
    for demand, key in _filed(case, issue):
        case.store.write("demand_set_issue", {"id": demand, "value": into})
        keep(case.store, within(case, "demand", key, demand), "issue", change, stamp)
    case.store.write("issue_delete", {"id": issue})


def set_path(case: Case, issue: int, old: str, new: str, stamp: Stamp) -> None:
    """Give one issue back the path it had; where it was merged into another, it is made again."""
    ids = _ids(case)
    if ids.get(old) == issue:
        _give_path(case, ids, (old, new), stamp)
        return
    made = registry.issue_id(case.store, case.negotiation, new) or 0
    stamp = _after_filing(case, made, stamp)
    keep_added(case.store, within(case, "issue", new, made), {}, stamp)


def issue_path(text: str) -> str:
    """An issue's path as it is given, its parts trimmed: `Ukraine/membership`.

    Raises:
        UsageError: a part is empty, or the whole is too long.
    """
    return not_too_long(path_in(text), "the path of an issue")


def path_in(text: str) -> str:
    """An issue's path, its parts trimmed, however long: as it may be on record elsewhere.

    Raises:
        UsageError: a part is empty.
    """
    parts = [" ".join(part.split()) for part in text.split("/")]
    if not all(parts):
        raise UsageError(
            f"“{text}” is not an issue: write it as a path such as Ukraine/membership."
        )
    return "/".join(parts)
