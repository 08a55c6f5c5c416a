"""The round trips to a server, counted."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
from builders import Session


class Trips:
    """Counts what is sent to a server."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = self.copies = 0
        execute, copy = psycopg.ClientCursor.execute, psycopg.ClientCursor.copy

        def executed(cursor: Any, *given: Any, **named: Any) -> Any:
            self.count += 1
            return execute(cursor, *given, **named)

        def copied(cursor: Any, *given: Any, **named: Any) -> Any:
            self.count += 1
            self.copies += 1
            return copy(cursor, *given, **named)

        monkeypatch.setattr(psycopg.ClientCursor, "execute", executed)
        monkeypatch.setattr(psycopg.ClientCursor, "copy", copied)

    def of(self, session: Session, line: str) -> int:
        """How many one command takes."""
        before = self.count
        session(line)
        return self.count - before
