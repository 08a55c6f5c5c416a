"""What of the registry stays untold with private moves: labels that only these know of."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tracker.ledger.union.facts import DEMAND, ISSUE, Change, Subject
from tracker.ledger.union.folding import Rename, renames
from tracker.ledger.union.history import Kept
from tracker.store.store import Store

MOST = 10_000
"""To how many names those of what is private are followed; past that all counts as private."""


class Published(NamedTuple):
    """What is known of a demand that was put in private, or that only private moves speak of.

    Attributes:
        path: its issue now; empty for none.
        at: when its first public wording was recorded; None where none stands.
        nr: the number of that.
    """

    path: str
    at: str | None
    nr: int | None


class Filing(NamedTuple):
    """When a demand was filed under which issue, as that was called then."""

    at: str
    path: str


class _Names:
    """What some filings are called as one renaming follows the other."""

    def __init__(self, filings: Iterable[Filing]) -> None:
        self._coming: Iterator[Filing] = iter(sorted(filings))
        self._next = next(self._coming, None)
        self._now: set[str] = set()
        self._ever: set[str] = set()

    def come_to(self, at: str) -> None:
        """Take in what was filed before a time."""
        while self._next is not None and self._next.at < at:
            self._now.add(self._next.path)
            self._ever.add(self._next.path)
            self._next = next(self._coming, None)

    def rename(self, rename: Rename) -> None:
        """Give them the paths that they have by a renaming."""
        _, _, before, after = rename
        self._now = {
            after + path[len(before) :] if _is_within(path, before) else path for path in self._now
        }
        self._ever |= self._now

    def ever(self) -> set[str]:
        """All that any of them was ever called."""
        left = [self._next, *self._coming] if self._next else []
        return self._ever | {each.path for each in left}


class Issues:
    """The issues of one negotiation: which of their names and renamings are told.

    A renaming is told where what it renames was ever public, and where it has nothing to do with
    what is private, in whatever order: clocks of different copies may differ, so that of what is
    private every name counts that any renaming joins it with.
    """

    def __init__(
        self, every: Iterable[Rename], public: Iterable[Filing], private: Iterable[Filing]
    ) -> None:
        in_order = list(every)
        seen = _Names(public)
        for each in in_order:
            seen.come_to(each[0])
            seen.rename(each)
        self._public = seen.ever()
        self._private = _joined({each.path for each in private}, in_order)

    def hides(self, change: Change) -> bool:
        """Whether a change is about what is private alone."""
        return self.was_private(change) and not self._was_public(change)

    def was_private(self, change: Change) -> bool:
        """Whether a change is about what is private, perhaps among others."""
        if self._private is None:
            return True
        if change.field != "path":
            return change.subject.name in self._private
        _, _, *names = _rename(change)
        return any(_is_within(path, name) for path in self._private for name in names)

    def _was_public(self, change: Change) -> bool:
        name = change.subject.name
        if change.field != "path":
            return name in self._public
        return any(_is_within(path, name) for path in self._public)


def _joined(paths: set[str], every: Iterable[Rename]) -> set[str] | None:
    """Some paths, and all that renamings make of them or made them of, whatever the times.

    None where these are too many to be told apart.
    """
    pairs = {(before, after) for _, _, before, after in every}
    pairs |= {(after, before) for before, after in pairs}
    deepest = _depth(name for names in pairs for name in names) + _depth(paths)
    found, left = set(paths), list(paths)
    while left and len(found) <= MOST:
        path = left.pop()
        made = {to + path[len(name) :] for name, to in pairs if _is_within(path, name)}
        fresh = {each for each in made - found if each.count("/") <= deepest}
        found |= fresh
        left += fresh
    return None if left else found


def _depth(paths: Iterable[str]) -> int:
    return max((path.count("/") + 1 for path in paths), default=0)


class Hidden:
    """Which changes of the registry are told by all that is here now, and which are not.

    What came before a demand was published is not told, nor what came with a private wording of it:
    with its publication its labels are kept anew, as they are then. An issue is told where anything
    public was ever filed under it, and its renaming where that gives something public another path;
    or where nothing private was.
    """

    def __init__(self, store: Store, every: Iterable[Kept]) -> None:
        changes = [each.change for each in every]
        self._private = {
            Subject(DEMAND, *row[:3]): Published(*row[3:])
            for row in store.each("demands_known_privately")
        }
        self._worded = {
            (Subject(DEMAND, *row[:3]), *row[3:]) for row in store.each("wordings_put_privately")
        }
        self._told: dict[tuple[Subject, str], set[str]] = {}
        for each in changes:
            if each.subject in self._private and not self._hides_label(each):
                self._told.setdefault((each.subject, each.field), set()).add(each.new or "")
        self._issues: dict[str, Issues] = {}
        if self._private:
            public, private = self._filings(store, changes)
            for name in private:
                of_it = (each for each in changes if each.subject[:2] == (ISSUE, name))
                self._issues[name] = Issues(renames(of_it), public.get(name, []), private[name])

    def hides(self, change: Change) -> bool:
        """Whether a change is not told."""
        if change.subject.kind == DEMAND:
            return self._hides_label(change)
        issues = self._issues_of(change)
        return issues is not None and issues.hides(change)

    def came_out(self, change: Change, since: int) -> bool:
        """Whether a change that is told may not have been, before the move of number `since`."""
        if change.subject.kind == DEMAND:
            known = self._private.get(change.subject)
            return known is not None and (known.nr or 0) > since
        issues = self._issues_of(change)
        return issues is not None and issues.was_private(change)

    def as_told(self, change: Change) -> Change:
        """A change that is told, without an old value that is not."""
        if change.subject not in self._private:
            return change
        told = self._told[change.subject, change.field]
        return change if change.old in told else change._replace(old="")

    def is_relabelled(self, demand: Subject, field: str) -> bool:
        """Whether a label of a demand is told by a change of it."""
        return (demand, field) in self._told

    def _issues_of(self, change: Change) -> Issues | None:
        is_issue = change.subject.kind == ISSUE
        return self._issues.get(change.subject.negotiation) if is_issue else None

    def _hides_label(self, change: Change) -> bool:
        known = self._private.get(change.subject)
        if known is None:
            return False
        if known.at is None or change.at < known.at:
            return True
        return (change.subject, change.at, change.by) in self._worded

    def _filings(
        self, store: Store, changes: Iterable[Change]
    ) -> tuple[dict[str, list[Filing]], dict[str, list[Filing]]]:
        """What was filed in each negotiation in public, and what in private."""
        public: dict[str, list[Filing]] = {}
        private: dict[str, list[Filing]] = {name: [] for _, name, *_ in self._private}
        for *names, at, path in store.each("demands_filed_first"):
            there = private if Subject(DEMAND, *names) in self._private else public
            there.setdefault(names[0], []).append(Filing(at, path))
        for each in changes:
            if each.subject.kind == DEMAND and each.field == "issue" and each.new:
                there = private if self._hides_label(each) else public
                there.setdefault(each.subject.negotiation, []).append(Filing(each.at, each.new))
        for demand, known in self._private.items():
            if known.at is not None and known.path and not self.is_relabelled(demand, "issue"):
                public.setdefault(demand.negotiation, []).append(Filing(known.at, known.path))
        return public, private


def _rename(change: Change) -> Rename:
    return (change.at, change.by, change.subject.name, change.new or "")


def _is_within(path: str, issue: str) -> bool:
    return path == issue or path.startswith(f"{issue}/")
