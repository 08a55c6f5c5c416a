"""Completion in the real shells: what they put into the line at TAB, and what they list."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from builders import Session
from hypothesis import given
from hypothesis import strategies as st
from terminals import Keyboard, at_terminal, environment, installed

from tracker.commands.shells import open_quote, quoted, split, unquoted

pytestmark = pytest.mark.file("TAB offers what is in files")

TITLE = "50% %Bof “$(touch pwned)” `touch pwned`: 'yes' \\n"
START = {
    "bash": (
        ["bash", "--norc", "--noprofile", "-i"],
        "bind 'set enable-bracketed-paste off'; bind 'set page-completions off'; "
        'eval "$(tracker completion bash)"; '
        "dump() { printf '\\036%s\\036' \"$READLINE_LINE\"; }; "
        "bind -x '\"\\C-xd\": dump'; PS1='rea''dy> '",
    ),
    "zsh": (
        ["zsh", "-f", "-i"],
        "autoload -Uz compinit; compinit -u -D; "
        'eval "$(tracker completion zsh)"; '
        "dump() { printf '\\036%s\\036' \"$BUFFER\" }; "
        "zle -N dump; bindkey '^Xd' dump; PS1='rea''dy> '",
    ),
}


class Prompt(NamedTuple):
    """A shell that waits for a command."""

    keyboard: Keyboard

    def after(self, keys: str) -> str:
        """The line as it stands after these keys; it is wiped out again."""
        self.keyboard.type(f"{keys}\x18d")
        shown = self.keyboard.wait_for("\x1e[^\x1e]*\x1e")
        self.keyboard.type("\x15")
        return shown.split("\x1e")[1]

    def list_after(self, keys: str) -> str:
        """What is shown below the line after these keys and two TABs."""
        start = len(self.keyboard.shown)
        self.after(f"{keys}\t\t")
        return self.keyboard.shown[start:].rpartition("\x1e")[0].rpartition("\x1e")[0]


@pytest.fixture(scope="module")
def folder(example_db: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the worked example, a demand with an odd title, and a file."""
    home = tmp_path_factory.mktemp("shells")
    shutil.copy(example_db, home / "talks.db")
    session = Session(home)
    session("party add IT 'It'")
    session("demand wording --by IT --issue", 'Odd: $x/it\'s "it"', "--title", TITLE)
    (home / "some moves.csv").touch()
    return home


@pytest.fixture(scope="module", params=["bash", "zsh"])
def prompt(request: pytest.FixtureRequest, folder: Path) -> Iterator[Prompt]:
    """An interactive shell that has taken in its script."""
    installed(request.param)
    command, set_up = START[request.param]
    env = environment(folder, TRACKER_DB=str(folder / "talks.db"))
    with at_terminal(command, env, folder) as keyboard:
        keyboard.type(f"{set_up}\n")
        keyboard.wait_for("ready> ")
        yield Prompt(keyboard)


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("tracker rej", "tracker reject "),
        ("tracker party sh", "tracker party show "),
        ("tracker reject RU-1 --fin", "tracker reject RU-1 --final "),
        ("tracker show us", "tracker show US-1 "),
        ("tracker show R", "tracker show RU-"),
        ("tracker reject RU-1 --by EU,U", "tracker reject RU-1 --by EU,US "),
        ("tracker reject RU-1 --by=EU,U", "tracker reject RU-1 --by=EU,US "),
        ("tracker diff T2..T3", "tracker diff T2..T3 "),
        ("tracker positions --issue Arms", "tracker positions --issue Arms\\ control/"),
        ('tracker issue show "Arms control/e', 'tracker issue show "Arms control/exercises" '),
        ("tracker issue show 'Arms control/e", "tracker issue show 'Arms control/exercises' "),
        ("tracker show --db nowhere.db U", "tracker show --db nowhere.db U"),
        ("tracker show --db $HOME/talks.db U", "tracker show --db $HOME/talks.db US-1 "),
        ("~/bin/tracker show U", "~/bin/tracker show US-1 "),
        ("tracker import some", "tracker import some\\ moves.csv "),
        ("tracker log --output=some", "tracker log --output=some\\ moves.csv "),
    ],
)
def test_tab_goes_on_with_the_line(prompt: Prompt, typed: str, line: str) -> None:
    assert prompt.after(f"{typed}\t") == line


def test_a_text_may_be_the_name_of_a_file_after_an_at_sign(prompt: Prompt) -> None:
    line = prompt.after("tracker reject RU-1 @some\t")
    assert shlex.split(line) == ["tracker", "reject", "RU-1", "@some moves.csv"]


@pytest.mark.parametrize("quote", ["", '"', "'"])
def test_what_a_shell_would_read_otherwise_is_quoted(
    prompt: Prompt, folder: Path, quote: str
) -> None:
    line = prompt.after(f"tracker issue show {quote}Odd\t")
    shown = run(["bash", "-c", f"printf %s {line.removeprefix('tracker issue show ')}"])
    assert shown == 'Odd: $x/it\'s "it"'
    assert not (folder / "pwned").exists()


def test_two_tabs_list_the_demands_with_their_titles(prompt: Prompt, folder: Path) -> None:
    shown = prompt.list_after("tracker show ")
    assert re.search(r"^RU-1 +(--|\() ?A ban on Ukraine's NATO membership\b", shown, re.MULTILINE)
    assert f"{TITLE}" in shown
    places = [shown.index(f"\n{key} ") for key in ("NATO-1", "RU-1", "RU-9", "US-1")]
    assert places == sorted(places)
    assert not (folder / "pwned").exists()


def test_zsh_takes_in_a_database_that_stands_before_the_command(folder: Path) -> None:
    installed("zsh")
    command, set_up = START["zsh"]
    with at_terminal(command, environment(folder), folder) as keyboard:
        keyboard.type(f"{set_up}\n")
        keyboard.wait_for("ready> ")
        line = Prompt(keyboard).after("TRACKER_DB=talks.db tracker show U\t")
    assert line == "TRACKER_DB=talks.db tracker show US-1 "


def test_zsh_finds_the_script_in_a_folder_of_functions(folder: Path) -> None:
    installed("zsh")
    env = environment(folder, TRACKER_DB=str(folder / "talks.db"))
    functions = folder / "functions"
    functions.mkdir()
    script = run(["tracker", "completion", "zsh"], env, folder)
    (functions / "_tracker").write_text(script, encoding="utf-8")
    _, set_up = START["zsh"]
    set_up = re.sub(r"eval [^;]*;", "", set_up)
    with at_terminal(["zsh", "-f", "-i"], env, folder) as keyboard:
        keyboard.type(f"fpath=({functions} $fpath); {set_up}\n")
        keyboard.wait_for("ready> ")
        assert Prompt(keyboard).after("tracker show U\t") == "tracker show US-1 "


def run(command: list[str], env: dict[str, str] | None = None, folder: Path | None = None) -> str:
    """What a command prints."""
    done = subprocess.run(
        command, env=env, cwd=folder, capture_output=True, text=True, check=False,
        executable=shutil.which(command[0], path=env["PATH"] if env else None),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def offered_by_fish(folder: Path, line: str, **more: str) -> list[str]:
    """What fish offers for a line, each with what is known of it after a tab."""
    fish = installed("fish")
    env = environment(folder, **{"TRACKER_DB": str(folder / "talks.db"), **more})
    script = "tracker completion fish | source; complete -C $argv[1]"
    return run([fish, "--no-config", "-c", script, line], env, folder).splitlines()


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("tracker rej", ["reject\tA party rejects a demand."]),
        ("tracker show us", ["US-1\tTransparency at Aegis Ashore sites, if reciprocated"]),
        ("tracker show I", [f"IT-1\t{TITLE}"]),
        ("tracker reject RU-1 --by EU,U", ["EU,US\tUnited States"]),
        ("tracker reject RU-1 --by=EU,U", ["--by=EU,US\tUnited States"]),
        ('tracker issue show "Arms control/e', ["Arms control/exercises"]),
        ("tracker issue show Arms\\ control/e", ["Arms control/exercises"]),
        ("tracker issue show Odd", ['Odd: $x/it\'s "it"']),
        ("tracker show --db nowhere.db U", []),
        ("TRACKER_DB=nowhere.db tracker show U", []),
        ("~/bin/tracker show U", ["US-1\tTransparency at Aegis Ashore sites, if reciprocated"]),
        ("tracker import some", ["some moves.csv"]),
        ("tracker log --output=some", ["--output=some moves.csv"]),
        ("tracker reject RU-1 @some", ["@some moves.csv"]),
    ],
)
def test_fish_offers_values_with_what_is_known_of_them(
    folder: Path, line: str, found: list[str]
) -> None:
    assert offered_by_fish(folder, line) == found
    assert not (folder / "pwned").exists()


TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs"]))


@given(TEXTS)
def test_what_is_quoted_is_one_word_and_reads_back(text: str) -> None:
    for quote in ("", "'", '"'):
        word = quote + quoted(text, quote)
        assert unquoted(word) == text
        if text:
            assert split(f"tracker {word}") == ["tracker", word]
            assert open_quote(word) == quote


@pytest.mark.skipif(os.name != "posix", reason="runs bash")
@given(TEXTS.filter(lambda text: "\0" not in text))
def test_bash_reads_back_what_is_quoted(text: str) -> None:
    words = [quote + quoted(text, quote) + quote for quote in ("", "'", '"')]
    script = f"printf %s {' '.join(words)}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, check=True)
    assert done.stdout.decode() == text * 3
