"""An alteration of what is private is told in pipes and files too, without a word of it."""

from __future__ import annotations

from pathlib import Path

import pytest
import story as example
from builders import Session
from unguarded import alter
from walked import WORD, tell_secrets


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Path:
    """A database with every sort of secret."""
    session = example.copied(prepared, tmp_path_factory.mktemp("full"))
    tell_secrets(session)
    return session.db


@pytest.fixture
def secret(full: Path, tmp_path: Path) -> Session:
    return example.copied(full, tmp_path)


ALTERATIONS = {
    "every word": "update move set text = text || '!' where private = 1",
    "every answer": "update move set answer = 'noted' where private = 1 and answer is not null",
    "every turn": "update move set rank = rank + 1, generation = generation + 1 where private = 1",
    "every demand": "update demand set title = title || '!', number = 99, kind = 'offer'",
    "every parent": "delete from move where nr in (1, 3, 5, 7)",
    "every cell": "delete from pair",
    "every set aside": "delete from set_aside",
    "every time": "update move set recorded_at = 'x' where private = 1",
    "every text of a source": "update source_text set text = text || '!'",
    "every talk": "update move set talk = 1, moment = 20220110000001 where private = 1",
}


@pytest.mark.parametrize("form", ["tsv", "csv", "json", "md", "table"])
@pytest.mark.parametrize("what", ALTERATIONS)
def test_an_altered_secret_is_told_without_a_word_of_it(
    secret: Session, what: str, form: str
) -> None:
    ids = [row[0] for row in secret.sql("select id from move where private = 1")]
    alter(secret, ALTERATIONS[what])
    said = secret(f"check --format {form} --all", fails=6)
    assert "error" in said
    assert WORD not in said + said.err
    assert [each for each in ids if each[:8] in said] == []


def test_on_the_terminal_it_is_named(secret: Session) -> None:
    alter(secret, "update move set text = text || '!' where private = 1")
    ((move,),) = secret.sql("select id from move where private = 1 order by nr limit 1")
    assert f"private  the move {move[:8]} does not say" in secret("check --all", tty=True, fails=6)
    assert move in secret("check --include-private --format csv", fails=6)
