"""Taking minutes away: `export minutes`, the ledger or one talk of it in plain text."""

from __future__ import annotations

from pathlib import Path

from tracker.context import Context
from tracker.errors import OutputError, UsageError
from tracker.exchange.minutes_out import lines
from tracker.ledger import refs
from tracker.render.delivery import Destination
from tracker.render.files import replacing


def export_minutes(context: Context, wanted: Destination, talk: str | None) -> None:
    """Write minutes to a file or to standard output.

    Args:
        context: of the run.
        wanted: where to, and whether private moves may be in them.
        talk: of this talk what stands of it; None for the whole ledger.

    Raises:
        UsageError: a format or columns are asked for.
        OutputError: they cannot be written.
    """
    workbook = Path(wanted.file or "").suffix.lower() == ".xlsx"
    if wanted.form or wanted.columns or wanted.raw or wanted.excel or workbook:
        raise UsageError(
            "Minutes are plain text: leave out --format, --columns, --raw and --excel,"
            " and write no workbook."
        )
    context.say_looking_back()
    with context.reading(private=wanted.include_private) as case:
        found = refs.talk(case, talk) if talk else None
        written = lines(case, found, private=wanted.include_private)
        text = "".join(f"{line}\n" for line in written)
    if wanted.file is not None:
        with replacing(Path(wanted.file), context.file) as file:
            file.write(text)
    elif context.world.stdout.isatty():
        context.print(text.removesuffix("\n"))
    else:
        _write(context, text)


def _write(context: Context, text: str) -> None:
    try:
        context.world.stdout.write(text)
    except UnicodeEncodeError as error:
        raise OutputError(
            f"The output's encoding {error.encoding} lacks characters of the minutes; "
            "write them to a file with -o FILE."
        ) from None
