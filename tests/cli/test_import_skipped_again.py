"""The file of skipped rows is imported by the command that is told, however the other was read."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import Session

JSON = '"talk": "T2", "party": "NATO", "move": "acept", "demand": "RU-1", "wört": "né"'


@pytest.mark.parametrize(
    ("name", "text", "options"),
    [
        ("in.csv", "{0}T2;NATO;acept;RU-1;né;x\n", "--delimiter ';' --encoding latin-1"),
        ("in.tsv", "{1}T2\tNATO\tacept\tRU-1\tné\tx\n", ""),
        (
            "in.jsonl",
            '{{"talk":"T2","party":"NATO","move":"acept","demand":"RU-1","wört":"né"}}',
            "",
        ),
        ("in.csv", "{0}T2;NATO;acept;RU-1;'né;x\n", "--delimiter ';' --raw --skipped bad.json"),
    ],
)
def test_the_command_that_is_told_imports_the_mended_rows(
    run: Session, monkeypatch: pytest.MonkeyPatch, name: str, text: str, options: str
) -> None:
    monkeypatch.chdir(run.folder)
    run("demand 'a ban' --by RU --to NATO --at T1")
    head = "talk;party;move;demand;wört;more\n"
    encoding = "latin-1" if "latin" in options else "utf-8"
    Path(name).write_text(text.format(head, head.replace(";", "\t")), encoding)
    said = run(f"import {name} --yes --skip-bad {options} --map text=wört", fails=7).err
    file, _, told = said.partition("The bad rows are in ")[2].partition(": mend them there, ")
    command = told.partition("with: tracker ")[2].strip()
    mended = Path(file).read_text(encoding="utf-8").replace("acept,", "accept,")
    Path(file).write_text(mended, encoding="utf-8")
    assert run(f"{command} --yes").endswith(": 1 added.\n")
    assert run.rows("export moves")[-1]["text"].lstrip("'") == "né"
