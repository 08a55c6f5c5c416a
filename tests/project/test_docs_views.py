"""docs/views.md: its sessions show what happens."""

from pathlib import Path

import transcript
from transcript import Shell


def test_the_sessions_show_what_happens(checkout: Path, shell: Shell, update_golden: bool) -> None:
    transcript.check(checkout / "docs" / "views.md", shell, update=update_golden)
