"""A newcomer's minutes of the Council give the positions of the worked example."""

from __future__ import annotations

from pathlib import Path

import story
import transcript
from builders import Session


def standing(session: Session, options: str = "") -> dict[tuple[str, str], tuple[str, ...]]:
    shown = ("status", "title", "kind", "issue", "text", "version", "by")
    return {
        (row["demand"], row["to"]): tuple(row[name] for name in shown)
        for row in session.rows(f"positions {options}")
        if row["to"] in ("RU", "NATO")
    }


def test_one_file_gives_the_positions_of_the_worked_example_after_the_council(
    session: Session, example_db: Path, tmp_path: Path, checkout: Path
) -> None:
    (tmp_path / "story").mkdir()
    worked = story.copied(example_db, tmp_path / "story")
    page = (checkout / "docs" / "minutes.md").read_text(encoding="utf-8")
    (council,) = (each for each in transcript.blocks(page) if each.info == "minutes council.txt")
    session("minutes - --yes", stdin=council.body)
    found, expected = standing(session), standing(worked, "--as-of T3")
    assert len(found) == 9
    for cell, row in found.items():
        revised = cell == ("RU-1", "NATO")
        assert row[:5] == expected[cell][:5]
        assert row[5:] == ("1" if revised else expected[cell][5], expected[cell][6])
