"""The demands that a recorder has before it: read once, made, and kept up with the ledger."""

from collections.abc import Iterable, Sequence

from tracker.errors import Refused
from tracker.ledger.case import END_OF_TIME, Case
from tracker.ledger.edits import keep, keep_added, labels_of, not_too_long, within
from tracker.ledger.known import Known
from tracker.ledger.stamp import Stamp
from tracker.model import Demand, Draft, Kind
from tracker.named import NamedTuple
from tracker.rules.standing import Wording
from tracker.store import cells
from tracker.store.store import Store


class Filing(NamedTuple):
    """The labels of a demand that is to be made.

    Attributes:
        title: its short title.
        issue: path of its issue.
        given: the key it was given where it was made, where that differs from its key here.
    """

    title: str = ""
    issue: str = ""
    given: str = ""


UNFILED = Filing()
LABELS = ("title", "issue")
MOST_KNOWN = 5000


class Docket:
    """The demands of one negotiation that a transaction has to do with, by their keys."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._known: dict[str, Known] = {}

    def forget(self, key: str) -> None:
        """Read a demand anew at its next use, after one of its moves was set aside."""
        self._known.pop(key, None)

    def make_room(self) -> None:
        """Between two moves: keep no more demands than `MOST_KNOWN` at hand."""
        if len(self._known) > MOST_KNOWN:
            self.forget_all()

    def forget_all(self) -> None:
        """Read every demand anew at its next use, after some of what was recorded was undone."""
        self._known.clear()

    def known(self, key: str) -> Known | None:
        """What there is of the demand with this key, None where there is none."""
        found = self._known.get(key)
        if found is None:
            where = {"negotiation": self.case.negotiation.id, "key": key}
            row = self.case.store.one("demand_by_key", where)
            if row is None:
                return None
            self._read([cells.FiledRow(*row)])
            found = self._known[key]
        return found

    def learn(self, keys: Iterable[str]) -> None:
        """Read whatever demands of these keys are not at hand, all in a few questions."""
        wanted = [key for key in dict.fromkeys(keys) if key not in self._known]
        if wanted:
            self._read(cells.demands_filed(self.case.store, self.case.negotiation.id, wanted))

    def _read(self, filed: Sequence[cells.FiledRow]) -> None:
        """Take some demands in, with the moves on their wordings."""
        wordings: dict[int, list[tuple[Wording, str]]] = {each.id: [] for each in filed}
        dated = cells.wordings_dated(self.case.store, wordings, END_OF_TIME)
        for demand, wording, talk, day in dated:
            wordings[demand].append((wording, self.when(talk, day)))
        read = {row.id: self._demand(row) for row in cells.demands(self.case.store, wordings)}
        for each in filed:
            self._known[read[each.id].key] = Known(
                read[each.id], wordings[each.id], given=each.given, opening=each.opening
            )

    def _demand(self, row: cells.DemandRow) -> Demand:
        codes = self.case.codes
        named = (codes[party] for party in sorted(row.addressees))
        return Demand(
            *(row.id, row.key, row.title, row.kind, row.issue),
            proponent=codes[row.proponent] if row.proponent else None,
            sponsors=tuple(codes[party] for party in row.sponsors),
            addressees=tuple(code for code in named if code in self.case.parties),
        )

    def when(self, talk: int | None, day: str | None) -> str:
        """The label of a talk, or else the date outside any."""
        return self.case.talks_by_id[talk].ref if talk else (day or "")

    def put(self, draft: Draft, filing: Filing, stamp: Stamp) -> Known:
        """Add the demand that `draft` makes, or put one anew that is there.

        One that is there was first met in an answer, or is put once more or in other words: its
        proponents and addressees are set anew, and a title that somebody chose stays.

        Args:
            draft: the move.
            filing: its title and issue, where they are given.
            stamp: who puts it, and when; what it was before is kept with it.
        """
        known = self.known(draft.demand)
        kind = draft.kind or Kind.DEMAND
        if known is None:
            return self.make(draft, kind, filing, stamp)
        before = known.demand
        title = filing.title or chosen_title(self.case.store, before.id)
        self._unlink(before)
        self._complete(draft, known, kind, filing._replace(title=title), stamp)
        anew = LABELS if self._publishes(draft, known) else ()
        self._keep_labels(before, known.demand, stamp, anew=anew)
        return known

    def _publishes(self, draft: Draft, known: Known) -> bool:
        """Whether a demand that was put in private is put in public by a move."""
        if draft.private or known.opening is None:
            return False
        row = self.case.store.one("is_put_privately", {"demand": known.demand.id})
        return bool(row and row[0])

    def _keep_labels(
        self, before: Demand, after: Demand, stamp: Stamp, *, anew: Sequence[str]
    ) -> None:
        """Keep which labels are others now, and some anew, for who was not told what they were."""
        subject = within(self.case, "demand", after.key, after.id)
        old = labels_of(before)
        for field, value in labels_of(after).items():
            if value != old[field] or field in anew:
                keep(self.case.store, subject, field, (old[field], value), stamp)

    def _unlink(self, demand: Demand) -> None:
        where = {"negotiation": self.case.negotiation.id, "demand": demand.id}
        self.case.store.write("pairs_unaddressed", where)
        self.case.store.write("sponsors_delete", where)

    def make(self, draft: Draft, kind: Kind, filing: Filing, stamp: Stamp) -> Known:
        """Add a demand to the registry; of unknown wording, unless `draft` is what makes it."""
        if not draft.demand.strip() or not draft.demand.isprintable():
            raise Refused(
                f"“{draft.demand}” cannot be a demand's key: it needs letters or figures."
            )
        not_too_long(draft.demand, "a demand's key")
        sponsors, proponent = draft.parties[1:], draft.parties[0] if draft.parties else None
        prefix, number = split_key(draft.demand)
        title = filing.title or first_words(draft.text or "") or filing.given or draft.demand
        demand = self.case.store.write(
            "demand_insert",
            {
                "negotiation": self.case.negotiation.id,
                "key": draft.demand,
                "prefix": prefix,
                "number": number,
                "given": filing.given or None,
                "title": title,
                "first_title": filing.title or None,
                "first_issue": filing.issue or None,
                "kind": kind.value,
                "issue": self._issue(filing.issue, stamp),
                "proponent": self._party_id(proponent) if proponent else None,
            },
        )
        made = Demand(
            demand, draft.demand, title, kind, filing.issue, proponent, sponsors, draft.to
        )
        self._link(made)
        known = self._known[draft.demand] = Known(made, fresh=True, given=filing.given)
        return known

    def _issue(self, path: str, stamp: Stamp) -> int | None:
        """Id of an issue, added where there is none; None for no path."""
        if not path:
            return None
        where = {"negotiation": self.case.negotiation.id, "path": path}
        row = self.case.store.one("issue_by_path", where)
        if row:
            return int(row[0])
        made = self.case.store.write("issue_insert", where)
        keep_added(self.case.store, within(self.case, "issue", path, made), {}, stamp)
        return made

    def _complete(
        self, draft: Draft, known: Known, kind: Kind, filing: Filing, stamp: Stamp
    ) -> None:
        issue = filing.issue or known.demand.issue
        title = filing.title or first_words(draft.text or "")
        self.case.store.write(
            "demand_put",
            {
                "id": known.demand.id,
                "title": title,
                "kind": kind.value,
                "issue": self._issue(issue, stamp),
                "proponent": self._party_id(draft.party),
            },
        )
        if known.opening is None:
            labels = {"title": filing.title or None, "issue": filing.issue or None}
            self.case.store.write("demand_first_labels", {"id": known.demand.id, **labels})
        known.demand = known.demand._replace(
            title=title,
            kind=kind,
            issue=issue,
            proponent=draft.party,
            sponsors=draft.parties[1:],
            addressees=draft.to,
        )
        self._link(known.demand)

    def _link(self, demand: Demand) -> None:
        for sponsor in demand.sponsors:
            link = {"demand": demand.id, "party": self._party_id(sponsor)}
            self.case.store.write("sponsor_insert", link)
        for party in demand.addressees:
            self.pair(demand.id, self._party_id(party), addressed=1)
        if not demand.addressees:
            self.pair(demand.id, 0, addressed=0)

    def opened(self, known: Known, move: str) -> None:
        """Keep which move put a demand first."""
        if known.opening is None:
            self.case.store.write("demand_opened", {"id": known.demand.id, "opening": move})
            known.opening = move

    def pair(self, demand: int, party: int, *, addressed: int) -> None:
        """Add the cell of a party on a demand, or mark it as an addressee's."""
        values = {
            "negotiation": self.case.negotiation.id,
            "demand": demand,
            "party": party,
            "addressed": addressed,
        }
        self.case.store.write("pair_insert", values)

    def _party_id(self, code: str) -> int:
        return self.case.parties[code].id


def first_words(text: str, most: int = 60) -> str:
    """The first words of a long wording, for a title of its own."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    words, space, _ = cut.rpartition(" ")
    return (words if space and len(words) > most // 2 else cut).rstrip(" ,;:.-–—") + "…"


def titles_made(store: Store, demand: int) -> set[str]:
    """The titles that were made of the wordings a demand was put in."""
    rows = store.all("demands_texts", {"demands": cells.ids([demand])})
    return {first_words(text) for _, text in rows}


def chosen_title(store: Store, demand: int) -> str:
    """The title that somebody chose for a demand; empty where it is made of its wording."""
    return chosen_titles(store, [demand])[demand]


def chosen_titles(store: Store, demands: Iterable[int]) -> dict[int, str]:
    """The titles that somebody chose for demands; empty where one is made of its wording."""
    rows = store.all("demands_titled", {"demands": cells.ids(demands)})
    found = {demand: first or "" for demand, first, latest in rows if latest is None}
    retitled = {demand: latest for demand, _, latest in rows if latest is not None}
    if retitled:
        texts = store.all("demands_texts", {"demands": cells.ids(retitled)})
        made = {demand for demand, text in texts if first_words(text) == retitled[demand]}
        found |= {demand: "" if demand in made else retitled[demand] for demand in retitled}
    return found


def split_key(key: str) -> tuple[str | None, int | None]:
    """The prefix and number of a key like RU-7; (None, None) of any other."""
    prefix, dash, number = key.rpartition("-")
    if prefix and dash and number.isascii() and number.isdigit() and len(number) < 10:
        return prefix, int(number)
    return None, None


def next_key(case: Case, code: str) -> str:
    """The key the next demand of a party gets: its code and the next number."""
    row = case.store.one("demand_number", {"negotiation": case.negotiation.id, "prefix": code})
    return f"{code}-{(row[0] if row else 0) + 1}"
