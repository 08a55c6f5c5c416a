"""Queries that one transaction asks again and again: planned once, when they are asked again.

To plan one takes the server several times as long as to answer it for one screen.
"""

import re
import secrets
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from tracker.store.server import dialect

Values = Mapping[str, Any]
_PARAMETER = re.compile(r"%\((\w+)\)s")
_TYPES = {int: "bigint", str: "text", float: "double precision"}


class _Named(NamedTuple):
    """A query as it is prepared: what asks it, with its parameters as `%(name)s`, and its name."""

    execute: str
    name: str
    types: Mapping[str, str]


class Prepared:
    """What is prepared on one connection, each to be let go of with its transaction.

    The connection may be another's next, where it comes from a pool: so every name is one that
    nobody else has.

    Args:
        literal: puts values into a text.
    """

    def __init__(self, literal: Callable[[str, Values], str]) -> None:
        self._literal = literal
        self._names = f"tracker_{secrets.token_hex(6)}"
        self._asked = set[str]()
        self._ready: dict[str, _Named] = {}
        self._held: list[str] = []
        self._is_on = False

    def begin(self) -> None:
        """Prepare from here on, to the end of the transaction."""
        self._is_on = True

    def text(self, query: str, values: Values) -> str:
        """What asks a query by its name; it gives no rows but those of the query."""
        sql = dialect.query(query)
        types = _types(values)
        ready = self._ready.get(query)
        if ready and ready.types == types:
            return self._literal(ready.execute, values)
        if ready or types is None or not self._is_on or query not in self._asked:
            self._asked.add(query)
            return self._literal(sql, values)
        made = self._ready[query] = self._named(sql, types)
        self._held.append(made.name)
        names = list(dict.fromkeys(_PARAMETER.findall(sql)))
        taken = ", ".join(types[each] for each in names)
        numbered = _PARAMETER.sub(lambda found: f"${names.index(found[1]) + 1}", sql)
        head = f"prepare {made.name}{f' ({taken})' if taken else ''} as"
        return f"{head} {numbered.replace('%%', '%')};\n{self._literal(made.execute, values)}"

    def _named(self, sql: str, types: Mapping[str, str]) -> _Named:
        names = dict.fromkeys(_PARAMETER.findall(sql))
        name = f"{self._names}_{len(self._held)}"
        given = ", ".join(f"%({each})s" for each in names)
        return _Named(f"execute {name}{f' ({given})' if given else ''}", name, types)

    def outdate(self) -> None:
        """Prepare anew from here on, where something stands in for a table, or no longer does."""
        self._ready.clear()

    def end(self) -> list[str]:
        """The statements that let go of all; to be sent after the end of the transaction."""
        let_go = [f"deallocate {each}" for each in self._held]
        self._asked, self._ready, self._held, self._is_on = set(), {}, [], False
        return let_go


def _types(values: Values) -> dict[str, str] | None:
    """The type of each value; None where one has none that is sure."""
    found = {name: _TYPES.get(type(each), "") for name, each in values.items()}
    large = any(isinstance(each, int) and each.bit_length() > 63 for each in values.values())
    return None if large or not all(found.values()) else found
