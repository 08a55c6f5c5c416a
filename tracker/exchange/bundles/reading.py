"""A bundle read: whole, unharmed, and each line a fact; or every line told that is none."""

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any, NamedTuple

from tracker.errors import InputFileError, Problem
from tracker.exchange.bundles.fields import LineFault
from tracker.exchange.bundles.lines import fact_of
from tracker.exchange.bundles.writing import FORM, SOURCED_FORM
from tracker.ledger.union.facts import Change, Facts, Labels, SourceText

LONGEST_LINE = 16_000_000
MOST_LINES = 2_000_000
MOST_PROBLEMS = 20
_LONGEST_NUMBER = 19


class Bundle(NamedTuple):
    """What a bundle holds.

    Attributes:
        since: from when on it tells; None where it tells all.
        made_by: who made it; made_at: when.
    """

    facts: Facts
    since: str | None
    made_by: str
    made_at: str


def read(lines: Iterable[bytes], name: str) -> Bundle:
    """Read a bundle.

    Args:
        lines: its lines, each with its end.
        name: of the file, for messages.

    Raises:
        InputFileError: it is none, is cut off or changed, or has lines that tell nothing; each
            is listed with what is wrong with it.
    """
    return _Reader(name).read(lines)


class _Reader:
    def __init__(self, name: str) -> None:
        self.name = name
        self.facts = Facts([], [], [], [])
        self.problems: list[Problem] = []
        self.private = True

    def read(self, lines: Iterable[bytes]) -> Bundle:
        header: dict[str, Any] = {}
        digest, last, number = sha256(), b"", 0
        for number, line in enumerate(self._bounded(lines), 1):
            digest.update(last)
            if number == 1:
                header = self._header(line)
            elif number > 2:
                self._fact(last, number - 1)
            last = line
        if number == 0:
            raise self._no_bundle()
        self._end(last, number, digest.hexdigest(), header)
        if self.problems:
            raise InputFileError(
                f"Nothing was taken over from {self.name}: lines of it tell nothing that can be. "
                "Ask for the bundle again.",
                self.problems[:MOST_PROBLEMS],
            )
        return Bundle(
            self.facts._replace(private=self.private),
            header.get("since"),
            header.get("made_by") or "",
            header.get("made_at") or "",
        )

    def _bounded(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        for number, line in enumerate(lines, 1):
            if len(line) > LONGEST_LINE:
                raise InputFileError(
                    f"Line {number} of {self.name} is longer than {LONGEST_LINE:,} bytes; no "
                    "bundle has such lines."
                )
            if number > MOST_LINES:
                raise InputFileError(
                    f"{self.name} has more than {MOST_LINES:,} lines; ask for it in parts, with "
                    "--since."
                )
            yield line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line

    def _header(self, line: bytes) -> dict[str, Any]:
        try:
            header = parse(line)
        except LineFault:
            header = {}
        if "bundle" not in header:
            raise self._no_bundle()
        if header["bundle"] not in (FORM, SOURCED_FORM):
            raise InputFileError(
                f"{self.name} is a bundle of another form ({header['bundle']}; this program reads "
                f"{FORM} and {SOURCED_FORM}). Upgrade: pip install --upgrade negotiation-tracker"
            )
        if header.get("private") not in ("included", "left out"):
            raise InputFileError(f"The first line of {self.name} does not say whether private "
                                 "moves are in it.")  # fmt: skip
        for field in ("since", "negotiation", "made_at", "made_by"):
            if not isinstance(header.get(field, ""), str | None):
                raise InputFileError(
                    f"The first line of {self.name} has a “{field}” that is not a text. Ask for "
                    "the bundle again."
                )
        self.private = header["private"] == "included"
        return header

    def _no_bundle(self) -> InputFileError:
        return InputFileError(
            f"{self.name} is not a bundle; make one with: tracker bundle create -o FILE"
        )

    def _fact(self, line: bytes, number: int) -> None:
        try:
            fact = fact_of(parse(line), number)
        except LineFault as fault:
            if len(self.problems) <= MOST_PROBLEMS:
                value = "" if self.private else fault.value
                self.problems.append(Problem(number, fault.field, value, str(fault)))
            return
        if isinstance(fact, Change):
            self.facts.changes.append(fact)
        elif isinstance(fact, Labels):
            self.facts.labels.append(fact)
        elif isinstance(fact, SourceText):
            self.facts.texts.append(fact)
        else:
            self.facts.moves.append(fact)

    def _end(self, line: bytes, number: int, digest: str, header: dict[str, Any]) -> None:
        """See that the bundle is whole and as it was made."""
        try:
            end = parse(line)
        except LineFault:
            end = {}
        if number < 2 or "end" not in end:
            raise InputFileError(
                f"{self.name} was cut off: it ends after line {number}, without its last line. "
                "Ask for it again."
            )
        if end.get("sha256") != digest:
            raise InputFileError(
                f"{self.name} does not fit its checksum: it was changed or damaged on its way. "
                "Ask for it again."
            )
        moves = len(self.facts.moves)
        told = (end["end"], header.get("lines"), header.get("moves"))
        if told != (number, number, moves) and not self.problems:
            raise InputFileError(
                f"{self.name} does not hold as much as it says ({header.get('lines')} lines, "
                f"{header.get('moves')} moves), but {number} lines and {moves} moves. "
                "Ask for it again."
            )
        hidden = [each for each in self.facts.moves if each.said.private]
        if hidden and header["private"] != "included":
            raise InputFileError(
                f"{self.name} says that private moves are left out, and holds {len(hidden)}: "
                f"{hidden[0].short_id}. Ask for the bundle again."
            )


def parse(line: bytes) -> dict[str, Any]:
    """One line as an object.

    Raises:
        LineFault: it is not one object in JSON, or no text.
    """
    try:
        text = line.decode()
        found = _DECODER.decode(text)
        if "\\ud" in text.casefold():  # half a character, which no text has
            json.dumps(found, ensure_ascii=False).encode()
    except UnicodeError:
        raise LineFault("", "is not UTF-8 text") from None
    except RecursionError:
        raise LineFault("", "is nested too deeply") from None
    except ValueError as error:
        raise LineFault("", f"is not an object in JSON ({error})") from None
    if not isinstance(found, dict):
        raise LineFault("", "is not an object in JSON")
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a field stands in it twice")
    return found


def _whole(text: str) -> int:
    if len(text) > _LONGEST_NUMBER:
        raise ValueError("a number is too long")
    return int(text)


def _none(text: str) -> None:
    raise ValueError(f"{text} stands in it, which no bundle has")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_once, parse_int=_whole, parse_float=_none, parse_constant=_none
)
