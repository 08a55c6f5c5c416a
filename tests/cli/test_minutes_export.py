"""Minutes taken away, and brought back."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import Session, begun

LINES = """\
talk T1
RU demands NATO, US as RU-1 [Ukraine/membership]: No further enlargement
    title A ban
talk T2
NATO rejects RU-1: no
    "We will not." -- J. Stoltenberg
    source https://example.org
private: US accepts RU-1 in part (the secret part): in confidence
    note a secret note
on 2022-01-13
RU reaffirms RU-1: insists
"""


@pytest.fixture
def noted(run: Session) -> Session:
    run("minutes - --yes", stdin=LINES)
    return run


def read_back(text: str, folder: Path) -> Session:
    """A new database that has read minutes."""
    folder.mkdir()
    other = begun(folder)
    other("minutes - --yes", stdin=text)
    return other


def essence(session: Session) -> list[dict[str, str]]:
    """The moves without what is different in each database."""
    gone = ("id", "parent", "recorded_at", "recorded_by")
    return [
        {name: value for name, value in row.items() if name not in gone}
        for row in session.rows("export moves --include-private")
    ]


def test_the_whole_ledger_reads_back(noted: Session, tmp_path: Path) -> None:
    other = read_back(noted("export minutes --include-private"), tmp_path / "other")
    assert essence(other) == essence(noted)
    assert other.rows("talk list") == noted.rows("talk list")


def test_the_worked_example_reads_back(story: Session, tmp_path: Path) -> None:
    other = read_back(story("export minutes"), tmp_path / "other")
    other("negotiation edit --title 'Russia–NATO security talks'")
    without = ("negotiation", "via")
    found, expected = (
        [{k: v for k, v in row.items() if k not in without} for row in each.rows("positions")]
        for each in (other, story)
    )
    assert found == expected


def test_one_talk_is_written_with_what_it_needs(noted: Session) -> None:
    assert noted("export minutes T2") == (
        "party RU Russian Federation\n"
        "party NATO North Atlantic Treaty Organization\n"
        "party US United States\n"
        "\n"
        "talk T2 2022-01-12 Second round, Brussels\n"
        "\n"
        "# On the table from other talks:\n"
        "demand RU-1 of RU to NATO, US [Ukraine/membership]\n"
        "    title A ban\n"
        "\n"
        "NATO rejects RU-1: no\n"
        '    "We will not." -- J. Stoltenberg\n'
        "    source https://example.org\n"
    )


def test_one_talk_reads_back_into_an_empty_database(noted: Session, tmp_path: Path) -> None:
    other = read_back(noted("export minutes T2"), tmp_path / "other")
    (move,) = other.rows("export moves")
    assert (move["party"], move["move"], move["demand"]) == ("NATO", "reject", "RU-1")


def test_private_moves_stay_out_unless_they_are_asked_for(noted: Session) -> None:
    assert "secret" not in noted("export minutes")
    assert "secret" not in noted("export minutes", tty=True)
    with_them = noted("export minutes T2 --include-private")
    assert with_them.startswith("# Private moves are included.\n")
    assert "private: US accepts RU-1 in part (the secret part): in confidence\n" in with_them


def test_a_demand_put_privately_shows_its_key_alone(run: Session) -> None:
    lines = "talk T1\nprivate: RU offers NATO [hidden]: a secret\nNATO rejects RU-1: no\n"
    run("minutes - --yes", stdin=lines)
    text = run("export minutes")
    assert "\ndemand RU-1\nNATO rejects RU-1: no\n" in text
    assert "hidden" not in text
    assert "secret" not in text


def test_it_is_written_to_a_file_that_only_its_owner_reads(noted: Session) -> None:
    file = noted.folder / "minutes.txt"
    assert noted(f"export minutes T1 -o {file}") == ""
    assert file.read_text(encoding="utf-8") == noted("export minutes T1")
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ("--format csv", "Minutes are plain text"),
        ("--columns party", "Minutes are plain text"),
        ("T1 T2", "minutes are of one talk, or of all"),
        ("--as-of T1", "--as-of goes with positions"),
    ],
)
def test_what_minutes_do_not_have_is_refused(noted: Session, options: str, reason: str) -> None:
    assert reason in noted(f"export minutes {options}", fails=2).err


def test_an_unknown_talk_is_told(noted: Session) -> None:
    assert "There is no talk “T9”" in noted("export minutes T9", fails=3).err


def test_a_correction_and_a_strike_are_part_of_the_whole_and_not_of_the_talk(
    noted: Session, tmp_path: Path
) -> None:
    ids = [row["id"] for row in noted.rows("export moves")]
    noted(f"correct {ids[1]} 'not now'")
    noted(f"strike {ids[2]} --reason 'never said'")
    talk, whole = noted("export minutes T2"), noted("export minutes --include-private")
    assert "NATO rejects RU-1: not now\n" in talk
    assert "NATO rejects RU-1: no\n" not in talk
    assert f"    corrects {ids[1][:6]}\n" in whole
    assert f"RU strikes {ids[2][:6]}: never said\n" in whole
    other = read_back(whole, tmp_path / "other")
    own = [row for row in noted.rows("positions") if not row["via"]]
    assert [row for row in other.rows("positions") if row["to"] == "NATO"] == own
    struck = "select count(*) from set_aside"
    assert other.sql(struck) == noted.sql(struck) == [(2,)]
