"""What minutes name: the parties, demands and talks found for each ref, or the fault of it."""

from __future__ import annotations

from tracker.errors import AS_GIVEN, NotFound
from tracker.exchange.minutes.terms import VERBS, is_keyword
from tracker.exchange.minutes.tokens import parted
from tracker.exchange.minutes.tree import DemandLine, Fault, Misread, PartyLine, Ref, TalkLine, near
from tracker.ledger import refs, suggesting
from tracker.ledger.case import Case
from tracker.ledger.docket import Docket, Filing
from tracker.ledger.imports import Imported
from tracker.ledger.issues import issue_path
from tracker.ledger.parties import add_party, lookalikes
from tracker.ledger.stamp import Stamp
from tracker.ledger.talks import TalkFields, add_talk
from tracker.model import Draft, FuzzyDate, Party, Talk, TalkStatus, Verb

MOST_SUGGESTIONS = 50


class Registry:
    """Finds what the refs of minutes mean, and adds what they declare; notes what it added.

    Attributes:
        lost: the lines that could not be taken.
    """

    def __init__(self, case: Case, docket: Docket, done: Imported, stamp: Stamp) -> None:
        self.case = case
        self.docket = docket
        self.done = done
        self.stamp = stamp
        self.lost: list[str] = []
        self._parties: dict[str, Party | None] = {}
        self._keys: dict[str, list[str]] | None = None
        self._suggested = 0

    def add_party(self, line: PartyLine) -> None:
        """Add the party of a line, unless there is one of its code."""
        known = self._party(line.code.text)
        if known and known.code.casefold() == line.code.text.casefold():
            if line.name not in (line.code.text, known.name, *known.aliases):
                self.done.notice(f"{known.code} keeps its name “{known.name}”")
            return
        alike = lookalikes({line.code.text, line.name}, self.case.parties.values())
        try:
            made = add_party(
                self.case.store, self.case.parties, line.code.text, line.name, self.stamp
            )
        except AS_GIVEN as error:
            raise Misread(line.code.fault(str(error))) from None
        self.case.learn_party(made)
        self._parties.clear()
        shown = made.code if made.code == made.name else f"{made.code} ({made.name})"
        self._created("parties", shown)
        for sentence in alike:
            self.done.notice(sentence)

    def parties(self, names: tuple[Ref, ...]) -> tuple[str, ...]:
        """The codes of some parties, each once.

        Raises:
            Misread: some are not there.
        """
        codes: dict[str, None] = {}
        faults: list[Fault] = []
        for name in names:
            for part in (name,) if self._party(name.text) else parted(name):
                found = self._party(part.text)
                if found:
                    codes[found.code] = None
                else:
                    faults.append(part.fault(self._no_party(part.text)))
        if faults:
            raise Misread(*faults)
        return tuple(codes)

    def _no_party(self, name: str) -> str:
        every = self.case.parties.values()
        known = [word for each in every for word in (each.code, each.name, *each.aliases)]
        guess = self._near(name, known)
        return f"there is no party “{name}”{guess or '; a line party CODE NAME adds one'}"

    def _party(self, name: str) -> Party | None:
        if name not in self._parties:
            self._parties[name] = refs.find_party(self.case, " ".join(name.split()))
        return self._parties[name]

    def demands(self, names: tuple[Ref, ...]) -> list[tuple[str, Ref]]:
        """The keys of some demands, each with its place.

        Raises:
            Misread: some are not there.
        """
        found: list[tuple[str, Ref]] = []
        faults: list[Fault] = []
        missing = False
        for name in names:
            for part in (name,) if self.key(name.text) else parted(name):
                key = self.key(part.text)
                if key:
                    found.append((key, part))
                    continue
                missing = True
                if not self._is_lost(part.text):
                    faults.append(part.fault(self._no_demand(part.text)))
        if missing:
            raise Misread(*faults)
        return found

    def _is_lost(self, key: str) -> bool:
        """Whether a line that could not be read may have made this demand."""
        party = key.rpartition("-")[0]
        return any(
            key in line.split() or (party and line.split()[0].startswith(party))
            for line in self.lost
        )

    def _no_demand(self, key: str) -> str:
        first, *others = key.split()
        verb = next((word for word in (first, *others) if _is_verb(word)), None)
        if verb:
            return f"“{verb}” is a second verb; write each move on a line of its own"
        if first != key and self.key(first):
            return f"there is no demand “{key}”; put a colon after {first}, or commas between keys"
        known = suggesting.keys_to_suggest(self.case)
        return f"there is no demand “{key}”{self._near(key, known)}"

    def key(self, text: str) -> str | None:
        """The key that is meant by a text, exactly or else whatever the letters' case."""
        if self.docket.known(text):
            return text
        folded = self._all_keys().get(text.casefold(), [])
        return folded[0] if len(folded) == 1 else None

    def _all_keys(self) -> dict[str, list[str]]:
        if self._keys is None:
            self._keys = {}
            where = {"negotiation": self.case.negotiation.id}
            for key, *_ in self.case.store.each("demand_keys", where):
                self._keys.setdefault(key.casefold(), []).append(key)
        return self._keys

    def learn_key(self, key: str) -> None:
        """Take in the key of a demand that was just made."""
        if self._keys is not None:
            self._keys.setdefault(key.casefold(), []).append(key)

    def add_demand(self, line: DemandLine) -> None:
        """Add a demand of unknown wording, unless it is there.

        Raises:
            Misread: one of its parties is not, or it is another's.
        """
        by, to = self.parties(line.by), self.parties(line.to)
        known = self.docket.known(line.key.text)
        if known:
            proponent = known.demand.proponent
            if by and proponent and by[0] != proponent:
                reason = f"{line.key.text} is a demand of {proponent}, not of {by[0]}"
                raise Misread(line.key.fault(reason))
            return
        opening = Draft(Verb.DEMAND, by, line.key.text, to=to)
        filing = Filing(line.title, self.issue(line.issue, line.key))
        try:
            self.docket.make(opening, line.kind, filing, self.stamp)
        except AS_GIVEN as error:
            raise Misread(line.key.fault(str(error))) from None
        self.learn_key(line.key.text)
        self._created("demands", f"{line.key.text} (of unknown wording)")

    def issue(self, path: str, place: Ref) -> str:
        """An issue's path, its parts trimmed.

        Raises:
            Misread: a part is empty.
        """
        try:
            return issue_path(path) if path else ""
        except AS_GIVEN as error:
            raise Misread(place.fault(str(error))) from None

    def talk(self, line: TalkLine) -> Talk:
        """The talk of a line, added where it gives enough to add it.

        Raises:
            Misread: there is no such talk, or it differs from what the line says.
        """
        found = self._talk_named(line) if line.ref else self._talk_dated(line)
        if found is None:
            return self._add_talk(line)
        if line.date and line.ref and found.date.text != line.date.text:
            when = f"on {found.date.text}" if found.date.known else "undated"
            reason = f"{found.ref} is {when}, not on {line.date.text}; mend the line, or the talk "
            reason += f"with: tracker talk edit {found.ref} --date {line.date.text}"
            raise Misread(line.place.fault(reason))
        self._compare(found, line)
        return found

    def _talk_named(self, line: TalkLine) -> Talk | None:
        assert line.ref is not None
        folded = line.ref.text.casefold()
        same = [each for each in self.case.talks if each.ref.casefold() == folded]
        exact = self.case.talks_by_ref.get(line.ref.text)
        if exact or len(same) == 1:
            return exact or same[0]
        if line.date or line.title:
            return None
        try:
            return refs.talk(self.case, line.ref.text)
        except NotFound as error:
            reason, _, _ = str(error).partition("; see:")
            how = (
                f"to add it, give its date and title: talk {line.ref.text} 2022-01-12 Title, Place"
            )
            raise Misread(line.ref.fault(f"{reason}; {how}")) from None

    def _talk_dated(self, line: TalkLine) -> Talk | None:
        assert line.date is not None
        same = [each for each in self.case.talks if each.date.text == line.date.text]
        if not line.title and len(same) == 1:
            return same[0]
        titled = [each for each in same if each.title.casefold() == line.title.casefold()]
        if titled or not same or not line.date.known:
            return titled[0] if titled else None
        shown = " or ".join(f"talk {each.ref} ({each.title})" for each in same)
        reason = (
            f"on {line.date.text} there is {shown}; name it so, or give another talk of that day "
            "a ref of its own before the date"
        )
        raise Misread(line.place.fault(reason))

    def _compare(self, found: Talk, line: TalkLine) -> None:
        given = {"title": line.title, "place": line.venue, "form": line.form, "track": line.track,
                 "status": line.status, "deadline": line.deadline}  # fmt: skip
        for field, value in given.items():
            kept = getattr(found, field)
            if value and value != kept:
                self.done.notice(f"{found.ref} keeps its {field}{f' “{kept}”' if kept else ''}")

    def _add_talk(self, line: TalkLine) -> Talk:
        if not line.title:
            raise Misread(line.place.fault("a talk that is not there yet needs a title"))
        fields = TalkFields(
            ref=line.ref.text if line.ref else None,
            title=line.title,
            date=line.date or FuzzyDate("unknown", None, None),
            place=line.venue,
            form=line.form,
            status=line.status or TalkStatus.HELD,
            track=line.track,
            deadline=line.deadline,
        )
        try:
            added = add_talk(self.case, fields, self.stamp)
        except AS_GIVEN as error:
            raise Misread(line.place.fault(str(error))) from None
        self._created("talks", refs.label_of(added))
        return added

    def _near(self, word: str, known: list[str]) -> str:
        self._suggested += 1
        return near(word, known, 0.5) if self._suggested <= MOST_SUGGESTIONS else ""

    def _created(self, kind: str, name: str) -> None:
        self.done.created.setdefault(kind, []).append(name)


def _is_verb(word: str) -> bool:
    return is_keyword(word) and word.casefold() in VERBS
