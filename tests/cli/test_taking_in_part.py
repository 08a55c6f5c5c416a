"""What another copy tells taken in for one negotiation alone, and what brings nothing new."""

from __future__ import annotations

import pytest
from builders import Session, send

pytestmark = pytest.mark.file("a database in a file is handed over")


@pytest.fixture
def two(alice: Session) -> Session:
    """Alice with two negotiations: the talks, with RU-1, and a strike, with parties of its own."""
    alice("demand 'A ban' --by RU --to NATO --at T1")
    alice("init Strike")
    alice("party add FED 'A federation'")
    alice("party add UNION 'A union' --member-of FED")
    alice("party add EMP 'An employer'")
    alice("talk add 'At the gate' --date 2022-03-01 -n Strike")
    alice("demand 'More pay' --by UNION --to EMP -n Strike")
    return alice


@pytest.mark.parametrize("name", ["Strike", "strike", "Str"])
@pytest.mark.parametrize("how", ["bundle", "merge"])
def test_of_several_negotiations_the_one_that_is_named_is_taken_in(
    two: Session, bob: Session, how: str, name: str
) -> None:
    file = str(two.folder / "both.jsonl")
    two("bundle create -o", file)
    line = "bundle apply" if how == "bundle" else "merge"
    said = bob(f"{line} --yes -n {name}", file if how == "bundle" else str(two.db))
    assert ": 1 added." in said
    assert [row["negotiation"] for row in bob.rows("negotiation list")] == ["Strike"]
    assert bob.cells() == {("UNION-1", "EMP"): "open"}
    codes = {code for (code,) in bob.sql("select code from party where id > 0")}
    assert codes == {"UNION", "EMP", "FED"}
    said = bob(f"{line} --yes", file if how == "bundle" else str(two.db))
    assert ": 1 added, 1 were on record already." in said


def test_a_negotiation_that_nothing_is_told_of_is_not_found(two: Session, bob: Session) -> None:
    file = str(two.folder / "both.jsonl")
    two("bundle create -o", file)
    said = bob("bundle apply -n Peace --yes", file, fails=3).err
    assert "tells nothing of a negotiation “Peace”; it has" in said
    assert "Leave out -n" in said
    assert not bob.db.exists()


@pytest.mark.parametrize("how", ["bundle", "merge"])
def test_where_nothing_is_new_nobody_is_asked(alice: Session, bob: Session, how: str) -> None:
    alice("demand 'A ban' --by RU --to NATO --at T1")
    met = alice.write("met.csv", "talk,party,move,demand,by", "T2,NATO,reject,X-1,RU")
    alice(f"import {met} --yes")
    send(alice, bob)
    file = str(alice.folder / ("bundle.jsonl" if how == "bundle" else "talks.db"))
    line = "bundle apply" if how == "bundle" else "merge"
    said = bob(line, file, typed="")
    assert said == f"Nothing in {file} is new: 2 were on record already.\n"
    assert "[y/N]" not in said.err


@pytest.mark.parametrize("edit", ["party edit RU --name Russia", "issue add Arms"])
def test_a_new_label_alone_is_asked_about(alice: Session, bob: Session, edit: str) -> None:
    alice("demand 'A ban' --by RU --to NATO --at T1")
    send(alice, bob)
    alice(edit)
    file = str(alice.folder / "bundle.jsonl")
    alice("bundle create -o", file)
    assert "Take in" in bob("bundle apply", file, typed="y\n").err
    assert bob("party show RU") == alice("party show RU")
    assert bob("issue list") == alice("issue list")


def test_what_a_bundle_may_begin_at_is_told(alice: Session) -> None:
    said = alice("bundle create --since zzz", fails=2).err
    assert "write YYYY-MM-DD" in said
    assert "Or name a move, by 6 or more characters of its id." in said
