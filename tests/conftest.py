"""What holds for every test: a pinned environment, the options, and where the checkout is."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import engines
import pytest
import servers
import tally
from hypothesis import settings

CHECKOUT = Path(__file__).parents[1]

pytest.register_assert_rewrite("builders", "story", "agreeing", "taking_down", "attacked")

# Two workers share two cores, so no deadlines; the same examples on each run, so that the gate
# is not red by chance. `make torture` looks further.
settings.register_profile("gate", deadline=None, derandomize=True)
settings.register_profile("torture", deadline=None, max_examples=tally.share(300))
settings.load_profile("gate")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="rewrite the files in tests/golden instead of comparing with them",
    )
    parser.addoption(
        "--faults", action="store_true", help="end with a table of the faults that were tried"
    )


TABLE = tally.Table()
OF_SERVERS = ("test_hub", "test_server", "test_engines")


def pytest_configure() -> None:
    """Let Ctrl-C be heard by programs under test, where a script runs these in its background."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With the table, only what stands in it is run: the rest is the gate's, and the same there."""
    if config.getoption("--faults"):
        others = [item for item in items if not tally.attack(item.nodeid)]
        items[:] = [item for item in items if tally.attack(item.nodeid)]
        config.hook.pytest_deselected(items=others)
    if engines.IS_SERVER:
        leave_out_what_is_about_a_file(items)


def pytest_runtest_setup(item: pytest.Item) -> None:
    tally.begin(item)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report: Any = yield
    report.user_properties = [*report.user_properties, *tally.told(item)]
    return report


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    TABLE.take(report)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if config.getoption("--faults"):
        terminalreporter.section("faults and attacks")
        for line in TABLE.lines():
            terminalreporter.write_line(line)


def leave_out_what_is_about_a_file(items: list[pytest.Item]) -> None:
    """On a server, skip what is about the file itself, with the reason."""
    for each in items:
        of_a_file = each.get_closest_marker("file")
        own = "it has servers of its own" if each.path.name.startswith(OF_SERVERS) else ""
        if why := servers.why_not() or (of_a_file.args[0] if of_a_file else own):
            each.add_marker(pytest.mark.skip(reason=why))


@pytest.fixture(autouse=True)
def pinned_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The same width, no colour and a data folder of its own, whatever the shell has set."""
    for name in list(os.environ):
        if name.startswith(("TRACKER_", "_TRACKER_")):
            monkeypatch.delenv(name)
    for name in ("FORCE_COLOR", "PY_COLORS", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("_TYPER_FORCE_DISABLE_TERMINAL", "1")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "xdg-data"))


@pytest.fixture
def checkout() -> Path:
    """The root of the checkout; a test of an installed wheel that needs it is skipped."""
    if not (CHECKOUT / "tracker" / "__init__.py").is_file():
        pytest.skip("needs the checkout, and only the tests are here, beside an installed wheel")
    return CHECKOUT
