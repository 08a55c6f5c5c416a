"""All negotiations as Parquet files, for DuckDB, Spark and their like: `export parquet DIR`."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tracker.context import Context
from tracker.errors import OutputError, UsageError
from tracker.exchange import moves_out
from tracker.ledger.attendance import attending
from tracker.ledger.case import END_OF_TIME, Case
from tracker.ledger.deriving import demands_of
from tracker.ledger.positions import Filter, pages
from tracker.model import Demand, Move
from tracker.render.lists import PARTY_COLUMNS, TALK_COLUMNS, parties_view, talks_view
from tracker.render.parquet import ParquetWriter
from tracker.render.views import Row
from tracker.rules.standing import answer_of, life_of
from tracker.store import registry

MOVES = {
    "nr": int, **dict.fromkeys(moves_out.COLUMNS[1:], str), moves_out.SOURCE_TEXT: str,
    "answer": str, "life": str, "in_force": bool, "moment": int, "rank": int,
}  # fmt: skip
DEMANDS = dict.fromkeys(("demand", "title", "kind", "issue", "by", "to"), str)
PUT_TO = {"demand": str, "party": str}
TALKS = {**dict.fromkeys(TALK_COLUMNS[1:], str), "moment": int}
PARTIES = dict.fromkeys(PARTY_COLUMNS, str)
_SPECIAL = frozenset("\"#%'*/:=?\\{[]^")
LONGEST_NAME = 255  # bytes, on the file systems there are


def export_parquet(context: Context, where: str | None, *, private: bool) -> None:
    """Write a folder of tables, each with a folder for each negotiation.

    Args:
        context: of the run; without a negotiation that was named, all are written.
        where: the folder, which is made.
        private: whether private moves are written, too.

    Raises:
        NotInstalled: pyarrow is not there.
        UsageError: no folder is named, or there is something in it.
        OutputError: it cannot be written; then nothing of it is there.
    """
    if where is None:
        raise UsageError("Say which folder the tables go to: tracker export parquet DIR")
    writer = ParquetWriter()
    with _new_folder(Path(where)) as folder:
        about = {"tracker.private": "included" if private else "left out"}
        if context.known_at:
            about["tracker.known_at"] = context.known_at
        with _cases(context, private=private) as cases:
            count = 0
            for case in cases:
                write_negotiation(case, folder, writer, about, private=private)
                count += 1
    context.say_looking_back()
    context.print(f"{where}: {count} negotiation{'' if count == 1 else 's'}")


@contextmanager
def _cases(context: Context, *, private: bool) -> Iterator[Iterator[Case]]:
    """The negotiations to write, of one unchanging state of the database."""
    if context.negotiation is not None:
        with context.reading(private=private) as case:
            yield iter([case])
        return
    with context.looking() as store:
        names = [each.name for each in registry.negotiations(store)]
    with context._replace(negotiation=names[0] if names else None).reading(private=private) as case:
        there = registry.negotiations(case.store)
        yield (Case(case.store, each, case.today) for each in there)


@contextmanager
def _new_folder(target: Path) -> Iterator[Path]:
    """A folder that takes the place of `target` when all of it has been written."""
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise UsageError(f"{target} is there already, and not empty; name a new folder.")
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{target.name[:40]}.", dir=target.resolve().parent))
    except OSError as error:
        raise OutputError(f"The folder {target} cannot be made: {error.strerror}.") from None
    try:
        yield beside
        beside.replace(target)
    except OSError as error:
        raise OutputError(f"{target} cannot be written: {error.strerror}.") from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def write_negotiation(
    case: Case, folder: Path, writer: ParquetWriter, about: Mapping[str, str], *, private: bool
) -> None:
    """Write the tables of one negotiation into the folders of each.

    Args:
        case: the negotiation; where private moves are left out, they are hidden in it.
        folder: for the tables.
        writer: of them.
        about: what each says of itself.
        private: whether private moves are written.

    Raises:
        UsageError: the name of the negotiation is longer than a folder's may be.
        OutputError: a file cannot be written.
    """
    put_privately: set[str] = set()
    met: set[str] = set()
    partition = partition_of(case.negotiation.name)

    def put(table: str, columns: Mapping[str, type], rows: Iterator[Row]) -> None:
        place = folder / table / partition
        place.mkdir(parents=True)
        told = {**about, "tracker.table": table}
        writer.write(place / f"{table}.parquet", columns, rows, told)

    put("moves", MOVES, _moves(case, met, put_privately, private=private))
    named = put_privately if not private else set[str]()
    put("demands", DEMANDS, _demands(case, met, named))
    put("put_to", PUT_TO, _put_to(case, met, named))
    talks = zip(talks_view(case.talks, case.negotiation).rows, case.talks, strict=True)
    put("talks", TALKS, ((*row[1:], each.moment) for row, each in talks))
    there = attending(case)
    codes = {each.code for each in there}
    stays = [each for each in case.memberships if each.member in codes]
    put("parties", PARTIES, iter(parties_view(there, stays).rows))


def _moves(case: Case, met: set[str], put_privately: set[str], *, private: bool) -> Iterator[Row]:
    columns = (*moves_out.COLUMNS, moves_out.SOURCE_TEXT)
    for move, row in moves_out.told(case, columns, put_privately, private=private):
        met.add(move.said.demand)
        yield (move.nr, *row[1:], *_place(move))


def _place(move: Move) -> Row:
    """What a move comes to, and where it stands in time."""
    said = move.said
    answer = answer_of(said.verb, said.manner)
    life = life_of(said.verb, said.manner)
    return (answer and answer.value, life, move.in_force, move.moment, move.rank)


def _demands(case: Case, met: set[str], unlabelled: set[str]) -> Iterator[Row]:
    for each in _told_of(case, met):
        if each.key in unlabelled:
            yield (each.key, each.key, None, None, None, None)
            continue
        by = (each.proponent, *each.sponsors) if each.proponent else ()
        joined = (";".join(codes) or None for codes in (by, each.addressees))
        yield (each.key, each.title, each.kind.value, each.issue or None, *joined)


def _put_to(case: Case, met: set[str], unlabelled: set[str]) -> Iterator[Row]:
    for each in _told_of(case, met - unlabelled):
        for party in each.addressees or ("",):
            yield (each.key, party)


def _told_of(case: Case, keys: set[str]) -> Iterator[Demand]:
    for page in pages(case, Filter()):
        yield from (
            each for each in demands_of(case, page, END_OF_TIME).values() if each.key in keys
        )


def partition_of(name: str) -> str:
    """The folder of a negotiation, by the custom of Hive that DuckDB, Spark and Arrow read.

    Raises:
        UsageError: its name is longer than that of a folder may be.
    """
    value = "".join(
        "".join(f"%{byte:02X}" for byte in char.encode())
        if char in _SPECIAL or ord(char) < ord(" ") or ord(char) == 0x7F
        else char
        for char in name
    )
    folder = f"negotiation={value}"
    if len(folder.encode()) > LONGEST_NAME:
        raise UsageError(f"The name “{name[:60]}…” is too long for that of a folder; leave it out.")
    return folder
