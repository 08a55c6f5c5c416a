"""Tables as Parquet files: a column of one kind each, written in groups of rows as they come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from tracker.errors import NotInstalled, OutputError

if TYPE_CHECKING:
    from pathlib import Path

ROWS_IN_A_GROUP = 20_000
"""So many rows are in memory at a time."""
_KINDS = {str: "string", int: "int64", bool: "bool_"}


class ParquetWriter:
    """Writes tables. Made before anything else is done, so that nothing begins without pyarrow.

    Raises:
        NotInstalled: it is not there.
    """

    def __init__(self) -> None:
        try:
            import pyarrow
            from pyarrow import parquet
        except ImportError:
            raise NotInstalled("Parquet files are written by pyarrow", "parquet") from None
        self._arrow: Any = pyarrow
        self._parquet: Any = parquet

    def write(
        self,
        file: Path,
        columns: Mapping[str, type],
        rows: Iterable[Sequence[object]],
        about: Mapping[str, str],
        *,
        group: int = ROWS_IN_A_GROUP,
    ) -> None:
        """Write a table into a new file, which nobody else can read.

        Args:
            file: where to; its folder is there.
            columns: their names and what is in each: str, int or bool; any may be empty.
            rows: one value for each column.
            about: what the file says of itself.
            group: how many rows are written at a time.

        Raises:
            OutputError: it cannot be written.
        """
        fields = [(name, getattr(self._arrow, _KINDS[kind])()) for name, kind in columns.items()]
        schema = self._arrow.schema(fields, metadata=dict(about))
        try:
            with (
                file.open("xb") as stream,
                self._parquet.ParquetWriter(stream, schema, compression="zstd") as writer,
            ):
                file.chmod(0o600)
                left = iter(rows)
                while some := list(islice(left, group)):
                    arrays = [
                        self._arrow.array(values, kind)
                        for values, (_, kind) in zip(zip(*some, strict=True), fields, strict=True)
                    ]
                    writer.write_batch(self._arrow.record_batch(arrays, schema=schema))
        except OSError as error:
            raise OutputError(f"{file} cannot be written: {error.strerror or error}.") from None
