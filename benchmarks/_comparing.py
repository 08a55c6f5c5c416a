"""Two folders of results of `make bench` side by side, with the ratio of each figure.

Figures are mostly ratios themselves, so that two machines can be compared as well.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any


def main() -> int:
    """Print the figures of the two folders that are named, file by file."""
    if len(sys.argv) != 3:
        print("Name two folders of results: make bench-compare A=DIR B=DIR", file=sys.stderr)
        return 2
    first, second = map(Path, sys.argv[1:])
    for path in sorted(first.glob("*.json")):
        if (second / path.name).is_file():
            _compare(path.stem, _read(path), _read(second / path.name))
    return 0


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _compare(name: str, one: dict[str, Any], other: dict[str, Any]) -> None:
    print(f"\n{name}")
    for field, value in one["machine"].items():
        if value != other["machine"][field]:
            print(f"  {field}: {value}  →  {other['machine'][field]}")
    then = {each["measure"]: each["figure"] for each in one["figures"]}
    for each in other["figures"]:
        before, now = then.get(each["measure"]), each["figure"]
        if before is None:
            print(f"  {each['measure']:<58}{'new':>12}{now:>12.2f}{each['unit']}")
        else:
            change = f"{now / before:.2f}" if before else ""
            print(f"  {each['measure']:<58}{before:>12.2f}{now:>12.2f}{each['unit']:<4}{change}")


if __name__ == "__main__":
    sys.exit(main())
