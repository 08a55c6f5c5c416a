"""The commands against the reference ledger, in any order, in two copies that are merged.

The reference is in tests/reference.py. `make torture` tries many more orders.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
import reference
import tally
from agreeing import agree, agree_on_changes, agree_on_history
from builders import begun
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from reference import END, STATUSES, TALKS, Fact, Ledger, place_of
from taking_down import Copy

pytestmark = pytest.mark.file("a database in a file is handed over")

PARTIES = ("RU", "NATO", "US", "BY")
WHEN = (*TALKS, "2022-01-12", "2022-01-13")
SAID = {
    "in part": "accept --in-part", "if": "accept --if", "in principle": "accept --in-principle",
    "editorially": "revise --editorial",
}  # fmt: skip
"""How a manner is typed; everything else is a command of its own name."""
ANSWERS = (
    "accept", "in part", "if", "in principle", "reject", "reject", "defer", "ask", "note",
)  # fmt: skip

copies = st.integers(0, 1)
keys = st.sampled_from(("RU-1", "RU-1", "RU-1", "NATO-1", "ALL-1", "later"))
parties = st.sampled_from(PARTIES)
when = st.sampled_from(WHEN)
some = st.integers(0, 40)
secrecy = st.integers(0, 4).map(lambda each: each == 4)
words = st.sampled_from(("a ban", "a wider ban", "[shall] -- 5%", "=1+1", "禁止 حظر"))


class Tables(RuleBasedStateMachine):
    """Two people with a copy each."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        root = Path(self.folder.name)
        for name in ("alice", "bob"):
            (root / name).mkdir()
        self.copies = [Copy(begun(root / "alice"), "alice")]
        self.later: list[str] = []
        self.turn = 0

    def teardown(self) -> None:
        self.folder.cleanup()

    @initialize()
    def three_demands_are_put(self) -> None:
        tally.tried()
        alice = self.copies[0]
        for code in PARTIES:
            blocs = ",".join(reference.BLOCS.get(code, ()))
            alice.session(
                f"party add {code} 'The {code}'" + (f" --member-of {blocs}" * bool(blocs))
            )
        for ref, (day, _) in TALKS.items():
            alice.session(f"talk add 'Round {ref}' --date {day}")
        self.put(alice, "RU-1", "RU", ("NATO", "US"), "T1")
        self.put(alice, "NATO-1", "NATO", ("RU", "BY"), "T2")
        self.put(alice, "ALL-1", "RU", (), "T1")
        self.copies.append(alice.copy_to(Path(self.folder.name) / "bob", "bob"))

    def put(
        self, copy: Copy, key: str, by: str, to: tuple[str, ...], at: str, *, private: bool = False
    ) -> None:
        fact = copy.drafted("demand", by=by, demand=key, at=at, text=f"wording of {key}", to=to)
        line = f"demand 'wording of {key}' --key {key} --by {by} --at {at}"
        line += f" --to {','.join(to)}" if to else ""
        copy.records([fact._replace(private=private)], line + (" --private" if private else ""))

    def key(self, copy: Copy, key: str, which: int) -> str | None:
        """A demand that the copy has heard of."""
        if key != "later":
            return key
        known = [each for each in self.later if each in copy.ledger().demands(END)]
        return known[which % len(known)] if known else None

    @rule(who=copies, by=parties, to=st.sets(parties, max_size=2), at=st.sampled_from([*TALKS]),
          private=secrecy)  # fmt: skip
    def demands(self, who: int, by: str, to: set[str], at: str, private: bool) -> None:
        self.turn += 1
        key = f"N-{self.turn}"
        self.put(self.copies[who], key, by, tuple(sorted(to - {by})), at, private=private)
        self.later.append(key)

    @rule(who=copies, key=keys, which=some, by=parties, said=st.sampled_from(ANSWERS), at=when,
          text=words, condition=words, private=secrecy)  # fmt: skip
    def answers(
        self, who: int, key: str, which: int, by: str, said: str, at: str, text: str,
        condition: str, private: bool,
    ) -> None:  # fmt: skip
        copy = self.copies[who]
        found = self.key(copy, key, which)
        if found:
            self.answer(copy, found, by, said, at, text, condition, private)

    def answer(
        self, copy: Copy, key: str, by: str, said: str, at: str, text: str, condition: str,
        private: bool,
    ) -> None:  # fmt: skip
        condition = condition if said in ("in part", "if") else ""
        fact = copy.drafted(said, by=by, demand=key, at=at, text=text, condition=condition,
                            private=private)  # fmt: skip
        verb, *option = SAID.get(said, said).split()
        options = [f"{option[0]}={condition}" if condition else option[0]] if option else []
        copy.types(fact, f"{verb} {key}", *options, "--", text)

    @rule(who=copies, key=keys, which=some, by=parties, at=when, private=secrecy)
    def counters(self, who: int, key: str, which: int, by: str, at: str, private: bool) -> None:
        copy = self.copies[who]
        found = self.key(copy, key, which)
        if found and by != copy.ledger().proponent(found):
            self.turn += 1
            new = f"C-{self.turn}"
            fact = copy.drafted("counter", by=by, demand=found, at=at, private=private)
            to = (copy.ledger().proponent(found),)
            put = fact._replace(said="demand", demand=new, text=f"wording of {new}", to=to)
            if copy.types(
                fact, f"counter {found} 'wording of {new}' --kind demand --key {new}", before=(put,)
            ):
                self.later.append(new)

    @rule(who=copies, key=keys, which=some, by=st.sampled_from((None,) * 8 + PARTIES), at=when,
          private=secrecy,
          said=st.sampled_from(("revise", "revise", "editorially", "reaffirm", "withdraw",
                                "retable")), text=words)  # fmt: skip
    def goes_on(
        self, who: int, key: str, which: int, by: str | None, at: str, private: bool, said: str,
        text: str,
    ) -> None:  # fmt: skip
        copy = self.copies[who]
        found = self.key(copy, key, which)
        if found:
            by = by or copy.ledger().proponent(found)
            fact = copy.drafted(said, by=by, demand=found, at=at, text=text, private=private)
            verb, *option = SAID.get(said, said).split()
            copy.types(fact, f"{verb} {found}", *option, "--", text)

    @rule(who=copies, which=some, said=st.sampled_from(ANSWERS), text=words, condition=words)
    def corrects(self, who: int, which: int, said: str, text: str, condition: str) -> None:
        copy = self.copies[who]
        target = self.chosen(copy, which, (*STATUSES,))
        if target:
            condition = condition if said in ("in part", "if") else ""
            fact = target._replace(
                id="~", depth=copy.drafted("note", by="", demand="", at="T1").depth, said=said,
                text=text, condition=condition, corrects=target.id,
            )  # fmt: skip
            words = f"accept {said}" if said in ("in part", "if", "in principle") else said
            copy.records([fact], f"correct {target.id} --move '{words}'",
                         f"--condition={condition}", "--", text)  # fmt: skip

    @rule(who=copies, which=some, text=words)
    def rewords(self, who: int, which: int, text: str) -> None:
        copy = self.copies[who]
        target = self.chosen(copy, which, ("demand", "revise", "editorially"))
        if target and target.text != text:
            fact = target._replace(id="~", text=text, corrects=target.id)
            copy.records([fact], f"correct {target.id}", "--", text)

    @rule(who=copies, which=some, private=st.booleans())
    def hides_or_shows(self, who: int, which: int, private: bool) -> None:
        copy = self.copies[who]
        target = self.chosen(copy, which, (*STATUSES,))
        if target and target.private != private:
            fact = target._replace(id="~", private=private, corrects=target.id)
            copy.records([fact], f"correct {target.id} --{'private' if private else 'public'}")

    @rule(who=copies, which=some)
    def strikes(self, who: int, which: int) -> None:
        copy = self.copies[who]
        target = self.chosen(copy, which, (*STATUSES, "revise", "withdraw", "reaffirm"))
        if target:
            fact = target._replace(id="~", said="strike", corrects=target.id)
            copy.records([fact], f"strike {target.id} --reason 'a slip of the pen'")

    def chosen(self, copy: Copy, which: int, verbs: tuple[str, ...]) -> Fact | None:
        """One of the moves in force, but for counters, on whose demand much may hang."""
        facts = [each for each in copy.ledger().facts if each.said in verbs]
        facts = [each for each in facts if each.said != "counter"]
        return facts[which % len(facts)] if facts else None

    @rule(who=copies)
    def undoes(self, who: int) -> None:
        copy = self.copies[who]
        if not copy.commands:
            return
        done = copy.commands[-1]
        if not done:
            assert "what others recorded" in copy.session("undo --yes", fails=4).err
            return
        ledger = copy.ledger()
        if any(fact.said == "demand" or fact.to for fact in done):
            return
        if any(fact.said != "strike" and fact not in ledger.facts for fact in done):
            return
        before = {fact.id for fact in ledger.facts}
        expected = [self.undone(copy, fact) for fact in done]
        copy.commands.pop()
        copy.records(expected, "undo --yes")
        copy.commands.pop()
        assert {fact.id for fact in copy.ledger().facts} != before

    def undone(self, copy: Copy, fact: Fact) -> Fact:
        """What takes a fact back: see decision 12."""
        if fact.said == "strike":
            return copy.facts[fact.corrects]._replace(corrects=fact.corrects)
        if fact.corrects:
            return copy.facts[fact.corrects]._replace(corrects=fact.id)
        return fact._replace(said="strike", corrects=fact.id)

    @rule(who=copies)
    def merges(self, who: int) -> None:
        copy, other = self.copies[who], self.copies[1 - who]
        new = len(other.facts.keys() - copy.facts.keys())
        said = copy.session("merge --yes", str(other.session.db))
        assert f": {new} added" in said
        copy.facts |= other.facts
        if new:
            copy.commands.append(())
        copy.noted()

    @rule(who=copies, at=when, private=st.booleans())
    def is_looked_at(self, who: int, at: str, private: bool) -> None:
        copy = self.copies[who]
        options = "--include-private" * private
        found = copy.session.rows(f"positions --all --as-of {at} {options}")
        agree(found, copy.ledger(private=private), place_of(at))

    @rule(who=copies, which=some)
    def is_looked_at_as_it_was_known(self, who: int, which: int) -> None:
        copy = self.copies[who]
        if copy.seen:
            clock, known = copy.seen[which % len(copy.seen)]
            found = copy.session.rows(f"positions --all --known-at {clock}Z")
            facts = [copy.facts[each] for each in known]
            agree(found, Ledger(facts, private=False), END)

    @rule(who=copies, both=st.tuples(when, when), private=st.booleans())
    def is_compared(self, who: int, both: tuple[str, str], private: bool) -> None:
        copy = self.copies[who]
        first, second = sorted(both, key=place_of)
        options = "--include-private" * private
        if place_of(first) == place_of(second):
            return
        rows = copy.session.rows(f"diff {first} {second} {options}")
        agree_on_changes(rows, copy.ledger(private=private), place_of(first), place_of(second))

    @rule(who=copies, key=keys, which=some, private=st.booleans())
    def is_told(self, who: int, key: str, which: int, private: bool) -> None:
        copy = self.copies[who]
        found = self.key(copy, key, which)
        ledger = copy.ledger(private=private)
        if found and found in ledger.demands(END):
            rows = copy.session.rows(f"show {found} {'--include-private' * private}")
            agree_on_history(rows, ledger, found)

    @invariant()
    def both_agree_now(self) -> None:
        for copy in self.copies[1:]:
            rows = copy.session.rows("positions --all")
            agree(rows, copy.ledger(private=False), END)


TestTables = Tables.TestCase
TestTables.settings = settings(
    max_examples=max(1, settings().max_examples // 8), stateful_step_count=30
)
