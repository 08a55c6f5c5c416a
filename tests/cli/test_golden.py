"""What a person sees, whole: one text file a case in tests/golden, rewritten by --update-golden."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import Session

FOLDER = Path(__file__).parents[1] / "golden"
WIDTHS = (60, 80, 120, 200)
EVERY_WIDTH = {
    "diff-t2-t3": "diff T2 T3",
    "diff-t3-t4": "diff T3 T4",
    "positions": "positions",
    "matrix": "matrix",
    "timeline": "timeline",
}
AT_100 = {
    "show-nato-1": "show NATO-1",
    "show-ru-5": "show RU-5",
    "status": "status",
    "log": "log",
    "search": "search missiles",
    "search-speaker": "search 'stoltenberg -ready'",
    "demo": "demo",
    "diff-all": "diff T4 T5 --all",
    "diff-stat": "diff T3 T4 --stat",
    "positions-every-link": "positions --all --issue 'Arms control'",
    "talks": "talk list",
    "parties": "party list",
    "compare-100": "compare RU NATO",
}
AT_80 = {
    "agenda": "agenda --as-of T5",
    "brief": "brief --for RU --before T5",
    "positions-expand-blocs": "positions --expand-blocs --from RU",
    "stats": "stats",
    "blockers": "blockers",
    "compare": "compare RU NATO",
}
CASES = {
    **{
        f"{name}-{width}": (command, width)
        for name, command in EVERY_WIDTH.items()
        for width in WIDTHS
    },
    **{name: (command, 100) for name, command in AT_100.items()},
    **{name: (command, 80) for name, command in AT_80.items()},
}
MENDED = {
    "mended-show": "show NATO-1",
    "mended-history": "show NATO-1 --history",
    "mended-corrections": "log --corrections",
    "mended-private-line": "show NATO-1 --private-line",
}
CHINESE = "俄羅斯聯邦要求北約不再向東擴大\uff0c並撤回一九九七年以後部署於東歐各國的部隊與設施。"
ARABIC = "لن تتخلى الدول الأعضاء عن سياسة الباب المفتوح للحلف ولا عن حق كل دولة في اختيار تحالفاتها"


@pytest.fixture
def in_many_scripts(run: Session) -> Session:
    """Long wordings in Chinese and Arabic, rejected and revised."""
    run(f"demand '{CHINESE}' --by RU --to NATO --at T1 --title '{CHINESE}'")
    run(f"demand '{ARABIC}' --by NATO --to RU --at T1 --title '{ARABIC}'")
    run(f"reject RU-1 '{CHINESE}' --at T2 --quote '{ARABIC}' --speaker 普京 --source x.y/z")
    run(f"revise NATO-1 '{ARABIC} 2022' --at T2")
    run("defer NATO-1 '需要時間。' --at T2 --until 2022-02-01")
    return run


@pytest.fixture
def mended(story: Session) -> Session:
    """NATO-1 with an answer corrected, another struck, and a third given in private."""
    deferred, rejected = [
        row["id"]
        for row in story.rows("export moves")
        if (row["party"], row["demand"]) == ("RU", "NATO-1")
    ]
    story(
        f"correct {deferred} --quote 'No promise [of any kind].' --speaker 'S. Lavrov' --source ''"
    )
    story(
        f"strike {rejected} --reason 'The reply of 17 February speaks of Russian territory alone.'"
    )
    story("reject NATO-1 'The forces stay.' --at T5")
    story(
        "accept NATO-1 'Would settle for Belarus.' --in-part Belarus --at T5 --private --note 対話"
    )
    return story


def compare(shown: str, name: str, config: pytest.Config) -> None:
    """Compare with the file of a case, or write it anew."""
    file = FOLDER / f"{name}.txt"
    if config.getoption("update_golden"):
        file.write_text(shown, encoding="utf-8")
    assert file.is_file(), f"there is no {file}; make it with: pytest --update-golden"
    assert shown == file.read_text(encoding="utf-8")


IN_ITS_OWN_WAY = pytest.mark.file("each engine ranks what it finds in its own way")


@pytest.mark.parametrize(
    "name", [pytest.param(each, marks=[IN_ITS_OWN_WAY][each != "search" :]) for each in CASES]
)
def test_the_worked_example(story: Session, name: str, pytestconfig: pytest.Config) -> None:
    command, width = CASES[name]
    compare(story(command, tty=True, env={"COLUMNS": str(width)}), name, pytestconfig)


@pytest.mark.parametrize("name", MENDED)
def test_what_was_mended(mended: Session, name: str, pytestconfig: pytest.Config) -> None:
    compare(mended(MENDED[name], tty=True, env={"COLUMNS": "80"}), name, pytestconfig)


@pytest.mark.parametrize(
    "name", ["diff-t2-t3", "positions", "show-ru-5", "matrix", "timeline", "stats"]
)
def test_the_worked_example_without_unicode(
    story: Session, name: str, pytestconfig: pytest.Config
) -> None:
    command = {**EVERY_WIDTH, **AT_100, **AT_80}[name]
    shown = story(command, tty=True, env={"COLUMNS": "80"}, encoding="ascii")
    compare(shown, f"{name}-ascii", pytestconfig)


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("command", ["diff T1 T2", "positions", "matrix", "timeline"])
def test_long_titles_in_chinese_and_arabic(
    in_many_scripts: Session, command: str, width: int, pytestconfig: pytest.Config
) -> None:
    shown = in_many_scripts(command, tty=True, env={"COLUMNS": str(width)})
    compare(shown, f"scripts-{command.split()[0]}-{width}", pytestconfig)


def test_no_file_is_left_of_a_case_that_is_gone() -> None:
    names = {
        *CASES,
        *MENDED,
        *(
            f"{name}-ascii"
            for name in ("diff-t2-t3", "positions", "show-ru-5", "matrix", "timeline", "stats")
        ),
        *(
            f"scripts-{view}-{width}"
            for view in ("diff", "positions", "matrix", "timeline")
            for width in (60, 80, 120)
        ),
    }
    assert {file.stem for file in FOLDER.glob("*.txt")} == names
