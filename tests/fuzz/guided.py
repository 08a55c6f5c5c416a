"""Coverage-guided fuzzing of one target by atheris: `python tests/fuzz/guided.py TARGET SECONDS`.

Ends with 0 where nothing was found; what was found is in the folder that it names.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[1]))
with atheris.instrument_imports(include=["tracker", "dateutil"]):
    from fuzz.targets import SEEDS, scratch, tried


def main() -> None:
    target, seconds = sys.argv[1], sys.argv[2]
    folder = scratch()
    for number, seed in enumerate(SEEDS[target]):
        (folder / f"seed-{number}").write_bytes(seed)
    print(f"{target}: {folder}", file=sys.stderr)
    arguments = [
        sys.argv[0], f"-max_total_time={seconds}", "-max_len=600", "-timeout=20",
        f"-artifact_prefix={folder}/found-", "-print_final_stats=1", "-verbosity=0", str(folder),
    ]  # fmt: skip
    atheris.Setup(arguments, lambda raw: tried(target, raw))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
