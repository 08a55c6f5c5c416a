"""A ledger told to another copy: its facts, parents before children, private ones or not."""

from collections.abc import Container, Iterator
from functools import cached_property
from typing import NamedTuple

from tracker.ledger.case import Case
from tracker.ledger.docket import chosen_title
from tracker.ledger.union.facts import DEMAND, PARTY, Change, Labels, SourceText, Subject, Told
from tracker.ledger.union.hiding import Hidden
from tracker.ledger.union.history import STAYS, Kept, history
from tracker.ledger.union.rows import not_recorded, told_of
from tracker.model import Negotiation
from tracker.store import cells, registry
from tracker.store.store import Store

PAGE = 1000


class Span(NamedTuple):
    """What arrived in a database after a number of moves and of changes of the registry."""

    moves: int = 0
    changes: int = 0


class Teller:
    """Tells the facts of a database, or of one negotiation in it.

    Attributes:
        count: how many moves there are to tell.
        sourced: whether any of them names the text of its source.
        named: the hashes of the source texts that go with them.
    """

    def __init__(
        self,
        store: Store,
        *,
        private: bool,
        since: Span | None = None,
        only: Negotiation | None = None,
        untold: Container[int] | None = None,
    ) -> None:
        """Prepare to tell.

        Args:
            store: the database, unchanging while it is told.
            private: whether private moves are told; where not, so are no labels of demands that
                were put privately.
            since: tell only what arrived after this; None for all.
            only: tell only this negotiation and its parties.
            untold: numbers of the changes up to `since` that were not told then, since only private
                moves knew of what they are about; None where that is not known.
        """
        self.store = store
        self.private = private
        self.since = since or Span()
        self.only = only
        self._untold = untold
        self._where = {
            "after": self.since.moves,
            "private": int(private),
            "negotiation": only.id if only else None,
        }
        row = store.one("moves_to_tell_count", self._where)
        self.count, self._shortest, sourced = row or (0, 0, 0)
        self.sourced = bool(sourced)
        self.named = [found for (found,) in store.each("texts_to_tell", self._where)]

    def changes(self) -> list[Change]:
        """The changes of the registry, in order of arrival.

        Those, too, that came before and were not told, and by what came since they are.
        """
        hidden, parties = self._hidden, self._parties() if self.only else None
        return [
            hidden.as_told(each.change) if hidden else each.change
            for each in self._history
            if self._is_news(each)
            and self._is_of_it(each.change, parties)
            and not (hidden and hidden.hides(each.change))
        ]

    def withheld(self) -> list[int]:
        """The numbers of all changes that are not told, since only private moves know of them."""
        hidden = self._hidden
        return [each.nr for each in self._history if hidden and hidden.hides(each.change)]

    @cached_property
    def _history(self) -> list[Kept]:
        return history(self.store)

    @cached_property
    def _hidden(self) -> Hidden | None:
        return None if self.private else Hidden(self.store, self._history)

    def _is_news(self, kept: Kept) -> bool:
        if kept.nr > self.since.changes:
            return True
        if self._untold is not None:
            return kept.nr in self._untold
        return bool(self._hidden and self._hidden.came_out(kept.change, self.since.moves))

    def _is_of_it(self, change: Change, parties: set[str] | None) -> bool:
        if parties is None or self.only is None:
            return True
        if change.subject.kind != PARTY:
            return change.subject.negotiation == self.only.name
        bloc = change.field.removeprefix(STAYS)
        return change.subject.name in parties and (bloc == change.field or bloc in parties)

    def _parties(self) -> set[str]:
        """The codes of the parties that the negotiation knows, and of their blocs."""
        assert self.only is not None
        case = Case(self.store, self.only)
        found: set[str] = set()
        for code, *joined in self.store.each("parties_of_negotiation", self._where):
            found.update((code, *(each for text in joined if text for each in text.split(";"))))
        for row in self._unworded():
            found.update((*row.parties, *row.to))
        frontier = found
        while frontier:
            frontier = {m.bloc for m in case.memberships if m.member in frontier} - found
            found |= frontier
        return found

    def _unworded(self) -> list[Labels]:
        return [each for each in self.labels() if each.opening is None]

    def labels(self) -> Iterator[Labels]:
        """The labels of the demands that the moves speak of, as they were put."""
        last = 0
        while True:
            page = self.store.all("labels_to_tell", {**self._where, "last": last, "limit": PAGE})
            for row in page:
                yield self._labels(*row)
            if len(page) < PAGE:
                return
            last = page[-1][0]

    def _labels(
        self,
        demand: int,
        negotiation: str,
        key: str,
        opening: str | None,
        title: str | None,
        issue: str | None,
        path: str,
        withheld: int,
        any_private: int,
        stands_private: int,
    ) -> Labels:
        told = Labels(negotiation, key, opening, bool(withheld), title, issue)
        if opening is None:
            return self._of_unknown_wording(demand, told)
        if self.private or not any_private:
            return told
        told = told._replace(title=None, issue=None)
        if stands_private or self._hidden is None:
            return told
        named = Subject(DEMAND, negotiation, key, opening)
        if not self._hidden.is_relabelled(named, "title"):
            told = told._replace(title=chosen_title(self.store, demand) or None)
        if not self._hidden.is_relabelled(named, "issue"):
            told = told._replace(issue=path or None)
        return told

    @cached_property
    def _codes(self) -> dict[int, str]:
        return {party.id: party.code for party in registry.parties(self.store)}

    def _of_unknown_wording(self, demand: int, told: Labels) -> Labels:
        codes = self._codes
        try:
            (found,) = cells.demands(self.store, [demand])
        except ValueError:
            raise not_recorded(f"the kind of the demand of number {demand}") from None
        proponent = (found.proponent,) if found.proponent else ()
        return told._replace(
            parties=tuple(codes[each] for each in (*proponent, *found.sponsors)),
            kind=found.kind.value,
            to=tuple(codes[each] for each in found.addressees),
        )

    def moves(self) -> Iterator[Told]:
        """The moves, parents before children."""
        where = {**self._where, "generation": self._shortest}
        return map(told_of, self.store.each("moves_to_tell", where))

    def texts(self) -> Iterator[SourceText]:
        """The texts of the sources that the moves name, where they are here."""
        for found in self.named:
            row = self.store.one("source_text", {"hash": found})
            yield SourceText(found, row[0] if row else "")
