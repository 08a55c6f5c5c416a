"""Files stay small enough to be read in one go."""

from pathlib import Path


def count(file: Path) -> int:
    return len(file.read_text(encoding="utf-8").splitlines())


def test_no_file_is_longer_than_300_lines(checkout: Path) -> None:
    files = [*checkout.glob("tracker/**/*.py"), *checkout.glob("tests/**/*.py")]
    assert files
    long = {str(file.relative_to(checkout)): count(file) for file in files if count(file) > 300}
    assert long == {}, "past 300 lines a file is usually two"


def test_the_entry_module_only_mounts(checkout: Path) -> None:
    assert count(checkout / "tracker" / "cli.py") <= 100
