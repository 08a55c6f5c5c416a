"""What the id of a move does not cover is not told otherwise of what is here; nothing is named."""

from __future__ import annotations

import pytest
from forging import Line, forged, refused, sealed, told
from replicas import Replica

from tracker.errors import InputFileError
from tracker.model import Verb


@pytest.mark.parametrize("field", ["since", "negotiation", "made_at", "made_by"])
def test_the_first_line_says_texts_alone(field: str) -> None:
    lines = [dict(each) for each in told()]
    lines[0][field] = ["x"]
    with pytest.raises(InputFileError, match=f"“{field}” that is not a text"):
        Replica("reader").apply(sealed(lines))


def move_of(verb: str) -> int:
    """Where the move of a sort stands in the bundle."""
    return max(at for at, each in enumerate(told()) if each.get("verb") == verb)


def moved_to(day: str) -> list[Line]:
    """The bundle with another date for the first day of T2, wherever that stands."""
    found = [dict(each) for each in told()]
    for each in found:
        if each.get("talk") == "T2":
            each["first_date"] = day
            if each.get("field") == "added":
                each["new"] = {**each["new"], "date": day}
    return found


def test_a_move_that_is_here_is_not_taken_as_one_of_another_talk_or_demand() -> None:
    reader = Replica("reader")
    reader.apply(sealed(list(told())))
    before = reader.dump()
    with pytest.raises(InputFileError, match="cannot be as it is told") as failure:
        reader.apply(sealed(moved_to("2022-01-13")))
    reasons = [each.reason for each in failure.value.problems]
    assert len(reasons) == sum(each.get("talk") == "T2" and "move" in each for each in told())
    assert all("it is on record here at the T2 of 2022-01-12" in each for each in reasons)
    assert reader.dump() == before


def test_a_forged_date_that_came_first_does_not_hide_the_true_one() -> None:
    reader = Replica("reader")
    reader.apply(sealed(moved_to("2022-01-13")))
    with pytest.raises(InputFileError, match="cannot be as it is told"):
        reader.apply(sealed(list(told())))


def test_a_place_that_was_believed_is_not_told_otherwise() -> None:
    at = move_of("defer")
    lines = [dict(each) for each in told()]
    wanted = [each for each in lines if next(iter(each)) != "source_text"]
    alone = [each for each in wanted if each.get("verb", "demand") == "demand"]
    reader = Replica("reader")
    reader.apply(sealed([*alone, lines[at]]))  # its parent is not among them
    other = {**lines[at], "generation": lines[at]["generation"] + 5}
    with pytest.raises(InputFileError) as failure:
        reader.apply(sealed([*alone, other]))
    assert "on record here in another place" in failure.value.problems[0].reason


def test_what_is_wrong_in_private_is_told_without_a_name() -> None:
    secret = refused(forged(verb=Verb.WITHDRAW, private=True))
    assert "RU" not in secret
    lines = [dict(each) for each in told()]
    lines[move_of("revise")]["kind"] = "a secret word"
    with pytest.raises(InputFileError) as failure:
        Replica("reader").apply(sealed(lines))
    assert "secret" not in "".join(each.told() for each in failure.value.problems)
